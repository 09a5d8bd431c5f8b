"""What are the rules of the house? (`data/policy.yml`)"""

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from sopkb.findings import Severity
from sopkb.model.base import Model, OwnerRef, PositiveDays
from sopkb.model.documents import Risk


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
