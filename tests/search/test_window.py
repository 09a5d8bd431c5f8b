"""Can the search be used by keyboard, heard, and trusted, on a desk and on a phone?"""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import DESKTOP, PHONE, open_page
from tests.site.test_pages import SERIOUS

DOCUMENT = "sops/buyer/refund-request/"
WINDOW = "#kb-search"
INPUT = "#kb-search input[role=combobox]"
OPTIONS = "#kb-search [role=option]"
CHOSEN = f"{OPTIONS}[aria-selected=true]"


def search(page: Page, query: str, key: str = "/") -> None:
    """Open the search by key, type, wait for the answer."""
    page.keyboard.press(key)
    page.keyboard.type(query)
    expect(page.locator(WINDOW)).to_have_attribute("data-query", query)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_keyboard_is_enough(context: BrowserContext, whole_site: str, key: str) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "identity check", key)
    expect(page.locator(INPUT)).to_be_focused()
    chosen = page.locator(f"{CHOSEN} .kb-id")
    expect(chosen).to_have_text("SOP-TRS-002")
    page.keyboard.press("ArrowDown")
    expect(chosen).not_to_have_text("SOP-TRS-002")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/sops/trust-and-safety/identity-check/"))


def test_the_last_result_is_followed_by_the_first(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "refund")
    page.keyboard.press("ArrowUp")
    assert page.locator(OPTIONS).last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator(OPTIONS).first.get_attribute("aria-selected") == "true"


def test_escape_closes_and_the_box_has_the_focus_again(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/")
    box = page.locator("[data-kb-search-open]")
    box.focus()
    page.keyboard.press("Enter")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(WINDOW)).to_be_hidden()
    expect(box).to_be_focused()


def test_a_slash_in_a_field_is_a_slash(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/reference/register/")
    page.locator(".kb-filters input[name=find]").press("/")
    expect(page.locator(WINDOW)).to_be_hidden()
    expect(page.locator(".kb-filters input[name=find]")).to_have_value("/")


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [("", "SOP-BUY-001", "1 result"), ("zh/", "SOP-BUY-001", "1 条结果")],
)
def test_what_is_found_is_announced(
    context: BrowserContext, whole_site: str, path: str, query: str, count: str
) -> None:
    page = open_page(context, f"{whole_site}/{path}")
    search(page, query)
    expect(page.locator(f"{WINDOW} [role=status]")).to_have_text(count)
    field, chosen = page.locator(INPUT), page.locator(CHOSEN)
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert field.get_attribute("aria-controls") == "kb-search-results"
    assert "SOP-BUY-001" in (chosen.get_attribute("aria-label") or "")


@pytest.mark.parametrize(
    ("path", "query", "facts"),
    [
        (
            "",
            "refund status",
            "SOP-BUY-001|Refund request|Refund status|Effective|Current|Version 2.4|All markets",
        ),
        (
            "zh/",
            "退款申请进度",
            "SOP-BUY-001|退款申请|退款进度|现行有效|有效期内|版本 2.4|所有市场|在线聊天",
        ),
    ],
)
def test_a_result_says_what_it_is(
    context: BrowserContext, whole_site: str, path: str, query: str, facts: str
) -> None:
    page = open_page(context, f"{whole_site}/{path}")
    search(page, query)
    for fact in facts.split("|"):
        expect(page.locator(CHOSEN)).to_contain_text(fact)
    assert page.locator(f"{CHOSEN} mark").count() > 1
    assert (page.locator(CHOSEN).get_attribute("href") or "").endswith("#refund-status")


def test_the_review_of_a_result_is_that_of_the_day_it_is_read(
    browser: Browser, whole_site: str
) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        page = open_page(context, f"{whole_site}/", datetime(2027, 1, 18, 4, tzinfo=UTC))
        search(page, "SOP-BUY-001")
        expect(page.locator(f"{CHOSEN} [data-kb-review]")).to_have_attribute(
            "data-state", "expired"
        )


def test_a_typing_error_is_mended_and_said(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "comission")
    expect(page.locator(f"{WINDOW} [role=status]")).to_contain_text("commission")
    expect(page.locator(CHOSEN)).to_contain_text("SOP-CRE-001")


def test_filters_narrow_the_results(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "refund")
    page.locator(".kb-search__filters summary").click()
    page.locator(f"{WINDOW} select[name=area]").select_option("PAY")
    page.locator(f"{WINDOW} select[name=type]").select_option("SOP")
    expect(page.locator(f"{WINDOW} [role=status]")).to_have_text("1 result")
    expect(page.locator(CHOSEN)).to_contain_text("SOP-PAY-001")
    page.locator(f"{WINDOW} select[name=market]").select_option("de")
    expect(page.locator(CHOSEN)).to_contain_text("SOP-PAY-001")
    page.locator(f"{WINDOW} [type=reset]").click()
    expect(page.locator(f"{WINDOW} [role=status]")).not_to_have_text("1 result")


def test_nothing_found_offers_near_words_and_a_request(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "zqxkv")
    expect(page.locator(f"{WINDOW} [role=status]")).to_contain_text("zqxkv")
    address = page.locator(".kb-search__request").get_attribute("href") or ""
    assert "zqxkv" in parse_qs(urlsplit(address).query)["issue[title]"][0]


def test_a_near_word_is_searched_with_one_press(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "rofand")
    page.locator(".kb-search__guess", has_text="refund").first.click()
    expect(page.locator(CHOSEN)).to_contain_text("SOP-BUY-001")


def test_one_step_leads_to_the_same_search_in_the_other_language(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/")
    search(page, "拒付")
    page.locator(".kb-search__elsewhere").click()
    page.wait_for_url(f"{whole_site}/zh/?q=*")
    expect(page.locator(WINDOW)).to_have_attribute("data-query", "拒付")
    assert "/zh/" in (page.locator(OPTIONS).first.get_attribute("href") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "zh/"])
def test_the_window_is_accessible(
    browser: Browser, whole_site: str, path: str, scheme: str
) -> None:
    with browser.new_context(viewport=DESKTOP, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, f"{whole_site}/{path}")
        search(page, "refund")
        page.locator(".kb-search__filters summary").click()
        found = Axe().run(page, WINDOW).response["violations"]
    serious = [each for each in found if each["impact"] in SERIOUS]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


@pytest.mark.parametrize("path", ["", "zh/"])
def test_on_a_phone_it_takes_the_whole_screen(browser: Browser, whole_site: str, path: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{path}")
        page.locator("[data-kb-search-open]").tap()
        page.keyboard.type("refund")
        expect(page.locator(WINDOW)).to_have_attribute("data-query", "refund")
        box = page.locator(WINDOW).bounding_box()
        assert box == {"x": 0, "y": 0, **PHONE}
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.locator(OPTIONS).first.tap()
        page.wait_for_url(re.compile("refund-request"))


def test_no_other_host_is_asked_and_nothing_before_the_box_is_opened(
    context: BrowserContext, whole_site: str
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    assert [url for url in asked if "pagefind" in url or "worker" in url] == []
    search(page, "chargeback")
    assert [url for url in asked if not url.startswith((whole_site, "data:"))] == []
    assert any("/pagefind/en/" in url for url in asked)


def test_a_search_that_cannot_be_loaded_says_so(context: BrowserContext, whole_site: str) -> None:
    context.route("**/pagefind/**", lambda route: route.abort())
    page = open_page(context, f"{whole_site}/")
    search(page, "refund")
    expect(page.locator(f"{WINDOW} [role=status]")).to_contain_text("could not be loaded")


def test_without_scripts_the_box_leads_to_the_register(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/zh/{DOCUMENT}")
        page.locator("[data-kb-search-open]").click()
        page.wait_for_url(f"{whole_site}/zh/reference/register/")


def test_the_page_of_a_wrong_address_has_the_search_too(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/404.html")
    search(page, "refund")
    expect(page.locator(CHOSEN)).to_contain_text("SOP-BUY-001")


@pytest.mark.parametrize(
    ("language", "query", "id_", "kind", "address"),
    [
        ("", "photos script", "SCR-BUY-009", "Reply script", "scripts/#SCR-BUY-009"),
        ("zh/", "索取照片的话术", "SCR-BUY-009", "话术", "zh/scripts/#SCR-BUY-009"),
        ("", "refund guide", "GDE-BUY-001", "Guide", "guides/refund/"),
        ("zh/", "佣金争议公告", "BUL-CRE-001", "业务公告", "zh/bulletins/#bul-cre-001"),
        ("", "refunds training", "TRN-BUY-001", "Training", "training/refunds-and-returns/"),
    ],
)
def test_a_tool_is_found_with_its_kind_and_leads_to_its_place(
    context: BrowserContext,
    whole_site: str,
    language: str,
    query: str,
    id_: str,
    kind: str,
    address: str,
) -> None:
    page = open_page(context, f"{whole_site}/{language}")
    search(page, query)
    first = page.locator(OPTIONS).first
    expect(first.locator(".kb-id")).to_have_text(id_)
    expect(first.locator("[data-slot=kind]")).to_have_text(kind)
    assert first.get_attribute("href").startswith(f"{whole_site}/{address}")  # type: ignore[union-attr]
    first.click()
    place = address.partition("#")[2]
    if place:
        expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


@pytest.mark.parametrize(("language", "kind"), [("", "Escalation"), ("zh/", "升级路径")])
def test_the_filter_by_type_offers_the_tools(
    context: BrowserContext, whole_site: str, language: str, kind: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}")
    search(page, "SOP")
    page.locator(".kb-search__filters summary").click()
    page.locator("#kb-search select[name=type]").select_option(label=kind)
    page.locator(INPUT).fill("L2")
    expect(page.locator(WINDOW)).to_have_attribute("data-query", "L2")
    kinds = page.locator(f"{OPTIONS} [data-slot=kind]")
    expect(kinds.first).to_be_visible()
    assert {*kinds.all_inner_texts()} == {kind}
