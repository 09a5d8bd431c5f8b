"""Does every command of the README do what it says, in a copy of the repository?"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trees import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCK_COMMANDS = re.findall(r"^((?:make|git|sopkb) ?[^#\n]*?)\s*(?:#.*)?$", README, re.M)
INLINE_COMMANDS = [line for line in re.findall(r"`([^`\n]+)`", README) if line.startswith(".venv/")]
PROGRAMS = Path(sys.executable).parent
ADDRESS = re.compile(r"Serving on (http://[\d.:]+)/")

RUN_ONCE = {"make check", "make build", "make help"}
RUN_ELSEWHERE = {
    "make test": "is how these tests run; .ci/run calls it",
    "make serve": "has a test of its own below",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the files that Git tracks into a repository with one commit on `main`."""
    target = tmp_path_factory.mktemp("readme") / "kb"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Copy"]):
        subprocess.run(["git", *identity, *arguments], cwd=target, check=True)
    (target / ".ready").touch()
    return target


def with_this_environment(command: str, root: Path) -> list[str]:
    """Let a command use the environment of the tests in place of `.venv`."""
    words = command.replace(".venv/bin/", f"{PROGRAMS}/").split()
    if words[0] == "make":
        words += [f"BIN={PROGRAMS}", f"READY={root / '.ready'}"]
    return words


def run(command: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        with_this_environment(command, root), cwd=root, capture_output=True, text=True, check=False
    )


def test_the_readme_names_commands_in_both_languages() -> None:
    english, mandarin = README.split("\n---\n", 1)
    for command in RUN_ONCE | set(RUN_ELSEWHERE):
        assert command in english
        assert command in mandarin


def test_every_command_of_the_readme_is_run_by_a_test() -> None:
    assert set(BLOCK_COMMANDS) == RUN_ONCE | set(RUN_ELSEWHERE)
    assert len(INLINE_COMMANDS) >= 3


@pytest.mark.parametrize("command", [*sorted(RUN_ONCE), *dict.fromkeys(INLINE_COMMANDS)])
def test_a_command_of_the_readme_works(command: str, copy: Path) -> None:
    done = run(command, copy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    if command == "make build":
        assert (copy / "site/zh/index.html").is_file()


@pytest.fixture(scope="module")
def served(copy: Path) -> Iterator[str]:
    """Start `make serve` on a free port and yield the address it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*with_this_environment("make serve", copy), f"ADDRESS=127.0.0.1:{port}"]
    process = subprocess.Popen(
        command,
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    told = []
    for line in process.stdout:
        told.append(line)
        if ADDRESS.search(line):
            break
    found = ADDRESS.search(told[-1]) if told else None
    try:
        assert found, "".join(told)
        yield found[1]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


@pytest.mark.parametrize(("path", "text"), [("/", "Service Center"), ("/zh/", "服务中心")])
def test_make_serve_serves_both_languages_at_the_address_it_prints(
    served: str, path: str, text: str
) -> None:
    with urllib.request.urlopen(served + path) as answer:
        assert text in answer.read().decode("utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "make test"
