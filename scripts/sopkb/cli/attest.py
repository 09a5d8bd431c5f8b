"""What do the commands that sign a record share: finding it, judging the signer, writing it?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from sopkb.catalog import Catalog, Document
from sopkb.cli.common import CannotJudge, must_be_known
from sopkb.source import SourceFile
from sopkb.yaml_edit import NotStampable

Edit = Callable[[SourceFile], str]


def document_in(catalog: Catalog, id_: str) -> Document:
    """Find a document, or name the nearest one there is."""
    must_be_known(catalog, "documents", id_, "ID")
    document = catalog.documents.get(id_)
    if document is None:
        raise CannotJudge(f"The record of {id_} cannot be taken as it is; run: sopkb check")
    return document


def must_be_active(catalog: Catalog, role: str, day: date, option: str) -> None:
    """Refuse a role that is not in the register, or that did not act on a day."""
    must_be_known(catalog, "owners", role, option)
    owner = catalog.owners.get(role)
    if owner is not None and not owner.is_active(day):
        until = owner.active_until or "…"
        raise click.UsageError(
            f"{option}: {role} is not active on {day}, only from {owner.active_from} until {until}."
        )


def one_line(note: str | None, option: str = "A note") -> str | None:
    """Give a note without space around it; refuse one of several lines or of none."""
    if note is not None and not (note.strip() and note.isprintable()):
        raise click.UsageError(f"{option} must be one line of text.")
    return note.strip() if note is not None else None


def edited_text(root: Path, path: str, *edits: Edit) -> tuple[str, str]:
    """Give a record's text before and after some edits, its line ends as they are on disk."""
    try:
        text = before = (root / path).read_bytes().decode("utf-8")
        for edit in edits:
            text = edit(SourceFile(path, text))
    except NotStampable as error:
        raise CannotJudge(f"{error}.") from error
    except OSError as error:
        raise CannotJudge(f"{path} cannot be read: {error.strerror}.") from error
    return before, text


def write_record(root: Path, path: str, *edits: Edit) -> None:
    """Write a record after some edits; an unchanged one is not touched."""
    before, after = edited_text(root, path, *edits)
    try:
        if after != before:
            (root / path).write_bytes(after.encode("utf-8"))
    except OSError as error:
        raise CannotJudge(f"{path} cannot be written: {error.strerror}.") from error
