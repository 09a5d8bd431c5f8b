"""Does the built site do for its readers what it promises, in a real browser?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from sopkb.loading import load
from tests.conftest import DESKTOP, PHONE, TODAY, build_site, open_page, plant_site, serve
from tests.trees import CASES, ROOT

DOCUMENT = "sops/buyer/refund-request/"
PAGE_TYPES = ("", "start/", "start/buyer-agents/", "sops/buyer/", DOCUMENT, "reference/register/")
ADDRESSES = [f"{language}{path}" for path in PAGE_TYPES for language in ("", "zh/")]
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_asks_no_other_host_and_logs_no_error(
    context: BrowserContext, whole_site: str, path: str
) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{whole_site}/{path}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((whole_site, "data:"))] == []
    assert errors == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_does_not_scroll_sideways_on_a_phone(
    browser: Browser, whole_site: str, path: str
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = open_page(context, f"{whole_site}/{path}")
        widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= PHONE["width"]


@pytest.mark.parametrize(("start", "target"), [("", "zh/"), ("zh/", "")])
def test_the_language_switch_stays_on_the_page(
    context: BrowserContext, whole_site: str, start: str, target: str
) -> None:
    page = open_page(context, f"{whole_site}/{start}{DOCUMENT}")
    language = "zh" if target else "en"
    page.locator(".md-select button").hover()
    page.locator(f".md-select__link[hreflang={language}]").click()
    page.wait_for_url(f"{whole_site}/{target}{DOCUMENT}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        (
            "",
            "Current|Effective|2.4|High|All markets|Buyer refunds manager|Buyer returns manager"
            "|#buyer-refunds|22 Nov 2026|12 Oct 2026|10 Jan 2027",
        ),
        (
            "zh/",
            "有效期内|现行有效|2.4|高|所有市场|买家退款主管|买家退货主管"
            "|#buyer-refunds|2026年11月22日|2026年10月12日|2027年1月10日",
        ),
    ],
)
def test_the_strip_tells_who_when_and_where(
    context: BrowserContext, whole_site: str, language: str, facts: str
) -> None:
    strip = open_page(context, f"{whole_site}/{language}{DOCUMENT}").locator("[data-kb-strip]")
    for fact in facts.split("|"):
        expect(strip).to_contain_text(fact)
    assert strip.locator("a[href^='mailto:buyer-refunds@example.com']").count() == 1


def test_the_first_screen_answers(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    for selector in ("h1", "[data-kb-strip]", "#quick-answer", "#quick-answer + ul li:last-child"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESKTOP["height"], selector


@pytest.mark.parametrize(
    ("day", "state", "label", "banner"),
    [
        ("2026-12-26", "current", "Current", None),
        ("2026-12-27", "due_soon", "Due soon", None),
        ("2027-01-10", "due_soon", "Due soon", None),
        ("2027-01-11", "overdue", "Overdue", "overdue since 10 Jan 2027"),
        ("2027-01-17", "overdue", "Overdue", "Buyer refunds manager"),
        ("2027-01-18", "expired", "Long overdue", "Confirm with your team lead"),
        ("2028-02-29", "expired", "Long overdue", "Confirm with your team lead"),
    ],
)
def test_the_review_state_is_that_of_the_day_it_is_read(
    context: BrowserContext, whole_site: str, day: str, state: str, label: str, banner: str | None
) -> None:
    noon = datetime.fromisoformat(f"{day}T04:00:00+00:00")
    page = open_page(context, f"{whole_site}/{DOCUMENT}", noon)
    expect(page.locator("[data-kb-strip]")).to_have_attribute("data-state", state)
    expect(page.locator("[data-kb-strip] [data-kb-review]")).to_contain_text(label)
    if banner:
        expect(page.locator("[data-kb-banner]")).to_contain_text(banner)
    else:
        expect(page.locator("[data-kb-banner]")).to_be_hidden()


@pytest.mark.parametrize(
    ("moment", "state"),
    [("2027-01-10T15:59:00+00:00", "due_soon"), ("2027-01-10T16:01:00+00:00", "overdue")],
)
def test_the_day_is_that_of_the_governance_zone_wherever_the_reader_is(
    browser: Browser, whole_site: str, moment: str, state: str
) -> None:
    with browser.new_context(timezone_id="America/New_York") as context:
        page = open_page(context, f"{whole_site}/{DOCUMENT}", datetime.fromisoformat(moment))
        expect(page.locator("[data-kb-strip]")).to_have_attribute("data-state", state)


def test_the_expired_banner_speaks_the_readers_language(
    context: BrowserContext, whole_site: str
) -> None:
    day = datetime(2027, 3, 1, 4, tzinfo=UTC)
    page = open_page(context, f"{whole_site}/zh/{DOCUMENT}", day)
    expect(page.locator("[data-kb-banner]")).to_contain_text("使用前请向组长确认")


def test_without_scripts_the_strip_says_as_of_the_build(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{DOCUMENT}")
        expect(page.locator("[data-kb-strip] [data-kb-as-of]")).to_contain_text("22 Nov 2026")
        expect(page.locator("[data-kb-strip]")).to_contain_text("Current")


def test_the_foot_holds_control_data_history_and_links(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    assert page.locator("#document-control").count() == 1
    expect(page.locator("#revision-history").locator("xpath=..")).to_contain_text("2.4")
    edit = page.locator("a[href*='/edit/main/docs/sops/buyer/refund-request.md']")
    assert edit.count() == 1
    suggest = page.locator("a[href*='issues/new']")
    assert "SOP-BUY-001" in (suggest.first.get_attribute("href") or "")


def test_the_register_filters_sorts_and_keeps_its_state(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/reference/register/")
    rows = page.locator("[data-kb-register] tbody tr:visible")
    count = len(load(ROOT).documents)
    expect(rows).to_have_count(count)
    page.locator("[data-kb-register] [name=find]").fill("sopbuy001")
    expect(rows).to_have_count(1)
    expect(page.locator("[data-kb-register] .kb-count")).to_contain_text("1 document")
    page.reload()
    expect(rows).to_have_count(1)
    page.locator("[data-kb-register] [name=find]").fill("退钱")
    expect(rows.first).to_contain_text("SOP-BUY-001")
    page.locator("[data-kb-register] [type=reset]").click()
    expect(rows).to_have_count(count)
    page.locator("th[data-key=title] button").click()
    expect(page.locator("th[data-key=title]")).to_have_attribute("aria-sort", "ascending")
    titles = page.locator("[data-kb-register] tbody tr td:nth-child(2) a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)


def test_a_term_opens_by_keyboard_and_closes_with_escape(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, f"{whole_site}/{DOCUMENT}")
    term = page.locator(".kb-term dfn").first
    tip = page.locator(".kb-term [role=tooltip]").first
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a miniature with every odd state and with hostile text in every place it may stand."""
    target = tmp_path_factory.mktemp("odd")
    root = plant_site(target / "kb", CASES.parent / "site" / "odd")
    (root / "docs/sops/buyer/refund-request.md").unlink()
    (root / "docs/sops/buyer/parcel-not-received.zh.md").unlink()
    done = build_site(root, target / "site", "--no-strict")
    assert done.returncode == 0, done.stderr
    yield from serve(target / "site")


@pytest.mark.parametrize(
    ("path", "text", "text_language"),
    [
        ("sops/buyer/refund-request/", "not available in English", "zh"),
        ("zh/sops/buyer/parcel-not-received/", "本页暂无中文版", "en"),
    ],
)
def test_a_missing_translation_shows_the_other_language_and_says_so(
    context: BrowserContext, odd_site: str, path: str, text: str, text_language: str
) -> None:
    page = open_page(context, f"{odd_site}/{path}")
    expect(page.locator("[data-kind=translation]")).to_contain_text(text)
    assert page.locator(".kb-title").get_attribute("lang") == text_language


@pytest.mark.parametrize(
    ("path", "state", "text"),
    [
        ("sops/buyer/retired/", "retired", "retired"),
        ("sops/buyer/superseded/", "superseded", "SOP-BUY-001"),
        ("sops/buyer/suspended/", "suspended", "Ask your team lead"),
        ("sops/buyer/draft/", "draft", "draft"),
        ("sops/buyer/unreviewed/", "unreviewed", "not yet been reviewed"),
    ],
)
def test_a_banner_says_why_a_document_must_not_be_trusted(
    context: BrowserContext, odd_site: str, path: str, state: str, text: str
) -> None:
    page = open_page(context, f"{odd_site}/{path}")
    expect(page.locator(f".kb-banner[data-state={state}]")).to_contain_text(text)


@pytest.mark.parametrize(
    "path", ["", "zh/", "sops/buyer/hostile/", "reference/register/", "reference/coverage/"]
)
def test_hostile_text_is_shown_and_never_run(
    context: BrowserContext, odd_site: str, path: str
) -> None:
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{odd_site}/{path}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0
    assert errors == []


@pytest.mark.parametrize(
    ("path", "label", "title"),
    [
        ("sops/buyer/unreviewed/", "Acting for the owner", "<script>window.hacked=1</script>"),
        ("zh/sops/buyer/unreviewed/", "代行责任人", "<img src=x onerror=window.hacked=1>"),
    ],
)
def test_the_strip_names_who_acts_for_an_owner_who_is_away(
    context: BrowserContext, odd_site: str, path: str, label: str, title: str
) -> None:
    page = open_page(context, f"{odd_site}/{path}")
    expect(page.locator("[data-kb-strip] .kb-fact--acting dt")).to_have_text(label)
    expect(page.locator("[data-kb-strip] .kb-fact--acting")).to_contain_text(title)
    present = open_page(context, f"{odd_site}/sops/buyer/hostile/")
    expect(present.locator(".kb-fact--owner")).to_have_count(1)
    expect(present.locator(".kb-fact--acting")).to_have_count(0)


def test_hostile_text_reads_as_it_was_written(context: BrowserContext, odd_site: str) -> None:
    page = open_page(context, f"{odd_site}/reference/register/")
    row = page.locator("tr[data-id=SOP-BUY-090]")
    expect(row).to_contain_text("<img src=x onerror=window.hacked=1>")


def test_the_odd_case_folder_is_complete() -> None:
    records = Path(CASES.parent / "site" / "odd" / "data/documents/sops/buyer").glob("*.yml")
    assert sorted(record.stem for record in records) == [
        "draft",
        "hostile",
        "refund-request",
        "retired",
        "superseded",
        "suspended",
        "unreviewed",
    ]
