"""Which marks of one part have no partner in the other part?

Marks are compared as multisets: two languages may say things in another order. A mark that stands
in both parts, only more often in one, is a repetition and no difference, unless another mark of
the same kind is missing at the same time: then one was changed into the other.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

MarkType = TypeVar("MarkType")
Pairs = list[tuple[MarkType | None, MarkType | None]]
MAXIMAL_PAIRS = 10_000
"""Leftovers are compared one by one only up to this many pairs."""


def rest(
    marks: list[MarkType], others: list[MarkType], value: Callable[[MarkType], Hashable]
) -> list[MarkType]:
    """Give the marks that are more than the others; of equal ones the last, and only once."""
    surplus = Counter(map(value, marks)) - Counter(map(value, others))
    if not surplus:
        return []
    found = []
    for mark in reversed(marks):
        if surplus.pop(value(mark), 0):
            found.append(mark)
    return found[::-1]


def without_alike(
    left: list[MarkType], right: list[MarkType], alike: Callable[[MarkType, MarkType], bool]
) -> tuple[list[MarkType], list[MarkType]]:
    """Drop every mark that has a partner which is written otherwise and means the same."""
    if not left or not right or len(left) * len(right) > MAXIMAL_PAIRS:
        return left, right
    kept, others = [], list(right)
    for mark in left:
        partner = next((n for n, other in enumerate(others) if alike(mark, other)), None)
        if partner is None:
            kept.append(mark)
        else:
            del others[partner]
    return kept, others


def without_repeated(
    left: list[MarkType],
    right: list[MarkType],
    source: Iterable[MarkType],
    target: Iterable[MarkType],
    value: Callable[[MarkType], Hashable],
) -> tuple[list[MarkType], list[MarkType]]:
    """Drop repetitions, but keep one that may stand in the place of a missing mark."""
    absent = _absent(left, target, value), _absent(right, source, value)
    if absent[0] and not absent[1] and len(absent[0]) == len(right):
        return absent[0], right
    if absent[1] and not absent[0] and len(absent[1]) == len(left):
        return left, absent[1]
    return absent


def paired(left: list[MarkType], right: list[MarkType]) -> Pairs[MarkType]:
    """Pair leftovers in order where both sides have as many; else give them one by one."""
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    alone: Pairs[MarkType] = [(mark, None) for mark in left]
    return alone + [(None, mark) for mark in right]


def _absent(
    marks: list[MarkType], others: Iterable[MarkType], value: Callable[[MarkType], Hashable]
) -> list[MarkType]:
    values = set(map(value, others))
    return [mark for mark in marks if value(mark) not in values]
