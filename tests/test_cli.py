"""Does the command say what it must, in one sentence where it cannot judge, with its exit code?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopkb.cli import main
from sopkb.exports import FROM_CATALOG, GENERATED
from sopkb.formats import FORMATS
from sopkb.rules import RULES, manual
from tests.trees import plant

RECORD = "data/documents/sops/buyer/refund-request.yml"
AS_OF = "2026-11-22"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "kb")


def run(*arguments: object, expect: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == expect, result.output
    return result


def check(root: Path, *arguments: object, expect: int = 0) -> Result:
    return run("check", "--root", root, "--as-of", AS_OF, *arguments, expect=expect)


def sentence(result: Result) -> str:
    """Give what an error says: one line that begins with `Error:`."""
    lines = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1, result.output
    return lines[0]


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def git(root: Path, *arguments: str) -> None:
    environment = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=True)


def commit(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Test")
    git(root, "config", "user.email", "test@example.com")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "start")


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


# --- rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_manual_holds_every_rule(language: str) -> None:
    lines = run("rules", "--lang", language).output.splitlines()
    for rule in RULES:
        assert any(line.startswith(f"{rule.code} (") for line in lines), rule.code
        must = rule.manual.must.zh if language == "zh" else rule.manual.must.en
        assert f"  {must}" in lines


# --- new --------------------------------------------------------------------------------------

NEW = ("--title", "Late parcel", "--title-zh", "包裹迟到", "--owner", "buyer-returns")
NEW_FILES = [
    "data/documents/sops/buyer/late-parcel.yml",
    "docs/sops/buyer/late-parcel.md",
    "docs/sops/buyer/late-parcel.zh.md",
]


def test_new_makes_three_files_and_names_them(root: Path) -> None:
    output = run("new", "SOP", "BUY", *NEW, "--root", root, "--as-of", AS_OF).output
    assert output.splitlines() == NEW_FILES
    record = (root / NEW_FILES[0]).read_text("utf-8")
    assert "id: SOP-BUY-004" in record
    assert f"effective: {AS_OF}" in record
    assert (root / NEW_FILES[2]).read_text("utf-8").startswith("# 包裹迟到\n")


def test_new_overwrites_nothing(root: Path) -> None:
    (root / NEW_FILES[2]).write_text("# Mine\n", encoding="utf-8")
    told = sentence(run("new", "SOP", "BUY", *NEW, "--root", root, "--as-of", AS_OF, expect=2))
    assert NEW_FILES[2] in told
    assert (root / NEW_FILES[2]).read_text("utf-8") == "# Mine\n"
    assert not (root / NEW_FILES[0]).exists()
    assert not (root / NEW_FILES[1]).exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("SOP", "BUY", *NEW[:-1], "buyer-retuns"), ("“buyer-retuns”", "“buyer-returns”")),
        (("SOP", "BYU", *NEW), ("“BYU”", "“BUY”")),
        (("SPO", "BUY", *NEW), ("SPO", "SOP")),
        (("SOP", "BUY", "--title", "a\nb", *NEW[2:]), ("one line",)),
        (("SOP", "BUY", "--title", "  ", *NEW[2:]), ("one line",)),
        (("SOP", "BUY", *NEW[2:]), ("--title",)),
    ],
)
def test_new_refuses_what_it_cannot_make(
    arguments: tuple[str, ...], named: tuple[str, ...], root: Path
) -> None:
    before = sorted(path for path in root.rglob("*"))
    told = sentence(run("new", *arguments, "--root", root, "--as-of", AS_OF, expect=2))
    assert all(name in told for name in named), told
    assert sorted(path for path in root.rglob("*")) == before


# --- generate ---------------------------------------------------------------------------------


def test_generate_writes_what_its_check_then_finds_current(root: Path) -> None:
    expected = {*GENERATED, *FROM_CATALOG, *manual.PAGES}
    missing = run("generate", "--check", "--root", root, expect=1).output.splitlines()
    assert {line.split(" ")[0] for line in missing} == expected
    assert set(run("generate", "--root", root).output.splitlines()) == expected
    assert run("generate", "--check", "--root", root).output == ""
    assert run("generate", "--root", root).output == ""


def test_generate_check_names_a_stale_file_and_leaves_it(root: Path) -> None:
    run("generate", "--root", root)
    stale = root / "data/schema/document.json"
    stale.write_text("{}\n", encoding="utf-8")
    output = run("generate", "--check", "--root", root, expect=1).output
    assert output == "data/schema/document.json is not current. Run: sopkb generate\n"
    assert stale.read_text("utf-8") == "{}\n"


def test_generate_renews_a_file_that_is_not_even_text(root: Path) -> None:
    run("generate", "--root", root)
    (root / "data/schema/document.json").write_bytes(b"\xff\xfe")
    assert "document.json" in run("generate", "--check", "--root", root, expect=1).output
    run("generate", "--root", root)
    run("generate", "--check", "--root", root)


# --- the command itself -----------------------------------------------------------------------


def command(
    *arguments: object, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from sopkb.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_chinese_is_printed_whatever_the_terminals_encoding(encoding: str, root: Path) -> None:
    edit(root, RECORD, "risk: high", "risk: hihg")
    arguments = ("check", "--lang", "zh", "--as-of", AS_OF)
    done = command(*arguments, cwd=root, PYTHONIOENCODING=encoding, LC_ALL="C")
    assert (done.returncode, done.stderr) == (1, b"")
    assert "只能是" in done.stdout.decode("utf-8")


def test_the_day_may_come_from_the_environment(root: Path) -> None:
    done = command("check", "--report", "json", cwd=root, SOPKB_AS_OF="2026-11-22")
    assert json.loads(done.stdout)["as_of"] == "2026-11-22"
    wrong = command("check", cwd=root, SOPKB_AS_OF="soon")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert "YYYY-MM-DD" in wrong.stderr.decode()
    assert b"Traceback" not in wrong.stderr


def test_errors_go_to_the_error_stream(tmp_path: Path) -> None:
    done = command("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("Error: ")


@pytest.mark.parametrize("arguments", [("--help",), ("check", "-h"), ("--version",)])
def test_help_and_version(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).output.strip()
