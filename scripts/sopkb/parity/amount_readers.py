"""How is each way to write an amount read into its common form?"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sopkb.parity import units
from sopkb.parity.numerals import SCALES, number_of

NUMBER, STEP, DATE, TIME, PHONE, IDENTIFIER = "number", "step", "date", "time", "phone", "id"
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MILLION = 1_000_000
DIMENSIONS = ("2d", "3d")
AFTERNOON = ("下午", "晚上", "傍晚")
NAME_BEFORE = re.compile(
    r"(?:[A-Za-z_#@&=+./:-]|\b[A-Z][A-Za-z.]* |[\u4e00-\u9fff\uff00-\uffef][A-Za-z]+ ?"
    r"|\b(?:version|release|no\.?|page|chapter|section|line|figure|table|level|tier) |版本 ?|[vV])$"
)
NAME_AFTER = re.compile(r"[A-Za-z_/:]|\.\w|-\w|[、）)](?=\D|$)")


class Amount(NamedTuple):
    """An amount: its common value and unit, the number as read, the text as written, its offset.

    Whatever `is_loose` need not stand in the other language; it only answers for a number there.
    """

    value: Decimal | str
    unit: str
    plain: Decimal
    shown: str
    offset: int
    is_loose: bool = False


def date(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a day or a month, such as 1 Sep 2026, 2026年9月1日."""
    parts = match.groupdict()
    month = parts["month"]
    number = _MONTH_NAMES.index(month[:3]) + 1 if month[0].isalpha() else int(month)
    year = int(parts["year"]) if parts.get("year") else 0
    day = int(parts["day"]) if parts.get("day") else 0
    value = f"{year:04}-{number:02}-{day:02}"
    yield Amount(value, DATE, Decimal(day or number), match[0].strip(), offset)


def time(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a time of day, such as 3 pm, 15:00, 下午 3 点."""
    parts = match.groupdict()
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
    minute = 30 if parts.get("half") else minute
    is_late = (parts.get("half_day") or "") in AFTERNOON
    is_late = is_late or (parts.get("am_pm") or "").lower().startswith("p")
    shift = 12 if is_late and hour < 12 else 0
    value = f"{hour + shift:02}:{minute:02}"
    yield Amount(value, TIME, Decimal(hour), match[0].strip(), offset)


def phone(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a telephone number by its digits."""
    digits = re.sub(r"\D", "", match[0])
    yield Amount(digits, PHONE, Decimal(digits), match[0].strip(), offset)


def always(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 24/7 and 7×24 小时: around the clock, no amount."""
    for number in (Decimal(24), Decimal(7)):
        yield Amount(number, NUMBER, number, match[0], offset, is_loose=True)


def identifier(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read an id such as SOP-BUY-001."""
    yield Amount(match[0], IDENTIFIER, Decimal(0), match[0], offset)


def step(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a step that is referred to: step 7, first step, 第 7 步, 步骤 7, steps 2 to 4."""
    for text in filter(None, match.groups()):
        number = number_of(text.lower())
        if number:
            yield Amount(number, STEP, number, match[0].strip(), offset)


def ordinal(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read an ordinal: it only answers for a number."""
    number = number_of(match["number"])
    if number is not None:
        yield Amount(number, NUMBER, number, match[0], offset, is_loose=True)


def percent(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 百分之二十."""
    number = number_of(match["number"])
    if number is not None:
        yield Amount(number, units.PERCENT, number, match[0], offset)


def tenths(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 九成: 90%, or no more than “most likely”, so it only answers for a percentage."""
    number = number_of(match["number"])
    if number is not None:
        share = number * 10
        yield Amount(share, units.PERCENT, share, match[0], offset, is_loose=True)


def size(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 1920x1080: two numbers, whether pixels are named or not."""
    yield from _counts(match, offset, NUMBER, Decimal(1))


def millions(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 5M: five million, or five of something that begins with M; it only answers for them."""
    number = number_of(match["number"])
    for value in (number, number * MILLION) if number is not None else ():
        yield Amount(value, NUMBER, value, match[0], offset, is_loose=True)


def discount(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read 八折 or 85 折: that much of the price is left."""
    number = number_of(match["number"])
    if number is not None:
        left = number * 10 if number < 10 else number
        yield Amount(100 - left, units.PERCENT, 100 - left, match[0], offset, is_loose=True)
        yield Amount(left, units.PERCENT, left, match[0], offset, is_loose=True)


def half(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read half an hour, 半天."""
    unit, factor = units.UNITS[match["unit"].lower()]
    half = Decimal("0.5")
    if unit == units.SECOND or factor > 1:
        yield Amount(half * factor, unit, half, match[0], offset)


def money(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read an amount whose currency stands before it."""
    unit, _ = units.UNITS[match["unit"].lower()]
    yield from _counts(match, offset, unit, Decimal(1))


def counted(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a number with its unit, or a range; a year (2026 年) and 3d (space) are no spans."""
    word = match["unit"].lower().replace("-", " ")
    unit, factor = units.UNITS[word]
    number = number_of(match["number"])
    if word == "年" and number and 1900 <= number <= 2100:
        yield Amount(number, NUMBER, number, match[0], offset, is_loose=True)
        return
    if match[0].lower() in DIMENSIONS:
        return
    yield from _counts(match, offset, unit, factor)


def _counts(match: re.Match[str], offset: int, unit: str, factor: Decimal) -> Iterator[Amount]:
    """Yield the amount, or both ends of a range."""
    parts = match.groupdict()
    half = Decimal("0.5") if parts.get("half") or parts.get("tail") else Decimal(0)
    scale = parts.get("scale") or parts.get("last_scale")
    for name, its_scale in (("number", scale), ("last", parts.get("last_scale"))):
        number = number_of(parts[name]) if parts.get(name) else None
        if number is not None:
            plain = number * SCALES[its_scale.strip().lower()] if its_scale else number
            plain += half if name == "last" or not parts.get("last") else 0
            yield Amount(plain * factor, unit, plain, match[0].strip(), offset)


def bare(match: re.Match[str], offset: int) -> Iterator[Amount]:
    """Read a number without a unit."""
    number = number_of(match["number"])
    if number is None:
        return
    plain = number * SCALES[match["scale"].strip().lower()] if match["scale"] else number
    loose = plain < 2 or _is_name(match.string, offset, match.end())
    yield Amount(plain, NUMBER, plain, match[0].strip(), offset, loose)


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether digits belong to a name, a version, a fraction, a marker: Python 3, (1), 1/2."""
    before, after = text[max(0, start - 24) : start], text[end : end + 2]
    if NAME_BEFORE.search(before) or NAME_AFTER.match(after):
        return True
    return before[-1:] in ("(", "（", "[") and after[:1] in (")", "）", "]")
