"""Which headings, links, images, anchors and macro calls does a page hold, and on which lines?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from markdown_it import MarkdownIt

from sopkb.findings import Location
from sopkb.front_matter import FrontMatter, read_front_matter
from sopkb.macro_calls import MacroCall, MacroFault, read_macro_calls
from sopkb.sections import HeadingLine, body_lines, heading_of, underlined
from sopkb.source import SourceFile
from sopkb.text_blocks import TextBlock, text_blocks

CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.S)
PLAIN_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()<>\s]*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
BRACKET_ENDS = re.compile(r"\](?=[\[(])")
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ ]*(?:<(?=[^<>\n]*>))?(?P<target>(?<=<)[^<>\n]*|[^\s<>]+)"
)
RAW_LINK = re.compile(r"<(?P<tag>a|img)\b[^>]*?\b(?:href|src)=[\"'](?P<target>[^\"']*)[^>]*>", re.I)
RAW_ALTERNATIVE = re.compile(r"\balt=[\"'](?P<text>[^\"']*)", re.I)
ATTRIBUTE_ID = re.compile(r"\{:?[^{}\n]*?#(?P<id>[^\s{}#]+)[^{}\n]*\}")
RAW_ID = re.compile(r"<[a-z][^>]*?\b(?:id|name)=[\"'](?P<id>[^\"']+)[\"']", re.I)
ODD = re.compile(r"\\|\]\[|\]\(<|<(?!/?[a-zA-Z]+\b)|&|<[a-z]+:")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 6, its text without attributes, its explicit id if it has one."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link (alternative None) or an image: its target as written, its alternative text."""

    target: str
    alternative: str | None
    at: Location


@dataclass(frozen=True)
class Outline:
    """What the checks need to know of one page; its macro calls are read when first asked for."""

    file: SourceFile
    front_matter: FrontMatter
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    anchors: frozenset[str]

    @property
    def macro_calls(self) -> tuple[MacroCall, ...]:
        """Give the macro calls in the order of their lines."""
        return self._macros[0]

    @property
    def macro_faults(self) -> tuple[MacroFault, ...]:
        """Give what prevents the macro calls from being read."""
        return self._macros[1]

    @cached_property
    def _macros(self) -> tuple[tuple[MacroCall, ...], tuple[MacroFault, ...]]:
        return read_macro_calls(self.file)

    @property
    def title(self) -> str | None:
        """Give the text of the first H1."""
        return next((heading.text for heading in self.headings if heading.level == 1), None)


def read_outline(file: SourceFile) -> Outline:
    """Read a page's outline; any text gives an outline."""
    head = read_front_matter(file)
    blocks = tuple(text_blocks(body_lines(file.lines, head.line_count)))
    headings = tuple(_headings(blocks))
    return Outline(
        file=file,
        front_matter=head,
        headings=headings,
        links=tuple(_links(file, blocks)),
        anchors=frozenset(_anchors(headings, blocks)),
    )


def _headings(blocks: tuple[TextBlock, ...]) -> Iterator[Heading]:
    for block in blocks:
        found = heading_of(block.lines[0][block.start :], block.number) or _underlined(block)
        if found:
            yield Heading(found.level, found.text, found.id, found.number)


def _underlined(block: TextBlock) -> HeadingLine | None:
    """Read a heading that is a paragraph underlined with `=` or `-`."""
    if len(block.lines) < 2 or block.lines[0][: block.start].strip():
        return None
    title = "\n".join(line.strip() for line in block.lines[:-1])
    found = underlined(title, block.lines[-1], block.number + 1)
    return found._replace(number=block.number) if found else None


def _anchors(headings: tuple[Heading, ...], blocks: tuple[TextBlock, ...]) -> Iterator[str]:
    """Yield the explicit ids: of headings, of other elements with `{ #id }`, of raw HTML."""
    yield from (heading.id for heading in headings if heading.id)
    for block in blocks:
        for line in block.lines:
            if "#" in line and "{" in line:
                yield from (match["id"] for match in ATTRIBUTE_ID.finditer(line))
        if any("<" in line for line in block.lines):
            yield from (match["id"] for match in RAW_ID.finditer(block.text))


def _links(file: SourceFile, blocks: tuple[TextBlock, ...]) -> Iterator[Link]:
    """Yield links in the order of the page."""
    defined = Definitions.read(file, blocks) if "]:" in file.text else NO_DEFINITIONS
    for block in blocks:
        text = block.text
        if "](" not in text and "<" not in text and not (defined.places and "[" in text):
            continue
        if defined.places and DEFINITION.match(text):
            continue
        masked = CODE_SPAN.sub(lambda match: " " * len(match[0]), text) if "`" in text else text
        plain = list(PLAIN_LINK.finditer(masked))
        if _is_odd(masked, plain, defined):
            yield from _parsed_links(file, block, text, defined)
        else:
            yield from _plain_links(file, block, masked, plain)


def _is_odd(masked: str, plain: list[re.Match[str]], defined: "Definitions") -> bool:
    """Tell whether a text needs a real parser: escapes, nesting, references, autolinks."""
    if ODD.search(masked) or (defined.places and "[" in masked):
        return True
    return len(plain) != len(BRACKET_ENDS.findall(masked))


def _plain_links(
    file: SourceFile, block: TextBlock, text: str, plain: list[re.Match[str]]
) -> Iterator[Link]:
    raw = list(RAW_LINK.finditer(text)) if "<" in text else []
    for match in sorted((*plain, *raw), key=lambda match: match.start("target")):
        is_raw = "tag" in match.re.groupindex
        alternative = _raw_alternative(match) if is_raw else _alternative(match)
        yield Link(match["target"], alternative, _at(file, block, text, match.start("target")))


def _alternative(match: re.Match[str]) -> str | None:
    return match["text"] if match["image"] else None


def _raw_alternative(match: re.Match[str]) -> str | None:
    if match["tag"].lower() != "img":
        return None
    alternative = RAW_ALTERNATIVE.search(match[0])
    return alternative["text"] if alternative else ""


def _at(file: SourceFile, block: TextBlock, text: str, offset: int) -> Location:
    line_start = text.rfind("\n", 0, offset) + 1
    return file.at(block.number + text.count("\n", 0, offset), offset - line_start + 1)


def _parsed_links(
    file: SourceFile, block: TextBlock, text: str, defined: "Definitions"
) -> Iterator[Link]:
    """Read the links of an odd text with the parser, and find where each stands."""
    first = block.lines[0][block.start :]
    content = "\n".join((first, *(line.strip() for line in block.lines[1:])))
    found_to = 0
    for target, alternative in _parsed(content, defined.environment):
        wanted = re.compile(rf"(?<=[(<\"'=]){re.escape(target)}")
        place = wanted.search(text, found_to) or wanted.search(text)
        if place:
            found_to = place.end()
            yield Link(target, alternative, _at(file, block, text, place.start()))
        else:
            yield Link(target, alternative, defined.places.get(target, file.at(block.number)))


def _parsed(content: str, environment: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    inline = _inline_parser().parseInline(content, dict(environment))
    for child in (inline[0].children or []) if inline else []:
        target = child.attrGet("src" if child.type == "image" else "href")
        if target is not None:
            yield str(target), child.content if child.type == "image" else None
        elif child.type == "html_inline":
            for match in RAW_LINK.finditer(child.content):
                yield match["target"], _raw_alternative(match)


@dataclass(frozen=True, slots=True)
class Definitions:
    """The targets that links name elsewhere, as in `[name]: target`, and where they stand."""

    places: Mapping[str, Location]
    environment: Mapping[str, Any]

    @classmethod
    def read(cls, file: SourceFile, blocks: tuple[TextBlock, ...]) -> "Definitions":
        """Read the definitions of a page."""
        places: dict[str, Location] = {}
        lines = []
        for block in blocks:
            for index, line in enumerate(block.lines):
                match = DEFINITION.match(line) if "]:" in line else None
                if match:
                    lines.append(line)
                    at = file.at(block.number + index, match.start("target") + 1)
                    places.setdefault(match["target"], at)
        environment: dict[str, Any] = {}
        _inline_parser().parse("\n".join(lines), environment)
        return cls(places, environment)


NO_DEFINITIONS = Definitions({}, {})


@lru_cache(maxsize=1)
def _inline_parser() -> MarkdownIt:
    """Build a parser that gives link targets as they are written."""
    parser = MarkdownIt("commonmark")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
