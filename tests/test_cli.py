"""Does the command say what it must, in one sentence where it cannot judge, with its exit code?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sopkb.exports import FROM_CATALOG, GENERATED
from sopkb.rules import RULES, manual
from tests.commands import AS_OF, RECORD, edit, run, sentence

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
