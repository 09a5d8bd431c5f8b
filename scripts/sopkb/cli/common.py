"""What do all commands share: options, loading, today, writing, and how they refuse?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from sopkb.catalog import Catalog
from sopkb.cli.refusals import (
    CannotJudge,
    Misused,
    hint,
    in_language_of_command,
    remember_language,
    unwritable,
)
from sopkb.findings import LANGUAGES, Language, Text
from sopkb.formats import FORMATS
from sopkb.formats.sheet import SHEET_FORMATS, Sheet
from sopkb.item_loading import FOLDERS
from sopkb.loading import REGISTERS
from sopkb.loading import load as load_catalog
from sopkb.model.base import parse_day

FIRST_YEAR, LAST_YEAR = 1900, 2999


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
            self.fail(in_language_of_command(_not_a_day(value)), param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(in_language_of_command(_not_in_years(value)), param, ctx)
        return day


def _not_a_day(value: object) -> Text:
    return Text(
        en=f"{value} is not a date of the form YYYY-MM-DD",
        zh=f"{value} 不是 YYYY-MM-DD 格式的日期",
    )


def _not_in_years(value: object) -> Text:
    return Text(
        en=f"{value} is not of the years {FIRST_YEAR} to {LAST_YEAR}",
        zh=f"{value} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 年之间",
    )


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
language_of_command = partial(
    click.option,
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    is_eager=True,
    callback=remember_language,
    help="Language of the messages.",
)
lang_option = language_of_command()
refusals_lang_option = language_of_command(expose_value=False)
"""For a command that prints paths only: just its refusals have a language."""
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
            raise CannotJudge(
                Text(
                    en=f"There is no folder “{folder}” in {root}; is --root right?",
                    zh=f"{root} 中没有文件夹“{folder}”；--root 是否正确？",
                )
            )
    return load_catalog(root)


def today(catalog: Catalog) -> date:
    """Give today in the governance time zone."""
    try:
        return datetime.now(ZoneInfo(catalog.policy.timezone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CannotJudge(
            Text(
                en=f"data/policy.yml: timezone “{catalog.policy.timezone}” is unknown; "
                "mend it, or give --as-of.",
                zh=f"data/policy.yml：时区“{catalog.policy.timezone}”不存在；"
                "请更正，或用 --as-of 指定日期。",
            )
        ) from error


def target(output: str, formats: Collection[str] = FORMATS) -> tuple[str, Path | None]:
    """Read FORMAT[:FILE], or name the formats there are."""
    name, _, file = output.partition(":")
    if name not in formats:
        raise Misused(_no_format(name, formats))
    return name, Path(file) if file else None


def _no_format(name: str, formats: Collection[str]) -> Text:
    end = hint(name, formats)
    return Text(
        en=f"--report: there is no format “{name}”{end.en} Known: {', '.join(formats)}.",
        zh=f"--report：没有“{name}”这种格式{end.zh}可用格式：{'、'.join(formats)}。",
    )


def write_sheet(sheet: Sheet, outputs: Iterable[str], language: Language) -> None:
    """Write a list in each format that is asked for."""
    targets = [target(output, SHEET_FORMATS) for output in outputs]
    for name, file in targets:
        write(SHEET_FORMATS[name](sheet, language), file)


def must_be_known(catalog: Catalog, register: str, name: str, what: str) -> None:
    """Refuse a name that a register does not hold, with the nearest that it holds."""
    known = catalog.known(register) or frozenset()
    if name not in known:
        file, end = _file_of(register), hint(name, known)
        raise Misused(
            Text(
                en=f"{what}: “{name}” is not in {file.en}{end.en}",
                zh=f"{what}：{file.zh}中没有“{name}”{end.zh}",
            )
        )


def write(text: str, file: Path | None) -> None:
    """Write a text to a file, to the terminal where there is none."""
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritable(file, error) from error


def _file_of(register: str) -> Text:
    if register in {"documents", *FOLDERS}:
        return Text(en=f"data/{register}", zh=f"data/{register} ")
    if register in REGISTERS:
        return Text(en=f"data/{register}.yml", zh=f"data/{register}.yml ")
    return Text(en=f"data/vocabulary.yml ({register})", zh=f"data/vocabulary.yml（{register}）")
