"""Can everybody use every kind of page: WCAG 2.2 AA by axe, keyboard, motion, size of targets?"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.conftest import DESKTOP, PHONE, open_page
from tests.site.page_types import addresses

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}
SMALLEST_PIXELS = 24
DOCUMENT = "sops/buyer/refund-request/"
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const { width, height } = at.getBoundingClientRect();
  return {
    name: `${at.tagName} ${at.className} ${at.textContent.trim().slice(0, 30)}`,
    isShown: width > 0 && height > 0,
    isMarked: (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none",
    isSearch: Boolean(at.closest("[data-kb-search-open]")),
    part: ["md-skip", "md-header", "md-tabs", "kb-strip", "kb-text", "md-sidebar"].find(
      (name) => at.closest(`.${name}`)) ?? "",
  };
}"""

COVERED = """() => {
  const at = document.activeElement;
  const { left, right, top, bottom } = at.getBoundingClientRect();
  if (!at.closest(".md-content") || at.closest(".kb-sections")) return null;
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return seen?.closest(".md-header, .kb-sections, .md-top") ? at.outerHTML.slice(0, 80) : null;
}"""


def violations(page: Page) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESKTOP, color_scheme=request.param) as fresh:
        yield fresh


@pytest.mark.parametrize("path", addresses())
def test_a_page_has_no_fault_that_axe_can_find(
    coloured: BrowserContext, whole_site: str, path: str
) -> None:
    assert violations(open_page(coloured, f"{whole_site}/{path}")) == []


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_open_search_has_no_fault(
    coloured: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(coloured, f"{whole_site}/{language}")
    page.keyboard.press("/")
    page.keyboard.type("BUY-001")
    expect(page.locator("#kb-search .kb-hit").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_keyboard_reaches_all_parts_and_shows_where_it_is(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{DOCUMENT}")
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at is None:
            break
        passed.append(at)
    assert [each["name"] for each in passed if each["isShown"] and not each["isMarked"]] == []
    parts = [each["part"] for each in passed]
    assert parts[0] == "md-skip"
    for part in ("md-header", "kb-strip", "kb-text"):
        assert part in parts, part
    assert any(each["isSearch"] for each in passed)


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_first_tab_skips_to_the_text(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{DOCUMENT}")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    target = page.locator(".md-skip").get_attribute("href")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == target
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('.md-content'))")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("path", [DOCUMENT, "reference/register/"])
def test_no_bar_covers_what_has_the_focus_on_the_way_back(
    browser: Browser, whole_site: str, path: str, size: ViewportSize
) -> None:
    with browser.new_context(viewport=size, reduced_motion="reduce") as context:
        page = open_page(context, f"{whole_site}/{path}")
        page.locator(".md-content a").last.focus()
        covered = []
        for _ in range(60):
            page.keyboard.press("Shift+Tab")
            covered.append(page.evaluate(COVERED))
    assert [each for each in covered if each] == []


@pytest.mark.parametrize("path", ["reference/register/", "zh/reference/register/"])
def test_a_register_is_filtered_and_sorted_by_keyboard(
    context: BrowserContext, whole_site: str, path: str
) -> None:
    page = open_page(context, f"{whole_site}/{path}")
    page.locator("[data-kb-register] [name=find]").focus()
    page.keyboard.type("SOP-BUY-001")
    expect(page.locator("[data-kb-register] tbody tr:visible")).to_have_count(1)
    head = page.locator("th[data-key=title]")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("path", ["", DOCUMENT, "reference/register/"])
def test_nothing_moves_for_those_who_want_no_motion(
    browser: Browser, whole_site: str, path: str
) -> None:
    with browser.new_context(viewport=DESKTOP, reduced_motion="reduce") as context:
        page = open_page(context, f"{whole_site}/{path}")
        longest = page.evaluate(
            """() => Math.max(...[...document.querySelectorAll("*")].flatMap((each) => {
              const { transitionDuration, animationDuration } = getComputedStyle(each);
              return `${transitionDuration},${animationDuration}`.split(",").map(parseFloat);
            }))"""
        )
        scrolling = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert longest <= 0.01
    assert scrolling == "auto"


@pytest.mark.parametrize("path", ["", DOCUMENT, "reference/register/", "zh/"])
def test_a_button_is_large_enough_for_a_thumb(browser: Browser, whole_site: str, path: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{path}")
        small = page.evaluate(
            """(least) => [...document.querySelectorAll("button, select, summary, input")]
              .filter((each) => each.checkVisibility(
                { visibilityProperty: true, opacityProperty: true }))
              .map((each) => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < least || box.height < least))
              .map(([html, { width, height }]) => `${width} x ${height}: ${html}`)""",
            SMALLEST_PIXELS,
        )
    assert small == []


@pytest.mark.parametrize("path", ["", DOCUMENT, "scripts/", "reference/register/"])
def test_a_shape_is_seen_where_the_system_takes_the_colours_away(
    browser: Browser, whole_site: str, path: str
) -> None:
    with browser.new_context(viewport=DESKTOP, forced_colors="active") as context:
        page = open_page(context, f"{whole_site}/{path}")
        unseen = page.evaluate(
            """() => [...document.querySelectorAll("[class*=kb-], .kb-text li")]
              .filter((each) => each.checkVisibility())
              .flatMap((each) => ["::before", "::after"].map((part) => [each, part]))
              .filter(([each, part]) => {
                const { maskImage, backgroundColor } = getComputedStyle(each, part);
                const page = getComputedStyle(document.body).backgroundColor;
                return maskImage.startsWith("url") && backgroundColor === page;
              })
              .map(([each, part]) => `${each.className}${part}`)"""
        )
    assert sorted(set(unseen)) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("", ""),
        ("zh/", ""),
        ("sops/operations/escalation-matrix/", ""),
        ("", "large"),
        ("zh/sops/buyer/refund-request/", "largest"),
    ],
)
def test_nothing_is_lost_at_four_times_the_size(
    browser: Browser, whole_site: str, path: str, text: str
) -> None:
    with browser.new_context(viewport={"width": 320, "height": 256}) as context:
        context.add_init_script(f"localStorage.setItem('kb-mine', '{{\"text\": \"{text}\"}}')")
        page = open_page(context, f"{whole_site}/{path}")
        expect(page.locator("[data-kb-mine-open]").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
