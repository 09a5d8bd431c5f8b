"""Does a digest tell a role all it has to do, truly counted, in words nobody can abuse?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sopkb.findings import LANGUAGES, Language
from sopkb.model.documents import Risk
from sopkb.night.digest import digest_text, owners_with_items, summary_text
from sopkb.night.message import PLAIN
from sopkb.night.model import ItemKind
from tests.nights import item, night, text

HOSTILE = (
    "@everyone <!channel> <at user_id='all'></at> &lt;at&gt; [x](javascript:alert) **b** `c` "
    "<script>alert(1)</script> #12 GH-7 https://evil.example www.evil.example \u202e\x1b[31m\n# Big"
)


def test_owners_are_those_with_items_and_those_told_because_of_age() -> None:
    report = night(item(1), item(2, owner="payments-risk", escalated_to="programme-lead"))
    assert owners_with_items(report) == ("buyer-refunds", "payments-risk", "programme-lead")


def test_items_stand_by_kind_then_age_then_risk() -> None:
    report = night(
        item(1, age=2),
        item(2, age=9, risk=Risk.LOW),
        item(3, age=9, risk=Risk.HIGH),
        item(4, age=-5, kind=ItemKind.REVIEW_DUE),
        item(5, age=40, kind=ItemKind.REVIEW_EXPIRED),
    )
    shown = digest_text(report, "buyer-refunds", "en")
    places = [shown.index(f"SOP-BUY-{number:03}") for number in (5, 3, 2, 1, 4)]
    assert places == sorted(places)
    assert "Review overdue: 3" in shown


def test_a_digest_in_english() -> None:
    report = night(item(1, is_new=True, risk=Risk.HIGH), item(2, age=-1, kind=ItemKind.REVIEW_DUE))
    assert digest_text(report, "buyer-refunds", "en") == (
        "**Knowledge base · Buyer refunds manager: 2 things to do, 1 new**\n\n"
        "As of 22 Nov 2026 (Asia/Shanghai)\n\n"
        "### Review overdue: 1\n\n"
        "- **New** · [SOP-BUY-001 Refund request](https://kb.example.com/sops/buyer/1/)"
        " · high risk · due 19 Nov 2026 (3 days ago)\n    Read it and record the review.\n\n"
        "### Review coming up: 1\n\n"
        "- [SOP-BUY-002 Refund request](https://kb.example.com/sops/buyer/2/)"
        " · due 23 Nov 2026 (in 1 day)\n    Read it and record the review.\n"
    )


def test_a_digest_in_mandarin_as_plain_text() -> None:
    report = night(item(1, is_new=True, risk=Risk.HIGH))
    assert digest_text(report, "buyer-refunds", "zh", form=PLAIN) == (
        "知识库 · 买家退款主管：待办 1 项，其中新增 1 项\n\n"
        "截至 2026年11月22日（Asia/Shanghai）\n\n"
        "【复审已逾期：1】\n\n"
        "- 新增 · SOP-BUY-001 退款申请 https://kb.example.com/zh/sops/buyer/1/"
        " · 高风险 · 应于 2026年11月19日 前完成（已过 3 天）\n    请通读并登记复审。\n"
    )


def test_items_of_others_are_told_because_of_age_with_their_owner() -> None:
    report = night(item(1, escalated_to="programme-lead"))
    shown = digest_text(report, "programme-lead", "en")
    assert "Escalated to you: 1" in shown
    assert "Review overdue · Buyer refunds manager" in shown
    assert "Escalated" not in digest_text(report, "buyer-refunds", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_is_counted(language: Language) -> None:
    report = night(*(item(number) for number in range(1, 48)))
    shown = digest_text(report, "buyer-refunds", language, limit=2000)
    count = shown.count("[SOP-BUY-")
    assert 0 < count < 47
    note = {"en": f"showing {count} of 47", "zh": f"显示 {count} 条，共 47 条"}[language]
    assert note in shown
    assert "47" in shown.splitlines()[0]
    assert len(digest_text(report, "buyer-refunds", language).encode()) > 2000
    one_more = digest_text(report, "buyer-refunds", language, limit=len(shown.encode()))
    assert one_more == shown


@given(st.text(max_size=400), st.integers(300, 5000), st.integers(0, 30))
def test_no_message_is_longer_than_its_limit(words: str, limit: int, count: int) -> None:
    label = text(words or "?")
    report = night(
        *(item(number, title=label, message=label) for number in range(count)),
        could_not_judge=(label,) * 4,
    )
    for language in LANGUAGES:
        assert len(digest_text(report, "buyer-refunds", language, limit).encode()) <= limit
        assert len(summary_text(report, language, limit).encode()) <= limit


def test_hostile_text_calls_nobody_and_becomes_no_markup() -> None:
    report = night(item(1, title=text(HOSTILE), message=text(HOSTILE), document=HOSTILE))
    shown = digest_text(report, "buyer-refunds", "en")
    for call in ("@everyone", "<!channel", "<at", "&lt;", "#12", "GH-7", "https://evil", "www.e"):
        assert call not in shown
    html = MarkdownIt("commonmark", {"html": True}).render(shown)
    assert "<script" not in html
    assert html.count("<a ") == 1
    assert html.count("<strong>") == 1
    assert "<code>" not in html
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "https://x.example/) [y](z"])
def test_only_an_address_of_the_web_becomes_a_link(address: str) -> None:
    shown = digest_text(night(item(1, address=address)), "buyer-refunds", "en")
    html = MarkdownIt().render(shown)
    assert html.count("<a ") == (1 if address.startswith("https") else 0)
    assert "javascript" not in shown


def test_the_summary_says_first_what_could_not_be_judged() -> None:
    report = night(
        *(item(number, is_new=number == 1) for number in range(1, 13)),
        item(13, owner="payments-risk", kind=ItemKind.LINK_BROKEN),
        could_not_judge=(text("No link results.", "没有链接检查结果。"),) * 3,
        resolved=("review:SOP-BUY-099",),
    )
    shown = summary_text(report, "en")
    parts = (
        "Knowledge base: 75.0% of reviews valid",
        "This night could not judge: 3",
        "and 1 more",
        "12 documents: 9 current",
        "13 things to do, 1 new",
        "Review overdue: 12 · Broken link: 1",
        "1 done since the previous report",
        "Most urgent",
        "By owner",
        "- Buyer refunds manager: 12 things to do, 1 new",
        "- payments-risk: 1 thing to do, 0 new",
    )
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert shown.count("SOP-BUY-") == 10


def test_a_clean_night_says_so_in_the_summary() -> None:
    assert "Most urgent" not in summary_text(night(), "en")
    assert "0 things" not in summary_text(night(), "en")


def test_without_an_earlier_report_nothing_is_said_to_be_new_or_not() -> None:
    report = night(item(1), previous=None)
    assert "new" not in digest_text(report, "buyer-refunds", "en").lower()
    assert "新增" not in digest_text(report, "buyer-refunds", "zh")
