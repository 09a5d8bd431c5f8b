"""Is a document's review still valid on a given day? (semantics.md, Freshness)"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sopkb.catalog import Catalog
from sopkb.model.documents import DocumentRecord
from sopkb.model.policy import Policy

HANDOVER_DAYS = 14
"""Days after the departure of its owner by which somebody else must have read a document."""


class FreshnessState(StrEnum):
    """What a reader is told of the last review."""

    CURRENT = "current"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    EXPIRED = "expired"
    UNREVIEWED = "unreviewed"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the last review was, when the next is due, and what that means on the day asked.

    `window` days before the due day a review is due soon; `grace` days after it, it has expired.
    """

    state: FreshnessState
    last_review: date | None
    due: date | None
    window: int
    grace: int
    exempt_until: date | None


def freshness_of(catalog: Catalog, record: DocumentRecord, today: date) -> Freshness:
    """Judge a record on a day; a role that leaves takes the due day of its documents along."""
    return freshness(record, catalog.policy, today, departure=departure_of(catalog, record.owner))


def departure_of(catalog: Catalog, role: str) -> date | None:
    """Give the last day of a role, or of the role that an alias stands for; None without one."""
    owner = catalog.owners.get(role)
    real = catalog.owners.get(owner.alias_of) if owner and owner.alias_of else None
    days = (row.active_until for row in (owner, real) if row and row.active_until)
    return min(days, default=None)


def freshness(
    record: DocumentRecord, policy: Policy, today: date, *, departure: date | None = None
) -> Freshness:
    """Judge a record on a day, its owner leaving on another; the due day still counts as valid."""
    interval = review_interval(record, policy)
    window = _window(interval, policy)
    grace = policy.risk[record.risk].grace
    last = max((review.date for review in record.reviews), default=None)
    due = _due(last, interval, departure) if last else None
    exempt_until = record.review_exempt.until if record.review_exempt else None
    return Freshness(
        state=_state(due, window, grace, exempt_until, today),
        last_review=last,
        due=due,
        window=window,
        grace=grace,
        exempt_until=exempt_until,
    )


def review_interval(record: DocumentRecord, policy: Policy) -> int:
    """Give the days between two reviews: the record's own, else the policy's for its risk."""
    return record.review_every or policy.risk[record.risk].cycle


def _due(last: date, interval: int, departure: date | None) -> date:
    due = days_after(last, interval)
    return min(due, days_after(departure, HANDOVER_DAYS)) if departure else due


def days_after(day: date, days: int) -> date:
    """Add days; the calendar's last day stands for all that lies behind it."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _window(interval: int, policy: Policy) -> int:
    rule = policy.due_soon
    return rule.short_days if interval < rule.short_below else rule.days


def _state(
    due: date | None, window: int, grace: int, exempt_until: date | None, today: date
) -> FreshnessState:
    if exempt_until and today <= exempt_until:
        return FreshnessState.EXEMPT
    if due is None:
        return FreshnessState.UNREVIEWED
    days_left = (due - today).days
    if days_left > window:
        return FreshnessState.CURRENT
    if days_left >= 0:
        return FreshnessState.DUE_SOON
    return FreshnessState.OVERDUE if -days_left <= grace else FreshnessState.EXPIRED
