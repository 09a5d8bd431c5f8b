"""Is a reader told that a text has changed since its last review, in either language?"""

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import DESKTOP, TODAY, open_page

CHANGED, UNCHANGED = "sops/seller/payout-hold/", "sops/buyer/item-not-as-described/"
STATE = "[data-state=changed_since_review]"
WORDS = [
    ("", "Changed since review", "version 2.1, 22 Sep 2026", "Revision history"),
    ("zh/", "复审后有改动", "2.1 版，2026年9月22日", "修订记录"),
]


@pytest.mark.parametrize(("language", "label", "banner", "link"), WORDS)
def test_the_strip_and_a_banner_say_it_beside_the_freshness(
    browser: Browser, whole_site: str, language: str, label: str, banner: str, link: str
) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.clock.set_fixed_time(TODAY)
        page.goto(f"{whole_site}/{language}{CHANGED}")
        expect(page.locator(f"[data-kb-strip] {STATE}")).to_have_text(label)
        expect(page.locator("[data-kb-strip] [data-kb-review]")).to_be_visible()
        expect(page.locator("[data-kb-strip]")).to_have_attribute("data-state", "current")
        expect(page.locator(f".kb-banner{STATE}")).to_contain_text(banner)
        page.locator(f".kb-banner{STATE} a", has_text=link).click()
        expect(page.locator("#revision-history")).to_be_in_viewport()
        page.goto(f"{whole_site}/{language}{UNCHANGED}")
        expect(page.locator("[data-kb-strip]")).to_be_visible()
        assert page.locator(STATE).count() == 0


@pytest.mark.parametrize(("language", "label", "banner", "link"), WORDS)
@pytest.mark.parametrize(
    ("path", "row"),
    [("reference/register/", "tbody tr"), ("sops/seller/", ".kb-document")],
)
def test_lists_mark_it_without_scripts_too(
    browser: Browser,
    whole_site: str,
    language: str,
    label: str,
    banner: str,
    link: str,
    path: str,
    row: str,
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{language}{path}")
        marked = page.locator(f"{row}[data-id=SOP-SEL-004]", has=page.locator(STATE))
        expect(marked).to_have_count(1)
        other = page.locator(f"{row}[data-id=SOP-SEL-001]", has=page.locator(STATE))
        expect(other).to_have_count(0)
        expect(marked).to_contain_text(label)


@pytest.mark.parametrize(("language", "label", "banner", "link"), WORDS)
def test_the_register_can_be_filtered_by_it_beside_the_freshness(
    context: BrowserContext, whole_site: str, language: str, label: str, banner: str, link: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}reference/register/")
    rows = page.locator("[data-kb-register] tbody tr:visible")
    changed = page.locator(f"[data-kb-register] tbody tr:has({STATE})").count()
    field = page.locator(".kb-filters select[name=freshness]")
    field.select_option(label=label)
    expect(rows).to_have_count(changed)
    expect(rows.filter(has_text="SOP-SEL-004")).to_have_count(1)
    assert page.url.endswith("?freshness=changed_since_review")
    field.select_option("current")
    expect(rows.filter(has_text="SOP-SEL-004")).to_have_count(1)
