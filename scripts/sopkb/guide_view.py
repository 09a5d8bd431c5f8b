"""What does a guide show, in the reader's language: its screens, numbered and nested?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.guide import Branch, outline
from sopkb.guide_list import is_outdated
from sopkb.guide_outcome import OutcomeView, outcome_view
from sopkb.guide_picture import Picture, draw
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Status
from sopkb.model.floor import Guide
from sopkb.wording import text_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer; `next` is the number of the screen that follows, which `follows` shows.

    Where that screen is shown elsewhere, `follows` is None; where there is none, `next` is 0.
    `is_back`: it is one of the screens that led here.
    """

    number: int
    label: str
    next: int
    next_text: str
    is_back: bool
    follows: "ScreenView | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenView:
    """One screen; screens are numbered from 1 in the order of the outline."""

    number: int
    kind: str
    kind_label: str
    text: str
    help: str
    outcome: OutcomeView
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """A guide; `parts` are its outermost screens, the first is the start.

    `is_outdated`: the document has had a new major version since the guide was made.
    """

    id: str
    title: str
    version: str
    document_id: str
    document_title: str
    document_stem: str
    document_version: str
    document_status: str
    is_outdated: bool
    is_in_force: bool
    parts: tuple[ScreenView, ...]
    picture: Picture
    search_text: str


def guide_view(catalog: Catalog, language: str, today: date, name: str) -> GuideView:
    """Show a guide."""
    guide = catalog.guides[name]
    document = catalog.documents.get(guide.document)
    record = document.record if document else None
    screens = _Screens(catalog, guide, language, today)
    return GuideView(
        id=name,
        title=guide.title.in_language(language),
        version=guide.version,
        document_id=guide.document,
        document_title=document.title(language) if document else "",
        document_stem=document.stem if document else "",
        document_version=record.version if record else "",
        document_status=catalog.word("status", record.status, language) if record else "",
        is_outdated=is_outdated(catalog, guide),
        is_in_force=record is not None and record.status is Status.EFFECTIVE,
        parts=tuple(screens.view(branch) for branch in screens.branches),
        picture=draw(guide, screens.numbers, screens.words),
        search_text=" ".join(screens.texts()),
    )


class _Screens:
    """The screens of one guide in one language."""

    def __init__(self, catalog: Catalog, guide: Guide, language: str, today: date) -> None:
        """Number the screens in the order of the outline."""
        self.catalog, self.guide, self.language, self.today = catalog, guide, language, today
        self.branches = outline(guide)
        order = [name for branch in self.branches for name in _names(branch)]
        self.numbers: Mapping[str, int] = {name: number for number, name in enumerate(order, 1)}

    def words(self, text: LocalizedText) -> str:
        """Write a text with the values that it names."""
        return text_in_words(self.catalog, text, self.language)

    def texts(self) -> Iterator[str]:
        """Yield what a search should find."""
        for name in self.numbers:
            node = self.guide.nodes[name]
            yield self.words(node.text)
            yield from map(self.words, (*filter(None, (node.help,)), *node.actions))
            yield from (self.words(option.label) for option in node.options)

    def view(self, branch: Branch, above: tuple[str, ...] = ()) -> ScreenView:
        """Show a screen and those below it; `above` led to it."""
        node = self.guide.nodes[branch.id]
        return ScreenView(
            number=self.numbers[branch.id],
            kind=node.kind,
            kind_label=self.catalog.word("node_kind", node.kind, self.language),
            text=self.words(node.text),
            help=self.words(node.help) if node.help else "",
            outcome=outcome_view(self.catalog, self.guide, node, self.language, self.today),
            answers=tuple(self._answers(branch, (*above, branch.id))),
        )

    def _answers(self, branch: Branch, way: tuple[str, ...]) -> Iterator[AnswerView]:
        options = self.guide.nodes[branch.id].options
        for number, (option, after) in enumerate(zip(options, branch.after, strict=True), 1):
            following = self.guide.nodes.get(option.next)
            yield AnswerView(
                number=number,
                label=self.words(option.label),
                next=self.numbers.get(option.next, 0),
                next_text=self.words(following.text) if following else "",
                is_back=option.next in way,
                follows=self.view(after, way) if after else None,
            )


def _names(branch: Branch) -> Iterator[str]:
    """Yield the nodes of a branch in the order in which they are read."""
    yield branch.id
    for after in branch.after:
        if after:
            yield from _names(after)
