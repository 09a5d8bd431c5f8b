"""What has changed, and what was there before? A few questions to `git`, which may be absent."""

import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal

from sopkb.findings import Refusal, Text

UNICODE_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


class GitUnavailable(Refusal):
    """Git is not installed, the folder is no repository, or the revision is not here.

    What Git itself says stays as Git says it.
    """


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit, and the paths below the root that it changed."""

    commit: str
    paths: tuple[str, ...]


def is_shallow(root: Path) -> bool:
    """Tell whether the clone lacks a part of the history."""
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"


def revisions(root: Path, *folders: str) -> list[Revision]:
    """Give the commits that changed something in some folders, the oldest first.

    What a merge brought counts as one change, made by the merge.
    """
    form = ("--first-parent", "-m", "--no-renames", "--name-only", "--format=%x01%H", "--relative")
    told = _git(root, "log", *form, "--", *folders)
    commits = (part.strip().split("\n") for part in told.split("\x01")[1:])
    found = [Revision(commit=lines[0], paths=tuple(filter(None, lines[1:]))) for lines in commits]
    return found[::-1]


def texts_at(root: Path, places: Sequence[tuple[str, str]]) -> list[str | None]:
    """Give the files that stood at commits and paths, None where there was none; git runs once."""
    asked = "".join(f"{commit}:./{path}\n" for commit, path in places)
    told = _run(root, ("cat-file", "--batch"), asked.encode("utf-8"))
    return list(_blobs(told, len(places)))


def _blobs(told: bytes, count: int) -> Iterator[str | None]:
    position = 0
    for _ in range(count):
        end = told.index(b"\n", position)
        header = told[position:end]
        if header.endswith(b" missing"):
            yield None
            position = end + 1
            continue
        size = int(header.rsplit(b" ", 1)[1])
        yield told[end + 1 : end + 1 + size].decode("utf-8", "replace").removeprefix("\ufeff")
        position = end + 1 + size + 1


def _merge_base(root: Path, revision: str) -> str:
    if revision.startswith("-"):
        raise GitUnavailable(
            Text(en=f"“{revision}” is not a revision", zh=f"“{revision}”不是有效的版本引用")
        )
    _git(root, "rev-parse", "--git-dir")
    try:
        _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitUnavailable:
        raise GitUnavailable(
            Text(
                en=f"the revision “{revision}” is not in this clone",
                zh=f"此副本中没有版本引用“{revision}”",
            )
        ) from None
    try:
        return _git(root, "merge-base", revision, "HEAD").strip()
    except GitUnavailable:
        raise GitUnavailable(
            Text(
                en=f"“{revision}” and HEAD have no common commit in this clone (is it shallow?)",
                zh=f"在此副本中，“{revision}”与 HEAD 没有共同的提交（是否为浅克隆？）",
            )
        ) from None


def _git(root: Path, *arguments: str) -> str:
    return _run(root, arguments).decode("utf-8", "replace")


def _run(root: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, cwd=root, input=given, capture_output=True, check=False)
    except OSError as error:
        raise GitUnavailable(Text(en="git is not installed", zh="未安装 git")) from error
    if done.returncode != 0:
        raise GitUnavailable(_words_of_git(done.stderr, arguments[0]))
    return done.stdout


def _words_of_git(stderr: bytes, command: str) -> Text:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    if lines:
        return Text(en=lines[0], zh=lines[0])
    return Text(en=f"git {command} failed", zh=f"git {command} 执行失败")
