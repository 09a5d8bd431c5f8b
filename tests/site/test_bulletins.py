"""Does an agent see in time what changed, and only what holds in the agent's own center?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from tests.conftest import DESKTOP, PHONE, build_site, plant_site, serve
from tests.trees import ROOT

ANNOUNCED = ROOT / "tests" / "site" / "announced"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
LANGUAGES = ["", "zh/"]


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = plant_site(tmp_path_factory.mktemp("announced") / "root", ANNOUNCED)
    site: Path = root / "site"
    done = build_site(root, site)
    assert done.returncode == 0, done.stderr
    yield from serve(site)


def open_at(context: BrowserContext, address: str, moment: datetime = NOON) -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def group(page: Page, state: str) -> list[str]:
    found = page.locator(f"[data-kb-state={state}] > [data-kb-bulletin]:visible")
    ids: list[str] = found.evaluate_all("all => all.map(each => each.dataset.kbBulletin.slice(-1))")
    return sorted(ids)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[data-kb-bulletins] select[name={name}]").select_option(value)


def bulletin(page: Page, number: int) -> Locator:
    return page.locator(f"#bul-buy-00{number}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_bulletins_come_and_go_without_a_new_build(
    browser: Browser, announced: str, language: str
) -> None:
    with browser.new_context(timezone_id="Asia/Manila") as context:
        page = open_at(context, f"{announced}/{language}bulletins/")
        assert (group(page, "in_force"), group(page, "expired")) == (["1", "2", "6"], ["7"])
        page = open_at(
            context, f"{announced}/{language}bulletins/", datetime(2026, 12, 2, 4, tzinfo=UTC)
        )
        assert (group(page, "in_force"), group(page, "expired")) == (["1", "3"], ["2", "6", "7"])


@pytest.mark.parametrize(
    ("zone", "number", "moment", "state"),
    [
        ("Asia/Manila", 2, "2026-11-21T15:59", "upcoming"),
        ("Asia/Manila", 2, "2026-11-21T16:00", "in_force"),
        ("Asia/Manila", 2, "2026-11-22T16:00", "expired"),
        ("Pacific/Honolulu", 2, "2026-11-22T09:59", "upcoming"),
        ("Pacific/Honolulu", 2, "2026-11-23T09:59", "in_force"),
        ("Europe/Warsaw", 4, "2027-03-27T22:59", "upcoming"),
        ("Europe/Warsaw", 4, "2027-03-27T23:00", "in_force"),
        ("Europe/Warsaw", 4, "2027-03-28T22:00", "expired"),
        ("America/Santiago", 5, "2027-09-05T03:59", "upcoming"),
        ("America/Santiago", 5, "2027-09-05T04:00", "in_force"),
        ("America/Santiago", 5, "2027-09-06T03:00", "expired"),
    ],
)
def test_a_day_is_that_of_the_reader_also_when_clocks_change(
    browser: Browser, announced: str, zone: str, number: int, moment: str, state: str
) -> None:
    with browser.new_context(timezone_id=zone) as context:
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        page = open_at(context, f"{announced}/bulletins/", at)
        assert str(number) in group(page, state)


def test_the_chosen_center_decides_day_and_bulletins_and_is_remembered(
    browser: Browser, announced: str
) -> None:
    evening = datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday in Manila, Sunday elsewhere
    with browser.new_context(timezone_id="Europe/Warsaw") as context:
        page = open_at(context, f"{announced}/bulletins/", evening)
        assert group(page, "upcoming") == ["3", "4", "5"]
        choose(page, "center", "manila")
        assert (group(page, "in_force"), group(page, "upcoming")) == (["1", "3", "6"], [])
        page = open_at(context, f"{announced}/zh/bulletins/", evening)
        assert page.locator(".kb-filters select[name=center]").input_value() == "manila"
        page = open_at(context, f"{announced}/sops/buyer/refund-request/", evening)
        shown = page.locator(".kb-banner--bulletin:visible")
        assert shown.evaluate_all("all => all.map(each => each.dataset.kbBulletin)") == [
            "BUL-BUY-006",
            "BUL-BUY-003",
        ]


def test_filters_choose_by_audience_market_and_severity(
    context: BrowserContext, announced: str
) -> None:
    page = open_at(context, f"{announced}/bulletins/")
    choose(page, "audience", "team-lead")
    assert group(page, "upcoming") == ["3"]
    choose(page, "market", "gb")
    expect(page.locator("[data-kb-bulletins] .kb-count")).to_have_text("0 bulletins")
    choose(page, "audience", "")
    choose(page, "severity", "stop")
    expect(page.locator("[data-kb-bulletins] .kb-count")).to_have_text("1 bulletin")


def test_what_was_read_is_no_longer_new_on_this_device(browser: Browser, announced: str) -> None:
    with browser.new_context(timezone_id="Asia/Manila", viewport=DESKTOP) as context:
        page = open_at(context, f"{announced}/bulletins/")
        counter = page.locator(".kb-header-bulletins")
        expect(counter).to_have_attribute("aria-label", "Bulletins · 3 new")
        button = bulletin(page, 2).get_by_role("button")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_text("Mark as new")
        expect(bulletin(page, 2).locator("[data-kb-new]")).to_be_hidden()
        page = open_at(context, f"{announced}/zh/")
        expect(page.locator("[data-kb-new-count]")).to_have_text("2 条未读")
        kept = page.evaluate("({...localStorage})")
        assert kept["kb-read-bulletins"] == '["BUL-BUY-002"]'
        page.evaluate("localStorage.setItem('kb-read-bulletins', '{broken')")
        page.reload()
        expect(page.locator("[data-kb-new-count]")).to_have_text("3 条未读")


def test_an_urgent_bulletin_stands_on_the_documents_that_it_concerns_while_it_holds(
    browser: Browser, announced: str
) -> None:
    with browser.new_context(timezone_id="Asia/Manila") as context:
        address = f"{announced}/sops/buyer/refund-request/"
        banner = ".kb-banner[data-kb-bulletin=BUL-BUY-002]"
        page = open_at(context, address)
        expect(page.locator(banner)).to_contain_text("Stop at once: Stop refunds to closed cards")
        expect(page.locator(banner).get_by_role("link").first).to_have_attribute("href", "#steps")
        page = open_at(context, address, datetime(2026, 11, 23, 4, tzinfo=UTC))
        expect(page.locator(banner)).to_be_hidden()
        page = open_at(context, f"{announced}/sops/buyer/parcel-not-received/")
        expect(page.locator(".kb-banner--bulletin")).to_have_count(0)


def test_the_home_page_shows_what_is_in_force(browser: Browser, announced: str) -> None:
    with browser.new_context(timezone_id="Asia/Manila") as context:
        page = open_at(context, announced)
        expect(page.locator(".kb-news__list > li:visible")).to_have_count(3)
        page = open_at(context, announced, datetime(2029, 1, 1, tzinfo=UTC))
        expect(page.locator(".kb-news__list > li:visible")).to_have_count(0)
        expect(page.locator("[data-kb-no-news]")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "bulletins/", "sops/buyer/refund-request/"])
def test_texts_of_strangers_stay_text(
    context: BrowserContext, announced: str, language: str, path: str
) -> None:
    page = context.new_page()
    opened = list[Dialog]()

    def note(dialog: Dialog) -> None:
        opened.append(dialog)
        dialog.dismiss()

    page.on("dialog", note)
    page.clock.set_fixed_time(NOON)
    page.goto(f"{announced}/{language}{path}")
    page.wait_for_load_state("networkidle")
    assert opened == []
    shown = page.locator("[data-kb-bulletin=BUL-BUY-006]")
    expect(shown).to_contain_text("{{7*7}}")
    assert shown.locator("img, script, b, a[href^=javascript]").count() == 0


def test_without_scripts_everything_can_be_read(browser: Browser, announced: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{announced}/bulletins/")
        expect(page.locator("[data-kb-bulletin]:visible")).to_have_count(7)
        expect(page.locator("[data-kb-judged]")).to_have_text("As of the build of 22 Nov 2026")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["bulletins/", "zh/bulletins/", "zh/"])
def test_the_pages_are_accessible_and_do_not_scroll_sideways(
    browser: Browser, announced: str, path: str, scheme: str, size: dict[str, int]
) -> None:
    options = {"viewport": size, "color_scheme": scheme, "timezone_id": "Asia/Manila"}
    with browser.new_context(**options) as context:  # type: ignore[arg-type]
        page = open_at(context, f"{announced}/{path}")
        found = Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
