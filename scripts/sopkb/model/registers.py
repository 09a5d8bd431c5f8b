"""What do the registers of `data/` hold, row by row?"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt

from sopkb.findings import Severity
from sopkb.model.base import (
    ChannelRef,
    ContactReasonRef,
    Day,
    LocaleRef,
    LocalizedText,
    LocalizedWords,
    MarketRef,
    Model,
    OwnerRef,
    PersonaRef,
    PositiveDays,
)
from sopkb.model.documents import Risk

HIGHEST = 1_000_000_000_000
Amount = Annotated[StrictInt | StrictFloat, Field(ge=-HIGHEST, le=HIGHEST, allow_inf_nan=False)]
ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]
SEGMENT = r"[^\x00-\x20./\\?#:][^\x00-\x1f/\\?#:]*"
OLD_PATH = rf"^{SEGMENT}(/{SEGMENT})*$"
"""A path without suffix that stays below its folder and is an address as it is."""
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Row(Model):
    """A row of a register; its id is the key it stands under."""

    id: str


class Locale(Row):
    """A language of the site."""

    name: str
    default: StrictBool


class Contact(Model):
    """How to reach a role."""

    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    chat: str


class Delegation(Model):
    """Who acts for a role for a while, and why; the first and the last day count."""

    to: OwnerRef
    start: Day = Field(alias="from")
    until: Day
    reason: str = Field(min_length=1)

    def covers(self, day: date) -> bool:
        """Tell whether the delegation holds on a day."""
        return self.start <= day <= self.until


class Owner(Row):
    """A role that answers for documents; never a person.

    `language` is the one it is written to in; without it the default language of the site.
    """

    title: LocalizedText
    team: str
    contact: Contact
    timezone: str
    language: LocaleRef | None = None
    backup: OwnerRef | None = None
    escalates_to: OwnerRef | None = None
    forge_team: str | None = Field(default=None, pattern=r"^@[\w.-]+(/[\w.-]+)*$")
    active_from: Day
    active_until: Day | None = None
    alias_of: OwnerRef | None = None
    delegates: tuple[Delegation, ...] = ()

    def is_active(self, day: date) -> bool:
        """Tell whether the role answers for its documents on a day; the last day still counts."""
        return self.active_from <= day and (self.active_until is None or day <= self.active_until)


class Market(Row):
    """A country or region served."""

    name: LocalizedText
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    locale: str
    timezone: str
    regulator_notes: LocalizedText | None = None
    policy_links: tuple[str, ...] = ()


class CenterKind(StrEnum):
    """Who runs a delivery center."""

    IN_HOUSE = "in_house"
    VENDOR = "vendor"
    HYBRID = "hybrid"


class Hours(Model):
    """Opening hours in the center's own time zone."""

    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")
    days: tuple[Weekday, ...] = Field(min_length=1)


class Center(Row):
    """A delivery center."""

    name: LocalizedText
    kind: CenterKind
    country: str = Field(pattern=r"^[a-z]{2}$")
    timezone: str
    languages: tuple[str, ...] = Field(min_length=1)
    markets: tuple[MarketRef, ...] = Field(min_length=1)
    channels: tuple[ChannelRef, ...] = Field(min_length=1)
    queues: tuple[str, ...] = ()
    hours: Hours
    lead: OwnerRef
    go_live: Day
    exit: Day | None = None


class Unit(StrEnum):
    """In what a business value is measured."""

    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    HOURS = "hours"
    MINUTES = "minutes"
    CURRENCY = "currency"
    PERCENT = "percent"
    COUNT = "count"
    TEXT = "text"


class PreviousValue(Model):
    """What a value was, and the last day it held."""

    value: Amount | LocalizedText
    until: Day


class Value(Row):
    """A limit, amount or time frame that documents name instead of typing it."""

    title: LocalizedText
    unit: Unit
    default: Amount | LocalizedText
    per_market: dict[MarketRef, Amount | LocalizedText] = Field(default_factory=dict)
    effective: Day
    source: str
    owner: OwnerRef
    previous: tuple[PreviousValue, ...] = ()


class ContactReason(Row):
    """Why a customer writes or calls."""

    name: LocalizedText
    parent: ContactReasonRef | None = None
    persona: PersonaRef
    risk: Risk
    volume_rank: Annotated[StrictInt, Field(ge=1)] | None = None


class Term(Row):
    """A term of the glossary, with what must not be written in its place."""

    en: str
    zh: str
    definition: LocalizedText
    do_not_translate: StrictBool = False
    forbidden: LocalizedWords = LocalizedWords()
    synonyms: LocalizedWords = LocalizedWords()
    note: LocalizedText | None = None

    def in_language(self, language: str) -> str:
        """Give the term in the reader's language."""
        return self.zh if language == "zh" else self.en


class Redirect(Row):
    """Where a page that was renamed or removed leads now; its id is the old path below docs/.

    `to` is the id of a document or a path below docs/, either with `#section`.
    """

    id: str = Field(pattern=OLD_PATH)
    to: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    until: Day


class LinkExemption(Row):
    """Addresses of other sites that the night does not ask; its id is an address, `*` for any."""

    reason: str = Field(min_length=1)
    until: Day


class SectionSpec(Model):
    """A section that a type of document has."""

    id: str
    title: LocalizedText
    required: StrictBool
    holds: LocalizedText


class RiskPolicy(Model):
    """What a risk asks for: days between reviews, days of grace, strictness, approvals.

    `translation_allowance`: days that a translation may be behind; `translation_blocks`: a change
    that leaves a translation behind must not be merged; `approvals`: how many roles must have
    approved a major version; `owner_alone`: whether the owner may be the only one of them;
    `escalate_after`: days that something may be due before the role is told, too, that the owner
    escalates to.
    """

    cycle: PositiveDays
    grace: PositiveDays
    translation_allowance: PositiveDays
    translation_blocks: StrictBool
    approvals: Annotated[StrictInt, Field(ge=0, le=10)]
    owner_alone: StrictBool
    escalate_after: PositiveDays = 30


class DueSoon(Model):
    """From how many days before the due day a review counts as due soon."""

    days: PositiveDays = 14
    short_days: PositiveDays = 7
    short_below: PositiveDays = 60


def _default_risk_policies() -> dict[Risk, RiskPolicy]:
    rows = {
        Risk.HIGH: (90, 7, 2, True, 2, False, 7),
        Risk.MEDIUM: (180, 30, 14, False, 1, False, 14),
        Risk.LOW: (365, 30, 30, False, 0, True, 30),
    }
    names = tuple(RiskPolicy.model_fields)
    return {risk: RiskPolicy(**dict(zip(names, row, strict=True))) for risk, row in rows.items()}


class LinkPolicy(Model):
    """How links to other sites are checked.

    `contact`: the address under which their owners reach us; they see it with every question.
    `keep_days`: days for which an address that answered well is not asked again.
    """

    contact: str | None = Field(default=None, pattern=r"^[!-~]{1,200}$")
    keep_days: PositiveDays = 7


class Policy(Model):
    """The rules of the house; defaults are those of the design's semantics.

    `programme_lead` is the role whose team is asked about registers and machinery, and told of what
    has no other owner; `reviews_per_week` the most reviews that one owner should have in a week.
    """

    timezone: str = "Asia/Shanghai"
    base_currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    risk: dict[Risk, RiskPolicy] = Field(
        default_factory=_default_risk_policies, min_length=len(Risk)
    )
    due_soon: DueSoon = DueSoon()
    programme_lead: OwnerRef | None = None
    reviews_per_week: Annotated[StrictInt, Field(ge=1, le=1000)] = 3
    severity: dict[str, Severity] = Field(default_factory=dict)
    links: LinkPolicy = LinkPolicy()
    example_domains: tuple[str, ...] = ("example.com", "example.org", "example.net")


class Channel(Model):
    """A chat or mailbox; the environment variable `url_from` holds its Apprise URL.

    `language`: of all its messages; without it each owner's own. `limit`: the longest message in
    bytes of UTF-8.
    """

    url_from: str = Field(min_length=1)
    language: LocaleRef | None = None
    limit: Annotated[StrictInt, Field(ge=2_000, le=1_000_000)] = 4_000


class Mail(Model):
    """Each owner's own mailbox; the environment variable `url_from` holds the mail server's URL."""

    url_from: str = Field(min_length=1)


class Delivery(Model):
    """Where the report of a night goes: the summary, and each owner's digest.

    A digest goes to the channels of the owner; without such to those of its team; and by mail.
    """

    channels: dict[str, Channel] = Field(default_factory=dict)
    summary: tuple[str, ...] = ()
    owners: dict[OwnerRef, tuple[str, ...]] = Field(default_factory=dict)
    teams: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    mail: Mail | None = None


class ExceptionEntry(Model):
    """A finding that is accepted for a reason, and until when."""

    rule: str
    path: str
    reason: str = Field(min_length=1)
    until: Day


Vocabulary = dict[str, dict[str, LocalizedText]]
Sections = dict[str, tuple[SectionSpec, ...]]
