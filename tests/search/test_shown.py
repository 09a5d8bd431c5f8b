"""Does a result show the facts of its entry and the text of its sections as they read?"""

from typing import Any

import pytest
from playwright.sync_api import Page

from sopkb.search.entries import Entry
from sopkb.search.shown import shown
from tests.search.query_set import ASK


def sections(html: str) -> list[tuple[str, str, str]]:
    entry = Entry(address="a/", title="A", summary="", html=html)
    return [(each.id, each.title, each.text) for each in shown(entry).sections]


@pytest.mark.parametrize(
    ("html", "held"),
    [
        ("", [("", "", "")]),
        ("<p>Refund &amp; <b>tell</b></p>", [("", "", "Refund & tell")]),
        ("<p>One.</p>\n<ul><li>two</li><li>three</li></ul>", [("", "", "One. two · three")]),
        (
            '<p>先</p><h2 class="x" id="steps">操作<a class="headerlink" href="#">¶</a></h2>退款。',
            [("", "", "先"), ("steps", "操作", "退款。")],
        ),
        ("<h1>Title</h1><h3>No id</h3>text", [("", "", "Title"), ("", "No id", "text")]),
        ("<p>a &lt;script&gt;</p>", [("", "", "a <script>")]),
    ],
)
def test_a_section_has_its_heading_and_its_text(
    html: str, held: list[tuple[str, str, str]]
) -> None:
    assert sections(html) == held


def test_facts_without_a_value_are_left_out() -> None:
    entry = Entry(address="a/", title="A & B", summary="", html="")
    assert shown(entry).facts == {
        "address": "a/",
        "title": "A & B",
        "kind": "page",
        "label": "page",
    }


def ask(page: Page, site: str, query: str, language: str) -> dict[str, Any]:
    words = {"base": f"{site}/", "language": language, "queries": [query]}
    found: list[list[dict[str, Any]]] = page.evaluate(ASK, words)
    return found[0][0]


@pytest.mark.parametrize(
    ("language", "query", "section", "held"),
    [
        ("en", "refund limits approvals", "Limits and approvals", "Agent decides"),
        ("zh", "退款权限与额度", "权限与额度", "美国"),
    ],
)
def test_a_result_shows_the_section_that_its_words_name(
    whole_page: Page, whole_site: str, language: str, query: str, section: str, held: str
) -> None:
    found = ask(whole_page, whole_site, query, language)
    assert (found["id"], found["section"], held in found["excerpt"]) == (
        "SOP-BUY-001",
        section,
        True,
    )


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [("en", "masked card data", "mask"), ("zh", "卡信息脱敏", "脱敏")],
)
def test_an_excerpt_begins_where_the_word_is(
    whole_page: Page, whole_site: str, language: str, query: str, word: str
) -> None:
    found = ask(whole_page, whole_site, query, language)
    assert word in found["excerpt"]
    assert found["excerpt"][0] not in " ·，。；：！？、"


@pytest.mark.parametrize(
    ("language", "query", "section", "held"),
    [
        ("en", "goodwill limits and approvals", "Limits and approvals", "Agent decides up to"),
        ("zh", "补偿金权限与额度", "权限与额度", "客服专员可决定"),
    ],
)
def test_a_heading_without_a_text_of_its_own_shows_that_of_the_next(
    whole_page: Page, whole_site: str, language: str, query: str, section: str, held: str
) -> None:
    found = ask(whole_page, whole_site, query, language)
    assert found["section"] == section
    assert held in found["excerpt"]
