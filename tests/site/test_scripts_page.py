"""Can an agent find, fill in and copy a reply, and does nothing of the customer stay behind?"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE, build_site, open_page, plant_site, serve
from tests.trees import ROOT

LIBRARY = "scripts/"
DOCUMENT = "sops/buyer/refund-request/"
CARDS = ".kb-scripts > .kb-script:visible"
KEPT_AS = "kb-script-values"
OVERLAY = ROOT / "tests" / "site" / "hostile_scripts"


def card(name: str) -> str:
    return f".kb-script[aria-label^='{name} ']"


def field(script: str, name: str) -> str:
    return f"{card(script)} input[name={name}]"


@pytest.fixture
def clipboard(context: BrowserContext) -> BrowserContext:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    done = build_site(plant_site(folder / "kb", OVERLAY), folder / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(folder / "site")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_library_is_accessible_and_not_wider_than_the_screen(
    browser: Browser, whole_site: str, language: str, scheme: str, size: ViewportSize
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, f"{whole_site}/{language}{LIBRARY}")
        page.locator(f"{CARDS} summary").first.click()
        found = Axe().run(page).response["violations"]
        assert page.locator(".md-content").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize(
    ("name", "value", "all_have"),
    [
        ("situation", "payout-hold", "[data-situation=payout-hold]"),
        ("persona", "creator", "[data-persona~=creator]"),
        ("channel", "phone", "[data-channel~=phone]"),
        ("market", "jp", ":is([data-market~=jp], [data-market~=all])"),
        ("tone", "firm", "[data-tone=firm]"),
    ],
)
def test_scripts_are_filtered_and_the_address_keeps_the_filter(
    context: BrowserContext, whole_site: str, name: str, value: str, all_have: str
) -> None:
    page = open_page(context, f"{whole_site}/zh/{LIBRARY}")
    every = page.locator(".kb-scripts > .kb-script").count()
    page.locator(f".kb-filters [name={name}]").select_option(value)
    wanted = page.locator(f".kb-scripts > .kb-script{all_have}").count()
    expect(page.locator(CARDS)).to_have_count(wanted)
    assert 0 < wanted <= every
    expect(page.locator(".kb-count")).to_have_text(f"{wanted} 条话术")
    page.reload()
    expect(page.locator(CARDS)).to_have_count(wanted)


def test_a_word_of_either_language_or_an_id_finds_a_script(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{LIBRARY}")
    for word in ("scr-buy-001", "预授权占用", "hold placed by your bank"):
        page.locator(".kb-filters [name=find]").fill(word)
        expect(page.locator(CARDS)).to_have_count(1)
    page.locator(".kb-filters [name=find]").fill("nothing like it")
    expect(page.locator(".kb-count")).to_have_text("No matching reply scripts")


def test_a_placeholder_is_filled_once_for_all_scripts_and_for_this_visit_only(
    browser: Browser, context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{LIBRARY}")
    page.locator(field("SCR-BUY-001", "buyer_name")).fill("Maria <b>&amp; Santos")
    for script in ("SCR-BUY-001", "SCR-BUY-002"):
        slot = page.locator(f"{card(script)} [data-slot=buyer_name]").first
        expect(slot).to_have_text("Maria <b>&amp; Santos")
    page.goto(f"{whole_site}/zh/{DOCUMENT}")
    slot = page.locator(f"{card('SCR-BUY-001')} [data-slot=buyer_name]").first
    expect(slot).to_have_text("Maria <b>&amp; Santos")
    assert "Maria" not in page.evaluate("JSON.stringify(localStorage) + document.cookie")
    with browser.new_context() as other:
        fresh = open_page(other, f"{whole_site}/{LIBRARY}")
        expect(fresh.locator(field("SCR-BUY-001", "buyer_name"))).to_have_value("")


def test_what_was_typed_is_sent_nowhere(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/{LIBRARY}")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(field("SCR-BUY-001", "buyer_name")).fill("Maria")
    page.locator(field("SCR-BUY-001", "buyer_name")).press("Enter")
    assert "Maria" not in page.url
    assert [url for url in asked if not url.endswith("favicon.png")] == []


@pytest.mark.parametrize("language", ["", "zh/"])
def test_a_reply_is_copied_as_plain_text_in_either_language(
    clipboard: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(clipboard, f"{whole_site}/{language}{DOCUMENT}")
    for name, value in (("buyer_name", "王女士"), ("order_number", "A 1")):
        page.locator(field("SCR-BUY-002", name)).fill(value)
    page.locator(field("SCR-BUY-002", "last_hand_in_date")).fill("2026-12-01")
    page.locator(f"{card('SCR-BUY-002')} summary").click()
    copied = []
    for button in page.locator(f"{card('SCR-BUY-002')} [data-kb-copy]").all():
        button.click()
        note = page.locator(f"{card('SCR-BUY-002')} [role=status]")
        expect(note).to_have_text("已复制" if language else "Copied")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    english, chinese = sorted(copied, key=lambda text: "您好" in text)
    assert english.startswith("Hello 王女士, for order A 1 the item")
    assert "hand the parcel in by 1 December 2026." in english
    assert chinese.startswith("您好，王女士，订单 A 1 需要先退回商品。")
    assert "在 2026年12月1日 前交寄" in chinese


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("", "Copied. Still to be filled in: Amount · Order number · Refund reference"),
        ("zh/", "已复制，尚未填写：订单号 · 金额 · 退款编号"),
    ],
)
def test_what_is_still_to_be_filled_in_is_said(
    clipboard: BrowserContext, whole_site: str, language: str, note: str
) -> None:
    page = open_page(clipboard, f"{whole_site}/{language}{DOCUMENT}")
    page.locator(field("SCR-BUY-001", "buyer_name")).fill("Maria")
    page.locator(f"{card('SCR-BUY-001')} [data-kb-copy]").first.click()
    expect(page.locator(f"{card('SCR-BUY-001')} [role=status]")).to_have_text(note)


def test_one_press_clears_all_for_the_next_customer(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{LIBRARY}")
    page.locator(field("SCR-BUY-001", "buyer_name")).fill("Maria")
    page.locator(f"{card('SCR-BUY-002')} [type=reset]").click()
    expect(page.locator(field("SCR-BUY-001", "buyer_name"))).to_have_value("")
    slot = page.locator(f"{card('SCR-BUY-001')} [data-slot=buyer_name]").first
    expect(slot).to_have_text("[Buyer's name]")
    assert page.evaluate(f"sessionStorage.getItem('{KEPT_AS}')") == "{}"


def test_a_script_stands_under_its_old_anchor(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}#script-refunded")
    after = page.locator("#script-refunded + .kb-script")
    expect(after).to_have_attribute("aria-label", "SCR-BUY-001 Refund issued")


def test_without_scripts_both_languages_can_be_read(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{LIBRARY}")
        first = page.locator(".kb-script").first
        expect(first).to_contain_text("Hello [Buyer's name], I have started a refund of [Amount]")
        first.locator("summary").click()
        expect(first.locator("[lang=zh] >> text=原路退回")).to_be_visible()
        expect(page.locator(".kb-script__fill:visible, [data-kb-copy]:visible")).to_have_count(0)


def test_an_outdated_script_says_so(context: BrowserContext, hostile_site: str) -> None:
    page = open_page(context, f"{hostile_site}/{LIBRARY}")
    expect(page.locator(".kb-script .kb-banner").first).to_contain_text("was written for 0.9")


@pytest.mark.parametrize("language", ["", "zh/"])
def test_hostile_texts_stay_text(
    clipboard: BrowserContext, hostile_site: str, language: str
) -> None:
    page = open_page(clipboard, f"{hostile_site}/{language}{LIBRARY}")
    page.locator("input[name=buyer_name]").first.fill("<img src=x onerror=window.hacked=1>")
    page.locator("[data-kb-copy]").first.click()
    page.wait_for_function("document.querySelector('.kb-script__note').textContent")
    said = page.evaluate("navigator.clipboard.readText()")
    assert said.startswith(
        "<script>window.hacked=1</script> <img src=x onerror=window.hacked=1> {{ 7*7 }} {% raw %}"
    )
    assert len(said) > 10_000
    assert page.evaluate("window.hacked") is None
    assert "49" not in page.locator(".kb-text").inner_text()
    assert page.locator(".md-content").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
