"""When does a bulletin begin and end, wherever its reader is and whatever the clock does?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sopkb.bulletins import (
    BulletinState,
    alarms_of,
    in_page_order,
    not_expired,
    overlaps,
    state_at,
    state_on,
)
from sopkb.catalog import Catalog
from sopkb.exports.bulletin_feed import bulletin_feed
from sopkb.loading import load
from sopkb.model.floor import Bulletin
from tests.trees import AS_OF, ROOT, plant

UPCOMING, IN_FORCE, EXPIRED = BulletinState.UPCOMING, BulletinState.IN_FORCE, BulletinState.EXPIRED
ANNOUNCED = ROOT / "tests" / "site" / "announced"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load(plant(tmp_path_factory.mktemp("announced"), ANNOUNCED))


def lasting(catalog: Catalog, effective: str, expires: str, **other: object) -> Bulletin:
    days = {"effective": date.fromisoformat(effective), "expires": date.fromisoformat(expires)}
    return catalog.bulletins["BUL-BUY-001"].model_copy(update=days | other)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-11-30", UPCOMING),
        ("2026-12-01", IN_FORCE),
        ("2026-12-31", IN_FORCE),
        ("2027-01-01", EXPIRED),
    ],
)
def test_the_first_and_the_last_day_are_included(
    catalog: Catalog, day: str, state: BulletinState
) -> None:
    bulletin = lasting(catalog, "2026-12-01", "2026-12-31")
    assert state_on(bulletin, date.fromisoformat(day)) is state


MOMENTS = [
    # A day in the center; UTC is behind in the east and ahead in the west.
    ("Asia/Shanghai", "2026-12-01", "2026-11-30T15:59", UPCOMING),
    ("Asia/Shanghai", "2026-12-01", "2026-11-30T16:00", IN_FORCE),
    ("Asia/Shanghai", "2026-12-01", "2026-12-01T16:00", EXPIRED),
    ("America/Bogota", "2026-12-01", "2026-12-01T04:59", UPCOMING),
    ("America/Bogota", "2026-12-01", "2026-12-01T05:00", IN_FORCE),
    ("America/Bogota", "2026-12-01", "2026-12-02T05:00", EXPIRED),
    # 28 March 2027, when clocks go forward in Poland: the day has 23 hours.
    ("Europe/Warsaw", "2027-03-28", "2027-03-27T22:59", UPCOMING),
    ("Europe/Warsaw", "2027-03-28", "2027-03-27T23:00", IN_FORCE),
    ("Europe/Warsaw", "2027-03-28", "2027-03-28T21:59", IN_FORCE),
    ("Europe/Warsaw", "2027-03-28", "2027-03-28T22:00", EXPIRED),
    # 31 October 2027, when they go back: the day has 25 hours.
    ("Europe/Warsaw", "2027-10-31", "2027-10-30T22:00", IN_FORCE),
    ("Europe/Warsaw", "2027-10-31", "2027-10-31T22:59", IN_FORCE),
    ("Europe/Warsaw", "2027-10-31", "2027-10-31T23:00", EXPIRED),
    # 5 September 2027 in Chile begins at one o'clock: there is no midnight.
    ("America/Santiago", "2027-09-05", "2027-09-05T03:59", UPCOMING),
    ("America/Santiago", "2027-09-05", "2027-09-05T04:00", IN_FORCE),
    ("America/Santiago", "2027-09-05", "2027-09-06T03:00", EXPIRED),
]


@pytest.mark.parametrize(("zone", "day", "moment", "state"), MOMENTS)
def test_a_day_is_that_of_the_center_also_when_its_clock_changes(
    catalog: Catalog, zone: str, day: str, moment: str, state: BulletinState
) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert state_at(lasting(catalog, day, day), at, zone) is state


def test_the_page_shows_first_what_is_in_force_and_worst(catalog: Catalog) -> None:
    shown = [each.id[-1] for each in in_page_order(catalog, AS_OF)]
    assert shown == ["2", "6", "1", "3", "5", "4", "7"]


def test_what_ended_yesterday_may_still_hold_in_the_west(catalog: Catalog) -> None:
    ids = {each.id for each in not_expired(catalog, date(2026, 11, 23))}
    assert "BUL-BUY-002" in ids
    assert "BUL-BUY-002" not in {each.id for each in not_expired(catalog, date(2026, 11, 24))}


def test_only_urgent_bulletins_stand_on_the_page_of_a_document(catalog: Catalog) -> None:
    assert [each.id for each in alarms_of(catalog, "SOP-BUY-001", AS_OF)] == [
        "BUL-BUY-002",
        "BUL-BUY-006",
        "BUL-BUY-003",
    ]
    assert alarms_of(catalog, "SOP-BUY-003", AS_OF) == []


OTHER = {"id": "BUL-BUY-002", "effective": date(2026, 12, 1), "expires": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("change", "overlapping"),
    [
        ({}, True),
        ({"effective": date(2026, 12, 20)}, True),
        ({"effective": date(2026, 12, 21)}, False),
        ({"centers": ("krakow",)}, True),
        ({"audience": ("team-lead",)}, False),
        ({"markets": ("us",)}, True),
        ({"documents": ()}, False),
    ],
)
def test_two_bulletins_overlap_where_readers_days_and_section_meet(
    catalog: Catalog, change: Mapping[str, object], overlapping: bool
) -> None:
    first = catalog.bulletins["BUL-BUY-001"]
    text = first.do_now.model_copy(update={"en": "Something else."})
    second = first.model_copy(update={**OTHER, "do_now": text, **change})
    both = replace(catalog, bulletins={each.id: each for each in (first, second)})
    assert bool(list(overlaps(both))) is overlapping


def test_the_feed_holds_what_is_not_over_and_no_markup_of_strangers(catalog: Catalog) -> None:
    feed = bulletin_feed("en", catalog, AS_OF)
    assert "Stop at once: Stop refunds to closed cards" in feed
    assert "Old news" not in feed
    assert "<img" not in feed
    assert "<script" not in feed
    assert feed == bulletin_feed("en", catalog, AS_OF)


def test_the_shipped_bulletins_show_every_state(tmp_path: Path) -> None:
    shipped = load(ROOT)
    day = date(2026, 11, 23)
    states = [state_on(each, day) for each in shipped.bulletins.values()]
    assert (states.count(IN_FORCE), states.count(UPCOMING), states.count(EXPIRED)) == (6, 1, 3)
