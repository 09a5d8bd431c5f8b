"""Does a page begin with front matter, does it parse, and which keys does it hold?

MkDocs drops front matter that does not parse without a word, and prints it as text.
"""

import re
from dataclasses import dataclass

import yaml

from sopkb.findings import Location, Text
from sopkb.source import SourceFile
from sopkb.yaml_source import KeyPath, compose, locate, read_yaml

META_LINE = re.compile(r"^[ ]{0,3}[A-Za-z0-9_-]+\s*[:：](?!//)\s*(?P<value>.*)$")
FENCE = re.compile(r"^-{3,}[ \t]*$")
CLOSING = re.compile(r"^(?:-{3}|\.{3})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the beginning of a page is not front matter, though it looks like it."""

    at: Location
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a page: its keys in order, how many lines it takes, and what is wrong."""

    keys: tuple[str, ...] = ()
    line_count: int = 0
    fault: Fault | None = None
    block: SourceFile | None = None

    def locate(self, key: str) -> Location:
        """Give the place of a key in the page."""
        assert self.block is not None
        return locate(self.block, (key,))


def read_front_matter(file: SourceFile) -> FrontMatter:
    """Read the head of a page as MkDocs would, but say what MkDocs keeps silent."""
    if file.text.startswith("# "):
        return FrontMatter()
    lines = file.lines
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return FrontMatter()
    if FENCE.match(lines[first]):
        return _fenced(file, first)
    if META_LINE.match(lines[first]):
        return FrontMatter(fault=_bare_meta(file, first))
    return FrontMatter()


def _fenced(file: SourceFile, first: int) -> FrontMatter:
    lines = file.lines
    end = next((i for i in range(first + 1, len(lines)) if CLOSING.match(lines[i])), None)
    if end is None:
        if first == 0 and len(lines) > 1 and META_LINE.match(lines[1]):
            return FrontMatter(fault=_unclosed(file))
        return FrontMatter()
    if first > 0:
        if not any(META_LINE.match(line) for line in lines[first + 1 : end]):
            return FrontMatter()
        return FrontMatter(line_count=end + 1, fault=_leading_blank(file, first))
    block = SourceFile(file.path, "\n" + "\n".join(lines[1:end]) + "\n")
    return _parsed(block, end + 1)


def _parsed(block: SourceFile, line_count: int) -> FrontMatter:
    content = read_yaml(block)
    if content.problems:
        problem = content.problems[0].problem
        fault = Fault(problem.at, problem.message, problem.fix)
        return FrontMatter(line_count=line_count, fault=fault)
    if not isinstance(content.value, dict):
        return FrontMatter(line_count=line_count, fault=_not_a_mapping(block))
    impossible = _impossible_date(block)
    keys = tuple(str(key) for key in content.value)
    return FrontMatter(keys=keys, line_count=line_count, fault=impossible, block=block)


def _impossible_date(block: SourceFile) -> Fault | None:
    """Find a value that MkDocs' own YAML reader refuses, such as the day 2026-02-30."""
    try:
        yaml.load(block.text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        key_path = _first_bad_key(block)
        return Fault(
            locate(block, key_path),
            Text(
                en="Every date must exist in the calendar; this one does not, and MkDocs would "
                "drop the whole front matter in silence.",
                zh="日期必须真实存在；此处日期不存在，MkDocs 会静默丢弃整段元数据。",
            ),
            Text(
                en="Correct the date, or remove the key.",
                zh="更正日期，或删除该键。",
            ),
        )
    return None


def _first_bad_key(block: SourceFile) -> KeyPath:
    node = compose(block.text)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        try:
            yaml.load(f"{key.value}: {value.value}", Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError, TypeError):
            return (str(key.value),)
    return ()


def _unclosed(file: SourceFile) -> Fault:
    return Fault(
        file.at(1),
        Text(
            en="Front matter must be closed by a line of three dashes; there is none.",
            zh="元数据区必须以一行“---”结束，当前没有结束行。",
        ),
        Text(en="Add a line “---” after the last key.", zh="在最后一个键之后加一行“---”。"),
    )


def _leading_blank(file: SourceFile, first: int) -> Fault:
    return Fault(
        file.at(first + 1),
        Text(
            en="Front matter must begin on line 1; a blank line stands before it, and MkDocs "
            "would print it as text.",
            zh="元数据区必须从第 1 行开始；其前有空行，MkDocs 会把它当作正文显示。",
        ),
        Text(en="Delete the blank lines above “---”.", zh="删除“---”之前的空行。"),
    )


def _bare_meta(file: SourceFile, first: int) -> Fault:
    seen = file.lines[first].strip()
    return Fault(
        file.at(first + 1),
        Text(
            en=f"A page must not begin with a line of the form “key: value”; MkDocs takes it "
            f"for metadata and hides it. Seen: {seen}",
            zh=f"页面不能以“键: 值”形式的行开头，MkDocs 会将其当作元数据隐藏。当前为：{seen}",
        ),
        Text(
            en="Begin the page with its title (“# …”); control data belongs in the record.",
            zh="页面应以标题（“# …”）开头；受控信息请写在记录文件中。",
        ),
    )


def _not_a_mapping(block: SourceFile) -> Fault:
    return Fault(
        block.at(2),
        Text(
            en="Front matter must be lines of the form “key: value”.",
            zh="元数据区的每一行必须是“键: 值”。",
        ),
        Text(
            en="Write “hide: [toc]” or remove the front matter.",
            zh="改为如“hide: [toc]”的写法，或删除元数据区。",
        ),
    )
