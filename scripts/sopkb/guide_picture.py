"""How is the tree of a guide drawn, so that a reviewer sees it whole?

Graphviz, as the wheels of pygraphviz bring it along, lays the tree out; the template draws it.
Texts are measured here, so that neither fonts nor a hostile text reach Graphviz.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sopkb.model.base import LocalizedText
from sopkb.model.floor import Guide
from sopkb.text_width import text_width

try:
    import pygraphviz
except ImportError:  # the page says so instead of showing the picture
    pygraphviz = None

LARGEST = 150
"""So many screens are drawn; a larger tree is neither legible nor quickly laid out."""

POINTS_PER_INCH = 72
LINE = 15
CHARACTER = 6.2
BOX_WIDTH = 168
BOX_CHARACTERS = 25
BOX_LINES = 3
LABEL_CHARACTERS = 16
WORD = re.compile(r"\s+|[^\s\u2e80-\uffef]+|.[，。；：、？！）”]*")
NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")


class PictureState(StrEnum):
    """Whether there is a picture, and if not, why."""

    DRAWN = "drawn"
    TOO_LARGE = "too-large"
    NOT_INSTALLED = "not-installed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A screen: its middle, its size, its words in lines; all in points, y downwards."""

    number: int
    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An answer: a curve as SVG writes it, its label and where the middle of that stands."""

    curve: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A tree, or why it is not drawn; `line` is the height of a line of text."""

    state: PictureState
    width: float = 0
    height: float = 0
    line: int = LINE
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()


def draw(
    guide: Guide, numbers: Mapping[str, int], words: Callable[[LocalizedText], str]
) -> Picture:
    """Draw the screens that have a number, their texts in words."""
    if len(numbers) > LARGEST:
        return Picture(state=PictureState.TOO_LARGE)
    if pygraphviz is None:
        return Picture(state=PictureState.NOT_INSTALLED)
    lines = {
        name: _wrapped(f"{number} · {words(guide.nodes[name].text)}")
        for name, number in numbers.items()
    }
    edges = list(_edges(guide, numbers, words))
    graph = _laid_out({numbers[name]: len(each) for name, each in lines.items()}, edges)
    _, _, width, height = _numbers(graph.graph_attr["bb"])
    return Picture(
        state=PictureState.DRAWN,
        width=width,
        height=height,
        boxes=tuple(
            _box(graph, height, numbers[name], guide.nodes[name].kind, each)
            for name, each in lines.items()
        ),
        arrows=tuple(_arrow(graph, height, key, edge) for key, edge in enumerate(edges)),
    )


def _edges(
    guide: Guide, numbers: Mapping[str, int], words: Callable[[LocalizedText], str]
) -> Iterator[tuple[int, int, str]]:
    for name, number in numbers.items():
        for option in guide.nodes[name].options:
            if option.next in numbers:
                yield number, numbers[option.next], _short(words(option.label), LABEL_CHARACTERS)


def _laid_out(heights: Mapping[int, int], edges: list[tuple[int, int, str]]) -> Any:
    """Let Graphviz place boxes of so many lines, and arrows with room for their labels."""
    graph = pygraphviz.AGraph(directed=True, strict=False, nodesep="0.25", ranksep="0.35")
    for number, lines in heights.items():
        inches = (lines * LINE + LINE) / POINTS_PER_INCH
        size = {"width": str(BOX_WIDTH / POINTS_PER_INCH), "height": str(inches)}
        graph.add_node(number, label="", shape="box", fixedsize="true", **size)
    for key, (start, end, label) in enumerate(edges):
        graph.add_edge(start, end, key=str(key), label=_room(label))
    graph.layout(prog="dot")
    return graph


def _room(label: str) -> str:
    """Write an empty table of the label's size, which Graphviz keeps free."""
    size = f'WIDTH="{text_width(label) * CHARACTER:.0f}" HEIGHT="{LINE}"'
    return f'<<TABLE BORDER="0" FIXEDSIZE="TRUE" {size}><TR><TD></TD></TR></TABLE>>'


def _box(graph: Any, top: float, number: int, kind: str, lines: tuple[str, ...]) -> Box:
    x, y = _numbers(graph.get_node(number).attr["pos"])
    height = len(lines) * LINE + LINE
    return Box(
        number=number, kind=kind, x=x, y=top - y, width=BOX_WIDTH, height=height, lines=lines
    )


def _arrow(graph: Any, top: float, key: int, edge: tuple[int, int, str]) -> Arrow:
    start, end, label = edge
    attributes = graph.get_edge(start, end, str(key)).attr
    values = _numbers(attributes["pos"])
    points = [f"{x:.1f} {top - y:.1f}" for x, y in zip(values[::2], values[1::2], strict=True)]
    tip, first, *rest = points
    x, y = _numbers(attributes["lp"])
    curve = f"M{first}C{' '.join(rest)}L{tip}"
    return Arrow(curve=curve, label=label, x=x, y=top - y)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def _wrapped(text: str) -> tuple[str, ...]:
    """Break a text into lines of a box; what does not fit is left out and marked."""
    lines = [""]
    for word in WORD.findall(text):
        if text_width(lines[-1] + word.rstrip()) > BOX_CHARACTERS and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    kept = [_short(line.strip(), BOX_CHARACTERS) for line in lines[:BOX_LINES]]
    if len(lines) > BOX_LINES:
        kept[-1] = _short(kept[-1], BOX_CHARACTERS - 1).removesuffix("…") + "…"
    return tuple(kept)


def _short(text: str, longest: int) -> str:
    """Cut a text that is too wide."""
    if text_width(text) <= longest:
        return text
    kept = ""
    for character in text:
        if text_width(kept + character) >= longest:
            break
        kept += character
    return f"{kept.rstrip()}…"
