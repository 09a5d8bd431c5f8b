"""Are the workflows sound, and do they call what there is?"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from sopkb.cli import main
from tests.trees import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from setup_actionlint import REMEDY, find_actionlint

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
TARGET = re.compile(r"^([a-z]+):.*##", re.M)
SOPKB = ".venv/bin/sopkb"


def read(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8")))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def commands(path: Path) -> Iterator[list[str]]:
    """Yield the words of every command that a workflow gives to a shell."""
    for step in steps(path):
        for line in step.get("run", "").replace("\\\n", " ").splitlines():
            if SOPKB in line or line.strip().startswith("make "):
                yield shlex.split(re.split(r"\|\||>", line)[0])


def test_there_are_workflows_to_judge() -> None:
    names = {path.stem for path in WORKFLOWS}
    assert names == {"heartbeat", "nightly", "publish", "pull-request"}


def test_actionlint_finds_nothing() -> None:
    actionlint = find_actionlint()
    assert actionlint, REMEDY
    done = subprocess.run(
        [actionlint, *map(str, WORKFLOWS)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_a_mistake(tmp_path: Path) -> None:
    actionlint = find_actionlint()
    assert actionlint, REMEDY
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text("on: push\njobs:\n  one:\n    runs-on: ubuntu-24.04\n    step: []\n", "utf-8")
    done = subprocess.run([actionlint, str(bad)], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 1


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--persona", "pedantic", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_allowed_but_what_a_job_says(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 90
    for step in steps(path):
        if "uses" in step:
            assert PINNED.fullmatch(step["uses"]), step["uses"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_is_there_with_its_options(path: Path) -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text("utf-8"))
    for words in commands(path):
        if words[0] == "make":
            assert words[1] in targets
            continue
        name, *arguments = words[words.index(SOPKB) + 1 :]
        command = main.commands[name]
        with click.Context(command, parent=main.make_context("sopkb", [name])) as context:
            command.make_parser(context).parse_args(args=list(arguments))


def test_the_night_and_the_heartbeat_have_a_day() -> None:
    for name in ("nightly", "heartbeat"):
        schedule = read(FOLDER / f"{name}.yml")[True]["schedule"]
        assert all(len(each["cron"].split()) == 5 for each in schedule)


def test_a_failed_night_too_remembers_what_it_has_sent() -> None:
    night = list(steps(FOLDER / "nightly.yml"))
    restoring, saving = (
        next(step for step in night if f"actions/cache/{what}@" in step.get("uses", ""))
        for what in ("restore", "save")
    )
    assert saving["if"] == "${{ !cancelled() }}"
    assert "github.run_attempt" in saving["with"]["key"]
    assert restoring["with"] == {**saving["with"], "restore-keys": "night-"}


def test_a_night_that_hangs_fails_before_its_job_is_cancelled() -> None:
    job = read(FOLDER / "nightly.yml")["jobs"]["night"]
    doing = next(step for step in job["steps"] if step.get("run") == "make night")
    assert doing["timeout-minutes"] < job["timeout-minutes"]


def test_the_night_is_given_every_address_that_the_register_asks_for() -> None:
    register = yaml.safe_load((ROOT / "data" / "delivery.yml").read_text("utf-8"))
    asked = {each["url_from"] for each in (*register["channels"].values(), register["mail"])}
    given = {name for step in steps(FOLDER / "nightly.yml") for name in step.get("env", {})}
    assert asked <= given
