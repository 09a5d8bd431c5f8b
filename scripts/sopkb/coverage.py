"""For which contact reason does which market lack a document, a translation or a companion?

A contact reason is covered in a market by the documents in effect there that name it, or a reason
above it. The translations asked for are those into the languages of the centers that serve the
market, as far as the site is written in them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sopkb.catalog import Catalog, Document
from sopkb.model.base import LocalizedText, Model
from sopkb.model.documents import ALL_MARKETS, DocumentType, Risk, Status
from sopkb.model.registers import Center, ContactReason, Market
from sopkb.published import published
from sopkb.translation import URGENCY, TranslationState

PLANNED = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.APPROVED})
UNRANKED = 9999


class CoverageState(StrEnum):
    """What a contact reason lacks in a market, the worst first."""

    UNCOVERED = "uncovered"
    UNTRANSLATED = "untranslated"
    INCOMPLETE = "incomplete"
    COVERED = "covered"


class Companion(StrEnum):
    """The register of what helps an agent to follow a document, beside the document."""

    SCRIPTS = "scripts"
    GUIDES = "guides"
    TRAINING = "training"


class CoverageCell(Model):
    """One contact reason in one market.

    `documents` are in effect, `planned` are not yet; `translations` holds the worst state of the
    documents in each language asked for, the original counting as in sync. A companion is null
    as long as its register is empty: it is not kept yet, which is no gap.
    """

    market: str
    state: CoverageState
    documents: tuple[str, ...]
    planned: tuple[str, ...]
    translations: dict[str, TranslationState]
    companions: dict[Companion, tuple[str, ...] | None]


class CoverageRow(Model):
    """One contact reason in all markets; `state` is that of its worst cell."""

    id: str
    name: LocalizedText
    parent: str | None
    persona: str
    risk: Risk
    volume_rank: int | None
    state: CoverageState
    cells: tuple[CoverageCell, ...]

    @property
    def urgency(self) -> str:
        """Give what sorts the gaps: the state, then the risk, then the volume."""
        state, risk = list(CoverageState).index(self.state), list(Risk).index(self.risk)
        return f"{state}-{risk}-{self.volume_rank or UNRANKED:04}"


class MarketCoverage(Model):
    """One market: who serves it on the day, and in which languages.

    The site is not written in `other_languages`, so no translation into them can be asked for.
    """

    id: str
    name: LocalizedText
    centers: tuple[str, ...]
    languages: tuple[str, ...]
    other_languages: tuple[str, ...]


class Coverage(Model):
    """The map of contact reasons and markets, gaps first; `counts` are cells by state."""

    markets: tuple[MarketCoverage, ...]
    rows: tuple[CoverageRow, ...]
    counts: dict[CoverageState, int]
    not_kept: tuple[Companion, ...]


States = Callable[[Document, str], TranslationState]
Accompanied = Iterator[tuple[str, str]]
"""Pairs of the id of a document and the id of what accompanies it."""


def _scripts(catalog: Catalog, market: str) -> Accompanied:
    for row in catalog.scripts.values():
        if row.status is Status.EFFECTIVE and {market, ALL_MARKETS}.intersection(row.markets):
            yield row.document, row.id


def _guides(catalog: Catalog, market: str) -> Accompanied:
    return ((row.document, row.id) for row in catalog.guides.values())


def _training(catalog: Catalog, market: str) -> Accompanied:
    return ((each.id, row.id) for row in catalog.training.values() for each in row.documents)


COMPANIONS: Mapping[Companion, Callable[[Catalog, str], Accompanied]] = {
    Companion.SCRIPTS: _scripts,
    Companion.GUIDES: _guides,
    Companion.TRAINING: _training,
}
"""What accompanies the documents in a market, by register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A market, and what accompanies each document there; None for what is not kept yet."""

    market: MarketCoverage
    companions: Mapping[Companion, Mapping[str, tuple[str, ...]] | None]


def coverage(catalog: Catalog, states: States, today: date) -> Coverage:
    """Map the contact reasons and markets as of a day.

    `states` tells how the translation of a document into a language stands.
    """
    named = _by_reason(catalog)
    places = tuple(_places(catalog, today))
    rows = [
        _row(catalog.contact_reasons[reason], _naming(catalog, named, reason), places, states)
        for reason in _leaves(catalog)
    ]
    counted = Counter(cell.state for row in rows for cell in row.cells)
    return Coverage(
        markets=tuple(place.market for place in places),
        rows=tuple(sorted(rows, key=lambda row: (row.urgency, row.id))),
        counts={state: counted[state] for state in CoverageState},
        not_kept=tuple(kind for kind in Companion if kind not in catalog.rows),
    )


def _by_reason(catalog: Catalog) -> dict[str, list[Document]]:
    """Give the procedures that name a contact reason; a training only teaches them."""
    named: dict[str, list[Document]] = {}
    for document in published(catalog):
        if document.record.type != DocumentType.TRN:
            for reason in dict.fromkeys(document.record.contact_reasons):
                named.setdefault(reason, []).append(document)
    return named


def _leaves(catalog: Catalog) -> Iterator[str]:
    """Yield the reasons that customers have; one that is the parent of others groups them."""
    parents = {row.parent for row in catalog.contact_reasons.values()}
    return (reason for reason in catalog.contact_reasons if reason not in parents)


def _naming(
    catalog: Catalog, named: Mapping[str, list[Document]], reason: str
) -> tuple[Document, ...]:
    """Give the documents that name a reason or one above it, by id."""
    found: dict[str, Document] = {}
    seen: set[str] = set()
    above: str | None = reason
    while above and above not in seen:
        seen.add(above)
        found |= {document.id: document for document in named.get(above, ())}
        row = catalog.contact_reasons.get(above)
        above = row.parent if row else None
    return tuple(found[key] for key in sorted(found))


def _places(catalog: Catalog, today: date) -> Iterator[Place]:
    for market in catalog.markets.values():
        companions = {
            kind: _by_document(find(catalog, market.id)) if kind in catalog.rows else None
            for kind, find in COMPANIONS.items()
        }
        yield Place(market=_market(catalog, market, today), companions=companions)


def _by_document(pairs: Accompanied) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for document, companion in pairs:
        found[document] = (*found.get(document, ()), companion)
    return found


def _market(catalog: Catalog, market: Market, today: date) -> MarketCoverage:
    centers = [each for each in catalog.centers.values() if _serves(each, market.id, today)]
    spoken = {language for center in centers for language in center.languages}
    return MarketCoverage(
        id=market.id,
        name=market.name,
        centers=tuple(center.id for center in centers),
        languages=tuple(code for code in catalog.locales if code in spoken),
        other_languages=tuple(sorted(spoken - set(catalog.locales))),
    )


def _serves(center: Center, market: str, today: date) -> bool:
    is_open = center.go_live <= today and (center.exit is None or today <= center.exit)
    return is_open and market in center.markets


def _row(
    reason: ContactReason,
    documents: tuple[Document, ...],
    places: tuple[Place, ...],
    states: States,
) -> CoverageRow:
    cells = tuple(_cell(place, documents, states) for place in places)
    order = list(CoverageState)
    return CoverageRow(
        id=reason.id,
        name=reason.name,
        parent=reason.parent,
        persona=reason.persona,
        risk=reason.risk,
        volume_rank=reason.volume_rank,
        state=min((cell.state for cell in cells), key=order.index, default=CoverageState.COVERED),
        cells=cells,
    )


def _cell(place: Place, documents: tuple[Document, ...], states: States) -> CoverageCell:
    there = [each for each in documents if each.record.serves_market(place.market.id)]
    holding = [each for each in there if each.record.status is Status.EFFECTIVE]
    languages = place.market.languages if holding else ()
    translations = {code: _worst(holding, code, states) for code in languages}
    companions = {
        kind: None if held is None else tuple(_accompanying(holding, held))
        for kind, held in place.companions.items()
    }
    return CoverageCell(
        market=place.market.id,
        state=_state(holding, translations, companions),
        documents=tuple(each.id for each in holding),
        planned=tuple(each.id for each in there if each.record.status in PLANNED),
        translations=translations,
        companions=companions,
    )


def _worst(documents: Iterable[Document], locale: str, states: States) -> TranslationState:
    judged = (states(each, locale) for each in documents if each.record.source_language != locale)
    return min(judged, key=URGENCY.index, default=TranslationState.IN_SYNC)


def _accompanying(
    documents: Iterable[Document], held: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    yield from dict.fromkeys(name for each in documents for name in held.get(each.id, ()))


def _state(
    documents: Iterable[Document],
    translations: Mapping[str, TranslationState],
    companions: Mapping[Companion, tuple[str, ...] | None],
) -> CoverageState:
    if not documents:
        return CoverageState.UNCOVERED
    if any(state is not TranslationState.IN_SYNC for state in translations.values()):
        return CoverageState.UNTRANSLATED
    if () in companions.values():
        return CoverageState.INCOMPLETE
    return CoverageState.COVERED
