"""Into which blocks of text does a page fall: paragraphs, list items, table rows, headings?

A reader of lines, because a tree of a whole page costs several times as much. Code is left out;
the bodies of lists, admonitions, details, tabs and footnotes are text at their own indent.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sopkb.sections import BodyLine, LineKind

OPENING = re.compile(
    r"(?P<marker>!!!|\?\?\?\+?|===[!+]?)[ ]?"
    r"(?P<kind>[\w-]+(?:[ ]+[\w-]+)*)?[ ]*(?:[\"“](?P<title>.*)[\"”])?[ ]*$"
)
"""Opens an admonition, details or a tab: Python-Markdown, pymdownx.details and tabbed."""
ITEM = re.compile(r"(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)")
QUOTE = re.compile(r"(?:>[ ]?)+")
OTHER_CONTAINER = re.compile(r"\[\^[^\]]+\]:|:[ \t]{1,3}(?=\S)")
RAW_BLOCK = re.compile(r"<(?P<tag>pre|script|style|template)\b", re.I)
HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
ITEM_SIGNS = frozenset("-*+0123456789")
INDENT = 4


class TextBlock(NamedTuple):
    """Lines of text that belong together: the number of the first, the lines as written.

    `start` is where the text begins in the first line, behind indent and markers.
    """

    number: int
    lines: list[str]
    start: int

    @property
    def text(self) -> str:
        """Give the lines as one text."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class Container:
    """A list item or an indented block: the indent of its marker and the least of its body."""

    marker: int
    body: int


def text_blocks(body: Iterable[BodyLine]) -> Iterator[TextBlock]:
    """Yield the blocks of text of a page in order."""
    containers: list[Container] = []
    block: TextBlock | None = None
    after_blank, raw_tag = True, ""
    for line in body:
        text = line.text
        if line.kind is not LineKind.TEXT or not text.strip():
            if block:
                yield block
            block = None
            after_blank = after_blank or line.kind is LineKind.TEXT
            continue
        if raw_tag:
            raw_tag = "" if f"</{raw_tag}" in text.lower() else raw_tag
            continue
        indent = indent_of(text)
        if after_blank and _is_code(indent, containers):
            continue
        after, after_blank = after_blank, False
        start, opens = _markers(text, indent, containers, after_blank=after)
        raw_tag = _raw_tag(text, start) if text.startswith("<", start) else ""
        if block and not opens:
            block.lines.append(text)
            continue
        if block:
            yield block
        block = TextBlock(line.number, [text], start)
        if HEADING.match(text, start) or "|" in text:
            yield block
            block = None
    if block:
        yield block


def indent_of(text: str) -> int:
    """Count the columns before the text; a tab fills up to the next fourth column."""
    if text[:1] not in (" ", "\t"):
        return 0
    lead = text[: len(text) - len(text.lstrip(" \t"))]
    return len(lead) if "\t" not in lead else len(lead.expandtabs(INDENT))


def _is_code(indent: int, containers: list[Container]) -> bool:
    while containers and indent < containers[-1].body:
        containers.pop()
    base = containers[-1].marker + INDENT if containers else 0
    return indent >= base + INDENT


def _markers(
    text: str, indent: int, containers: list[Container], *, after_blank: bool
) -> tuple[int, bool]:
    """Tell where the text of a line begins and whether it begins a block; note containers."""
    lead = len(text) - len(text.lstrip(" \t"))
    start, opens = lead, after_blank
    while first := text[start : start + 1]:
        if first == ">" and (quote := QUOTE.match(text, start)):
            start = quote.end()
        elif first in ITEM_SIGNS and (item := ITEM.match(text, start)):
            _open(containers, indent + start - lead, 2)
            start, opens = item.end(), True
        else:
            break
    if first and first in "!?=[:" and _opens_container(text, start):
        _open(containers, indent, INDENT)
        return start, True
    return start, opens or first in ("#", "|")


def _open(containers: list[Container], marker: int, width: int) -> None:
    while containers and marker < containers[-1].body:
        containers.pop()
    containers.append(Container(marker, marker + width))


def _opens_container(text: str, start: int) -> bool:
    opening = OPENING.match(text, start)
    if opening:
        return bool(opening["kind"] or opening["title"])
    return OTHER_CONTAINER.match(text, start) is not None


def _raw_tag(text: str, start: int) -> str:
    raw = RAW_BLOCK.match(text, start)
    if raw is None or f"</{raw['tag'].lower()}" in text.lower():
        return ""
    return raw["tag"].lower()
