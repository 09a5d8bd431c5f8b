"""How are single lines of a YAML text changed, all other lines left as they are?

Comments, order, line ends stay; only a value in flow style (`{…}`) that is to hold lines is
rewritten as block lines, its comments kept.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from sopkb.findings import Refusal, Text
from sopkb.source import SourceFile
from sopkb.yaml_source import TEXT_TAG, StrictLoader, compose

STEP = 2
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
COMMENT = re.compile(r"#[^\r\n]*")
PLAIN = re.compile(r"^[A-Za-z][\w-]*$", re.ASCII)
MARK = "\ufeff"

Pair = tuple[yaml.Node, yaml.Node]


class NotStampable(Refusal):
    """The record is not a mapping in block style, so no line can be added to it."""


@dataclass
class Edit:
    """A text, and the changes to make to it."""

    text: str
    starts: list[int] = field(init=False)
    changes: list[tuple[int, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the lines and how they end."""
        self.starts = [match.start() for match in LINE.finditer(self.text)]
        self.end_of_line = "\r\n" if "\r\n" in self.text else "\n"

    def done(self) -> str:
        """Give the changed text."""
        text = self.text
        for start, end, _, new in sorted(self.changes, key=lambda item: item[:3], reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def insert(self, line: int, lines: list[str]) -> None:
        """Put lines before a line, counted from 0."""
        new = "".join(f"{each}{self.end_of_line}" for each in lines)
        place = self._start(line)
        if place == len(self.text) and not self.text.endswith(("\n", "\r")):
            before = any(change[0] == place for change in self.changes)
            new = new if before else self.end_of_line + new
        self._change(place, place, new)

    def remove(self, key: yaml.Node, value: yaml.Node) -> None:
        """Take the lines of a key away."""
        self._change(self._start(key.start_mark.line), self._start(self.line_after(value)), "")

    def replace(self, value: yaml.Node, text: str) -> None:
        """Write another value in the place of one, what stands behind it kept."""
        if _is_literal(value):
            text += self.end_of_line
        lead = "" if self.text[: self.offset(value.start_mark)].endswith((" ", "\t")) else " "
        self._change(self.offset(value.start_mark), self._end(value), lead + text)

    def add(self, value: yaml.Node, text: str) -> None:
        """Write a text directly behind a value in flow style."""
        end = self.offset(value.end_mark)
        self._change(end, end, text)

    def rewrite(self, key: yaml.Node, value: yaml.Node, head: str, lines: list[str]) -> None:
        """Write a key and its value as block lines; comments stay, one behind the key."""
        start, after = self.offset(key.start_mark), self._start(self.line_after(value))
        comments = self._comments(key, value, after)
        below = [f"{' ' * (key.start_mark.column + STEP)}{each}" for each in comments[1:]]
        first = f"{head} {comments[0]}" if comments else head
        new = self.end_of_line.join([first, *below, *lines]) + self.end_of_line
        self._change(start, after, new)

    def line_after(self, value: yaml.Node) -> int:
        """Give the line after the last one of a value."""
        leaf = _last_leaf(value)
        last = leaf.end_mark.line
        if _is_literal(leaf) and leaf.end_mark.column == 0:
            last -= 1
            while not self._line(last).strip():
                last -= 1
        return last + 1

    def offset(self, mark: yaml.Mark) -> int:
        """Give the place of a mark in the text."""
        return min(self._start(mark.line) + mark.column, len(self.text))

    def comment_start(self, line: int) -> int:
        """Give the first of the comment lines that stand directly above a line."""
        while line and self._line(line - 1).lstrip().startswith("#"):
            line -= 1
        return line

    def _comments(self, key: yaml.Node, value: yaml.Node, after: int) -> list[str]:
        """Give the comments from a key to the end of its value's last line."""
        start = self.offset(key.start_mark)
        part = self.text[start:after]
        tokens = [token for token in yaml.scan(part, Loader=StrictLoader) if token.end_mark]
        found, end = [], 0
        for token in tokens:
            found += COMMENT.findall(part[end : token.start_mark.index])
            end = max(end, token.end_mark.index)
        return [each.rstrip() for each in found]

    def _end(self, value: yaml.Node) -> int:
        if _is_literal(value):
            return self._start(self.line_after(value))
        return self.offset(value.end_mark)

    def _start(self, line: int) -> int:
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _line(self, line: int) -> str:
        return self.text[self._start(line) : self._start(line + 1)]

    def _change(self, start: int, end: int, new: str) -> None:
        self.changes.append((start, end, len(self.changes), new))


def edited(file: SourceFile, change: Callable[[Edit, yaml.MappingNode], None]) -> str:
    """Give a file's text after a change to its mapping; a byte-order mark stays."""
    mark = MARK if file.text.startswith(MARK) else ""
    text = file.text.removeprefix(mark)
    root = compose(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotStampable(
            Text(
                en=f"{file.path} must hold one key on each line.",
                zh=f"{file.path} 必须每行只写一个键。",
            )
        )
    edit = Edit(text)
    change(edit, root)
    return mark + edit.done()


def place_before(edit: Edit, root: yaml.MappingNode, *names: str) -> int:
    """Give the line before which a new key belongs: that of the first of some keys, else the end.

    The comment lines above that key stay with it.
    """
    lines = [pair[0].start_mark.line for name in names if (pair := pair_of(root, name))]
    return edit.comment_start(min(lines)) if lines else edit.line_after(root)


def pair_of(node: yaml.Node, name: str) -> Pair | None:
    """Give a key of a mapping with its value."""
    return next((pair for pair in node.value if pair[0].value == name), None)


def is_block(node: yaml.Node) -> bool:
    """Tell whether a value is a mapping with one key on each line."""
    return isinstance(node, yaml.MappingNode) and not node.flow_style and bool(node.value)


def says(node: yaml.Node, written: str) -> bool:
    """Tell whether a value is the one that a text would be read as."""
    wanted = compose(written)
    return (
        isinstance(node, yaml.ScalarNode)
        and wanted is not None
        and (node.tag, node.value) == (wanted.tag, wanted.value)
    )


def word(text: str) -> str:
    """Write a word as it is where YAML reads it as a word, else in quotes."""
    if PLAIN.match(text):
        node = compose(text)
        if node and node.tag == TEXT_TAG:
            return text
    return quoted(text)


def quoted(text: str) -> str:
    """Write a text in quotes, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def line_of(column: int, key: str, text: str) -> str:
    """Write a key with its value as a line."""
    return f"{' ' * column}{word(key)}: {text}"


def _is_literal(node: yaml.Node) -> bool:
    """Tell whether a value is a text under `|` or `>`: it ends where a line begins."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _last_leaf(node: yaml.Node) -> yaml.Node:
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
