"""Which statements must be verified again by a day of their own, and by whom?

A marker stands behind the statement, where Markdown shows nothing of it:
`<!-- verify: 2026-10 owner=buyer-refunds -->`; a month means its last day.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from sopkb.catalog import Catalog, Page
from sopkb.findings import Location
from sopkb.macro_calls import expand_plain_calls
from sopkb.model.documents import OUT_OF_USE
from sopkb.prose import without_code
from sopkb.sections import BodyLine, LineKind, front_matter_lines
from sopkb.text_blocks import TextBlock, text_blocks
from sopkb.titles import plain
from sopkb.wording import value_in_words

WORD = "verify"
COMMENT = re.compile(r"<[ ]?[!！][ ]?[-—–]{1,3}(?P<content>[^<>]{0,300}?)[-—–]*>")
FORM = re.compile(
    r"<!--\s*verify:\s*(?P<month>[0-9]{4}-[0-9]{2})(?:-(?P<day>[0-9]{2}))?"
    r"(?:\s+owner=(?P<owner>[\w-]+))?\s*-->"
)
LIKE_DAY = r"[0-9]{4}\s?[-/.年]\s?[0-9]{1,2}"
LIKE_MARKER = re.compile(
    r"\s*(?:(?P<word>[A-Za-z]{4,9})(?:[\s_-]+(?:by|until|on|before|in))?\s*"
    rf"(?:[:：=]|(?={LIKE_DAY})|owner\s*[=:：])"
    rf"|(?:核实|核验|复核|验证)\s*[:：]?\s*{LIKE_DAY})"
)
DAY_AND_OWNER = re.compile(rf"{LIKE_DAY}.*\bowner\s*[=:：]|\bowner\s*[=:：].*{LIKE_DAY}", re.S)
ALIKE = 0.8
BULLET = re.compile(r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")


class MarkerFault(StrEnum):
    """What keeps a marker from being read: how it is written, or a day that does not exist."""

    FORM = "form"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A comment that marks a statement or was meant to; `due` only where it could be read."""

    at: Location
    written: str
    text: str
    owner: str | None = None
    due: date | None = None
    fault: MarkerFault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement, the last day on which it may be believed unverified, and who verifies it.

    `document` is None on pages without a record; `owner` is the role that is named.
    """

    at: Location
    stem: str
    locale: str
    document: str | None
    owner: str
    due: date
    text: str


def claims(catalog: Catalog) -> tuple[Claim, ...]:
    """Give the marked statements of all pages in use, by page and line."""
    return tuple(claim for page in catalog.pages.values() for claim in claims_on(catalog, page))


def claims_on(catalog: Catalog, page: Page) -> Iterator[Claim]:
    """Yield the marked statements of a page; those that nobody can read or own are left out."""
    document = catalog.document_of(page)
    if document and document.record.status in OUT_OF_USE:
        return
    for marker in markers(catalog, page):
        owner = marker.owner or (document.record.owner if document else None)
        if marker.due and owner:
            yield Claim(
                at=marker.at,
                stem=page.stem,
                locale=page.locale,
                document=document.id if document else None,
                owner=owner,
                due=marker.due,
                text=marker.text,
            )


def markers(catalog: Catalog, page: Page) -> Iterator[Marker]:
    """Yield what is, or was meant to be, a marker outside code."""
    if not COMMENT.search(page.file.text):
        return
    lines = without_code(page.file.text).split("\n")
    first = front_matter_lines(lines)
    body = (
        BodyLine(number, line, LineKind.TEXT)
        for number, line in enumerate(lines[first:], first + 1)
    )
    before = ""
    for block in text_blocks(body):
        shown = _as_written(page, block)
        for match in COMMENT.finditer(block.text):
            if _is_meant(match):
                statement = _statement(shown, match, before)
                yield _marker(page, block, match, _in_words(catalog, page, statement))
        before = _text(shown[block.start :]) or before


def _as_written(page: Page, block: TextBlock) -> str:
    """Give the lines of a block with their code, every place kept."""
    return "\n".join(page.file.lines[block.number - 1 : block.number - 1 + len(block.lines)])


def _is_meant(match: re.Match[str]) -> bool:
    """Tell a marker, well written or not, from any other comment."""
    content = match["content"]
    like = LIKE_MARKER.match(content)
    if like and (like["word"] is None or _is_alike(like["word"])):
        return True
    return DAY_AND_OWNER.search(content) is not None


def _is_alike(word: str) -> bool:
    return SequenceMatcher(None, word.lower(), WORD).ratio() > ALIKE


def _marker(page: Page, block: TextBlock, match: re.Match[str], text: str) -> Marker:
    offset = match.start() - (block.text.rfind("\n", 0, match.start()) + 1)
    at = page.file.at(block.number + block.text.count("\n", 0, match.start()), offset + 1)
    form = FORM.fullmatch(match[0])
    if form is None:
        return Marker(at=at, written=match[0], text=text, fault=MarkerFault.FORM)
    due = _last_day(form["month"], form["day"])
    fault = None if due else MarkerFault.DAY
    return Marker(at=at, written=match[0], text=text, owner=form["owner"], due=due, fault=fault)


def _last_day(month: str, day: str | None) -> date | None:
    year, number = map(int, month.split("-"))
    try:
        return date(year, number, int(day) if day else monthrange(year, number)[1])
    except ValueError:
        return None


def _statement(block: str, match: re.Match[str], before: str) -> str:
    """Give the sentence in front of a marker; behind it where there is none in the block.

    In a row of a table the cell is the statement.
    """
    if "|" in block[: match.start()]:
        ahead = [cell for cell in map(_text, block[: match.start()].split("|")) if cell]
    else:
        ahead = _sentences(BULLET.sub("", block[: match.start()]))
    behind = _sentences(block[match.end() :])
    return (ahead[-1:] or behind[:1] or _sentences(before)[-1:] or [""])[0]


def _sentences(text: str) -> list[str]:
    parts = (part.strip() for part in SENTENCE_END.split(_text(text)))
    return [part for part in parts if part]


def _text(text: str) -> str:
    """Drop the comments and join the lines."""
    return " ".join(COMMENT.sub("", text).split())


def _in_words(catalog: Catalog, page: Page, text: str) -> str:
    """Write business values as the reader sees them, and nothing of the markup."""

    def value(name: str = "", market: str = "") -> str:
        row = catalog.values.get(name)
        place = catalog.markets.get(market)
        return value_in_words(row, place, catalog.policy, page.locale) if row else name

    return plain(expand_plain_calls(text, {"value": value}))
