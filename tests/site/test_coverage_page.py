"""Can a programme lead read the coverage map at a desk and on a phone, in both languages?"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

TODAY = datetime(2026, 11, 22, 4, tzinfo=UTC)
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
MAP = "reference/coverage/"
ROWS = "[data-kb-register] tbody tr"
LANGUAGES = ["", "zh/"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESKTOP) as fresh:
        yield fresh


def open_map(context: BrowserContext, site: str, language: str = "") -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{site}/{language}{MAP}")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_accessible_and_the_page_does_not_scroll_sideways(
    browser: Browser, whole_site: str, language: str, scheme: str, size: ViewportSize
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_map(context, whole_site, language)
        found = Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_map_shows_the_figures_of_the_api(context: BrowserContext, whole_site: str) -> None:
    answer = context.request.get(f"{whole_site}/api/v1/coverage.json")
    coverage = json.loads(answer.body())["coverage"]
    page = open_map(context, whole_site)
    shown = page.locator(ROWS).evaluate_all("all => all.map(each => each.dataset.id)")
    assert shown == [row["id"] for row in coverage["rows"]]
    for state, count in coverage["counts"].items():
        expect(page.locator(f"{ROWS} [data-state={state}]")).to_have_count(count)


@pytest.mark.parametrize(("language", "word"), [("", "Missing"), ("zh/", "缺文件")])
def test_a_gap_is_told_in_words_and_comes_first(
    context: BrowserContext, whole_site: str, language: str, word: str
) -> None:
    page = open_map(context, whole_site, language)
    first = page.locator(ROWS).first
    expect(first.locator(".kb-cell").first).to_have_text(word)
    expect(page.locator(ROWS).last.locator(".kb-cell[data-state=covered]")).to_have_count(8)


def test_gaps_and_personas_are_filtered_and_kept_in_the_address(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_map(context, whole_site)
    every = page.locator(f"{ROWS}:visible")
    count = every.count()
    page.locator("[name=coverage]").select_option("gap")
    gaps = every.count()
    assert 0 < gaps < count
    expect(
        page.locator(f"{ROWS}:visible:not(:has(.kb-cell:not([data-state=covered])))")
    ).to_have_count(0)
    page.locator("[name=persona]").select_option("seller")
    sellers = every.count()
    assert 0 < sellers < gaps
    page.reload()
    expect(every).to_have_count(sellers)
    expect(page.locator(".kb-count")).to_have_text(f"{sellers} contact reasons")


def test_the_head_and_the_first_column_stay_while_the_map_scrolls(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_map(context, whole_site)
    frame = page.locator(".kb-register__frame")
    frame.scroll_into_view_if_needed()
    frame.evaluate("box => box.scrollTo(400, 900)")
    top, left = frame.evaluate(
        "box => [box.getBoundingClientRect().top, box.getBoundingClientRect().left]"
    )
    head = frame.locator("thead th").first.bounding_box()
    assert head is not None
    assert abs(head["y"] - top) <= 1
    assert abs(head["x"] - left) <= 1


def test_on_a_phone_each_contact_reason_is_a_card_that_names_its_markets(
    browser: Browser, whole_site: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_map(context, whole_site, "zh/")
        expect(page.locator(".kb-register__frame thead")).to_be_hidden()
        cell = page.locator(f"{ROWS} td").first
        label = cell.evaluate("each => getComputedStyle(each, '::before').content")
    assert label == '"美国"'


def test_without_scripts_the_whole_map_is_there(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{MAP}")
        assert page.locator(ROWS).count() > 20
        assert page.locator(".kb-filters").is_hidden()
