"""What does reading YAML say about a text that is not strict YAML?"""

import re

import yaml

from sopkb.findings import LoadProblem, Location, Problem, Text
from sopkb.source import SourceFile


def syntax(at: Location, reason: str) -> LoadProblem:
    """Say where the parser stopped, in its own words."""
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


def tab(at: Location) -> LoadProblem:
    """Say that a tab stands where YAML needs spaces."""
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


def unquoted(at: Location, value: str) -> LoadProblem:
    """Say that a value needs quotes."""
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


def invisible(file: SourceFile, match: re.Match[str]) -> LoadProblem:
    """Say that a character that nobody sees stands here."""
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


def tag(file: SourceFile, node: yaml.Node) -> LoadProblem:
    """Say that a value carries a tag such as !!str."""
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


def alias(file: SourceFile, node: yaml.Node) -> LoadProblem:
    """Say that a value is reused through an alias."""
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


def duplicate_key(at: Location, name: str, first_line: int) -> LoadProblem:
    """Say that a key stands there already."""
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


def full_width_colon(file: SourceFile, line: int) -> LoadProblem:
    """Say that a key is followed by a full-width colon."""
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
