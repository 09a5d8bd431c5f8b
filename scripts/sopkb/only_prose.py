"""Which characters of a page are prose, and which must be taken as they are written?

Not prose: front matter, code, macro calls, comments, tags, link targets, addresses, escapes,
attributes with their ids, and the marks that begin a block. They are masked, every place kept.
"""

import re

from sopkb.sections import body_lines, front_matter_lines
from sopkb.text_blocks import TextBlock, text_blocks

MASK = "\ue000"
"""Stands for every character that is not prose; a character for private use, in no word."""

LETTERS = "A-Za-zＡ-Ｚａ-ｚ"
"""Full-width ones too: what is literal must not become so by a mend of the others."""

VISIBLE = re.compile(r"[^\n]")
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
MACRO = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}",
    re.S,
)
MACRO_MARKS = ("{{", "{%", "{#", "}}", "%}", "#}")
LITERAL = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|<(?P<tag>code|kbd|samp)\b[^<>]*>(?:[^<]|<(?!/?(?P=tag)\b))*</(?P=tag)>"
    rf"|</?[{LETTERS}][^<>]*>"
    r"|(?<![ \t])[ \t]*\{:?[ ]*(?:[#.]|[\w-]+=)[^{}\n]*\}"
    r"|\\[!-/:-@\[-`{-~]"
    r"|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\[\]\n]*\]|!(?=\[)"
    r"|^[ \t>]*\[[^\]\n]+\]:[^\n]*|\[\^[^\]\n]+\]:?"
    r"|(?:https?://|www\.)[^\s<>，。；：！？、（）“”「」《》]+"
    rf"|(?<![{LETTERS}\d._+-])[{LETTERS}\d._+-]+@[{LETTERS}\d-]+\.[{LETTERS}\d.]+"
    r"|\u3000+|&#?\w+;|:(?:[a-z][a-z0-9_+-]*|\+1|-1|100):|^[ \t]*-+8<-+[^\n]*",
    re.S | re.M,
)
BLOCK_MARKS = re.compile(
    r"^[ \t>]*(?:(?:[-*+:~]|[0-9０-９]{1,9}[.)])(?:[ \t]+|$))*(?:#{1,6}[ \t]+)?"
    r"(?:(?:!!!|\?\?\?\+?)[ ]+[\w -]+)?|(?<![ \t])[ \t]*\|[ \t]*|(?<![ \t])[ \t]+$",
    re.M,
)
"""Every alternative stops at the next mark of its kind, so that no text makes it slow."""


def only_prose(text: str) -> str:
    """Give a text in which everything that is not prose is masked; no place moves."""
    lines = text.split("\n")
    kept = [MASK * len(line) for line in lines]
    for block in text_blocks(body_lines(lines, front_matter_lines(lines))):
        first = block.number - 1
        last = first + len(block.lines)
        kept[first:last] = _prose_of(block, lines[first:last])
    prose = "\n".join(kept)
    return _without_macros(prose, text) if "{" in text else prose


def _prose_of(block: TextBlock, lines: list[str]) -> list[str]:
    """Mask a block; one that stands otherwise in the page (a comment stays open) goes whole."""
    written = "\n".join(lines)
    if "<!--" in written or written != block.text:
        if COMMENT.sub("", written).split() != block.text.split():
            return [MASK * len(line) for line in lines]
        written = COMMENT.sub(_mask, written)
    return BLOCK_MARKS.sub(_mask, LITERAL.sub(_mask, written)).split("\n")


def _without_macros(prose: str, text: str) -> str:
    """Mask macro calls; a page with one that does not close is not prose at all."""
    rest, end = [], 0
    for match in MACRO.finditer(text):
        rest += [prose[end : match.start()], _mask(match)]
        end = match.end()
    masked = "".join([*rest, prose[end:]])
    if any(mark in masked for mark in MACRO_MARKS):
        return VISIBLE.sub(MASK, masked)
    return masked


def _mask(match: re.Match[str]) -> str:
    return VISIBLE.sub(MASK, match[0])
