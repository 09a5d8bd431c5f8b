"""Do what the night does, step after step; a step that fails hides no other.

Usage: night.py FOLDER [--send] [--no-external]. The folder keeps what one night tells the next.
Exit code 0: every step could judge, whatever it found. 2: at least one could not; it is named.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOPKB = str(Path(sys.executable).with_name("sopkb"))
FOUND_SOMETHING = 1


def steps(folder: Path, *, send: bool, external: bool) -> dict[str, list[str]]:
    """Give the commands of a night by name, in their order."""
    report, links, previous = folder / "report", folder / "links.json", folder / "previous.json"
    sending = ["--send"] if send else []
    known = ["--previous", str(previous)] if previous.exists() else []
    feedback = folder / "feedback.json"
    told = ["--feedback", str(feedback)] if feedback.exists() else []
    outside = ["--external", *(["--previous", str(links)] if links.exists() else [])]
    night = {
        "build": [sys.executable, "-m", "mkdocs", "build"],
        "links": [SOPKB, "links", "--results", str(links), *(outside if external else [])],
        "report": [SOPKB, "report", "--output", str(report), "--links", str(links), *known, *told],
        "notify": [SOPKB, "notify", str(report), *sending],
    }
    repository = os.environ.get("GITHUB_REPOSITORY")
    if repository:
        night["issues"] = [SOPKB, "issues", str(report), "--repository", repository, *sending]
    return night


def succeeds(name: str, command: list[str]) -> bool:
    """Run a step; findings are what it is for, not a failure."""
    print(f"\n== {name}", flush=True)
    code = subprocess.run(command, check=False).returncode
    return code == 0 or (code == FOUND_SOMETHING and command[0] == SOPKB)


def main() -> int:
    """Run all steps and name those that could not judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--send", action="store_true")
    parser.add_argument("--no-external", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    night = steps(given.folder, send=given.send, external=not given.no_external)
    failed = [name for name, command in night.items() if not succeeds(name, command)]
    report = given.folder / "report" / "report.json"
    if report.exists():
        shutil.copy(report, given.folder / "previous.json")
    print(f"\nCould not judge · 未能完成：{', '.join(failed)}" if failed else "\nDone · 完成")
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
