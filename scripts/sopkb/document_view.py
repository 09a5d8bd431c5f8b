"""What does the page of a document show of its record, in the reader's language?

Words are chosen here, markup in the templates; only today's freshness is chosen again in the
reader's browser, from the days given here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from sopkb.attested_text import changed_since_review, last_review
from sopkb.catalog import Catalog, Document
from sopkb.freshness import FreshnessState, freshness_of, review_interval
from sopkb.guide_list import GuideRow, guides_of
from sopkb.model.documents import ALL_MARKETS, Risk, Status
from sopkb.responsibility import acting
from sopkb.wording import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """A role and how to reach it."""

    id: str
    title: str
    email: str
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day for machines and for people."""

    iso: str
    text: str

    @classmethod
    def of(cls, day: date, language: str) -> Self:
        """Write a day in a reader's language."""
        return cls(iso=day.isoformat(), text=day_in_words(day, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessView:
    """The review state as of the build, and all that the browser needs to judge it again."""

    state: FreshnessState
    label: str
    last_review: DayView | None
    due: DayView | None
    window: int
    grace: int
    exempt_until: str | None
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """One review in words."""

    date: DayView
    by: str
    method: str
    outcome: str
    version: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalView:
    """One approval in words."""

    date: DayView
    role: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One entry of the revision history in words."""

    version: str
    date: DayView
    kind: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """Everything the templates show of one document."""

    id: str
    title: str
    type: str
    area: str
    status: Status
    status_label: str
    version: str
    effective: DayView
    risk: Risk
    risk_label: str
    access: str
    owner: RoleView
    backup: RoleView
    acting: RoleView | None
    freshness: FreshnessView
    changed_since_review: bool
    reviewed_version: str
    review_interval: int
    all_markets: bool
    markets: tuple[str, ...]
    audience: tuple[str, ...]
    channels: tuple[str, ...]
    contact_reasons: tuple[str, ...]
    source_language: str
    supersedes: tuple[str, ...]
    depends_on: tuple[str, ...]
    replaced_by: tuple[str, ...]
    guides: tuple[GuideRow, ...]
    trainings: tuple[str, ...]
    reviews: tuple[ReviewView, ...]
    approvals: tuple[ApprovalView, ...]
    changes: tuple[ChangeView, ...]
    text_language: str
    is_translation_missing: bool


def document_view(catalog: Catalog, document: Document, language: str, today: date) -> DocumentView:
    """Put a record into words; histories come newest first."""
    record = document.record
    page, reviewed = document.page(language), last_review(document)
    text_language = page.locale if page else record.source_language
    return DocumentView(
        id=record.id,
        title=document.title(language),
        type=catalog.word("type", record.type, language),
        area=catalog.word("area", record.area, language),
        status=record.status,
        status_label=catalog.word("status", record.status, language),
        version=record.version,
        effective=DayView.of(record.effective, language),
        risk=record.risk,
        risk_label=catalog.word("risk", record.risk, language),
        access=catalog.word("access", record.access, language),
        owner=role_view(catalog, record.owner, language),
        backup=role_view(catalog, record.backup, language),
        acting=_acting(catalog, record.owner, language, today),
        freshness=freshness_view(catalog, document, language, today),
        changed_since_review=changed_since_review(document),
        reviewed_version=reviewed.version if reviewed else "",
        review_interval=review_interval(record, catalog.policy),
        all_markets=ALL_MARKETS in record.markets,
        markets=market_names(catalog, document, language),
        audience=tuple(catalog.word("audience", key, language) for key in record.audience),
        channels=tuple(catalog.word("channel", key, language) for key in record.channels),
        contact_reasons=_contact_reasons(catalog, document, language),
        source_language=_language_name(catalog, record.source_language),
        supersedes=record.supersedes,
        depends_on=tuple(
            " ".join(filter(None, (dependency.ref, dependency.version)))
            for dependency in record.depends_on
        ),
        replaced_by=tuple(
            other.id for other in catalog.documents.values() if record.id in other.record.supersedes
        ),
        guides=guides_of(catalog, document.id, language),
        trainings=record.trainings,
        reviews=_reviews(catalog, document, language),
        approvals=_approvals(catalog, document, language),
        changes=_changes(catalog, document, language),
        text_language=text_language,
        is_translation_missing=text_language != language,
    )


def freshness_view(
    catalog: Catalog, document: Document, language: str, today: date
) -> FreshnessView:
    """Put the review state of a document into words."""
    judged = freshness_of(catalog, document.record, today)
    return FreshnessView(
        state=judged.state,
        label=catalog.word("freshness", judged.state, language),
        last_review=DayView.of(judged.last_review, language) if judged.last_review else None,
        due=DayView.of(judged.due, language) if judged.due else None,
        window=judged.window,
        grace=judged.grace,
        exempt_until=judged.exempt_until.isoformat() if judged.exempt_until else None,
        timezone=catalog.policy.timezone,
    )


def role_view(catalog: Catalog, role: str, language: str) -> RoleView:
    """Put a role into words; an unknown one keeps its id."""
    owner = catalog.owners.get(role)
    if owner is None:
        return RoleView(id=role, title=role, email="", chat="")
    return RoleView(
        id=role,
        title=owner.title.in_language(language),
        email=owner.contact.email,
        chat=owner.contact.chat,
    )


def _acting(catalog: Catalog, owner: str, language: str, today: date) -> RoleView | None:
    """Name who acts for the owner as of the build; None where the owner acts."""
    acts = acting(catalog, owner, today)
    return role_view(catalog, acts, language) if acts != owner else None


def market_names(catalog: Catalog, document: Document, language: str) -> tuple[str, ...]:
    """Give the names of a document's markets; one name stands for all of them."""
    if ALL_MARKETS in document.record.markets:
        return (catalog.word("interface", "all-markets", language),)
    rows = ((key, catalog.markets.get(key)) for key in document.record.markets)
    return tuple(row.name.in_language(language) if row else key for key, row in rows)


def _language_name(catalog: Catalog, code: str) -> str:
    locale = catalog.locales.get(code)
    return locale.name if locale else code


def _contact_reasons(catalog: Catalog, document: Document, language: str) -> tuple[str, ...]:
    rows = ((key, catalog.contact_reasons.get(key)) for key in document.record.contact_reasons)
    return tuple(row.name.in_language(language) if row else key for key, row in rows)


def _reviews(catalog: Catalog, document: Document, language: str) -> tuple[ReviewView, ...]:
    return tuple(
        ReviewView(
            date=DayView.of(review.date, language),
            by=role_view(catalog, review.by, language).title,
            method=catalog.word("method", review.method, language),
            outcome=catalog.word("outcome", review.outcome, language),
            version=review.version,
            note=review.note or "",
        )
        for review in reversed(document.record.reviews)
    )


def _approvals(catalog: Catalog, document: Document, language: str) -> tuple[ApprovalView, ...]:
    return tuple(
        ApprovalView(
            date=DayView.of(approval.date, language),
            role=role_view(catalog, approval.role, language).title,
            version=approval.version,
        )
        for approval in reversed(document.record.approvals)
    )


def _changes(catalog: Catalog, document: Document, language: str) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            version=change.version,
            date=DayView.of(change.date, language),
            kind=catalog.word("change", change.kind, language),
            note=change.note.in_language(language),
        )
        for change in reversed(document.record.changes)
    )
