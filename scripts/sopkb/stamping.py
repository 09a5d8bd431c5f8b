"""How does a record come to hold a translator's attestation, its other lines left as they are?

The text is edited, never written anew: comments, order, line ends stay; a pin that has not changed
keeps its line. Only a value in flow style (`{…}`) is rewritten as block lines, its comments kept.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from sopkb.model.documents import Translation
from sopkb.source import SourceFile
from sopkb.yaml_source import TEXT_TAG, StrictLoader, compose

KEY = "translations"
SECTIONS = "sections"
FIELDS = ("version", "date", "translator", "reviewer", "note", "pair")
STEP = 2
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
COMMENT = re.compile(r"#[^\r\n]*")
PLAIN = re.compile(r"^[A-Za-z][\w-]*$", re.ASCII)

Pair = tuple[yaml.Node, yaml.Node]


class NotStampable(Exception):
    """The record is not a mapping in block style, so no line can be added to it."""


def stamped(file: SourceFile, locale: str, translation: Translation) -> str:
    """Give a record's text with the attestation of one locale, all else as it was."""
    mark = "\ufeff" if file.text.startswith("\ufeff") else ""
    text = file.text.removeprefix(mark)
    root = compose(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotStampable(f"{file.path} must hold one key on each line")
    edit = _Edit(text)
    _stamp(edit, root, locale, translation)
    return mark + edit.done()


def _stamp(edit: "_Edit", root: yaml.MappingNode, locale: str, translation: Translation) -> None:
    found = _pair(root, KEY)
    if found is None:
        edit.insert(_place_for_key(edit, root), [f"{KEY}:", *_entry(locale, translation, STEP)])
        return
    key, value = found
    if not _is_block(value):
        kept = _kept_entries(value, locale)
        edit.rewrite(key, value, f"{KEY}:", [*kept, *_entry(locale, translation, STEP)])
        return
    entry = _pair(value, locale)
    if entry is None:
        column = value.value[0][0].start_mark.column
        edit.insert(edit.line_after(value), _entry(locale, translation, column))
    elif _is_block(entry[1]):
        _restamp(edit, entry[1], translation)
    else:
        first, *rest = _entry(locale, translation, entry[0].start_mark.column)
        edit.rewrite(*entry, first.strip(), rest)


def _restamp(edit: "_Edit", entry: yaml.Node, translation: Translation) -> None:
    """Bring the lines of an entry up to date, one by one."""
    column = entry.value[0][0].start_mark.column
    wanted = _fields(translation)
    _update(edit, entry, {name: wanted.get(name) for name in FIELDS}, column)
    found = _pair(entry, SECTIONS)
    lines = _pins(translation, column + STEP)
    if found is None:
        edit.insert(edit.line_after(entry), [f"{' ' * column}{SECTIONS}:", *lines])
    elif not _is_block(found[1]):
        edit.rewrite(*found, f"{SECTIONS}:", lines)
    else:
        inner = found[1].value[0][0].start_mark.column
        keys = [*translation.sections, *(key.value for key, _ in found[1].value)]
        _update(edit, found[1], {key: translation.sections.get(key) for key in keys}, inner)


def _update(edit: "_Edit", node: yaml.Node, wanted: Mapping[str, str | None], column: int) -> None:
    """Give the keys of a block mapping the values wanted; None removes a key."""
    place = node.value[0][0].start_mark.line
    for name, text in wanted.items():
        found = _pair(node, name)
        if found is None:
            if text is not None:
                edit.insert(place, [_line(column, name, text)])
            continue
        if text is None:
            edit.remove(*found)
        elif not _says(found[1], text):
            edit.replace(found[1], text)
        place = max(place, edit.line_after(found[1]))


def _says(node: yaml.Node, written: str) -> bool:
    """Tell whether a value is the one that a text would be read as."""
    wanted = compose(written)
    return (
        isinstance(node, yaml.ScalarNode)
        and wanted is not None
        and (node.tag, node.value) == (wanted.tag, wanted.value)
    )


@dataclass
class _Edit:
    """A text, and the changes to make to it."""

    text: str
    starts: list[int] = field(init=False)
    changes: list[tuple[int, int, int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
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


def _place_for_key(edit: _Edit, root: yaml.MappingNode) -> int:
    """Give the line before which the key belongs: that of the changes, else the end."""
    changes = _pair(root, "changes")
    if changes:
        return edit.comment_start(changes[0].start_mark.line)
    return edit.line_after(root)


def _kept_entries(value: yaml.Node, locale: str) -> Iterator[str]:
    """Yield the entries of other locales that a mapping in flow style holds, as block lines."""
    pairs = value.value if isinstance(value, yaml.MappingNode) else []
    for key, entry in pairs:
        if key.value != locale:
            yield from _entry(key.value, _read(entry), STEP)


def _read(entry: yaml.Node) -> Translation:
    return Translation.model_validate(StrictLoader("").construct_document(entry))


def _entry(locale: str, translation: Translation, column: int) -> list[str]:
    inner = column + STEP
    fields = [_line(inner, name, text) for name, text in _fields(translation).items()]
    pins = _pins(translation, inner + STEP)
    return [f"{' ' * column}{_word(locale)}:", *fields, f"{' ' * inner}{SECTIONS}:", *pins]


def _fields(translation: Translation) -> dict[str, str]:
    wanted = {
        "version": json.dumps(translation.version),
        "date": translation.date.isoformat(),
        "translator": _word(translation.translator),
    }
    if translation.reviewer is not None:
        wanted["reviewer"] = _word(translation.reviewer)
    if translation.note is not None:
        wanted["note"] = json.dumps(translation.note, ensure_ascii=False)
    if translation.pair is not None:
        wanted["pair"] = json.dumps(translation.pair)
    return wanted


def _pins(translation: Translation, column: int) -> list[str]:
    return [_line(column, key, pin) for key, pin in translation.sections.items()]


def _line(column: int, key: str, text: str) -> str:
    return f"{' ' * column}{_word(key)}: {text}"


def _word(text: str) -> str:
    """Write a word as it is where YAML reads it as a word, else in quotes."""
    if PLAIN.match(text):
        node = compose(text)
        if node and node.tag == TEXT_TAG:
            return text
    return json.dumps(text, ensure_ascii=False)


def _pair(node: yaml.Node, name: str) -> Pair | None:
    return next((pair for pair in node.value if pair[0].value == name), None)


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and not node.flow_style and bool(node.value)


def _is_literal(node: yaml.Node) -> bool:
    """Tell whether a value is a text under `|` or `>`: it ends where a line begins."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def _last_leaf(node: yaml.Node) -> yaml.Node:
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
