"""Are the calls of macros found, each at its place, and what cannot be rendered?"""

import pytest

from sopkb.macro_calls import read_macro_calls
from sopkb.source import SourceFile


def calls(text: str) -> list[tuple[str, str | None, dict[str, str], int, int]]:
    found, faults = read_macro_calls(SourceFile("docs/x.md", text))
    assert faults == ()
    return [
        (item.name, item.argument, dict(item.keywords), item.at.line, item.at.column)
        for item in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ value('a') }}\n", [("value", "a", {}, 1, 4)]),
        ('x {{value("a")}}\n', [("value", "a", {}, 1, 5)]),
        ("{{- doc('a') -}}\n", [("doc", "a", {}, 1, 5)]),
        ("{{ value ('a') }}\n", [("value", "a", {}, 1, 4)]),
        ("{{ value('a', market='us') }}\n", [("value", "a", {"market": "us"}, 1, 4)]),
        ("{{ register() }}\n", [("register", None, {}, 1, 4)]),
        ("{{ documents(area='BUY') }}\n", [("documents", None, {"area": "BUY"}, 1, 4)]),
        ("{{ value(name) }}\n", [("value", None, {}, 1, 4)]),
        ("{{ value(3) }}\n", [("value", None, {}, 1, 4)]),
        (
            "a\n\n{{ value(\n  'a',\n  market='us'\n) }} {{ doc('b') }}\n",
            [("value", "a", {"market": "us"}, 3, 4), ("doc", "b", {}, 6, 9)],
        ),
        (
            "{{ value('a') }}, {{ value('b') }}\n",
            [("value", "a", {}, 1, 4), ("value", "b", {}, 1, 22)],
        ),
        (
            "| {{ doc('a') }} | {{ doc('b') }} |\n",
            [("doc", "a", {}, 1, 6), ("doc", "b", {}, 1, 23)],
        ),
        ("{% raw %}{{ value('a') }}{% endraw %}\n{{ doc('b') }}\n", [("doc", "b", {}, 2, 4)]),
        ("{# {{ value('a') }} #}\n{{ doc('b') }}\n", [("doc", "b", {}, 2, 4)]),
        ("{% if x %}\n{{ doc('b') }}\n{% endif %}\n", [("doc", "b", {}, 2, 4)]),
        ("`{{ doc('b') }}`\n", [("doc", "b", {}, 1, 5)]),
        ("{{ note('}}') }} {{ doc('b') }}\n", [("note", "}}", {}, 1, 4), ("doc", "b", {}, 1, 21)]),
        ("{{ outer(inner('a')) }}\n", [("outer", None, {}, 1, 4), ("inner", "a", {}, 1, 10)]),
        ("{{ page.title() }} {{ title }}\n", []),
        ("No macro { #id } here.\n", []),
    ],
)
def test_macro_calls(
    text: str, expected: list[tuple[str, str | None, dict[str, str], int, int]]
) -> None:
    assert calls(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "column", "is_heading_id"),
    [
        ("# T\n\n## Steps {#steps}\n", 3, 10, True),
        ("## 步骤 {#步骤}\n", 1, 7, True),
        ("a\nb\n{{ value( }}\n", 3, 1, False),
        ("{{ doc('a') }}\n\n{{ value('a' }}\n", 3, 1, False),
        ("a\n{{ value('a')\n", 2, 1, False),
        ("a\n\n{% endif %}\n", 3, 1, False),
        ("a\n{# never closed\n", 2, 1, False),
        (f"{{{{ {'(' * 5000} }}}}\n", 1, 1, False),
        (f"{{{{ {'9' * 5000} }}}}\n", 1, 1, False),
    ],
)
def test_what_the_site_could_not_render(
    text: str, line: int, column: int, is_heading_id: bool
) -> None:
    found, faults = read_macro_calls(SourceFile("docs/x.md", text))
    assert found == ()
    (fault,) = faults
    assert fault.reason
    assert (fault.at.line, fault.at.column) == (line, column)
    assert fault.is_heading_id == is_heading_id
