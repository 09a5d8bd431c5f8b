"""Where do a page and its translation differ in what must be the same in every language?"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from sopkb.findings import Language
from sopkb.parity.align import Pair, align
from sopkb.parity.difference import Difference, Kind, Spot
from sopkb.parity.part_match import PartPair, Side
from sopkb.parity.shapes import Part
from sopkb.parity.structure import PartMarks, Structure, read_structure
from sopkb.parity.targets import same_fragment
from sopkb.sections import slug
from sopkb.source import SourceFile

NO_LEVEL = 7
MAXIMAL_ABSORBED = 50
COMMON_SHIFT = 3
"""So many headings, all shifted by the same number of levels, are a custom, not a slip."""


def compare(
    source: SourceFile,
    target: SourceFile,
    source_language: Language = "en",
    target_language: Language = "zh",
) -> tuple[Difference, ...]:
    """Give the differences between a page and its translation, in the order of the source."""
    structures = read_structure(source), read_structure(target)
    return compare_structures(*structures, source_language, target_language)


def compare_structures(
    source: Structure,
    target: Structure,
    source_language: Language = "en",
    target_language: Language = "zh",
) -> tuple[Difference, ...]:
    """Give the differences between two pages that were read before."""
    asked = None if source_language == target_language else target_language
    comparison = _Comparison(source, target, asked)
    return tuple(
        sorted(comparison.differences(), key=lambda found: (found.source.line, found.target.line))
    )


class _Comparison:
    """Two pages and which of their parts belong together."""

    def __init__(
        self, source: Structure, target: Structure, target_language: Language | None
    ) -> None:
        self.source = source
        self.target = target
        self.target_language = None if _is_copy(source, target) else target_language
        self.pairs, self.moved = _reunited(source, target, align(source, target))
        self.partner = {i: j for i, j in self.pairs if i is not None and j is not None}
        self.shift = self._common_shift()

    def differences(self) -> Iterator[Difference]:
        """Yield all differences, unordered."""
        yield from self._missing()
        for position, (i, j) in enumerate(self.pairs):
            if i is not None and j is not None:
                yield from self._headings(i, j)
                yield from self._contents(position, i, j)

    def same_anchor(self, one: str, other: str) -> bool:
        """Tell whether two anchors name headings that belong together."""
        index, other_index = self.source.anchors.get(one), self.target.anchors.get(other)
        if index is None or other_index is None:
            return same_fragment(one, other)
        return self.partner.get(index) == other_index

    def _common_shift(self) -> int:
        shifts = Counter(
            self.target.parts[j].level - self.source.parts[i].level
            for i, j in self.partner.items()
            if i and j
        )
        if len(shifts) == 1 and shifts.total() >= COMMON_SHIFT:
            return next(iter(shifts))
        return 0

    def _missing(self) -> Iterator[Difference]:
        """Yield a missing part once, at the place of the part before it; not its subparts too."""
        last, missing_level = (0, 0), NO_LEVEL
        for i, j in self.pairs:
            if i is not None and j is not None:
                last, missing_level = (i, j), NO_LEVEL
                if (i, j) in self.moved:
                    yield self._of_headings(Kind.ORDER, i, j)
                continue
            level = self._level(i, j)
            if level <= missing_level:
                missing_level = level
                yield self._lone(i, j, last)

    def _level(self, i: int | None, j: int | None) -> int:
        return self.source.parts[i].level if i is not None else self.target.parts[j or 0].level

    def _lone(self, i: int | None, j: int | None, last: tuple[int, int]) -> Difference:
        page, index = (self.source, i) if i is not None else (self.target, j or 0)
        part = page.parts[index]
        here = Spot(line=part.line, value=part.title or "…")
        other_part = self.target.parts[last[1]] if i is not None else self.source.parts[last[0]]
        there = Spot(line=other_part.line)
        return Difference(
            kind=Kind.SECTION,
            section=page.sections[index],
            source=here if i is not None else there,
            target=there if i is not None else here,
        )

    def _headings(self, i: int, j: int) -> Iterator[Difference]:
        part, other = self.source.parts[i], self.target.parts[j]
        if i and j and other.level - part.level != self.shift:
            levels = ["#" * part.level, "#" * other.level]
            yield self._of_headings(Kind.LEVEL, i, j, levels)
        if i == 0 and self._lacks_title(part, other):
            yield self._of_headings(Kind.LEVEL, i, j, [part.title, other.title])
        if self._other_id(part, other):
            yield self._of_headings(Kind.ANCHOR, i, j, [part.id or "", other.id or ""])

    def _lacks_title(self, part: Part, other: Part) -> bool:
        if bool(part.level) == bool(other.level):
            return False
        return not (self.source.has_title or self.target.has_title)

    def _other_id(self, part: Part, other: Part) -> bool:
        """Tell whether two headings have other ids; a page may leave all its ids to be made."""
        if part.id == other.id:
            return False
        if part.id and other.id:
            return True
        without, page = (part, self.source) if part.id is None else (other, self.target)
        expected = part.id or other.id
        return _gives_ids(page) and slug(without.title) != expected

    def _of_headings(
        self, kind: Kind, i: int, j: int, values: list[str] | None = None
    ) -> Difference:
        part, other = self.source.parts[i], self.target.parts[j]
        shown = values or [part.title, other.title]
        return Difference(
            kind=kind,
            section=self.source.sections[i],
            source=Spot(line=part.line, value=shown[0]),
            target=Spot(line=other.line, value=shown[1]),
        )

    def _contents(self, position: int, i: int, j: int) -> list[Difference]:
        """Compare two parts; where a heading is missing, its text may stand in the part before."""
        found = list(self._pair([i], [j]).differences())
        absorbed = self._unmatched_after(position) if found else ([], [])
        if absorbed == ([], []):
            return found
        joined = list(self._pair([i, *absorbed[0]], [j, *absorbed[1]]).differences())
        return joined if len(joined) < len(found) else found

    def _unmatched_after(self, position: int) -> tuple[list[int], list[int]]:
        rows: list[int] = []
        columns: list[int] = []
        for i, j in islice(self.pairs, position + 1, position + 1 + MAXIMAL_ABSORBED):
            if i is not None and j is not None:
                break
            if i is not None:
                rows.append(i)
            elif j is not None:
                columns.append(j)
        return rows, columns

    def _pair(self, rows: list[int], columns: list[int]) -> PartPair:
        return PartPair(
            _joined(self.source, rows),
            _joined(self.target, columns),
            self.source.sections[rows[0]],
            self.target_language,
            self.same_anchor,
        )


def _reunited(
    source: Structure, target: Structure, pairs: list[Pair]
) -> tuple[list[Pair], set[tuple[int, int]]]:
    """Pair parts with the same explicit id that stand in another order on the two pages."""
    lone = {target.parts[j].id: j for i, j in pairs if i is None and j is not None}
    moved = {
        (i, lone[source.parts[i].id])
        for i, j in pairs
        if j is None and i is not None and source.parts[i].id and source.parts[i].id in lone
    }
    partners = dict(moved)
    gone = set(partners.values())
    found: list[Pair] = []
    for i, j in pairs:
        if i in partners:
            found.append((i, partners[i]))
        elif i is not None or j not in gone:
            found.append((i, j))
    return found, moved


def _is_copy(source: Structure, target: Structure) -> bool:
    """Tell whether two pages are one text: then nothing differs, and the page is a stub."""
    return [marks.text for marks in source.marks] == [marks.text for marks in target.marks]


def _gives_ids(page: Structure) -> bool:
    """Tell whether a page writes explicit ids at most of its headings."""
    named = sum(part.id is not None for part in page.parts[1:])
    return 2 * named > len(page.parts) - 1


def _joined(page: Structure, indexes: list[int]) -> Side:
    first = indexes[0]
    if len(indexes) == 1:
        return Side(page.parts[first], page.marks[first])
    part = Part(*(getattr(page.parts[first], name) for name in ("level", "id", "title", "line")))
    for name in ("texts", "numbers", "groups", "lists", "tables", "codes", "admonitions", "tabs"):
        setattr(part, name, [item for n in indexes for item in getattr(page.parts[n], name)])
    marks = PartMarks()
    for name in ("links", "images", "codes", "macros", "amounts"):
        setattr(marks, name, [mark for n in indexes for mark in getattr(page.marks[n], name)])
    marks.prose = "\n".join(page.marks[n].prose for n in indexes)
    marks.text = "\n".join(page.marks[n].text for n in indexes)
    return Side(part, marks)
