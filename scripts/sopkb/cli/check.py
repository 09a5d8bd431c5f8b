"""What is wrong, on which line, and how is it mended? (`sopkb check`)"""

import gc
from datetime import date
from pathlib import Path

import click

from sopkb import git, scope
from sopkb.catalog import Catalog
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    report_option,
    root_option,
    target,
    today,
    write,
)
from sopkb.cli.refusals import CannotJudge, Misused, hint
from sopkb.findings import Language, Report, Severity, Text
from sopkb.formats import FORMATS
from sopkb.rules import RULES
from sopkb.rules.engine import Context, run


@click.command()
@root_option
@click.option("--since", metavar="REV", help="Judge only what has changed since a Git revision.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules or families.")
@report_option
@lang_option
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="Exit with 1 from this severity on.",
)
@as_of_option
def check(
    root: Path,
    since: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    outputs: tuple[str, ...],
    lang: Language,
    fail_on: str,
    as_of: date | None,
) -> None:
    """Tell what is wrong in records, registers and pages, on which line, and how to mend it."""
    gc.disable()  # what is loaded lives until the end; looking for garbage costs a sixth
    targets = [target(output) for output in outputs]
    codes = (_codes(select), _codes(ignore))
    catalog = load(root)
    day = as_of or today(catalog)
    context = _context(catalog, day, since)
    findings = run(context, RULES, select=codes[0], ignore=codes[1])
    report = Report(
        as_of=day,
        timezone=catalog.policy.timezone,
        findings=findings,
        documents=sum(1 for _ in context.documents),
        pages=sum(1 for _ in context.pages),
        rules=tuple(each.info for each in RULES),
    )
    for format_name, file in targets:
        write(FORMATS[format_name](report, lang), file)
    if any(finding.code == "internal-error" for finding in findings):
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if report.reaches(Severity(fail_on)) else 0)


def _context(catalog: Catalog, day: date, since: str | None) -> Context:
    """Give the rules the whole repository, or what has changed since a revision and touches."""
    if since is None:
        return Context(catalog=catalog, today=day)
    try:
        changed = git.changed_paths(catalog.root, since)
        before = git.texts_before(catalog.root, since)
        touched = scope.touched(catalog, changed, before)
    except git.GitUnavailable as error:
        why = error.reason
        raise CannotJudge(
            Text(en=f"--since cannot be judged: {why.en}.", zh=f"无法按 --since 检查：{why.zh}。")
        ) from error
    return Context(catalog=catalog, today=day, scope=touched, changed=changed, before=before)


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """Split lists at commas and refuse what is neither a rule nor a family."""
    codes = tuple(code.strip() for item in given for code in item.split(",") if code.strip())
    known = {each.code for each in RULES} | {each.family for each in RULES}
    for code in codes:
        if code not in known:
            end = hint(code, known)
            raise Misused(
                Text(
                    en=f"There is no rule or family “{code}”{end.en}",
                    zh=f"没有名为“{code}”的规则或规则族{end.zh}",
                )
            )
    return codes
