"""Can a reader say from any section that it is wrong, without explaining where that is?"""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import PHONE, build_site, open_page, plant_site, serve
from tests.histories import PAGE, PAGE_ZH, replace_in

HOSTILE = '"><script>alert(1)</script> {url} & # 100% {section}'
DOCUMENT = "sops/buyer/refund-request/"
SECTION = ".kb-report:has(+ #{})"
LANGUAGES = ["", "zh/"]
MOST_PIXELS_APART = 10


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    root = plant_site(folder / "root")
    for path in (PAGE, PAGE_ZH):
        title = (root / path).read_text("utf-8").partition("\n")[0]
        replace_in(root, path, title, f"{title} `{HOSTILE}`")
    done = build_site(root, folder / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(folder / "site")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_link_filled_with_what_is_needed(
    context: BrowserContext, hostile: str, language: str
) -> None:
    page = open_page(context, f"{hostile}/{language}{DOCUMENT}")
    sections = page.locator(".kb-text--document > h2[id]")
    expect(page.locator(".kb-report")).to_have_count(sections.count())
    link = page.locator(SECTION.format("steps"))
    filled = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    title = {"": "Steps", "zh/": "操作步骤"}[language]
    code = {"": "en", "zh/": "zh"}[language]
    assert filled["issue[title]"][0].startswith("SOP-BUY-001 ")
    assert HOSTILE in filled["issue[title]"][0]
    assert filled["issue[description]"] == [
        f"https://kb.example.com/{language}{DOCUMENT}#steps v1.1 {code} {title}"
    ]
    assert link.get_attribute("aria-label") in {f"Report an error: {title}", f"反馈错误：{title}"}


def test_the_link_of_the_page_leaves_no_braces(context: BrowserContext, hostile: str) -> None:
    page = open_page(context, f"{hostile}/{DOCUMENT}")
    address = page.locator("[data-kb-suggest]").get_attribute("href") or ""
    assert "{" not in address
    assert "%23%20v1.1%20en%20" in address


def test_it_appears_on_hover_and_focus_and_always_on_touch(browser: Browser, hostile: str) -> None:
    with browser.new_context() as context:
        page = open_page(context, f"{hostile}/{DOCUMENT}")
        link = page.locator(SECTION.format("steps"))
        expect(link).to_have_css("opacity", "0")
        page.locator("#steps").hover()
        expect(link).to_have_css("opacity", "1")
        page.locator("h1").hover()
        link.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        expect(link).to_be_focused()
        expect(link).to_have_css("opacity", "1")
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{hostile}/{DOCUMENT}")
        expect(page.locator(SECTION.format("steps"))).to_have_css("opacity", "1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_no_part_of_the_heading_and_accessible(
    browser: Browser, hostile: str, language: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{hostile}/{language}{DOCUMENT}")
        assert page.locator("h2 .kb-report").count() == 0
        box = page.locator(SECTION.format("steps")).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_a_flag_stands_on_the_line_of_its_heading(browser: Browser, whole_site: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/sops/buyer/item-not-as-described/")
        apart = page.locator(".kb-report").evaluate_all(
            """(flags) => flags.map((flag) => {
              const title = document.createRange();
              title.selectNodeContents(flag.nextElementSibling);
              const middle = ({ top, bottom }) => (top + bottom) / 2;
              return Math.abs(
                middle(flag.getBoundingClientRect()) - middle(title.getBoundingClientRect()));
            })"""
        )
    assert len(apart) > 5
    assert max(apart) < MOST_PIXELS_APART
