"""How does a new document begin? (`sopkb new`)"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from sopkb import scaffold
from sopkb.cli.common import (
    as_of_option,
    load,
    must_be_known,
    refusals_lang_option,
    root_option,
    today,
    write,
)
from sopkb.cli.refusals import CannotJudge, Misused
from sopkb.findings import LANGUAGES, Text
from sopkb.model.documents import DocumentType, Risk


@click.command()
@click.argument("type_", metavar="TYPE", type=click.Choice([each.value for each in DocumentType]))
@click.argument("area", metavar="AREA")
@click.option("--title", required=True, help="Title in English.")
@click.option("--title-zh", required=True, help="Title in Mandarin.")
@click.option("--owner", required=True, help="Role of data/owners.yml that answers for it.")
@click.option("--risk", type=click.Choice([each.value for each in Risk]), default="medium")
@click.option("--source-language", type=click.Choice(LANGUAGES), default="en")
@root_option
@as_of_option
@refusals_lang_option
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
    catalog = load(root)
    must_be_known(catalog, "area", area, "AREA")
    must_be_known(catalog, "owners", owner, "--owner")
    wanted = scaffold.NewDocument(
        type=DocumentType(type_),
        area=area,
        title={"en": _one_line(title), "zh": _one_line(title_zh)},
        owner=owner,
        risk=Risk(risk),
        source_language=source_language,
    )
    try:
        files = scaffold.new_document(catalog, wanted, as_of or today(catalog))
    except scaffold.NoFreeId as error:
        raise CannotJudge(error.reason) from error
    _write_new(root, files)


def _one_line(title: str) -> str:
    if not title.strip() or not title.isprintable():
        raise Misused(Text(en="A title must be one line of text.", zh="标题必须是一行文字。"))
    return title.strip()


def _write_new(root: Path, files: Mapping[str, str]) -> None:
    for path in files:
        if (root / path).exists():
            raise CannotJudge(
                Text(
                    en=f"{path} exists already; choose another title.",
                    zh=f"{path} 已存在，请换一个标题。",
                )
            )
    for path, text in files.items():
        write(text, root / path)
        click.echo(path)
