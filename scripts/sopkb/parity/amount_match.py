"""Which amounts of one part are missing, or are others, in the other part?"""

from collections.abc import Hashable, Iterator
from decimal import Decimal

from sopkb.parity import units
from sopkb.parity.amount_readers import DATE, IDENTIFIER, NUMBER, STEP, TIME
from sopkb.parity.amounts import loose_numbers
from sopkb.parity.matching import Pairs, paired, rest, without_alike, without_repeated
from sopkb.parity.structure import AmountMark, PartMarks

SPANS = frozenset({units.SECOND, units.MONTH, units.BUSINESS_DAY})
FULL_HOUR = ":00"
MONEY = frozenset(units.CODES) | {units.ANY_DOLLAR, units.ANY_YEN}


def unmatched_amounts(source: PartMarks, target: PartMarks) -> Pairs[AmountMark]:
    """Give the amounts without a partner, paired with what stands in their place."""
    firm, other_firm = _firm(source), _firm(target)
    if list(map(_value, firm)) == list(map(_value, other_firm)):
        return []
    left, right = rest(firm, other_firm, _value), rest(other_firm, firm, _value)
    if not left and not right:
        return []
    left, right = without_alike(left, right, _alike)
    left, right = _unanswered(left, target), _unanswered(right, source)
    left, right = without_repeated(left, right, source.amounts, target.amounts, _value)
    return [pair for pair in _by_family(left, right) if _counts(pair)]


def _firm(marks: PartMarks) -> list[AmountMark]:
    return [mark for mark in marks.amounts if not mark.amount.is_loose]


def _value(mark: AmountMark) -> Hashable:
    return mark.amount.value, mark.amount.unit


def _alike(one: AmountMark, other: AmountMark) -> bool:
    """Tell whether two amounts are the same: $20 and 20 美元, 5 and 5 天, 9 月 1 日 and 1 Sep."""
    a, b = one.amount, other.amount
    if DATE in (a.unit, b.unit):
        return a.unit == b.unit and _same_day(str(a.value), str(b.value))
    if NUMBER in (a.unit, b.unit):
        return a.plain == b.plain
    return a.value == b.value and units.same_unit(a.unit, b.unit)


def _same_day(one: str, other: str) -> bool:
    """Compare two days, one of which may lack its year."""
    return one[4:] == other[4:] and "0000" in (one[:4], other[:4])


def _unanswered(left: list[AmountMark], other: PartMarks) -> list[AmountMark]:
    """Drop plain numbers that the other part names in words, and ids that it names in code."""
    if not any(mark.amount.unit in (NUMBER, TIME, IDENTIFIER) for mark in left):
        return left
    named = loose_numbers(other.text)
    bare = {mark.amount.plain for mark in other.amounts if _is_bare(mark)}
    return [mark for mark in left if not _is_answered(mark, named, bare, other.text)]


def _is_bare(mark: AmountMark) -> bool:
    """Tell whether a number counts nothing by itself, as in 0 点: it may be an hour."""
    return mark.amount.unit == NUMBER and mark.amount.is_loose


def _is_answered(mark: AmountMark, named: set[Decimal], bare: set[Decimal], text: str) -> bool:
    amount = mark.amount
    if amount.unit == NUMBER:
        return amount.plain in named
    if amount.unit == TIME:
        return str(amount.value).endswith(FULL_HOUR) and amount.plain in bare
    return amount.unit == IDENTIFIER and amount.shown in text


def _by_family(
    left: list[AmountMark], right: list[AmountMark]
) -> Iterator[tuple[AmountMark | None, AmountMark | None]]:
    families = dict.fromkeys(_family(mark) for mark in left + right)
    for family in families:
        ours = [mark for mark in left if _family(mark) == family]
        theirs = [mark for mark in right if _family(mark) == family]
        yield from paired(ours, theirs)


def _family(mark: AmountMark) -> str:
    """Give what an amount measures: a span in the wrong unit stands in place of a span."""
    unit = mark.amount.unit
    if unit in SPANS:
        return "span"
    return "money" if unit in MONEY else unit


def _counts(pair: tuple[AmountMark | None, AmountMark | None]) -> bool:
    """Tell whether a leftover is a difference; what languages leave out (1 day, step 3) is none."""
    source, target = pair
    if source and target:
        return True
    alone = source or target
    assert alone is not None
    return alone.amount.unit != STEP and alone.amount.plain != 1
