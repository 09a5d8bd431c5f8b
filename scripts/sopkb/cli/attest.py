"""What do the commands that sign a record share: finding it, judging who and what, writing it?"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sopkb.catalog import Catalog, Document
from sopkb.cli.common import must_be_known
from sopkb.cli.refusals import CannotJudge, Misused, hint, unreadable, unwritable
from sopkb.findings import Text
from sopkb.model.documents import ChangeKind
from sopkb.source import SourceFile
from sopkb.yaml_edit import NotStampable

Edit = Callable[[SourceFile], str]
WHY_UNAFFECTED = Text(
    en="--unaffected needs --note: why does the translation stay right?",
    zh="--unaffected 需要 --note：请说明译文为何仍然正确。",
)


def document_in(catalog: Catalog, id_: str) -> Document:
    """Find a document, or name the nearest one there is."""
    must_be_known(catalog, "documents", id_, "ID")
    document = catalog.documents.get(id_)
    if document is None:
        raise CannotJudge(
            Text(
                en=f"The record of {id_} cannot be taken as it is; run: sopkb check",
                zh=f"{id_} 的记录有误，无法采用，请运行：sopkb check",
            )
        )
    return document


def must_be_active(catalog: Catalog, role: str, day: date, option: str) -> None:
    """Refuse a role that is not in the register, or that did not act on a day."""
    must_be_known(catalog, "owners", role, option)
    owner = catalog.owners.get(role)
    if owner is not None and not owner.is_active(day):
        first, until = owner.active_from, owner.active_until or "…"
        raise Misused(
            Text(
                en=f"{option}: {role} is not active on {day}, only from {first} until {until}.",
                zh=f"{option}：{role} 在 {day} 未启用，启用期为 {first} 至 {until}。",
            )
        )


def one_line(note: str | None, option: str | None = None) -> str | None:
    """Give a note without space around it; refuse one of several lines or of none."""
    if note is not None and not (note.strip() and note.isprintable()):
        raise Misused(
            Text(
                en=f"{option or 'A note'} must be one line of text.",
                zh=f"{f'{option} ' if option else '说明'}必须是一行文字。",
            )
        )
    return note.strip() if note is not None else None


def target_locale(catalog: Catalog, document: Document, locale: str) -> str:
    """Refuse a locale that is no language of the site, or the source of a document."""
    if locale not in catalog.locales:
        end = hint(locale, catalog.locales)
        raise Misused(
            Text(
                en=f"--locale: “{locale}” is not in data/locales.yml{end.en}",
                zh=f"--locale：data/locales.yml 中没有“{locale}”{end.zh}",
            )
        )
    if locale == document.record.source_language:
        raise Misused(
            Text(
                en=f"--locale: “{locale}” is the source language of {document.id}.",
                zh=f"--locale：“{locale}”是 {document.id} 的原文语言。",
            )
        )
    return locale


def kept(document: Document, locale: str, note: str | None) -> tuple[str, str | None]:
    """Give translator and reviewer of the attestation that stays right, or say why it cannot."""
    known = document.record.translations.get(locale)
    if not any(sign.isalnum() for sign in note or ""):
        raise Misused(WHY_UNAFFECTED)
    if known is None:
        raise Misused(
            Text(
                en=f"--unaffected: {document.id} has no translation into {locale} that was stamped "
                "before.",
                zh=f"--unaffected：{document.id} 的 {locale} 译文此前从未确认过。",
            )
        )
    _must_be_minor_since(document, known.version)
    return known.translator, known.reviewer


def _must_be_minor_since(document: Document, version: str) -> None:
    changes = document.record.changes
    versions = [change.version for change in changes]
    after = versions.index(version) + 1 if version in versions else 0
    for change in changes[after:] or changes[-1:]:
        if change.kind is ChangeKind.MAJOR:
            raise Misused(
                Text(
                    en="--unaffected is for minor versions; "
                    f"{change.version} is major: translate it.",
                    zh=f"--unaffected 只适用于次版本；{change.version} 是主版本，须重新翻译。",
                )
            )


def edited_text(root: Path, path: str, *edits: Edit) -> tuple[str, str]:
    """Give a record's text before and after some edits, its line ends as they are on disk."""
    try:
        text = before = (root / path).read_bytes().decode("utf-8")
        for edit in edits:
            text = edit(SourceFile(path, text))
    except NotStampable as error:
        raise CannotJudge(error.reason) from error
    except OSError as error:
        raise unreadable(path, error) from error
    return before, text


def write_record(root: Path, path: str, *edits: Edit) -> None:
    """Write a record after some edits; an unchanged one is not touched."""
    before, after = edited_text(root, path, *edits)
    try:
        if after != before:
            (root / path).write_bytes(after.encode("utf-8"))
    except OSError as error:
        raise unwritable(path, error) from error
