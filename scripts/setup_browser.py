"""Make sure that there is a Chromium for the tests: installed, else from the system's packages,
else Playwright's own. Without one the tests fail; they are never skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PACKAGE_MANAGERS = {
    "apt-get": (["apt-get", "update"], ["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"]),
    "dnf": (["dnf", "install", "-y", "chromium", "google-noto-sans-cjk-fonts"],),
    "apk": (["apk", "add", "chromium", "font-noto-cjk"],),
}
REMEDY = (
    "No Chromium was found and none could be installed. Install Chromium or Google Chrome, "
    "or set KB_CHROMIUM to the path of its executable, and run the tests again."
)


def find_browser() -> str | None:
    """Give the path of a Chromium that can be started, None if there is none."""
    named = [os.environ.get("KB_CHROMIUM", "")]
    installed = [shutil.which(name) or "" for name in NAMES]
    for candidate in (*named, *installed, *PLACES, _playwrights_own()):
        if candidate and Path(candidate).is_file():
            return candidate
    return None


def install_browser() -> None:
    """Try the system's package manager where we may use it, then Playwright's download."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        for name, commands in PACKAGE_MANAGERS.items():
            if shutil.which(name) and all(_succeeds(command) for command in commands):
                return
    _succeeds([sys.executable, "-m", "playwright", "install", "chromium"])


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _succeeds(command: list[str]) -> bool:
    print("+", " ".join(command), flush=True)
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Find or install a browser and name it; 1 with the remedy if there is none."""
    if find_browser() is None:
        install_browser()
    browser = find_browser()
    print(f"Browser for the tests: {browser}" if browser else REMEDY, flush=True)
    return 0 if browser else 1


if __name__ == "__main__":
    sys.exit(main())
