"""What does a night say? The one model behind every file, message and page that tells it.

Every figure that appears anywhere is a field here; who renders it computes nothing anew.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from sopkb.forecast import PlannedReview
from sopkb.model.base import LocalizedText, Model
from sopkb.model.documents import Risk

SCHEMA_VERSION: Literal[1] = 1


class ItemKind(StrEnum):
    """What somebody has to do; the members stand from the most to the least urgent."""

    DAMAGED = "damaged"
    REVIEW_EXPIRED = "review_expired"
    REVIEW_OVERDUE = "review_overdue"
    LINK_BROKEN = "link_broken"
    FEEDBACK = "feedback"
    TRANSLATION_LATE = "translation_late"
    TRAINING_LATE = "training_late"
    TOOL_OUTDATED = "tool_outdated"
    TRANSLATION = "translation"
    CLAIM_DUE = "claim_due"
    CHANGED_SINCE_REVIEW = "changed_since_review"
    UNREVIEWED = "unreviewed"
    OWNER_LEAVING = "owner_leaving"
    FINDING = "finding"
    REVIEW_DUE = "review_due"


class Item(Model):
    """One thing that one role has to do.

    `key` names it from night to night. `due` is the day by which it had or has to be done, `age`
    the days since then, negative before it. `owner` is the role that acts for the document on the
    day; empty where nobody can be told. `address` is that of the page in the default language, set
    in reports; `NightReport.url` gives that of each language. `is_new`: the previous report did not
    hold it. `escalated_to`: told too, because of age.
    """

    key: str
    kind: ItemKind
    owner: str
    document: str | None = None
    title: LocalizedText
    message: LocalizedText
    path: str
    line: int = 1
    address: str = ""
    risk: Risk | None = None
    area: str | None = None
    due: date | None = None
    age: int | None = None
    is_new: bool = False
    escalated_to: str | None = None


class Count(Model):
    """A count of effective documents by review state; `rate` is (current + due soon) / all.

    Exempt ones are in neither number of the rate; `rate` is None where nothing is counted.
    """

    current: int
    due_soon: int
    overdue: int
    expired: int
    unreviewed: int
    exempt: int
    changed_since_review: int
    rate: float | None

    @property
    def documents(self) -> int:
        """Give the number of documents counted."""
        asked = self.current + self.due_soon + self.overdue + self.expired
        return asked + self.unreviewed + self.exempt


class Group(Model):
    """The count of one owner, risk, area, market or center."""

    id: str
    name: LocalizedText
    count: Count


class ReviewQuality(Model):
    """How reviews were made in the last 365 days.

    `bare`: neither a note nor a change of the text. `bulk_days`: days on which one role signed more
    than five bare ones, counted per role.
    """

    reviews: int
    bare: int
    bare_share: float | None
    bulk_days: int


class TrendPoint(Model):
    """The count at the end of a month, from the history in the records as they are today."""

    day: date
    count: Count


class Health(Model):
    """How the knowledge base stands: what the report and the site's Health page both show.

    `documents` counts every record that could be read, `total` the effective ones. A document
    counts for each of its markets, and for each center that serves one of them and is open. The
    keys of `translations` are states, of `overdue_by_age` days past the due day, of `due_within`
    days from `as_of`. `names` holds the title of every role and document named by id here.
    """

    as_of: date
    timezone: str
    documents: int
    total: Count
    by_owner: tuple[Group, ...]
    by_risk: tuple[Group, ...]
    by_area: tuple[Group, ...]
    by_market: tuple[Group, ...]
    by_center: tuple[Group, ...]
    translations: dict[str, int]
    overdue_by_age: dict[str, int]
    due_within: dict[int, int]
    quality: ReviewQuality
    trend: tuple[TrendPoint, ...]
    forecast: tuple[PlannedReview, ...]
    items: tuple[Item, ...]
    names: dict[str, LocalizedText] = Field(default_factory=dict)

    def name(self, id_: str) -> LocalizedText:
        """Give the title of a role or document; the id itself where there is none."""
        return self.names.get(id_) or LocalizedText(en=id_ or "?", zh=id_ or "?")


class NightReport(Model):
    """The report of one night.

    `could_not_judge` says in words what this night could not tell; empty on a good night.
    `previous` is the day of the night compared with. `links_checked` is the day of the link
    results used, `broken_links` their number; None where there were none. `resolved` holds the
    keys of items that the night before had. `feedback` counts readers' open messages by
    document, None where they were not given. `site` is the address of the site, empty if unknown.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    tool_version: str
    commit: str | None
    previous: date | None
    links_checked: date | None
    broken_links: int | None = None
    feedback: dict[str, int] | None = None
    site: str = ""
    could_not_judge: tuple[LocalizedText, ...] = ()
    health: Health
    resolved: tuple[str, ...] = ()

    def url(self, item: Item, language: str) -> str:
        """Give the address of an item's page in a language; empty where it has none."""
        if language != "zh" or not self.site:
            return item.address
        return item.address.replace(self.site, f"{self.site}zh/", 1)
