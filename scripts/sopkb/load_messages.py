"""What does loading say about a file that it cannot take?"""

from sopkb.findings import Location, Problem, Text
from sopkb.source import SourceFile
from sopkb.yaml_source import locate


def key_not_text(file: SourceFile, key: object) -> Problem:
    """Say that YAML reads an id as something else than text, such as `no` as false."""
    return Problem(
        at=locate(file, (key,)),
        message=Text(
            en=f"An id must be text; YAML reads one here as {key!r} (as with no, yes, on, 12).",
            zh=f"标识必须是文本；此处 YAML 读成了 {key!r}（如 no、yes、on、12 等未加引号）。",
        ),
        fix=Text(en='Put the id in quotes, such as "no":', zh='给该标识加引号，如 "no":'),
    )


def register_missing(path: str) -> Problem:
    """Say that a register's file is not there."""
    return Problem(
        at=Location(path=path),
        message=Text(en=f"{path} must exist; there is none.", zh=f"必须存在 {path}，当前没有。"),
        fix=Text(
            en="Restore it from Git. If it holds nothing yet, write {} (or [] for exceptions).",
            zh="从 Git 恢复该文件；如暂无内容，写入 {}（exceptions 写 []）。",
        ),
    )


def wrong_shape(file: SourceFile, expected: type) -> Problem:
    """Say that the file as a whole is not the mapping or list it must be."""
    en, zh = ("a list", "列表") if expected is list else ("keys with values", "键值")
    return Problem(
        at=file.at(1),
        message=Text(
            en=f"The file must hold {en}; it does not.",
            zh=f"文件内容必须是{zh}，当前不是。",
        ),
        fix=Text(
            en="Compare with the schema of the same name in data/schema/.",
            zh="请对照 data/schema/ 中的同名结构说明。",
        ),
    )


def duplicate_id(at: Location, document_id: str, other: SourceFile) -> Problem:
    """Say that another record has the id already."""
    return Problem(
        at=at,
        message=Text(
            en=f"An id must be given once and never again; {document_id} stands in {other.path}.",
            zh=f"文件编号必须唯一且不得复用；{document_id} 已用于 {other.path}。",
        ),
        fix=Text(
            en="Take the next free number: `sopkb new` finds it.",
            zh="请使用下一个空闲编号，可用 `sopkb new` 获取。",
        ),
    )


def ignored(path: str, expected: str) -> Problem:
    """Say that nothing reads a file where it stands or as it is named."""
    return Problem(
        at=Location(path=path),
        message=Text(
            en=f"Every file must be read by something; nothing reads {path}.",
            zh=f"每个文件都必须有用途；{path} 不会被读取。",
        ),
        fix=Text(en=f"Name it {expected}, or remove it.", zh=f"改名为 {expected}，或删除该文件。"),
    )


def id_in_row(at: Location) -> Problem:
    """Say that the id of a row is the key it stands under."""
    return Problem(
        at=at,
        message=Text(
            en="“id” is not a key that may stand here: the id is the key of the row.",
            zh="此处不能使用键“id”：条目的标识就是它的键名。",
        ),
        fix=Text(en="Remove the line.", zh="删除该行。"),
    )


def other_name(at: Location, row_id: str, name: str) -> Problem:
    """Say that a file with one row must be called as the row is."""
    return Problem(
        at=at,
        message=Text(
            en=f"The file must be named after the id in it; the id is {row_id}, the name {name}.",
            zh=f"文件名必须与其中的编号一致；编号为 {row_id}，文件名为 {name}。",
        ),
        fix=Text(
            en=f"Rename the file to {row_id}.yml, or write “id: {name}”.",
            zh=f"将文件改名为 {row_id}.yml，或改为“id: {name}”。",
        ),
    )
