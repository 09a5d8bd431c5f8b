"""What does the page of a guide show, in the reader's language?"""

from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.model.floor import Node
from sopkb.wording import text_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeView:
    """One screen of a guide; `number` counts the screens from 1."""

    number: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """A guide with its screens."""

    id: str
    title: str
    nodes: tuple[NodeView, ...]

    @property
    def search_text(self) -> str:
        """Give the texts of all screens."""
        return " ".join(node.text for node in self.nodes)


def guide_view(catalog: Catalog, language: str, today: date, name: str) -> GuideView:
    """Show a guide."""
    guide = catalog.guides[name]
    nodes = enumerate(guide.nodes.values(), 1)
    return GuideView(
        id=name,
        title=guide.title.in_language(language),
        nodes=tuple(_node(catalog, number, node, language) for number, node in nodes),
    )


def _node(catalog: Catalog, number: int, node: Node, language: str) -> NodeView:
    text = text_in_words(catalog, node.text, language)
    return NodeView(number=number, kind=node.kind, text=text)
