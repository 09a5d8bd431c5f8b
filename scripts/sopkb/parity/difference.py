"""What is a difference between two languages, and how is it said in both?"""

from dataclasses import dataclass
from enum import StrEnum

from sopkb.findings import Text


class Kind(StrEnum):
    """What differs."""

    SECTION = "section"
    LEVEL = "heading-level"
    ANCHOR = "heading-id"
    STEPS = "steps"
    BULLETS = "bullets"
    LIST_KIND = "list-kind"
    ORDER = "order"
    TABLE = "table"
    ROWS = "table-rows"
    COLUMNS = "table-columns"
    LINK = "link"
    IMAGE = "image"
    ADMONITION = "admonition"
    TAB = "tab"
    CODE = "code"
    CODE_BLOCK = "code-block"
    MACRO = "macro"
    AMOUNT = "amount"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One side of a difference: the line, and the value as written; empty where it is missing."""

    line: int
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between a source page and its translation, with a place in both."""

    kind: Kind
    section: str
    source: Spot
    target: Spot

    @property
    def message(self) -> Text:
        """Say in both languages what differs, with both values quoted."""
        noun = NOUNS[self.kind]
        return Text(
            en=f"{noun.en} must be the same in both languages: {_values_en(self)}.",
            zh=f"两种语言的{noun.zh}必须一致：{_values_zh(self)}。",
        )


NOUNS: dict[Kind, Text] = {
    Kind.SECTION: Text(en="Sections", zh="章节"),
    Kind.LEVEL: Text(en="The level of a heading", zh="标题级别"),
    Kind.ANCHOR: Text(en="The id of a heading", zh="标题锚点"),
    Kind.STEPS: Text(en="The number of steps", zh="步骤数量"),
    Kind.BULLETS: Text(en="The number of list items", zh="列表项数量"),
    Kind.LIST_KIND: Text(en="The kind of a list", zh="列表类型"),
    Kind.ORDER: Text(en="The order of steps or rows", zh="步骤或表格行的顺序"),
    Kind.TABLE: Text(en="The number of tables", zh="表格数量"),
    Kind.ROWS: Text(en="The number of table rows", zh="表格行数"),
    Kind.COLUMNS: Text(en="The number of table columns", zh="表格列数"),
    Kind.LINK: Text(en="Link targets", zh="链接目标"),
    Kind.IMAGE: Text(en="Images", zh="图片"),
    Kind.ADMONITION: Text(en="Admonitions", zh="提示框"),
    Kind.TAB: Text(en="The number of tabs", zh="选项卡数量"),
    Kind.CODE: Text(en="Code", zh="代码"),
    Kind.CODE_BLOCK: Text(en="Code blocks", zh="代码块"),
    Kind.MACRO: Text(en="Macro calls", zh="宏调用"),
    Kind.AMOUNT: Text(en="Amounts", zh="数值"),
    Kind.UNTRANSLATED: Text(en="The text of a section", zh="章节正文"),
}


def _values_en(difference: Difference) -> str:
    source, target = difference.source, difference.target
    if difference.kind is Kind.UNTRANSLATED:
        return f"it is not translated, “{target.value}”"
    shown = [f"“{spot.value}”" if spot.value else "nothing" for spot in (source, target)]
    return (
        f"the source has {shown[0]} (line {source.line}), "
        f"the translation {shown[1]} (line {target.line})"
    )


def _values_zh(difference: Difference) -> str:
    source, target = difference.source, difference.target
    if difference.kind is Kind.UNTRANSLATED:
        return f"该章节尚未翻译，“{target.value}”"
    shown = [f"“{spot.value}”" if spot.value else "没有对应内容" for spot in (source, target)]
    return f"原文为{shown[0]}（第 {source.line} 行），译文为{shown[1]}（第 {target.line} 行）"
