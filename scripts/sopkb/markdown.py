"""Which headings, links, images, macro calls and summary does a page hold, and on which lines?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sopkb import markdown_blocks
from sopkb.findings import Location
from sopkb.front_matter import FrontMatter, read_front_matter
from sopkb.macro_calls import MacroCall, MacroFault, read_macro_calls
from sopkb.source import SourceFile

ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<body>[^{}]*?)\s*\}\s*$")
EXPLICIT_ID = re.compile(r"(?:^|\s)#(?P<id>[^\s{}#]+)")
MARKED_UP = re.compile(r"\]\(|\]\[|<")
RAW_LINK = re.compile(r"<(?P<tag>a|img)\b[^>]*?\b(?:href|src)=[\"'](?P<target>[^\"']*)[^>]*>", re.I)
RAW_ALTERNATIVE = re.compile(r"\balt=[\"'](?P<text>[^\"']*)", re.I)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
ATTRIBUTE_ID = re.compile(r"\{:?[^{}\n]*?#(?P<id>[^\s{}#]+)[^{}\n]*\}")
RAW_ID = re.compile(r"<[a-z][^>]*?\b(?:id|name)=[\"'](?P<id>[^\"']+)[\"']", re.I)


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


@dataclass(frozen=True, slots=True)
class Outline:
    """What the checks need to know of one page."""

    front_matter: FrontMatter
    headings: tuple[Heading, ...]
    summary: str | None
    links: tuple[Link, ...]
    anchors: frozenset[str]
    macro_calls: tuple[MacroCall, ...]
    macro_faults: tuple[MacroFault, ...]

    @property
    def title(self) -> str | None:
        """Give the text of the first H1."""
        return next((heading.text for heading in self.headings if heading.level == 1), None)


def read_outline(file: SourceFile) -> Outline:
    """Read a page's outline; any text gives an outline."""
    head = read_front_matter(file)
    body = _body(file, head.line_count)
    definitions: dict[str, Any] = {}
    tokens = _parser().parse(body, definitions)
    headings = tuple(_headings(tokens))
    calls, faults = read_macro_calls(file)
    return Outline(
        front_matter=head,
        headings=headings,
        summary=_summary(tokens),
        links=tuple(_links(file, tokens, definitions)),
        anchors=frozenset(_anchors(body, headings, tokens)),
        macro_calls=calls,
        macro_faults=faults,
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Build a parser of blocks only; inline text is parsed where it holds markup."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable("inline")
    markdown_blocks.install(parser)
    return _with_links_as_written(parser)


def _with_links_as_written(parser: MarkdownIt) -> MarkdownIt:
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _body(file: SourceFile, skipped: int) -> str:
    """Blank out the front matter so that line numbers stay those of the file."""
    if skipped == 0:
        return file.text
    return "\n" * skipped + "\n".join(file.lines[skipped:])


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            text, explicit = _split_attributes(inline.content)
            yield Heading(int(opening.tag[1]), text, explicit, opening.map[0] + 1)


def _split_attributes(content: str) -> tuple[str, str | None]:
    attributes = ATTRIBUTES.search(content)
    if attributes is None:
        return content.strip(), None
    explicit = EXPLICIT_ID.search(attributes["body"])
    return content[: attributes.start()].strip(), explicit["id"] if explicit else None


def _anchors(body: str, headings: Iterable[Heading], tokens: list[Token]) -> Iterator[str]:
    """Yield the explicit ids: of headings, of other elements with `{ #id }`, of raw HTML."""
    yield from (heading.id for heading in headings if heading.id)
    for token in tokens:
        if token.type == "inline" and "#" in token.content:
            yield from (match["id"] for match in ATTRIBUTE_ID.finditer(token.content))
    if "<" in body:
        yield from (match["id"] for match in RAW_ID.finditer(body))


def _summary(tokens: list[Token]) -> str | None:
    """Give the paragraph that directly follows the H1."""
    for index, token in enumerate(tokens):
        if token.type == "heading_close" and token.tag == "h1":
            after = tokens[index + 1 : index + 3]
            if len(after) == 2 and after[0].type == "paragraph_open":
                return after[1].content.strip() or None
            return None
    return None


def _links(file: SourceFile, tokens: list[Token], definitions: dict[str, Any]) -> Iterator[Link]:
    """Yield links in the order of the page; `definitions` are those of `[text][name]` links."""
    defined = {
        str(entry["href"]): entry["map"][0]
        for entry in reversed(definitions.get("references", {}).values())
    }
    places = Places(file, file.lines, defined)
    for token in tokens:
        if token.map is None:
            continue
        places.first, places.last = token.map
        if token.type == "inline" and (definitions or MARKED_UP.search(token.content)):
            yield from _inline_links(places, token, definitions)
        elif token.type == "html_block":
            yield from _raw_links(places, token.content)


def _inline_links(places: "Places", token: Token, definitions: dict[str, Any]) -> Iterator[Link]:
    inline = _inline_parser().parseInline(token.content, definitions)
    for child in (inline[0].children or []) if inline else []:
        target = child.attrGet("src" if child.type == "image" else "href")
        if target is not None:
            alternative = child.content if child.type == "image" else None
            yield Link(str(target), alternative, places.find(str(target)))
        elif child.type == "html_inline":
            yield from _raw_links(places, child.content)


@lru_cache(maxsize=1)
def _inline_parser() -> MarkdownIt:
    """Build a parser that gives link targets as they are written."""
    return _with_links_as_written(MarkdownIt("commonmark"))


def _raw_links(places: "Places", html: str) -> Iterator[Link]:
    for match in RAW_LINK.finditer(COMMENT.sub("", html)):
        yield Link(match["target"], _raw_alternative(match), places.find(match["target"]))


def _raw_alternative(match: re.Match[str]) -> str | None:
    if match["tag"].lower() != "img":
        return None
    alternative = RAW_ALTERNATIVE.search(match[0])
    return alternative["text"] if alternative else ""


@dataclass(slots=True)
class Places:
    """Where the link targets of a page stand, asked for in their order, one block at a time.

    `defined` holds the lines of `[name]: target`, for links that name their target elsewhere.
    """

    file: SourceFile
    lines: list[str]
    defined: Mapping[str, int]
    first: int = 0
    last: int = 0
    found_to: tuple[int, int] = (0, 0)

    def find(self, target: str) -> Location:
        """Find the next place of a target behind the last one found, else its first place."""
        wanted = re.compile(rf"(?<=[(<\"'=]){re.escape(target)}")
        place = self._search(wanted, self.found_to) or self._search(wanted, (0, 0))
        if place is None and target in self.defined:
            line = self.defined[target]
            return self.file.at(line + 1, self.lines[line].rfind(target) + 1 or 1)
        line, column = place or (self.first, 0)
        if place:
            self.found_to = (line, column + len(target))
        return self.file.at(line + 1, column + 1)

    def _search(self, wanted: re.Pattern[str], start: tuple[int, int]) -> tuple[int, int] | None:
        for index in range(max(self.first, start[0]), min(self.last, len(self.lines))):
            match = wanted.search(self.lines[index], start[1] if index == start[0] else 0)
            if match:
                return index, match.start()
        return None
