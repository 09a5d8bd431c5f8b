"""What does the record of a controlled document hold? (`data/documents/**.yml`)"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sopkb.model.base import (
    AudienceRef,
    ChannelRef,
    ContactReasonRef,
    Day,
    DocumentRef,
    GuideRef,
    LocaleRef,
    LocalizedText,
    LocalizedWords,
    MarketRef,
    Model,
    OwnerRef,
    PositiveDays,
    ScriptRef,
    SituationRef,
    TextHash,
    Version,
)

ALL_MARKETS = "all"
MOST_ON_ONE_DAY = 5
"""Bare reviews that one role can have made on one day; more of them are a bulk bump."""
PairMark = Annotated[str, Field(pattern=r"^p[1-9][0-9]*:[0-9a-f]{16}$")]
Pin = Annotated[str, Field(pattern=r"^h[1-9][0-9]*:[0-9a-f]{16}$")]
"""The hash of a source section, named by its algorithm; a rule refuses what nobody can judge."""
DocumentId = Annotated[str, Field(pattern=r"^[A-Z]{2,3}-[A-Z]{3}-\d{3}$")]


def version_number(version: str) -> tuple[int, int]:
    """Give a version as numbers, so that 1.10 is above 1.9."""
    major, minor = version.split(".")
    return int(major), int(minor)


def major_version(version: str) -> int:
    """Give the number before the dot: when it rises, agents act differently."""
    return version_number(version)[0]


class DocumentType(StrEnum):
    """What kind of document a page is; the first part of its id."""

    SOP = "SOP"
    WI = "WI"
    POL = "POL"
    RUN = "RUN"
    FRM = "FRM"
    TRN = "TRN"


class Status(StrEnum):
    """Where a document stands in its life cycle."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


OUT_OF_USE = frozenset({Status.SUPERSEDED, Status.RETIRED})


class Risk(StrEnum):
    """How much harm a wrong step does; decides the review cycle and the strictness."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Access(StrEnum):
    """Who may read a document."""

    INTERNAL = "internal"
    CENTER = "center"
    PUBLIC = "public"


class ChangeKind(StrEnum):
    """Major: agents act differently. Minor: clarification."""

    MAJOR = "major"
    MINOR = "minor"


class ReviewMethod(StrEnum):
    """How the reviewer convinced themselves that the document is right."""

    WALKTHROUGH = "walkthrough"
    LIVE_CASE = "live_case"
    POLICY_CHECK = "policy_check"
    DATA_CHECK = "data_check"


class ReviewOutcome(StrEnum):
    """What the review decided."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    RETIRE = "retire"


class Review(Model):
    """An attestation: who read exactly this text, when, how, and what came of it."""

    date: Day
    by: OwnerRef
    method: ReviewMethod
    outcome: ReviewOutcome
    version: Version
    text: TextHash | None = None
    note: str | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether the review neither says what was done nor changed the text."""
        has_note = bool(self.note and self.note.strip())
        return not has_note and self.outcome is not ReviewOutcome.CHANGED


class Approval(Model):
    """A role's approval of one version."""

    date: Day
    role: OwnerRef
    version: Version
    text: TextHash | None = None


class Translation(Model):
    """A translator's attestation that the sections say what the source sections say."""

    version: Version
    date: Day
    translator: OwnerRef
    reviewer: OwnerRef | None = None
    sections: dict[str, Pin] = Field(default_factory=dict)
    note: str | None = None
    pair: PairMark | None = None


class Change(Model):
    """One entry of the revision history."""

    version: Version
    date: Day
    kind: ChangeKind
    note: LocalizedText
    cause: str | None = None


class Dependency(Model):
    """Something outside the knowledge base that a document rests on."""

    kind: Literal["policy", "law", "contract", "tool"]
    ref: str
    version: str | None = None


class ReviewExemption(Model):
    """Why a document needs no review, and until when that holds."""

    reason: str = Field(min_length=1)
    until: Day


class DocumentRecord(Model):
    """Control data of one document, once for both languages."""

    id: DocumentId
    owner: OwnerRef
    backup: OwnerRef
    status: Status
    version: Version
    effective: Day
    risk: Risk
    review_every: PositiveDays | None = None
    review_exempt: ReviewExemption | None = None
    access: Access = Access.CENTER
    source_language: LocaleRef
    audience: tuple[AudienceRef, ...] = Field(min_length=1)
    markets: tuple[MarketRef, ...] = Field(min_length=1)
    channels: tuple[ChannelRef, ...] = ()
    contact_reasons: tuple[ContactReasonRef, ...] = ()
    keywords: LocalizedWords = LocalizedWords()
    supersedes: tuple[DocumentRef, ...] = ()
    depends_on: tuple[Dependency, ...] = ()
    trainings: tuple[DocumentRef, ...] = ()
    guides: tuple[GuideRef, ...] = ()
    scripts: tuple[ScriptRef, ...] = ()
    escalation: SituationRef | None = None
    reviews: tuple[Review, ...] = ()
    approvals: tuple[Approval, ...] = ()
    translations: dict[LocaleRef, Translation] = Field(default_factory=dict)
    changes: tuple[Change, ...] = Field(min_length=1)

    @property
    def type(self) -> str:
        """Give the first part of the id, such as SOP."""
        return self.id.split("-")[0]

    @property
    def area(self) -> str:
        """Give the second part of the id, such as BUY."""
        return self.id.split("-")[1]

    def serves_market(self, market: str) -> bool:
        """Tell whether the document holds in a market."""
        return ALL_MARKETS in self.markets or market in self.markets
