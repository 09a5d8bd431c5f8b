"""Is a procedure read as agents need it: answer first, steps to tick, values explained, print?"""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import DESKTOP, PHONE, open_page

DOCUMENT = "sops/buyer/refund-request/"
TWO_LISTS = "sops/creator/commission-dispute/"
LANGUAGES = ("", "zh/")
MOST_SHEETS = 12
ADDRESSES = [f"{language}{DOCUMENT}" for language in LANGUAGES]
DOCUMENTS = (
    *("buyer/refund-request", "buyer/parcel-not-received", "buyer/item-not-as-described"),
    *("payments/payment-failed", "trust-and-safety/account-takeover"),
    *("trust-and-safety/identity-check", "seller/seller-onboarding", "seller/payout-hold"),
    *("creator/commission-dispute", "operations/escalation-matrix", "operations/goodwill-credit"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_first_screen_answers_and_leads_to_limits_and_escalation(
    context: BrowserContext, whole_site: str, name: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}sops/{name}/")
    places = ["#quick-answer", "#quick-answer + ul"]
    places += [f".md-sidebar--secondary a[href='#{to}']" for to in ("limits", "escalation")]
    for place in places:
        box = page.locator(place).bounding_box()
        assert box is not None, place
        assert box["y"] + box["height"] <= DESKTOP["height"], place


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_a_phone_the_sections_stay_under_the_header(
    browser: Browser, whole_site: str, address: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{address}")
        page.locator(".kb-sections a[href='#escalation']").tap()
        expect(page.locator("#escalation")).to_be_in_viewport()
        marked = page.locator(".kb-sections a[aria-current=location]")
        expect(marked).to_have_attribute("href", "#escalation")
        expect(marked).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_step_has_an_address_that_can_be_copied(
    browser: Browser, whole_site: str, address: str
) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = open_page(context, f"{whole_site}/{address}#step-9")
        expect(page.locator("#step-9")).to_be_in_viewport()
        page.locator("#step-3").hover()
        page.locator("#step-3 .kb-step__link").click()
        copied = f"{whole_site}/{address}#step-3"
        expect(page.locator("#step-3 .kb-step__link[data-copied]")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == copied


def test_each_list_of_steps_has_addresses_of_its_own(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{TWO_LISTS}")
    ids = page.locator(".kb-text > ol > li").evaluate_all("steps => steps.map(({id}) => id)")
    assert len(set(ids)) == len(ids)
    assert all("step-" in each for each in ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_steps_are_ticked_off_for_this_visit_and_start_again(
    browser: Browser, whole_site: str, address: str
) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        page = open_page(context, f"{whole_site}/{address}")
        first, third = page.locator("#step-1 .kb-step"), page.locator("#step-3 .kb-step")
        bar = page.locator(".kb-steps")
        expect(bar).to_be_hidden()
        first.focus()
        page.keyboard.press("Space")
        third.click()
        expect(first).to_have_attribute("aria-pressed", "true")
        expect(bar).to_contain_text("2")
        page.reload()
        expect(third).to_have_attribute("aria-pressed", "true")
        third.click()
        expect(third).to_have_attribute("aria-pressed", "false")
        bar.get_by_role("button").click()
        expect(first).to_have_attribute("aria-pressed", "false")
        first.click()
        other = page.evaluate(
            """() => Object.keys(sessionStorage).filter(k => k.includes("@2.4"))"""
        )
        assert other == ["kb-steps:SOP-BUY-001@2.4"]
    with browser.new_context(viewport=DESKTOP) as later:
        page = open_page(later, f"{whole_site}/{address}")
        expect(page.locator("#step-1 .kb-step")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        (
            "",
            "Refund policy 2026-08|In force since: 1 Sep 2026|Before: 21 days (until 31 Aug 2026)",
        ),
        ("zh/", "Refund policy 2026-08|生效日期：2026年9月1日|此前：21 天（至 2026年8月31日）"),
    ],
)
def test_a_value_says_where_it_comes_from_by_keyboard(
    context: BrowserContext, whole_site: str, language: str, facts: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{DOCUMENT}")
    value, tip = page.locator("a.kb-value").first, page.locator("#kb-tip")
    value.focus()
    for fact in facts.split("|"):
        expect(tip).to_contain_text(fact)
    expect(value).to_have_attribute("aria-describedby", "kb-tip")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#value-refund-window")).to_be_in_viewport()


def test_a_finger_opens_a_value_first_and_follows_it_next(
    browser: Browser, whole_site: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{DOCUMENT}")
        value = page.locator("a.kb-value").first
        value.tap()
        expect(page.locator("#kb-tip")).to_be_visible()
        expect(page.locator("#kb-tip")).to_be_in_viewport(ratio=0.99)
        assert page.url == f"{whole_site}/{DOCUMENT}"
        value.tap()
        page.wait_for_url("**#value-refund-window")


def test_a_pointer_may_rest_on_the_tip(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    page.locator("a.kb-value").first.hover()
    page.locator("#kb-tip").hover()
    page.clock.run_for(1000)
    expect(page.locator("#kb-tip")).to_be_visible()
    page.locator("h1").hover()
    page.clock.run_for(1000)
    expect(page.locator("#kb-tip")).to_have_count(0)


def test_without_scripts_a_value_leads_to_its_row(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{DOCUMENT}")
        page.locator("a.kb-value").first.click()
        expect(page.locator("#value-refund-window")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_link_leads_to_the_document_in_its_language(
    browser: Browser, whole_site: str, language: str
) -> None:
    for is_scripted in (True, False):
        with browser.new_context(java_script_enabled=is_scripted) as context:
            page = context.new_page()
            page.goto(f"{whole_site}/{language}id/SOP-BUY-001/#step-4")
            page.wait_for_url(f"{whole_site}/{language}{DOCUMENT}**")
            assert page.url.endswith("#step-4") == is_scripted
            shown = page.locator(".kb-control a[href$='id/SOP-BUY-001/']")
            assert shown.evaluate("link => link.pathname") == f"/{language}id/SOP-BUY-001/"


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("", "SOP-BUY-001|2.4|22 Nov 2026|Buyer refunds manager|Uncontrolled when printed"),
        ("zh/", "SOP-BUY-001|2.4|2026年11月22日|买家退款主管|打印件为非受控文件"),
    ],
)
def test_every_printed_sheet_says_what_it_is(
    context: BrowserContext, whole_site: str, language: str, facts: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{DOCUMENT}")
    foot = page.locator(".kb-print")
    expect(foot).to_be_hidden()
    page.emulate_media(media="print")
    for fact in facts.split("|"):
        expect(foot).to_contain_text(fact)
    # the footer of a table is the one thing that browsers repeat on every sheet
    assert style(page, ".kb-print", "display") == "table-footer-group"
    assert style(page, ".md-content__inner", "display") == "table"
    for gone in (".md-header", ".kb-star", ".kb-sections", ".kb-copy >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_printed_procedure_is_short_and_tells_nothing_that_is_over_in_an_hour(
    context: BrowserContext, whole_site: str, address: str
) -> None:
    page = open_page(context, f"{whole_site}/{address}")
    expect(page.locator("[data-kb-open]").first).to_be_visible()
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 < sheets <= MOST_SHEETS
    page.emulate_media(media="print")
    expect(page.locator("[data-kb-open]").first).to_be_hidden()


def test_paper_is_light_in_the_dark(browser: Browser, whole_site: str) -> None:
    with browser.new_context(viewport=DESKTOP, color_scheme="dark") as context:
        page = open_page(context, f"{whole_site}/{DOCUMENT}")
        assert style(page, "body", "background-color") == "rgb(16, 24, 26)"
        page.emulate_media(media="print", color_scheme="dark")
        assert style(page, "body", "background-color") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("address", ADDRESSES)
def test_on_a_phone_texts_are_cards_and_figures_scroll(
    browser: Browser, whole_site: str, address: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{address}")
        texts = page.locator("table[data-kb-table=cards]").first
        head, cell = texts.locator("th").nth(1), texts.locator("td").nth(1)
        assert cell.get_attribute("data-label") == head.text_content()
        limits = page.locator("table[data-kb-table=figures]").first
        box = limits.locator("xpath=ancestor::*[contains(@class, 'scrollwrap')]")
        expect(box).to_have_attribute("data-kb-more", "")
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        expect(box).not_to_have_attribute("data-kb-more", "")
        first = limits.locator("td").first.bounding_box()
        assert first is not None
        assert first["x"] >= 0


def style(page: Page, selector: str, name: str) -> str:
    """Give a style as the browser has computed it."""
    computed: str = page.locator(selector).first.evaluate(
        f"element => getComputedStyle(element).getPropertyValue('{name}')"
    )
    return computed
