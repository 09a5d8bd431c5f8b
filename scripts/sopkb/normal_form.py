"""What does a text say, whatever its wrapping? The normal form `h1`, and its hash.

Dropped: HTML comments, link targets, emphasis marks, trailing space, line wrapping, the width of
table columns, and the space between a Chinese and a Latin character (a matter of typography).
Kept: text, numbers, code, list structure, headings with their ids, image targets, macro calls.
A change here makes every pin doubtful: it needs a new algorithm name, never a new meaning of `h1`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sopkb.sections import (
    DELIMITER_ROW,
    QUOTE,
    BodyLine,
    LineKind,
    body_lines,
    clean,
    split_sections,
)

ALGORITHM = "h1"
HAN = r"\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
HAN_BREAK = re.compile(rf"(?<=[{HAN}]) ?\n ?(?=[{HAN}])")
HAN_SPACE = re.compile(rf"(?<=[{HAN}]) +(?=[^\s|{HAN}])|(?<=[^\s|{HAN}]) +(?=[{HAN}])")
SPACES = re.compile(r"[ \t]+")
LINE_BREAK = re.compile(r" ?\n ?")
STARTS_BLOCK = re.compile(
    r"^(?:#{1,6}(?:\s|$)|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|\||!!!|\?\?\?|===|:::|--8<--"
    r"|(?:[-*_][ ]*){3,}$|=+$|-+$|\{%|\[\^?[^\]]+\]:)"
)
ENDS_BLOCK = re.compile(
    r"^(?:#{1,6}(?:\s|$)|\||!!!|\?\?\?|===|:::|--8<--|(?:[-*_][ ]*){3,}$|=+$|-+$|\{%)"
)
HOLDS_BLOCKS = re.compile(r"^(?:[-*+]\s|\d{1,9}[.)]\s|!!!|\?\?\?|===|\[\^)")
DEFINITION = re.compile(r"^\[(?!\^)[^\]]+\]:\s*\S")
DASHES = re.compile(r" *(:?)-+(:?) *")
INLINE = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]+(?:\n[^`\n]+)*(?P=ticks)(?!`))"
    r"|(?P<macro>\{\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\}|\{%[^%{}\n]*%\})"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<image>!\[[^\[\]\n]*\]\([^()\n]*\))"
    r"|(?P<target>(?<=\])\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)|(?<=\])\[[^\[\]\n]*\])"
    r"|(?P<marks>\*+|_+)"
)


def text_hash(text: str) -> str:
    """Give the hash of a section or of any text without front matter: `h1:` + 16 hex digits."""
    return _hash(normal_form(text))


def page_hash(text: str) -> str:
    """Give the hash of a whole page, its front matter left out: what reviews and approvals bind."""
    return whole_hash(text_hash(section.text) for section in split_sections(text))


def whole_hash(sections: Iterable[str]) -> str:
    """Give the hash of a whole page by the hashes of its sections, in their order."""
    return _hash("\n".join(sections))


def normal_form(text: str) -> str:
    """Give the text in its normal form, one block on each line."""
    lines = unicodedata.normalize("NFC", clean(text)).split("\n")
    return "\n".join(_blocks(list(body_lines(lines))))


def _hash(normal: str) -> str:
    return f"{ALGORITHM}:{sha256(normal.encode('utf-8', 'replace')).hexdigest()[:16]}"


@dataclass(slots=True)
class _Reading:
    """The block being read: its lines, how deeply it is quoted, what stood before it."""

    lines: list[str] = field(default_factory=list)
    quote: str = ""
    after_blank: bool = True
    holds_blocks: bool = False
    is_code: bool = False

    def take(self) -> Iterator[str]:
        """Yield the block in its normal form, if there is one, and begin the next."""
        if self.lines:
            text = "\n".join(self.lines)
            yield self.quote + (text if self.is_code else _normal_block(text))
        self.lines, self.is_code = [], False


def _blocks(body: list[BodyLine]) -> Iterator[str]:
    reading = _Reading()
    for line in body:
        if line.kind is not LineKind.TEXT:
            yield from reading.take()
            yield line.text.rstrip()
            reading.after_blank = True
        elif not line.text.strip():
            if not line.holds_comment:
                yield from reading.take()
                reading.after_blank = True
        else:
            yield from _add(reading, line.text.rstrip())
    yield from reading.take()


def _add(reading: _Reading, text: str) -> Iterator[str]:
    """Add a line to the block being read, or begin a new block with it."""
    quote, content = _unquoted(text)
    if not content:
        yield from reading.take()
        reading.after_blank = True
        return
    stripped = content.lstrip()
    indent = len(content) - len(stripped)
    if indent == 0 and (reading.after_blank or STARTS_BLOCK.match(stripped)):
        reading.holds_blocks = HOLDS_BLOCKS.match(stripped) is not None
    is_code = indent >= 4 and not reading.holds_blocks and (reading.after_blank or reading.is_code)
    if _begins(reading, quote, stripped) or is_code:
        yield from reading.take()
        reading.quote, reading.is_code = quote, is_code
        stripped = content
    if not DEFINITION.match(stripped):
        reading.lines.append(stripped)
    reading.after_blank = False
    if not is_code and ENDS_BLOCK.match(stripped.lstrip()):
        yield from reading.take()


def _begins(reading: _Reading, quote: str, stripped: str) -> bool:
    """Tell whether a line begins a block: the first, a deeper quotation, a list item, …"""
    if not reading.lines or reading.is_code:
        return True
    deeper = len(quote) > len(reading.quote)
    return deeper or STARTS_BLOCK.match(stripped) is not None


def _unquoted(text: str) -> tuple[str, str]:
    """Split the marks of a block quotation from its content."""
    match = QUOTE.match(text) if ">" in text[:4] else None
    if match is None:
        return "", text
    return "> " * match[0].count(">"), text[match.end() :]


def _normal_block(text: str) -> str:
    """Normalize one block: emphasis and targets dropped, wrapped lines joined, spaces squeezed."""
    stripped = text.lstrip()
    indent = text[: len(text) - len(stripped)].replace("\t", "    ")
    if stripped[:1] in "|:-" and DELIMITER_ROW.match(stripped):
        return indent + DASHES.sub(r" \1-\2 ", stripped).strip()
    marker = STARTS_BLOCK.match(stripped)
    start = marker.end() if marker else 0
    head = SPACES.sub(" ", stripped[:start])
    return (indent + head + _joined(_plain(stripped[start:]).lstrip())).rstrip()


def _joined(text: str) -> str:
    """Join wrapped lines: with a space, and with none between two Chinese characters."""
    text = HAN_BREAK.sub("", SPACES.sub(" ", text))
    return HAN_SPACE.sub("", LINE_BREAK.sub(" ", text))


def _plain(text: str) -> str:
    """Drop link targets and the emphasis marks that have a partner."""
    if not ("*" in text or "_" in text or "](" in text or "][" in text):
        return text
    kept: list[str] = []
    open_marks: dict[str, int] = {}
    end = 0
    for match in INLINE.finditer(text):
        kept.append(text[end : match.start()])
        end = match.end()
        if match.lastgroup == "marks":
            _pair(kept, open_marks, match)
        elif match.lastgroup != "target":
            kept.append(match[0])
    return "".join([*kept, text[end:]])


def _pair(kept: list[str], open_marks: dict[str, int], match: re.Match[str]) -> None:
    """Keep a run of emphasis marks until its partner is met; then drop both."""
    text, marks = match.string, match[0]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    opens, closes = bool(after.strip()), bool(before.strip())
    if marks[0] == "_":
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if closes and marks in open_marks:
        kept[open_marks.pop(marks)] = ""
        kept.append("")
        return
    if opens:
        open_marks[marks] = len(kept)
    kept.append(marks)
