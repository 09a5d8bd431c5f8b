"""Write packages for a learning system. (`sopkb scorm`)"""

from datetime import date
from pathlib import Path

import click

from sopkb.cli.common import (
    as_of_option,
    load,
    must_be_known,
    refusals_lang_option,
    root_option,
    today,
)
from sopkb.cli.refusals import CannotJudge, unwritable
from sopkb.findings import Text
from sopkb.scorm import Package, Unpackable, packages

NO_TRAINING = Text(
    en="data/training/ holds no training that could be packed.",
    zh="data/training/ 中没有可打包的培训。",
)


@click.command()
@click.argument("name", metavar="[ID]", required=False)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the packages; it is made if there is none.",
)
@root_option
@as_of_option
@refusals_lang_option
def scorm(name: str | None, output: Path, root: Path, as_of: date | None) -> None:
    """Write a SCORM 1.2 package of a training, or of all, in every language."""
    catalog = load(root)
    if name:
        must_be_known(catalog, "training", name, "ID")
    day = as_of or today(catalog)
    chosen = [row for key, row in catalog.training.items() if name in (None, key)]
    try:
        made = [package for training in chosen for package in packages(catalog, training, day)]
    except Unpackable as error:
        raise CannotJudge(error.reason) from error
    if not made:
        raise CannotJudge(NO_TRAINING)
    for package in made:
        click.echo(_write(package, output))


def _write(package: Package, folder: Path) -> str:
    path = folder / package.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(package.content)
    except OSError as error:
        raise unwritable(path, error) from error
    return path.as_posix()
