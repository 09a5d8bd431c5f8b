"""What does the coverage map say in the reader's language?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.coverage import (
    Coverage,
    CoverageCell,
    CoverageRow,
    CoverageState,
    MarketCoverage,
    coverage,
)
from sopkb.model.documents import Risk
from sopkb.translation import TranslationState
from sopkb.translation_view import translations_on
from sopkb.wording import language_name


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document to go to."""

    id: str
    stem: str
    title: str
    text_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One contact reason in one market; `lacks` says what beside a document is missing."""

    market: str
    state: CoverageState
    label: str
    order: int
    documents: tuple[DocumentLink, ...]
    planned: tuple[DocumentLink, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One contact reason; `states` are those of its cells, and `gap` where any is not covered."""

    id: str
    name: str
    group: str
    persona: str
    persona_label: str
    risk: Risk
    risk_label: str
    volume_rank: int | None
    states: tuple[str, ...]
    urgency: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketView:
    """One market at the head of a column."""

    id: str
    name: str
    languages: tuple[str, ...]
    other_languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """The whole map in words."""

    markets: tuple[MarketView, ...]
    rows: tuple[RowView, ...]
    counts: dict[CoverageState, int]
    not_kept: tuple[str, ...]


def coverage_on(catalog: Catalog, today: date) -> Coverage:
    """Map the catalog as of a day."""
    states = translations_on(catalog, today)
    return coverage(catalog, lambda document, locale: states.status(document, locale).state, today)


def coverage_view(catalog: Catalog, language: str, today: date) -> CoverageView:
    """Put the map into words."""
    found = coverage_on(catalog, today)
    return CoverageView(
        markets=tuple(_market(catalog, market, language) for market in found.markets),
        rows=tuple(_row(catalog, row, language) for row in found.rows),
        counts=found.counts,
        not_kept=tuple(catalog.word("companion", kind, language) for kind in found.not_kept),
    )


def lacks(catalog: Catalog, cell: CoverageCell, language: str) -> Iterator[str]:
    """Yield in words what a covered contact reason lacks beside a document."""
    for locale, state in cell.translations.items():
        if state is not TranslationState.IN_SYNC:
            colon = catalog.word("interface", "colon", language)
            word = catalog.word("translation", state, language)
            yield f"{catalog.locales[locale].name}{colon}{word}"
    for kind, names in cell.companions.items():
        if names == () and cell.documents:
            yield catalog.word("companion", kind, language)


def _market(catalog: Catalog, market: MarketCoverage, language: str) -> MarketView:
    return MarketView(
        id=market.id,
        name=market.name.in_language(language),
        languages=tuple(catalog.locales[code].name for code in market.languages),
        other_languages=tuple(language_name(code, language) for code in market.other_languages),
    )


def _row(catalog: Catalog, row: CoverageRow, language: str) -> RowView:
    group = catalog.contact_reasons.get(row.parent or "")
    states = sorted({cell.state.value for cell in row.cells})
    has_gap = row.state is not CoverageState.COVERED
    return RowView(
        id=row.id,
        name=row.name.in_language(language),
        group=group.name.in_language(language) if group else "",
        persona=row.persona,
        persona_label=catalog.word("persona", row.persona, language),
        risk=row.risk,
        risk_label=catalog.word("risk", row.risk, language),
        volume_rank=row.volume_rank,
        states=(*states, *(["gap"] if has_gap else [])),
        urgency=row.urgency,
        cells=tuple(_cell(catalog, cell, language) for cell in row.cells),
    )


def _cell(catalog: Catalog, cell: CoverageCell, language: str) -> CellView:
    return CellView(
        market=catalog.markets[cell.market].name.in_language(language),
        state=cell.state,
        label=catalog.word("coverage", cell.state, language),
        order=list(CoverageState).index(cell.state),
        documents=tuple(_link(catalog, name, language) for name in cell.documents),
        planned=tuple(_link(catalog, name, language) for name in cell.planned),
        lacks=tuple(lacks(catalog, cell, language)),
    )


def _link(catalog: Catalog, name: str, language: str) -> DocumentLink:
    document = catalog.documents[name]
    page = document.page(language)
    return DocumentLink(
        id=name,
        stem=document.stem,
        title=document.title(language),
        text_language=page.locale if page else language,
    )
