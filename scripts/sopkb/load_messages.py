"""What does loading say about a file that it cannot take?"""

from collections.abc import Mapping

from sopkb.findings import Location, Problem, Text
from sopkb.source import SourceFile
from sopkb.yaml_source import locate

LONGEST_SEEN = 80


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


CELLS: Mapping[str, Text] = {
    "version": Text(en="a version such as 2.0", zh="形如 2.0 的版本号"),
    "required": Text(en="a whole number from 0", zh="不小于 0 的整数"),
    "completed": Text(en="a whole number from 0", zh="不小于 0 的整数"),
    "as_of": Text(en="a day of the form YYYY-MM-DD", zh="YYYY-MM-DD 形式的有效日期"),
}
FILLED_IN = Text(en="filled in", zh="已填写的内容")


def wrong_columns(file: SourceFile, wanted: list[str], seen: list[str]) -> Problem:
    """Say that the first line of a table does not name its columns."""
    return Problem(
        at=file.at(1),
        message=Text(
            en=f"The first line must name the columns {','.join(wanted)}; seen: {_cut(seen)}.",
            zh=f"首行必须是列名 {','.join(wanted)}，当前为：{_cut(seen)}。",
        ),
        fix=Text(
            en="Export it again with these columns in this order, separated by commas.",
            zh="请按此列名和顺序重新导出，以半角逗号分隔。",
        ),
    )


def wrong_count(file: SourceFile, line: int, wanted: int, seen: int) -> Problem:
    """Say that a row of a table has too many or too few cells."""
    return Problem(
        at=file.at(line),
        message=Text(
            en=f"Every row must have {wanted} cells; this one has {seen}.",
            zh=f"每行必须有 {wanted} 个单元格，本行有 {seen} 个。",
        ),
        fix=Text(
            en="Add what is missing, or put a cell with a comma in quotes.",
            zh="请补齐缺少的单元格；内容含逗号的单元格须加引号。",
        ),
    )


def wrong_cell(file: SourceFile, line: int, column: str, seen: str) -> Problem:
    """Say what a cell of a table must hold."""
    must = CELLS.get(column, FILLED_IN)
    return Problem(
        at=file.at(line),
        message=Text(
            en=f"“{column}” must be {must.en}; seen: “{_cut([seen])}”.",
            zh=f"“{column}”必须是{must.zh}，当前为：“{_cut([seen])}”。",
        ),
        fix=Text(en="Correct the cell, or export again.", zh="请更正该单元格，或重新导出。"),
    )


def not_a_table(file: SourceFile, line: int, reason: str) -> Problem:
    """Say that the lines of a table cannot be told apart into cells."""
    return Problem(
        at=file.at(line),
        message=Text(
            en=f"The file must be a table of comma-separated values; it is not: {reason}.",
            zh=f"文件必须是以逗号分隔的表格（CSV），当前无法读取：{reason}。",
        ),
        fix=Text(
            en="Look for a quotation mark that is not closed.", zh="请检查是否有未闭合的引号。"
        ),
    )


def _cut(cells: list[str]) -> str:
    text = ",".join(cells)
    return text if len(text) <= LONGEST_SEEN else f"{text[:LONGEST_SEEN]}…"
