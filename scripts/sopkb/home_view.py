"""Which document does an agent open for what a customer wants, and what must be read before?

What stands here grows with the contact reasons, never with the number of documents.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.bulletin_view import BulletinView, bulletin_news
from sopkb.catalog import Catalog, Document
from sopkb.model.documents import DocumentType, Status
from sopkb.model.registers import ContactReason
from sopkb.published import published

MOST_USED = 6
"""Situations of a persona that are shown at once; the others unfold."""
DOCUMENTS_EACH = 2
"""Documents of a situation that are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationDocument:
    """A document to open: the address comes from its stem."""

    id: str
    title: str
    stem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A contact reason with the documents that serve it."""

    id: str
    name: str
    documents: tuple[SituationDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaCard:
    """What one kind of customer writes about, the most frequent first."""

    id: str
    name: str
    most_used: tuple[Situation, ...]
    others: tuple[Situation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """Situations by persona, and the bulletins to be read that are in force or will be."""

    cards: tuple[PersonaCard, ...]
    bulletins: tuple[BulletinView, ...]


def home_view(catalog: Catalog, language: str, today: date) -> HomeView:
    """Show a card for each persona that any effective document serves."""
    news = bulletin_news(catalog, language, today)
    return HomeView(
        cards=_cards(catalog, language),
        bulletins=tuple(each for each in news if each.must_read),
    )


def _cards(catalog: Catalog, language: str) -> tuple[PersonaCard, ...]:
    serving = _serving(catalog)
    cards = (
        _card(catalog, persona, serving, language)
        for persona in catalog.vocabulary.get("persona", {})
    )
    return tuple(card for card in cards if card.most_used)


def _card(
    catalog: Catalog, persona: str, serving: Mapping[str, list[Document]], language: str
) -> PersonaCard:
    situations = tuple(
        Situation(
            id=reason.id,
            name=reason.name.in_language(language),
            documents=tuple(_links(serving[reason.id], language)),
        )
        for reason in _reasons(catalog, persona)
        if reason.id in serving
    )
    return PersonaCard(
        id=persona,
        name=catalog.word("persona", persona, language),
        most_used=situations[:MOST_USED],
        others=situations[MOST_USED:],
    )


def _serving(catalog: Catalog) -> Mapping[str, list[Document]]:
    """Give the effective documents of each contact reason but training, by id."""
    serving: defaultdict[str, list[Document]] = defaultdict(list)
    for document in published(catalog):
        record = document.record
        if record.status is Status.EFFECTIVE and record.type != DocumentType.TRN:
            for reason in record.contact_reasons:
                serving[reason].append(document)
    return serving


def _reasons(catalog: Catalog, persona: str) -> list[ContactReason]:
    """Give the ranked contact reasons of a persona, the most frequent first."""
    own = (row for row in catalog.contact_reasons.values() if row.persona == persona)
    return sorted((row for row in own if row.volume_rank), key=_rank)


def _rank(reason: ContactReason) -> tuple[int, str]:
    return reason.volume_rank or 0, reason.id


def _links(documents: list[Document], language: str) -> Iterator[SituationDocument]:
    for document in documents[:DOCUMENTS_EACH]:
        yield SituationDocument(id=document.id, title=document.title(language), stem=document.stem)
