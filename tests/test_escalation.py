"""Who takes a case in a market, and is that role there at a moment, also over midnight?"""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sopkb.catalog import Catalog
from sopkb.escalation import (
    WEEKDAYS,
    Opening,
    is_open,
    markets_without,
    opening_in,
    row_for,
    rows_of,
)
from sopkb.escalation_view import days_in_words, situation_view
from sopkb.loading import load
from sopkb.model.floor import Escalation
from sopkb.model.registers import Hours, Market
from tests.trees import AS_OF, ROOT

WORK_DAYS = WEEKDAYS[:5]


def hours(start: str, end: str, *days: str) -> Hours:
    return Hours.model_validate({"from": start, "to": end, "days": days or WEEKDAYS})


def row(name: str, market: str) -> Escalation:
    return Escalation.model_validate(
        {
            "id": name,
            "situation": "refund-failed",
            "market": market,
            "levels": [
                {
                    "level": "L2",
                    "to": "buyer-refunds",
                    "channel": "queue",
                    "response_time": "wait",
                    "attach": {"en": "The case.", "zh": "工单。"},
                }
            ],
        }
    )


def catalog(*rows: Escalation) -> Catalog:
    names = {"en": "–", "zh": "–"}
    markets = {
        code: Market.model_validate(
            {"id": code, "name": names, "currency": "USD", "locale": "en", "timezone": "UTC"}
        )
        for code in ("us", "gb")
    }
    return Catalog(root=Path(), markets=markets, escalation={each.id: each for each in rows})


def test_the_row_of_a_market_goes_before_that_of_all() -> None:
    held = catalog(row("own", "us"), row("everywhere", "all"))
    assert [each.id for each in rows_of(held, "refund-failed")] == ["everywhere", "own"]
    assert [getattr(row_for(held, "refund-failed", code), "id", "") for code in ("us", "gb")] == [
        "own",
        "everywhere",
    ]
    assert markets_without(held, "refund-failed") == ()


def test_a_market_without_a_row_is_named() -> None:
    assert markets_without(catalog(row("own", "us")), "refund-failed") == ("gb",)
    assert markets_without(catalog(row("own", "us")), "other") == ("us", "gb")


@pytest.mark.parametrize(
    ("held", "moment", "expected"),
    [
        (hours("09:00", "18:00", *WORK_DAYS), "2026-11-23T09:00", True),
        (hours("09:00", "18:00", *WORK_DAYS), "2026-11-23T17:59", True),
        (hours("09:00", "18:00", *WORK_DAYS), "2026-11-23T18:00", False),
        (hours("09:00", "18:00", *WORK_DAYS), "2026-11-22T10:00", False),
        (hours("09:00", "24:00", *WORK_DAYS), "2026-11-27T23:59", True),
        (hours("09:00", "24:00", *WORK_DAYS), "2026-11-28T00:00", False),
        (hours("22:00", "06:00", *WORK_DAYS), "2026-11-27T22:00", True),
        (hours("22:00", "06:00", *WORK_DAYS), "2026-11-28T05:59", True),
        (hours("22:00", "06:00", *WORK_DAYS), "2026-11-28T06:00", False),
        (hours("22:00", "06:00", *WORK_DAYS), "2026-11-23T05:59", False),
        (hours("00:00", "00:00"), "2026-11-23T12:00", True),
        (None, "2026-11-23T03:00", True),
    ],
)
def test_hours_are_read_on_the_clock_of_the_role(
    held: Hours | None, moment: str, expected: bool
) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Manila"))
    assert is_open(held, local) is expected


@pytest.mark.parametrize(
    ("zone", "day", "start", "end", "days"),
    [
        ("Asia/Manila", "2026-11-23", "01:00", "10:00", WORK_DAYS),
        ("Europe/Warsaw", "2026-10-24", "07:00", "16:00", WORK_DAYS),
        ("Europe/Warsaw", "2026-10-25", "08:00", "17:00", WORK_DAYS),
        ("America/New_York", "2026-03-07", "14:00", "23:00", WORK_DAYS),
        ("America/New_York", "2026-03-08", "13:00", "22:00", WORK_DAYS),
        ("Pacific/Auckland", "2026-11-23", "20:00", "05:00", ("mon", "tue", "wed", "thu", "sun")),
    ],
)
def test_hours_in_utc_follow_daylight_saving_and_the_day(
    zone: str, day: str, start: str, end: str, days: tuple[str, ...]
) -> None:
    held = hours("09:00", "18:00", *WORK_DAYS)
    seen = opening_in(held, ZoneInfo(zone), UTC, date.fromisoformat(day))
    assert (seen.start, seen.end, seen.days) == (start, end, days)


def test_a_night_begins_before_the_clock_changes_and_ends_after() -> None:
    night = hours("22:00", "06:00")
    seen = opening_in(night, ZoneInfo("Europe/Warsaw"), UTC, date(2026, 10, 24))
    assert seen == Opening(start="20:00", end="05:00", days=WEEKDAYS)


@pytest.mark.parametrize(
    ("days", "en", "zh"),
    [
        (WEEKDAYS, "every day", "每天"),
        (WORK_DAYS, "Monday–Friday", "周一至周五"),
        (("sat",), "Saturday", "周六"),
        (("mon", "wed", "thu"), "Monday, Wednesday–Thursday", "周一、周三至周四"),
    ],
)
def test_days_in_a_row_are_a_range(days: tuple[str, ...], en: str, zh: str) -> None:
    real = load(ROOT)
    assert days_in_words(real, days, "en") == en
    assert days_in_words(real, days, "zh") == zh


def test_who_comes_next_is_the_next_level_then_whom_the_role_reports_to() -> None:
    path = situation_view(load(ROOT), "en", AS_OF, "refund-failed").paths[0]
    first, last = path.levels[0], path.levels[-1]
    assert (first.then_level, first.then and first.then.id) == ("L4", "operations-duty")
    assert (last.then_level, last.then and last.then.id) == ("", "programme-lead")
    assert last.backup
    assert last.backup.id == "operations-escalation"
