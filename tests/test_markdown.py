"""Are headings, links, images and anchors found, each at its place?"""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.markdown import Outline, read_outline
from sopkb.source import SourceFile


def outline(text: str) -> Outline:
    return read_outline(SourceFile("docs/x.md", text))


def headings(text: str) -> list[tuple[int, str, str | None, int]]:
    return [(item.level, item.text, item.id, item.line) for item in outline(text).headings]


def links(text: str) -> list[tuple[str, str | None, int, int]]:
    return [
        (item.target, item.alternative, item.at.line, item.at.column)
        for item in outline(text).links
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n", [(1, "Title", None, 1)]),
        ("## Steps { #steps }\n", [(2, "Steps", "steps", 1)]),
        ("## Steps {: #steps }\n", [(2, "Steps", "steps", 1)]),
        ("## Steps {: .wide #steps data-x=1 }\n", [(2, "Steps", "steps", 1)]),
        ("## Steps { .wide }\n", [(2, "Steps", None, 1)]),
        ("## 操作步骤 { #steps }\n", [(2, "操作步骤", "steps", 1)]),
        ("## Steps ##\n", [(2, "Steps", None, 1)]),
        ("text\n\n###### Deep\n", [(6, "Deep", None, 3)]),
        (
            "Title\n=====\n\nSteps { #steps }\n-----\n",
            [(1, "Title", None, 1), (2, "Steps", "steps", 4)],
        ),
        ("## With `code` and *stress* { #x }\n", [(2, "With `code` and *stress*", "x", 1)]),
        ("- ## In a list { #x }\n", [(2, "In a list", "x", 1)]),
        ("> ## Quoted { #x }\n", [(2, "Quoted", "x", 1)]),
        ("---\nhide: [toc]\n---\n\n# Title\n", [(1, "Title", None, 5)]),
        ("```\n# code\n```\n", []),
        ("~~~text\n# code\n~~~\n", []),
        ("    # code\n", []),
        ("<!--\n# comment\n-->\n", []),
        ("#hash\n", []),
        ("####### seven\n", []),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str, str | None, int]]) -> None:
    assert headings(text) == expected


NESTED = dedent(
    """\
    # Title

    !!! warning "Attention"

        ## In an admonition { #one }

        ??? note

            ### In details { #two }

            === "Chat"

                #### In a tab { #three }

                [deep](deep.md)

            === "Phone"

                - item

                    [deeper](deeper.md)

    ???+ tip inline end "Open"
        ## No blank line { #four }

    !!! danger

    ## After an empty one { #five }

        code = [not](a-link.md)
    """
)


def test_headings_and_links_in_nested_blocks_of_mkdocs() -> None:
    assert headings(NESTED) == [
        (1, "Title", None, 1),
        (2, "In an admonition", "one", 5),
        (3, "In details", "two", 9),
        (4, "In a tab", "three", 13),
        (2, "No blank line", "four", 24),
        (2, "After an empty one", "five", 28),
    ]
    assert links(NESTED) == [("deep.md", None, 15, 20), ("deeper.md", None, 21, 26)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [a](b.md).\n", [("b.md", None, 1, 9)]),
        ("one\ntwo [a](b.md)\n", [("b.md", None, 2, 9)]),
        ('[a](b.md "A title")\n', [("b.md", None, 1, 5)]),
        ("[a](b.md 'A title')\n", [("b.md", None, 1, 5)]),
        ("[a](b(c).md)\n", [("b(c).md", None, 1, 5)]),
        ("[a](<b c.md>)\n", [("b c.md", None, 1, 6)]),
        ("[退款](退款.md#申请)\n", [("退款.md#申请", None, 1, 6)]),
        ("![图](图.png)\n", [("图.png", "图", 1, 6)]),
        ("![](i.png)\n", [("i.png", "", 1, 5)]),
        ("![a *b*](i.png 'T')\n", [("i.png", "a *b*", 1, 10)]),
        ("[![alt](i.png)](t.md)\n", [("t.md", None, 1, 17), ("i.png", "alt", 1, 9)]),
        ("[one\ntwo](b.md)\n", [("b.md", None, 2, 6)]),
        ("<https://example.com/a>\n", [("https://example.com/a", None, 1, 2)]),
        ("- [a](x.md)\n    - [b](y.md)\n", [("x.md", None, 1, 7), ("y.md", None, 2, 11)]),
        ("1. one\n\n    [b](y.md)\n", [("y.md", None, 3, 9)]),
        ("> [a](x.md)\n", [("x.md", None, 1, 7)]),
        ("## [a](x.md) { #h }\n", [("x.md", None, 1, 8)]),
        ("Term\n:   [a](x.md)\n", [("x.md", None, 2, 9)]),
        (
            "| a | [x](one.md) |\n| --- | --- |\n| [y](two.md) | ![z](i.png) |\n",
            [("one.md", None, 1, 11), ("two.md", None, 3, 7), ("i.png", "z", 3, 22)],
        ),
        ("---\nhide: [toc]\n---\n[a](b.md)\n", [("b.md", None, 4, 5)]),
        ("[a](#here) [b](?x=1)\n", [("#here", None, 1, 5), ("?x=1", None, 1, 16)]),
    ],
)
def test_links_and_images(text: str, expected: list[tuple[str, str | None, int, int]]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](a.md) and [a](a.md)\n[b](a.md)\n", [(1, 5), (1, 19), (2, 5)]),
        ("[see b.md here](b.md)\n", [(1, 17)]),
        ("[x](guide.md#x) [y](guide.md)\n", [(1, 5), (1, 21)]),
        (
            "| [a](x.md) | [b](x.md) |\n| --- | --- |\n| 1 | [c](x.md) |\n",
            [(1, 7), (1, 19), (3, 11)],
        ),
        ("- [a](x.md)\n- [a](x.md)\n", [(1, 7), (2, 7)]),
    ],
)
def test_the_same_target_is_found_at_each_of_its_places(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert [(line, column) for _, _, line, column in links(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A [text][ref].\n\n[ref]: target.md 'T'\n", [("target.md", None, 3, 8)]),
        ("A [ref] and [ref][].\n\n[ref]: t.md\n", [("t.md", None, 3, 8)] * 2),
        ("![alt][ref]\n\n[ref]: <i j.png>\n", [("i j.png", "alt", 3, 9)]),
        ("[退款][r]\n\n[r]: 退款.md\n", [("退款.md", None, 3, 6)]),
        ("A [text][missing].\n", []),
        ("[unused]: t.md\n", []),
    ],
)
def test_a_link_by_reference_is_placed_where_its_target_is_written(
    text: str, expected: list[tuple[str, str | None, int, int]]
) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text[^1].\n\n[^1]: See [a](x.md).\n", [("x.md", None, 3, 15)]),
        ("Text[^1].\n\n[^1]: Policy\n", []),
        ("脚注[^1]。\n\n[^1]: 该金额以政策为准。\n", []),
        ("脚注[^1]。\n\n[^1]: 以[政策](p.md)为准。\n", [("p.md", None, 3, 13)]),
        ("Text[^1].\n\n[^1]: https://example.com\n", []),
    ],
)
def test_a_footnote_is_text_and_not_the_target_of_a_link(
    text: str, expected: list[tuple[str, str | None, int, int]]
) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('An <a href="x.md">a</a>.\n', [("x.md", None, 1, 13)]),
        ("An <img src='i.png' alt='pic'>.\n", [("i.png", "pic", 1, 14)]),
        ('An <img src="i.png">.\n', [("i.png", "", 1, 14)]),
        ('<div>\n<a class="b"\n   href="x.md">a</a>\n</div>\n', [("x.md", None, 3, 10)]),
        ('<A HREF="x.md">a</A>\n', [("x.md", None, 1, 10)]),
    ],
)
def test_links_in_html(text: str, expected: list[tuple[str, str | None, int, int]]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`[a](x.md)`\n",
        '`<a href="x.md">`\n',
        "```\n[a](x.md)\n```\n",
        "    [a](x.md)\n",
        "- item\n\n    ```\n    [a](x.md)\n    ```\n",
        '<!-- <a href="x.md">a</a> [b](y.md) -->\n',
        'text <!-- <a href="x.md">a</a> --> text\n',
        "\\[a](x.md)\n",
        "[a] (x.md)\n",
        "*[SLA]: Service\n",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("## A { #one }\n\n## B\n", {"one"}),
        ('<a id="two"></a>\n', {"two"}),
        ('Text <span id="three">x</span>\n', {"three"}),
        ("[](){ #four }\n", {"four"}),
        ("A paragraph.\n{: #five .note }\n", {"five"}),
        ("**bold**{ #six }\n", {"six"}),
        ("No anchor # here, nor {here}.\n", set()),
    ],
)
def test_explicit_anchors(text: str, anchors: set[str]) -> None:
    assert outline(text).anchors == anchors


@given(st.text(st.sampled_from("#-=*+_`~!?[](){}<>|&:\"'%.^1aZ退 \n\t"), max_size=60))
def test_any_text_has_an_outline_with_places_inside_it(text: str) -> None:
    lines = text.split("\n")
    page = outline(text)
    for heading in page.headings:
        assert 1 <= heading.line <= len(lines)
    places = [link.at for link in page.links]
    places += [call.at for call in page.macro_calls] + [fault.at for fault in page.macro_faults]
    for at in places:
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column <= len(lines[at.line - 1]) + 1
