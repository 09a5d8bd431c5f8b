"""Does the Health page show the figures of the report, to everybody, on every device?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from sopkb.findings import LANGUAGES, Language
from sopkb.loading import load
from sopkb.night import RENDERERS
from sopkb.night.health import health
from sopkb.night.view import HealthView, Table, health_view
from tests.night.sample import sample
from tests.trees import AS_OF, ROOT

DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
ADDRESSES: dict[Language, str] = {"en": "reference/health/", "zh": "zh/reference/health/"}
FIGURES = """() => Object.fromEntries([...document.querySelectorAll("[data-figure]")].map(
    (card) => [card.dataset.figure, card.querySelector(".health-value").innerText.trim()]))"""
TABLES = """() => Object.fromEntries([...document.querySelectorAll("[data-figures]")].map(
    (section) => [section.dataset.figures, [...section.querySelectorAll("tbody tr")].map(
        (row) => [...row.cells].map((cell) => cell.innerText.trim()))]))"""


@pytest.fixture(scope="module")
def judged() -> dict[Language, HealthView]:
    found = health(load(ROOT), AS_OF)
    return {language: health_view(found, language) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return "zh" if request.param == "zh" else "en"


@pytest.fixture
def page(browser: Browser, whole_site: str, language: Language) -> Iterator[Page]:
    with browser.new_context(viewport=DESKTOP) as context:
        opened = context.new_page()
        opened.goto(f"{whole_site}/{ADDRESSES[language]}")
        yield opened


def test_cards_and_tables_hold_the_figures_of_the_report(
    page: Page, judged: dict[Language, HealthView], language: Language
) -> None:
    view = judged[language]
    assert page.evaluate(FIGURES) == {card.id: card.value for card in view.cards}
    tables = page.evaluate(TABLES)
    for table in (view.trend, *view.groups, *view.small, view.forecast):
        assert tables.get(table.id, []) == _rows(table)


def test_what_is_to_do_leads_to_the_page_in_the_reader_s_language(
    page: Page, language: Language
) -> None:
    links = page.locator(".health-items a")
    assert links.count() > 0
    for link in links.all():
        address = link.evaluate("link => link.href")
        assert ("/zh/" in address) == (language == "zh")
        assert page.request.get(address).ok


def test_calendar_and_feeds_are_where_the_page_says(page: Page) -> None:
    files = page.locator("a[href$='.ics'], a[href$='.xml']")
    assert files.count() > 3
    for file in files.all():
        assert page.request.get(file.evaluate("link => link.href")).ok


def test_it_says_as_of_when(page: Page, language: Language) -> None:
    day = {"en": "As of the build of 22 Nov 2026", "zh": "以 2026年11月22日 构建为准"}[language]
    assert page.locator(".kb-as-of").last.inner_text() == day


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_it_is_accessible_and_nothing_runs_off_the_side(
    browser: Browser, whole_site: str, language: Language, size: ViewportSize, scheme: str
) -> None:
    dark = scheme == "dark"
    context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light")
    with context:
        page = context.new_page()
        page.goto(f"{whole_site}/{ADDRESSES[language]}")
        page.wait_for_load_state("load")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]
        found = Axe().run(page, context=".health")
        assert not found.response["violations"], found.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["report.html", "report.zh.html"])
def test_the_report_is_as_accessible(
    browser: Browser, tmp_path: Path, name: str, size: ViewportSize, scheme: str
) -> None:
    render = RENDERERS["report.html"]
    file = tmp_path / name
    file.write_text(render(sample(tmp_path / "kb")[1], "zh" if ".zh" in name else "en"), "utf-8")
    dark = scheme == "dark"
    with browser.new_context(viewport=size, color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()


def _rows(table: Table) -> list[list[str]]:
    return [[row.name, *row.cells] for row in table.rows]
