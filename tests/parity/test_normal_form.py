"""The hash changes with what a text says, and with nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.normal_form import ALGORITHM, normal_form, page_hash, text_hash

ENGLISH = "## Steps { #steps }\n\nRead the [policy](a.md) and press **Refund** within 48 hours.\n"
CHINESE = "## 步骤 { #steps }\n\n阅读[政策](a.md)，并在 48 小时内点击**退款**按钮。\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b c", "a\nb c"),
        ("中文换行", "中文\n换行"),
        ("使用 Runner 类", "使用\nRunner 类"),
        ("使用Runner类", "使用\nRunner类"),
        ("- a b\n- c", "- a\n  b\n- c"),
        ("> a b\n> c", "> a\n> b\n> c"),
        ("a **b** c", "a b c"),
        ("a *b* __c__", "a b c"),
        ("[a](b.md)", '[a](../c.md "title")'),
        ("[a][b]\n\n[b]: c.md", "[a][d]\n\n[d]: e.md"),
        ("a <!-- note --> b", "a  b"),
        ("a\n\n<!-- note\nmore -->\n\nb", "a\n\nb"),
        ("a  \nb\t", "a\nb"),
        ("| a | b |\n| --- | --- |", "| a   | b |\n|-----|:---|".replace(":---", "---")),
        ("cafe\u0301", "caf\u00e9"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_the_same_text(one: str, other: str) -> None:
    assert text_hash(one) == text_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a b", "a c"),
        ("Do not pay.", "Do pay."),
        ("48 hours", "72 hours"),
        ("`a`", "`b`"),
        ("`a*b*`", "`ab`"),
        ("- a\n- b", "- a b"),
        ("1. a\n2. b", "- a\n- b"),
        ("- a\n    - b", "- a\n- b"),
        ("## A", "### A"),
        ("## A { #a }", "## A { #b }"),
        ("{{ value('a') }}", "{{ value('b') }}"),
        ("a\n\nb", "a\nb"),
        ("```\na\nb\n```", "```\na b\n```"),
        ("    code\n    more", "    code more"),
        ("![a](b.png)", "![a](c.png)"),
        ("!!! tip\n    a", "!!! note\n    a"),
        ("snake_case_name", "snakecasename"),
        ("2 * 3 * 4", "2 3 4"),
        ("a", "[a](b.md)"),
        ("> a", "a"),
    ],
)
def test_another_text(one: str, other: str) -> None:
    assert text_hash(one) != text_hash(other)


def test_the_form_of_a_hash() -> None:
    digest = text_hash(ENGLISH)
    assert digest.startswith(f"{ALGORITHM}:")
    assert len(digest) == 19
    assert digest == text_hash(ENGLISH)
    assert text_hash(ENGLISH) != text_hash(CHINESE)


def test_the_hash_of_a_page_leaves_out_front_matter() -> None:
    assert page_hash("---\nhide: [toc]\n---\n" + ENGLISH) == page_hash(ENGLISH)
    assert page_hash(ENGLISH) != page_hash(ENGLISH + "\nMore.\n")


def test_one_block_on_each_line() -> None:
    assert normal_form(ENGLISH).split("\n") == [
        "## Steps { #steps }",
        "Read the [policy] and press Refund within 48 hours.",
    ]


WORDS = st.lists(st.text(alphabet="abcXYZ0123,;'", min_size=1, max_size=8), min_size=2, max_size=30)
SIGNS = st.text(alphabet="退款申请客服专员核验身份，。额度", min_size=2, max_size=60)


@given(WORDS, st.data())
def test_wrapping_of_english(words: list[str], data: st.DataObject) -> None:
    marks = data.draw(st.lists(st.sampled_from([" ", "\n", "  ", " \n"]), min_size=len(words)))
    wrapped = "a" + "".join(mark + "a" + word for mark, word in zip(marks, words, strict=False))
    assert text_hash(wrapped) == text_hash("a " + " ".join("a" + word for word in words))


@given(SIGNS, st.data())
def test_wrapping_of_chinese(signs: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(signs) - 1))
    assert text_hash(signs[:place] + "\n" + signs[place:]) == text_hash(signs)


@given(WORDS, st.data())
def test_emphasis_targets_and_comments(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    plain = ["a" + word for word in words]
    mark = data.draw(st.sampled_from(["*", "**", "_", "__", "***"]))
    emphasized = [*plain[:place], f"{mark}{plain[place]}{mark}", *plain[place + 1 :]]
    assert text_hash(" ".join(emphasized)) == text_hash(" ".join(plain))
    linked = [f"[{words[0]}](x{place}.md)", *plain]
    assert text_hash(" ".join(linked)) == text_hash(" ".join([f"[{words[0]}](y.md)", *plain]))
    commented = " ".join(plain[:place]) + " <!-- c --> " + " ".join(plain[place:])
    assert text_hash(commented.strip()) == text_hash(" ".join(plain))


@given(WORDS, st.data())
def test_another_word_gives_another_hash(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:place], words[place] + "q", *words[place + 1 :]]
    assert text_hash("a " + " ".join(changed)) != text_hash("a " + " ".join(words))


@given(st.text(max_size=200))
def test_any_text_has_a_hash(text: str) -> None:
    assert text_hash(text) == text_hash(unicodedata.normalize("NFC", text))
