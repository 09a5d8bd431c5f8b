"""What has changed since a revision? A few questions to `git`, which may be absent."""

import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Literal

UNICODE_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


class GitUnavailable(Exception):
    """Git is not installed, the folder is no repository, or the revision is not here."""


def changed_paths(root: Path, revision: str) -> frozenset[str]:
    """Give the paths below `root` that differ from where the branch left `revision`.

    Counts committed, uncommitted and new files; renames count as a removal and an addition.
    """
    base = _merge_base(root, revision)
    differing = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--")
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = (differing + untracked).split("\0")
    return frozenset(unicodedata.normalize("NFC", name) for name in names if name)


def text_before(root: Path, revision: str, path: str) -> str | None:
    """Give a file as it was where the branch left `revision`, None if it was not there."""
    return texts_before(root, revision)(path)


def texts_before(root: Path, revision: str) -> Callable[[str], str | None]:
    """Give what reads files as they were where the branch left `revision`, each once."""
    return cache(partial(_text_at, root, _merge_base(root, revision)))


def _text_at(root: Path, base: str, path: str) -> str | None:
    """Read a file at a commit; Git tells apart the two Unicode forms of a name."""
    for form in UNICODE_FORMS:
        try:
            text = _git(root, "show", f"{base}:./{unicodedata.normalize(form, path)}")
        except GitUnavailable:
            continue
        return text.removeprefix("\ufeff")
    return None


def commit_of(root: Path, *folders: str) -> str | None:
    """Give the commit that some folders stand at, None where they differ from it."""
    if _git(root, "status", "--porcelain", "--", *folders):
        return None
    return _git(root, "rev-parse", "HEAD").strip()


def _merge_base(root: Path, revision: str) -> str:
    if revision.startswith("-"):
        raise GitUnavailable(f"“{revision}” is not a revision")
    _git(root, "rev-parse", "--git-dir")
    try:
        _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitUnavailable:
        raise GitUnavailable(f"the revision “{revision}” is not in this clone") from None
    try:
        return _git(root, "merge-base", revision, "HEAD").strip()
    except GitUnavailable:
        raise GitUnavailable(
            f"“{revision}” and HEAD have no common commit in this clone (is it shallow?)"
        ) from None


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except OSError as error:
        raise GitUnavailable("git is not installed") from error
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitUnavailable(lines[0] if lines else f"git {arguments[0]} failed")
    return done.stdout.decode("utf-8", "replace")
