"""What do the page of changes and the versions of a document show, in the reader's language?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from sopkb.catalog import Catalog, Document
from sopkb.document_history import Reach, history_of
from sopkb.document_view import DayView, market_names
from sopkb.macro_calls import expand_plain_calls
from sopkb.model.documents import ChangeKind, Status
from sopkb.published import published
from sopkb.site_address import versions_path
from sopkb.what_changed import SectionDifference, differences

SHOWN = frozenset({Status.APPROVED, Status.EFFECTIVE, Status.SUSPENDED, Status.SUPERSEDED})
Pair = tuple[str, str]
"""An older version and a newer one."""
MOST_VERSIONS = 12
"""Of so many versions, the newest ones, a page compares any two; `sopkb what-changed` of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One entry of the changes of a document; `difference` is the path of a page, or empty."""

    document: str
    stem: str
    title: str
    area: str
    area_name: str
    version: str
    day: DayView
    kind: ChangeKind
    kind_name: str
    note: str
    audience: tuple[str, ...]
    markets: tuple[str, ...]
    market_names: tuple[str, ...]
    difference: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """All changes, newest first; `feeds` are paths from the root of the site."""

    rows: tuple[ChangeRow, ...]
    areas: Mapping[str, str]
    markets: Mapping[str, str]
    feeds: Mapping[str, str]
    reach: Reach
    default_locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two versions of a document and what differs; `is_next`: no other stands between them."""

    older: str
    newer: str
    day: DayView
    kind_name: str
    note: str
    is_next: bool
    sections: tuple[SectionDifference, ...]

    @property
    def anchor(self) -> str:
        """Give the id of the place where the two are compared."""
        return f"v{self.older}-{self.newer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """The versions of a document that can be compared, newest first; those that cannot."""

    id: str
    title: str
    stem: str
    known: tuple[str, ...]
    pairs: tuple[PairView, ...]
    unknown: tuple[str, ...]
    text_language: str


def changes_view(catalog: Catalog, language: str, today: date) -> ChangesView:
    """Show the changes of all documents that are or were in use."""
    rows = [row for each in published(catalog) for row in _rows(catalog, each, language)]
    rows.sort(key=lambda row: row.document)
    rows.sort(key=lambda row: row.day.iso, reverse=True)
    areas = {row.area: row.area_name for row in sorted(rows, key=lambda row: row.area)}
    suffix = ".zh" if language == "zh" else ""
    return ChangesView(
        rows=tuple(rows),
        areas=areas,
        markets={key: row.name.in_language(language) for key, row in catalog.markets.items()},
        feeds={name: f"feeds/changes-{key.lower()}{suffix}.xml" for key, name in areas.items()},
        reach=history_of(catalog).reach,
        default_locale=catalog.default_locale,
    )


def versions_view(catalog: Catalog, document: Document, language: str) -> VersionsView:
    """Show what differs between the versions of a document."""
    locale = text_locale(document, language)
    known = known_versions(catalog, document, locale)
    pairs = comparable(catalog, document, locale)
    versions = (change.version for change in document.record.changes)
    return VersionsView(
        id=document.id,
        title=document.title(language),
        stem=document.stem,
        known=tuple(known[::-1]),
        pairs=tuple(pair_view(catalog, document, pair, language) for pair in pairs),
        unknown=tuple(version for version in versions if version not in known),
        text_language=locale,
    )


def text_locale(document: Document, language: str) -> str:
    """Give the language of the text that a reader of a language gets."""
    page = document.page(language)
    return page.locale if page else language


def known_versions(catalog: Catalog, document: Document, locale: str) -> list[str]:
    """Give the recorded versions whose text in a language is known, the oldest first."""
    known = history_of(catalog).texts.get(document.id, {})
    versions = (change.version for change in document.record.changes)
    return [version for version in versions if locale in known.get(version, {})]


def comparable(catalog: Catalog, document: Document, locale: str) -> list[Pair]:
    """Give the pairs that the site compares: neighbours, then any other two, newest first.

    Of the versions before the newest `MOST_VERSIONS`: with the version after and the newest only.
    """
    known = known_versions(catalog, document, locale)
    neighbours = _neighbours(document, known)
    any_two = {
        *combinations(known[-MOST_VERSIONS:], 2),
        *((each, known[-1]) for each in known[:-1]),
    }
    others = (pair for pair in combinations(known, 2) if pair in any_two - {*neighbours})
    return [*neighbours[::-1], *[*others][::-1]]


def pair_view(catalog: Catalog, document: Document, pair: Pair, language: str) -> PairView:
    """Show what differs between two versions whose texts are known."""
    locale = text_locale(document, language)
    changes = {change.version: change for change in document.record.changes}
    texts = [history_of(catalog).text(document.id, version, locale) or "" for version in pair]
    old, new = (_readable(catalog, text, locale) for text in texts)
    change = changes[pair[1]]
    return PairView(
        older=pair[0],
        newer=pair[1],
        day=DayView.of(change.date, language),
        kind_name=catalog.word("change", change.kind, language),
        note=change.note.in_language(language),
        is_next=pair in pairwise(changes),
        sections=differences(old, new),
    )


def difference_address(catalog: Catalog, document: Document, version: str, language: str) -> str:
    """Give where the site compares a version with the one before it; empty where it cannot."""
    known = known_versions(catalog, document, text_locale(document, language))
    older = next((one for one, other in _neighbours(document, known) if other == version), None)
    if older is None or document.page(language) is None:
        return ""
    path = versions_path(catalog, document.id, language)
    return f"{path}#v{older}-{version}"


def _neighbours(document: Document, known: list[str]) -> list[Pair]:
    versions = (change.version for change in document.record.changes)
    return [pair for pair in pairwise(versions) if {*pair} <= {*known}]


def _rows(catalog: Catalog, document: Document, language: str) -> Iterator[ChangeRow]:
    record = document.record
    if record.status not in SHOWN:
        return
    for change in record.changes:
        yield ChangeRow(
            document=document.id,
            stem=document.stem,
            title=document.title(language),
            area=record.area,
            area_name=catalog.word("area", record.area, language),
            version=change.version,
            day=DayView.of(change.date, language),
            kind=change.kind,
            kind_name=catalog.word("change", change.kind, language),
            note=change.note.in_language(language),
            audience=record.audience,
            markets=record.markets,
            market_names=market_names(catalog, document, language),
            difference=difference_address(catalog, document, change.version, language),
            is_first=change is record.changes[0],
        )


def _readable(catalog: Catalog, text: str, language: str) -> str:
    """Write what a macro names, not what it gives today: the text is that of another day."""

    def value(name: str, market: str | None = None) -> str:
        row = catalog.values.get(name)
        title = row.title.in_language(language) if row else name
        return f"[{title}{f', {market.upper()}' if market else ''}]"

    def owner(name: str) -> str:
        row = catalog.owners.get(name)
        return row.title.in_language(language) if row else name

    def term(name: str) -> str:
        row = catalog.glossary.get(name)
        return row.in_language(language) if row else name

    def doc(name: str, section: str | None = None) -> str:
        return f"{name} #{section}" if section else name

    def script(name: str) -> str:
        row = catalog.scripts.get(name)
        return f"[{name} {row.title.in_language(language)}]" if row else name

    def escalation(name: str) -> str:
        return f"[{catalog.word('situation', name, language)}]"

    try:
        macros = {"value": value, "owner": owner, "term": term, "doc": doc}
        macros |= {"script": script, "escalation": escalation}
        return expand_plain_calls(text, macros)
    except TypeError:  # a call that the macros of today do not know
        return text
