"""Of which parts, lists, tables, code blocks and admonitions is a page built?

A reader of lines made for comparing: MkDocs, GitHub, Docusaurus and Hugo write the same blocks in
different ways, and two languages indent differently; what counts is what a reader counts.
"""

import re

from sopkb.parity.raw_html import html_heading, without_tags
from sopkb.parity.shapes import CodeBlock, Label, ListShape, Part, TableShape
from sopkb.sections import (
    DELIMITER_ROW,
    QUOTE,
    BodyLine,
    HeadingLine,
    LineKind,
    body_lines,
    clean,
    front_matter_lines,
    heading_of,
    underlined,
)
from sopkb.text_blocks import INDENT, ITEM, RAW_BLOCK, indent_of

RULE = re.compile(r"^(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
CELL_BORDER = re.compile(r"(?<!\\)\|")
ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?)[ ]*(?P<kind>[\w-]+)")
TAB = re.compile(r"^===[!+]?[ ]+[\"“]")
CONTAINER = re.compile(r"^:{3,}[ ]*(?P<kind>[A-Za-z][\w-]*)")
ALERT = re.compile(r"^\[!(?P<kind>[A-Za-z]+)\]")


def read_parts(text: str) -> tuple[list[Part], bool]:
    """Give the parts of a page in order, and whether its front matter holds a title."""
    lines = clean(text).split("\n")
    skipped = front_matter_lines(lines)
    has_title = any(line.startswith("title") for line in lines[:skipped])
    return _Reader(list(body_lines(lines, skipped)), skipped + 1).read(), has_title


class _Reader:
    """Reads the lines of one page, one after the other."""

    def __init__(self, body: list[BodyLine], first_line: int) -> None:
        self.body = body
        self.part = Part(level=0, id=None, title="", line=first_line)
        self.parts = [self.part]
        self.open_lists: list[ListShape] = []
        self.table: TableShape | None = None
        self.raw_tag = ""
        self.after_blank = True
        self.in_container = False
        self.in_paragraph = False
        self.outer_item = 0

    def read(self) -> list[Part]:
        for index, line in enumerate(self.body):
            if line.kind is not LineKind.TEXT:
                self._code_line(line)
            elif self.raw_tag:
                self._raw_line(line)
            else:
                self._text_line(line, index)
        return self.parts

    def _code_line(self, line: BodyLine) -> None:
        self.table = None
        self.in_paragraph = False
        if line.kind is LineKind.CODE_OPENS:
            content = line.text.lstrip(" \t>")
            if ITEM.match(content):
                self._item(content, indent_of(line.text), line.number)
            elif not line.text[:1].isspace() and self.after_blank:
                self._close_lists()
            self.part.codes.append(CodeBlock(line.number, line.number + 1))
        elif line.kind is LineKind.CODE:
            self.part.codes[-1].lines.append(line.text)
        self.after_blank = False

    def _raw_line(self, line: BodyLine) -> None:
        """Take the lines of raw HTML that holds no text."""
        is_code = self.raw_tag == "pre"
        self.part.codes[-1].lines.append(without_tags(line.text) if is_code else line.text)
        if f"</{self.raw_tag}" in line.text.lower():
            self.raw_tag = ""

    def _text_line(self, line: BodyLine, index: int) -> None:
        text = line.text
        stripped = text.strip()
        if not stripped:
            self._blank()
            return
        if stripped[0] == ">":
            text = QUOTE.sub("", text, count=1)
            stripped = text.strip()
            if not stripped:
                self._blank()
                return
        indent = indent_of(text)
        if self._is_indented_code(indent):
            self._indented_code(line, text)
            return
        self._block_line(line, text, stripped, indent, index)
        self.after_blank = False

    def _block_line(
        self, line: BodyLine, text: str, stripped: str, indent: int, index: int
    ) -> None:
        heading = heading_of(text, line.number) or self._underlined(line.number, stripped)
        in_html = html_heading(self.body, index) if stripped[:2] in ("<h", "<H") else None
        if heading:
            self._heading(heading, heading.text)
        elif in_html:
            self._heading(in_html, stripped)
        elif (
            (stripped[0] in "!?=:[<" and self._marked(stripped, indent, line.number))
            or ("|" in stripped and self._row(stripped, line.number, index))
            or (stripped[0] in "-*+0123456789" and self._list_line(stripped, indent, line.number))
        ):
            return
        else:
            self._prose(stripped, indent, line.number)

    def _underlined(self, number: int, stripped: str) -> HeadingLine | None:
        """Read a heading from the paragraph line before and its underline."""
        part = self.part
        if stripped[0] not in "=-" or not self.in_paragraph or not part.texts:
            return None
        if self.open_lists or part.numbers[-1] != number - 1:
            return None
        found = underlined(part.texts[-1], stripped, number)
        if found:
            del part.texts[-1], part.numbers[-1], part.groups[-1]
        return found

    def _blank(self) -> None:
        if not self.after_blank:
            self.part.add("", 0)
        self.table = None
        self.after_blank = True
        self.in_paragraph = False

    def _is_indented_code(self, indent: int) -> bool:
        if indent < INDENT or self.open_lists or self.in_container or self.in_paragraph:
            return False
        return self.after_blank or not self.part.texts

    def _indented_code(self, line: BodyLine, text: str) -> None:
        codes = self.part.codes
        follows = codes and codes[-1].line + len(codes[-1].lines) == line.number
        if not follows:
            codes.append(CodeBlock(line.number, line.number))
        codes[-1].lines.append(text)

    def _heading(self, heading: HeadingLine, text: str) -> None:
        """Begin a part with a heading, written as `text`."""
        self._close_lists()
        self.table = None
        self.in_paragraph = self.in_container = False
        part = self.parts[0]
        if heading.level == 1 and len(self.parts) == 1 and part.level == 0 and not part.title:
            part.level, part.id, part.title = 1, heading.id, heading.text
            part.line = heading.number
        else:
            self.part = Part(heading.level, heading.id, heading.text, heading.number)
            self.parts.append(self.part)
        self.part.add(text, heading.number)
        self.part.add("", 0)

    def _marked(self, stripped: str, indent: int, number: int) -> bool:
        """Take a line that opens an admonition, a tab, a container or raw HTML."""
        found = ADMONITION.match(stripped) or CONTAINER.match(stripped) or ALERT.match(stripped)
        tab = None if found else TAB.match(stripped)
        if not found and not tab:
            return self._opens_raw(stripped, number)
        if found:
            self.part.admonitions.append(Label(found["kind"].lower(), number))
        else:
            self.part.tabs.append(Label("tab", number))
        self._close_lists(indent)
        self.in_container = self.in_container or stripped[0] in "!?="
        self.in_paragraph = False
        title = stripped[found.end() :] if found else stripped[3:]
        self.part.add(title, number)
        self.part.add("", 0)
        return True

    def _opens_raw(self, stripped: str, number: int) -> bool:
        raw = RAW_BLOCK.match(stripped) if stripped[0] == "<" else None
        if raw is None:
            return False
        is_code = raw["tag"].lower() == "pre"
        first = without_tags(stripped) if is_code else stripped
        self.part.codes.append(CodeBlock(number, number, [first]))
        if f"</{raw['tag'].lower()}" not in stripped.lower():
            self.raw_tag = raw["tag"].lower()
        return True

    def _row(self, stripped: str, number: int, index: int) -> bool:
        """Take a row of a table; a table begins where a row of dashes follows."""
        if self.table is None:
            columns = self._columns_below(index)
            if not columns:
                return False
            self.table = TableShape(columns, number)
            self.part.tables.append(self.table)
        elif not (number == self.table.line + 1 and DELIMITER_ROW.match(stripped)):
            self.table.rows.append(number)
        else:
            return True
        self.in_paragraph = False
        self.part.add(stripped, number, number)
        self.part.add("", 0)
        return True

    def _columns_below(self, index: int) -> int:
        below = self.body[index + 1] if index + 1 < len(self.body) else None
        if below is None or below.kind is not LineKind.TEXT:
            return 0
        row = QUOTE.sub("", below.text, count=1).strip()
        if "|" not in row or not DELIMITER_ROW.match(row):
            return 0
        return row.strip("|").count("|") + 1

    def _list_line(self, stripped: str, indent: int, number: int) -> bool:
        item = ITEM.match(stripped)
        if item is None:
            return False
        if RULE.match(stripped):
            self._blank()
            return True
        if item.end() == len(stripped) and not self.open_lists and item["number"] is None:
            return False
        if self.in_paragraph and not self.open_lists and item["number"] not in (None, "1"):
            return False
        self._item(stripped, indent, number)
        self._item_text(stripped[item.end() :], indent, number)
        return True

    def _item_text(self, text: str, indent: int, number: int) -> None:
        """Take what stands behind the marker: text, or another item."""
        self.part.add("", 0)
        self.in_paragraph = bool(text)
        nested = ITEM.match(text) if text else None
        if nested and not RULE.match(text) and len(self.open_lists) < 50:
            self._item(text, indent + 2, number)
            text = text[nested.end() :]
        self.part.add(text, number, self.outer_item)

    def _item(self, content: str, indent: int, number: int) -> None:
        """Add an item to the list it belongs to, or begin a list with it."""
        marker = ITEM.match(content)
        assert marker is not None
        ordered = marker["number"] is not None
        count = int(marker["number"] or 0)
        shape = self._list_at(indent, ordered, count)
        shape.items.append(number)
        shape.next_number = count + 1
        if shape.depth == 0:
            self.outer_item = number
        self.table = None

    def _list_at(self, indent: int, ordered: bool, count: int) -> ListShape:
        closed = None
        while self.open_lists and indent < self.open_lists[-1].indent + 2:
            closed = self.open_lists.pop()
        if closed and closed.ordered == ordered and abs(closed.indent - indent) < 2:
            self.open_lists.append(closed)
            return closed
        depth = len(self.open_lists)
        shape = self._continued(depth, count) if ordered and count > 1 else None
        if shape is None:
            shape = ListShape(ordered, depth, [], indent)
            self.part.lists.append(shape)
        self.open_lists.append(shape)
        return shape

    def _continued(self, depth: int, count: int) -> ListShape | None:
        """Find the list that goes on with this number after an interruption."""
        earlier = (shape for shape in reversed(self.part.lists) if shape.depth == depth)
        shape = next((shape for shape in earlier if shape.ordered), None)
        return shape if shape and shape.next_number == count else None

    def _prose(self, stripped: str, indent: int, number: int) -> None:
        if self.after_blank:
            self._close_lists(indent)
            if indent < INDENT and not self.open_lists:
                self.in_container = False
        self.table = None
        self.in_paragraph = True
        self.part.add(stripped, number, self.outer_item if self.open_lists else 0)

    def _close_lists(self, indent: int = 0) -> None:
        """Close the lists that a line with this indent no longer belongs to."""
        while self.open_lists and indent < self.open_lists[-1].indent + 2:
            self.open_lists.pop()
