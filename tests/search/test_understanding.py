"""Does the browser understand sounds, typing errors, scripts, ids and synonyms?

The functions of kb-search-words.js and kb-search-guess.js are called in a real browser, with a
lexicon of a few words.
"""

from typing import Any

import pytest
from playwright.sync_api import Page

LEXICON = {
    "terms": ["退款", "退款进度", "仅退款", "条款", "货不对板", "账号被盗", "女装", "不想要了"],
    "words": ["refund", "payment", "commission", "account", "identity", "refunds", "code"],
    "readings": {
        **{"tui": "退", "kuan": "款", "jin": "进", "du": "度", "tiao": "条", "huo": "货"},
        **{"bu": "不", "dui": "对", "ban": "板", "zhang": "账", "hao": "号", "bei": "被"},
        **{"dao": "盗", "nv": "女", "zhuang": "装"},
    },
    "traditional": "號貨對",
    "simplified": "号货对",
    "synonyms": [["chargeback", "payment dispute", "拒付"], ["parcel", "package", "包裹"]],
    "filters": {},
    "small": ["my", "is", "the"],
    "preview": "",
}
CALL = """async ([base, name, lexicon, values, language]) => {
  const needsLexicon = !["edits", "pairs"].includes(name);
  const files = ["words", "guess"].map((file) => import(`${base}/assets/kb-search-${file}.js`));
  const words = Object.assign({}, ...(await Promise.all(files)));
  const known = words.prepare(lexicon, language);
  return words[name](...values, ...(needsLexicon ? [known] : []));
}"""


def call(page: Page, site: str, name: str, *values: Any, language: str = "en") -> Any:
    return page.evaluate(CALL, [site, name, LEXICON, list(values), language])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tuikuan", "退款"),
        ("tk", "退款"),
        ("tuik", "退款"),
        ("tuiku", "退款"),
        ("tui款", "退款"),
        ("退kuan", "退款"),
        ("t款", "退款"),
        ("hbdb", "货不对板"),
        ("huobudb", "货不对板"),
        ("zhbd", "账号被盗"),
        ("zhhaobeidao", "账号被盗"),
        ("nvzhuang", "女装"),
        ("tkjd", "退款进度"),
    ],
)
def test_sounds_lead_to_a_term(whole_page: Page, whole_site: str, typed: str, meant: str) -> None:
    assert call(whole_page, whole_site, "heard", typed)[0] == meant


@pytest.mark.parametrize("typed", ["t", "refund", "001", "xyz", "tuikuanx"])
def test_what_sounds_like_nothing_leads_nowhere(
    whole_page: Page, whole_site: str, typed: str
) -> None:
    assert call(whole_page, whole_site, "heard", typed) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("refnd", "refund"),
        ("refudn", "refund"),
        ("reefund", "refund"),
        ("rafund", "refund"),
        ("paymnt", "payment"),
        ("comission", "commission"),
        ("idenitty", "identity"),
    ],
)
def test_a_typing_error_is_mended(
    whole_page: Page, whole_site: str, typed: str, meant: str
) -> None:
    assert call(whole_page, whole_site, "mended", typed)[0] == meant


@pytest.mark.parametrize("typed", ["ref", "xyzzy", "paint", "2026"])
def test_another_word_is_not_taken_for_a_typing_error(
    whole_page: Page, whole_site: str, typed: str
) -> None:
    assert call(whole_page, whole_site, "mended", typed) == []


@pytest.mark.parametrize(
    ("one", "two", "distance"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "abd", 1), ("abc", "ab", 1), ("kitten", "sitting", 3)],
)
def test_edits_are_counted(
    whole_page: Page, whole_site: str, one: str, two: str, distance: int
) -> None:
    assert call(whole_page, whole_site, "edits", one, two, 9) == distance


def test_a_query_is_cut_as_the_index_is(whole_page: Page, whole_site: str) -> None:
    assert call(whole_page, whole_site, "pairs", "退款订单") == "退款 款订 订单"


@pytest.mark.parametrize(
    ("query", "looked_up"),
    [
        ("buy001", "buy001"),
        ("SOP-BUY-001", "sopbuy001"),
        ("sop buy 001", "sopbuy001"),
        ("ＢＵＹ－００１", "buy001"),
        ("sop buy 1", "sopbuy001"),
        ("buy00", "buy00"),
        ("貨不對板", "货不对板"),
        ("refnd", "refund"),
        ("tui kuan", "退款"),
        ("package", "parcel"),
        ("拒付", "chargeback"),
        ("my package is lost", "parcel"),
        ("sign-up", "signup"),
    ],
)
def test_a_query_is_looked_up_as(
    whole_page: Page, whole_site: str, query: str, looked_up: str
) -> None:
    parts = call(whole_page, whole_site, "plan", query)
    assert looked_up in [choice["shown"] for part in parts for choice in part["choices"]]


@pytest.mark.parametrize(
    ("query", "looked_up"),
    [
        ("退款进度货不对板怎么处理", ["退款", "进度", "货不", "对板"]),
        ("account payment refund chargeback commission", ["chargeback", "account"]),
        ("not known refund words", ["not", "known"]),
        ("chargeback commission", ["chargeback"]),
        ("不想要了", ["不想要了"]),
        ("refund", ["refund"]),
    ],
)
def test_a_few_parts_that_tell_most_are_looked_up_first(
    whole_page: Page, whole_site: str, query: str, looked_up: list[str]
) -> None:
    script = """([base, query, lexicon, most]) => import(`${base}/assets/kb-search-words.js`)
      .then(({likeliest, plan, prepare}) => {
        const known = prepare(lexicon, "zh");
        return likeliest(plan(query, known), known, most).map(({choices}) => choices[0].shown);
      })"""
    most = len(looked_up)
    found = whole_page.evaluate(script, [whole_site, query, LEXICON, most])
    assert sorted(found) == sorted(looked_up)


@pytest.mark.parametrize(
    "query", ["", "   ", "!!!", "<script>", '"\\', "的", "(((", "🙂", "a" * 500]
)
def test_any_query_has_a_plan(whole_page: Page, whole_site: str, query: str) -> None:
    assert isinstance(call(whole_page, whole_site, "plan", query), list)


def test_a_synonym_is_of_the_language_of_the_site(whole_page: Page, whole_site: str) -> None:
    for query, language, other in (("chargeback", "zh", "拒付"), ("拒付", "en", "chargeback")):
        parts = call(whole_page, whole_site, "plan", query, language=language)
        assert other in [choice["shown"] for part in parts for choice in part["choices"]]


def test_near_misses_are_words_of_the_knowledge_base(whole_page: Page, whole_site: str) -> None:
    assert "payment" in call(whole_page, whole_site, "nearMisses", ["paumemt"])
    assert call(whole_page, whole_site, "nearMisses", ["退货款"])[0] == "退款"


@pytest.mark.parametrize(
    ("query", "person"),
    [("seller refund", "seller"), ("商家退款", "商家"), ("buyers refund", "buyers")],
)
def test_who_asks_weighs_less_than_what_is_asked(
    whole_page: Page, whole_site: str, query: str, person: str
) -> None:
    parts = call(whole_page, whole_site, "plan", query)
    weights = {part["choices"][0]["shown"]: part["weight"] for part in parts}
    assert weights[person] < weights.get("refund", weights.get("退款"))
