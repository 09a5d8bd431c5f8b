"""Which command mends what is safe to mend?"""

from pathlib import Path

import click

from sopkb import fixes
from sopkb.cli.common import load, refusals_lang_option, root_option, write


@click.command()
@root_option
@click.option("--dry-run", is_flag=True, help="Write nothing; show the changes.")
@refusals_lang_option
def fix(root: Path, dry_run: bool) -> None:
    """Mend what is safe to mend: Chinese typography and misspelt terms."""
    for path, text in fixes.fixed_pages(load(root)).items():
        if dry_run:
            click.echo(fixes.difference(path, fixes.as_written(root, path), text), nl=False)
        else:
            write(text, fixes.file_of(root, path))
            click.echo(path)
