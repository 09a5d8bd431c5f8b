"""Of which shapes is a page built, as the comparison sees it: lists, tables, code, parts?"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class ListShape:
    """A list: numbered or not, how deeply nested, the lines of its items."""

    ordered: bool
    depth: int
    items: list[int]
    indent: int
    next_number: int = 0


@dataclass(slots=True)
class TableShape:
    """A table: how many columns, the lines of its head and of its body rows."""

    columns: int
    line: int
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class CodeBlock:
    """A block of code: the line it begins on, the number of its first line, its lines."""

    line: int
    first: int
    lines: list[str] = field(default_factory=list)

    def text_at(self, number: int) -> str:
        """Give a line by its number on the page."""
        return self.lines[number - self.first].strip()


@dataclass(slots=True)
class Label:
    """A word with a place: the kind of an admonition, the mark of a tab."""

    value: str
    line: int


@dataclass(slots=True)
class Part:
    """What stands under one heading, up to the next: its blocks and its lines of text.

    `groups` tells for each line of text in which item or row it stands: the line on which the
    outermost list item or the table row begins, 0 outside of lists and tables.
    """

    level: int
    id: str | None
    title: str
    line: int
    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    lists: list[ListShape] = field(default_factory=list)
    tables: list[TableShape] = field(default_factory=list)
    codes: list[CodeBlock] = field(default_factory=list)
    admonitions: list[Label] = field(default_factory=list)
    tabs: list[Label] = field(default_factory=list)

    def add(self, text: str, number: int, group: int = 0) -> None:
        """Add a line of text."""
        self.texts.append(text)
        self.numbers.append(number)
        self.groups.append(group)
