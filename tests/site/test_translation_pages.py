"""Does a reader see where a translation is behind, and does a manager find and compare it?"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sopkb.translation import section_hashes
from tests.conftest import DESKTOP, PHONE, build_site, open_page, plant_site, serve

OVERLAY = Path(__file__).parent / "behind"
OLD = "h1:0000000000000000"
PINS = re.compile(r"^translations:\n(?:[ ].*\n)*", re.M)

BEHIND = "zh/sops/buyer/refund-request/"
BEHIND_IN_ENGLISH = "sops/buyer/late-delivery/"
QUEUE = "reference/translations/"
COMPARISON = "reference/compare/"
GLOSSARY = "reference/glossary/"
ADDRESSES = [
    BEHIND,
    BEHIND_IN_ENGLISH,
    *(f"{language}{path}" for language in ("", "zh/") for path in (QUEUE, COMPARISON, GLOSSARY)),
    f"{COMPARISON}?id=SOP-BUY-001",
    f"zh/{COMPARISON}?id=SOP-BUY-004",
]


def pin(root: Path, name: str, *, behind: tuple[str, ...] = (), gone: tuple[str, ...] = ()) -> None:
    """Attest the translation of a document, but for the sections that changed since."""
    record = root / f"data/documents/sops/buyer/{name}.yml"
    text = PINS.sub("", record.read_text("utf-8"))
    source, target = ("zh", "en") if "source_language: zh" in text else ("en", "zh")
    suffix = ".zh" if source == "zh" else ""
    page = (root / f"docs/sops/buyer/{name}{suffix}.md").read_text("utf-8")
    pins = section_hashes(page) | dict.fromkeys((*behind, *gone), OLD)
    lines = "".join(f'      {key}: "{value}"\n' for key, value in pins.items())
    attested = 'version: "1.0"\n    date: 2026-06-02\n    translator: programme-lead'
    record.write_text(
        f"{text}translations:\n  {target}:\n    {attested}\n    sections:\n{lines}", "utf-8"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build, strictly, a miniature with every state of a translation."""
    target = tmp_path_factory.mktemp("behind")
    root = plant_site(target / "kb", OVERLAY)
    pin(root, "refund-request", behind=("steps", "exceptions"), gone=("old-part",))
    pin(root, "late-delivery", behind=("intro", "limits"))
    pin(root, "wrong-item")
    pin(root, "parcel-not-received")
    done = build_site(root, target / "site")
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    yield from serve(target / "site")


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
  return all.map(({ url, content }) => ({ url, text: content }));
}"""


def test_the_source_text_is_not_searched_on_the_translated_page(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{BEHIND}")
    found = page.evaluate(EVERYTHING_SEARCHED, site)
    assert found
    assert not any("Second line" in each["text"] for each in found)


def test_the_control_table_tells_the_state_on_both_pages(
    context: BrowserContext, site: str
) -> None:
    for path, word in (("sops/buyer/refund-request/", "Behind the source"), (BEHIND, "落后于原文")):
        pill = open_page(context, f"{site}/{path}").locator(".kb-control .kb-pill")
        expect(pill).to_contain_text(word)
        expect(pill).to_have_attribute("data-state", "behind")


# ---- The switch of languages ------------------------------------------------------------------


def switch(page: Page, language: str) -> None:
    page.locator(".md-select button").hover()
    page.locator(f".md-select__link[hreflang={language}]").click()


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


# ---- All of them ------------------------------------------------------------------------------


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
