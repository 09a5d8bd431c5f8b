"""Is a document's review still valid on a given day? (semantics.md, Freshness)"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sopkb.model.documents import DocumentRecord
from sopkb.model.registers import Policy


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


def freshness(record: DocumentRecord, policy: Policy, today: date) -> Freshness:
    """Judge a record on a day; the due day itself still counts as valid."""
    interval = review_interval(record, policy)
    window = _window(interval, policy)
    grace = policy.risk[record.risk].grace
    last = max((review.date for review in record.reviews), default=None)
    due = _days_after(last, interval) if last else None
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


def _days_after(day: date, days: int) -> date:
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
