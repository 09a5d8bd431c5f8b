"""Is a browser found where it is, and is its absence a failure with the remedy?"""

import os
from pathlib import Path

import pytest

import setup_browser


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Pretend that no browser is installed anywhere."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KB_CHROMIUM", raising=False)
    monkeypatch.setattr(setup_browser, "PLACES", ())
    monkeypatch.setattr(setup_browser, "_playwrights_own", lambda: "")
    return tmp_path


def test_the_browser_named_by_the_user_comes_first(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = nowhere / "my-chrome"
    mine.touch()
    monkeypatch.setenv("KB_CHROMIUM", str(mine))
    assert setup_browser.find_browser() == str(mine)


def test_an_installed_browser_is_found(nowhere: Path) -> None:
    installed = nowhere / "chromium"
    installed.touch(mode=0o755)
    assert setup_browser.find_browser() == str(installed)


def test_no_browser_is_a_failure_that_names_the_remedy(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(setup_browser, "install_browser", lambda: tried.append("install"))
    assert setup_browser.main() == 1
    assert tried == ["install"]
    assert "KB_CHROMIUM" in capsys.readouterr().out


def test_the_systems_packages_come_before_playwrights_own(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = nowhere / "apt-get"
    manager.touch(mode=0o755)
    commands: list[str] = []

    def succeeds(command: list[str]) -> bool:
        commands.append(" ".join(command))
        return True

    monkeypatch.setattr(setup_browser, "_succeeds", succeeds)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    setup_browser.install_browser()
    assert commands == ["apt-get update", "apt-get install -y chromium fonts-noto-cjk"]


def test_without_rights_playwright_brings_its_own(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[str] = []

    def succeeds(command: list[str]) -> bool:
        commands.append(command[-1])
        return True

    monkeypatch.setattr(setup_browser, "_succeeds", succeeds)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    setup_browser.install_browser()
    assert commands == ["chromium"]
