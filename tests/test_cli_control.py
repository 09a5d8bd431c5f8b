"""Do `sopkb changed`, `reviewed`, `approved` write what they say, and refuse in one sentence?"""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from sopkb.attested_text import changed_since_review, text_hash_of
from sopkb.catalog import Document
from sopkb.loading import load
from tests.test_cli import AS_OF, RECORD, commit, edit, run, sentence
from tests.trees import plant

EN, ZH = "docs/sops/buyer/refund-request.md", "docs/sops/buyer/refund-request.zh.md"
ID, OTHER_ID = "SOP-BUY-001", "SOP-BUY-003"
OTHER_RECORD = "data/documents/sops/buyer/parcel-not-received.yml"
NOTES = ("--note", "Spelling.", "--note-zh", "改正错别字。")
TYPO = ("- Promise a day.", "- Promise any day.")
STEP = "2. Refund, or escalate."
REVIEW = ("--by", "buyer-refunds", "--method", "walkthrough", "--outcome", "confirmed")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "kb")


@pytest.fixture
def repository(root: Path) -> Path:
    commit(root)
    return root


def call(command: str, root: Path, *arguments: object, expect: int = 0) -> Result:
    return run(command, "--root", root, "--as-of", AS_OF, *arguments, expect=expect)


def since(root: Path, *arguments: object, expect: int = 0) -> str:
    return call("check", root, "--since", "HEAD", *arguments, expect=expect).output


def record(root: Path, path: str = RECORD) -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((root / path).read_text("utf-8"))
    return held


def document(root: Path, id_: str = ID) -> Document:
    return load(root).documents[id_]


def git_diff(root: Path, path: str) -> list[str]:
    command = ["git", "diff", "--unified=0", "--", path]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)
    return [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[1:3] != line[:2]]


# --- a hurried programme manager ----------------------------------------------------------------


def test_a_typing_error_costs_one_command(repository: Path) -> None:
    edit(repository, EN, *TYPO)
    told = since(repository, expect=1)
    assert f"{RECORD}:5" in told
    assert "version-not-raised" in told
    assert "translation-late" not in told
    assert f"sopkb changed {ID} --minor" in told
    call("changed", repository, ID, "--minor", *NOTES, "--unaffected")
    assert "Nothing to mend" in since(repository, "--fail-on", "warning")
    held = record(repository)
    assert held["version"] == "1.2"
    assert str(held["effective"]) == AS_OF
    assert held["changes"][-1]["note"] == {"en": "Spelling.", "zh": "改正错别字。"}
    assert held["translations"]["zh"]["note"] == "改正错别字。"
    assert changed_since_review(document(repository))


def test_the_lines_of_the_message_are_right_when_they_are_pasted(repository: Path) -> None:
    edit(repository, EN, *TYPO)
    lines = [line.strip() for line in since(repository, expect=1).splitlines()]
    start = lines.index('version: "1.2"')
    version, effective, entry = lines[start : start + 3]
    text = (repository / RECORD).read_text("utf-8")
    text = text.replace('version: "1.1"\neffective: 2026-09-01', f"{version}\n{effective}", 1)
    written = entry.replace('en: "…", zh: "…"', "en: Spelling., zh: 改正错别字。")
    (repository / RECORD).write_text(f"{text}  {written}\n", encoding="utf-8")
    select = ("--select", "version,changes,change,record,yaml")
    assert "Nothing to mend" in since(repository, *select)


def test_a_changed_step_is_a_major_version_with_all_that_follows(repository: Path) -> None:
    edit(repository, EN, STEP, f"{STEP}\n3. Write it down.")
    edit(repository, ZH, "\n\n## 权限与额度", "\n3. 记录。\n\n## 权限与额度")
    assert f"sopkb changed {ID} --major" in since(repository, expect=1)
    told = call("changed", repository, ID, "--major", *NOTES, "--cause", "RCA-2026-004").output
    assert "1.1 → 2.0 (major)" in told
    for command in ("approved", "reviewed", "translated"):
        assert f"sopkb {command} {ID}" in told
    codes = since(repository, expect=1)
    expected = ("approval-missing", "review-of-major-missing", "translation-blocks")
    assert all(code in codes for code in expected)
    call("approved", repository, ID, "--role", "programme-lead")
    call("reviewed", repository, ID, *REVIEW, "--note", "Walked through.")
    call("translated", repository, ID, "--locale", "zh", "--translator", "programme-lead")
    followers = since(repository, "--fail-on", "warning", expect=1)
    assert all(f"{what}-outdated" in followers for what in ("bulletin", "guide", "script"))
    assert "3 warnings" in followers
    assert record(repository)["changes"][-1]["cause"] == "RCA-2026-004"


def test_a_step_under_a_minor_version_is_warned_of(repository: Path) -> None:
    edit(repository, EN, STEP, f"{STEP}\n3. Write it down.")
    call("changed", repository, ID, "--minor", *NOTES)
    told = since(repository, "--select", "minor", "--fail-on", "warning", expect=1)
    assert "minor-changes-steps" in told
    assert f"{EN}:21" in told
    assert "“2” → “3”" in told


def test_wrapping_emphasis_and_link_targets_need_nothing(repository: Path) -> None:
    edit(repository, EN, "A buyer asks for", "A **buyer**\nasks for")
    assert "Nothing to mend" in since(repository)


def test_without_since_a_text_is_not_compared(repository: Path) -> None:
    edit(repository, EN, *TYPO)
    assert "version-not-raised" not in call("check", repository).output


# --- changed: what it writes --------------------------------------------------------------------


def test_it_changes_three_places_and_keeps_comments_and_line_ends(root: Path) -> None:
    path = root / RECORD
    text = path.read_text("utf-8").replace('"1.1"\neffective', '"1.1"   # spoken of\neffective', 1)
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    commit(root)
    call("changed", root, ID, "--minor", *NOTES, "--effective", "2026-11-23")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert [line.rstrip("\r") for line in git_diff(root, RECORD)] == [
        '-version: "1.1"   # spoken of',
        "-effective: 2026-09-01",
        '+version: "1.2"   # spoken of',
        "+effective: 2026-11-23",
        '+  - {version: "1.2", date: 2026-11-23, kind: minor, '
        'note: {en: "Spelling.", zh: "改正错别字。"}}',
    ]


def test_a_day_to_come_is_told_of(root: Path) -> None:
    told = call("changed", root, ID, "--minor", *NOTES, "--effective", "2027-01-01").output
    assert "status: approved" in told
    zh = call("changed", root, OTHER_ID, "--major", *NOTES, "--lang", "zh").output
    assert f"sopkb approved {OTHER_ID} --role …" in zh
    assert "必须有人按当前正文复审" in zh


def test_unaffected_refuses_where_the_pages_differ_and_writes_nothing(root: Path) -> None:
    edit(root, EN, STEP, f"{STEP}\n3. Write it down.")
    before = (root / RECORD).read_bytes()
    told = call("changed", root, ID, "--minor", *NOTES, "--unaffected", expect=1).output
    assert "parity-different" in told
    assert (root / RECORD).read_bytes() == before


def test_unaffected_does_not_hide_what_was_behind_before(root: Path) -> None:
    edit(root, EN, "- Open the order.", "- Open the order first.")
    call("changed", root, ID, "--minor", *NOTES)
    unaffected = ("changed", root, ID, "--minor", *NOTES, "--unaffected")
    assert "behind 1.2 already" in sentence(call(*unaffected, expect=2))
    commit(root)
    edit(root, EN, *TYPO)
    told = sentence(call(*unaffected, expect=2))
    assert "before-you-start" in told
    assert "do-not" not in told
    edit(root, EN, "- Open the order first.", "- Open the order.")
    commit(root)
    edit(root, EN, "- The tag and the amount.", "- The tag, and the amount.")
    told = sentence(call(*unaffected, expect=2))
    assert "do-not" in told


def test_a_version_without_another_text_does_not_stand_in_the_way(repository: Path) -> None:
    call("changed", repository, ID, "--minor", *NOTES)
    commit(repository)
    edit(repository, EN, *TYPO)
    call("changed", repository, ID, "--minor", *NOTES, "--unaffected")
    assert record(repository)["translations"]["zh"]["version"] == "1.3"


def test_a_second_version_for_the_same_work_is_refused(repository: Path) -> None:
    call("changed", repository, ID, "--minor", *NOTES)
    told = sentence(call("changed", repository, ID, "--minor", *NOTES, expect=2))
    assert "1.2 already" in told
    assert f"{RECORD}:38" in told
    commit(repository)
    call("changed", repository, ID, "--minor", *NOTES)
    assert record(repository)["version"] == "1.3"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("SOP-BYU-001", "--minor", *NOTES), ("“SOP-BYU-001”", "“SOP-BUY-001”")),
        ((ID, *NOTES), ("--minor", "--major")),
        ((ID, "--minor", "--major", *NOTES), ("--minor", "--major")),
        ((ID, "--major", "--unaffected", *NOTES), ("--unaffected", "translate")),
        ((ID, "--minor", "--note", "Spelling."), ("--note-zh is missing",)),
        ((ID, "--minor", "--note-zh", "错别字"), ("--note is missing",)),
        ((ID, "--minor", "--note", " ", "--note-zh", "错别字"), ("--note", "“ ”")),
        ((ID, "--minor", "--note", "…", "--note-zh", "…"), ("--note", "“…”")),
        ((ID, "--minor", "--note", "a\nb", "--note-zh", "错别字"), ("one line",)),
        ((ID, "--minor", "--note", "typo", "--note-zh", "typo"), ("Mandarin", "“typo”")),
        ((ID, "--minor", *NOTES, "--effective", "2026-08-31"), ("2026-09-01",)),
        ((ID, "--minor", *NOTES, "--effective", "31.8."), ("YYYY-MM-DD",)),
        ((ID, "--minor", *NOTES, "--cause", "RCA-4"), ("RCA-2026-004", "“RCA-4”")),
        ((ID, "--minor", *NOTES, "--locale", "zh"), ("--unaffected",)),
        ((ID, "--minor", *NOTES, "--unaffected", "--locale", "zhh"), ("“zhh”", "“zh”")),
        ((ID, "--minor", *NOTES, "--unaffected", "--locale", "en"), ("source language",)),
    ],
)
def test_what_it_cannot_change_is_one_sentence(
    arguments: tuple[str, ...], named: tuple[str, ...], root: Path
) -> None:
    before = (root / RECORD).read_bytes()
    told = sentence(call("changed", root, *arguments, expect=2))
    assert all(name in told for name in named), told
    assert (root / RECORD).read_bytes() == before


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
