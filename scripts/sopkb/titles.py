"""What is a page's title and summary, told quickly without parsing the page?"""

import html
import re

from sopkb.front_matter import read_front_matter
from sopkb.source import SourceFile
from sopkb.text_blocks import OPENING

TITLE = re.compile(r"^#[ \t]+(?P<text>.+?)(?:[ \t]+#+)?[ \t]*$")
ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
FENCE = re.compile(r"^\s*(?P<mark>`{3,}(?!.*`)|~{3,})")
UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
TABLE_RULE = re.compile(r"^ {0,3}[|:\-][|:\- \t]*$")
MARKUP = re.compile(
    r"\\(?P<escaped>[^\w\s])|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|!?\[(?P<link>(?:\\.|[^\]\\])*)\]\([^)]*\)|\{\{.*?\}\}|</?[a-z][^<>]*>|\*\*|__"
    r"|\*(?P<stars>\S|\S[^*]*\S)\*|\b_(?P<bars>\S|\S[^_]*\S)_\b"
)
INLINE_TAGS = "a|abbr|b|bdi|br|code|del|em|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u"
BLOCK_START = re.compile(
    r" {0,3}(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|(?:`{3,}[^`]*|~{3,}.*)$"
    rf"|(?:(?:-\s*){{3,}}|(?:\*\s*){{3,}}|(?:_\s*){{3,}})$|<(?!/?(?:{INLINE_TAGS})\b|[a-z]+:))"
)
INDENTED = re.compile(r" {4}| {0,3}\t")


def read_title(file: SourceFile) -> str | None:
    """Give the text of the first H1 as plain text."""
    found = _title(_body(file))
    return plain(ATTRIBUTES.sub("", found[0])) if found else None


def read_summary(file: SourceFile) -> str:
    """Give the paragraph under the H1 as plain text; empty where there is none."""
    lines = _body(file)
    found = _title(lines)
    rest = lines[found[1] :] if found else []
    first = next((i for i, line in enumerate(rest) if line.strip()), len(rest))
    paragraph: list[str] = []
    for line in rest[first:]:
        if not line.strip() or _starts_block(line, in_paragraph=bool(paragraph)):
            break
        if paragraph and (UNDERLINE.match(line) or _is_table(paragraph, line)):
            return ""
        paragraph.append(line.strip())
    return plain(" ".join(paragraph))


def plain(markdown: str) -> str:
    """Drop emphasis, link targets, tags, escapes and macro calls from a line of Markdown."""
    return html.unescape(_without_markup(markdown)).strip()


def _without_markup(markdown: str) -> str:
    return MARKUP.sub(_shown, markdown)


def _shown(match: re.Match[str]) -> str:
    nested = match["link"] or match["stars"] or match["bars"]
    return _without_markup(nested) if nested else match["escaped"] or match["code"] or ""


def _body(file: SourceFile) -> list[str]:
    return file.lines[read_front_matter(file).line_count :]


def _title(lines: list[str]) -> tuple[str, int] | None:
    """Give the text of the first H1 outside code and comments, and the index behind it."""
    until: re.Pattern[str] | None = None
    for index, line in enumerate(lines):
        if until is not None:
            until = None if until.match(line) else until
        elif fence := FENCE.match(line):
            until = re.compile(rf"\s*{fence['mark']}+\s*$")
        elif line.startswith("<!--") and "-->" not in line:
            until = re.compile(r".*-->")
        elif title := TITLE.match(line):
            return title["text"], index + 1
        elif line.startswith("=") and _is_underlined(lines, index):
            return lines[index - 1].strip(), index + 1
    return None


def _is_underlined(lines: list[str], index: int) -> bool:
    if index == 0 or not UNDERLINE.match(lines[index]):
        return False
    above = lines[index - 1]
    is_alone = index == 1 or not lines[index - 2].strip()
    return is_alone and bool(above.strip()) and not _starts_block(above, in_paragraph=False)


def _is_table(paragraph: list[str], line: str) -> bool:
    return len(paragraph) == 1 and "|" in line and bool(TABLE_RULE.match(line))


def _starts_block(line: str, *, in_paragraph: bool) -> bool:
    opening = OPENING.match(line.strip())
    if opening and (opening["kind"] or opening["title"]):
        return True
    if in_paragraph and UNDERLINE.match(line):
        return False
    return bool(BLOCK_START.match(line)) or (not in_paragraph and bool(INDENTED.match(line)))
