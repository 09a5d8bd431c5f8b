"""Do the same list items and table rows of two parts hold the same marks?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sopkb.parity.difference import Kind
from sopkb.parity.found import Found
from sopkb.parity.structure import HAN, PartMarks


class ItemMark(NamedTuple):
    """A mark that is the same in every language: a link, a code span, a macro call, a number."""

    kind: Kind
    value: str


class ItemMarks:
    """What each list item or table row of a part holds."""

    def __init__(self, marks: PartMarks) -> None:
        """Sort the marks of a part by the item or row they stand in."""
        self.by_line: dict[int, list[ItemMark]] = {}
        kinds = ((Kind.LINK, marks.links), (Kind.CODE, marks.codes), (Kind.MACRO, marks.macros))
        for kind, kind_marks in kinds:
            for mark in kind_marks:
                if mark.group and (mark.value.isascii() or not HAN.search(mark.value)):
                    self._add(mark.group, ItemMark(kind, mark.value))
        for amount, _, group in marks.amounts:
            if group and not amount.is_loose and amount.plain != 1:
                self._add(group, ItemMark(Kind.AMOUNT, f"{amount.plain.normalize():f}"))

    def of(self, lines: Sequence[int]) -> list[list[ItemMark]]:
        """Give the marks of the items or rows that begin on these lines, in one order."""
        return [sorted(self.by_line.get(line, ())) for line in lines]

    def _add(self, group: int, mark: ItemMark) -> None:
        self.by_line.setdefault(group, []).append(mark)


def item_differences(
    lines: Sequence[int], other_lines: Sequence[int], items: ItemMarks, other_items: ItemMarks
) -> Iterator[Found]:
    """Find items in another order, and items that hold each other's marks.

    What is missing in the whole part is not told here: other rules tell it.
    """
    marks, other_marks = items.of(lines), other_items.of(other_lines)
    moved = [n for n, (a, b) in enumerate(zip(marks, other_marks, strict=True)) if a != b]
    if not moved:
        return
    if sorted(marks[n] for n in moved) == sorted(other_marks[n] for n in moved):
        first = moved[0]
        shown = [", ".join(mark.value for mark in held[first]) for held in (marks, other_marks)]
        yield Found(Kind.ORDER, shown[0] or "…", lines[first], shown[1] or "…", other_lines[first])
        return
    known = set().union(*marks), set().union(*other_marks)
    for n in moved:
        ours, theirs = _surplus(marks[n], other_marks[n]), _surplus(other_marks[n], marks[n])
        if len(ours) == len(theirs) == 1 and ours[0] in known[1] and theirs[0] in known[0]:
            yield Found(ours[0].kind, ours[0].value, lines[n], theirs[0].value, other_lines[n])


def _surplus(marks: list[ItemMark], others: list[ItemMark]) -> list[ItemMark]:
    return list(Counter(marks) - Counter(others))
