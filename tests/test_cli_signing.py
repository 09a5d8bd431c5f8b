"""Do `sopkb reviewed` and `approved` write what they say, and refuse in one sentence?"""

from pathlib import Path

import pytest
import yaml

from sopkb.attested_text import changed_since_review, text_hash_of
from tests.cli_control import (
    EN,
    ID,
    NOTES,
    OTHER_ID,
    OTHER_RECORD,
    REVIEW,
    TYPO,
    call,
    document,
    git_diff,
    record,
)
from tests.commands import RECORD, edit, sentence

# --- reviewed -----------------------------------------------------------------------------------


def test_a_review_is_bound_to_the_text_and_bumps_nothing(repository: Path) -> None:
    told = call("reviewed", repository, ID, *REVIEW, "--note", "走查：“十单” # 1").output
    assert "next review: 2027-02-20" in told
    text = text_hash_of(document(repository))
    assert git_diff(repository, RECORD) == [
        "+  - {date: 2026-11-22, by: buyer-refunds, method: walkthrough, outcome: confirmed, "
        f'version: "1.1", text: "{text}", note: "走查：“十单” # 1"}}'
    ]
    assert not changed_since_review(document(repository))
    edit(repository, EN, *TYPO)
    assert changed_since_review(document(repository))


def test_a_changed_text_may_be_confirmed(root: Path) -> None:
    edit(root, EN, *TYPO)
    call("changed", root, ID, "--minor", *NOTES)
    assert changed_since_review(document(root))
    call("reviewed", root, ID, *REVIEW)
    assert not changed_since_review(document(root))


def test_of_several_each_has_its_note(root: Path) -> None:
    call("reviewed", root, ID, OTHER_ID, *REVIEW, "--note", "One.", "--note", "Two.")
    assert record(root)["reviews"][-1]["note"] == "One."
    assert record(root, OTHER_RECORD)["reviews"][-1]["note"] == "Two."


def test_nothing_is_written_if_one_of_several_is_refused(root: Path) -> None:
    before = (root / RECORD).read_bytes()
    notes = ("--note", "One.", "--note", "Two.")
    call("reviewed", root, ID, "SOP-BUY-009", *REVIEW, *notes, expect=2)
    flow = yaml.safe_dump(record(root, OTHER_RECORD), default_flow_style=True, allow_unicode=True)
    (root / OTHER_RECORD).write_text(flow, encoding="utf-8")
    told = sentence(call("reviewed", root, ID, OTHER_ID, *REVIEW, *notes, expect=2))
    assert "one key on each line" in told
    assert (root / RECORD).read_bytes() == before
    (root / "docs/sops/buyer/parcel-not-received.md").write_bytes(b"\xff\xfe")
    call("reviewed", root, ID, OTHER_ID, *REVIEW, *notes, expect=2)
    assert (root / RECORD).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("SOP-BYU-001", *REVIEW), ("“SOP-BUY-001”",)),
        ((ID, OTHER_ID, *REVIEW), ("2 notes", "Given: 0")),
        ((ID, OTHER_ID, *REVIEW, "--note", "All fine."), ("2 notes", "Given: 1")),
        ((ID, *REVIEW, "--note", "One.", "--note", "Two."), ("Given: 2",)),
        ((ID, ID, *REVIEW, "--note", "One.", "--note", "Two."), ("twice",)),
        ((ID, *REVIEW, "--note", " "), ("one line",)),
        ((ID, *REVIEW[2:]), ("--by",)),
        ((ID, *REVIEW, "--by", "buyer-refund"), ("“buyer-refunds”",)),
        ((ID, *REVIEW, "--method", "glance"), ("walkthrough",)),
        ((ID, *REVIEW, "--outcome", "fine"), ("confirmed",)),
        ((ID, *REVIEW, "--version", "1.0"), ("1.1", "1.0")),
        ((ID, *REVIEW, "--date", "2026-11-24"), ("after today",)),
        ((ID, *REVIEW, "--date", "2014-12-31"), ("2015-01-01",)),
        ((ID, *REVIEW, "--date", "2026-10-11"), ("2026-10-12",)),
    ],
)
def test_what_it_cannot_review_is_one_sentence(
    arguments: tuple[str, ...], named: tuple[str, ...], root: Path
) -> None:
    before = (root / RECORD).read_bytes()
    told = sentence(call("reviewed", root, *arguments, expect=2))
    assert all(name in told for name in named), told
    assert (root / RECORD).read_bytes() == before


def test_a_role_that_has_gone_signs_nothing(root: Path) -> None:
    owners = "data/owners.yml"
    edit(
        root,
        owners,
        "2024-01-01\nbuyer-returns",
        "2024-01-01\n  active_until: 2026-11-21\nbuyer-returns",
    )
    assert "2026-11-21" in sentence(call("reviewed", root, ID, *REVIEW, expect=2))
    call("reviewed", root, ID, *REVIEW, "--date", "2026-11-21")
    told = sentence(call("approved", root, ID, "--role", "buyer-refunds", expect=2))
    assert "not active" in told


def test_the_same_review_twice_is_refused(root: Path) -> None:
    call("reviewed", root, ID, *REVIEW)
    assert "already" in sentence(call("reviewed", root, ID, *REVIEW, expect=2))


# --- approved -----------------------------------------------------------------------------------


def with_two_approvals(root: Path) -> None:
    edit(
        root,
        "data/policy.yml",
        "approvals: 1, owner_alone: true",
        "approvals: 2, owner_alone: false",
    )


def test_approvals_are_counted_until_the_risk_is_satisfied(root: Path) -> None:
    with_two_approvals(root)
    call("changed", root, ID, "--major", *NOTES)
    first = call("approved", root, ID, "--role", "buyer-refunds").output
    assert "2 roles" in first
    assert "so far: buyer-refunds" in first
    second = call("approved", root, ID, "--role", "programme-lead", "--lang", "zh").output
    assert "已满足" in second
    told = call("check", root, "--select", "approval", expect=1).output
    assert OTHER_RECORD in told
    assert RECORD not in told


def test_an_approval_is_void_when_the_text_changes(root: Path) -> None:
    call("approved", root, ID, "--role", "buyer-returns")
    edit(root, RECORD, '  - {date: 2026-08-28, role: programme-lead, version: "1.1"}\n', "")
    check = ("check", root, "--select", "approval")
    assert "Nothing to mend" in call(*check).output
    edit(root, EN, *TYPO)
    assert "approval-void" in call(*check, expect=1).output
    call("approved", root, ID, "--role", "buyer-returns")
    assert "Nothing to mend" in call(*check).output


def test_a_minor_version_keeps_the_approval_and_asks_for_one_of_its_text(root: Path) -> None:
    call("approved", root, ID, "--role", "buyer-returns")
    edit(root, EN, *TYPO)
    call("changed", root, ID, "--minor", *NOTES)
    check = ("check", root, "--select", "approval", "--fail-on", "warning")
    assert "approval-of-older-text" in call(*check, expect=1).output
    call("check", root, "--select", "approval")
    call("approved", root, ID, "--role", "buyer-returns")
    assert "Nothing to mend" in call(*check).output


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("SOP-BYU-001", "--role", "programme-lead"), ("“SOP-BUY-001”",)),
        ((ID, "--role", "programme-led"), ("“programme-lead”",)),
        ((ID,), ("--role",)),
        ((ID, "--role", "programme-lead", "--version", "1.2"), ("1.1", "1.2")),
    ],
)
def test_what_it_cannot_approve_is_one_sentence(
    arguments: tuple[str, ...], named: tuple[str, ...], root: Path
) -> None:
    before = (root / RECORD).read_bytes()
    told = sentence(call("approved", root, *arguments, expect=2))
    assert all(name in told for name in named), told
    assert (root / RECORD).read_bytes() == before


def test_the_same_approval_twice_is_refused(root: Path) -> None:
    call("approved", root, ID, "--role", "programme-lead")
    told = sentence(call("approved", root, ID, "--role", "programme-lead", expect=2))
    assert "already" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("changed", ID, "--minor", *NOTES),
        ("reviewed", ID, *REVIEW),
        ("approved", ID, "--role", "programme-lead"),
    ],
)
def test_a_record_that_cannot_be_taken_is_not_signed(
    arguments: tuple[str, ...], root: Path
) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    assert "sopkb check" in sentence(call(arguments[0], root, *arguments[1:], expect=2))
