"""Are words cut, sounded and simplified in the index as the browser will ask for them?"""

import html

import pytest

from sopkb.search.chinese import readings, traditional
from sopkb.search.searched import searched_html
from sopkb.search.spelling import (
    TAG,
    compact,
    han_runs,
    id_words,
    latin_words,
    pairs,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("退款订单", "退款 款订 订单 单"),
        ("退", "退"),
        ("在 CRM 里退款。", "在 CRM 里退 退款 款 。"),
        ("refund", "refund"),
        ("", ""),
    ],
)
def test_chinese_is_written_in_overlapping_pairs(text: str, written: str) -> None:
    assert " ".join(pairs(text).split()) == written


def test_markup_within_a_sentence_does_not_cut_a_run_and_attributes_stay() -> None:
    link = '<a class="headerlink" href="#a">¶</a>'
    page = f'<p title="退款">先<strong>退</strong>款</p><h2 id="a">步骤{link}</h2>'
    written = '<p title="退款"> 先退 退款 款 </p> <h2 id="a"> 步骤 骤 </h2>'
    assert searched_html(page).split() == written.split()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("What is the refund?", ["refund?"]),
        ("<h2>When to refund</h2><p>You can’t.</p>", ["refund"]),
        ("A/B, A1 &amp; them", ["A/B,", "A1"]),
        ("退款 in 3 days", ["退款", "款", "3", "days"]),
        ("<p>Refund it. A refund, once.</p>", ["Refund", "once."]),
        ("<p>Refund</p><h2>Refund</h2><p>refund refunded</p>", ["Refund", "Refund", "refunded"]),
        ("退款再退款", ["退款", "款再", "再退", "款"]),
    ],
)
def test_each_word_is_searched_once_in_a_section_and_small_ones_are_not(
    written: str, words: list[str]
) -> None:
    assert searched(written) == words


def test_the_name_of_another_document_is_no_answer() -> None:
    link = '<a href="../parcel/">SOP-BUY-003 Parcel not received</a>'
    page = f"<p>Go to {link} or a <a href='x'>parcel</a>.</p>"
    assert searched(page) == ["Go", "parcel."]


def searched(written: str) -> list[str]:
    """Give the words that are indexed of HTML."""
    return html.unescape(TAG.sub(" ", searched_html(written))).split()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sign-up", "signup"),
        ("not as described", "notasdescribed"),
        ("ISO 9001", "iso9001"),
        ("退款 refund", ""),
        ("word " * 20, ""),
    ],
)
def test_a_name_is_also_one_word(text: str, word: str) -> None:
    assert compact(text) == word


def test_an_id_may_be_typed_with_and_without_its_type() -> None:
    assert id_words("SOP-BUY-001") == ("SOPBUY001", "BUY001", "001")


def test_the_words_and_runs_of_a_mixed_text_are_found() -> None:
    assert latin_words("用 CRM 退款 in 2 Steps") == ["crm", "in", "steps"]
    assert han_runs("用 CRM 退款，再说") == ["用", "退款", "再说"]


def test_a_character_is_found_under_all_its_usual_sounds() -> None:
    found = readings("退款行率")
    assert found["tui"] == "退"
    assert "款" in found["kuan"]
    assert {"hang", "xing"} <= {sound for sound, held in found.items() if "行" in held}
    assert "率" in found["lv"]


def test_only_characters_that_occur_have_a_traditional_form() -> None:
    assert traditional("号") == {"號": "号"}
    assert traditional("退") == {}
