"""Does the device remember who reads, and do home, lists and registers follow, without a login?"""

import json
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import DESKTOP, TODAY, open_page

DOCUMENT, REGISTER, AREA = "sops/buyer/refund-request/", "reference/register/", "sops/buyer/"
LANGUAGES = ("", "zh/")
TITLES = {"": "Refund request: eligibility and processing", "zh/": "退款申请：资格判定与处理"}


def choose(page: Page, center: str = "", role: str = "", text: str = "") -> None:
    """Choose in the dialog of the header, as a reader does."""
    page.locator(".kb-mine-button").click()
    page.locator("[data-kb-mine] [name=center]").select_option(center)
    page.locator("[data-kb-mine] [name=role]").select_option(role)
    page.locator(f"[data-kb-mine] [name=text][value='{text}']").check()
    page.locator("[data-kb-mine] [type=submit]").click()
    expect(page.locator("[data-kb-mine]")).to_be_hidden()


def visited(context: BrowserContext, day: str) -> None:
    """Let the device remember a visit of that day."""
    held = json.dumps({"current": day, "before": ""})
    context.add_init_script(
        f"if (!localStorage.getItem('kb-visit')) localStorage.setItem('kb-visit', '{held}')"
    )


def panel(page: Page, name: str) -> list[str]:
    """Give the ids that a panel of the home page lists."""
    return page.locator(f"[data-kb-list={name}] li .kb-id").all_inner_texts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_situations_stand_by_persona_with_the_most_frequent_first(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}")
    reasons = page.locator("[data-persona=buyer] .kb-situation").evaluate_all(
        "rows => rows.map((row) => row.dataset.reason)"
    )
    assert reasons[:3] == ["refund-status", "parcel-not-received", "refund-request"]
    assert page.locator("[data-persona=buyer] > ul > li").count() == 6
    page.locator("[data-reason=refund-status] a").click()
    expect(page.locator("h1")).to_contain_text(TITLES[language])


def test_the_most_severe_bulletins_leave_room_for_the_situations(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, whole_site)
    in_force = page.locator(".kb-news__list > li:not([hidden])")
    assert in_force.count() > 3
    expect(page.locator(".kb-news__list > li:visible")).to_have_count(3)
    expect(in_force.first).to_contain_text("Stop at once")


@pytest.mark.parametrize("language", LANGUAGES)
def test_center_and_role_filter_the_register_until_the_chip_lifts_it(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{REGISTER}")
    rows, chip = page.locator("[data-kb-register] tbody tr:visible"), page.locator(".kb-chip")
    every = page.locator("[data-kb-register] tbody tr").count()
    expect(rows).to_have_count(every)
    expect(chip).to_be_hidden()
    choose(page, center="dalian", role="team-lead")
    expect(chip).to_be_visible()
    wanted = page.locator("tbody tr").evaluate_all(
        """rows => rows.filter(({dataset}) => dataset.audience.split(" ").includes("team-lead")
        && dataset.market.split(" ").some((m) => ["all", "jp", "sg"].includes(m))).length"""
    )
    assert 0 < wanted < every
    expect(rows).to_have_count(wanted)
    page.reload()
    expect(rows).to_have_count(wanted)
    chip.get_by_role("button").click()
    expect(rows).to_have_count(every)
    chip.get_by_role("button").click()
    expect(rows).to_have_count(wanted)


def test_lists_follow_the_role_and_forgetting_shows_all_again(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{AREA}")
    cards = page.locator(".kb-document:visible")
    every = cards.count()
    wanted = page.locator(".kb-document[data-audience~=agent-l2]").count()
    assert 0 < wanted < every
    choose(page, role="agent-l2")
    expect(cards).to_have_count(wanted)
    page.locator(".kb-mine-button").click()
    page.locator("[data-kb-forget]").click()
    page.keyboard.press("Escape")
    expect(cards).to_have_count(every)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kb-'))") == []


@pytest.mark.parametrize(("language", "time"), [("", "Sun 05:00"), ("zh/", "周日 05:00")])
def test_the_home_page_tells_the_centers_local_time(
    context: BrowserContext, whole_site: str, language: str, time: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}")
    choose(page, center="krakow")
    clock = page.locator("[data-kb-clock]").inner_text().replace("周日05", "周日 05")
    assert clock.endswith(time)


@pytest.mark.parametrize("language", LANGUAGES)
def test_favourites_and_what_was_opened_stand_on_the_home_page(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}{DOCUMENT}")
    star = page.locator("[data-kb-star]")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.goto(f"{whole_site}/{language}")
    assert panel(page, "favourites") == panel(page, "recents") == ["SOP-BUY-001"]
    page.locator("[data-kb-list=favourites] a").click()
    expect(page.locator("h1")).to_contain_text(TITLES[language])
    star.click()
    page.goto(f"{whole_site}/{language}")
    assert panel(page, "favourites") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_opened_in_the_other_language_bears_its_title_in_this_one(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    other = next(each for each in LANGUAGES if each != language)
    open_page(context, f"{whole_site}/{other}{DOCUMENT}")
    page = open_page(context, f"{whole_site}/{language}")
    expect(page.locator("[data-kb-list=recents] a")).to_contain_text(TITLES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_changed_since_the_last_visit_is_listed_until_it_is_read(
    browser: Browser, whole_site: str, language: str
) -> None:
    with browser.new_context(viewport=DESKTOP) as context:
        visited(context, "2026-11-20")
        page = open_page(context, f"{whole_site}/{language}")
        listed = page.locator("[data-kb-list=changes-since-visit] li")
        one = listed.filter(has_text="SOP-SEL-004")
        expect(one).to_have_count(1)
        count = listed.count()
        page.reload()
        expect(listed).to_have_count(count)
        one.locator("a").click()
        expect(page.locator("[data-kb-document]")).to_have_attribute("data-version", "2.3")
        page.wait_for_load_state("load")
        page.goto(f"{whole_site}/{language}")
        expect(page.locator("[data-kb-list=recents] li")).to_have_count(1)
        expect(listed).to_have_count(count - 1)
        expect(one).to_have_count(0)


def test_the_first_visit_calls_nothing_new(context: BrowserContext, whole_site: str) -> None:
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    with page.expect_response("**/api/v1/changes.json"):
        page.goto(whole_site)
    page.wait_for_load_state("networkidle")
    assert panel(page, "changes-since-visit") == []
    expect(page.locator("[data-kb-list=must-reads] li:visible")).to_have_count(0)


def test_a_major_change_of_the_last_days_is_a_must_read_for_its_role(
    context: BrowserContext, whole_site: str
) -> None:
    change = {
        **{"id": "SOP-BUY-001", "page": DOCUMENT, "version": "9.0", "kind": "major"},
        **{
            "title": {"en": "<img src=x onerror=window.hacked=1>"},
            "note": {"en": "New", "zh": "新"},
        },
        **{"date": "2026-10-23", "markets": ["all"], "audience": ["agent-l1"]},
    }
    answer = json.dumps({"changes": [change, {**change, "id": "SOP-BUY-003", "kind": "minor"}]})
    context.route("**/api/v1/changes.json", lambda route: route.fulfill(body=answer))
    page = open_page(context, whole_site)
    choose(page, role="agent-l1")
    expect(page.locator("[data-kb-list=must-reads] [data-kb-listed] li")).to_have_count(1)
    expect(page.locator("[data-kb-list=must-reads]")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None
    choose(page, role="translator")
    expect(page.locator("[data-kb-list=must-reads] [data-kb-listed] li")).to_have_count(0)
    choose(page, role="agent-l1")
    later = datetime(2026, 11, 23, 4, tzinfo=UTC)
    page.clock.set_fixed_time(later)
    page.reload()
    expect(page.locator("[data-kb-list=must-reads] [data-kb-listed] li")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bulletin_in_force_that_must_be_read_is_pinned_until_it_is_read(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    page = open_page(context, f"{whole_site}/{language}")
    pinned = page.locator("[data-kb-pinned] li:visible")
    expect(pinned).to_have_count(0)
    choose(page, center="manila", role="agent-l1")
    one = pinned.filter(has_text="BUL-TRS-001")
    expect(one).to_have_count(1)
    for other in ("BUL-SEL-001", "BUL-PAY-001"):  # for other centers; not yet in force
        expect(pinned.filter(has_text=other)).to_have_count(0)
    count = pinned.count()
    expect(page.locator("[data-kb-list=must-reads] .kb-mine-none")).to_be_hidden()
    choose(page, center="manila", role="translator")
    expect(pinned).to_have_count(0)
    choose(page, center="chengdu", role="agent-l1")
    expect(pinned.filter(has_text="BUL-SEL-001")).to_have_count(1)
    choose(page, center="manila", role="agent-l1")
    one.locator("a").click()
    page.locator("#bul-trs-001 [data-kb-read]").click()
    page.goto(f"{whole_site}/{language}")
    expect(pinned).to_have_count(count - 1)
    expect(one).to_have_count(0)


def test_text_size_is_remembered_before_the_first_paint(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    size = "parseFloat(getComputedStyle(document.querySelector('.kb-text p')).fontSize)"
    normal = page.evaluate(size)
    choose(page, text="largest")
    assert page.evaluate(size) == pytest.approx(normal * 1.28, rel=0.02)
    page.route("**/kb.js", lambda route: route.abort())
    page.goto(f"{whole_site}/zh/{DOCUMENT}")
    expect(page.locator("html")).to_have_attribute("data-kb-text", "largest")


def test_a_device_that_keeps_nonsense_reads_as_one_that_keeps_nothing(
    context: BrowserContext, whole_site: str
) -> None:
    errors: list[str] = []
    context.add_init_script(
        "for (const n of ['mine', 'recents', 'favourites', 'visit', 'read'])"
        " localStorage.setItem(`kb-${n}`, n === 'mine' ? '{' : '[1, null]')"
    )
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in ("", DOCUMENT, REGISTER):
        page.goto(f"{whole_site}/{path}")
        page.wait_for_load_state("networkidle")
    assert errors == []
