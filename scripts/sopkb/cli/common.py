"""What do all commands share: options, loading, today, writing, and how they refuse?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from sopkb.catalog import Catalog
from sopkb.findings import LANGUAGES, Language
from sopkb.formats import FORMATS
from sopkb.formats.sheet import SHEET_FORMATS, Sheet
from sopkb.item_loading import FOLDERS
from sopkb.loading import REGISTERS
from sopkb.loading import load as load_catalog
from sopkb.model.base import parse_day
from sopkb.nearest import nearest

FIRST_YEAR, LAST_YEAR = 1900, 2999


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
            day = parse_day(value)
        except ValueError:
            self.fail(f"{value} is not a date of the form YYYY-MM-DD", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} is not of the years {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        return day


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
report_option = click.option(
    "--report",
    "outputs",
    multiple=True,
    metavar="FORMAT[:FILE]",
    default=("text",),
    help=f"One of {', '.join(FORMATS)}; may be given several times. Default: text.",
)


sheet_option = click.option(
    "--report",
    "outputs",
    multiple=True,
    metavar="FORMAT[:FILE]",
    default=("table",),
    help=f"One of {', '.join(SHEET_FORMATS)}; may be given several times. Default: table.",
)


def load(root: Path) -> Catalog:
    """Load a knowledge base, or say that there is none."""
    for folder in ("docs", "data"):
        if not (root / folder).is_dir():
            raise CannotJudge(f"There is no folder “{folder}” in {root}; is --root right?")
    return load_catalog(root)


def today(catalog: Catalog) -> date:
    """Give today in the governance time zone."""
    try:
        return datetime.now(ZoneInfo(catalog.policy.timezone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CannotJudge(
            f"data/policy.yml: timezone “{catalog.policy.timezone}” is unknown; "
            "mend it, or give --as-of."
        ) from error


def target(output: str, formats: Collection[str] = FORMATS) -> tuple[str, Path | None]:
    """Read FORMAT[:FILE], or name the formats there are."""
    name, _, file = output.partition(":")
    if name not in formats:
        known = ", ".join(formats)
        raise click.UsageError(
            f"--report: there is no format “{name}”{hint(name, formats)} Known: {known}."
        )
    return name, Path(file) if file else None


def write_sheet(sheet: Sheet, outputs: Iterable[str], language: Language) -> None:
    """Write a list in each format that is asked for."""
    targets = [target(output, SHEET_FORMATS) for output in outputs]
    for name, file in targets:
        write(SHEET_FORMATS[name](sheet, language), file)


def must_be_known(catalog: Catalog, register: str, name: str, what: str) -> None:
    """Refuse a name that a register does not hold, with the nearest that it holds."""
    known = catalog.known(register) or frozenset()
    if name not in known:
        raise click.UsageError(
            f"{what}: “{name}” is not in {_file_of(register)}{hint(name, known)}"
        )


def hint(name: str, known: Iterable[str]) -> str:
    """Give the end of a sentence that refuses a name: the nearest one, if any is alike."""
    guess = nearest(name, known)
    return f"; did you mean “{guess}”?" if guess else "."


def write(text: str, file: Path | None) -> None:
    """Write a text to a file, to the terminal where there is none."""
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotJudge(f"{file} cannot be written: {error.strerror}.") from error


def _file_of(register: str) -> str:
    if register == "documents" or register in FOLDERS:
        return f"data/{register}"
    return f"data/{register}.yml" if register in REGISTERS else f"data/vocabulary.yml ({register})"
