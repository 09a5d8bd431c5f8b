"""Does a reader get from a change to the words that differ, and a center lead to this week's?"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import DESKTOP, PHONE, build_site, open_page, plant_site, serve
from tests.histories import ID, grow_history
from tests.trees import ROOT

CHANGED = ROOT / "tests" / "site" / "changed"
ANNOUNCED = ROOT / "tests" / "site" / "announced"
LANGUAGES = ["", "zh/"]
ROWS = "[data-kb-register] tbody tr"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("changed")
    root = grow_history(plant_site(folder / "root", CHANGED, ANNOUNCED))
    done = build_site(root, folder / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(folder / "site")


@pytest.fixture(scope="module")
def without_history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("without")
    done = build_site(plant_site(folder / "root", CHANGED), folder / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(folder / "site")


def test_a_change_leads_to_the_words_that_differ(context: BrowserContext, changed: str) -> None:
    page = open_page(context, f"{changed}/reference/changes/")
    row = page.locator(ROWS).filter(has_text="1.3")
    row.get_by_role("link", name="Difference").click()
    pair = page.locator("details[id='v1.2-1.3']")
    expect(pair).to_have_attribute("open", "")
    expect(pair.locator("del").first).to_contain_text("Pay back")
    expect(pair.locator("ins").first).to_contain_text("Return <b>[Time to ask for a refund]</b>")
    page.get_by_role("link", name=ID).first.click()
    expect(page).to_have_url(f"{changed}/sops/buyer/refund-request/")


@pytest.mark.parametrize(("language", "label"), [("", "From version"), ("zh/", "起始版本")])
def test_any_two_versions_are_chosen_and_compared(
    context: BrowserContext, changed: str, language: str, label: str
) -> None:
    page = open_page(context, f"{changed}/{language}changes/sop-buy-001/")
    older, newer = page.get_by_label(label), page.locator("select[name=newer]")
    assert (older.input_value(), newer.input_value()) == ("1.2", "1.3")
    shown = page.locator("details.kb-diff:visible")
    expect(shown).to_have_count(2)  # version by version
    older.select_option("1.1")
    expect(page.locator("details[id='v1.1-1.3']")).to_have_attribute("open", "")
    expect(page.locator("details.kb-diff[open]")).to_have_count(1)
    assert page.url.endswith("#v1.1-1.3")
    newer.select_option("1.1")
    expect(page.locator(".kb-versions__told")).not_to_be_empty()
    older.select_option("1.2")  # the other way round
    expect(page.locator("details[id='v1.1-1.2']")).to_have_attribute("open", "")
    assert (older.input_value(), newer.input_value()) == ("1.1", "1.2")
    expect(page.locator(".kb-versions__told")).to_be_empty()
    expect(page.locator("details[id='v1.1-1.3']")).to_be_hidden()


def test_without_scripts_every_pair_is_there(browser: Browser, changed: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{changed}/changes/sop-buy-001/")
        expect(page.locator("details.kb-diff:visible")).to_have_count(3)
        expect(page.locator(".kb-versions__choose")).to_be_hidden()


def test_the_revision_history_and_the_bulletins_lead_there_too(
    context: BrowserContext, changed: str
) -> None:
    page = open_page(context, f"{changed}/zh/sops/buyer/refund-request/")
    page.get_by_role("link", name="对比 1.2").click()
    pair = page.locator("details[id='v1.1-1.2']")
    expect(pair.locator("ins").first).to_contain_text("还")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    page = open_page(context, f"{changed}/bulletins/")
    assert page.locator(".kb-bulletin a", has_text="Difference").count() == 0  # 1.0 is not recorded


def test_this_week_is_told_by_the_readers_calendar(browser: Browser, changed: str) -> None:
    moments = {  # 18 November 2026 is a Wednesday
        datetime(2026, 11, 15, 15, 59, tzinfo=UTC): 0,
        datetime(2026, 11, 15, 16, 0, tzinfo=UTC): 1,
        datetime(2026, 11, 22, 15, 59, tzinfo=UTC): 1,
        datetime(2026, 11, 22, 16, 0, tzinfo=UTC): 0,
    }
    with browser.new_context(timezone_id="Asia/Manila") as context:
        for moment, count in moments.items():
            page = open_page(context, f"{changed}/reference/changes/", moment)
            expect(page.locator("[data-kb-week]:visible")).to_have_count(count)
            expect(page.locator("[data-kb-no-week]")).to_be_visible(visible=not count)


def test_changes_are_filtered_by_area_market_and_audience(
    context: BrowserContext, changed: str
) -> None:
    page = open_page(context, f"{changed}/reference/changes/")
    page.locator("select[name=kind]").select_option("major")
    expect(page.locator(f"{ROWS}:visible")).to_have_count(2)
    page.locator("select[name=audience]").select_option("team-lead")
    expect(page.locator(".kb-count").first).to_have_text("No matching changes")


@pytest.mark.parametrize(
    ("language", "words"), [("", "built without the history"), ("zh/", "没有历史记录")]
)
def test_where_there_is_no_history_it_is_said(
    context: BrowserContext, without_history: str, language: str, words: str
) -> None:
    page = open_page(context, f"{without_history}/{language}reference/changes/")
    expect(page.locator(".kb-banner")).to_contain_text(words)
    assert context.request.get(f"{without_history}/changes/sop-buy-001/").status == 404


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["reference/changes/", "changes/sop-buy-001/"])
def test_the_pages_are_accessible_and_do_not_scroll_sideways(
    browser: Browser, changed: str, path: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, f"{changed}/{language}{path}")
        found = Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
