"""What is a difference in shape, and which members of two sequences stand in each other's place?"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from sopkb.parity.difference import Kind

Shape = TypeVar("Shape")
MAXIMAL_SEQUENCE = 2_000
"""Longer sequences are compared by position: difflib takes quadratic time."""


class Found(NamedTuple):
    """A difference in shape: kind, value and line on each side; line 0 where nothing stands."""

    kind: Kind
    value: str
    line: int
    other_value: str
    other_line: int


def aligned(
    shapes: Sequence[Shape], others: Sequence[Shape], key: Callable[[Shape], Hashable]
) -> Iterator[tuple[Shape | None, Shape | None]]:
    """Pair two sequences by an equal key; what stands in each other's place is paired too."""
    keys, other_keys = [key(shape) for shape in shapes], [key(shape) for shape in others]
    if keys == other_keys:
        yield from zip(shapes, others, strict=True)
        return
    if len(keys) == len(other_keys) or max(len(keys), len(other_keys)) > MAXIMAL_SEQUENCE:
        yield from zip_longest(shapes, others)
        return
    matcher = SequenceMatcher(None, keys, other_keys, autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        yield from zip_longest(shapes[i:i_end], others[j:j_end])
