"""Which amounts does prose name, in English or in Chinese?

An amount is a number with its unit, brought into a common form: 48 hours and 48 小时, US$20 and
20 美元, 5–10 days and 5 到 10 天. Ordinals, list markers, code, URLs, versions and ids are none.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sopkb.parity import amount_readers as readers
from sopkb.parity import units
from sopkb.parity.amount_readers import Amount
from sopkb.parity.numerals import (
    ALIKE,
    CHINESE_NUMBER,
    CHINESE_SIGNS,
    ENGLISH_NUMBER,
    NTH,
    number_of,
)

_FULL = {0xFF10 + digit: str(digit) for digit in range(10)}
_FULL |= {
    ord(wide): narrow for wide, narrow in zip("％＄￥～．\u2212\xa0\u202f", "%$¥~.-  ", strict=True)
}
LONG_BLOCK = 50_000
"""A longer paragraph is no prose that anybody reads."""
BOLD = "**"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)


def read_amounts(text: str) -> list[Amount]:
    """Read the amounts of a text in order."""
    found: list[Amount] = []
    offset = 0
    for block in text.split("\n\n"):
        if len(block) < LONG_BLOCK and HINT.search(block):
            found.extend(_block_amounts(block, offset))
        offset += len(block) + 2
    return found


def _block_amounts(block: str, offset: int) -> Iterator[Amount]:
    """Read one paragraph, item or row; its lines may be wrapped between a number and its unit."""
    pieces = block.translate(_FULL).replace("\n", " ").split(BOLD)
    for match in ANY_FORM.finditer("".join(pieces)):
        for amount in FORMS[str(match.lastgroup)].read(match):
            yield amount._replace(offset=offset + _before_removal(pieces, amount.offset))


def _before_removal(pieces: list[str], offset: int) -> int:
    """Give the offset that a place had before the marks between the pieces were taken out."""
    end = 0
    for marks, piece in enumerate(pieces):
        end += len(piece)
        if offset < end:
            return offset + marks * len(BOLD)
    return offset


def loose_numbers(text: str) -> set[Decimal]:
    """Give every number that a text may be said to name, in words or in digits."""
    found = (number_of(match[0]) for match in LOOSE.finditer(text.translate(_FULL).lower()))
    return {number for number in found if number is not None}


class Form(NamedTuple):
    """One way to write an amount: its pattern, and what reads it."""

    pattern: re.Pattern[str]
    reader: Callable[[re.Match[str], int], Iterator[Amount]]

    def read(self, match: re.Match[str]) -> Iterator[Amount]:
        """Read the amounts of a match of this form."""
        own = self.pattern.match(match.string, match.start())
        return self.reader(own, match.start()) if own else iter(())


def _any(words: list[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in ordered)


def _latin(words: list[str]) -> str:
    return _any([word for word in words if word[-1].isascii() and word[-1].isalpha()])


def _other(words: list[str]) -> str:
    return _any([word for word in words if not (word[-1].isascii() and word[-1].isalpha())])


_WORDS = units.SPAN_WORDS + units.OTHER_WORDS + units.MONEY_WORDS + units.CODES
_DAY = r"日(?=[内后前之以])"
_NO_UNIT_AFTER = r"(?<![元周年])|(?<=元)(?![素件数组年旦宝宵])|(?<=周)(?!岁)|(?<=年)(?!代)"
DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!,?\d)|\d{1,15}(?:\.\d{1,6})?(?!\.?\d)"
SCALE = r"k(?![A-Za-z])| ?(?:[Tt]housand|[Mm]illion|[Bb]illion|百万|千万|[万萬亿億千百])"
RANGE = r" ?(?:–|—|-|~|至|到|to|or|或) ?"
UNIT = rf"(?i:{_latin(_WORDS)})(?![A-Za-z])|{_DAY}|(?!日)(?:{_other(_WORDS)})(?:{_NO_UNIT_AFTER})"
CLOSE = rf"(?:{_any(units.CLOSE_WORDS)})(?![A-Za-z0-9])"
MONEY = rf"(?<![A-Za-z])(?:{_any(units.CODES)})|{_any(units.SIGNS)}"
START = r"(?<![A-Za-z0-9_.,])"
HALF_DAY = r"(?:(?P<half_day>上午|下午|晚上|傍晚|凌晨|早上|中午|早|晚) ?)"

_PATTERNS: tuple[tuple[str, str, Callable[[re.Match[str], int], Iterator[Amount]]], ...] = (
    ("iso", r"(?<![\w.-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.]"
            r"(?P<day>0?[1-9]|[12]\d|3[01])(?![A-Za-z0-9_-])", readers.date),
    ("zh_date", r"(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]",
     readers.date),
    ("zh_month", r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月", readers.date),
    ("en_date", rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTH})\b\.?"
                r"(?:,? (?P<year>\d{4})\b)?", readers.date),
    ("us_date", rf"\b(?P<month>{MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
                r"(?:,? (?P<year>\d{4})\b)?", readers.date),
    ("en_month", rf"\b(?P<month>{MONTH}) (?P<year>\d{{4}})\b", readers.date),
    ("time", HALF_DAY + r"?(?<![\d:.])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"
             r"(?: ?(?P<am_pm>[AaPp]\.?[Mm]\b))?", readers.time),
    ("zh_time", HALF_DAY + r"(?P<hour>\d{1,2}) ?[点时](?: ?(?P<minute>\d{1,2}) ?分|(?P<half>半))?",
     readers.time),
    ("en_time", START + r"(?P<hour>1?\d) ?(?P<am_pm>[AaPp]\.?[Mm])\b", readers.time),
    ("always", r"(?<![\d.])24/7(?!\d)|(?<![\d.])7 ?[x×*] ?24(?: ?小时)?", readers.always),
    ("phone", r"(?<!\w)\+\d[\d ()-]{6,}\d", readers.phone),
    ("id", r"(?<![A-Za-z0-9_-])[A-Z]{2,}(?:-[A-Z0-9]+)*-\d+(?![A-Za-z0-9_-])", readers.identifier),
    ("en_step", rf"\b[Ss]teps? (?P<number>\d+)(?:(?:{RANGE}|, ?| and )(?P<last>\d+))?"
                rf"|\b(?P<nth>(?i:{NTH})) step\b", readers.step),
    ("zh_step", rf"(?:第 ?(?P<number>\d+|{CHINESE_NUMBER})(?:{RANGE}(?P<last>\d+))? ?步(?!长))"
                rf"|步骤 ?(?P<nth>\d+|{CHINESE_NUMBER}(?=[：:、，。）\s]|$))"
                rf"(?:{RANGE}(?P<end>\d+))?", readers.step),
    ("ordinal", rf"第 ?(?P<number>\d+|{CHINESE_NUMBER})", readers.ordinal),
    ("han_era", r"(?P<number>\d+) ?(?:世纪|年代)", readers.ordinal),
    ("decade", r"(?<!\w)(?P<number>1[89]\d0|20[1-9]0)s\b", readers.ordinal),
    ("en_ordinal", r"(?<!\w)(?P<number>\d+)(?:st|nd|rd|th)\b", readers.ordinal),
    ("han_percent", rf"百分之 ?(?P<number>{CHINESE_NUMBER}|\d+(?:\.\d+)?)", readers.percent),
    ("tenths", r"(?P<number>[一二两三四五六七八九])成(?![为员立果本熟长交型败效功分不])",
     readers.tenths),
    ("discount", rf"(?P<number>\d(?:\.\d)?|\d\d|{CHINESE_NUMBER}) ?折(?![叠线页])",
     readers.discount),
    ("half_unit", r"(?:(?<![\d个])半个?|\b[Hh]alf (?:an? )?|\b[Hh]alf-)"
                  r"(?P<unit>小时|钟头|天|年|hour|day|year)(?![A-Za-z间])", readers.half),
    ("money", rf"(?P<unit>{MONEY}) ?(?P<number>{DIGITS})(?P<scale>{SCALE})?"
              rf"(?:{RANGE}(?:{MONEY})? ?(?P<last>{DIGITS})(?P<last_scale>{SCALE})?)?",
     readers.money),
    ("millions", rf"{START}(?P<number>{DIGITS})M(?![A-Za-z])", readers.millions),
    ("size", r"(?<![\w.])(?!0x)(?P<number>\d{1,15}) ?[x×] ?(?P<last>\d{1,15})"
             r"(?: ?(?:px|pixels?|像素)|(?! ?[A-Za-z\d.%°]))", readers.size),
    ("range", rf"{START}(?P<number>{DIGITS})(?P<scale>{SCALE})?(?: ?(?:{UNIT}|{CLOSE}))?{RANGE}"
              rf"(?P<last>{DIGITS})(?P<last_scale>{SCALE})?(?: ?个?(?P<half>半) ?|[ -])?"
              rf"(?P<unit>{UNIT}|{CLOSE})(?P<tail>半)?", readers.counted),
    ("counted", rf"{START}(?P<number>{DIGITS})(?P<scale>{SCALE})?(?: ?个?(?P<half>半) ?|[ -])?"
                rf"(?P<unit>{UNIT}|{CLOSE})(?P<tail>半)?", readers.counted),
    ("en_words", rf"\b(?P<number>(?i:{ENGLISH_NUMBER}))(?P<half> and a half)?[ -]"
                 rf"(?P<unit>(?i:{_latin(units.SPAN_WORDS)}|percent))(?![A-Za-z])",
     readers.counted),
    ("zh_words", rf"(?P<number>{CHINESE_NUMBER}) ?(?:个?(?P<half>半))?"
                 rf"(?P<unit>(?!日){_other(units.SPAN_WORDS)})(?![空下上窗真岁]|(?<=年)代)(?P<tail>半)?",
     readers.counted),
    ("bare", rf"{START}(?P<number>{DIGITS})(?P<scale>{SCALE})?", readers.bare),
)  # fmt: skip
FORMS = {name: Form(re.compile(pattern), reader) for name, pattern, reader in _PATTERNS}
_NAMED = re.compile(r"\(\?P<\w+>")
_SIGNS = re.escape("".join(units.SIGNS))
_FIRST = rf"(?=[\d第步百半上下晚傍凌早中{CHINESE_SIGNS}+A-Z{_SIGNS}]|\b[otfsenh])"
"""What an amount can begin with: tried first, for trying every form at every sign is slow."""
ANY_FORM = re.compile(
    f"{_FIRST}(?:"
    + "|".join(f"(?P<{name}>{_NAMED.sub('(?:', pattern)})" for name, pattern, _ in _PATTERNS)
    + ")"
)
HINT = re.compile(
    rf"[\d半]|{CHINESE_NUMBER}[ 个]?[小天周年月季钟分秒毫工自星礼美日欧英折步成]|[Hh]alf"
    r"|步骤| step\b"
    rf"|\b(?=[otfsenOTFSEN])(?i:{ENGLISH_NUMBER})\b"
)
LOOSE = re.compile(
    rf"\d+(?:\.\d+)?|\b(?:{ENGLISH_NUMBER}|{_latin(list(ALIKE))})\b"
    rf"|(?<!\d)(?<!\d ){CHINESE_NUMBER}|[双倍半]"
)
