"""What do headings and code say that a page writes in raw HTML?"""

import re
from collections.abc import Sequence
from html import unescape

from sopkb.sections import BodyLine, HeadingLine

OPENING = re.compile(r"<h(?P<level>[1-4])\b(?P<attributes>[^<>]*)>(?P<text>.*)", re.I)
"""Deeper ones in raw HTML are small print, not headings."""

CLOSING = re.compile(r"</h[1-4]\s*>", re.I)
ID = re.compile(r"\bid=[\"']?(?P<id>[^\s\"'<>]+)", re.I)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
LONGEST = 4
"""A heading that is not closed after so many lines is none."""


def html_heading(body: Sequence[BodyLine], index: int) -> HeadingLine | None:
    """Read `<h2 id="steps">Steps</h2>` that opens on a line; it may close some lines later."""
    opening = OPENING.match(body[index].text.strip())
    if opening is None:
        return None
    below = [line.text for line in body[index + 1 : index + LONGEST]]
    text, *rest = CLOSING.split("\n".join([opening["text"], *below]), maxsplit=1)
    if not rest:
        return None
    known = ID.search(opening["attributes"])
    title = " ".join(without_tags(text).split())
    return HeadingLine(
        int(opening["level"]), title, known["id"] if known else None, body[index].number
    )


def without_tags(line: str) -> str:
    """Give what a reader sees of a line of HTML."""
    return unescape(TAG.sub("", line))
