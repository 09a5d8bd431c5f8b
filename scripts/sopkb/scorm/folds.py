"""Where does a page hold boxes (`!!! kind "Title"`) and folded answers (`??? kind "Title"`)?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent

OPENING = re.compile(
    r'^(?P<mark>!!!|\?\?\?\+?)[ ]+(?P<kind>[\w-]+)(?:[ ]+[\w -]+?)?(?:[ ]+"(?P<title>.*)")?[ ]*$'
)
INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A box: its kind, its title as Markdown, whether it folds and starts open, what it holds."""

    kind: str
    title: str
    is_folded: bool
    is_open: bool
    parts: tuple["str | Fold", ...]


def parts(text: str) -> Iterator[str | Fold]:
    """Split Markdown into plain parts and boxes, in their order."""
    lines = text.split("\n")
    plain: list[str] = []
    place = 0
    while place < len(lines):
        opening = OPENING.match(lines[place])
        end = _end(lines, place + 1) if opening else place + 1
        if opening and end > place + 1:
            yield "\n".join(plain)
            plain = []
            yield _fold(opening, lines[place + 1 : end])
        else:
            plain += lines[place:end]
        place = end
    yield "\n".join(plain)


def _end(lines: list[str], start: int) -> int:
    """Give the line after the last indented one; blank lines belong to what surrounds them."""
    end = start
    for number in range(start, len(lines)):
        if lines[number].startswith(INDENT):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _fold(opening: re.Match[str], lines: list[str]) -> Fold:
    return Fold(
        kind=opening["kind"],
        title=opening["title"] or opening["kind"].capitalize(),
        is_folded=opening["mark"] != "!!!",
        is_open=opening["mark"] == "???+",
        parts=tuple(parts(dedent("\n".join(lines)))),
    )
