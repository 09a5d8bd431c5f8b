"""What does the API tell of owners, business values, terms, search words and coverage?"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from sopkb.catalog import Catalog
from sopkb.coverage import Coverage
from sopkb.coverage_view import coverage_on
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.model.base import LocalizedText, LocalizedWords, Model
from sopkb.model.floor import Bulletin
from sopkb.model.registers import Contact, Owner, Term, Value
from sopkb.published import published
from sopkb.wording import value_in_words


class OwnerEntry(Model):
    """A role; `contact` only where the page of a document shows it, as owner or as backup."""

    id: str
    title: LocalizedText
    team: str
    contact: Contact | None
    timezone: str
    backup: str | None
    escalates_to: str | None
    active_from: date
    active_until: date | None
    alias_of: str | None
    documents: tuple[str, ...]
    backup_for: tuple[str, ...]


class OwnersFile(ApiFile):
    """The roles that answer for documents; never people."""

    owners: tuple[OwnerEntry, ...]


class ValueEntry(Value):
    """A business value; `words` writes its default, `words_per_market` what differs there."""

    words: LocalizedText
    words_per_market: dict[str, LocalizedText]


class ValuesFile(ApiFile):
    """Limits, amounts and time frames."""

    values: tuple[ValueEntry, ...]


class GlossaryFile(ApiFile):
    """Terms in both languages, and what must not be written in their place."""

    glossary: tuple[Term, ...]


class BulletinsFile(ApiFile):
    """What has changed, from when to when it holds, and what to do; the last day is included."""

    bulletins: tuple[Bulletin, ...]


class Synonyms(Model):
    """Words of one term or document; who types a `forbidden` one means the same."""

    kind: Literal["term", "document"]
    id: str
    words: LocalizedWords
    forbidden: LocalizedWords


class SynonymsFile(ApiFile):
    """Groups of words that a search should take for each other."""

    synonyms: tuple[Synonyms, ...]


class CoverageFile(ApiFile):
    """Which contact reason lacks what in which market, gaps first."""

    coverage: Coverage


def owners(catalog: Catalog, today: date) -> str:
    """Write owners.json."""
    held: dict[str, list[str]] = {}
    backed: dict[str, list[str]] = {}
    for document in published(catalog):
        held.setdefault(document.record.owner, []).append(document.id)
        backed.setdefault(document.record.backup, []).append(document.id)
    entries = (
        _owner(row, tuple(held.get(key, ())), tuple(backed.get(key, ())))
        for key, row in sorted(catalog.owners.items())
    )
    return as_json(OwnersFile(**head(catalog, today), owners=tuple(entries)))


def values(catalog: Catalog, today: date) -> str:
    """Write values.json."""
    entries = (_value(catalog, row) for _, row in sorted(catalog.values.items()))
    return as_json(ValuesFile(**head(catalog, today), values=tuple(entries)))


def glossary(catalog: Catalog, today: date) -> str:
    """Write glossary.json."""
    terms = tuple(row for _, row in sorted(catalog.glossary.items()))
    return as_json(GlossaryFile(**head(catalog, today), glossary=terms))


def bulletins(catalog: Catalog, today: date) -> str:
    """Write bulletins.json."""
    rows = tuple(row for _, row in sorted(catalog.bulletins.items()))
    return as_json(BulletinsFile(**head(catalog, today), bulletins=rows))


def synonyms(catalog: Catalog, today: date) -> str:
    """Write synonyms.json."""
    groups = (*_of_terms(catalog), *_of_documents(catalog))
    return as_json(SynonymsFile(**head(catalog, today), synonyms=groups))


def coverage_map(catalog: Catalog, today: date) -> str:
    """Write coverage.json."""
    found = coverage_on(catalog, today)
    return as_json(CoverageFile(**head(catalog, today), coverage=found))


def _owner(row: Owner, documents: tuple[str, ...], backup_for: tuple[str, ...]) -> OwnerEntry:
    return OwnerEntry(
        id=row.id,
        title=row.title,
        team=row.team,
        contact=row.contact if documents or backup_for else None,
        timezone=row.timezone,
        backup=row.backup,
        escalates_to=row.escalates_to,
        active_from=row.active_from,
        active_until=row.active_until,
        alias_of=row.alias_of,
        documents=documents,
        backup_for=backup_for,
    )


def _value(catalog: Catalog, row: Value) -> ValueEntry:
    local = {key: _words(catalog, row, key) for key in row.per_market if key in catalog.markets}
    return ValueEntry(
        **{name: getattr(row, name) for name in Value.model_fields},
        words=_words(catalog, row, None),
        words_per_market=local,
    )


def _words(catalog: Catalog, row: Value, market: str | None) -> LocalizedText:
    place = catalog.markets[market] if market else None
    en, zh = (value_in_words(row, place, catalog.policy, code) for code in ("en", "zh"))
    return LocalizedText(en=en, zh=zh)


def _of_terms(catalog: Catalog) -> Iterator[Synonyms]:
    for key, term in sorted(catalog.glossary.items()):
        words = LocalizedWords(en=(term.en, *term.synonyms.en), zh=(term.zh, *term.synonyms.zh))
        yield Synonyms(kind="term", id=key, words=words, forbidden=term.forbidden)


def _of_documents(catalog: Catalog) -> Iterator[Synonyms]:
    for document in published(catalog):
        words = document.record.keywords
        if words.en or words.zh:
            yield Synonyms(kind="document", id=document.id, words=words, forbidden=LocalizedWords())
