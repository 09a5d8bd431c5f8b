"""What does a page hold that must be the same in every language, and on which lines?"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from sopkb.parity import inline
from sopkb.parity.amount_readers import NUMBER, Amount
from sopkb.parity.amounts import read_amounts
from sopkb.parity.blocks import read_parts
from sopkb.parity.shapes import Part
from sopkb.parity.targets import canonical
from sopkb.sections import INTRO, slug
from sopkb.source import SourceFile

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
SPACES = re.compile(r"\s+")
QUOTES = str.maketrans('"“”‘’', "'''''")
SHORTCODE_TEXT = re.compile(
    r"\b(?:text|title|caption|alt|summary|label|name|tab)=(?:\"[^\"]*\"|'[^']*')"
)

SNIPPET_PATH = re.compile(r"(?<=[\"'])[^\"']+(?=[\"'])")


class Mark(NamedTuple):
    """Something to be found in the other language: its common form, as written, line, group.

    The group is the first line of the list item or table row in which it stands, else 0.
    """

    value: str
    shown: str
    line: int
    group: int


class AmountMark(NamedTuple):
    """An amount with its line and group."""

    amount: Amount
    line: int
    group: int


@dataclass(slots=True)
class PartMarks:
    """All marks of one part by kind, and its prose."""

    links: list[Mark] = field(default_factory=list)
    images: list[Mark] = field(default_factory=list)
    codes: list[Mark] = field(default_factory=list)
    macros: list[Mark] = field(default_factory=list)
    amounts: list[AmountMark] = field(default_factory=list)
    prose: str = ""
    text: str = ""


@dataclass(frozen=True)
class Structure:
    """A page as the comparison sees it: its parts in order, and what each holds."""

    parts: tuple[Part, ...]
    marks: tuple[PartMarks, ...]
    has_title: bool

    @cached_property
    def anchors(self) -> dict[str, int]:
        """Give for every anchor of a heading, explicit or made from its text, its part."""
        found: dict[str, int] = {}
        for index, part in enumerate(self.parts):
            found.setdefault(part.id or slug(part.title), index)
        return found

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Give for every part the key of the section (H2) it belongs to."""
        keys, key = [], INTRO
        for position, part in enumerate(self.parts):
            if part.level == 2:
                key = part.id or slug(part.title) or f"section-{position}"
            keys.append(key)
        return tuple(keys)


def read_structure(file: SourceFile) -> Structure:
    """Read a page; any text gives a structure."""
    parts, has_title = read_parts(file.text)
    definitions = inline.read_definitions(file.text)
    marks = tuple(_marks(part, definitions) for part in parts)
    return Structure(tuple(parts), marks, has_title)


def han_count(text: str) -> int:
    """Count the Chinese characters of a text."""
    return len(HAN.findall(text))


def words(text: str) -> list[str]:
    """Give the words in Latin letters of a text."""
    return LATIN_WORD.findall(text)


def macro_form(call: str) -> str:
    """Give a macro call or a snippet in the form in which they are compared.

    It has no space and one kind of quote; the file of a snippet may be that of its language.
    """
    if call.startswith(("{{<", "{{%")):
        call = SHORTCODE_TEXT.sub("", call)
    if call.startswith("-"):
        call = SNIPPET_PATH.sub(lambda path: canonical(path[0]), call)
    return SPACES.sub("", call.translate(QUOTES))


def _marks(part: Part, definitions: dict[str, str]) -> PartMarks:
    text = "\n".join(part.texts)
    found = inline.read_marks(text, definitions)
    places = _Places(part, text)
    prose_places = _Places(part, found.prose)
    return PartMarks(
        links=[places.mark(canonical(shown), shown, offset) for shown, offset in found.links],
        images=[places.mark(canonical(shown), shown, offset) for shown, offset in found.images],
        codes=[places.mark(shown, shown, offset) for shown, offset in found.codes],
        macros=[places.mark(macro_form(shown), shown, offset) for shown, offset in found.macros],
        amounts=prose_places.amounts(read_amounts(found.prose)),
        prose=found.prose,
        text=text,
    )


class _Places:
    """Finds the line and the group of an offset in the text of a part."""

    def __init__(self, part: Part, text: str) -> None:
        self.part = part
        self.text = text
        self.starts: list[int] = []

    def row(self, offset: int) -> int:
        """Give the index of the line of text at an offset."""
        if not self.starts:
            lengths = (len(line) + 1 for line in self.text.split("\n"))
            self.starts = [0, *accumulate(lengths)]
        return bisect_right(self.starts, offset) - 1

    def mark(self, value: str, shown: str, offset: int) -> Mark:
        row = self.row(offset)
        return Mark(value, shown, self.part.numbers[row], self.part.groups[row])

    def amounts(self, amounts: Iterable[Amount]) -> list[AmountMark]:
        placed = []
        for amount in amounts:
            row = self.row(amount.offset)
            line, group = self.part.numbers[row], self.part.groups[row]
            if line == self.part.line and self.part.level and amount.unit == NUMBER:
                amount = amount._replace(is_loose=True)
            placed.append(AmountMark(amount, line, group))
        return placed
