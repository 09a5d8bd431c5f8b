"""Is the role found that acts on a day, whatever chain leads to it, and never in a circle?"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.catalog import Catalog
from sopkb.model.registers import Owner
from sopkb.responsibility import acting, names_of

DAY = date(2026, 11, 22)


def owner(name: str, **fields: Any) -> Owner:
    row = {
        "id": name,
        "title": {"en": name, "zh": name},
        "team": "team",
        "contact": {"email": "a@example.com", "chat": "#a"},
        "timezone": "Asia/Manila",
        "active_from": "2024-01-01",
    }
    return Owner.model_validate(row | fields)


def catalog(*owners: Owner) -> Catalog:
    return Catalog(root=Path(), owners={row.id: row for row in owners})


def delegation(to: str, first: str, last: str) -> dict[str, str]:
    return {"to": to, "from": first, "until": last, "reason": "Leave"}


def test_an_active_role_acts_itself() -> None:
    assert acting(catalog(owner("a", backup="b"), owner("b")), "a", DAY) == "a"


@pytest.mark.parametrize(("day", "who"), [("2026-11-22", "a"), ("2026-11-23", "b")])
def test_the_backup_acts_from_the_day_after_the_last(day: str, who: str) -> None:
    held = catalog(owner("a", backup="b", active_until="2026-11-22"), owner("b"))
    assert acting(held, "a", date.fromisoformat(day)) == who


@pytest.mark.parametrize(("day", "who"), [("2026-11-21", "b"), ("2026-11-22", "a")])
def test_the_backup_acts_until_the_day_before_the_first(day: str, who: str) -> None:
    held = catalog(owner("a", backup="b", active_from="2026-11-22"), owner("b"))
    assert acting(held, "a", date.fromisoformat(day)) == who


@pytest.mark.parametrize(
    ("day", "who"),
    [("2026-11-09", "a"), ("2026-11-10", "c"), ("2026-11-20", "c"), ("2026-11-21", "a")],
)
def test_the_delegate_acts_from_the_first_to_the_last_day(day: str, who: str) -> None:
    row = owner("a", backup="b", delegates=[delegation("c", "2026-11-10", "2026-11-20")])
    assert acting(catalog(row, owner("b"), owner("c")), "a", date.fromisoformat(day)) == who


def test_an_alias_a_delegate_and_a_backup_are_followed_one_after_the_other() -> None:
    held = catalog(
        owner("old", alias_of="a"),
        owner("a", delegates=[delegation("b", "2026-11-01", "2026-11-30")]),
        owner("b", backup="c", active_until="2026-11-15"),
        owner("c"),
    )
    assert acting(held, "old", DAY) == "c"


@pytest.mark.parametrize(
    "rows",
    [
        (owner("a", active_until="2026-01-01"),),
        (owner("a", active_until="2026-01-01", backup="gone"),),
        (
            owner("a", active_until="2026-01-01", backup="b"),
            owner("b", active_until="2026-01-01", backup="a"),
        ),
        (owner("a", alias_of="a"),),
        (),
    ],
    ids=["no backup", "unknown backup", "backups in a circle", "alias of itself", "unknown role"],
)
def test_the_role_itself_is_named_where_nobody_is_found(rows: tuple[Owner, ...]) -> None:
    assert acting(catalog(*rows), "a", DAY) == "a"


NAMES = ("a", "b", "c")


@st.composite
def tangled(draw: st.DrawFn) -> Catalog:
    """Draw three roles that name each other anyhow."""
    some = st.none() | st.sampled_from((*NAMES, "nobody"))
    days = st.integers(-2, 2).map(lambda days: (DAY + timedelta(days=days)).isoformat())
    rows = []
    for name in NAMES:
        to = draw(some)
        rows.append(
            owner(
                name,
                backup=draw(some),
                alias_of=draw(some),
                active_until=draw(st.none() | days),
                delegates=[delegation(to, draw(days), draw(days))] if to else [],
            )
        )
    return catalog(*rows)


@given(tangled())
def test_whoever_is_found_in_place_of_a_role_is_active(held: Catalog) -> None:
    found = acting(held, "a", DAY)
    assert found == "a" or held.owners[found].is_active(DAY)


def test_a_role_is_known_by_its_aliases_too() -> None:
    held = catalog(owner("a"), owner("old", alias_of="a"), owner("b"))
    assert names_of(held, "a") == ("a", "old")
