"""What does a YAML file say, read strictly, and where does each key stand?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from sopkb.findings import LoadProblem, Location, Problem, Text
from sopkb.source import SourceFile

KeyPath = tuple[str | int, ...]

FULL_WIDTH_KEY = re.compile(r"^\s*(?:- )?[A-Za-z_][\w-]*：")
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
        return YamlContent(None, (_invisible(file, invisible),))
    try:
        node = compose(file.text)
        problems = tuple(_judge(file, node)) if node else ()
        if any(problem.code == "yaml-syntax" for problem in problems):
            return YamlContent(None, problems)
        return YamlContent(_construct(node), problems)
    except yaml.MarkedYAMLError as error:
        return YamlContent(None, (_explain(file, error),))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return YamlContent(None, (_syntax(file.at(1), str(error).split("\n")[0]),))


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
    if node is None:
        return None
    loader = StrictLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _judge(file: SourceFile, node: yaml.Node) -> Iterator[LoadProblem]:
    """Walk the nodes once for everything that YAML itself would let pass in silence."""
    pending, seen = [node], set[int]()
    loader = StrictLoader("")
    while pending:
        current = pending.pop()
        if id(current) in seen:
            yield _alias(file, current)
            continue
        seen.add(id(current))
        if current.tag != _implicit_tag(loader, current):
            yield _tag(file, current)
        if isinstance(current, yaml.MappingNode):
            yield from _duplicate_keys(file, current)
            pending += [part for pair in current.value for part in pair]
        elif isinstance(current, yaml.SequenceNode):
            pending += current.value
        elif isinstance(current, yaml.ScalarNode) and not current.style and "：" in current.value:
            yield from _full_width_colons(file, current)


def _implicit_tag(loader: StrictLoader, node: yaml.Node) -> str:
    """Give the kind that YAML finds by itself, without a tag such as !!str."""
    is_plain = not getattr(node, "style", None)
    tag = loader.resolve(  # type: ignore[no-untyped-call]
        type(node), node.value, (is_plain, not is_plain)
    )
    return str(tag)


def _duplicate_keys(file: SourceFile, node: yaml.MappingNode) -> Iterator[LoadProblem]:
    first_lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in first_lines:
            yield _duplicate_key(file.at(line, key.start_mark.column + 1), name, first_lines[name])
        first_lines.setdefault(name, line)


def _full_width_colons(file: SourceFile, node: yaml.ScalarNode) -> Iterator[LoadProblem]:
    first, last = node.start_mark.line, node.end_mark.line
    for index in range(first, min(last + 1, len(file.lines))):
        if FULL_WIDTH_KEY.match(file.lines[index]):
            yield _full_width_colon(file, index + 1)


def _explain(file: SourceFile, error: yaml.MarkedYAMLError) -> LoadProblem:
    """Turn the parser's words into what a person should do."""
    mark = error.problem_mark or error.context_mark
    if mark and error.context_mark and _is_end(file, mark):
        mark = error.context_mark
    last = len(file.text.rstrip().split("\n")) - 1
    index = min(mark.line, last) if mark else 0
    for near in (index, index - 1):
        if near >= 0 and FULL_WIDTH_KEY.match(file.lines[near]):
            return _full_width_colon(file, near + 1)
    place = file.at(index + 1, mark.column + 1 if mark and mark.line == index else 1)
    line = file.lines[index]
    if "\t" in line:
        return _tab(file.at(index + 1, line.index("\t") + 1))
    value = PLAIN_KEY.match(line)
    if value and value["value"][:1] in set("@`%*&!|>"):
        return _unquoted(place, value["value"])
    return _syntax(place, error.problem or "not valid")


def _is_end(file: SourceFile, mark: yaml.Mark) -> bool:
    """Tell whether nothing follows a place: what was never closed began further up."""
    rest = file.lines[mark.line :]
    return not rest or not (rest[0][mark.column :].strip() or "".join(rest[1:]).strip())


def _syntax(at: Location, reason: str) -> LoadProblem:
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=at,
            message=Text(
                en=f"The file must be valid YAML; here the reader stopped: {reason}.",
                zh=f"文件必须是有效的 YAML，解析在此处中断：{reason}。",
            ),
            fix=Text(
                en="Compare this line and the one above with a working file: indentation in "
                "spaces, a colon and a space after each key, quotes closed.",
                zh="请对照正常文件检查本行及上一行：用空格缩进，键名后为半角冒号加空格，引号成对。",
            ),
        ),
    )


def _tab(at: Location) -> LoadProblem:
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=at,
            message=Text(
                en="YAML must be indented with spaces; this line holds a tab.",
                zh="YAML 必须用空格缩进，本行含有制表符（Tab）。",
            ),
            fix=Text(en="Replace the tab with two spaces.", zh="将制表符替换为两个空格。"),
        ),
    )


def _unquoted(at: Location, value: str) -> LoadProblem:
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=at,
            message=Text(
                en=f"A value that begins with “{value[0]}” must stand in quotes; seen: {value}.",
                zh=f"以“{value[0]}”开头的值必须加引号，当前为：{value}。",
            ),
            fix=Text(en=f'Write "{value}".', zh=f'改为 "{value}"。'),
        ),
    )


def _invisible(file: SourceFile, match: re.Match[str]) -> LoadProblem:
    name = f"U+{ord(match[0]):04X}"
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=file.position(match.start()),
            message=Text(
                en=f"The file must hold visible characters only; here stands {name}.",
                zh=f"文件不能含有不可见字符，此处有 {name}。",
            ),
            fix=Text(
                en="Delete the character between its visible neighbours, or type the line anew.",
                zh="删除该处的不可见字符，或重新键入本行。",
            ),
        ),
    )


def _tag(file: SourceFile, node: yaml.Node) -> LoadProblem:
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=file.at(node.start_mark.line + 1, node.start_mark.column + 1),
            message=Text(
                en="A value must be written without a tag, which begins with “!”.",
                zh="值不能带有以“!”开头的标签。",
            ),
            fix=Text(
                en='Remove the tag; put text that YAML would misread in quotes, such as "1.10".',
                zh='删除该标签；会被 YAML 误读的文本请加引号，如 "1.10"。',
            ),
        ),
    )


def _alias(file: SourceFile, node: yaml.Node) -> LoadProblem:
    return LoadProblem(
        code="yaml-syntax",
        problem=Problem(
            at=file.at(node.start_mark.line + 1, node.start_mark.column + 1),
            message=Text(
                en="Every value must be written out; this one is reused through an alias (*name).",
                zh="每个值都必须完整写出，此处通过别名（*name）被重复引用。",
            ),
            fix=Text(
                en="Write the value out at both places and remove & and *.",
                zh="在两处分别写出该值，并删除 & 与 * 标记。",
            ),
        ),
    )


def _duplicate_key(at: Location, name: str, first_line: int) -> LoadProblem:
    return LoadProblem(
        code="yaml-duplicate-key",
        problem=Problem(
            at=at,
            message=Text(
                en=f"A key must stand once; “{name}” stands on line {first_line} already.",
                zh=f"同一个键只能出现一次，“{name}”已在第 {first_line} 行出现。",
            ),
            fix=Text(
                en="Keep the one that is right and delete the other.",
                zh="保留正确的一处，删除另一处。",
            ),
        ),
    )


def _full_width_colon(file: SourceFile, line: int) -> LoadProblem:
    text = file.lines[line - 1]
    return LoadProblem(
        code="yaml-full-width-colon",
        problem=Problem(
            at=file.at(line, text.index("：") + 1),
            message=Text(
                en=f"A key must be followed by a half-width colon; seen: {text.strip()}",
                zh=f"键名后必须使用半角冒号，当前为：{text.strip()}",
            ),
            fix=Text(
                en=f"Write: {text.strip().replace('：', ': ', 1)}",
                zh=f"改为：{text.strip().replace('：', ': ', 1)}",
            ),
        ),
    )
