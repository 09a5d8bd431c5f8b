"""Which macros does a page call, with which arguments, and on which line?

The same lexer as the site's (Jinja2) reads the calls, so that the check and the build agree.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from sopkb.findings import Location
from sopkb.source import SourceFile

OPENERS = ("{{", "{%", "{#")
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.S)
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


def _calls(file: SourceFile) -> tuple[MacroCall, ...]:
    """Parse the page's expressions one by one where they are plain; else the page as a whole."""
    expressions = list(EXPRESSION.finditer(file.text))
    if file.text.count("{{") != len(expressions) or "{%" in file.text or "{#" in file.text:
        return _calls_in_page(file)
    try:
        found = [
            (call, file.text.count("\n", 0, expression.start()) + call.lineno)
            for expression in expressions
            for call in _calls_in(expression[0])
        ]
    except TemplateSyntaxError:  # its line counts from the expression; or “}}” stands in quotes
        return _calls_in_page(file)
    return tuple(_macro_calls(file, found))


def _calls_in_page(file: SourceFile) -> tuple[MacroCall, ...]:
    return tuple(_macro_calls(file, [(call, call.lineno) for call in _calls_in(file.text)]))


@lru_cache(maxsize=4096)
def _calls_in(text: str) -> tuple[nodes.Call, ...]:
    calls = _environment().parse(text).find_all(nodes.Call)
    return tuple(call for call in calls if isinstance(call.node, nodes.Name))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(autoescape=False)


def _macro_calls(file: SourceFile, calls: Iterable[tuple[nodes.Call, int]]) -> Iterator[MacroCall]:
    """Give each call its place: the n-th call of a name on a line is the n-th seen there."""
    lines, seen = file.lines, Counter[tuple[int, str]]()
    for call, line in calls:
        assert isinstance(call.node, nodes.Name)
        name = call.node.name
        starts = [match.start() for match in re.finditer(rf"\b{name}\s*\(", lines[line - 1])]
        nth = min(seen[line, name], len(starts) - 1)
        seen[line, name] += 1
        yield MacroCall(
            name=name,
            argument=_text(call.args[0]) if call.args else None,
            keywords={pair.key: _text(pair.value) or "" for pair in call.kwargs},
            at=file.at(line, starts[nth] + 1 if starts else 1),
        )


def _text(node: nodes.Expr) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
