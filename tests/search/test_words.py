"""Are words cut, sounded and simplified in the index as the browser will ask for them?"""

import pytest

from sopkb.search.chinese import readings, traditional
from sopkb.search.spelling import compact, han_runs, id_words, latin_words, pairs, pairs_in_html


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
    html = f'<p title="退款">先<strong>退</strong>款</p><h2 id="a">步骤{link}</h2>'
    assert pairs_in_html(html) == '<p title="退款"> 先退 退款 款 </p><h2 id="a"> 步骤 骤 </h2>'


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
