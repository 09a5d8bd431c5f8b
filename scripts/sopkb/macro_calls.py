"""Which macros does a page call, with which arguments, and on which line?

The same lexer as the site's (Jinja2) reads the calls, so that the check and the build agree.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from sopkb.findings import Location
from sopkb.source import SourceFile

OPENERS = ("{{", "{%", "{#")
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.S)
PLAIN_CALL = re.compile(
    r"\{\{\s*(?P<name>[a-z]+)\(\s*(?:(?P<quote>['\"])(?P<argument>[^'\"\\{}]*)(?P=quote)"
    r"(?:\s*,\s*(?=[a-z]))?)?"
    r"(?:(?P<key>[a-z]+)\s*=\s*(?P<mark>['\"])(?P<text>[^'\"\\{}]*)(?P=mark))?\s*\)\s*\}\}"
)
HEADING_COMMENT = re.compile(r"\{#(?=[\w-]+\})")


@dataclass(frozen=True, slots=True)
class MacroCall:
    """A call such as `value('refund-window', market='us')`; only constants are kept."""

    name: str
    argument: str | None
    keywords: Mapping[str, str]
    at: Location


@dataclass(frozen=True, slots=True)
class MacroFault:
    """Why the site could not render the page."""

    reason: str
    at: Location
    is_heading_id: bool = False


def read_macro_calls(file: SourceFile) -> tuple[tuple[MacroCall, ...], tuple[MacroFault, ...]]:
    """Read the calls of a page in the order of their lines, or the fault that prevents it."""
    if not any(opener in file.text for opener in OPENERS):
        return (), ()
    swallowed = HEADING_COMMENT.search(file.text)
    if swallowed:
        at = file.position(swallowed.start())
        return (), (MacroFault("{# opens a comment", at, is_heading_id=True),)
    try:
        return _calls(file), ()
    except TemplateSyntaxError as error:
        return (), (MacroFault(error.message or "not valid", file.at(error.lineno)),)
    except RecursionError:
        return (), (MacroFault("too deeply nested", file.at(1)),)
    except ValueError as error:  # a number of thousands of digits
        return (), (MacroFault(str(error).split(":")[0], file.at(1)),)


def expand_plain_calls(text: str, macros: Mapping[str, Callable[..., str]]) -> str:
    """Replace calls with constant arguments by their result; leave all else to the template.

    A page with blocks or comments is left as it is: they may hide or repeat a call.
    """
    if "{%" in text or "{#" in text:
        return text

    def called(match: re.Match[str]) -> str:
        macro = macros.get(match["name"])
        arguments = [match["argument"]] if match["argument"] is not None else []
        keywords = {match["key"]: match["text"]} if match["key"] else {}
        return macro(*arguments, **keywords) if macro else match[0]

    return PLAIN_CALL.sub(called, text)


def _calls(file: SourceFile) -> tuple[MacroCall, ...]:
    """Parse the page's expressions one by one where they are plain; else the page as a whole."""
    expressions = list(EXPRESSION.finditer(file.text))
    if file.text.count("{{") != len(expressions) or "{%" in file.text or "{#" in file.text:
        return tuple(_placed(file, [(0, file.text)]))
    try:
        return tuple(_placed(file, ((each.start(), each[0]) for each in expressions)))
    except TemplateSyntaxError:  # its line counts from the expression; or “}}” stands in quotes
        return tuple(_placed(file, [(0, file.text)]))


def _placed(file: SourceFile, parts: Iterable[tuple[int, str]]) -> Iterator[MacroCall]:
    """Give the calls of some parts of a page, which begin at an offset, their places."""
    line, line_start = 1, 0
    for start, text in parts:
        for call in _calls_in(text):
            offset = start + call.offset
            line += file.text.count("\n", line_start, offset)
            line_start = file.text.rfind("\n", 0, offset) + 1
            at = file.at(line, offset - line_start + 1)
            yield MacroCall(call.name, call.argument, call.keywords, at)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call as it stands in a text; `offset` is where its name begins."""

    name: str
    argument: str | None
    keywords: Mapping[str, str]
    offset: int


@lru_cache(maxsize=65536)
def _calls_in(text: str) -> tuple[_Call, ...]:
    calls = (call for call in _environment().parse(text).find_all(nodes.Call))
    named = [(call, call.node.name) for call in calls if isinstance(call.node, nodes.Name)]
    lines, seen = text.split("\n"), Counter[tuple[int, str]]()
    found = []
    for call, name in named:
        offset = _offset(lines, call.lineno, name, seen[call.lineno, name])
        seen[call.lineno, name] += 1
        keywords = {pair.key: _text(pair.value) or "" for pair in call.kwargs}
        found.append(_Call(name, _text(call.args[0]) if call.args else None, keywords, offset))
    return tuple(sorted(found, key=lambda each: each.offset))


def _offset(lines: list[str], number: int, name: str, nth: int) -> int:
    """Find where the n-th call of a name on a line stands, counted from the first line."""
    before = sum(len(line) + 1 for line in lines[: number - 1])
    starts = [match.start() for match in re.finditer(rf"\b{name}\s*\(", lines[number - 1])]
    return before + (starts[min(nth, len(starts) - 1)] if starts else 0)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(autoescape=False)


def _text(node: nodes.Expr) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
