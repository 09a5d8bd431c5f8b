"""Does a manager find a translation that is behind, compare it, and look up its terms?"""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.conftest import PHONE, open_page
from tests.site.translation.pages import COMPARISON, GLOSSARY, QUEUE, switch

# ---- The queue --------------------------------------------------------------------------------


def test_the_queue_shows_the_most_urgent_first(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{QUEUE}")
    rows = page.locator("[data-kb-register] tbody tr")
    states = rows.evaluate_all("all => all.map(each => each.dataset.state)")
    assert states == ["mismatch", "stub", "behind", "behind", "in_sync"]
    first = page.locator("tr[data-id=SOP-BUY-001]")
    expect(first).to_contain_text("for 82 days · late")
    expect(first.get_by_role("link", name="Steps")).to_have_attribute(
        "href", "../../zh/sops/buyer/refund-request/#steps"
    )


def test_the_queue_filters_by_state_and_language_and_keeps_it_in_the_address(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/zh/{QUEUE}")
    rows = page.locator("[data-kb-register] tbody tr:visible")
    page.locator(".kb-tally a[data-state=behind]").click()
    expect(rows).to_have_count(2)
    expect(page.locator(".kb-count")).to_have_text("2 份译文")
    page.locator("[name=into]").select_option("en")
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_contain_text("SOP-BUY-004")


def test_the_age_in_the_queue_is_that_of_the_day_it_is_read(
    context: BrowserContext, site: str
) -> None:
    day = datetime(2026, 11, 30, 4, tzinfo=UTC)
    page = open_page(context, f"{site}/{QUEUE}", day)
    expect(page.locator("tr[data-id=SOP-BUY-001] .kb-age")).to_have_text("for 90 days · late")


# ---- The comparison ---------------------------------------------------------------------------


def test_the_comparison_aligns_the_sections_and_marks_those_behind(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{COMPARISON}?id=SOP-BUY-001")
    rows = page.locator(".kb-compare__row[data-section]")
    expect(rows).to_have_count(11)
    names = rows.evaluate_all("all => all.map(each => each.dataset.section)")
    assert names[:5] == ["intro", "quick-answer", "when-to-use", "before-you-start", "steps"]
    assert set(names) >= {"exceptions", "old-part"}
    steps = page.locator("[data-section=steps]")
    expect(steps).to_have_attribute("data-state", "behind")
    expect(steps).to_contain_text("Behind the source")
    expect(steps.locator("[lang=en]").first).to_contain_text("Refund within 30 days")
    expect(steps.locator("[lang=zh]").first).to_contain_text("核对签收日期")
    expect(page.locator("[data-section=exceptions]")).to_contain_text(
        "This language does not have the section."
    )
    page.get_by_role("checkbox").check()
    expect(page.locator(".kb-compare__row[data-section]:visible")).to_have_count(3)


def test_the_comparison_is_chosen_by_keyboard_and_goes_back(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/zh/{COMPARISON}")
    page.locator(".kb-pairs [href='?id=SOP-BUY-004']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?id=SOP-BUY-004")
    expect(page.locator(".kb-compare__head")).to_contain_text("延迟送达")
    first = page.locator(".kb-compare__row[data-section=limits] > div").first
    expect(first).to_have_attribute("lang", "zh")
    page.go_back()
    expect(page.locator(".kb-pairs")).to_be_visible()


def test_a_section_of_the_comparison_has_an_address(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{QUEUE}")
    page.locator("tr[data-id=SOP-BUY-001]").get_by_role("link", name="Side by side").click()
    page.wait_for_url(f"{site}/{COMPARISON}?id=SOP-BUY-001#section-steps")
    expect(page.locator("#section-steps")).to_be_in_viewport()
    page.locator("#section-record").get_by_role("link", name="Record in the case").click()
    page.wait_for_url("**#section-record")
    page.go_back()
    expect(page.locator("#section-steps")).to_be_in_viewport()
    switch(page, "zh")
    page.wait_for_url(f"{site}/zh/{COMPARISON}?id=SOP-BUY-001#section-steps")
    expect(page.locator("#section-steps")).to_be_in_viewport()


def test_an_unknown_document_is_told_and_the_list_stays(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{COMPARISON}?id=<img src=x onerror=window.hacked=1>")
    expect(page.locator(".kb-count")).to_contain_text("There is no document")
    expect(page.locator(".kb-pairs")).to_be_visible()
    assert page.evaluate("window.hacked") is None


def test_without_scripts_the_comparison_lists_every_pair(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/{COMPARISON}")
        links = page.locator(".kb-pairs a[hreflang]")
        assert links.count() == 10
        assert page.locator(".kb-compare form").is_hidden()


def test_a_script_of_a_page_is_not_run_in_the_comparison(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    hostile = (
        "<p onclick='window.hacked=1'><script>window.hacked=1</script>"
        "<img src='nowhere.png' onerror='window.hacked=1'>"
        "<a href='javascript:window.hacked=1'>x</a>"
    )

    def with_hostile_text(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        body = answer.text().replace("</h1>", f"</h1>{hostile}").replace("<h2 ", f"{hostile}<h2 ")
        route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

    page.route("**/sops/buyer/refund-request/", with_hostile_text)
    page.goto(f"{site}/{COMPARISON}?id=SOP-BUY-001")
    expect(page.locator("[data-section=steps]")).to_be_visible()
    board = page.locator(".kb-compare__pair")
    assert board.locator("script, [onerror], [onclick], [href^=javascript]").count() == 0
    assert page.evaluate("window.hacked") is None


# ---- The glossary -----------------------------------------------------------------------------


def test_the_glossary_finds_a_term_by_the_other_language_and_by_a_variant(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{GLOSSARY}")
    rows = page.locator("[data-kb-register] tbody tr:visible")
    expect(rows).to_have_count(2)
    page.get_by_role("searchbox", name="Search the terms").fill("卖家")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("seller")
    expect(rows).to_contain_text("Do not use")
    expect(page.locator(".kb-count")).to_have_text("1 term")


def test_a_term_leads_to_its_place_in_the_glossary_by_keyboard(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/zh/sops/buyer/parcel-not-received/")
    page.locator(".kb-term dfn").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".kb-term__more").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/zh/{GLOSSARY}#term-refund")
    expect(page.locator("#term-refund")).to_be_in_viewport()


def test_the_row_of_a_term_is_not_under_the_head_of_the_table(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/zh/{GLOSSARY}#term-seller")
    row, head = page.locator("#term-seller"), page.locator("th[data-key=term]")
    expect(row).to_be_in_viewport()
    boxes = row.bounding_box(), head.bounding_box()
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] >= boxes[1]["y"] + boxes[1]["height"]


def test_a_term_explains_itself_to_a_finger(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{site}/zh/sops/buyer/parcel-not-received/")
        term = page.locator(".kb-term").first
        expect(term.get_by_role("tooltip")).to_be_hidden()
        term.locator("dfn").tap()
        expect(term.get_by_role("tooltip")).to_be_visible()
        expect(term.get_by_role("tooltip")).to_be_in_viewport()
        page.locator("h1").tap()
        expect(term.get_by_role("tooltip")).to_be_hidden()


@pytest.mark.parametrize("language", ["", "zh/"])
def test_the_glossary_asks_for_a_native_reviewer(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{GLOSSARY}")
    words = "母语审核人" if language else "native reviewer"
    expect(page.locator(".admonition.warning")).to_contain_text(words)
