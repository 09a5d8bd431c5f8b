"""Are the reviews to come found, and is a pile-up spread without making any of them late?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.catalog import Catalog, Document
from sopkb.forecast import PlannedReview, forecast, monday
from sopkb.model.documents import Status
from sopkb.model.policy import Policy
from sopkb.source import SourceFile
from tests.test_freshness import record
from tests.test_responsibility import catalog, owner

TODAY = date(2026, 11, 23)  # a Monday
CYCLE = 90


def knowledge_base(
    due_days: Iterable[date], owners: Catalog | None = None, most: int = 3
) -> Catalog:
    """Make a catalog with one document per due day."""
    documents = {}
    for number, due in enumerate(due_days, 1):
        reviewed = (due - timedelta(days=CYCLE)).isoformat()
        row = record(reviews=(reviewed,)).model_copy(update={"id": f"SOP-BUY-{number:03}"})
        documents[row.id] = Document(record=row, file=SourceFile("", ""), stem="", pages={})
    held = owners or catalog(owner("buyer-refunds"))
    return replace(held, documents=documents, policy=Policy(reviews_per_week=most))


def proposals(reviews: Iterable[PlannedReview]) -> dict[str, str]:
    return {
        review.document[-3:]: review.proposed.isoformat() for review in reviews if review.proposed
    }


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (90, 1), (91, 0)])
def test_what_is_due_from_today_to_the_last_day_is_planned(days: int, count: int) -> None:
    held = knowledge_base([TODAY + timedelta(days=days)])
    assert len(forecast(held, TODAY)) == count


def test_a_planned_review_names_its_week_and_its_owner() -> None:
    (planned,) = forecast(knowledge_base([date(2026, 12, 6)]), TODAY)
    assert (planned.week, planned.due) == (date(2026, 11, 30), date(2026, 12, 6))
    assert (planned.owner, planned.proposed) == ("buyer-refunds", None)


def test_three_in_a_week_are_no_pile_up_and_the_fourth_moves_a_week_ahead() -> None:
    week = date(2026, 12, 7)
    three = [week, week, week + timedelta(days=6)]
    assert proposals(forecast(knowledge_base(three), TODAY)) == {}
    four = forecast(knowledge_base([*three, week + timedelta(days=2)]), TODAY)
    assert proposals(four) == {"001": "2026-11-30"}


def test_a_large_pile_up_is_spread_over_several_weeks_down_to_today() -> None:
    week = date(2026, 12, 14)
    planned = forecast(knowledge_base([week] * 10, most=2), TODAY)
    moved = Counter(proposals(planned).values())
    assert moved == {"2026-12-07": 2, "2026-11-30": 2, "2026-11-23": 2}


@pytest.mark.parametrize(
    ("today", "proposed"),
    [
        ("2026-11-26", "2026-11-26"),
        ("2026-11-27", "2026-11-27"),
        ("2026-11-28", None),
        ("2026-11-29", None),
    ],
)
def test_nothing_is_proposed_for_the_past_or_for_a_week_whose_working_days_are_over(
    today: str, proposed: str | None
) -> None:
    held = knowledge_base([date(2026, 11, 30)] * 2, most=1)
    wanted = {"001": proposed} if proposed else {}
    assert proposals(forecast(held, date.fromisoformat(today))) == wanted


def test_each_owner_has_their_own_weeks() -> None:
    held = knowledge_base([date(2026, 12, 7)] * 4)
    other = held.documents["SOP-BUY-004"].record.model_copy(update={"owner": "buyer-returns"})
    moved = replace(held.documents["SOP-BUY-004"], record=other)
    shared = replace(held, documents={**held.documents, "SOP-BUY-004": moved})
    assert proposals(forecast(shared, TODAY)) == {}


def test_only_effective_documents_are_planned_and_an_exemption_puts_off_the_due_day() -> None:
    held = knowledge_base([TODAY, TODAY])
    first, second = held.documents.values()
    exempt = record(reviews=("2026-08-25",), exempt_until="2026-12-31")
    changed = {
        "SOP-BUY-001": replace(
            first, record=first.record.model_copy(update={"status": Status.DRAFT})
        ),
        "SOP-BUY-002": replace(second, record=exempt.model_copy(update={"id": "SOP-BUY-002"})),
    }
    (planned,) = forecast(replace(held, documents=changed), TODAY)
    assert (planned.document, planned.due) == ("SOP-BUY-002", date(2026, 12, 31))


def test_the_documents_of_an_owner_who_leaves_fall_due_two_weeks_later_for_the_backup() -> None:
    leaver = owner("buyer-refunds", backup="buyer-returns", active_until="2026-12-01")
    owners = catalog(leaver, owner("buyer-returns"))
    early, late = forecast(knowledge_base([date(2026, 11, 30), date(2027, 2, 1)], owners), TODAY)
    assert (early.due, early.owner) == (date(2026, 11, 30), "buyer-refunds")
    assert (late.due, late.owner) == (date(2026, 12, 15), "buyer-returns")


def test_the_last_day_of_the_calendar_is_far_enough() -> None:
    assert forecast(knowledge_base([TODAY]), date.max) == ()


DUE_DAYS = st.lists(st.integers(0, 60), max_size=25)


@given(st.integers(0, 6), DUE_DAYS, st.integers(1, 4))
def test_no_review_is_late_or_in_the_past_and_no_week_is_fuller_than_it_must_be(
    weekday: int, due_days: list[int], most: int
) -> None:
    today = TODAY + timedelta(days=weekday)
    held = knowledge_base([today + timedelta(days=days) for days in due_days], most=most)
    planned = forecast(held, today)
    assert all(today <= each.proposed < each.due for each in planned if each.proposed)
    load = Counter(monday(each.proposed or each.due) for each in planned)
    first = monday(today if today.weekday() < 5 else today + timedelta(days=7))
    for week in (week for week, count in load.items() if count > most):
        earlier = range(0, (week - first).days, 7)
        assert all(load[first + timedelta(days=days)] >= most for days in earlier)


@given(DUE_DAYS)
def test_the_order_of_the_documents_changes_nothing(due_days: list[int]) -> None:
    held = knowledge_base([TODAY + timedelta(days=days) for days in due_days])
    backwards = replace(held, documents=dict(reversed(list(held.documents.items()))))
    assert forecast(held, TODAY) == forecast(backwards, TODAY)
