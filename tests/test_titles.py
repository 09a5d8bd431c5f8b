"""Are the quick title and summary those of the page?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sopkb.markdown import read_outline
from sopkb.source import SourceFile
from sopkb.titles import plain, read_summary, read_title

TITLES = [
    ("# Refund request\n", "Refund request"),
    ("# 退款申请\n", "退款申请"),
    ("# Refund { #refund }\n", "Refund"),
    ("# Refund {: .wide }\n", "Refund"),
    ("# Refund #\n", "Refund"),
    ("# Learn C#\n", "Learn C#"),
    ("# **Bold** and `code`\n", "Bold and code"),
    ("# A [link](x.md) in it\n", "A link in it"),
    ("Refund\n======\n", "Refund"),
    ("Text.\n\n# Later\n", "Later"),
    ("## Second\n\n# First\n", "First"),
    ("```\n# code\n```\n\n# Title\n", "Title"),
    ("~~~\n```\n# code\n~~~\n# Title\n", "Title"),
    ("````\n```\n# code\n```\n````\n# Title\n", "Title"),
    ("```x``` is code\n# Title\n", "Title"),
    ("<!--\n# comment\n-->\n# Title\n", "Title"),
    ("<!-- short -->\n# Title\n", "Title"),
    ("---\nhide: [toc]\n---\n# Title\n", "Title"),
    ("---\ntitle: Other\n---\n\n# Title\n", "Title"),
    ("    # code\n\n# Title\n", "Title"),
    ("#hash\n", None),
    ("## Only second\n", None),
    ("Text.\n", None),
    ("", None),
]

SUMMARIES = [
    ("Decide whether a buyer is refunded.\n", "Decide whether a buyer is refunded."),
    ("判断买家能否退款。\n", "判断买家能否退款。"),
    ("Two\nlines.\n\nMore.\n", "Two lines."),
    ("**Bold** first.\n", "Bold first."),
    ("*Stress* first and _second_.\n", "Stress first and second."),
    ("`code` first.\n", "code first."),
    ("[A link](x.md) first.\n", "A link first."),
    ("![Alt](i.png) first.\n", "Alt first."),
    ("30 days after delivery.\n", "30 days after delivery."),
    ("2.5 hours.\n", "2.5 hours."),
    ("2026-09-01 is the day.\n", "2026-09-01 is the day."),
    ("-5 degrees.\n", "-5 degrees."),
    ("+1 from us.\n", "+1 from us."),
    ("#1 in support.\n", "#1 in support."),
    ("!Important.\n", "!Important."),
    ("=1 is equal.\n", "=1 is equal."),
    ("<b>Bold</b> in HTML.\n", "Bold in HTML."),
    ("“Quoted” first.\n", "“Quoted” first."),
    ("Text\n## Next\n", "Text"),
    ("Text\n- list\n", "Text"),
    ("Text\n> quote\n", "Text"),
    ("Text\n```\ncode\n```\n", "Text"),
    ("Text\n!!! note\n    More.\n", "Text"),
    ("- list\n", ""),
    ("* list\n", ""),
    ("1. list\n", ""),
    ("1) list\n", ""),
    ("> quote\n", ""),
    ("| a | b |\n| - | - |\n", ""),
    ("a | b\n--- | ---\n1 | 2\n", ""),
    ("!!! note\n    Text.\n", ""),
    ('??? "Title"\n    Text.\n', ""),
    ('=== "Tab"\n    Text.\n', ""),
    ("```\ncode\n```\n", ""),
    ("~~~\ncode\n~~~\n", ""),
    ("    code\n", ""),
    ("\tcode\n", ""),
    ("<div>\nText.\n</div>\n", ""),
    ("<!-- comment -->\n", ""),
    ("---\n", ""),
    ("***\n", ""),
    ("## Next\n\nText.\n", ""),
    ("Next\n----\n", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(text: str, title: str | None) -> None:
    file = SourceFile("docs/x.md", text)
    assert read_title(file) == title
    parsed = read_outline(file).title
    assert (plain(parsed) if parsed is not None else None) == title


@pytest.mark.parametrize(("body", "summary"), SUMMARIES)
@pytest.mark.parametrize("head", ["# Title\n\n", "# Title\n", "Title\n=====\n\n"])
def test_summaries(head: str, body: str, summary: str) -> None:
    file = SourceFile("docs/x.md", head + body)
    assert read_summary(file) == summary


@pytest.mark.parametrize("text", ["Text without a title.\n", "## Second\n\nText.\n", ""])
def test_no_title_no_summary(text: str) -> None:
    assert read_summary(SourceFile("docs/x.md", text)) == ""


def test_the_summary_belongs_to_the_title_and_not_to_front_matter() -> None:
    file = SourceFile("docs/x.md", "---\ndescription: Other\n---\n# Title\n\nSummary.\n")
    assert read_summary(file) == "Summary."


def test_a_macro_call_is_left_out() -> None:
    assert plain("Within {{ value('refund-window') }} days") == "Within  days"


LINES = st.sampled_from(
    [
        "",
        "# Title",
        "## Second { #second }",
        "Plain words.",
        "30 days.",
        "**Bold** words.",
        "- item",
        "1. item",
        "> quote",
        "```",
        "~~~",
        "| a | b |",
        "***",
        "退款：说明。",
    ]
)


def by_a_real_parser(text: str) -> tuple[str | None, str]:
    """Give title and summary as markdown-it-py reads them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_close" and token.tag == "h1":
            after = tokens[index + 1 : index + 3]
            is_paragraph = bool(after) and after[0].type == "paragraph_open"
            summary = after[1].content if is_paragraph else ""
            return tokens[index - 1].content, plain(" ".join(summary.split()))
    return None, ""


@given(st.lists(LINES, max_size=8))
def test_they_agree_with_a_real_parser_on_ordinary_lines(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    file = SourceFile("docs/x.md", text)
    assert (read_title(file), read_summary(file)) == by_a_real_parser(text)
    assert read_title(file) == read_outline(file).title
