"""Which numbers in a text could be those of a person: telephone, identity, card, order?"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

START = r"(?<![A-Za-z0-9_.\-])"
END = r"(?![A-Za-z0-9_]|[.\-][0-9])"

LONG_NUMBER = re.compile(r"[0-9](?:[ ().\-/]{0,2}[0-9]){8}")
PHONE = re.compile(
    r"(?<![A-Za-z0-9_+])\+[1-9](?:[ ().\-/]{0,2}[0-9]){8,14}(?![0-9])"
    rf"|{START}1[3-9][0-9](?:[ \-]?[0-9]{{4}}){{2}}{END}"
    rf"|{START}(?:1[ .\-])?(?:\([2-9][0-9]{{2}}\)[ ]?|[2-9][0-9]{{2}}[.\-])"
    rf"[2-9][0-9]{{2}}[ .\-][0-9]{{4}}{END}"
    rf"|{START}07[0-9]{{3}}[ \-]?[0-9]{{3}}[ \-]?[0-9]{{3}}{END}"
    rf"|{START}02[03489][ \-][0-9]{{4}}[ \-]?[0-9]{{4}}{END}"
    rf"|{START}01[0-9]{{2,3}}[ \-][0-9]{{3}}[ \-]?[0-9]{{3,4}}{END}"
)
NOT_A_PERSONS_PHONE = re.compile(
    # reserved for stories by the North American numbering plan and by Ofcom
    r"(?:1?[2-9]\d\d55501\d\d"
    r"|(?:44)?0?(?:2079460|1632960|7700900|8081570|9098790|3069990|1914980|2896496|2920180"
    r"|(?:11[3-8]|121|131|141|151|161)4960)\d{3}"
    # free of charge: belongs to a company
    r"|1?8(?:00|33|44|55|66|77|88)\d{7}|44800\d{6,7}|86(?:400|800)\d{7}|800\d{8})"
)
DECIMAL = re.compile(r"\+\d+\.\d+|\+\d{1,3}(?:\.\d{3})+")

CHINESE_ID = re.compile(
    rf"{START}[1-9][0-9]{{5}}(?P<birth>(?:19|20)[0-9]{{6}})[0-9]{{3}}[0-9Xx](?![A-Za-z0-9_])"
)
CHINESE_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SOCIAL_SECURITY = re.compile(
    rf"{START}(?!000|666|9)[0-9]{{3}}-(?!00)[0-9]{{2}}-(?!0000)[0-9]{{4}}(?![A-Za-z0-9_\-])"
)
CARD = re.compile(  # behind “h1:” stands the hash of a text
    rf"(?<![hp][0-9]:){START}"
    rf"(?:[0-9]{{13,19}}|[0-9]{{4}}(?P<gap>[ \-])[0-9]{{4}}(?P=gap)[0-9]{{4}}(?P=gap)"
    rf"[0-9]{{1,7}}|3[47][0-9]{{2}}(?P<space>[ \-])[0-9]{{6}}(?P=space)[0-9]{{5}}){END}"
)
CARD_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|35\d{14}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|62\d{14,17}|6(?:011|4[4-9]\d|5\d\d)\d{12}"
)
TEST_CARDS = frozenset(
    {
        *("4111111111111111", "4242424242424242", "4012888888881881", "6011111111111117"),
        *("5555555555554444", "5105105105105100", "378282246310005", "371449635398431"),
        *("3530111333300000", "30569309025904"),
    }
)
ORDER = re.compile(
    r"(?<![A-Za-z0-9_./+:=@\-])(?P<prefix>[A-Z]{1,4}-?)?(?P<digits>[0-9]{12,})(?![A-Za-z0-9_])"
)
POINT_IN_TIME = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\d(?:\d\d)?"
)


@lru_cache(maxsize=65536)
def holds_long_number(text: str) -> bool:
    """Tell quickly whether a text holds nine digits in a row, with or without separators."""
    return LONG_NUMBER.search(text) is not None


def phones(text: str) -> Iterator[re.Match[str]]:
    """Yield telephone numbers that can belong to a person."""
    for match in PHONE.finditer(text):
        digits = _digits(match[0])
        if not NOT_A_PERSONS_PHONE.fullmatch(digits) and not DECIMAL.fullmatch(match[0]):
            yield match


def identity_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield identity card, social security and payment card numbers whose check digit is right."""
    for match in CHINESE_ID.finditer(text):
        if is_chinese_id(match[0]):
            yield match
    yield from SOCIAL_SECURITY.finditer(text)
    for match in CARD.finditer(text):
        if is_card(_digits(match[0])) and not is_chinese_id(match[0]):
            yield match


def order_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield long runs of digits that are neither cards, made up, nor a date and time."""
    for match in ORDER.finditer(text):
        digits = match["digits"]
        is_time = POINT_IN_TIME.fullmatch(digits) is not None
        if not (is_time or is_made_up(digits) or is_card(digits) or is_chinese_id(digits)):
            yield match


def is_chinese_id(number: str) -> bool:
    """Judge the date of birth and the check digit of an 18-digit identity number."""
    match = CHINESE_ID.fullmatch(number)
    if match is None or not _is_day(match["birth"]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:17], CHINESE_ID_WEIGHTS, strict=True)
    )
    return "10X98765432"[total % 11] == number[17].upper()


def is_card(digits: str) -> bool:
    """Judge issuer, length and Luhn's check digit; numbers published for tests do not count."""
    if not CARD_ISSUER.fullmatch(digits) or digits in TEST_CARDS:
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0


def is_made_up(digits: str) -> bool:
    """Tell whether digits merely count up or repeat, as in an example."""
    counting = "01234567890" * 4
    return len(set(digits)) <= 2 or digits in counting or digits in "1234567890" * 4


def masked(number: str) -> str:
    """Show only the first and last two characters."""
    return f"{number[:2]}…{number[-2:]}"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return False
    return True
