"""Runs of the command in this process, for the tests of what it says and writes."""

from pathlib import Path

from click.testing import CliRunner, Result

from sopkb.cli import main

RECORD = "data/documents/sops/buyer/refund-request.yml"
AS_OF = "2026-11-22"


def run(*arguments: object, expect: int = 0) -> Result:
    """Run the command; it must end with the exit code and without a traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == expect, result.output
    return result


def check(root: Path, *arguments: object, expect: int = 0) -> Result:
    """Run `sopkb check` on a tree as of the fixed day."""
    return run("check", "--root", root, "--as-of", AS_OF, *arguments, expect=expect)


def sentence(result: Result) -> str:
    """Give what an error says: one line that begins with `Error:`."""
    lines = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(lines) == 1, result.output
    return lines[0]


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace the first place of a text in a file that must hold it."""
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
