"""How are the blocks of MkDocs (admonitions, details, tabs, footnotes) read as blocks?

CommonMark would take indented bodies for code and a short footnote for the target of links; the
syntax is that of Python-Markdown's admonition and footnotes, pymdownx.details and tabbed.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

OPENING = re.compile(
    r"(?P<marker>!!!|\?\?\?\+?|===[!+]?)[ ]?"
    r"(?P<kind>[\w-]+(?:[ ]+[\w-]+)*)?[ ]*(?:[\"“](?P<title>.*)[\"”])?[ ]*$"
)
INDENT = 4


def install(markdown: MarkdownIt) -> None:
    """Teach a parser the blocks of MkDocs."""
    markdown.block.ruler.at("reference", _reference)
    markdown.block.ruler.before(
        "fence",
        "mkdocs_block",
        _mkdocs_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    is_footnote = state.src.startswith("[^", state.bMarks[start_line] + state.tShift[start_line])
    return not is_footnote and reference(state, start_line, end_line, silent)


def _mkdocs_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    line = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]]
    if line[:3] not in ("!!!", "???", "==="):
        return False
    opening = OPENING.match(line)
    if opening is None or not (opening["kind"] or opening["title"]):
        return False
    if silent:
        return True
    next_line = _end_of_body(state, start_line, end_line)
    _tokenize_body(state, opening, start_line, next_line)
    return True


def _end_of_body(state: StateBlock, start_line: int, end_line: int) -> int:
    """Find the first line after the body: not blank and indented less than the body."""
    wanted = state.sCount[start_line] + INDENT
    line, last = start_line + 1, start_line + 1
    while line < end_line:
        if not state.isEmpty(line):
            if state.sCount[line] < wanted:
                break
            last = line + 1
        line += 1
    return last


def _tokenize_body(
    state: StateBlock, opening: re.Match[str], start_line: int, next_line: int
) -> None:
    tag = "tab" if opening["marker"].startswith("===") else "admonition"
    token = state.push(f"{tag}_open", "div", 1)
    token.map = [start_line, next_line]
    token.info = opening["kind"] or ""
    token.meta = {"title": opening["title"] or ""}
    outer_parent, outer_indent, outer_end = state.parentType, state.blkIndent, state.lineMax
    state.parentType = "container"
    state.blkIndent = state.sCount[start_line] + INDENT
    state.lineMax = next_line
    state.md.block.tokenize(state, start_line + 1, next_line)
    state.parentType, state.blkIndent, state.lineMax = outer_parent, outer_indent, outer_end
    state.push(f"{tag}_close", "div", -1)
    state.line = next_line
