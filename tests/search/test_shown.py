"""Does a result show the facts of its entry and the text of its sections as they read?"""

import pytest
from playwright.sync_api import Page

from sopkb.search.entries import Entry
from sopkb.search.shown import shown
from tests.search.query_set import ask


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


@pytest.mark.parametrize(
    ("language", "query", "id_", "section", "held"),
    [
        ("en", "refund limits approvals", "SOP-BUY-001", "Limits and approvals", "Agent decides"),
        ("zh", "退款权限与额度", "SOP-BUY-001", "权限与额度", "美国"),
        # These headings have no text of their own, but that of the next.
        ("en", "goodwill limits and approvals", "SOP-OPS-006", "Limits and approvals", "Team lead"),
        ("zh", "补偿金权限与额度", "SOP-OPS-006", "权限与额度", "客服专员可决定"),
    ],
)
def test_a_result_shows_the_section_that_its_words_name(
    whole_page: Page,
    whole_site: str,
    language: str,
    query: str,
    id_: str,
    section: str,
    held: str,
) -> None:
    first = ask(whole_page, whole_site, query, language)[0]
    assert (first["id"], first["section"]) == (id_, section)
    assert held in first["excerpt"]


@pytest.mark.parametrize(
    ("language", "query", "word"),
    [("en", "masked card data", "mask"), ("zh", "卡信息脱敏", "脱敏")],
)
def test_an_excerpt_begins_where_the_word_is(
    whole_page: Page, whole_site: str, language: str, query: str, word: str
) -> None:
    excerpt = ask(whole_page, whole_site, query, language)[0]["excerpt"]
    assert word in excerpt
    assert excerpt[0] not in " ·，。；：！？、"
