"""To whom is a case handed up in a market, and when can that role be reached?

Opening hours are read on the clock of the role's time zone; a span that ends at or before its
beginning runs over midnight and belongs to the day on which it begins.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sopkb.catalog import Catalog
from sopkb.model.documents import ALL_MARKETS
from sopkb.model.floor import Escalation
from sopkb.model.registers import Hours, Weekday

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opening hours as a clock in some time zone shows them; `days` are those they begin on."""

    start: str
    end: str
    days: tuple[Weekday, ...]


def rows_of(catalog: Catalog, situation: str) -> tuple[Escalation, ...]:
    """Give the rows of a situation: that for all markets first, then each market's own."""
    rows = (row for row in catalog.escalation.values() if row.situation == situation)
    return tuple(sorted(rows, key=lambda row: (row.market != ALL_MARKETS, row.market)))


def row_for(catalog: Catalog, situation: str, market: str) -> Escalation | None:
    """Give the row that holds in a market: its own before that for all markets."""
    rows = {row.market: row for row in rows_of(catalog, situation)}
    return rows.get(market) or rows.get(ALL_MARKETS)


def markets_without(catalog: Catalog, situation: str) -> tuple[str, ...]:
    """Give the markets in which nobody is named for a situation."""
    return tuple(each for each in catalog.markets if row_for(catalog, situation, each) is None)


def is_open(hours: Hours | None, local: datetime) -> bool:
    """Tell whether a role can be reached at a moment on the clock of its own time zone."""
    if hours is None:
        return True
    clock = f"{local:%H:%M}"
    today = WEEKDAYS[local.weekday()] in hours.days
    if not _runs_over_midnight(hours):
        return today and hours.start <= clock < hours.end
    yesterday = WEEKDAYS[local.weekday() - 1] in hours.days
    return (today and clock >= hours.start) or (yesterday and clock < hours.end)


def opening_in(hours: Hours, zone: tzinfo, target: tzinfo, day: date) -> Opening:
    """Give the hours of a zone as the clock of another shows them around a day."""
    start = _moment(day, hours.start, zone).astimezone(target)
    last = day + timedelta(days=_runs_over_midnight(hours))
    end = _moment(last, hours.end, zone).astimezone(target)
    shift = (start.date() - day).days
    days = {(WEEKDAYS.index(name) + shift) % len(WEEKDAYS) for name in hours.days}
    return Opening(
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        days=tuple(name for index, name in enumerate(WEEKDAYS) if index in days),
    )


def _runs_over_midnight(hours: Hours) -> bool:
    return hours.end <= hours.start


def _moment(day: date, clock: str, zone: tzinfo) -> datetime:
    hour, minute = map(int, clock.split(":"))
    later = day + timedelta(days=hour // 24)
    return datetime.combine(later, time(hour % 24, minute), zone)
