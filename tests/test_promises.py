"""Is a promise told from words that only look like one?"""

import pytest

from sopkb.model.base import LocalizedText, LocalizedWords
from sopkb.model.floor import Promise
from sopkb.promises import promises_in

GUARANTEE = Promise(
    id="guarantee",
    phrases=LocalizedWords(
        en=("guarantee", "guaranteed", "will definitely arrive", "definitely arrive by"),
        zh=("保证", "一定到账", "肯定赔"),
    ),
    harmless=LocalizedWords(en=("guarantee card",), zh=("保证金",)),
    why=LocalizedText(en="Nobody may.", zh="任何人都不得。"),
)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "We guarantee it.", ["guarantee"]),
        ("en", "GUARANTEED!", ["GUARANTEED"]),
        ("en", "It will\ndefinitely  arrive by Friday.", ["will\ndefinitely  arrive"]),
        ("en", "I do not know the day, but I guarantee a refund.", ["guarantee"]),
        ("en", "I know. It will definitely arrive, no question.", ["will definitely arrive"]),
        ("en", "Keep the guarantee card: I guarantee it.", ["guarantee"]),
        ("zh", "我保证明天一定到账。", ["保证", "一定到账"]),
        ("zh", "这次不收费，肯定赔。", ["肯定赔"]),
        ("zh", "保证金会退，我保证。", ["保证"]),
    ],
)
def test_a_promise_is_found_by_its_words(language: str, text: str, words: list[str]) -> None:
    found = sorted(promises_in(text, [GUARANTEE], language), key=lambda each: each.start)
    assert [each.words for each in found] == words
    assert [text[each.start :].startswith(each.words) for each in found] == [True] * len(found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I cannot guarantee it."),
        ("en", "We can't really guarantee a day."),
        ("en", "Nobody can guarantee a day."),
        ("en", "No result is guaranteed."),
        ("en", "Please keep the guarantee card."),
        ("en", "Two guarantees-like words: guaranteeing."),
        ("zh", "我无法保证到账日期。"),
        ("zh", "没有办法向您保证。"),
        ("zh", "不一定到账。"),
        ("zh", "保证金不受影响。"),
    ],
)
def test_what_is_no_promise_stays_silent(language: str, text: str) -> None:
    assert list(promises_in(text, [GUARANTEE], language)) == []


def test_a_very_long_text_is_read_at_once() -> None:
    text = "not " * 50_000 + "guarantee"
    assert list(promises_in(text, [GUARANTEE], "en")) == []
