"""Into which sections does a page fall, and which of its lines are text, code or nothing?

A section is the part under one H2, keyed by its explicit id; what stands before the first H2 is
`intro`. This is a reader of lines, not of Markdown trees: the hash of a section must stay the
same when a parser changes its mind.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from sopkb.front_matter import CLOSING, FENCE

INTRO = "intro"
LONG_LINE = 20_000
"""A longer line is no prose; in it a comment is looked for in code spans too."""
META_LINE = re.compile(r"^(?:#|[\"']?[\w-]+[\"']?\s*[:=]|---|\.\.\.|\+\+\+)")
TOML_FENCE = re.compile(r"^\+{3}[ \t]*$")
CODE_OPENING = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}|~{3,})(?P<info>.*)$"
)
CODE_CLOSING = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*$")
COMMENT_START = re.compile(r"(?P<ticks>`+).*?(?<!`)(?P=ticks)(?!`)|<!--")
HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
NOT_A_TITLE = re.compile(r"^(?:\s{4,}|\s*(?:[-*+>|#<]|\d+[.)]\s|:::|!!!|\?\?\?|\{%))")
QUOTE = re.compile(r"^(?:[ ]{0,3}>[ ]?)+")
DELIMITER_ROW = re.compile(r"^\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?$")
ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<body>[^{}]*?)\s*\}\s*$")
EXPLICIT_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s{}#]+)")
SLUG_MARKS = re.compile(r"[^\w\s-]")
SLUG_GAPS = re.compile(r"[\s-]+")


class LineKind(IntEnum):
    """What a line is: text, or a line of a code fence."""

    TEXT = 0
    CODE_OPENS = 1
    CODE = 2
    CODE_CLOSES = 3


class BodyLine(NamedTuple):
    """A line of the body: its number from 1, its text without comments, and what it is."""

    number: int
    text: str
    kind: LineKind
    holds_comment: bool = False


class HeadingLine(NamedTuple):
    """A heading: level, text without attributes, explicit id, line number."""

    level: int
    text: str
    id: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section: its key, its title, its first and last line, its text as written."""

    id: str
    title: str
    line: int
    last_line: int
    text: str
    has_explicit_id: bool


def split_sections(text: str) -> tuple[Section, ...]:
    """Give the sections of a page in order; `intro` is the first and may be empty."""
    lines = clean(text).split("\n")
    skipped = front_matter_lines(lines)
    body = list(body_lines(lines, skipped))
    starts = [heading for heading in headings(body) if heading.level == 2]
    bounds = [*(start.number for start in starts), len(lines) + 1]
    sections = [_section(lines, INTRO, "", skipped + 1, bounds[0] - 1, explicit=False)]
    keys = Counter([INTRO])
    for position, (start, after) in enumerate(zip(starts, bounds[1:], strict=True), start=1):
        key = _free_key(start.id or slug(start.text) or f"section-{position}", keys)
        explicit = start.id is not None
        sections.append(
            _section(lines, key, start.text, start.number, after - 1, explicit=explicit)
        )
    return tuple(sections)


def clean(text: str) -> str:
    """Drop a byte-order mark, make all line ends `\\n`, show NUL as the replacement character."""
    if text.startswith("\ufeff"):
        text = text[1:]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "\ufffd")


def front_matter_lines(lines: list[str]) -> int:
    """Count the lines that front matter takes, YAML or TOML; 0 where there is none."""
    for opening, closing in ((FENCE, CLOSING), (TOML_FENCE, TOML_FENCE)):
        if opening.match(lines[0]) and len(lines) > 1 and META_LINE.match(lines[1]):
            ends = (n for n in range(1, len(lines)) if closing.match(lines[n]))
            return next(ends, -1) + 1
    return 0


def body_lines(lines: list[str], skipped: int = 0) -> Iterator[BodyLine]:
    """Yield the lines after the front matter, comments cut out, code fences told from text."""
    fence = ""
    in_comment = False
    for number, line in enumerate(lines[skipped:], start=skipped + 1):
        if fence:
            closes = _closes(fence, line)
            yield BodyLine(number, line, LineKind.CODE_CLOSES if closes else LineKind.CODE)
            fence = "" if closes else fence
            continue
        had_comment = in_comment
        if in_comment or "<!--" in line:
            line, in_comment, cut = _without_comments(line, in_comment)
            had_comment = had_comment or cut
        opening = CODE_OPENING.match(line) if "```" in line or "~~~" in line else None
        if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
            fence = opening["fence"]
            yield BodyLine(number, line, LineKind.CODE_OPENS, had_comment)
        else:
            yield BodyLine(number, line, LineKind.TEXT, had_comment)


def headings(body: list[BodyLine]) -> Iterator[HeadingLine]:
    """Yield the headings of a body, those with `#` and those that are underlined."""
    before = ""
    for number, text, kind, _ in body:
        if kind is not LineKind.TEXT:
            before = ""
            continue
        found = heading_of(text, number)
        if found is None and before:
            found = underlined(before, text, number)
        if found:
            yield found
        before = "" if found or NOT_A_TITLE.match(text) else text.strip()


def heading_of(text: str, number: int) -> HeadingLine | None:
    """Read a line such as `## Steps { #steps }`."""
    if "#" not in text[:4]:
        return None
    match = HEADING.match(text)
    if match is None:
        return None
    title, explicit = split_attributes(match["text"] or "")
    return HeadingLine(len(match["marks"]), title, explicit, number)


def underlined(title: str, text: str, number: int) -> HeadingLine | None:
    """Read a heading whose title stands on the line before, underlined with `=` or `-`."""
    if not UNDERLINE.match(text):
        return None
    words, explicit = split_attributes(title)
    return HeadingLine(1 if "=" in text else 2, words, explicit, number - 1)


def split_attributes(content: str) -> tuple[str, str | None]:
    """Split a heading's text from its attributes and give its explicit id."""
    attributes = ATTRIBUTES.search(content) if content.endswith("}") else None
    if attributes is None:
        return content.strip(), None
    explicit = EXPLICIT_ID.search(attributes["body"])
    return content[: attributes.start()].strip(), explicit["id"] if explicit else None


def slug(title: str) -> str:
    """Give the anchor that a heading without an explicit id gets, as GitHub and MkDocs make it."""
    return SLUG_GAPS.sub("-", SLUG_MARKS.sub("", title.lower())).strip("-")


def _section(
    lines: list[str], key: str, title: str, first: int, last: int, *, explicit: bool
) -> Section:
    text = "\n".join(lines[first - 1 : last])
    return Section(
        id=key, title=title, line=first, last_line=last, text=text, has_explicit_id=explicit
    )


def _free_key(wanted: str, taken: Counter[str]) -> str:
    """Give a key that no section has yet, and take it."""
    key = wanted
    while taken[key]:
        taken[wanted] += 1
        key = f"{wanted}-{taken[wanted]}"
    taken[key] += 1
    return key


def _closes(fence: str, line: str) -> bool:
    if fence[:3] not in line:
        return False
    closing = CODE_CLOSING.match(line)
    return closing is not None and closing["fence"].startswith(fence)


def _without_comments(line: str, inside: bool) -> tuple[str, bool, bool]:
    """Cut the comments out of a line; tell whether one stays open and whether one was cut."""
    kept, position, cut = "", 0, inside
    while True:
        if inside:
            end = line.find("-->", position)
            if end < 0:
                return kept, True, cut
            position, inside = end + 3, False
        start = _comment_start(line, position)
        if start < 0:
            after = line[position:]
            return kept + (after if kept.strip() else after.lstrip()), False, cut
        kept, position, inside, cut = kept + line[position:start], start + 4, True, True


def _comment_start(line: str, position: int) -> int:
    if len(line) > LONG_LINE:
        return line.find("<!--", position)
    for match in COMMENT_START.finditer(line, position):
        if match[0] == "<!--":
            return match.start()
    return -1
