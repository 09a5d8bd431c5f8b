"""Does `sopkb check` judge what it is asked to, and say in one sentence what it cannot judge?"""

from pathlib import Path

import pytest

from sopkb.formats import FORMATS
from tests.commands import RECORD, check, edit, run, sentence
from tests.repositories import commit

# --- check: exit codes ------------------------------------------------------------------------


def test_a_clean_tree_exits_with_0(root: Path) -> None:
    check(root)


def test_an_error_exits_with_1_and_names_file_line_and_rule(root: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    output = check(root, expect=1).output
    assert f"{RECORD}:7" in output
    assert "record-invalid" in output
    assert "hihg" in output


def test_fail_on_decides_from_which_severity_on_it_fails(root: Path) -> None:
    edit(root, "data/policy.yml", "severity: {}", "severity: {record-invalid: warning}")
    edit(root, RECORD, "risk: high", "risk: hihg")
    assert "record-invalid" in check(root, "--fail-on", "error").output
    check(root, "--fail-on", "warning", expect=1)
    check(root, "--fail-on", "info", expect=1)


def test_no_documents_is_a_failure_and_no_success(root: Path) -> None:
    for path in sorted((root / "data/documents").rglob("*.yml")):
        path.unlink()
    assert "documents-none" in check(root, "--select", "documents", expect=1).output


def test_without_a_knowledge_base_it_cannot_judge(tmp_path: Path) -> None:
    told = sentence(check(tmp_path, expect=2))
    assert "docs" in told
    assert "--root" in told


def test_a_root_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "nowhere" in sentence(check(tmp_path / "nowhere", expect=2))


def test_a_root_that_is_a_file_is_named(root: Path) -> None:
    assert "policy.yml" in sentence(check(root / "data/policy.yml", expect=2))


@pytest.mark.parametrize(
    "day",
    [
        *("2026-02-30", "tomorrow", "22.11.2026", "2026-11-22T10:00", ""),
        "2026-1-5",
    ],
)
def test_a_day_that_is_none(day: str, root: Path) -> None:
    told = sentence(run("check", "--root", root, "--as-of", day, expect=2))
    assert "YYYY-MM-DD" in told


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_nobody_lives(day: str, root: Path) -> None:
    told = sentence(run("check", "--root", root, "--as-of", day, expect=2))
    assert day in told
    assert "1900 to 2999" in told


def test_the_day_decides(root: Path) -> None:
    """The reviews of the miniature are of 12 October."""
    arguments = ("check", "--root", root, "--select", "review-date-future", "--as-of")
    run(*arguments, "2026-10-12")
    assert "review-date-future" in run(*arguments, "2026-10-01", expect=1).output


# --- check: options ---------------------------------------------------------------------------


def test_the_messages_are_in_the_language_asked_for(root: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    english, mandarin = check(root, expect=1).output, check(root, "--lang", "zh", expect=1).output
    assert "must be one of" in english
    assert "只能是" in mandarin
    assert "must be one of" not in mandarin


def test_an_unknown_language_is_refused(root: Path) -> None:
    assert "fr" in sentence(check(root, "--lang", "fr", expect=2))


def test_select_and_ignore_take_codes_and_families(root: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    check(root, "--select", "yaml")
    check(root, "--select", "yaml-syntax,file-unreadable")
    check(root, "--select", "record-invalid", expect=1)
    check(root, "--select", "yaml", "--select", "record", expect=1)
    check(root, "--ignore", "record")
    check(root, "--ignore", "record-invalid, yaml")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_refused_with_the_nearest(option: str, root: Path) -> None:
    told = sentence(check(root, option, "record-invald", expect=2))
    assert "“record-invald”" in told
    assert "“record-invalid”" in told


def test_an_unknown_format_is_refused_with_the_nearest(root: Path) -> None:
    told = sentence(check(root, "--report", "jason", expect=2))
    assert "“jason”" in told
    assert "“json”" in told
    assert all(name in told for name in FORMATS)


def test_one_run_writes_several_reports(root: Path, tmp_path: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    files = {name: tmp_path / "reports" / f"out.{name}" for name in FORMATS}
    options = [option for name in FORMATS for option in ("--report", f"{name}:{files[name]}")]
    result = check(root, "--report", "text", *options, expect=1)
    assert "record-invalid" in result.output
    for name, file in files.items():
        text = file.read_text("utf-8")
        assert "record-invalid" in text, name
        assert "\r" not in text
    assert result.output == files["text"].read_text("utf-8")


def test_reports_of_the_same_tree_are_the_same_bytes(root: Path, tmp_path: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    for name in FORMATS:
        texts = []
        for turn in ("first", "second"):
            file = tmp_path / turn / name
            check(root, "--report", f"{name}:{file}", expect=1)
            texts.append(file.read_bytes())
        assert texts[0] == texts[1]


def test_a_report_that_cannot_be_written_is_one_sentence(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file" / "out.txt", tmp_path):
        told = sentence(check(root, "--report", f"text:{place}", expect=2))
        assert str(place) in told
        assert "cannot be written" in told


@pytest.mark.parametrize(
    "zone",
    [
        *("Asia/Shanghia", "../etc", "UTC+8"),
        "Asia",
    ],
)
def test_an_unknown_time_zone_is_told_unless_a_day_is_given(zone: str, root: Path) -> None:
    edit(root, "data/policy.yml", "Asia/Shanghai", zone)
    told = sentence(run("check", "--root", root, expect=2))
    assert f"“{zone}”" in told
    assert "--as-of" in told
    check(root, "--select", "yaml")


# --- check --since ----------------------------------------------------------------------------


def test_since_judges_only_what_the_change_touches(root: Path) -> None:
    edit(root, "data/documents/sops/buyer/parcel-not-received.yml", "risk: high", "risk: hihg")
    commit(root)
    check(root, "--since", "HEAD")
    check(root, expect=1)
    edit(root, RECORD, "status: effective", "status: efective")
    output = check(root, "--since", "HEAD", expect=1).output
    assert "efective" in output
    assert "hihg" not in output


def test_since_an_unknown_revision_cannot_be_judged(root: Path) -> None:
    commit(root)
    told = sentence(check(root, "--since", "nowhere", expect=2))
    assert "“nowhere”" in told


def test_since_without_a_repository_cannot_be_judged(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert "not a git repository" in sentence(check(root, "--since", "main", expect=2))


def test_since_without_git_cannot_be_judged(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(root)
    monkeypatch.setenv("PATH", str(root))
    assert "git is not installed" in sentence(check(root, "--since", "HEAD", expect=2))
