"""Are the words of the glossary found in prose, in all their forms, and only there?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.catalog import Page
from sopkb.findings import Language
from sopkb.inflection import forms, stem
from sopkb.model.registers import Term
from sopkb.only_prose import MASK, only_prose
from sopkb.source import SourceFile
from sopkb.terminology import Kind, forbidden_uses, matcher_of
from sopkb.translated_terms import Pair, missing_terms


def term(name: str, en: str, zh: str, **more: object) -> Term:
    definition = {"en": "What it is.", "zh": "含义。"}
    return Term.model_validate({"id": name, "en": en, "zh": zh, "definition": definition, **more})


TERMS = (
    term("seller", "seller", "商家", forbidden={"zh": ["卖家"]}, synonyms={"zh": ["卖家"]}),
    term("refund", "refund", "退款"),
    term("partial-refund", "partial refund", "部分退款"),
    term("team-lead", "team lead", "组长"),
    term("payout", "payout", "结算款"),
    term("payout-hold", "payout hold", "结算款冻结", synonyms={"zh": ["货款冻结"]}),
    term("settlement", "settlement", "结算"),
    term("chargeback", "chargeback", "拒付", forbidden={"en": ["charge-back"], "zh": ["退单"]}),
    term("seller-center", "seller center", "卖家中心"),
    term("policy", "risk policy", "风险政策"),
    term("analysis", "root cause analysis", "根因分析"),
    term("kyc", "KYC", "KYC", do_not_translate=True),
    term("credit", "goodwill credit", "关怀补偿", forbidden={"zh": ["赔偿"], "en": ["payback"]}),
)
GLOSSARY = {each.id: each for each in TERMS}


def found(text: str, language: Language) -> list[tuple[str, str]]:
    prose = only_prose(text)
    return [
        (each.term.id, text[each.start : each.end])
        for each in matcher_of(GLOSSARY, language).find(prose)
        if each.entry.kind is Kind.TERM
    ]


def forbidden(text: str, language: Language) -> list[str]:
    matcher = matcher_of(GLOSSARY, language)
    return [text[each.start : each.end] for each in forbidden_uses(matcher, text)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("refund", {"refund", "refunds", "refunded", "refunding"}),
        ("policy", {"policy", "policies", "policied", "policying"}),
        ("queue", {"queue", "queues", "queued", "queuing", "queueing"}),
        ("ship", {"ship", "ships", "shiped", "shipping", "shipped", "shiping"}),
        ("tie", {"tie", "ties", "tied", "tying"}),
        ("analysis", {"analysis", "analyses", "analysised", "analysising"}),
        ("batch", {"batch", "batches", "batched", "batching"}),
        ("2fa", {"2fa"}),
    ],
)
def test_a_word_has_its_forms(word: str, expected: set[str]) -> None:
    assert set(forms(word)) == expected


@pytest.mark.parametrize(
    ("word", "family"),
    [("escalation", "escal"), ("settlement", "settle"), ("appeals", "appe"), ("case", "case")],
)
def test_a_word_has_a_stem(word: str, family: str) -> None:
    assert stem(word) == family
    assert word.startswith(stem(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sellers and the seller's refund.", [("seller", "Sellers"), ("seller", "seller")]),
        ("REFUNDED and refunding", [("refund", "REFUNDED"), ("refund", "refunding")]),
        ("A partial refund", [("partial-refund", "partial refund")]),
        ("Partial-refunds", [("partial-refund", "Partial-refunds")]),
        ("ask the team\nlead today", [("team-lead", "team\nlead")]),
        ("> ask the team\n> lead today", [("team-lead", "team\n> lead")]),
        ("1. ask the team\n    leads", [("team-lead", "team\n    leads")]),
        ("payout holds and payouts", [("payout-hold", "payout holds"), ("payout", "payouts")]),
        ("Root cause analyses", [("analysis", "Root cause analyses")]),
        ("risk policies", [("policy", "risk policies")]),
        ("a reseller of prefunded KYCX goods", []),
        ("a KYC-check", [("kyc", "KYC")]),
        ("the team. Lead on", []),
    ],
)
def test_english_terms_are_found_in_every_form(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "en")[: len(expected)] == expected
    assert bool(found(text, "en")) == bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("结算款冻结期间", ["payout-hold"]),
        ("结算款和结算", ["payout", "settlement"]),
        ("部分退款与退款", ["partial-refund", "refund"]),
        ("商家的KYC材料", ["seller", "kyc"]),
        ("在卖家中心查看", ["seller-center"]),
        ("KYCX、组 长", []),
    ],
)
def test_the_longest_chinese_term_wins(text: str, expected: list[str]) -> None:
    assert [name for name, _ in found(text, "zh")] == expected


@pytest.mark.parametrize(
    "text",
    [
        "`卖家`",
        "``a `卖家` b``",
        "```\n卖家\n```",
        "正文。\n\n    卖家",
        "<!-- 卖家 -->",
        "a <!-- 卖家\n卖家 --> b",
        "<code>卖家</code>",
        '<span title="卖家">字</span>',
        "[字](卖家.md)",
        "[字](../卖家.md#卖家 '卖家')",
        "[字][卖家]",
        "[卖家]: a.md",
        "https://example.com/卖家",
        "<https://example.com/卖家>",
        "## 字 { #卖家 }",
        "{{ value('卖家') }}",
        "{% if 卖家 %}",
        "字 {{ 卖家",
        "---\ntitle: 卖家\n---\n",
        "在卖家中心查看",
        "不要说“卖家”",
        "不要说“我们的卖家会处理”",
        "“卖家”应写作“商家”",
        "一律写“商家”，而非「老卖家」",
        "不得称卖家",
        "<script>\n卖家\n</script>",
    ],
)
def test_what_is_no_prose_or_only_spoken_about_is_not_forbidden(text: str) -> None:
    assert forbidden(text, "zh") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("通知卖家。", "zh", ["卖家"]),
        ("**卖**家与**卖家**", "zh", ["卖家"]),
        ("[卖家](a.md)、| 卖家 |", "zh", ["卖家", "卖家"]),
        ("请说：“我们会赔偿您。”", "zh", ["赔偿"]),
        ("不要关闭工单。请说“我们会赔偿您”", "zh", ["赔偿"]),
        ("不得拖延，通知卖家", "zh", ["卖家"]),
        ("Charge-backs and a CHARGE-BACK", "en", ["Charge-backs", "CHARGE-BACK"]),
        ("a charge back, chargeback, surcharge-back", "en", []),
        ("paybacked payback", "en", ["paybacked", "payback"]),
        ("never say payback; write chargeback, not “charge-back”", "en", []),
        ("Do not close it. Say “a payback follows”.", "en", ["payback"]),
        ("!!! note “标题”\n    卖家", "zh", ["卖家"]),
    ],
)
def test_forbidden_words_are_found_where_they_are_used(
    text: str, language: Language, expected: list[str]
) -> None:
    assert forbidden(text, language) == expected


def test_a_word_that_is_required_elsewhere_is_not_forbidden() -> None:
    other = term("shop", "shop", "卖家")
    matcher = matcher_of({**GLOSSARY, "shop": other}, "zh")
    assert list(forbidden_uses(matcher, "通知卖家")) == []


def test_an_empty_glossary_finds_nothing() -> None:
    assert list(matcher_of({}, "zh").find("通知卖家")) == []
    empty = term("empty", "", " ", forbidden={"zh": [""], "en": [" "]})
    assert list(matcher_of({"empty": empty}, "zh").find("通知卖家")) == []


@given(st.text(alphabet="`<>!-{}[]()#*_|\\\n卖家a,: \u3000\r\x00", max_size=80))
def test_masking_keeps_every_place(text: str) -> None:
    prose = only_prose(text)
    assert len(prose) == len(text)
    assert all(seen in (written, MASK) for seen, written in zip(prose, text, strict=True))
    assert prose.count("\n") == text.count("\n")


@given(st.text(max_size=200))
def test_any_text_is_searched_without_a_crash(text: str) -> None:
    for language in ("en", "zh"):
        matcher = matcher_of(GLOSSARY, language)
        assert all(each.start < each.end <= len(text) for each in forbidden_uses(matcher, text))


def missing(source: str, target: str, languages: tuple[Language, Language]) -> list[str]:
    pages = (
        Page(file=SourceFile(f"docs/a.{locale}.md", text), stem="a", locale=locale)
        for locale, text in zip(languages, (source, target), strict=True)
    )
    pairs = [Pair(source=next(pages), target=next(pages), languages=languages)]
    return [
        f"{each.term.id}@{each.source_line}/{each.target.line}:{each.instead or ''}"
        for each in missing_terms(GLOSSARY, pairs)
    ]


def section(text: str, title: str = "Steps") -> str:
    return f"# T\n\n## {title} {{ #steps }}\n\n{text}\n"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("A payout hold ends.", "付款暂停结束。", ["payout-hold@5/3:"]),
        ("A payout hold ends.", "货款冻结结束。", ["payout-hold@5/3:货款冻结"]),
        ("The seller answers.", "店主答复。", []),
        ("Seller, sellers, seller's.", "店主、店主、店主的。", ["seller@5/3:"]),
        ("The KYC is done.", "已完成实名。", ["kyc@5/3:"]),
        ("The chargeback is open.", "争议处理中。", ["chargeback@5/3:"]),
        ("The payout hold.", "{{ term('payout-hold') }}。", []),
        ("The payout hold.", "“结算款冻结”。", []),
        ("Sellers, sellers, sellers.", "Sellers, sellers, sellers.", []),
        ("“Payout hold”, says `payout hold`.", "他说了什么。", []),
        ("{{ value('payout hold') }}, [x](payout-hold.md)", "值。", []),
        ("The Payout Hold Console.", "在 Console 查看。", []),
    ],
)
def test_terms_that_a_translation_lacks(source: str, target: str, expected: list[str]) -> None:
    assert missing(section(source), section(target, "步骤"), ("en", "zh")) == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("结算款冻结期间。", "While money is blocked.", ["payout-hold@5/3:"]),
        ("结算款冻结期间。", "Payouts held: the hold ends.", []),
        ("完成结算。", "It settles.", []),
        ("结算、结算、结算、结算。", "It settles.", []),
        ("商家、商家、商家、商家。", "The shop.", ["seller@5/3:"]),
        ("部分退款。", "Part of the refund.", []),
    ],
)
def test_terms_that_an_english_translation_lacks(
    source: str, target: str, expected: list[str]
) -> None:
    assert missing(section(source, "步骤"), section(target), ("zh", "en")) == expected


def test_a_term_used_in_several_sections_must_stand_somewhere() -> None:
    source = "".join(f"## S {{ #s{n} }}\n\nThe seller answers.\n\n" for n in range(3))
    target = "".join(f"## 节 {{ #s{n} }}\n\n店主答复。\n\n" for n in range(3))
    assert missing(source, target, ("en", "zh")) == ["seller@3/1:", "seller@7/5:", "seller@11/9:"]
    assert missing(source, target + "商家", ("en", "zh")) == []


def test_a_section_that_only_the_source_has_is_not_judged_here() -> None:
    assert missing(section("A payout hold."), "# T\n", ("en", "zh")) == []


def test_a_section_that_is_left_out_is_not_judged() -> None:
    source, target = (
        Page(file=SourceFile(f"docs/a.{locale}.md", section(text)), stem="a", locale=locale)
        for locale, text in (("en", "A payout hold."), ("zh", "付款暂停。"))
    )
    pair = Pair(source=source, target=target, languages=("en", "zh"), left_out=frozenset({"steps"}))
    assert list(missing_terms(GLOSSARY, [pair])) == []
