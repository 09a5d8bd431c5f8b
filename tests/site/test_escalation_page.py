"""Does the finder say who takes a case, and whether that role is there now?"""

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE, open_page

FINDER = "reference/escalation/"
SECTIONS = ".kb-escalation__situation:visible"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def hours_of(page: Page, situation: str, row: int = 0, market: str = "all") -> dict[str, str]:
    path = page.locator(f"[data-situation={situation}] [data-market={market}]")
    cell = path.locator("tbody tr").nth(row).locator(".kb-hours")
    return {
        "now": cell.locator("[data-kb-open]").inner_text(),
        "state": cell.locator("[data-kb-open]").get_attribute("data-state") or "",
        "utc": cell.locator("[data-kb-utc]").inner_text(),
        "own": cell.locator("[data-kb-own]").inner_text(),
    }


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [FINDER, f"zh/{FINDER}", "zh/sops/buyer/refund-request/"])
def test_the_tables_are_accessible_and_not_wider_than_the_screen(
    browser: Browser, whole_site: str, path: str, scheme: str, size: ViewportSize
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, f"{whole_site}/{path}")
        found = Axe().run(page, context=".md-content").response["violations"]
        assert page.locator(".md-content").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize(
    ("zone", "moment", "state", "now", "own"),
    [
        # payments-risk: Monday to Friday 09:00–18:00 in Singapore, which is UTC+8 all year
        (
            "Europe/Warsaw",
            "2026-11-23T09:59",
            "open",
            "Open until 11:00 your time",
            "Your time: Monday–Friday 02:00–11:00",
        ),
        (
            "Europe/Warsaw",
            "2026-11-23T10:00",
            "closed",
            "Closed; opens Tuesday 02:00 your time",
            "Your time: Monday–Friday 02:00–11:00",
        ),
        (
            "America/Bogota",
            "2026-11-20T12:00",
            "closed",
            "Closed; opens Sunday 20:00 your time",
            "Your time: Monday–Thursday, Sunday 20:00–05:00",
        ),
        # Warsaw leaves summer time in the night to 25 October 2026
        (
            "Europe/Warsaw",
            "2026-10-23T03:00",
            "open",
            "Open until 12:00 your time",
            "Your time: Monday–Friday 03:00–12:00",
        ),
        (
            "Europe/Warsaw",
            "2026-10-24T12:00",
            "closed",
            "Closed; opens Monday 02:00 your time",
            "Your time: Monday–Friday 03:00–12:00",
        ),
    ],
)
def test_open_or_closed_is_judged_now_on_the_clock_of_the_role(
    browser: Browser, whole_site: str, zone: str, moment: str, state: str, now: str, own: str
) -> None:
    with browser.new_context(timezone_id=zone) as context:
        page = open_page(context, f"{whole_site}/{FINDER}", at(moment))
        seen = hours_of(page, "chargeback-open")
    assert (seen["state"], seen["now"], seen["own"]) == (state, now, own)


@pytest.mark.parametrize(
    ("moment", "state", "now", "utc"),
    [
        # trust-identity: Monday to Saturday 08:00–20:00 in Warsaw, summer time until 25 October
        ("2026-10-24T06:30", "open", "Open until 18:00 your time", "06:00–18:00"),
        ("2026-10-24T18:00", "closed", "Closed; opens Monday 07:00 your time", "06:00–18:00"),
        ("2026-10-26T06:30", "closed", "Closed; opens Monday 07:00 your time", "07:00–19:00"),
        ("2026-10-26T07:00", "open", "Open until 19:00 your time", "07:00–19:00"),
        ("2027-03-27T19:00", "closed", "Closed; opens Monday 06:00 your time", "07:00–19:00"),
    ],
)
def test_daylight_saving_of_the_role_moves_its_hours(
    browser: Browser, whole_site: str, moment: str, state: str, now: str, utc: str
) -> None:
    with browser.new_context(timezone_id="UTC") as context:
        page = open_page(context, f"{whole_site}/{FINDER}", at(moment))
        seen = hours_of(page, "identity-failed")
    assert (seen["state"], seen["now"]) == (state, now)
    assert seen["utc"] == f"UTC: Monday–Saturday {utc}"


@pytest.mark.parametrize(
    ("moment", "state", "now"),
    [
        # payments-operations for the United States: every night 20:00–08:00 in Singapore
        ("2026-11-23T11:59", "closed", "Closed; opens Monday 20:00 your time"),
        ("2026-11-23T12:00", "open", "Open until 08:00 your time"),
        ("2026-11-23T16:30", "open", "Open until 08:00 your time"),
        ("2026-11-23T23:59", "open", "Open until 08:00 your time"),
        ("2026-11-24T00:00", "closed", "Closed; opens Tuesday 20:00 your time"),
    ],
)
def test_hours_over_midnight(
    browser: Browser, whole_site: str, moment: str, state: str, now: str
) -> None:
    with browser.new_context(timezone_id="Asia/Singapore") as context:
        page = open_page(context, f"{whole_site}/{FINDER}", at(moment))
        seen = hours_of(page, "duplicate-charge", market="us")
    assert (seen["state"], seen["now"]) == (state, now)


def test_the_path_of_a_market_goes_before_that_of_all(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{FINDER}")
    page.locator("[name=situation]").select_option("press-or-authority")
    page.locator("[name=market]").select_option("us")
    expect(page.locator(SECTIONS)).to_have_count(1)
    shown = page.locator(f"{SECTIONS} [data-market]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("as soon as a lawyer is named")
    page.locator("[name=market]").select_option("gb")
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("data-market", "all")
    page.reload()
    expect(shown).to_have_attribute("data-market", "all")
    page.locator(".kb-filters [type=reset]").click()
    expect(page.locator(SECTIONS)).to_have_count(17)


def test_a_procedure_shows_the_rows_of_the_register(
    context: BrowserContext, whole_site: str
) -> None:
    rows = []
    for path, within in (
        ("zh/sops/seller/payout-hold/", "#escalation ~ .kb-escalation"),
        (f"zh/{FINDER}", "[data-situation=payout-hold]"),
    ):
        page = open_page(context, f"{whole_site}/{path}")
        cells = page.locator(within).first.locator("tbody td:not(:nth-child(3))")
        rows.append(cells.all_text_contents())
    assert rows[0] == rows[1] != []


def test_without_scripts_the_tables_are_there(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/zh/{FINDER}")
        expect(page.locator(SECTIONS)).to_have_count(17)
        expect(page.locator(".kb-filters")).to_be_hidden()
        expect(page.locator("[data-kb-open]:visible, [data-kb-own]:visible")).to_have_count(0)
        first = page.locator("[data-kb-utc]").first
        expect(first).to_have_text("UTC：每天 00:00–14:00")
