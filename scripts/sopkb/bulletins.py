"""When is a bulletin in force, for whom, and which two of them speak of the same at once?

Both days of a bulletin are whole days, the last one included, in the time zone of the reader's
center: it begins and ends at midnight there, whenever a clock is changed. `kb-bulletins.js` judges
by the same rule in the reader's browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations
from zoneinfo import ZoneInfo

from sopkb.catalog import Catalog
from sopkb.model.documents import ALL_MARKETS, major_version
from sopkb.model.floor import Bulletin, BulletinSeverity, ChangedDocument

ALARMS = frozenset({BulletinSeverity.URGENT, BulletinSeverity.STOP})
"""What a reader of a document concerned must see without opening the bulletins."""


class BulletinState(StrEnum):
    """How a bulletin stands on a day; the members stand in the order of the page."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two bulletins in force on common days that tell some readers two things of one document.

    `index` is the place of the document in the list of the later one.
    """

    earlier: Bulletin
    later: Bulletin
    index: int
    first_day: date
    last_day: date


def state_on(bulletin: Bulletin, day: date) -> BulletinState:
    """Judge a bulletin on a day of the reader's center."""
    if day < bulletin.effective:
        return BulletinState.UPCOMING
    return BulletinState.IN_FORCE if day <= bulletin.expires else BulletinState.EXPIRED


def outdated(catalog: Catalog, today: date) -> Iterator[tuple[Bulletin, int, str]]:
    """Yield bulletin, index and newest version where one in force speaks of an older MAJOR one."""
    for row in catalog.bulletins.values():
        for index, changed in enumerate(row.documents):
            document = catalog.documents.get(changed.id)
            if document is None or state_on(row, today) is not BulletinState.IN_FORCE:
                continue
            changes = document.record.changes
            past = [change.version for change in changes if change.date <= today]
            if changed.version not in past:
                continue
            if major_version(changed.version) != major_version(past[-1]):
                yield row, index, past[-1]


def state_at(bulletin: Bulletin, moment: datetime, timezone: str) -> BulletinState:
    """Judge a bulletin at a moment for a reader in a time zone; the moment knows its own zone."""
    return state_on(bulletin, moment.astimezone(ZoneInfo(timezone)).date())


def in_page_order(catalog: Catalog, today: date) -> list[Bulletin]:
    """Give all bulletins: in force, upcoming, expired; the worst first, of equals the newest."""
    states, severities = list(BulletinState), list(reversed(BulletinSeverity))
    rows = sorted(catalog.bulletins.values(), key=lambda each: each.id)
    rows.sort(key=lambda each: each.effective, reverse=True)
    rows.sort(key=lambda each: severities.index(each.severity))
    return sorted(rows, key=lambda each: states.index(state_on(each, today)))


def not_expired(catalog: Catalog, today: date) -> list[Bulletin]:
    """Give the bulletins that somebody somewhere may still have to know, in the page's order.

    Where it is still yesterday, a bulletin that has expired here holds on.
    """
    return [each for each in in_page_order(catalog, today) if (today - each.expires).days <= 1]


def alarms_of(catalog: Catalog, document: str, today: date) -> list[Bulletin]:
    """Give the urgent bulletins that concern a document and may still hold somewhere."""
    return [
        each
        for each in not_expired(catalog, today)
        if each.severity in ALARMS and any(held.id == document for held in each.documents)
    ]


def overlaps(catalog: Catalog) -> Iterator[Overlap]:
    """Yield the pairs that are in force together, for common readers, on a common section."""
    for pair in combinations(sorted(catalog.bulletins.values(), key=_by_day), 2):
        earlier, later = pair
        first, last = later.effective, min(earlier.expires, later.expires)
        index = _common_place(earlier, later)
        if index is not None and first <= last and _shares_readers(*pair) and _differ(*pair):
            yield Overlap(earlier=earlier, later=later, index=index, first_day=first, last_day=last)


def _by_day(bulletin: Bulletin) -> tuple[date, str]:
    return bulletin.effective, bulletin.id


def _common_place(earlier: Bulletin, later: Bulletin) -> int | None:
    """Give the index of the later one's first document that the earlier one speaks of too."""
    for index, place in enumerate(later.documents):
        if any(_is_same_place(place, other) for other in earlier.documents):
            return index
    return None


def _is_same_place(one: ChangedDocument, other: ChangedDocument) -> bool:
    """Tell whether two places meet: without a section the whole document is meant."""
    whole = one.section is None or other.section is None
    return one.id == other.id and (whole or one.section == other.section)


def _shares_readers(one: Bulletin, other: Bulletin) -> bool:
    markets, others = set(one.markets), set(other.markets)
    same_market = markets & others or ALL_MARKETS in markets | others
    same_center = not one.centers or not other.centers or set(one.centers) & set(other.centers)
    return bool(set(one.audience) & set(other.audience) and same_market and same_center)


def _differ(one: Bulletin, other: Bulletin) -> bool:
    return one.do_now != other.do_now
