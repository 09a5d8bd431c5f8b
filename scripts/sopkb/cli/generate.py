"""Which files are generated, and are they current? (`sopkb generate`)"""

from collections.abc import Mapping
from pathlib import Path

import click

from sopkb.cli.common import lang_option, load, root_option, write
from sopkb.cli.refusals import CannotJudge
from sopkb.exports import FROM_CATALOG, GENERATED
from sopkb.findings import Language, Text
from sopkb.rules import RULES, manual


@click.command()
@root_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if not current.")
@lang_option
def generate(root: Path, only_check: bool, lang: Language) -> None:
    """Write the files that are generated: schemas, the rules' manual, CODEOWNERS."""
    catalog = load(root)
    texts = {path: build() for path, build in GENERATED.items()}
    texts |= {path: build(RULES) for path, build in manual.PAGES.items()}
    if not catalog.problems:
        texts |= {path: build(catalog) for path, build in FROM_CATALOG.items()}
    stale = [path for path, text in texts.items() if _text(root / path) != text]
    if only_check:
        for path in stale:
            click.echo(_stale(path).in_language(lang))
    else:
        _write(root, {path: texts[path] for path in stale})
    if catalog.problems:
        names = ", ".join(FROM_CATALOG)
        raise CannotJudge(
            Text(
                en=f"{names}: not every record and register can be read; run: sopkb check",
                zh=f"{names}：有记录或登记表无法读取，请运行：sopkb check",
            )
        )
    raise click.exceptions.Exit(1 if stale and only_check else 0)


def _stale(path: str) -> Text:
    return Text(
        en=f"{path} is not current. Run: sopkb generate",
        zh=f"{path} 不是最新的。请运行：sopkb generate",
    )


def _write(root: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        write(text, root / path)
        click.echo(path)


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
