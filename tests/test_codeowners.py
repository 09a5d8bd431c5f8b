"""Is the right team asked about each file, by the rule that the last matching line counts?"""

import re
from pathlib import Path

import pytest
from pathspec.patterns.gitignore.basic import GitIgnoreBasicPattern

from sopkb.exports.codeowners import codeowners, pattern
from sopkb.loading import load
from tests.commands import RECORD, edit, run, sentence
from tests.trees import plant

CARE, PROGRAMME = "@example/buyer-care", "@example/programme"
EN, ZH = "docs/sops/buyer/refund-request.md", "docs/sops/buyer/refund-request.zh.md"
OWNERS, POLICY = "data/owners.yml", "data/policy.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    planted = plant(tmp_path / "kb")
    with (planted / POLICY).open("a", encoding="utf-8") as policy:
        policy.write("programme_lead: programme-lead\n")
    return planted


def asked(text: str, path: str) -> list[str]:
    """Give the teams of the last line whose pattern matches a path."""
    found: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            glob, teams = line.split(" @", 1)
            if GitIgnoreBasicPattern(glob).match_file(path):
                found = f"@{teams}".split()
    return found


def test_records_and_source_pages_go_to_owner_and_backup(root: Path) -> None:
    edit(root, RECORD, "backup: buyer-returns", "backup: programme-lead")
    text = codeowners(load(root))
    assert asked(text, RECORD) == [CARE, PROGRAMME]
    assert asked(text, EN) == [CARE, PROGRAMME]


def test_translations_go_to_the_team_that_reviews_the_language(root: Path) -> None:
    edit(root, OWNERS, "programme-lead:\n", f"desk:\n{DESK}" + "programme-lead:\n")
    record = (root / RECORD).read_text("utf-8")
    stamped = re.sub(r"translator: [\w-]+", "translator: desk", record)
    (root / RECORD).write_text(stamped, encoding="utf-8")
    text = codeowners(load(root))
    assert asked(text, ZH) == ["@example/desk"]
    assert asked(text, EN) == [CARE]


DESK = """\
  title: {en: Translation desk, zh: 翻译组}
  team: desk
  contact: {email: desk@example.com, chat: "#desk"}
  timezone: Asia/Shanghai
  backup: programme-lead
  forge_team: "@example/desk"
  active_from: 2024-01-01
"""


@pytest.mark.parametrize("path", [OWNERS, "Makefile", "scripts/sopkb/catalog.py", "docs/index.md"])
def test_registers_and_machinery_go_to_the_programme_lead(root: Path, path: str) -> None:
    assert asked(codeowners(load(root)), path) == [PROGRAMME]


def test_a_reply_script_goes_to_its_owner_and_a_guide_to_the_owner_of_its_document(
    root: Path,
) -> None:
    text = codeowners(load(root))
    assert CARE in asked(text, "data/scripts/SCR-BUY-001.yml")
    assert CARE in asked(text, "data/guides/GDE-BUY-001.yml")


def test_an_alias_has_the_team_of_its_role(root: Path) -> None:
    with (root / OWNERS).open("a", encoding="utf-8") as owners:
        row = DESK.replace("@example/desk", "@example/other")
        owners.write(f"old-name:\n{row}  alias_of: programme-lead\n")
    edit(root, RECORD, "owner: buyer-refunds", "owner: old-name")
    assert asked(codeowners(load(root)), RECORD) == [PROGRAMME, CARE]


def test_without_a_team_nobody_in_particular_is_asked(root: Path) -> None:
    text = (root / OWNERS).read_text("utf-8")
    lines = [line for line in text.splitlines() if "buyer-care" not in line or "team: b" in line]
    (root / OWNERS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert asked(codeowners(load(root)), RECORD) == [PROGRAMME]


@pytest.mark.parametrize(
    "path",
    [
        "docs/sops/a b.md",
        "docs/退款 申请.zh.md",
        "docs/a#b.md",
        "docs/[x] (1)!.md",
        "docs/a*b?.md",
        "docs/a\tb.md",
    ],
)
def test_a_pattern_matches_its_path_and_no_other(path: str) -> None:
    matches = GitIgnoreBasicPattern(pattern(path)).match_file
    assert matches(path)
    for other in (f"x/{path}", path.replace("a", "aa"), path.replace("*", "z"), path[:-1]):
        assert other == path or not matches(other)


@pytest.mark.parametrize("team", ['"@a b"', '"@a/b @evil"', '"nobody"', '"@a\\n* @evil"'])
def test_a_team_that_could_add_a_line_or_a_team_is_refused(root: Path, team: str) -> None:
    edit(root, OWNERS, '"@example/programme"', team)
    assert [item.code for item in load(root).problems] == ["register-invalid"]


def test_the_file_is_current_or_named_by_generate_check(root: Path) -> None:
    run("generate", "--root", root)
    edit(root, RECORD, "backup: buyer-returns", "backup: programme-lead")
    output = run("generate", "--check", "--root", root, expect=1).output
    assert output == ".github/CODEOWNERS is not current. Run: sopkb generate\n"


def test_it_is_left_alone_while_records_cannot_be_read(root: Path) -> None:
    run("generate", "--root", root)
    before = (root / ".github/CODEOWNERS").read_text("utf-8")
    edit(root, RECORD, "risk: high", "risk: hihg")
    told = sentence(run("generate", "--root", root, expect=2))
    assert ".github/CODEOWNERS" in told
    assert (root / ".github/CODEOWNERS").read_text("utf-8") == before


def test_the_day_changes_nothing(root: Path) -> None:
    before = codeowners(load(root))
    edit(
        root,
        OWNERS,
        "active_from: 2024-01-01\n",
        "active_from: 2024-01-01\n  active_until: 2025-01-01\n",
    )
    assert codeowners(load(root)) == before
