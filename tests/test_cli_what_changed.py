"""Does `sopkb what-changed` print the difference of any two versions, and say where it cannot?"""

from pathlib import Path

import pytest

from tests.commands import run, sentence
from tests.histories import ID, PAGE, grow_history, replace_in
from tests.repositories import commit, git
from tests.trees import plant


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return grow_history(plant(tmp_path / "root"))


def printed(root: Path, *arguments: object) -> str:
    return run("what-changed", ID, "--root", root, *arguments).output


def test_the_last_change_is_printed_where_nothing_else_is_asked(repository: Path) -> None:
    output = printed(repository)
    assert output.startswith(f"{ID} ")
    assert output.partition("\n")[0].endswith(": 1.2 → 1.3")
    assert "[-Pay back-]{+Return <b>[Time to ask for a refund]</b>+}" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "1.1"), "[-Refund-]{+Return <b>[Time to ask for a refund]</b>+}"),
        (("--from", "1.1", "--to", "1.2"), "[-Refund-]{+Pay back+}"),
        (("--to", "1.2", "--lang", "zh"), "退{+还+}款{+项+}"),
        (("--from", "1.1", "--lang", "zh"), "退{+还+}款{+项+}"),
        (("--lang", "zh"), "本语言的文本没有差异。"),
    ],
)
def test_any_two_versions_are_compared_in_either_language(
    repository: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in printed(repository, *arguments)


def test_what_would_drive_a_terminal_is_shown_by_its_escape(repository: Path) -> None:
    replace_in(repository, PAGE, "Return", "Return \x1b[31m\u202e")
    assert "Return \\x1b[31m\\u202e" in printed(repository)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "1.9"), "--from: “1.9” is not a recorded version; did you mean “1.3”?"),
        (("--to", "x"), "Recorded: 1.0, 1.1, 1.2, 1.3."),
        (("--from", "1.3", "--to", "1.1"), "--from must be before --to; seen: 1.3 and 1.1."),
        (("--from", "1.2", "--to", "1.2"), "--from must be before --to"),
        (("--to", "1.0"), "1.0 is the first version"),
        (("--from", "1.0"), "The text of version 1.0 of SOP-BUY-001 is not in the history"),
        (("--from", "1.0"), "never committed. Known: 1.1, 1.2, 1.3."),
        (("--from", "1.0", "--lang", "zh"), "没有 SOP-BUY-001 1.0 版的文本"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    repository: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused = run("what-changed", ID, "--root", repository, *arguments, expect=2)
    assert words in sentence(refused)


def test_without_git_it_says_that_only_the_current_version_is_known(tmp_path: Path) -> None:
    root = plant(tmp_path / "root")
    assert "There is no Git history here" in sentence(
        run("what-changed", ID, "--root", root, expect=2)
    )


def test_a_shallow_clone_names_what_brings_the_rest(repository: Path, tmp_path: Path) -> None:
    commit(repository, "1.3")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repository}", str(clone))
    refused = run("what-changed", ID, "--from", "1.1", "--root", clone, expect=2)
    assert "git fetch --unshallow. Known: 1.2, 1.3." in sentence(refused)
    assert "退{+还+}款" not in run("what-changed", ID, "--root", clone, "--lang", "zh").output
