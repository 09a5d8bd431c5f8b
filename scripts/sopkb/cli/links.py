"""Which links of the built site are broken, and on which line do they stand? (`sopkb links`)"""

import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import click
from pydantic import ValidationError

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
from sopkb.cli.refusals import CannotJudge, Misused, in_language_of_command
from sopkb.findings import Language, Report, Severity, Text
from sopkb.formats import FORMATS
from sopkb.link_check.check import Outcome, check_links
from sopkb.link_check.checker import LinkCheckerFailed
from sopkb.link_check.findings import RULES, findings_of
from sopkb.link_results import LinkResults

FILE = click.Path(path_type=Path)
PREVIOUS_ALONE = Text(
    en="--previous is of use only together with --external.",
    zh="--previous 只能与 --external 一起使用。",
)
NO_CONTACT = Text(
    en="data/policy.yml: links.contact must tell other sites who asks them.",
    zh="data/policy.yml：links.contact 必须写明联系方式，让其他网站知道是谁在访问。",
)
OFFLINE = Text(
    en="No other site could be reached: their links could not be judged.",
    zh="无法访问任何其他网站，未能检查指向这些网站的链接。",
)


@click.command()
@root_option
@click.option("--site", type=FILE, help="Folder of the built site; default: site below --root.")
@click.option("--external", is_flag=True, help="Ask other sites too; meant for the night.")
@click.option("--previous", type=FILE, metavar="FILE", help="Results of the night before.")
@click.option("--results", type=FILE, metavar="FILE", help="Write the results to this file.")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="End after this time, with what is known by then.",
)
@report_option
@lang_option
@as_of_option
def links(
    root: Path,
    site: Path | None,
    external: bool,
    previous: Path | None,
    results: Path | None,
    minutes: float,
    outputs: tuple[str, ...],
    lang: Language,
    as_of: date | None,
) -> None:
    """Check the links of the built site with LinkChecker, over a server on this machine."""
    end = time.monotonic() + minutes * 60
    if previous and not external:
        raise Misused(PREVIOUS_ALONE)
    targets = [target(output) for output in outputs]
    catalog = load(root)
    day = as_of or today(catalog)
    try:
        outcome = check_links(
            catalog,
            _built(site or root / "site"),
            today=day,
            seconds_left=lambda: end - time.monotonic(),
            agent=_agent(catalog) if external else None,
            previous=_read(previous) if previous else None,
        )
    except LinkCheckerFailed as error:
        raise CannotJudge(error.reason) from error
    if results:
        write(f"{outcome.results.model_dump_json(indent=2)}\n", results)
    report = _report(catalog, outcome, day)
    for format_name, file in targets:
        write(FORMATS[format_name](report, lang), file)
    _tell_what_was_not_judged(outcome)
    raise click.exceptions.Exit(1 if report.reaches(Severity.ERROR) else 0)


def _built(site: Path) -> Path:
    if not (site / "index.html").is_file():
        raise CannotJudge(
            Text(
                en=f"There is no built site in {site}; run: make build",
                zh=f"{site} 中没有已构建的站点，请运行：make build",
            )
        )
    return site


def _agent(catalog: Catalog) -> str:
    """Give the name under which other sites are asked, with the address of those who ask."""
    contact = catalog.policy.links.contact
    if contact is None:
        raise CannotJudge(NO_CONTACT)
    return f"sopkb/{version('sopkb')} (+{contact})"


def _read(previous: Path) -> LinkResults | None:
    """Read the results of the night before; a first night has none."""
    if not previous.exists():
        _tell(
            Text(
                en=f"{previous} is not there: this counts as the first night.",
                zh=f"没有 {previous}：本次视为首次检查。",
            )
        )
        return None
    try:
        return LinkResults.model_validate_json(previous.read_bytes())
    except (OSError, ValidationError) as error:
        raise CannotJudge(
            Text(
                en=f"{previous} is not a result of `sopkb links`; delete it to begin anew.",
                zh=f"{previous} 不是 `sopkb links` 的结果；请删除后重新开始。",
            )
        ) from error


def _report(catalog: Catalog, outcome: Outcome, day: date) -> Report:
    return Report(
        as_of=day,
        timezone=catalog.policy.timezone,
        findings=findings_of(catalog, outcome),
        documents=len(catalog.documents),
        pages=len(catalog.pages),
        rules=RULES,
    )


def _tell_what_was_not_judged(outcome: Outcome) -> None:
    if outcome.is_offline:
        raise CannotJudge(OFFLINE)
    if outcome.missed:
        raise CannotJudge(
            Text(
                en=f"{outcome.missed} addresses of the site could not be judged in time.",
                zh=f"本站点有 {outcome.missed} 个地址未能按时检查完毕。",
            )
        )
    if outcome.not_reached:
        _tell(
            Text(
                en=f"{outcome.not_reached} addresses of other sites are left to the next night.",
                zh=f"另有 {outcome.not_reached} 个其他网站的地址留待下次夜间检查。",
            )
        )


def _tell(told: Text) -> None:
    click.echo(in_language_of_command(told), err=True)
