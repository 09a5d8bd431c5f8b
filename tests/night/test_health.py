"""Are the figures those that a person counts by hand, on both sides of every boundary?"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sopkb.loading import load
from sopkb.night.health import health
from sopkb.night.history import month_ends
from sopkb.night.model import Count, Health, ItemKind
from tests.night.bases import add, base, change, days_ago, empty, review
from tests.trees import AS_OF


def due_in(days: int, risk: str = "low", cycle: int = 365) -> dict[str, Any]:
    """Give a document whose review falls due in so many days."""
    return {"risk": risk, "reviews": [review(days_ago(cycle - days))]}


def high(days: int) -> dict[str, Any]:
    return due_in(days, "high", 90)


def health_of(target: Path, *documents: dict[str, Any]) -> Health:
    return health(base(target, *documents), AS_OF)


def states(count: Count) -> dict[str, int]:
    return {key: value for key, value in count.model_dump(exclude={"rate"}).items() if value}


class TestCounts:
    def test_each_day_around_a_boundary_of_the_review(self, tmp_path: Path) -> None:
        found = health_of(tmp_path, *(high(days) for days in (15, 14, 0, -1, -7, -8)))
        assert states(found.total) == {"current": 1, "due_soon": 2, "overdue": 2, "expired": 1}
        assert found.total.rate == 0.5

    def test_exempt_ones_are_in_neither_number_of_the_rate_and_unreviewed_are(
        self, tmp_path: Path
    ) -> None:
        exempt = {"reviews": [], "review_exempt": {"reason": "Frozen.", "until": AS_OF}}
        over = {"review_exempt": {"reason": "Frozen.", "until": days_ago(1)}, "reviews": []}
        found = health_of(tmp_path, exempt, over, {})
        assert states(found.total) == {"exempt": 1, "unreviewed": 1, "current": 1}
        assert found.total.rate == 0.5

    def test_only_effective_documents_count(self, tmp_path: Path) -> None:
        others = ("draft", "in_review", "approved", "suspended", "superseded", "retired")
        found = health_of(tmp_path, {}, *({"status": status} for status in others))
        assert (found.documents, states(found.total)) == (7, {"current": 1})

    def test_a_rate_of_nothing_is_none_not_zero(self, tmp_path: Path) -> None:
        found = health_of(tmp_path, {"status": "draft"})
        assert found.total.rate is None
        assert found.quality.bare_share == 0.0

    def test_a_text_of_another_version_than_the_review_has_read_has_changed(
        self, tmp_path: Path
    ) -> None:
        newer = {"version": "1.1", "changes": [change(days_ago(400)), change(days_ago(3), "1.1")]}
        found = health_of(tmp_path, newer, {})
        assert found.total.changed_since_review == 1
        item = next(each for each in found.items if each.kind is ItemKind.CHANGED_SINCE_REVIEW)
        assert (item.document, item.age) == ("SOP-BUY-001", 3)


class TestGroups:
    def test_a_document_counts_in_each_of_its_markets_and_in_the_centers_that_serve_one(
        self, tmp_path: Path
    ) -> None:
        found = health_of(tmp_path, {"markets": ["us"]}, {"markets": ["all"], **due_in(-1)})
        assert {group.id: states(group.count) for group in found.by_market} == {
            "us": {"current": 1, "overdue": 1},
            "gb": {"overdue": 1},
        }
        assert {group.id: states(group.count) for group in found.by_center} == {
            "manila": {"current": 1, "overdue": 1}
        }

    def test_a_center_that_has_closed_is_not_counted(self, tmp_path: Path) -> None:
        root = empty(tmp_path)
        add(root, 1)
        with (root / "data/centers.yml").open("a", encoding="utf-8") as file:
            file.write(f"  exit: {days_ago(1)}\n")
        assert health(load(root), AS_OF).by_center == ()

    def test_by_risk_area_and_the_role_that_acts(self, tmp_path: Path) -> None:
        found = health_of(
            tmp_path,
            high(30),
            {"area": "SEL", "owner": "buyer-returns", "backup": "programme-lead"},
            {"owner": "gone", "backup": "buyer-returns"},
        )
        assert [(each.id, sum(states(each.count).values())) for each in found.by_risk] == [
            ("high", 1),
            ("medium", 0),
            ("low", 2),
        ]
        assert [each.id for each in found.by_area] == ["BUY", "SEL"]
        assert [each.id for each in found.by_owner] == ["buyer-refunds", "buyer-returns", "gone"]

    def test_every_grouping_without_overlap_adds_up_to_the_total(self, tmp_path: Path) -> None:
        found = health_of(tmp_path, high(3), due_in(-40), {"area": "SEL"}, {"reviews": []})
        for groups in (found.by_owner, found.by_risk, found.by_area):
            added = sum((Counter(states(group.count)) for group in groups), Counter[str]())
            assert added == states(found.total)


class TestAges:
    def test_overdue_days_on_both_sides_of_each_bucket(self, tmp_path: Path) -> None:
        documents = (due_in(-days) for days in (0, 1, 7, 8, 30, 31, 90, 91, 300))
        found = health_of(tmp_path, *documents)
        assert found.overdue_by_age == {"1-7": 2, "8-30": 2, "31-90": 2, "91+": 2}

    def test_due_days_on_both_sides_of_each_window(self, tmp_path: Path) -> None:
        documents = (due_in(days) for days in (-1, 0, 14, 15, 30, 31, 90, 91))
        found = health_of(tmp_path, *documents)
        assert found.due_within == {14: 2, 30: 4, 90: 6}
        assert len(found.forecast) == 6


class TestHistory:
    def test_the_last_twelve_month_ends(self) -> None:
        ends = month_ends(AS_OF)
        assert (ends[0], ends[-1], len(ends)) == (date(2025, 11, 30), date(2026, 10, 31), 12)
        assert month_ends(date(2028, 2, 29))[-1] == date(2028, 2, 29)
        assert month_ends(date(2028, 2, 28))[-1] == date(2028, 1, 31)

    def test_reviews_and_documents_count_from_their_day_on(self, tmp_path: Path) -> None:
        first, second = date(2026, 5, 31), date(2026, 7, 1)
        document = {
            "risk": "high",
            "effective": first,
            "changes": [change(first)],
            "reviews": [review(second)],
        }
        found = health_of(tmp_path, document)
        seen = {point.day: states(point.count) for point in found.trend}
        assert seen[date(2026, 4, 30)] == {}
        assert seen[date(2026, 5, 31)] == {"unreviewed": 1}
        assert seen[date(2026, 7, 31)] == {"current": 1}
        assert seen[date(2026, 9, 30)] == {"overdue": 1}  # due on 29 September
        assert seen[date(2026, 10, 31)] == {"expired": 1}

    def test_a_withdrawn_document_counts_until_its_last_change(self, tmp_path: Path) -> None:
        changes = [change(date(2026, 1, 1)), change(date(2026, 6, 30), "2.0")]
        found = health_of(tmp_path, {"status": "retired", "version": "2.0", "changes": changes})
        counted = [point.day for point in found.trend if states(point.count)]
        assert (counted[0], counted[-1]) == (date(2026, 1, 31), date(2026, 5, 31))

    def test_review_quality_of_365_days(self, tmp_path: Path) -> None:
        bare = {"note": None}
        found = health_of(
            tmp_path,
            {"reviews": [review(days_ago(365), **bare), review(days_ago(364), **bare)]},
            {"reviews": [review(AS_OF, note="  ")]},
            {"reviews": [review(AS_OF, note=None, outcome="changed")]},
            {"reviews": [review(AS_OF)]},
        )
        quality = found.quality
        assert (quality.reviews, quality.bare, quality.bare_share) == (4, 2, 0.5)
        assert quality.bulk_days == 0

    @pytest.mark.parametrize(("signed", "days"), [(5, 0), (6, 1)])
    def test_more_than_five_bare_reviews_of_a_role_on_a_day_are_a_bulk(
        self, tmp_path: Path, signed: int, days: int
    ) -> None:
        documents = ({"reviews": [review(AS_OF, note=None)]} for _ in range(signed))
        assert health_of(tmp_path, *documents).quality.bulk_days == days


class TestItems:
    def test_the_most_urgent_comes_first_and_each_has_who_what_and_when(
        self, tmp_path: Path
    ) -> None:
        found = health_of(tmp_path, due_in(3), high(-8), due_in(-2), {"reviews": []})
        assert [(item.kind.value, item.document, item.age) for item in found.items] == [
            ("review_expired", "SOP-BUY-002", 8),
            ("review_overdue", "SOP-BUY-003", 2),
            ("unreviewed", "SOP-BUY-004", 400),
            ("review_due", "SOP-BUY-001", -3),
        ]
        assert {item.owner for item in found.items} == {"buyer-refunds"}
        assert len({item.key for item in found.items}) == len(found.items)

    def test_translations_by_state_and_what_is_to_do_by_whom(self, tmp_path: Path) -> None:
        found = health_of(tmp_path, {}, {"translations": {}})
        assert {key: n for key, n in found.translations.items() if n} == {
            "unpinned": 1,
            "in_sync": 1,
        }
        (item,) = found.items
        assert (item.kind, item.document) == (ItemKind.TRANSLATION, "SOP-BUY-002")

    def test_a_record_that_cannot_be_read_comes_first_and_hides_no_other(
        self, tmp_path: Path
    ) -> None:
        root = empty(tmp_path)
        for number in range(1, 1000):
            add(root, number, **(high(-20) if number % 9 == 0 else {}))
        broken = root / "data/documents/sops/buyer/document-buy-500.yml"
        broken.write_text("id: SOP-BUY-500\nowner: [\n", "utf-8")
        found = health(load(root), AS_OF)
        assert found.documents == sum(states(found.total).values()) == 998
        assert found.total.expired == 111
        first = found.items[0]
        assert (first.kind, first.path) == (
            ItemKind.DAMAGED,
            "data/documents/sops/buyer/document-buy-500.yml",
        )
        assert sum(item.kind is ItemKind.DAMAGED for item in found.items) == 1


def test_a_role_that_left_on_the_first_day_of_the_calendar(tmp_path: Path) -> None:
    root = base(tmp_path, {}).root
    owners = root / "data/owners.yml"
    text = owners.read_text("utf-8")
    left = text.replace("  active_from:", "  active_until: 0001-01-01\n  active_from:", 1)
    assert left != text
    owners.write_text(left, "utf-8")
    items = health(load(root), AS_OF).items
    assert [item.due for item in items if item.kind is ItemKind.OWNER_LEAVING] == [date.min]
