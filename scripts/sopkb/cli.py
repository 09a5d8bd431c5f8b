"""The command `sopkb`: the only place that prints, reads the clock and sets exit codes.

Exit code 0: nothing at or above --fail-on. 1: findings. 2: misused, or could not judge.
"""

import gc
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from sopkb import git, scaffold, scope
from sopkb.catalog import Catalog
from sopkb.exports import GENERATED
from sopkb.findings import LANGUAGES, Language, Report, Severity
from sopkb.formats import FORMATS
from sopkb.loading import REGISTERS, load
from sopkb.model.base import parse_day
from sopkb.model.documents import DocumentType, Risk
from sopkb.nearest import nearest
from sopkb.rules import RULES, manual
from sopkb.rules.engine import Context, run


class CannotJudge(click.ClickException):
    """One clear sentence and exit code 2."""

    exit_code = 2


class DayType(click.ParamType[date]):
    """A day of the form YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read the day, or say what form it must have."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError:
            self.fail(f"{value} is not a date of the form YYYY-MM-DD", param, ctx)


root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder of the knowledge base; default: the current folder.",
)
as_of_option = click.option(
    "--as-of",
    type=DayType(),
    envvar="SOPKB_AS_OF",
    help="Judge as of this day; default: today in the governance time zone.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the messages.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sopkb")
def main() -> None:
    """Check and maintain a bilingual knowledge base of operating procedures."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@root_option
@click.option("--since", metavar="REV", help="Judge only what has changed since a Git revision.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these rules or families.")
@click.option("--ignore", multiple=True, metavar="CODES", help="Not these rules or families.")
@click.option(
    "--report",
    "outputs",
    multiple=True,
    metavar="FORMAT[:FILE]",
    default=("text",),
    help=f"One of {', '.join(FORMATS)}; may be given several times. Default: text.",
)
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
    targets = [_target(output) for output in outputs]
    codes = (_codes(select), _codes(ignore))
    catalog = _load(root)
    today = as_of or _today(catalog)
    context = Context(catalog=catalog, today=today, scope=_scope(catalog, since))
    findings = run(context, RULES, select=codes[0], ignore=codes[1])
    report = Report(
        as_of=today,
        timezone=catalog.policy.timezone,
        findings=findings,
        documents=sum(1 for _ in context.documents),
        pages=sum(1 for _ in context.pages),
        rules=tuple(each.info for each in RULES),
    )
    for format_name, file in targets:
        _write(FORMATS[format_name](report, lang), file)
    if any(finding.code == "internal-error" for finding in findings):
        raise click.exceptions.Exit(2)
    raise click.exceptions.Exit(1 if report.reaches(Severity(fail_on)) else 0)


@main.command()
@lang_option
def rules(lang: Language) -> None:
    """Print the manual: every rule with a bad and a good example."""
    click.echo(manual.as_text(RULES, lang), nl=False)


@main.command()
@click.argument("type_", metavar="TYPE", type=click.Choice([each.value for each in DocumentType]))
@click.argument("area", metavar="AREA")
@click.option("--title", required=True, help="Title in English.")
@click.option("--title-zh", required=True, help="Title in Mandarin.")
@click.option("--owner", required=True, help="Role of data/owners.yml that answers for it.")
@click.option("--risk", type=click.Choice([each.value for each in Risk]), default="medium")
@click.option("--source-language", type=click.Choice(LANGUAGES), default="en")
@root_option
@as_of_option
def new(
    type_: str,
    area: str,
    title: str,
    title_zh: str,
    owner: str,
    risk: str,
    source_language: str,
    root: Path,
    as_of: date | None,
) -> None:
    """Make a new document: its record, a page per language, the next free id."""
    catalog = _load(root)
    _must_be_known(catalog, "area", area, "AREA")
    _must_be_known(catalog, "owners", owner, "--owner")
    wanted = scaffold.NewDocument(
        type=DocumentType(type_),
        area=area,
        title={"en": _one_line(title), "zh": _one_line(title_zh)},
        owner=owner,
        risk=Risk(risk),
        source_language=source_language,
    )
    try:
        files = scaffold.new_document(catalog, wanted, as_of or _today(catalog))
    except scaffold.NoFreeId as error:
        raise CannotJudge(f"{error}.") from error
    _write_new(root, files)


@main.command()
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if not current.")
def generate(root: Path, only_check: bool) -> None:
    """Write the files that are generated: JSON schemas and the pages of the rules' manual."""
    texts = {path: build() for path, build in GENERATED.items()}
    texts |= {path: build(RULES) for path, build in manual.PAGES.items()}
    stale = [path for path, text in texts.items() if _text(root / path) != text]
    if only_check:
        for path in stale:
            click.echo(f"{path} is not current. Run: sopkb generate")
        raise click.exceptions.Exit(1 if stale else 0)
    for path in stale:
        _write(texts[path], root / path)
        click.echo(path)


def _load(root: Path) -> Catalog:
    for folder in ("docs", "data"):
        if not (root / folder).is_dir():
            raise CannotJudge(f"There is no folder “{folder}” in {root}; is --root right?")
    return load(root)


def _today(catalog: Catalog) -> date:
    try:
        return datetime.now(ZoneInfo(catalog.policy.timezone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CannotJudge(
            f"data/policy.yml: timezone “{catalog.policy.timezone}” is unknown; "
            "mend it, or give --as-of."
        ) from error


def _scope(catalog: Catalog, since: str | None) -> frozenset[str] | None:
    if since is None:
        return None
    root = catalog.root
    try:
        changed = git.changed_paths(root, since)
        return scope.touched(catalog, changed, lambda path: git.text_before(root, since, path))
    except git.GitUnavailable as error:
        raise CannotJudge(f"--since cannot be judged: {error}.") from error


def _target(output: str) -> tuple[str, Path | None]:
    name, _, file = output.partition(":")
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        hint = _hint(name, FORMATS)
        raise click.UsageError(f"--report: there is no format “{name}”{hint} Known: {known}.")
    return name, Path(file) if file else None


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """Split lists at commas and refuse what is neither a rule nor a family."""
    codes = tuple(code.strip() for item in given for code in item.split(",") if code.strip())
    known = {each.code for each in RULES} | {each.family for each in RULES}
    for code in codes:
        if code not in known:
            raise click.UsageError(f"There is no rule or family “{code}”{_hint(code, known)}")
    return codes


def _must_be_known(catalog: Catalog, register: str, name: str, what: str) -> None:
    known = catalog.known(register) or frozenset()
    if name not in known:
        raise click.UsageError(
            f"{what}: “{name}” is not in {_file_of(register)}{_hint(name, known)}"
        )


def _file_of(register: str) -> str:
    return f"data/{register}.yml" if register in REGISTERS else f"data/vocabulary.yml ({register})"


def _hint(name: str, known: Iterable[str]) -> str:
    guess = nearest(name, known)
    return f"; did you mean “{guess}”?" if guess else "."


def _one_line(title: str) -> str:
    if not title.strip() or not title.isprintable():
        raise click.UsageError("A title must be one line of text.")
    return title.strip()


def _write(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotJudge(f"{file} cannot be written: {error.strerror}.") from error


def _write_new(root: Path, files: Mapping[str, str]) -> None:
    for path in files:
        if (root / path).exists():
            raise CannotJudge(f"{path} exists already; choose another title.")
    for path, text in files.items():
        _write(text, root / path)
        click.echo(path)


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
