"""How did the knowledge base stand at earlier month ends, and how were its reviews made?"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sopkb.catalog import Catalog
from sopkb.freshness import freshness_of
from sopkb.model.documents import MOST_ON_ONE_DAY, DocumentRecord, Review, Status
from sopkb.night.counting import count
from sopkb.night.model import ReviewQuality, TrendPoint

MONTHS = 12
QUALITY_DAYS = 365
WITHDRAWN = (Status.SUSPENDED, Status.SUPERSEDED, Status.RETIRED)


def trend(catalog: Catalog, today: date) -> tuple[TrendPoint, ...]:
    """Judge the last twelve month ends up to today, the oldest first.

    A document counts from its first version 1.0 on; one that is withdrawn today, until its last
    change. Reviews count from their day on. Owner, risk and exemption are those of today, and texts
    of then are not known, so nothing counts as changed since its review.
    """
    return tuple(_point(catalog, day) for day in month_ends(today))


def month_ends(today: date) -> tuple[date, ...]:
    """Give the last twelve days on or before today that end a month, the oldest first."""
    ends = list[date]()
    first = (today + timedelta(days=1)).replace(day=1)
    while len(ends) < MONTHS:
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return tuple(reversed(ends))


def quality(catalog: Catalog, today: date) -> ReviewQuality:
    """Tell how many reviews of the last 365 days said nothing of what was done."""
    after = today - timedelta(days=QUALITY_DAYS)
    reviews = [review for review in _reviews(catalog) if after < review.date <= today]
    bare = [review for review in reviews if review.is_bare]
    by_day = Counter((review.by, review.date) for review in bare)
    return ReviewQuality(
        reviews=len(reviews),
        bare=len(bare),
        bare_share=round(len(bare) / len(reviews), 4) if reviews else None,
        bulk_days=sum(signed > MOST_ON_ONE_DAY for signed in by_day.values()),
    )


def _point(catalog: Catalog, day: date) -> TrendPoint:
    states = [
        freshness_of(catalog, _as_known_on(record, day), day).state
        for record in (document.record for document in catalog.documents.values())
        if _was_effective(record, day)
    ]
    return TrendPoint(day=day, count=count(states, changed=0))


def _as_known_on(record: DocumentRecord, day: date) -> DocumentRecord:
    reviews = tuple(review for review in record.reviews if review.date <= day)
    return record.model_copy(update={"reviews": reviews})


def _was_effective(record: DocumentRecord, day: date) -> bool:
    released = (change.date for change in record.changes if not change.version.startswith("0."))
    first = min(released, default=record.effective)
    if record.status in WITHDRAWN:
        return first <= day < record.changes[-1].date
    return record.status is Status.EFFECTIVE and first <= day


def _reviews(catalog: Catalog) -> Iterator[Review]:
    for document in catalog.documents.values():
        yield from document.record.reviews
