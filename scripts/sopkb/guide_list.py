"""Which guides are there, on which page does each stand, and which lead through a document?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.model.documents import major_version
from sopkb.model.floor import Guide

CALL = "guide("


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideRow:
    """A guide in a list; `stem` is that of the page that shows it, empty where none does."""

    id: str
    title: str
    stem: str
    document_id: str
    document_title: str
    document_stem: str
    screens: int
    is_outdated: bool


def guide_list(catalog: Catalog, language: str, today: date) -> tuple[GuideRow, ...]:
    """List all guides by id."""
    return tuple(_row(catalog, guide, language) for _, guide in sorted(catalog.guides.items()))


def guides_of(catalog: Catalog, document: str, language: str) -> tuple[GuideRow, ...]:
    """List the guides through a document that a page shows."""
    guides = (guide for _, guide in sorted(catalog.guides.items()) if guide.document == document)
    rows = (_row(catalog, guide, language) for guide in guides)
    return tuple(row for row in rows if row.stem)


def is_outdated(catalog: Catalog, guide: Guide) -> bool:
    """Tell whether the document has had a new major version since the guide was made."""
    document = catalog.documents.get(guide.document)
    if document is None:
        return False
    return major_version(document.record.version) > major_version(guide.version)


def _row(catalog: Catalog, guide: Guide, language: str) -> GuideRow:
    document = catalog.documents.get(guide.document)
    return GuideRow(
        id=guide.id,
        title=guide.title.in_language(language),
        stem=_stems(catalog).get(guide.id, ""),
        document_id=guide.document,
        document_title=document.title(language) if document else "",
        document_stem=document.stem if document else "",
        screens=len(guide.nodes),
        is_outdated=is_outdated(catalog, guide),
    )


def _stems(catalog: Catalog) -> Mapping[str, str]:
    """Give the page of each guide: the first that is not the page of a document, else any."""
    if ("guide pages",) not in catalog.remembered:
        pages = sorted(catalog.pages.values(), key=lambda page: (page.is_controlled, page.stem))
        catalog.remembered["guide pages",] = {
            call.argument or "": page.stem
            for page in reversed(pages)
            if CALL in page.file.text
            for call in page.outline.macro_calls
            if call.name == "guide"
        }
    stems: Mapping[str, str] = catalog.remembered["guide pages",]
    return stems
