"""Where do two parts that belong together differ: heading, shape, links, code, macros, amounts?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from sopkb.findings import Language
from sopkb.parity.amount_match import unmatched_amounts
from sopkb.parity.difference import Difference, Kind, Spot
from sopkb.parity.matching import Pairs, paired, rest, without_alike, without_repeated
from sopkb.parity.shape_match import shape_differences
from sopkb.parity.shapes import Part
from sopkb.parity.structure import HAN, Mark, PartMarks, han_count, words
from sopkb.parity.targets import same_place

SHOWN_LENGTH = 60
MINIMAL_WORDS = 25
MAXIMAL_HAN = 0.05
"""Chinese characters per English word that an untranslated part may hold: its heading."""
BARE_LENGTH = 50
MINIMAL_ECHO = 0.8
COMMON_ENGLISH = frozenset({"the", "a", "of", "to", "in", "is", "are", "and", "or", "for", "you"})
WORD_SIGN = re.compile(r"[A-Za-z0-9_`-]")
SPACES = re.compile(r"\s+")


def _value(mark: Mark) -> str:
    return mark.value


@dataclass(frozen=True)
class Side:
    """A part of one page with its marks."""

    part: Part
    marks: PartMarks

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """Give the first lines of the items and rows, in order."""
        return tuple(dict.fromkeys(group for group in self.part.groups if group))

    @cached_property
    def places(self) -> dict[int, int]:
        """Tell which item or row, counted from 0, begins on a line."""
        return {group: place for place, group in enumerate(self.groups)}

    @property
    def is_bare(self) -> bool:
        """Tell whether the part holds nothing to compare: a heading, a short text."""
        part, marks = self.part, self.marks
        if len(marks.prose) > BARE_LENGTH or part.lists or part.tables or part.codes:
            return False
        held = marks.links or marks.images or marks.codes or marks.macros or marks.amounts
        return not (held or part.admonitions or part.tabs)


class PartPair(NamedTuple):
    """Two parts that belong together, the section they stand in, the translation's language.

    Without a language nobody asks whether the part was translated.
    """

    source: Side
    target: Side
    section: str
    target_language: Language | None
    same_anchor: Callable[[str, str], bool]

    def differences(self) -> Iterator[Difference]:
        """Yield all differences between the two parts, except those of their headings."""
        if self.source.is_bare and self.target.is_bare:
            return
        if self._is_untranslated():
            yield self._at(Kind.UNTRANSLATED, self.source.part.line, self.target.part.line)
        yield from self._shapes()
        source, target = self.source.marks, self.target.marks
        yield from self._marks(Kind.LINK, source.links, target.links, self._same_link)
        yield from self._marks(Kind.IMAGE, source.images, target.images, _same_image)
        if list(map(_value, source.codes)) != list(map(_value, target.codes)):
            codes = _not_in_prose(source, target), _not_in_prose(target, source)
            yield from self._marks(Kind.CODE, *codes, _holds_words, _squeezed_value)
        yield from self._marks(Kind.MACRO, source.macros, target.macros, _same_macro)
        for one, other in unmatched_amounts(source, target):
            yield self.difference(
                Kind.AMOUNT,
                one.amount.shown if one else "",
                one.line if one else 0,
                other.amount.shown if other else "",
                other.line if other else 0,
                (one or other).group,  # type: ignore[union-attr]
            )

    def difference(
        self, kind: Kind, value: str, line: int, other_value: str, other_line: int, group: int = 0
    ) -> Difference:
        """Make a difference; a side without a line gets the line where it should stand."""
        return Difference(
            kind=kind,
            section=self.section,
            source=Spot(line=line or self._place(self.target, self.source, group), value=value),
            target=Spot(
                line=other_line or self._place(self.source, self.target, group), value=other_value
            ),
        )

    def _at(self, kind: Kind, line: int, other_line: int) -> Difference:
        shown = [_short(side.marks.prose) for side in (self.source, self.target)]
        return self.difference(kind, shown[0], line, shown[1], other_line)

    def _shapes(self) -> Iterator[Difference]:
        sides = self.source, self.target
        for found in shape_differences(
            sides[0].part, sides[1].part, sides[0].marks, sides[1].marks
        ):
            yield self.difference(
                found.kind,
                _short(found.value),
                found.line,
                _short(found.other_value),
                found.other_line,
            )

    def _marks(
        self,
        kind: Kind,
        source: list[Mark],
        target: list[Mark],
        alike: Callable[[Mark, Mark], bool],
        value: Callable[[Mark], str] = _value,
    ) -> Iterator[Difference]:
        for one, other in _unmatched(source, target, alike, value):
            mark = one or other
            assert mark is not None
            yield self.difference(
                kind,
                one.shown if one else "",
                one.line if one else 0,
                other.shown if other else "",
                other.line if other else 0,
                mark.group,
            )

    def _same_link(self, one: Mark, other: Mark) -> bool:
        if one.value.startswith("#") and other.value.startswith("#"):
            return self.same_anchor(one.value[1:], other.value[1:])
        return same_place(one.value, other.value)

    def _place(self, known: Side, wanted: Side, group: int) -> int:
        """Give the line of the item or row on one side that stands where `group` stands."""
        place = known.places.get(group)
        if place is None or len(known.groups) != len(wanted.groups):
            return wanted.part.line
        return wanted.groups[place]

    def _is_untranslated(self) -> bool:
        """Tell whether a part of the translation still stands in the source's language."""
        source, target = self.source.marks.prose, self.target.marks.prose
        if self.target_language is None:
            return False
        if self.target_language == "zh":
            found = words(target)
            if han_count(target) > MAXIMAL_HAN * len(found):
                return False
            original = set(words(source))
            echoed = sum(word in original for word in found)
            common = sum(word.lower() in COMMON_ENGLISH for word in found)
            return (
                len(found) >= MINIMAL_WORDS and common >= 3 and echoed >= MINIMAL_ECHO * len(found)
            )
        shared = SPACES.sub("", source) == SPACES.sub("", target)
        return shared and han_count(target) >= MINIMAL_WORDS


def _unmatched(
    source: list[Mark],
    target: list[Mark],
    alike: Callable[[Mark, Mark], bool],
    value: Callable[[Mark], str],
) -> Pairs[Mark]:
    if list(map(value, source)) == list(map(value, target)):
        return []
    left, right = rest(source, target, value), rest(target, source, value)
    if not left and not right:
        return []
    left, right = without_alike(left, right, alike)
    pairs = paired(*without_repeated(left, right, source, target, value))
    return [pair for pair in pairs if not _is_translated_word(pair)]


def _is_translated_word(pair: tuple[Mark | None, Mark | None]) -> bool:
    """Tell whether a mark without a partner is Chinese: a caption in code, no code."""
    alone = pair[0] or pair[1]
    return None in pair and alone is not None and bool(HAN.search(alone.value))


def _not_in_prose(marks: PartMarks, other: PartMarks) -> list[Mark]:
    """Leave out code that the other language writes as plain text."""
    known = {_squeezed(mark.value) for mark in other.codes}
    missing = {mark.value for mark in marks.codes if _squeezed(mark.value) not in known}
    plain = {value for value in missing if _stands_in(value, other.text)}
    return [mark for mark in marks.codes if mark.value not in plain]


def _stands_in(value: str, text: str) -> bool:
    """Tell whether a text holds a value as a word of its own."""
    start = text.find(value)
    while start >= 0:
        before, after = (
            text[max(0, start - 1) : start],
            text[start + len(value) : start + len(value) + 1],
        )
        if not WORD_SIGN.match(before) and not WORD_SIGN.match(after):
            return True
        start = text.find(value, start + 1)
    return False


def _holds_words(one: Mark, other: Mark) -> bool:
    """Tell whether one of two code spans is a translated word, which stands for any."""
    return bool(HAN.search(one.value) or HAN.search(other.value))


def _squeezed_value(mark: Mark) -> str:
    return _squeezed(mark.value)


@lru_cache(maxsize=65_536)
def _squeezed(text: str) -> str:
    """Give code without what leaves its meaning: space, kind of quote, case, the last slash."""
    return SPACES.sub("", text).replace('"', "'").lower().removesuffix("/")


def _same_macro(one: Mark, other: Mark) -> bool:
    return bool(HAN.search(one.value) or HAN.search(other.value)) and (
        HAN.sub("", one.value)[:6] == HAN.sub("", other.value)[:6]
    )


def _same_image(one: Mark, other: Mark) -> bool:
    return one.value.rsplit("/", 1)[-1] == other.value.rsplit("/", 1)[-1]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN_LENGTH else plain[: SHOWN_LENGTH - 1] + "…"
