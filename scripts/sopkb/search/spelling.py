"""How are words written in the index, so that browser and index cut a text in the same way?

Chinese has no blanks, and two segmenters never agree; so a run of Chinese characters is written
as its overlapping pairs (退款订单 → 退款 款订 订单 单), as many search systems do. A query is cut
likewise in `overrides/assets/kb-search-words.js`; a single character is the start of a pair.
"""

import re
from collections.abc import Iterator

HAN = "㐀-䶿一-鿿豈-﫿"
HAN_RUN = re.compile(f"[{HAN}]+")
LATIN_WORD = re.compile(r"[a-z][a-z0-9]+")
TAG = re.compile(r"<[^>]*>")
INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|small|span|strong|sub|sup)\b[^>]*>"
)
HEADING_LINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
NOT_A_LETTER = re.compile(rf"[^0-9a-z{HAN}]+")
LONGEST_COMPACT = 40


def pairs(text: str) -> str:
    """Write each run of Chinese characters as its overlapping pairs."""
    return HAN_RUN.sub(lambda run: f" {' '.join(_pairs_of(run[0]))} ", text)


def without_inline_tags(html: str) -> str:
    """Drop markup within sentences, and the links that headings have to themselves."""
    return INLINE_TAG.sub("", HEADING_LINK.sub("", html))


def compact(text: str) -> str:
    """Write a phrase as one word, so that blanks and hyphens make no difference; not in Chinese."""
    word = NOT_A_LETTER.sub("", text.casefold())
    return word if len(word) <= LONGEST_COMPACT and not HAN_RUN.search(word) else ""


def id_words(document_id: str) -> tuple[str, ...]:
    """Give the forms in which an id may be typed, as words without hyphens."""
    kind, area, number = document_id.split("-")
    return f"{kind}{area}{number}", f"{area}{number}", number


def latin_words(text: str) -> list[str]:
    """Give the Latin words of a text in small letters."""
    return LATIN_WORD.findall(text.casefold())


def han_runs(text: str) -> list[str]:
    """Give the runs of Chinese characters of a text."""
    return HAN_RUN.findall(text)


def plain(html: str) -> str:
    """Give the text of HTML, for its words only."""
    return TAG.sub(" ", without_inline_tags(html))


def _pairs_of(run: str) -> Iterator[str]:
    for place in range(len(run)):
        yield run[place : place + 2]
