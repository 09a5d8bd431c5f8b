"""Does each refused value say what it must be, what was seen and how to mend it, on its line?

A row of the tables: what stands in the miniature, what is written instead, the words that the
message must name in both languages, and what the mend must hold in English and in Mandarin.
"""

from pathlib import Path

import pytest

from sopkb.findings import Problem
from sopkb.loading import load
from tests.trees import plant

RECORD = "data/documents/sops/buyer/refund-request.yml"
OWNERS = "data/owners.yml"
VALUES = "data/values.yml"
POLICY = "data/policy.yml"
Row = tuple[str, str, tuple[str, ...], str, str]

IN_RECORD: list[Row] = [
    ("risk: high", "risk: hihg", ("risk", "hihg"), "“high”", "“high”"),
    ("access: center", "access: centre", ("access", "centre"), "“center”", "“center”"),
    ("kind: major", "kind: big", ("changes.0.kind", "big"), "Choose", "选择"),
    ('version: "1.1"', "version: 1.10", ("version", "1.10", "1.1"), '"1.10"', '"1.10"'),
    ('version: "1.1"', 'version: "1.1.1"', ("version", "1.1.1"), "same key", "同名键"),
    ('version: "1.1"', 'version: "１.１"', ("version", "１.１"), "same key", "同名键"),
    ("id: SOP-BUY-001", "id: SOP-1", ("id", "SOP-1"), "same key", "同名键"),
    ("owner: buyer-refunds", "owner: no", ("owner", "no", "False"), '"no"', '"no"'),
    ("owner: buyer-refunds", "owner: 12", ("owner", "12"), '"12"', '"12"'),
    ("owner: buyer-refunds", "owner:", ("owner",), "after “owner:”", "“owner:”之后"),
    ("owner: buyer-refunds", "owner: [a, b]", ("owner", "['a', 'b']"), "text", "文本"),
    ("effective: 2026-09-01", "effective: 2026-02-30", ("effective", "2026-02-30"), "day", "日期"),
    (
        "effective: 2026-09-01",
        "effective: 1 Sep",
        ("effective", "1 Sep"),
        "2026-09-01",
        "2026-09-01",
    ),
    (
        "effective: 2026-09-01",
        "effective: 20260901",
        ("effective", "20260901"),
        "2026-09-01",
        "2026-09-01",
    ),
    (
        "effective: 2026-09-01",
        "effective: ２０２６-09-01",
        ("effective", "２０２６-09-01"),
        "2026-09-01",
        "2026-09-01",
    ),
    ("audience: [agent-l1]", "audience: agent-l1", ("audience", "agent-l1"), "list", "列表"),
    ("audience: [agent-l1]", "audience: []", ("“audience”", "1", "0"), "Add", "补齐"),
    ("audience: [agent-l1]", "audience: [no]", ("audience.0", "no", "False"), '"no"', '"no"'),
    (
        "keywords: {en: [money back], zh: [退钱]}",
        "keywords: money",
        ("keywords", "money"),
        "keys with values",
        "键值",
    ),
    (
        "keywords: {en: [money back], zh: [退钱]}",
        "keywords: {en: money}",
        ("keywords.en", "money"),
        "list",
        "列表",
    ),
    (
        "keywords: {en: [money back], zh: [退钱]}",
        "keywrds: {}",
        ("keywrds",),
        "“keywords”",
        "“keywords”",
    ),
    ("note: Walked", "nota: Walked", ("nota",), "“note”", "“note”"),
    (
        "risk: high",
        "risk: high\nreview_every: ninety",
        ("review_every", "ninety"),
        "whole number",
        "整数",
    ),
    (
        "risk: high",
        'risk: high\nreview_every: "90"',
        ("review_every", "“90”"),
        "without quotes",
        "不加引号",
    ),
    (
        "risk: high",
        "risk: high\nreview_every: 0",
        ("review_every", "0", "1"),
        "at least 1",
        "不小于 1",
    ),
    (
        "risk: high",
        "risk: high\nreview_every: 3651",
        ("review_every", "3651"),
        "at most 3650",
        "不大于 3650",
    ),
    (
        "note: {en: First version., zh: 首次发布。}",
        "note: First",
        ("changes.0.note", "First"),
        "keys with values",
        "键值",
    ),
]

IN_VALUES: list[Row] = [
    (
        "default: 30",
        "default: thirty",
        ("refund-window.default", "thirty"),
        "a number, or text",
        "数字，或",
    ),
    (
        "default: 30",
        "default: [30]",
        ("refund-window.default", "[30]"),
        "a number, or text",
        "数字，或",
    ),
    ("default: 30", "default: {en: none}", ("refund-window.default.zh",), "zh:", "zh:"),
    ("default: 30", "default: {en: a, zh: b, fr: c}", ("fr",), "data/schema/", "data/schema/"),
    ("{gb: 14}", "{gb: x}", ("refund-window.per_market.gb", "x"), "a number", "数字"),
    ("{gb: 14}", "[gb]", ("refund-window.per_market", "['gb']"), "keys with values", "键值"),
    ("value: 21", "value: [21]", ("refund-window.previous.0.value", "[21]"), "a number", "数字"),
    ("unit: days", "unit: dayz", ("refund-window.unit", "dayz"), "“days”", "“days”"),
    ("refund-window:", "no:", ("False",), '"no":', '"no":'),
    ("source: Refund", "no: x\n  source: Refund", ("False",), "quotes", "引号"),
]

IN_POLICY: list[Row] = [
    ("high: {", "hgih: {", ("risk.hgih", "hgih"), "“high”", "“high”"),
    ("severity: {}", "severity: {1: error}", ("severity.1", "1"), "quotes", "引号"),
    ("severity: {}", "severity: {a: fatal}", ("severity.a", "fatal"), "Choose", "选择"),
    ("grace: 7", "grace: 7, gracee: 8", ("gracee",), "“grace”", "“grace”"),
]

ELSEWHERE = [
    (
        "data/locales.yml",
        "default: false",
        'default: "no"',
        ("zh.default", "no"),
        "true or false",
        "true 或 false",
    ),
    (
        "data/centers.yml",
        'from: "06:00"',
        "from: 10:30",
        ("manila.hours.from", "10:30", "630"),
        '"10:30"',
        '"10:30"',
    ),
    (
        "data/centers.yml",
        "days: [mon",
        "days: [monday",
        ("manila.hours.days.0", "monday"),
        "“mon”",
        "“mon”",
    ),
    (
        "data/exceptions.yml",
        "[]",
        "- {rule: a, path: b, reason: c, until: 2027-01-01, untl: 1}",
        ("untl",),
        "“until”",
        "“until”",
    ),
]

EXPLAINED = [
    *((RECORD, *row) for row in IN_RECORD),
    *((VALUES, *row) for row in IN_VALUES),
    *((POLICY, *row) for row in IN_POLICY),
    *ELSEWHERE,
]


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(root: Path) -> list[Problem]:
    return [item.problem for item in load(root).problems]


def line_of(root: Path, path: str, text: str) -> int:
    lines = (root / path).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(("path", "old", "new", "named", "mend", "mend_zh"), EXPLAINED)
def test_a_refused_value_is_explained_on_its_line(
    path: str,
    old: str,
    new: str,
    named: tuple[str, ...],
    mend: str,
    mend_zh: str,
    tmp_path: Path,
) -> None:
    root = plant(tmp_path)
    edit(root, path, old, new)
    (problem,) = problems(root)
    guilty = next(line for line in new.split("\n") if line.strip() != old)
    assert (problem.at.path, problem.at.line) == (path, line_of(root, path, guilty))
    for text in (problem.message.en, problem.message.zh):
        assert all(word in text for word in named), text
    assert mend in problem.fix.en
    assert mend_zh in problem.fix.zh


def test_a_risk_without_its_policy_is_told(tmp_path: Path) -> None:
    root = plant(tmp_path)
    text = (root / POLICY).read_text("utf-8")
    (medium,) = (line for line in text.splitlines() if line.startswith("  medium:"))
    edit(root, POLICY, f"{medium}\n", "")
    (problem,) = problems(root)
    assert problem.at.line == line_of(root, POLICY, "risk:")
    assert "“risk” must hold at least 3; it holds 2" in problem.message.en
    assert "“risk”至少要有 3 项，当前有 2 项" in problem.message.zh


def test_a_missing_key_is_told_at_the_row_that_lacks_it(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, OWNERS, "  team: buyer-care\n", "")
    (problem,) = problems(root)
    assert problem.at.line == line_of(root, OWNERS, "buyer-refunds:")
    assert "“buyer-refunds.team”" in problem.message.en
    assert "“buyer-refunds.team”" in problem.message.zh
    assert "buyer-refunds.team:" in problem.fix.en


def test_every_wrong_key_of_a_record_is_told_at_once(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, RECORD, "status: effective", "status: active")
    edit(root, RECORD, "risk: high", "risk: severe")
    edit(root, RECORD, "markets: [all]", "markets: all")
    lines = [line_of(root, RECORD, text) for text in ("status:", "risk:", "markets:")]
    assert sorted(problem.at.line for problem in problems(root)) == sorted(lines)


def test_a_long_value_is_shown_short_and_on_one_line(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, RECORD, "risk: high", f"risk: |\n  one\n  {'long ' * 200}")
    (problem,) = problems(root)
    assert "\n" not in problem.message.en
    assert len(problem.message.en) < 200
