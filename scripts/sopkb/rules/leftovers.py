"""Is there any text left that was only meant to be there until the real one is written?"""

import re
from collections.abc import Iterator

import yaml

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.prose import without_code
from sopkb.rules.engine import Context, rule
from sopkb.source import SourceFile
from sopkb.yaml_source import compose

HAN = "\u4e00-\u9fff"
WORD_START = rf"(?<![^\W{HAN}])(?<![“「『\"'‘])"
WORD_END = rf"(?![^\W{HAN}])"
WORD_SIGNS = ("TODO", "TBD", "FIXME", "XXX", "orem ", "待补充", "待定", "待完善", "占位")
WORD = re.compile(
    rf"{WORD_START}(?:TODO|TBD|FIXME){WORD_END}"
    rf"|{WORD_START}(?<![-X*])(?<![X\d*][ ])XXX{WORD_END}(?![-*]|[ ][X\d*])"
    rf"|{WORD_START}[Ll]orem [Ii]psum"
    rf"|(?<![等期对看招接款优“「『\"'‘])待定(?![{HAN}])"
    rf"|(?<![等“「『\"'‘])(?<!资料|材料|信息|凭证|证件|证据|证明|照片|图片|文件)待(?:补充|完善)(?![{HAN}])"
    rf"|(?:(?<![{HAN}“「『\"'‘])|(?<=此处)|(?<=暂时))占位(?![{HAN}])"
)
"""Marks of unfinished text; in quotes they are spoken about, and 等待定位 is another word."""

CANDIDATE = re.compile("TODO|TBD|FIXME|XXX|[Ll]orem|待补充|待定|待完善|占位")
"""Where such a mark may begin: a plain pattern that is searched quickly."""

BRACKET_SIGNS = ("fill ", "to be ", "填写", "填入", "待填")
BRACKET = re.compile(
    r"[<＜](?![!/])[^<>＜＞\n=]{0,40}\b(?:fill (?:this |it )?in|to be (?:added|written|defined))\b"
    r"[^<>＜＞\n=]{0,40}[>＞]"
    r"|[<＜](?![!/])[^<>＜＞\n=]{0,30}(?:填写|填入|待填)[^<>＜＞\n=]{0,30}[>＞]"
)
NOT_SHOWN = frozenset({"keywords", "synonyms", "forbidden"})
NAMES_OF_STATES = "vocabulary"


@rule(Severity.ERROR)
def leftover_text(context: Context) -> Iterator[Problem]:
    """No text may be left that stands in for what is still to be written.

    不得遗留尚未写完的占位文字。

    Bad: Limit: TBD
    Good: Limit: {{ value('refund-agent-limit') }}
    """
    for page in context.pages:
        if _may_be_unfinished(page.file.text) and any(_leftovers(page.file.text)):
            for match in _leftovers(without_code(page.file.text)):
                yield _left(page.file.position(match.start()), match[0])
    for file in _data_files(context):
        if _may_be_unfinished(file.text):
            yield from _left_in_data(file)


def _may_be_unfinished(text: str) -> bool:
    if any(sign in text for sign in WORD_SIGNS):
        return True
    return ("<" in text or "＜" in text) and any(sign in text for sign in BRACKET_SIGNS)


def _leftovers(text: str) -> Iterator[re.Match[str]]:
    for candidate in CANDIDATE.finditer(text):
        found = WORD.match(text, candidate.start())
        if found:
            yield found
    yield from BRACKET.finditer(text)


def _data_files(context: Context) -> Iterator[SourceFile]:
    for file in context.catalog.record_files.values():
        if context.covers(file.path):
            yield file
    for name, file in context.catalog.register_files.items():
        if name != NAMES_OF_STATES:
            yield file
    for items in context.catalog.item_files.values():
        yield from items.values()


def _left_in_data(file: SourceFile) -> Iterator[Problem]:
    """Search the values of a file; comments and words to search by are not shown to readers."""
    try:
        root = compose(file.text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return
    for node in _shown(root):
        for match in _leftovers(node.value):
            mark = node.start_mark
            yield _left(file.at(mark.line + 1, mark.column + 1), match[0])


def _shown(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _shown(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in NOT_SHOWN:
                yield from _shown(value)


def _left(at: Location, seen: str) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"Text must be finished before it is published; “{seen}” is left over.",
            zh=f"内容必须写完才能发布，此处遗留“{seen}”。",
        ),
        fix=Text(
            en="Write what belongs here, or remove it; note open points in the issue tracker.",
            zh="请补全此处内容或将其删除；未决事项请另行登记。",
        ),
    )
