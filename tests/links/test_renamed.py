"""Does a change that renames a page learn which redirect it needs, from the real command?"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sopkb.cli import main
from tests.repositories import commit, git, start
from tests.trees import AS_OF, plant

OLD, NEW = "sops/buyer/refund-request", "sops/buyer/money-back"
ENTRY = "{old}: {{to: {to}, reason: Renamed for clarity, until: 2027-11-30}}\n"


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """Rename a document on a branch: both pages and the record."""
    plant(tmp_path)
    (tmp_path / "data/redirects.yml").write_text(ENTRY.format(old="sops/old", to=OLD), "utf-8")
    start(tmp_path)
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    for path in ("docs/{}.md", "docs/{}.zh.md", "data/documents/{}.yml"):
        git(tmp_path, "mv", path.format(OLD), path.format(NEW))
    return tmp_path


def told(root: Path) -> str:
    command = ["check", "--root", str(root), "--since", "main", "--as-of", AS_OF.isoformat()]
    done = CliRunner().invoke(main, [*command, "--select", "page,redirect"])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


def test_a_renamed_page_needs_a_redirect_and_is_told_the_line_to_add(renamed: Path) -> None:
    output = told(renamed)
    assert output.count("page-removed-without-redirect") == 1
    assert f"docs/{OLD}.md:1" in output
    assert f'{OLD}: {{to: SOP-BUY-001, reason: "…", until: 2027-11-22}}' in output


def test_a_redirect_that_led_to_the_renamed_page_is_told_too(renamed: Path) -> None:
    assert "data/redirects.yml:1:12: error redirect-target-missing" in told(renamed)


def test_with_the_redirect_old_addresses_lead_on_step_by_step(renamed: Path) -> None:
    with (renamed / "data/redirects.yml").open("a", encoding="utf-8") as register:
        register.write(ENTRY.format(old=OLD, to="SOP-BUY-001"))
    assert "error" not in told(renamed).replace("0 errors", "")
