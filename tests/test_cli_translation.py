"""Do the commands on translations stamp, compare and list, and refuse in one sentence?"""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from tests.commands import AS_OF, RECORD, edit, run, sentence
from tests.repositories import commit

EN, ZH = "docs/sops/buyer/refund-request.md", "docs/sops/buyer/refund-request.zh.md"
STEP = "2. Refund, or escalate."
WHO = ("--translator", "programme-lead")


def stamp(root: Path, *arguments: object, id_: str = "SOP-BUY-001", expect: int = 0) -> Result:
    options = ("--root", root, "--as-of", AS_OF)
    return run("translated", id_, *options, *arguments, expect=expect)


def attested(root: Path) -> dict[str, object]:
    record = yaml.safe_load((root / RECORD).read_text("utf-8"))
    entry: dict[str, object] = record["translations"]["zh"]
    return entry


def raise_version(root: Path, kind: str = "minor", version: str = "1.2") -> None:
    """Change a sentence of the source under a new version."""
    edit(root, EN, "- Promise a day.", "- Promise a day or an hour.")
    edit(
        root,
        RECORD,
        'version: "1.1"\neffective: 2026-09-01',
        f'version: "{version}"\neffective: 2026-11-21',
    )
    note = "{en: No hours either., zh: 也不得承诺时间。}"
    text = (root / RECORD).read_text("utf-8")
    entry = f'  - {{version: "{version}", date: 2026-11-21, kind: {kind}, note: {note}}}\n'
    (root / RECORD).write_text(text + entry, encoding="utf-8")


# --- translated -------------------------------------------------------------------------------


def test_it_stamps_and_then_nothing_is_behind(root: Path) -> None:
    raise_version(root)
    check = ("check", "--root", root, "--as-of", AS_OF, "--fail-on", "warning")
    assert "translation-behind" in run(*check, expect=1).output
    output = stamp(root, "--locale", "zh", *WHO, "--reviewer", "buyer-returns").output
    assert RECORD in output
    assert "1 of 9 sections" in output
    run(*check)
    entry = attested(root)
    assert entry["version"] == "1.2"
    assert str(entry["date"]) == AS_OF
    assert (entry["translator"], entry["reviewer"]) == ("programme-lead", "buyer-returns")


def test_it_changes_no_other_line(root: Path) -> None:
    raise_version(root)
    before = (root / RECORD).read_bytes().splitlines(keepends=True)
    stamp(root, "--locale", "zh", *WHO)
    after = (root / RECORD).read_bytes().splitlines(keepends=True)
    differing = [b.split(b":")[0].strip() for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [b"version", b"date", b"pair", b"do-not"]


def test_line_ends_of_the_record_stay(root: Path) -> None:
    path = root / RECORD
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    raise_version_bytes = path.read_bytes()
    stamp(root, "--locale", "zh", *WHO)
    assert path.read_bytes().count(b"\r\n") == raise_version_bytes.count(b"\r\n")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")


@pytest.mark.parametrize(("language", "words"), [("en", "must be the same"), ("zh", "必须一致")])
def test_a_pair_that_differs_is_not_stamped(language: str, words: str, root: Path) -> None:
    edit(root, EN, STEP, f"{STEP}\n3. Write down the tag.")
    before = (root / RECORD).read_bytes()
    output = stamp(root, "--locale", "zh", *WHO, "--lang", language, expect=1).output
    assert "parity-different" in output
    assert f"{ZH}:20" in output
    assert f"{EN}:" in output
    assert words in output
    assert (root / RECORD).read_bytes() == before


def test_a_page_that_is_missing_or_a_copy_is_not_stamped(root: Path) -> None:
    (root / ZH).write_bytes((root / EN).read_bytes())
    assert "translation-stub" in stamp(root, "--locale", "zh", *WHO, expect=1).output
    (root / ZH).unlink()
    assert "translation-missing" in stamp(root, "--locale", "zh", *WHO, expect=1).output


def test_unaffected_pins_again_and_keeps_the_translator(root: Path) -> None:
    raise_version(root)
    note = "只影响英文措辞。"
    stamp(root, "--locale", "zh", "--unaffected", "--note", note, "--translator", "buyer-refunds")
    entry = attested(root)
    assert (entry["translator"], entry["note"]) == ("programme-lead", note)
    assert entry["version"] == "1.2"
    run("check", "--root", root, "--as-of", AS_OF, "--fail-on", "warning")


def test_unaffected_is_for_minor_versions_with_a_reason(root: Path) -> None:
    unaffected = ("--locale", "zh", "--unaffected")
    assert "--note" in sentence(stamp(root, *unaffected, expect=2))
    assert "--note" in sentence(stamp(root, *unaffected, "--note", "  ", expect=2))
    raise_version(root, "major", "2.0")
    told = sentence(stamp(root, *unaffected, "--note", "why", expect=2))
    assert "2.0 is major" in told


def test_unaffected_needs_an_earlier_stamp(root: Path) -> None:
    text = (root / RECORD).read_text("utf-8")
    start, end = text.index("translations:"), text.index("changes:")
    (root / RECORD).write_text(text[:start] + text[end:], encoding="utf-8")
    told = sentence(stamp(root, "--locale", "zh", "--unaffected", "--note", "why", expect=2))
    assert "stamped before" in told


def test_unaffected_does_not_hide_a_step_that_was_added(root: Path) -> None:
    edit(root, EN, STEP, f"{STEP}\n3. Write down the tag.")
    arguments = ("--locale", "zh", "--unaffected", "--note", "why")
    assert "parity-different" in stamp(root, *arguments, expect=1).output


@pytest.mark.parametrize(
    ("id_", "arguments", "named"),
    [
        ("SOP-BYU-001", ("--locale", "zh", *WHO), ("“SOP-BYU-001”", "“SOP-BUY-001”")),
        ("SOP-BUY-001", ("--locale", "zh", "--translator", "buyer-retuns"), ("“buyer-returns”",)),
        ("SOP-BUY-001", ("--locale", "zh", *WHO, "--reviewer", "nobody"), ("--reviewer",)),
        ("SOP-BUY-001", ("--locale", "zhh", *WHO), ("“zhh”", "“zh”")),
        ("SOP-BUY-001", ("--locale", "en", *WHO), ("source language",)),
        ("SOP-BUY-001", ("--locale", "zh"), ("--translator",)),
        ("SOP-BUY-001", WHO, ("--locale",)),
        ("SOP-BUY-001", ("--locale", "zh", *WHO, "--note", "a\nb"), ("one line",)),
    ],
)
def test_what_it_cannot_stamp_is_one_sentence(
    id_: str, arguments: tuple[str, ...], named: tuple[str, ...], root: Path
) -> None:
    before = (root / RECORD).read_bytes()
    told = sentence(stamp(root, *arguments, id_=id_, expect=2))
    assert all(name in told for name in named), told
    assert (root / RECORD).read_bytes() == before


def test_a_record_that_cannot_be_taken_is_not_stamped(root: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    assert "sopkb check" in sentence(stamp(root, "--locale", "zh", *WHO, expect=2))


def test_a_source_page_that_cannot_be_read_is_told(root: Path) -> None:
    (root / EN).write_bytes(b"\xff\xfe")
    assert "cannot be read" in sentence(stamp(root, "--locale", "zh", *WHO, expect=2))


# --- compare ----------------------------------------------------------------------------------


def pair(folder: Path, source: str, translation: str) -> tuple[Path, Path]:
    paths = folder / "guide.md", folder / "指南.md"
    for path, text in zip(paths, (source, translation), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_any_two_files_are_compared(tmp_path: Path) -> None:
    paths = pair(tmp_path, "# Guide\n\nPay within 14 days.\n", "# 指南\n\n请在 7 天内付款。\n")
    output = run("compare", *paths, expect=1).output
    assert f"{paths[1].as_posix()}:3" in output
    assert f"{paths[0].as_posix()}:3" in output
    assert "14 days" in output
    assert "7 天" in output
    assert "原文" in run("compare", *paths, "--lang", "zh", expect=1).output


def test_equal_files_exit_with_0_in_either_direction(tmp_path: Path) -> None:
    paths = pair(tmp_path, "# Guide\n\nPay within 14 days.\n", "# 指南\n\n请在 14 天内付款。\n")
    run("compare", *paths)
    run("compare", *reversed(paths), "--source-language", "zh", "--target-language", "en")


def test_the_report_of_a_comparison_takes_every_form(tmp_path: Path) -> None:
    paths = pair(tmp_path, "# Guide\n\n1. A\n2. B\n", "# 指南\n\n1. 甲\n")
    out = tmp_path / "out.json"
    run("compare", *paths, "--report", f"json:{out}", "--report", "sarif", expect=1)
    (finding,) = json.loads(out.read_text("utf-8"))["findings"]
    assert "parity-different" in finding.values()
    assert "“sraif”" in sentence(run("compare", *paths, "--report", "sraif", expect=2))


@pytest.mark.parametrize(
    "odd", ["", "---\na: 1\n---\n", "\x00\x00", "```\nopen", "\r\r\n", "- " * 500]
)
def test_odd_files_are_compared_without_a_crash(odd: str, tmp_path: Path) -> None:
    paths = pair(tmp_path, odd, odd)
    run("compare", *paths)


def test_files_that_cannot_be_compared_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = pair(tmp_path, "# A\n", "# 甲\n")
    assert "nowhere.md" in sentence(run("compare", paths[0], tmp_path / "nowhere.md", expect=2))
    assert str(tmp_path) in sentence(run("compare", tmp_path, paths[1], expect=2))
    paths[1].write_bytes("中文".encode("gbk"))
    assert "not UTF-8" in sentence(run("compare", *paths, expect=2))
    assert "不是 UTF-8 编码" in sentence(run("compare", *paths, "--lang", "zh", expect=2))
    monkeypatch.setattr("sopkb.cli.translation.LARGEST", 3)
    assert "more than 3 bytes" in sentence(run("compare", *paths, expect=2))
    assert "more than 3 bytes" in sentence(run("compare", "/dev/zero", paths[1], expect=2))


# --- translations -----------------------------------------------------------------------------


def test_the_queue_names_what_needs_work(root: Path) -> None:
    listed = ("translations", "--root", root, "--as-of", AS_OF)
    assert (
        run(*listed).output == "0 of 2 translations need work as of 2026-11-22 (Asia/Shanghai).\n"
    )
    raise_version(root)
    lines = run(*listed).output.splitlines()
    assert lines[1].split()[:2] == ["SOP-BUY-001", "zh"]
    assert lines[1].endswith("2026-11-21  1     do-not")
    assert lines[-1].startswith("1 of 2 translations needs work")
    late = run("translations", "--root", root, "--as-of", "2026-11-24", "--lang", "zh").output
    assert "超期" in late
    assert "共 2 份译文，1 份待处理" in late


def test_the_worst_comes_first(root: Path) -> None:
    raise_version(root)
    (root / "docs/sops/buyer/parcel-not-received.zh.md").unlink()
    lines = run("translations", "--root", root, "--as-of", AS_OF).output.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["SOP-BUY-003", "SOP-BUY-001"]


# --- in a pull request ------------------------------------------------------------------------


def test_only_a_change_to_the_document_itself_is_blocked(root: Path) -> None:
    raise_version(root)
    commit(root)
    since = ("check", "--root", root, "--as-of", AS_OF, "--since", "HEAD")
    edit(root, "data/owners.yml", "Buyer refunds manager", "Refunds manager")
    assert "translation-behind" in run(*since).output
    edit(root, EN, "- Open the order.", "- Open the order and read it.")
    output = run(*since, expect=1).output
    assert "translation-blocks" in output
    assert "translation-behind" not in output
