"""Which number do digits, an English number word or a Chinese numeral name?"""

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
SCALES = {"k": 1000, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
SCALES |= {"百": 100, "千": 1000, "百万": 1_000_000, "千万": 10_000_000} | MYRIADS
_UNDER_TWENTY = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH = {word: number for number, word in enumerate(_UNDER_TWENTY, start=1)}
ENGLISH |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
ALIKE = {"both": 2, "twice": 2, "double": 2, "doubles": 2, "pair": 2, "couple": 2, "second": 2}
ALIKE |= {"first": 1, "third": 3, "thirds": 3, "triple": 3, "fourth": 4, "quarter": 4, "fifth": 5}
ALIKE |= {"sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "dozen": 12}
ALIKE |= {"hundred": 100, "thousand": 1000, "million": 1_000_000, "half": 2, "双": 2, "倍": 2}
ALIKE |= {"半": 2}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
ALIKE |= {word: number for number, word in enumerate(_MONTHS, start=1)}
"""Words that answer for a number which the other language writes; none is demanded itself."""

NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
ENGLISH_NUMBER = (
    rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNDER_TWENTY[:9])}))?"
    rf"|(?:{'|'.join(sorted(_UNDER_TWENTY, key=len, reverse=True))})"
)
CHINESE_SIGNS = "".join([*DIGITS, *TENS, *MYRIADS])
CHINESE_NUMBER = f"[{CHINESE_SIGNS}]{{1,9}}"


def number_of(text: str) -> Decimal | None:
    """Read digits with thousands separators, an English word such as twenty-four, or 二十四."""
    plain = text.replace(",", "")
    if plain in ALIKE:
        return Decimal(ALIKE[plain])
    if plain[:1].isdecimal():
        return Decimal(plain)
    if plain[:1].isascii():
        words = plain.lower().replace("-", " ").split()
        return Decimal(sum(ENGLISH.get(word, ALIKE.get(word, 0)) for word in words))
    return _chinese(plain)


def _chinese(text: str) -> Decimal | None:
    """Read a numeral such as 二十四 or 一万二千; digits in a row such as 二〇二六 are no count."""
    total = section = digit = 0
    for sign, before in zip(text, " " + text, strict=False):
        if sign in DIGITS:
            if before in DIGITS and before not in "零〇":
                return None
            digit = DIGITS[sign]
        elif sign in TENS:
            section, digit = section + (digit or 1) * TENS[sign], 0
        else:
            total, section, digit = (total + (section + digit or 1)) * MYRIADS[sign], 0, 0
    return Decimal(total + section + digit)
