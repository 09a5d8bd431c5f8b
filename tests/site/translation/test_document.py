"""Does a reader see where a translation is behind, and keep the place in the other language?"""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conftest import open_page
from tests.site.translation.pages import BEHIND, BEHIND_IN_ENGLISH, switch

# ---- The page of a document -------------------------------------------------------------------


def test_the_banner_names_the_sections_in_the_readers_language(
    context: BrowserContext, site: str
) -> None:
    banner = open_page(context, f"{site}/{BEHIND}").locator("[data-kind=translation]")
    expect(banner).to_have_attribute("data-state", "behind")
    expect(banner).to_contain_text("自 2026年9月1日 起，中文译文落后于英文原文，涉及：操作步骤、")
    expect(banner.get_by_role("link", name="操作步骤")).to_have_attribute("href", "#steps")
    english = open_page(context, f"{site}/{BEHIND_IN_ENGLISH}").locator("[data-kind=translation]")
    expect(english).to_contain_text("behind the Chinese original since 1 Sep 2026 in: Introduction")


@pytest.mark.parametrize(("name", "state"), [("wrong-item", "mismatch"), ("damaged-item", "stub")])
def test_the_banner_tells_a_mismatch_and_a_stub(
    context: BrowserContext, site: str, name: str, state: str
) -> None:
    banner = open_page(context, f"{site}/zh/sops/buyer/{name}/").locator("[data-kind=translation]")
    expect(banner).to_have_attribute("data-state", state)
    expect(banner.get_by_role("link", name="阅读原文")).to_have_attribute("hreflang", "en")


@pytest.mark.parametrize(
    "path", ["sops/buyer/refund-request/", "zh/sops/buyer/parcel-not-received/", "zh/"]
)
def test_a_source_or_a_translation_in_sync_has_no_mark(
    context: BrowserContext, site: str, path: str
) -> None:
    page = open_page(context, f"{site}/{path}")
    assert page.locator("[data-kind=translation], .kb-behind").count() == 0


def test_each_section_behind_holds_its_source_under_its_heading(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{BEHIND}")
    marked = page.locator(".kb-text .kb-behind")
    names = marked.evaluate_all("all => all.map(each => each.dataset.kbBehind)")
    assert names == ["steps", "old-part", "exceptions"]
    steps = page.locator("#steps + .kb-behind")
    source = steps.locator(".kb-behind__text")
    expect(source).to_have_attribute("lang", "en")
    expect(source).to_be_hidden()
    steps.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(source).to_be_visible()
    expect(source).to_contain_text("Refund within 30 days")
    expect(source.locator(".kb-source-heading")).to_have_text("Second line")


def test_the_links_of_the_source_lead_to_the_readers_pages(
    context: BrowserContext, site: str
) -> None:
    source = open_page(context, f"{site}/{BEHIND}").locator("#steps + .kb-behind")
    shown = source.locator(".kb-behind__text a:not(.kb-value)")
    links = shown.evaluate_all("all => all.map(each => each.href)")
    assert links == [
        f"{site}/zh/sops/buyer/parcel-not-received/#steps",
        f"{site}/{BEHIND}#limits",
    ]


def test_a_new_and_a_removed_section_say_so(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{BEHIND}")
    new = page.locator("#behind-exceptions")
    expect(new).to_contain_text("Exceptions by market")
    expect(new.locator(".kb-behind__text")).to_contain_text("None in 30 days")
    expect(page.locator("#old-part + .kb-behind")).to_contain_text("英文原文已删除本节")
    assert page.locator("#old-part + .kb-behind details").count() == 0


def test_the_introduction_is_marked_under_the_title(context: BrowserContext, site: str) -> None:
    first = open_page(context, f"{site}/{BEHIND_IN_ENGLISH}").locator(".kb-text > *").first
    expect(first).to_have_attribute("data-kb-behind", "intro")
    expect(first).to_contain_text("behind the Chinese original")


def test_no_id_stands_twice_on_a_page(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{BEHIND}")
    ids = page.locator(".md-content [id]").evaluate_all("all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


EVERYTHING_SEARCHED = """async (site) => {
  const index = await import(`${site}/pagefind/zh/pagefind.js`);
  const { results } = await index.search(null);
  const all = await Promise.all(results.map((each) => each.data()));
  const textOf = (sections) => sections.map(({ text }) => text).join(" ");
  return all.map(({ meta, sections }) => ({ address: meta.address, text: textOf(sections) }));
}"""


def test_the_source_text_is_not_searched_on_the_translated_page(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{BEHIND}")
    found = page.evaluate(EVERYTHING_SEARCHED, site)
    texts = {each["address"]: each["text"] for each in found}
    assert "核对签收日期" in texts[BEHIND]
    assert not any("Second line" in text for text in texts.values())


def test_the_control_table_tells_the_state_on_both_pages(
    context: BrowserContext, site: str
) -> None:
    for path, word in (("sops/buyer/refund-request/", "Behind the source"), (BEHIND, "落后于原文")):
        pill = open_page(context, f"{site}/{path}").locator(".kb-control .kb-pill")
        expect(pill).to_contain_text(word)
        expect(pill).to_have_attribute("data-state", "behind")


# ---- The switch of languages ------------------------------------------------------------------


def test_the_switch_keeps_the_section_in_view(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/sops/buyer/refund-request/")
    page.locator("#limits").evaluate("heading => heading.scrollIntoView()")
    switch(page, "zh")
    page.wait_for_url(f"{site}/{BEHIND}#limits")
    expect(page.locator("#limits")).to_be_in_viewport()


def test_the_switch_keeps_the_section_of_the_address_by_keyboard(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{BEHIND}#escalation")
    page.locator(".md-select__link[hreflang=en]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/sops/buyer/refund-request/#escalation")


def test_the_switch_at_the_top_of_a_page_leads_to_the_top(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/sops/buyer/refund-request/")
    switch(page, "zh")
    page.wait_for_url(f"{site}/{BEHIND}")
    hreflang = page.locator("link[hreflang]").evaluate_all("all => all.map(each => each.href)")
    assert not any("#" in each for each in hreflang)
