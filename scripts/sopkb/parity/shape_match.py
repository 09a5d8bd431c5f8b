"""Where do the lists, tables and admonitions of two parts differ in number or kind?"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from sopkb.parity.code_match import code_differences
from sopkb.parity.difference import Kind
from sopkb.parity.found import Found, aligned
from sopkb.parity.item_match import ItemMark, ItemMarks, item_differences
from sopkb.parity.shapes import Label, ListShape, Part, TableShape
from sopkb.parity.structure import PartMarks


def shape_differences(
    part: Part, other: Part, marks: PartMarks, other_marks: PartMarks
) -> Iterator[Found]:
    """Yield the differences in shape between two parts that belong together."""
    items, rows = ItemMarks(marks), ItemMarks(other_marks)
    yield from _lists(part.lists, other.lists, items, rows)
    yield from _tables(part.tables, other.tables, items, rows)
    yield from code_differences(part.codes, other.codes)
    yield from _labels(part.admonitions, other.admonitions, Kind.ADMONITION)
    if len(part.tabs) != len(other.tabs):
        yield _count(Kind.TAB, [tab.line for tab in part.tabs], [tab.line for tab in other.tabs])


def _lists(
    lists: list[ListShape], others: list[ListShape], items: ItemMarks, other_items: ItemMarks
) -> Iterator[Found]:
    if _totals(lists) == _totals(others) and len(lists) != len(others):
        return
    found_outer = False
    for one, other in aligned(lists, others, _list_key):
        depth = (one or other).depth  # type: ignore[union-attr]
        for found in _list_pair(one, other, items, other_items):
            if depth and found_outer:
                continue
            found_outer = found_outer or depth == 0
            yield found


def _totals(lists: list[ListShape]) -> Counter[bool]:
    totals: Counter[bool] = Counter()
    for shape in lists:
        totals[shape.ordered] += len(shape.items)
    return totals


def _list_key(shape: ListShape) -> Hashable:
    return shape.ordered, shape.depth, len(shape.items)


def _list_pair(
    one: ListShape | None, other: ListShape | None, items: ItemMarks, other_items: ItemMarks
) -> Iterator[Found]:
    if one and other and one.ordered != other.ordered:
        kinds = {True: "1.", False: "-"}
        yield Found(
            Kind.LIST_KIND, kinds[one.ordered], one.items[0], kinds[other.ordered], other.items[0]
        )
        return
    shape = one or other
    assert shape is not None
    kind = Kind.STEPS if shape.ordered else Kind.BULLETS
    lines, other_lines = one.items if one else [], other.items if other else []
    if len(lines) != len(other_lines):
        yield _count(kind, lines, other_lines, items.of(lines), other_items.of(other_lines))
    elif shape.depth == 0:
        yield from item_differences(lines, other_lines, items, other_items)


def _tables(
    tables: list[TableShape], others: list[TableShape], items: ItemMarks, other_items: ItemMarks
) -> Iterator[Found]:
    for one, other in aligned(tables, others, lambda table: (table.columns, len(table.rows))):
        if one is None or other is None:
            lines = [one.line] if one else []
            yield _count(Kind.TABLE, lines, [other.line] if other else [])
            continue
        if one.columns != other.columns:
            yield Found(Kind.COLUMNS, str(one.columns), one.line, str(other.columns), other.line)
        marks, other_marks = items.of(one.rows), other_items.of(other.rows)
        if len(one.rows) != len(other.rows):
            found = _count(Kind.ROWS, one.rows, other.rows, marks, other_marks)
            yield found._replace(
                line=found.line or one.line, other_line=found.other_line or other.line
            )
        else:
            yield from item_differences(one.rows, other.rows, items, other_items)


def _count(
    kind: Kind,
    lines: Sequence[int],
    other_lines: Sequence[int],
    marks: Sequence[list[ItemMark]] = (),
    other_marks: Sequence[list[ItemMark]] = (),
) -> Found:
    """Say that two sequences differ in length, and point at the first place where they part."""
    pairs = zip(marks, other_marks, strict=False)
    same = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
    place = min(len(lines), len(other_lines)) if same is None else same
    return Found(
        kind,
        str(len(lines)) if lines else "",
        lines[min(place, len(lines) - 1)] if lines else 0,
        str(len(other_lines)) if other_lines else "",
        other_lines[min(place, len(other_lines) - 1)] if other_lines else 0,
    )


def _labels(labels: list[Label], others: list[Label], kind: Kind) -> Iterator[Found]:
    for one, other in aligned(labels, others, lambda label: label.value):
        if one and other and one.value == other.value:
            continue
        yield Found(
            kind,
            one.value if one else "",
            one.line if one else 0,
            other.value if other else "",
            other.line if other else 0,
        )
