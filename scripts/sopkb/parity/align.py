"""Which part of one page belongs to which part of the other?

By explicit id first, then by an equal title that occurs once on each page (names of functions are
not translated), then in order, by what the parts hold: a missing part leaves the others in place.
"""

from collections import Counter
from collections.abc import Iterator

from sopkb.parity.shapes import Part
from sopkb.parity.structure import PartMarks, Structure, words
from sopkb.sections import slug

MAXIMAL_TABLE = 40_000
"""Cells of the table with which gaps are aligned; larger gaps are paired by position."""

Pair = tuple[int | None, int | None]


def align(source: Structure, target: Structure) -> list[Pair]:
    """Give pairs of part indexes in the order of the source; None stands for a missing part."""
    pairs: list[Pair] = [(0, 0)]
    known = _known(source, target)
    previous, other_previous = 0, 0
    for index, other in [*known, (len(source.parts), len(target.parts))]:
        gap = _gap(source, target, range(previous + 1, index), range(other_previous + 1, other))
        pairs.extend(gap)
        if index < len(source.parts):
            pairs.append((index, other))
        previous, other_previous = index, other
    return pairs


def _known(source: Structure, target: Structure) -> list[tuple[int, int]]:
    """Give the pairs that an id or a title leaves no doubt about, in the order of both pages."""
    others = _unique_names(target)
    certain = []
    for name, index in _unique_names(source).items():
        other = others.get(name)
        if index > 0 and other:
            certain.append((index, other))
    return _rising(sorted(certain))


def _unique_names(page: Structure) -> dict[str, int]:
    """Give the names that only one part of a page has: its id, else the slug of its title."""
    names = [part.id or slug(part.title) for part in page.parts]
    counts = Counter(names)
    return {name: index for index, name in enumerate(names) if name and counts[name] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep a longest run of pairs that rises on both pages."""
    tails: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if tails[middle][1] < pair[1]:
                low = middle + 1
            else:
                high = middle
        before[pair] = tails[low - 1] if low else None
        tails[low : low + 1] = [pair]
    chain: list[tuple[int, int]] = []
    step = tails[-1] if tails else None
    while step:
        chain.append(step)
        step = before[step]
    return chain[::-1]


def _gap(source: Structure, target: Structure, rows: range, columns: range) -> Iterator[Pair]:
    """Pair the parts between two certain pairs."""
    if len(rows) == len(columns) and _levels(source, rows) == _levels(target, columns):
        return iter(zip(rows, columns, strict=True))
    if not rows or not columns:
        return iter([*((row, None) for row in rows), *((None, column) for column in columns)])
    if len(rows) * len(columns) > MAXIMAL_TABLE:
        return iter(_by_position(rows, columns))
    return iter(_best(source, target, rows, columns))


def _levels(page: Structure, indexes: range) -> list[int]:
    return [page.parts[index].level for index in indexes]


def _by_position(rows: range, columns: range) -> list[Pair]:
    length = max(len(rows), len(columns))
    return [
        (
            rows[position] if position < len(rows) else None,
            columns[position] if position < len(columns) else None,
        )
        for position in range(length)
    ]


def _best(source: Structure, target: Structure, rows: range, columns: range) -> list[Pair]:
    """Find the alignment with the highest sum of likeness (Needleman and Wunsch)."""
    width = len(columns) + 1
    best = [[0.0] * width for _ in range(len(rows) + 1)]
    likeness = [[_likeness(source, target, row, column) for column in columns] for row in rows]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return list(_path(best, likeness, rows, columns))


def _path(
    best: list[list[float]], likeness: list[list[float]], rows: range, columns: range
) -> Iterator[Pair]:
    i = j = 0
    while i < len(rows) and j < len(columns):
        if likeness[i][j] > 0 and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield rows[i], columns[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield rows[i], None
            i += 1
        else:
            yield None, columns[j]
            j += 1
    yield from ((row, None) for row in rows[i:])
    yield from ((None, column) for column in columns[j:])


def _likeness(source: Structure, target: Structure, row: int, column: int) -> float:
    """Tell how well two parts fit: by level, names in the title, what they hold, their shape."""
    part, other = source.parts[row], target.parts[column]
    marks, other_marks = _fingerprint(source.marks[row]), _fingerprint(target.marks[column])
    shared = (marks & other_marks).total()
    either = (marks | other_marks).total()
    content = 4.0 * shared / either if either else 0.5
    shape = 2.0 * _same_shape(part, other)
    if part.level != other.level:
        return content + shape - 3.0
    names = set(words(part.title)) & set(words(other.title))
    return 1.0 + content + shape + 2.0 * bool(names)


def _fingerprint(marks: PartMarks) -> Counter[str]:
    values = [mark.value for kind in (marks.links, marks.codes, marks.macros) for mark in kind]
    amounts = [f"{mark.amount.value}{mark.amount.unit}" for mark in marks.amounts]
    return Counter(values + amounts)


def _same_shape(part: Part, other: Part) -> float:
    one, two = _shape(part), _shape(other)
    return sum(a == b for a, b in zip(one, two, strict=True)) / len(one)


def _shape(part: Part) -> tuple[object, ...]:
    return (
        tuple((shape.ordered, len(shape.items)) for shape in part.lists),
        tuple((table.columns, len(table.rows)) for table in part.tables),
        len(part.codes),
        tuple(label.value for label in part.admonitions),
        min(3, len(part.texts) // 8),
    )
