"""Which documents are there, in the words of the lists and of the document register?"""

from dataclasses import dataclass
from datetime import date

from sopkb.attested_text import changed_since_review
from sopkb.catalog import Catalog, Document
from sopkb.document_view import (
    DayView,
    FreshnessView,
    RoleView,
    freshness_view,
    market_names,
    role_view,
)
from sopkb.model.documents import Risk, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryRow:
    """One document in a list; `search_text` is what the filter of the register looks in."""

    id: str
    stem: str
    title: str
    summary: str
    text_language: str
    type: str
    type_label: str
    area: str
    area_label: str
    status: Status
    status_label: str
    version: str
    effective: DayView
    risk: Risk
    risk_label: str
    owner: RoleView
    freshness: FreshnessView
    changed_since_review: bool
    markets: tuple[str, ...]
    market_ids: tuple[str, ...]
    audience: tuple[str, ...]
    audience_ids: tuple[str, ...]
    search_text: str


def directory(
    catalog: Catalog,
    language: str,
    today: date,
    *,
    area: str | None = None,
    audience: str | None = None,
    market: str | None = None,
) -> tuple[DirectoryRow, ...]:
    """List the documents that meet every given condition, by id."""
    chosen = catalog.selected(area=area, audience=audience, market=market)
    return tuple(_row(catalog, document, language, today) for document in chosen)


def _row(catalog: Catalog, document: Document, language: str, today: date) -> DirectoryRow:
    record = document.record
    page = document.page(language)
    title = document.title(language)
    return DirectoryRow(
        id=record.id,
        stem=document.stem,
        title=title,
        summary=page.summary if page else "",
        text_language=page.locale if page else language,
        type=record.type,
        type_label=catalog.word("type", record.type, language),
        area=record.area,
        area_label=catalog.word("area", record.area, language),
        status=record.status,
        status_label=catalog.word("status", record.status, language),
        version=record.version,
        effective=DayView.of(record.effective, language),
        risk=record.risk,
        risk_label=catalog.word("risk", record.risk, language),
        owner=role_view(catalog, record.owner, language),
        freshness=freshness_view(catalog, document, language, today),
        changed_since_review=changed_since_review(document),
        markets=market_names(catalog, document, language),
        market_ids=record.markets,
        audience=tuple(catalog.word("audience", key, language) for key in record.audience),
        audience_ids=record.audience,
        search_text=_search_text(document, title),
    )


def _search_text(document: Document, title: str) -> str:
    keywords = document.record.keywords
    words = (document.id, document.id.replace("-", ""), title, *keywords.en, *keywords.zh)
    return " ".join(words).casefold()
