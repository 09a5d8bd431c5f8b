"""What does the API tell of the documents, their reviews and their translations?"""

from datetime import date

from sopkb.attested_text import changed_since_review, text_hash_of
from sopkb.catalog import Catalog, Document
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.freshness import FreshnessState, freshness_of
from sopkb.model.base import LocalizedWords, Model
from sopkb.model.documents import Access, Risk, Status
from sopkb.published import published
from sopkb.site_address import SiteAddress
from sopkb.translation import TranslationState
from sopkb.translation_view import Translations, translations_on


class FreshnessEntry(Model):
    """Whether the last review still holds on the day `as_of`, and what it takes to judge anew.

    On another day: exempt up to `exempt_until`; else unreviewed where `due` is null; else current
    before `due` minus `window` days; due_soon up to and on `due`; overdue up to `due` plus `grace`
    days; then expired. Days are those of `timezone`. Overdue and expired documents are stale.
    """

    state: FreshnessState
    last_review: date | None
    due: date | None
    window: int
    grace: int
    exempt_until: date | None


class DocumentEntry(Model):
    """One controlled document.

    `title` and `summary` hold the languages that the document is written in, `url` all languages
    of the site; `text` is the hash of the source page's normalized text, null without a page.
    """

    id: str
    title: dict[str, str]
    summary: dict[str, str]
    url: dict[str, str]
    type: str
    area: str
    status: Status
    version: str
    effective: date
    risk: Risk
    access: Access
    owner: str
    backup: str
    source_language: str
    markets: tuple[str, ...]
    channels: tuple[str, ...]
    audience: tuple[str, ...]
    contact_reasons: tuple[str, ...]
    keywords: LocalizedWords
    supersedes: tuple[str, ...]
    freshness: FreshnessEntry
    changed_since_review: bool
    translations: dict[str, TranslationState]
    text: str | None


class DocumentsFile(ApiFile):
    """All documents with what a reader is told of them."""

    documents: tuple[DocumentEntry, ...]


class ReviewedDocument(Model):
    """The part of a document that tells whether to rely on it."""

    id: str
    status: Status
    risk: Risk
    owner: str
    freshness: FreshnessEntry
    changed_since_review: bool


class FreshnessFile(ApiFile):
    """Which documents to rely on; judge each anew for the day of use."""

    documents: tuple[ReviewedDocument, ...]


class TranslationEntry(Model):
    """One translation of one document.

    `sections` are the ids of those that are behind; `since` the day it fell out of step, `late`
    whether that is longer ago than `allowance` days.
    """

    id: str
    locale: str
    source_language: str
    state: TranslationState
    sections: tuple[str, ...]
    since: date | None
    allowance: int
    late: bool
    version: str | None
    date: date | None
    translator: str | None
    reviewer: str | None


class TranslationsFile(ApiFile):
    """How every translation stands to its source."""

    translations: tuple[TranslationEntry, ...]


def documents(catalog: Catalog, today: date) -> str:
    """Write documents.json."""
    addresses, states = SiteAddress(catalog), translations_on(catalog, today)
    entries = (_entry(catalog, each, addresses, states) for each in published(catalog))
    return as_json(DocumentsFile(**head(catalog, today), documents=tuple(entries)))


def freshness_of_documents(catalog: Catalog, today: date) -> str:
    """Write freshness.json."""
    entries = (_reviewed(catalog, each, today) for each in published(catalog))
    return as_json(FreshnessFile(**head(catalog, today), documents=tuple(entries)))


def translations(catalog: Catalog, today: date) -> str:
    """Write translations.json."""
    states = translations_on(catalog, today)
    entries = (
        _translation(each, locale, states)
        for each in published(catalog)
        for locale in _others(catalog, each)
    )
    return as_json(TranslationsFile(**head(catalog, today), translations=tuple(entries)))


def freshness_entry(catalog: Catalog, document: Document, today: date) -> FreshnessEntry:
    """Judge a document's review on a day."""
    judged = freshness_of(catalog, document.record, today)
    return FreshnessEntry(
        state=judged.state,
        last_review=judged.last_review,
        due=judged.due,
        window=judged.window,
        grace=judged.grace,
        exempt_until=judged.exempt_until,
    )


def _entry(
    catalog: Catalog, document: Document, addresses: SiteAddress, states: Translations
) -> DocumentEntry:
    record = document.record
    pages = {locale: document.pages[locale] for locale in sorted(document.pages)}
    return DocumentEntry(
        id=record.id,
        title={locale: page.title for locale, page in pages.items()},
        summary={locale: page.summary for locale, page in pages.items()},
        url={locale: addresses.page(document.stem, locale) for locale in catalog.locales},
        type=record.type,
        area=record.area,
        status=record.status,
        version=record.version,
        effective=record.effective,
        risk=record.risk,
        access=record.access,
        owner=record.owner,
        backup=record.backup,
        source_language=record.source_language,
        markets=record.markets,
        channels=record.channels,
        audience=record.audience,
        contact_reasons=record.contact_reasons,
        keywords=record.keywords,
        supersedes=record.supersedes,
        freshness=freshness_entry(catalog, document, states.today),
        changed_since_review=changed_since_review(document),
        translations={
            locale: states.status(document, locale).state for locale in _others(catalog, document)
        },
        text=text_hash_of(document),
    )


def _reviewed(catalog: Catalog, document: Document, today: date) -> ReviewedDocument:
    record = document.record
    return ReviewedDocument(
        id=record.id,
        status=record.status,
        risk=record.risk,
        owner=record.owner,
        freshness=freshness_entry(catalog, document, today),
        changed_since_review=changed_since_review(document),
    )


def _translation(document: Document, locale: str, states: Translations) -> TranslationEntry:
    status = states.status(document, locale)
    attested = document.record.translations.get(locale)
    return TranslationEntry(
        id=document.id,
        locale=locale,
        source_language=document.record.source_language,
        state=status.state,
        sections=(*status.behind, *status.removed),
        since=status.since,
        allowance=status.allowance,
        late=status.is_late,
        version=attested.version if attested else None,
        date=attested.date if attested else None,
        translator=attested.translator if attested else None,
        reviewer=attested.reviewer if attested else None,
    )


def _others(catalog: Catalog, document: Document) -> tuple[str, ...]:
    source = document.record.source_language
    return tuple(locale for locale in catalog.locales if locale != source)
