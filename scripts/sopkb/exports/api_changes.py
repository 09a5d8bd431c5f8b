"""What has changed lately? The data behind “changed since your last visit” and the must-reads."""

from collections.abc import Iterator
from datetime import date, timedelta

from sopkb.catalog import Catalog, Document
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.model.base import LocalizedText, Model
from sopkb.model.documents import Change, ChangeKind, Status
from sopkb.published import published
from sopkb.site_address import page_path

DAYS = 90


class ChangeEntry(Model):
    """One change of a document in effect; `page` is its address below the site of a language."""

    id: str
    title: dict[str, str]
    page: str
    version: str
    date: date
    kind: ChangeKind
    note: LocalizedText
    markets: tuple[str, ...]
    audience: tuple[str, ...]


class ChangesFile(ApiFile):
    """Changes of the documents in effect from `since` on, newest first."""

    since: date
    changes: tuple[ChangeEntry, ...]


def changes(catalog: Catalog, today: date) -> str:
    """Write changes.json."""
    since = today - timedelta(days=DAYS)
    entries = sorted(
        _entries(catalog, since), key=lambda entry: (-entry.date.toordinal(), entry.id)
    )
    return as_json(ChangesFile(**head(catalog, today), since=since, changes=tuple(entries)))


def _entries(catalog: Catalog, since: date) -> Iterator[ChangeEntry]:
    for document in published(catalog):
        if document.record.status is Status.EFFECTIVE:
            for change in reversed(document.record.changes):
                if change.date >= since:
                    yield _entry(catalog, document, change)


def _entry(catalog: Catalog, document: Document, change: Change) -> ChangeEntry:
    return ChangeEntry(
        id=document.id,
        title={locale: page.title for locale, page in sorted(document.pages.items())},
        page=page_path(catalog, document.stem, catalog.default_locale),
        version=change.version,
        date=change.date,
        kind=change.kind,
        note=change.note,
        markets=document.record.markets,
        audience=document.record.audience,
    )
