"""What do the registers of `data/` hold, row by row?"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt

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


class ExceptionEntry(Model):
    """A finding that is accepted for a reason, and until when."""

    rule: str
    path: str
    reason: str = Field(min_length=1)
    until: Day


Vocabulary = dict[str, dict[str, LocalizedText]]
Sections = dict[str, tuple[SectionSpec, ...]]
