"""Does the night do all its steps, remember, and name what could not judge?"""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.conftest import plant_site
from tests.trees import AS_OF, ROOT


def night(root: Path, as_of: date = AS_OF) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SOPKB_AS_OF": as_of.isoformat(), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("GITHUB_REPOSITORY", None)
    command = [sys.executable, str(ROOT / "scripts" / "night.py"), "night", "--no-external"]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def committed(root: Path) -> Path:
    """Make a tree a Git repository of one commit."""
    identity = ("-c", "user.name=night", "-c", "user.email=night@example.com")
    for words in (("init", "-q"), ("add", "."), (*identity, "commit", "-q", "-m", "All")):
        subprocess.run(("git", *words), cwd=root, check=True)
    return root


def test_a_night_and_the_next_one(tmp_path: Path) -> None:
    root = committed(plant_site(tmp_path))
    done = night(root)
    assert done.returncode == 0, done.stdout + done.stderr
    names = [line for line in done.stdout.splitlines() if line.startswith("== ")]
    assert names == ["== build", "== links", "== report", "== notify"]
    links = json.loads((root / "night/links.json").read_text("utf-8"))
    assert links["complete"]
    first = (root / "night/report/report.json").read_text("utf-8")
    assert (root / "night/previous.json").read_text("utf-8") == first
    message = {"title": "SOP-BUY-001", "createdAt": "2026-11-03T08:00:00Z"}
    (root / "night/feedback.json").write_text(json.dumps([message]), encoding="utf-8")
    assert night(root, AS_OF + timedelta(days=1)).returncode == 0
    second = json.loads((root / "night/report/report.json").read_text("utf-8"))
    assert second["previous"] == AS_OF.isoformat()
    assert second["feedback"] == {"SOP-BUY-001": 1}


def test_a_step_that_fails_hides_no_other(tmp_path: Path) -> None:
    root = committed(plant_site(tmp_path))
    shutil.rmtree(root / "macros")
    done = night(root)
    assert done.returncode == 2
    assert "未能完成：build, links, report" in done.stdout
    assert (root / "night/report/report.html").is_file()
