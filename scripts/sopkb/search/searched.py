"""Which words of a text are searched? Each once in a section, but no small ones.

Pagefind keeps every place of every word, and fetches all places of a word to find it. Where in a
section a word is said again tells nothing. Nor is that a document names another one an answer to
what the other is about.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from sopkb.search.spelling import NOT_A_LETTER, TAG, pairs, without_inline_tags

_SMALL_WORDS = """
a about after again all also am an and any are as ask asks at be because been before but by can
cannot cant could did do does doesnt dont even for from get gets got had has have he hello help her
hi him his how i if in into is isnt it its just let like may me my need now of on only or our
please really said say says she should since so some somebody someone something still talk tell
than thanks that the their them then there these they thing things this those to today too us very
want wanted wants was wasnt we were what when where which while who why will with without wont
would yesterday you your
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""English words that nobody looks for; a query goes without them too."""
HEADING = re.compile(r"<h[1-6]\b")
OTHER_DOCUMENT = re.compile(r"(?<=>)[A-Z]{2,3}-[A-Z]{3}-[0-9]{3} [^<]+(?=</a>)")


def searched_html(html: str) -> str:
    """Write HTML for the index: of its text the words that are searched, Chinese in pairs.

    Markup within a sentence does not cut a run of Chinese characters.
    """
    return "".join(_pieces(without_inline_tags(OTHER_DOCUMENT.sub("", html))))


def _pieces(html: str) -> Iterator[str]:
    said: set[str] = set()
    for piece in re.split(f"({TAG.pattern})", html):
        if HEADING.match(piece):
            said.clear()
        is_tag = piece.startswith("<")
        yield piece if is_tag else escape(f" {' '.join(_new(pairs(unescape(piece)), said))} ")


def _new(text: str, said: set[str]) -> Iterator[str]:
    """Yield the words that are not said yet, and note them."""
    for word in text.split():
        letters = NOT_A_LETTER.sub("", word.casefold())
        if letters and letters not in SMALL_WORDS and letters not in said:
            said.add(letters)
            yield word
