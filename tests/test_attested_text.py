"""Is it told right whether a text is still the one that was reviewed and approved?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sopkb.approval import approval_status
from sopkb.attested_text import changed_since_review, text_hash_of
from sopkb.catalog import Document
from sopkb.loading import load
from sopkb.model.policy import RiskPolicy
from sopkb.normal_form import page_hash
from tests.trees import ROOT, plant

PAGE = "docs/sops/buyer/refund-request.md"
OTHER = "h1:" + "0" * 16
REVIEW: dict[str, str | None] = {
    "date": "2026-10-12",
    "by": "a",
    "method": "walkthrough",
    "outcome": "confirmed",
}
POLICY = RiskPolicy(
    cycle=90,
    grace=7,
    translation_allowance=2,
    translation_blocks=True,
    approvals=2,
    owner_alone=False,
)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return load(plant(tmp_path)).documents["SOP-BUY-001"]


def having(document: Document, **fields: Any) -> Document:
    held = document.record.model_dump(by_alias=True)
    return replace(document, record=type(document.record).model_validate(held | fields))


def test_the_hash_by_the_pins_is_that_of_the_page(document: Document) -> None:
    page = document.pages["en"]
    assert text_hash_of(document) == page_hash(page.file.text)
    assert text_hash_of(having(document, translations={})) == page_hash(page.file.text)


def test_the_hash_knows_the_order_of_sections(document: Document) -> None:
    text = document.pages["en"].file.text
    start, end = text.index("## Do not"), text.index("## Record")
    moved = text[:start] + text[end:] + "\n" + text[start:end]
    assert page_hash(moved) != page_hash(text)


def test_of_several_reviews_on_one_day_the_last_counts(document: Document) -> None:
    texts = (OTHER, text_hash_of(document))
    old, new = (REVIEW | {"version": "1.1", "text": text} for text in texts)
    assert not changed_since_review(having(document, reviews=(old, new)))
    assert changed_since_review(having(document, reviews=(new, old)))


def test_a_review_without_a_hash_is_judged_by_its_version(document: Document) -> None:
    assert not changed_since_review(document)
    assert changed_since_review(having(document, reviews=(REVIEW | {"version": "1.0"},)))
    assert not changed_since_review(having(document, reviews=()))


@pytest.mark.parametrize(
    ("approvals", "enough", "was_enough"),
    [
        ((), False, False),
        ((("a", "1.1", None),), False, False),
        ((("a", "1.1", None), ("a", "1.0", None)), False, False),
        ((("a", "1.1", None), ("b", "1.0", OTHER)), True, True),
        ((("a", "1.1", None), ("b", "1.1", OTHER)), False, True),
        ((("a", "1.1", None), ("b", "0.9", None)), False, False),
        ((("a", "1.1", None), ("buyer-refunds", "1.1", None)), True, True),
    ],
)
def test_approvals_are_counted_by_role_version_and_text(
    approvals: tuple[tuple[str, str, str | None], ...],
    enough: bool,
    was_enough: bool,
    document: Document,
) -> None:
    rows = [
        {"date": "2026-08-28", "role": role, "version": version, "text": text}
        for role, version, text in approvals
    ]
    status = approval_status(having(document, approvals=rows), POLICY)
    assert (status.is_enough, status.was_enough) == (enough, was_enough)


@pytest.mark.parametrize(("alone", "enough"), [(True, True), (False, False)])
def test_the_policy_says_whether_the_owner_alone_is_enough(
    alone: bool, enough: bool, document: Document
) -> None:
    rows = [{"date": "2026-08-28", "role": "buyer-refunds", "version": "1.1"}]
    policy = POLICY.model_copy(update={"approvals": 1, "owner_alone": alone})
    assert approval_status(having(document, approvals=rows), policy).is_enough is enough


def test_the_shipped_documents_that_have_changed_since_their_review() -> None:
    documents = load(ROOT).documents.values()
    changed = [each.id for each in documents if changed_since_review(each)]
    assert changed == ["SOP-BUY-001", "SOP-BUY-003", "SOP-CRE-001", "SOP-PAY-001", "SOP-SEL-004"]
