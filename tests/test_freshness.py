"""Is a review judged rightly on every day around its boundaries? All dates are written out."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.freshness import FreshnessState, freshness, review_interval
from sopkb.model.documents import DocumentRecord
from sopkb.model.policy import Policy

CURRENT, DUE_SOON, OVERDUE, EXPIRED, UNREVIEWED, EXEMPT = FreshnessState
POLICY = Policy()


def record(
    risk: str = "high",
    reviews: tuple[str, ...] = ("2026-01-01",),
    every: int | None = None,
    exempt_until: str | None = None,
) -> DocumentRecord:
    return DocumentRecord.model_validate(
        {
            "id": "SOP-BUY-001",
            "owner": "buyer-refunds",
            "backup": "buyer-returns",
            "status": "effective",
            "version": "1.0",
            "effective": "2026-01-01",
            "risk": risk,
            "review_every": every,
            "review_exempt": exempt_until and {"reason": "Frozen.", "until": exempt_until},
            "source_language": "en",
            "audience": ["agent-l1"],
            "markets": ["all"],
            "reviews": [
                {
                    "date": day,
                    "by": "buyer-refunds",
                    "method": "walkthrough",
                    "outcome": "confirmed",
                    "version": "1.0",
                }
                for day in reviews
            ],
            "changes": [
                {
                    "version": "1.0",
                    "date": "2026-01-01",
                    "kind": "major",
                    "note": {"en": "First.", "zh": "首次。"},
                }
            ],
        }
    )


def state(document: DocumentRecord, day: str, policy: Policy = POLICY) -> FreshnessState:
    return freshness(document, policy, date.fromisoformat(day)).state


@pytest.mark.parametrize(
    ("risk", "every", "reviewed", "day", "expected"),
    [
        # high: 90 days, due 2026-04-01, window 14, grace 7
        ("high", None, "2026-01-01", "2026-01-01", CURRENT),
        ("high", None, "2026-01-01", "2026-03-17", CURRENT),
        ("high", None, "2026-01-01", "2026-03-18", DUE_SOON),
        ("high", None, "2026-01-01", "2026-04-01", DUE_SOON),
        ("high", None, "2026-01-01", "2026-04-02", OVERDUE),
        ("high", None, "2026-01-01", "2026-04-08", OVERDUE),
        ("high", None, "2026-01-01", "2026-04-09", EXPIRED),
        # medium: 180 days, due 2026-06-30, window 14, grace 30
        ("medium", None, "2026-01-01", "2026-06-15", CURRENT),
        ("medium", None, "2026-01-01", "2026-06-16", DUE_SOON),
        ("medium", None, "2026-01-01", "2026-06-30", DUE_SOON),
        ("medium", None, "2026-01-01", "2026-07-01", OVERDUE),
        ("medium", None, "2026-01-01", "2026-07-30", OVERDUE),
        ("medium", None, "2026-01-01", "2026-07-31", EXPIRED),
        # low: 365 days, due 2027-01-01, window 14, grace 30
        ("low", None, "2026-01-01", "2026-12-17", CURRENT),
        ("low", None, "2026-01-01", "2026-12-18", DUE_SOON),
        ("low", None, "2026-01-01", "2027-01-01", DUE_SOON),
        ("low", None, "2026-01-01", "2027-01-02", OVERDUE),
        ("low", None, "2026-01-01", "2027-01-31", OVERDUE),
        ("low", None, "2026-01-01", "2027-02-01", EXPIRED),
        # an interval below 60 days has a window of 7: due 2026-01-31
        ("medium", 30, "2026-01-01", "2026-01-23", CURRENT),
        ("medium", 30, "2026-01-01", "2026-01-24", DUE_SOON),
        ("medium", 30, "2026-01-01", "2026-01-31", DUE_SOON),
        ("medium", 30, "2026-01-01", "2026-02-01", OVERDUE),
        ("medium", 30, "2026-01-01", "2026-03-02", OVERDUE),
        ("medium", 30, "2026-01-01", "2026-03-03", EXPIRED),
        # 59 days are short, 60 are not: due 2026-03-01 and 2026-03-02
        ("medium", 59, "2026-01-01", "2026-02-21", CURRENT),
        ("medium", 59, "2026-01-01", "2026-02-22", DUE_SOON),
        ("medium", 60, "2026-01-01", "2026-02-15", CURRENT),
        ("medium", 60, "2026-01-01", "2026-02-16", DUE_SOON),
        # 29 February: as the due day, as the day of the review, and none in 2027
        ("low", None, "2027-03-01", "2028-02-29", DUE_SOON),
        ("low", None, "2027-03-01", "2028-03-01", OVERDUE),
        ("medium", None, "2028-02-29", "2028-08-27", DUE_SOON),
        ("medium", None, "2028-02-29", "2028-08-28", OVERDUE),
        ("low", None, "2026-03-01", "2027-03-01", DUE_SOON),
        ("low", None, "2026-03-01", "2027-03-02", OVERDUE),
    ],
)
def test_each_boundary(
    risk: str, every: int | None, reviewed: str, day: str, expected: FreshnessState
) -> None:
    assert state(record(risk, (reviewed,), every), day) is expected


@pytest.mark.parametrize(
    ("risk", "every", "due"),
    [
        ("high", None, date(2026, 4, 1)),
        ("medium", None, date(2026, 6, 30)),
        ("low", None, date(2027, 1, 1)),
        ("low", 1, date(2026, 1, 2)),
    ],
)
def test_the_due_day(risk: str, every: int | None, due: date) -> None:
    assert freshness(record(risk, every=every), POLICY, date(2026, 1, 1)).due == due


def test_the_latest_review_counts_wherever_it_stands() -> None:
    document = record(reviews=("2026-03-01", "2026-01-01"))
    judged = freshness(document, POLICY, date(2026, 5, 1))
    assert (judged.last_review, judged.due) == (date(2026, 3, 1), date(2026, 5, 30))


def test_without_a_review_it_is_unreviewed_on_every_day() -> None:
    document = record(reviews=())
    assert {state(document, day) for day in ("2016-01-01", "2026-01-01", "2099-12-31")} == {
        UNREVIEWED
    }
    assert freshness(document, POLICY, date(2026, 1, 1)).due is None


def test_an_exemption_holds_through_its_last_day_and_no_longer() -> None:
    document = record(exempt_until="2027-03-31")
    assert state(document, "2026-12-31") is EXEMPT
    assert state(document, "2027-03-31") is EXEMPT
    assert state(document, "2027-04-01") is EXPIRED
    assert state(record(reviews=(), exempt_until="2027-03-31"), "2027-04-01") is UNREVIEWED
    late = record(reviews=("2027-03-01",), exempt_until="2027-03-31")
    assert state(late, "2027-04-01") is CURRENT


def test_the_policy_decides_cycle_window_and_grace() -> None:
    policy = Policy.model_validate(
        {
            "risk": {
                risk: {
                    "cycle": cycle,
                    "grace": 2,
                    "translation_allowance": 1,
                    "translation_blocks": False,
                    "approvals": 0,
                    "owner_alone": True,
                }
                for risk, cycle in (("high", 10), ("medium", 20), ("low", 30))
            },
            "due_soon": {"days": 5, "short_days": 3, "short_below": 15},
        }
    )
    assert review_interval(record("high"), policy) == 10
    days = ["2026-01-07", "2026-01-08", "2026-01-11", "2026-01-13", "2026-01-14"]
    states = [state(record("high"), day, policy) for day in days]
    assert states == [CURRENT, DUE_SOON, DUE_SOON, OVERDUE, EXPIRED]
    assert state(record("medium"), "2026-01-15", policy) is CURRENT
    assert state(record("medium"), "2026-01-16", policy) is DUE_SOON


def test_a_review_at_the_end_of_the_calendar_is_judged_too() -> None:
    judged = freshness(record(reviews=("9999-12-31",)), POLICY, date(2026, 1, 1))
    assert (judged.state, judged.due) == (CURRENT, date(9999, 12, 31))


@given(
    risk=st.sampled_from(["high", "medium", "low"]),
    every=st.none() | st.integers(1, 3650),
    reviewed=st.dates(date(2015, 1, 1), date(2100, 1, 1)),
    start=st.integers(-400, 4200),
    days=st.integers(1, 120),
)
def test_a_review_only_ever_grows_older(
    risk: str, every: int | None, reviewed: date, start: int, days: int
) -> None:
    order = [CURRENT, DUE_SOON, OVERDUE, EXPIRED]
    document = record(risk, (reviewed.isoformat(),), every)
    ranks = [
        order.index(freshness(document, POLICY, reviewed + timedelta(days=start + day)).state)
        for day in range(days)
    ]
    assert ranks == sorted(ranks)


def test_only_the_day_given_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """At one moment it is 1 April in Los Angeles and 2 April in Shanghai, which governs."""
    moment = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    readers_day = moment.astimezone(ZoneInfo("America/Los_Angeles")).date()
    governance_day = moment.astimezone(ZoneInfo("Asia/Shanghai")).date()
    for zone in ("America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati"):
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            assert freshness(record(), POLICY, readers_day).state is DUE_SOON
            assert freshness(record(), POLICY, governance_day).state is OVERDUE
    time.tzset()


# --- an owner leaves --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departure", "due"),
    [
        ("2026-01-31", date(2026, 2, 14)),
        ("2026-03-17", date(2026, 3, 31)),
        ("2026-03-18", date(2026, 4, 1)),
        ("2026-03-19", date(2026, 4, 1)),
        ("9999-12-31", date(2026, 4, 1)),
    ],
)
def test_the_due_day_comes_two_weeks_after_the_owner_leaves_if_that_is_earlier(
    departure: str, due: date
) -> None:
    day = date.fromisoformat(departure)
    assert freshness(record(), POLICY, date(2026, 1, 2), departure=day).due == due


def test_a_document_that_nobody_reviewed_has_no_due_day_when_its_owner_leaves() -> None:
    judged = freshness(record(reviews=()), POLICY, date(2026, 5, 1), departure=date(2026, 1, 1))
    assert (judged.due, judged.state) == (None, UNREVIEWED)
