"""Does `sopkb changed` write what it says, and refuse in one sentence?"""

from pathlib import Path

import pytest

from sopkb.attested_text import changed_since_review
from tests.cli_control import (
    EN,
    ID,
    NOTES,
    OTHER_ID,
    REVIEW,
    TYPO,
    ZH,
    call,
    document,
    git_diff,
    record,
)
from tests.commands import AS_OF, RECORD, edit, sentence
from tests.repositories import commit

STEP = "2. Refund, or escalate."


def since(root: Path, *arguments: object, expect: int = 0) -> str:
    return call("check", root, "--since", "HEAD", *arguments, expect=expect).output


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
