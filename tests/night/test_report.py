"""Does the report of a night say what is new, what waited too long, and what it could not judge?"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from sopkb.catalog import Catalog
from sopkb.findings import Finding, Location, Severity, Text
from sopkb.link_results import LinkProblem, LinkResults
from sopkb.loading import load
from sopkb.model.base import LocalizedText
from sopkb.night import judging
from sopkb.night.health import health
from sopkb.night.json_ import render
from sopkb.night.model import ItemKind, NightReport
from sopkb.night.report import night_report
from tests.night.bases import add, base, days_ago, empty, review
from tests.trees import AS_OF

YESTERDAY = AS_OF - timedelta(days=1)
PAGE = "docs/sops/buyer/document-buy-001.md"
RECORD = "data/documents/sops/buyer/document-buy-001.yml"
FIX = Text(en="Mend it.", zh="请修正。")


def overdue(days: int, risk: str = "low", cycle: int = 365) -> dict[str, Any]:
    return {"risk": risk, "reviews": [review(days_ago(cycle + days))]}


def report_of(catalog: Catalog, as_of: date = AS_OF, **given: Any) -> NightReport:
    return night_report(catalog, health(catalog, as_of), tool_version="0.1.0", **given)


def links(*problems: LinkProblem, **given: Any) -> LinkResults:
    made = {"checked_on": AS_OF, "external": True, "complete": True, "checked": 40}
    return LinkResults.model_validate({**made, "problems": problems, **given})


def broken(path: str = PAGE, **given: Any) -> LinkProblem:
    made = {
        "url": "https://example.com/gone",
        "page": "sops/buyer/document-buy-001/",
        "path": path,
        "line": 12,
        "external": True,
        "status": "404",
        "nights": (days_ago(1), AS_OF),
        "is_broken": True,
    }
    return LinkProblem.model_validate({**made, **given})


def finding(code: str, path: str, line: int = 1, key: str = "") -> Finding:
    at = Location(path=path, line=line, key=key)
    message = Text(en="It must be so.", zh="必须如此。")
    return Finding(code=code, severity=Severity.WARNING, at=at, message=message, fix=FIX)


class TestSinceThePreviousReport:
    def test_without_one_nothing_is_called_new(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, overdue(3)))
        assert [item.is_new for item in report.health.items] == [False]
        assert (report.previous, report.resolved) == (None, ())

    def test_what_came_and_what_went(self, tmp_path: Path) -> None:
        before = report_of(base(tmp_path / "before", overdue(3), overdue(4), {}), YESTERDAY)
        catalog = base(tmp_path / "now", overdue(3), {}, overdue(1))
        now = report_of(catalog, previous=_read_back(before))
        assert {item.document: item.is_new for item in now.health.items} == {
            "SOP-BUY-001": False,
            "SOP-BUY-003": True,
        }
        assert now.resolved == ("review_overdue:SOP-BUY-002",)
        assert now.previous == YESTERDAY
        assert render(report_of(catalog, previous=_read_back(now))) == render(now)

    def test_the_same_night_twice_has_the_same_bytes_and_nothing_new(self, tmp_path: Path) -> None:
        catalog = base(tmp_path, overdue(3), overdue(40), {"translations": {}})
        first = report_of(catalog)
        assert render(report_of(load(catalog.root))) == render(first)
        again = report_of(catalog, previous=first)
        assert not any(item.is_new for item in again.health.items)


class TestEscalation:
    @pytest.mark.parametrize(("days", "told"), [(30, None), (31, "programme-lead")])
    def test_after_the_days_of_the_policy_the_next_role_is_told(
        self, tmp_path: Path, days: int, told: str | None
    ) -> None:
        (item,) = report_of(base(tmp_path, overdue(days))).health.items
        assert item.escalated_to == told

    def test_the_risk_decides_after_how_many_days(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        policy = root / "data/policy.yml"
        text = policy.read_text("utf-8").replace("high: {", "high: {escalate_after: 2, ")
        policy.write_text(text, "utf-8")
        add(root, 1, **overdue(3, "high", 90))
        add(root, 2, **overdue(3))
        items = report_of(load(root)).health.items
        assert {item.document: item.escalated_to for item in items} == {
            "SOP-BUY-001": "programme-lead",
            "SOP-BUY-002": None,
        }

    def test_a_role_told_too_has_a_name_though_it_owns_nothing(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, overdue(99)))
        assert report.health.name("programme-lead").zh == "项目负责人"
        assert "programme-lead" in {group.id for group in report.health.by_owner}


class TestLinksAndFindings:
    def test_a_broken_link_belongs_to_the_owner_of_its_page(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, {}), links=links(broken()))
        (item,) = report.health.items
        assert (item.kind, item.owner, item.path, item.line, item.age) == (
            ItemKind.LINK_BROKEN,
            "buyer-refunds",
            PAGE,
            12,
            1,
        )
        assert (report.broken_links, report.links_checked) == (1, AS_OF)

    def test_a_link_that_failed_once_is_not_broken_yet(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, {}), links=links(broken(is_broken=False)))
        assert (report.broken_links, report.health.items) == (0, ())

    def test_links_that_nobody_checked_are_not_zero(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, {}))
        assert (report.broken_links, report.links_checked) == (None, None)

    def test_a_link_of_a_page_known_to_be_behind_is_not_told_again(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        add(root, 1)
        source = root / PAGE
        source.write_text(source.read_text("utf-8").replace("Steps", "All steps", 1), "utf-8")
        translation = PAGE.replace(".md", ".zh.md")
        results = links(broken(translation), broken(PAGE))
        report = report_of(load(root), links=results)
        kinds = [item.kind.value for item in report.health.items]
        assert kinds.count("link_broken") == report.broken_links == 1

    def test_findings_are_items_but_for_what_is_one_already(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        add(root, 1)
        (root / "data/documents/sops/buyer/torn.yml").write_text("id: [\n", "utf-8")
        torn = load(root).problems[0].problem.at
        found = (
            finding("term-forbidden", PAGE, 3),
            finding("term-forbidden", PAGE, 9),
            finding("translation-behind", PAGE),
            finding("parity-different", PAGE),
            finding("record-invalid", torn.path, torn.line),
        )
        items = report_of(load(root), findings=found).health.items
        assert [item.key for item in items if item.kind is ItemKind.FINDING] == [
            f"finding:term-forbidden:{PAGE}:",
            f"finding:term-forbidden:{PAGE}::2",
        ]
        assert items[0].kind is ItemKind.DAMAGED

    def test_what_has_no_owner_is_told_to_the_programme_lead(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        add(root, 1)
        found = (finding("register-x", "data/values.yml"),)
        assert report_of(load(root), findings=found).health.items[0].owner == ""
        with (root / "data/policy.yml").open("a", encoding="utf-8") as file:
            file.write("programme_lead: programme-lead\n")
        assert report_of(load(root), findings=found).health.items[0].owner == "programme-lead"


class TestAddresses:
    def test_each_language_leads_to_its_own_page(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        add(root, 1, **overdue(3))
        (root / "mkdocs.yml").write_text("site_url: https://kb.example.com/x/\n", "utf-8")
        report = report_of(load(root))
        (item,) = report.health.items
        path = "sops/buyer/document-buy-001/"
        assert item.address == report.url(item, "en") == f"https://kb.example.com/x/{path}"
        assert report.url(item, "zh") == f"https://kb.example.com/x/zh/{path}"

    def test_without_a_known_site_there_is_none(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, overdue(3)))
        assert (report.url(report.health.items[0], "zh"), report.site) == ("", "")


class TestCouldNotJudge:
    def test_no_documents(self, tmp_path: Path) -> None:
        assert len(list(judging.no_documents(base(tmp_path)))) == 1
        assert not list(judging.no_documents(base(tmp_path / "one", {})))

    @pytest.mark.parametrize(
        ("before", "doubts"), [(0, 0), (1, 0), (2, 1), (4000, 1), (-364, 0), (-366, 1)]
    )
    def test_the_clock(self, tmp_path: Path, before: int, doubts: int) -> None:
        catalog = base(tmp_path, *({"reviews": [review(AS_OF)]} for _ in range(3)))
        assert len(list(judging.clock(catalog, AS_OF - timedelta(days=before)))) == doubts

    def test_one_review_in_the_future_is_a_slip_of_the_pen_not_of_the_clock(
        self, tmp_path: Path
    ) -> None:
        later = {"reviews": [review(AS_OF + timedelta(days=4000))]}
        assert not list(judging.clock(base(tmp_path, later, {}), AS_OF))

    @pytest.mark.parametrize("name", ["policy", "owners", "markets", "centers"])
    def test_a_register_on_which_figures_rest(self, tmp_path: Path, name: str) -> None:
        root = empty(tmp_path)
        add(root, 1)
        assert not list(judging.registers_damaged(load(root)))
        (root / f"data/{name}.yml").write_text("a: [\n", "utf-8")
        (doubt,) = judging.registers_damaged(load(root))
        assert f"data/{name}.yml" in doubt.en

    def test_previous_report(self, tmp_path: Path) -> None:
        report = report_of(base(tmp_path, {}))
        text = render(report)
        assert judging.read_previous(text, AS_OF) == report
        for damaged in ("", "{}", text[: len(text) // 2], text.replace(": 1,", ": 9,", 1)):
            assert isinstance(judging.read_previous(damaged, AS_OF), LocalizedText)
        assert isinstance(judging.read_previous(text, days_ago(1)), LocalizedText)

    def test_link_results(self) -> None:
        good = links()
        assert judging.read_links(good.model_dump_json()) == good
        assert isinstance(judging.read_links("[]"), LocalizedText)
        assert not list(judging.links_doubtful(good, AS_OF))
        assert len(list(judging.links_doubtful(links(complete=False), AS_OF))) == 1
        for days, doubts in ((3, 0), (4, 1)):
            old = links(checked_on=days_ago(days))
            assert len(list(judging.links_doubtful(old, AS_OF))) == doubts


def _read_back(report: NightReport) -> NightReport:
    read = judging.read_previous(render(report), AS_OF)
    assert isinstance(read, NightReport)
    return read
