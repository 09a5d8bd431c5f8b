"""Which files are generated, and are they current? (`sopkb generate`)"""

from pathlib import Path

import click

from sopkb.cli.common import root_option, write
from sopkb.exports import GENERATED
from sopkb.rules import RULES, manual


@click.command()
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
        write(texts[path], root / path)
        click.echo(path)


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
