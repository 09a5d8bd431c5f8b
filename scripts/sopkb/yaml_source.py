"""What does a YAML file say, read strictly, and where does each key stand?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from sopkb import yaml_messages
from sopkb.findings import LoadProblem, Location
from sopkb.source import SourceFile

KeyPath = tuple[str | int, ...]

FULL_WIDTH_KEY = re.compile(r"^\s*(?:- )?[a-z_][a-z0-9_-]*：")
DEEPEST = 100
TEXT_TAG = "tag:yaml.org,2002:str"
BRACKET = re.compile(r"[\[\]{}]")
PLAIN_KEY = re.compile(r"^\s*(?:- )?[A-Za-z_][\w-]*\s*:\s*(?P<value>.*?)(?:\s+#.*)?$")
INVISIBLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, and U+0085, U+2028, U+2029, at which YAML alone would begin a new line."""


class StrictLoader(yaml.CSafeLoader):
    """YAML 1.1 without dates: a day stays text until the model judges it."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class YamlContent:
    """The values of a YAML file (None where it could not be read) and the problems met."""

    value: Any
    problems: tuple[LoadProblem, ...] = ()


def read_yaml(file: SourceFile) -> YamlContent:
    """Read values strictly: no duplicate keys, no aliases, no full-width colons, no tags."""
    invisible = INVISIBLE.search(file.text)
    if invisible:
        return YamlContent(None, (yaml_messages.invisible(file, invisible),))
    if _depth(file.text) > DEEPEST:
        return YamlContent(None, (yaml_messages.syntax(file.at(1), "too deeply nested"),))
    try:
        node = compose(file.text)
        problems = tuple(_judge(file, node)) if node else ()
        if any(problem.code == "yaml-syntax" for problem in problems):
            return YamlContent(None, problems)
        return YamlContent(_construct(node), problems)
    except yaml.MarkedYAMLError as error:
        return YamlContent(None, (_explain(file, error),))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return YamlContent(None, (yaml_messages.syntax(file.at(1), str(error).split("\n")[0]),))


def _depth(text: str) -> int:
    """Count how deeply brackets are open at most; libyaml does not survive a million."""
    deepest = depth = 0
    for bracket in BRACKET.findall(text) if text.count("[") + text.count("{") > DEEPEST else ():
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=32)
def compose(text: str) -> yaml.Node | None:
    """Parse a text into YAML nodes, which know their lines."""
    loader = StrictLoader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def locate(file: SourceFile, key_path: tuple[object, ...]) -> Location:
    """Give the place of a key path, or of its nearest parent that exists.

    A step is a key as written, an index, or what YAML reads a key as, such as False for `no`.
    """
    node, mark = compose(file.text), None
    for step in key_path:
        node, found = _child(node, step)
        mark = found or mark
    dotted = ".".join(str(step) for step in key_path)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Location(path=file.path, line=line, column=column, key=dotted)


def exists(file: SourceFile, key_path: tuple[object, ...]) -> bool:
    """Tell whether the file holds a value under a key path."""
    node = compose(file.text)
    for step in key_path:
        node, _ = _child(node, step)
    return node is not None


def written(file: SourceFile, key_path: KeyPath) -> str | None:
    """Give a scalar exactly as it is written in the file, None if there is none."""
    node = compose(file.text)
    for step in key_path:
        node, _ = _child(node, step)
    return node.value if isinstance(node, yaml.ScalarNode) else None


def _child(node: yaml.Node | None, step: object) -> tuple[yaml.Node | None, yaml.Mark | None]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step) or _is_read_as(key, step):
                return value, key.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None, None


def _is_read_as(key: yaml.Node, step: object) -> bool:
    if isinstance(step, str) or not isinstance(key, yaml.ScalarNode):
        return False
    value = _construct(key)
    return type(value) is type(step) and bool(value == step)


def _construct(node: yaml.Node | None) -> Any:
    """Give the values of a node; the text of the file, most of it, needs no constructor."""
    if isinstance(node, yaml.MappingNode):
        return {_key(key): _construct(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item) for item in node.value]
    if node is None or node.tag == TEXT_TAG:
        return node and node.value
    return _constructor().construct_document(node)


def _key(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _construct(node)
    raise yaml.constructor.ConstructorError(
        None, None, "a key must be a single word", node.start_mark
    )


@lru_cache(maxsize=1)
def _constructor() -> StrictLoader:
    return StrictLoader("")


def _judge(file: SourceFile, node: yaml.Node) -> Iterator[LoadProblem]:
    """Walk the nodes once for everything that YAML itself would let pass in silence.

    Scalars, most of all nodes, are walked only where a mark of the text says that it matters.
    """
    with_scalars = any(mark in file.text for mark in "*!：")
    pending, seen = [node], set[int]()
    loader = StrictLoader("")
    while pending:
        current = pending.pop()
        if id(current) in seen:
            yield yaml_messages.alias(file, current)
            continue
        seen.add(id(current))
        if "!" in file.text and current.tag != _implicit_tag(loader, current):
            yield yaml_messages.tag(file, current)
        if isinstance(current, yaml.MappingNode):
            yield from _duplicate_keys(file, current)
        elif isinstance(current, yaml.ScalarNode) and not current.style and "：" in current.value:
            yield from _full_width_colons(file, current)
        parts = _parts(current)
        pending += parts if with_scalars else (p for p in parts if type(p) is not yaml.ScalarNode)


def _parts(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _implicit_tag(loader: StrictLoader, node: yaml.Node) -> str:
    """Give the kind that YAML finds by itself, without a tag such as !!str."""
    is_plain = not getattr(node, "style", None)
    tag = loader.resolve(  # type: ignore[no-untyped-call]
        type(node), node.value, (is_plain, not is_plain)
    )
    return str(tag)


def _duplicate_keys(file: SourceFile, node: yaml.MappingNode) -> Iterator[LoadProblem]:
    if len({str(key.value) for key, _ in node.value}) == len(node.value):
        return
    first_lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in first_lines:
            yield yaml_messages.duplicate_key(
                file.at(line, key.start_mark.column + 1), name, first_lines[name]
            )
        first_lines.setdefault(name, line)


def _full_width_colons(file: SourceFile, node: yaml.ScalarNode) -> Iterator[LoadProblem]:
    first, last = node.start_mark.line, node.end_mark.line
    for index in range(first, min(last + 1, len(file.lines))):
        if FULL_WIDTH_KEY.match(file.lines[index]):
            yield yaml_messages.full_width_colon(file, index + 1)


def _explain(file: SourceFile, error: yaml.MarkedYAMLError) -> LoadProblem:
    """Turn the parser's words into what a person should do."""
    mark = error.problem_mark or error.context_mark
    if mark and error.context_mark and _is_end(file, mark):
        mark = error.context_mark
    last = len(file.text.rstrip().split("\n")) - 1
    index = min(mark.line, last) if mark else 0
    for near in (index, index - 1):
        if near >= 0 and FULL_WIDTH_KEY.match(file.lines[near]):
            return yaml_messages.full_width_colon(file, near + 1)
    place = file.at(index + 1, mark.column + 1 if mark and mark.line == index else 1)
    line = file.lines[index]
    if "\t" in line:
        return yaml_messages.tab(file.at(index + 1, line.index("\t") + 1))
    value = PLAIN_KEY.match(line)
    if value and value["value"][:1] in set("@`%*&!|>"):
        return yaml_messages.unquoted(place, value["value"])
    return yaml_messages.syntax(place, error.problem or "not valid")


def _is_end(file: SourceFile, mark: yaml.Mark) -> bool:
    """Tell whether nothing follows a place: what was never closed began further up."""
    rest = file.lines[mark.line :]
    return not rest or not (rest[0][mark.column :].strip() or "".join(rest[1:]).strip())
