"""Which reviews fall due when, for whom, and which are better made earlier?"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sopkb.catalog import Catalog
from sopkb.freshness import Freshness, days_after, freshness_of
from sopkb.model.base import Model
from sopkb.model.documents import Status
from sopkb.responsibility import acting

WEEK = timedelta(days=7)
SATURDAY = 5


class PlannedReview(Model):
    """A review that falls due; `proposed` is an earlier day that spreads a pile-up.

    `owner` is the role that acts for the document on the due day; `week` the Monday of its week.
    """

    document: str
    owner: str
    due: date
    week: date
    proposed: date | None = None


def forecast(catalog: Catalog, today: date, days: int = 90) -> tuple[PlannedReview, ...]:
    """Give the reviews of effective documents that fall due within `days`, today among them.

    Sorted by due day and id. What is overdue already is not planned any more.
    """
    planned = sorted(
        _planned(catalog, today, days_after(today, days)),
        key=lambda review: (review.due, review.document),
    )
    proposals = dict[str, date]()
    for owner in sorted({review.owner for review in planned}):
        own = [review for review in planned if review.owner == owner]
        proposals |= dict(_spread(own, today, catalog.policy.reviews_per_week))
    return tuple(
        review.model_copy(update={"proposed": proposals.get(review.document)}) for review in planned
    )


def monday(day: date) -> date:
    """Give the first day of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def _planned(catalog: Catalog, first: date, last: date) -> Iterator[PlannedReview]:
    for document in catalog.documents.values():
        due = _due(freshness_of(catalog, document.record, first))
        if document.record.status is Status.EFFECTIVE and due and first <= due <= last:
            owner = acting(catalog, document.record.owner, due)
            yield PlannedReview(document=document.id, owner=owner, due=due, week=monday(due))


def _due(judged: Freshness) -> date | None:
    """Give the last day without a reproach: the due day, or the last day of an exemption."""
    if judged.due is None or judged.exempt_until is None:
        return judged.due
    return max(judged.due, judged.exempt_until)


def _spread(reviews: Sequence[PlannedReview], today: date, most: int) -> Iterator[tuple[str, date]]:
    """Yield the reviews to be made in an earlier week and the day for each, the last week first.

    Those due in a week stay before those that come down from later weeks, so that few move. What
    finds no room down to today stays where it is due.
    """
    first = _next_working_day(today)
    waiting = deque[PlannedReview]()
    week = max(review.week for review in reviews)
    while week >= monday(first):
        due = [review for review in reviews if review.week == week]
        for _ in range(min(len(waiting), max(most - len(due), 0))):
            yield waiting.popleft().document, max(week, first)
        waiting += due[:-most]
        week -= WEEK


def _next_working_day(today: date) -> date:
    return today if today.weekday() < SATURDAY else monday(today) + WEEK
