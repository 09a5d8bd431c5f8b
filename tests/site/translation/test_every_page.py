"""Can everybody read the pages that tell of translations, on a phone too?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.conftest import DESKTOP, PHONE, open_page
from tests.site.translation.pages import BEHIND, BEHIND_IN_ENGLISH, COMPARISON, GLOSSARY, QUEUE

ADDRESSES = [
    BEHIND,
    BEHIND_IN_ENGLISH,
    *(f"{language}{path}" for language in ("", "zh/") for path in (QUEUE, COMPARISON, GLOSSARY)),
    f"{COMPARISON}?id=SOP-BUY-001",
    f"zh/{COMPARISON}?id=SOP-BUY-004",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_is_accessible_and_logs_no_error(
    browser: Browser, site: str, path: str, scheme: str
) -> None:
    errors: list[str] = []
    with browser.new_context(viewport=DESKTOP, color_scheme=scheme) as context:  # type: ignore[arg-type]
        context.on("console", lambda message: errors.append(message.text))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = open_page(context, f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        for source in page.locator(".kb-behind details").all():
            source.evaluate("each => { each.open = true; }")
        found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []
    assert errors == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_does_not_scroll_sideways_on_a_phone(browser: Browser, site: str, path: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{site}/{path}")
        page.wait_for_load_state("networkidle")
        widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= PHONE["width"]
