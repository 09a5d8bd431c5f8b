"""Write packages for a learning system. (`sopkb scorm`)"""

from datetime import date
from pathlib import Path

import click

from sopkb.cli.common import (
    CannotJudge,
    as_of_option,
    load,
    must_be_known,
    root_option,
    today,
)
from sopkb.scorm import Package, Unpackable, packages


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
        raise CannotJudge(str(error)) from error
    if not made:
        raise CannotJudge("data/training/ holds no training that could be packed.")
    for package in made:
        click.echo(_write(package, output))


def _write(package: Package, folder: Path) -> str:
    path = folder / package.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(package.content)
    except OSError as error:
        raise CannotJudge(f"{path} cannot be written: {error.strerror}.") from error
    return path.as_posix()
