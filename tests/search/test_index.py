"""What is in the index of a built site, and what must not be found in it?"""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import DESKTOP, build_site, plant_site, serve
from tests.search.query_set import ask
from tests.trees import CASES

ODD = CASES.parent / "site" / "odd"


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    target = tmp_path_factory.mktemp("odd")
    done = build_site(plant_site(target / "kb", ODD), target / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(target / "site")


@pytest.fixture(scope="module")
def odd_page(browser: Browser, odd_site: str) -> Iterator[Page]:
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(f"{odd_site}/")
        yield page


@pytest.mark.parametrize(
    ("title", "typed", "status"),
    [
        ("Retired", "buy010", "retired"),
        ("Superseded", "SOP-BUY-011", "superseded"),
    ],
)
def test_a_document_that_is_gone_is_found_by_its_id_only(
    odd_page: Page, odd_site: str, title: str, typed: str, status: str
) -> None:
    (row,) = ask(odd_page, odd_site, typed)
    assert row["status"] == status
    for query in (title, "buyer is refunded"):
        assert row["id"] not in [each.get("id") for each in ask(odd_page, odd_site, query)]


@pytest.mark.parametrize(
    "query", ["effective", "center", "2.3", "2026-09-01", "all markets chat phone"]
)
def test_facts_that_are_shown_are_not_searched(odd_page: Page, odd_site: str, query: str) -> None:
    assert all(row["score"] > 0 for row in ask(odd_page, odd_site, query) if "score" in row)
    assert "SOP-BUY-010" not in [row.get("id") for row in ask(odd_page, odd_site, query)]


def test_a_page_without_a_translation_is_found_in_the_readers_language(
    odd_page: Page, odd_site: str
) -> None:
    rows = ask(odd_page, odd_site, "buy014", "zh")
    assert [row["address"].startswith("zh/") for row in rows] == [True]


def test_hostile_text_stays_text(browser: Browser, odd_site: str) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{odd_site}/?q=SOP-BUY-090")
        page.locator("#kb-search [role=option]").first.wait_for()
        assert "<img src=x" in page.locator("#kb-search .kb-hit__title").first.inner_text()
        for query in ("<img src=x onerror=window.hacked=1>", '"><script>', "{{ 7*7 }}", "hacked"):
            page.locator("#kb-search input").first.fill(query)
            page.wait_for_function(
                "query => document.getElementById('kb-search').dataset.query === query", arg=query
            )
        assert page.evaluate("window.hacked") is None
        assert page.locator("#kb-search img, #kb-search script").count() == 0
    assert errors == []


def test_two_builds_of_the_same_day_have_the_same_words_and_lexicon(tmp_path: Path) -> None:
    """Pagefind writes filters in the order of a hash table, and its list of files names them."""
    root = plant_site(tmp_path / "kb")
    for site in ("one", "two"):
        assert build_site(root, tmp_path / site).returncode == 0
    first = {path.relative_to(tmp_path / "one"): path for path in files(tmp_path / "one")}
    second = {path.relative_to(tmp_path / "two"): path for path in files(tmp_path / "two")}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_a_preview_says_when_its_index_was_made(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    with TemporaryDirectory(prefix="mkdocs_") as name:
        assert build_site(root, Path(name)).returncode == 0
        made = json.loads((Path(name) / "pagefind/zh/lexicon.json").read_text("utf-8"))["preview"]
    assert re.fullmatch(r"\d\d:\d\d", made)


def test_a_dirty_build_keeps_the_index_of_all_pages(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    assert build_site(root, tmp_path / "site").returncode == 0
    before = {path: path.read_bytes() for path in files(tmp_path / "site")}
    assert build_site(root, tmp_path / "site", "--dirty", "--no-strict").returncode == 0
    assert {path: path.read_bytes() for path in files(tmp_path / "site")} == before


def test_a_page_without_a_record_vouches_for_no_word(
    whole_build: subprocess.CompletedProcess[str],
) -> None:
    """The manual of the rules quotes mistakes; they must stay mistakes."""
    site = Path(str(whole_build.args))
    quoted = (site / "reference/rules/index.html").read_text("utf-8")
    held = json.loads((site / "pagefind/en/lexicon.json").read_text("utf-8"))
    assert "refnd" in quoted
    assert "refnd" not in held["words"]


def files(site: Path) -> Iterator[Path]:
    stable = ("index", "fragment")
    for path in sorted((site / "pagefind").rglob("*.*")):
        if path.parent.name in stable or path.name == "lexicon.json":
            yield path


def test_the_index_holds_only_what_the_search_uses(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    assert build_site(root, tmp_path / "site").returncode == 0
    for language in ("en", "zh"):
        held = {path.name for path in (tmp_path / "site/pagefind" / language).iterdir()}
        meta = {name for name in held if name.endswith(".pf_meta")}
        used = {"filter", "fragment", "index", "lexicon.json", "pagefind-entry.json", "pagefind.js"}
        assert held - meta == {*used, "wasm.en.pagefind"}
    assert not (tmp_path / "site" / "search").exists()
