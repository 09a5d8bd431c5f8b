"""What does the search know of a page? Its name, other words for it, its facts, its filters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sopkb.catalog import Catalog, Document
from sopkb.document_view import DocumentView
from sopkb.model.documents import DocumentType, Status
from sopkb.model.registers import Term
from sopkb.search.spelling import compact, id_words

GONE = (Status.RETIRED, Status.SUPERSEDED)
FILTERS = ("area", "type", "market", "channel", "audience", "persona")


KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "guide": ("guide", "decision tree", "决策树"),
    "script": ("script", "reply", "话术"),
    "bulletin": ("bulletin", "announcement", "公告"),
    "escalation": ("escalation path", "升级路径"),
    "training": ("training", "course", "quiz", "培训", "课程", "测验"),
}
"""Words by which a query asks for results of a kind rather than for the procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is indexed under one address, in the order of its weight, and what a result shows.

    `html` is the text; a document that is gone has none and is found by its id only. `tool` is the
    kind of one of the agents' tools, empty for all else.
    """

    address: str
    title: str
    summary: str
    html: str
    names: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    document: DocumentView | None = None
    filters: tuple[tuple[str, str], ...] = ()
    is_term: bool = False
    is_training: bool = False
    tool: str = ""
    tool_id: str = ""

    @property
    def is_gone(self) -> bool:
        """Tell whether the document must not be used any more."""
        return self.document is not None and self.document.status in GONE

    @property
    def kind(self) -> str:
        """Say what it is, as the browser tells apart what it shows."""
        if self.is_term:
            return "term"
        return self.tool or ("document" if self.document else "page")

    @property
    def label(self) -> str:
        """Give the word of the vocabulary by which a reader is told the kind; none for an SOP."""
        return "training" if self.is_training else self.kind.replace("document", "")

    @property
    def kind_words(self) -> tuple[str, ...]:
        """Give the words by which a query asks for its kind."""
        return KIND_WORDS.get(self.label, ())

    @property
    def compact_names(self) -> tuple[str, ...]:
        """Give title and names as one word each."""
        words = (compact(name) for name in (self.title, *self.names))
        return tuple(dict.fromkeys(filter(None, words)))


def page_entry(address: str, title: str, html: str) -> Entry:
    """Make the entry of a page that is not a controlled document."""
    return Entry(address=address, title=title, summary="", html=html)


def document_entry(
    catalog: Catalog,
    document: Document,
    view: DocumentView,
    address: str,
    html: str,
    situations: tuple[str, ...] = (),
) -> Entry:
    """Make the entry of a document from what its page shows in the reader's language."""
    page = document.page(view.text_language)
    return Entry(
        address=address,
        title=view.title,
        summary=page.summary if page else "",
        html=html,
        names=tuple(dict.fromkeys(_names(catalog, document, view))),
        situations=situations,
        ids=id_words(document.id),
        document=view,
        filters=tuple(_filters(catalog, document)),
        is_training=document.record.type == DocumentType.TRN,
    )


def term_entry(name: str, term: Term, language: str, glossary: str) -> Entry:
    """Make the entry of a term; its address is its row of the glossary."""
    other = term.en if language == "zh" else term.zh
    return Entry(
        address=f"{glossary}#term-{name}",
        title=term.in_language(language),
        summary=term.definition.in_language(language),
        html="",
        names=(other, *term.synonyms.en, *term.synonyms.zh),
        is_term=True,
    )


def _names(catalog: Catalog, document: Document, view: DocumentView) -> Iterator[str]:
    """Yield other words for a document: keywords, contact reasons and titles, in all languages."""
    reasons = (catalog.contact_reasons.get(key) for key in document.record.contact_reasons)
    names = [reason.name for reason in reasons if reason]
    for code in catalog.locales:
        yield from document.record.keywords.in_language(code)
        yield from (name.in_language(code) for name in names)
        if document.title(code) != view.title:
            yield document.title(code)


def _filters(catalog: Catalog, document: Document) -> Iterator[tuple[str, str]]:
    record = document.record
    reasons = (catalog.contact_reasons.get(key) for key in record.contact_reasons)
    held = {
        "area": (record.area,),
        "type": (record.type,),
        "market": record.markets,
        "channel": record.channels,
        "audience": record.audience,
        "persona": sorted({reason.persona for reason in reasons if reason}),
    }
    for name in FILTERS:
        yield from ((name, str(value)) for value in held[name])
