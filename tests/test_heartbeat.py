"""Is an old site told from a fresh one, and both from one that says nothing?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopkb.cli import main
from tests.conftest import serve

INDEX_NAME = "api/v1/index.json"
BAD = [
    *("", "not json", "[]", "{}"),
    '{"as_of": "2026-02-30", "timezone": "Asia/Shanghai"}',
    '{"as_of": "2026-11-19", "timezone": "Mars/North"}',
    '{"as_of": 5, "timezone": 5}',
]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    index = tmp_path / "api" / "v1" / "index.json"
    index.parent.mkdir(parents=True)
    index.write_text('{"as_of": "2026-11-19", "timezone": "Asia/Shanghai"}', "utf-8")
    for address in serve(tmp_path):
        yield index, address


def ask(address: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["heartbeat", address, *options])


def test_three_days_are_fresh_and_four_are_old(site: tuple[Path, str]) -> None:
    _, address = site
    fresh = ask(address, "--as-of", "2026-11-22")
    assert (fresh.exit_code, "3 days old" in fresh.output) == (0, True)
    old = ask(f"{address}/", "--as-of", "2026-11-23", "--lang", "zh")
    assert (old.exit_code, "距今 4 天" in old.output) == (1, True)


@pytest.mark.parametrize("content", BAD)
def test_a_site_that_does_not_say_its_day(site: tuple[Path, str], content: str) -> None:
    index, address = site
    index.write_text(content, "utf-8")
    done = ask(address, "--as-of", "2026-11-22")
    assert done.exit_code == 2
    assert INDEX_NAME in done.output


def test_a_site_that_is_not_there(site: tuple[Path, str]) -> None:
    index, address = site
    index.unlink()
    assert ask(address, "--as-of", "2026-11-22").exit_code == 2
    assert ask("http://127.0.0.1:1", "--as-of", "2026-11-22").exit_code == 2


def test_only_the_web_is_asked() -> None:
    done = ask("file:///etc", "--as-of", "2026-11-22")
    assert done.exit_code == 2
    assert "https://" in done.output
