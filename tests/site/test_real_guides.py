"""Are the guides of the knowledge base found, linked, accessible and drawn?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import DESKTOP, PHONE, open_page

REFUND = "guides/refund/"
SOP = "sops/buyer/refund-request/"


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("", "what to tell the seller payout hold", "guides/payout-hold/"),
        ("", "live stream lock lifted", "guides/account-takeover/"),
        ("zh/", "要在直播前解锁", "zh/guides/account-takeover/"),
    ],
)
def test_the_search_finds_a_guide(
    context: BrowserContext, whole_site: str, path: str, words: str, found: str
) -> None:
    page = open_page(context, f"{whole_site}/{path}")
    page.keyboard.press("/")
    page.locator("#kb-search input[role=combobox]").fill(words)
    expect(page.locator(f"#kb-search a[role=option][href$='/{found}']")).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("", "Refund: decide"), ("zh/", "退款：判断")])
def test_a_procedure_leads_to_its_guide_and_back(
    context: BrowserContext, whole_site: str, language: str, words: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{SOP}")
    page.locator(".kb-guide-link a", has_text=words).click()
    page.wait_for_url(f"{whole_site}/{language}{REFUND}")
    page.locator(".kb-guide__source a").click()
    page.wait_for_url(f"{whole_site}/{language}{SOP}")


@pytest.mark.parametrize(
    ("path", "scheme", "is_whole"),
    [
        (REFUND, "light", True),
        (f"{REFUND}#g=GDE-BUY-001:1.1.1.1.5", "dark", False),
        (f"zh/{REFUND}", "dark", True),
        (f"zh/{REFUND}#g=GDE-BUY-001:1.1.2", "light", False),
    ],
)
def test_a_guide_is_accessible_and_fits_a_phone(
    browser: Browser, whole_site: str, path: str, scheme: str, is_whole: bool
) -> None:
    with browser.new_context(viewport=DESKTOP, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, f"{whole_site}/{path}")
        page.locator(".kb-guide__picture summary").click()
        if is_whole:
            page.locator("[data-guide=whole]").click()
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        page.set_viewport_size(PHONE)
        widest = page.evaluate("document.documentElement.scrollWidth")
        assert widest <= PHONE["width"]


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_picture_of_the_tree_has_a_name_and_every_screen(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{REFUND}")
    page.locator(".kb-guide__picture summary").click()
    picture = page.locator(".kb-guide__canvas svg")
    expect(picture.locator("rect")).to_have_count(page.locator("[data-screen]").count())
    title = page.locator(".kb-guide__title").inner_text()
    expect(page.get_by_role("img", name=title)).to_be_visible()
