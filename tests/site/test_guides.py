"""Does a guide lead an agent through, by mouse, keyboard, link, on paper and without scripts?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import build_site, open_page, plant_site, serve

OVERLAY = Path(__file__).parent / "guides"
REFUND = "guides/refund/"
SOP = "sops/buyer/refund-request/"
CURRENT = "[data-current] > .kb-guide__text"
WORDS = {
    "": ("Is there proof?", "Has the proof come?", "Refund to the original method."),
    "zh/": ("是否有凭证？", "凭证是否已到？", "退回原支付方式。"),
}


def large_guide(count: int) -> str:
    """Write a guide of many questions, each of which also leads back to the start."""
    head = (
        "id: GDE-BUY-500\ntitle: {en: Large, zh: 大型}\ndocument: SOP-BUY-001\n"
        'version: "1.1"\nstart: n0\nnodes:\n'
    )
    question = (
        "  n{0}:\n    kind: question\n    text: {{en: Number {0}?, zh: 第 {0} 题？}}\n"
        "    options:\n"
        "      - {{label: {{en: Next, zh: 下一题}}, next: n{1}}}\n"
        "      - {{label: {{en: Back, zh: 重来}}, next: n0}}\n"
    )
    end = f"  n{count - 1}:\n    kind: outcome\n    text: {{en: The end., zh: 结束。}}\n"
    return head + "".join(question.format(i, i + 1) for i in range(count - 1)) + end


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build, strictly, a miniature whose guides are hostile, outdated and large."""
    target = tmp_path_factory.mktemp("guides")
    root = plant_site(target / "kb", OVERLAY)
    (root / "data/guides/GDE-BUY-500.yml").write_text(large_guide(500), "utf-8")
    done = build_site(root, target / "site")
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    yield from serve(target / "site")


def choose(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator(".kb-guide__choice").nth(number - 1).click()


@pytest.mark.parametrize("language", ["", "zh/"])
def test_keys_lead_through_and_the_new_question_has_the_focus(
    context: BrowserContext, site: str, language: str
) -> None:
    proof, come, refund = WORDS[language]
    page = open_page(context, f"{site}/{language}{REFUND}")
    page.keyboard.press("1")
    expect(page.locator(".kb-guide__trail li")).to_have_count(0)
    page.locator(".kb-guide__choice").first.focus()
    page.keyboard.press("1")
    expect(page.locator(CURRENT)).to_be_focused()
    expect(page.locator(CURRENT)).to_contain_text(proof)
    page.keyboard.press("9")
    page.keyboard.press("2")
    expect(page.locator(CURRENT)).to_contain_text(come)
    page.keyboard.press("2")
    expect(page.locator(CURRENT)).to_contain_text(refund)
    expect(page.locator(CURRENT)).to_be_focused()
    expect(page.locator(".kb-guide__trail li")).to_have_count(3)
    expect(page.locator(".kb-guide__choice")).to_have_count(0)
    assert page.url.endswith("#g=GDE-BUY-001:1.2.2")


def test_one_screen_is_shown_and_its_outcome_tells_what_to_do(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{REFUND}")
    expect(page.locator(".kb-guide__screen:visible")).to_have_count(1)
    expect(page.locator(CURRENT)).to_contain_text("Within 30 days?")
    choose(page, 1, 1)
    screen = page.locator(".kb-guide__screen:visible")
    expect(screen.locator(".kb-guide__actions li")).to_have_count(2)
    expect(screen.locator(".kb-script__text").first).to_contain_text("I have started a refund of")
    screen.locator("input[name=amount]").press_sequentially("12")
    expect(screen.locator(".kb-script__text").first).to_contain_text("refund of 12")
    expect(page.locator(".kb-guide__screen:visible")).to_have_count(1)  # digits answer nothing here
    expect(screen.locator(".kb-guide__section a")).to_have_attribute(
        "href", "../../sops/buyer/refund-request/#steps"
    )
    page.go_back()
    page.go_back()
    choose(page, 2)
    screen = page.locator(".kb-guide__screen:visible")
    expect(screen.locator(".kb-levels")).to_contain_text("Buyer refunds manager")
    expect(screen.locator(".kb-levels")).to_contain_text("Order number and proof.")


def test_back_restart_and_the_trail_go_where_they_say(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{REFUND}")
    expect(page.locator("[data-guide=back]")).to_be_disabled()
    choose(page, 1, 2, 1)
    expect(page.locator(CURRENT)).to_contain_text("Within 30 days?")
    page.locator("[data-guide=back]").click()
    expect(page.locator(CURRENT)).to_contain_text("Has the proof come?")
    page.go_back()
    expect(page.locator(CURRENT)).to_contain_text("Within 30 days?")
    expect(page.locator(".kb-guide__step")).to_have_count(3)
    page.locator(".kb-guide__step").nth(1).click()
    expect(page.locator(CURRENT)).to_contain_text("Is there proof?")
    page.locator("[data-guide=restart]").click()
    expect(page.locator(".kb-guide__step")).to_have_count(0)
    expect(page.locator(CURRENT)).to_be_focused()


@pytest.mark.parametrize(
    ("answers", "shown", "note"),
    [
        ("1.2", "Has the proof come?", ""),
        ("1.7.1", "Is there proof?", "no longer fits"),
        ("2.1", "Hand the case to L2.", "no longer fits"),
        ("0", "Within 30 days?", "no longer fits"),
        (".".join(["1", "2", "1"] * 400), "Within 30 days?", ""),
    ],
)
def test_a_link_opens_the_place_as_far_as_it_fits(
    context: BrowserContext, site: str, answers: str, shown: str, note: str
) -> None:
    page = open_page(context, f"{site}/{REFUND}#g=GDE-BUY-001:{answers}")
    expect(page.locator(CURRENT)).to_contain_text(shown)
    expect(page.locator(".kb-guide__note")).to_contain_text(note)


def test_the_link_to_a_place_is_copied(browser: Browser, site: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = open_page(context, f"{site}/{REFUND}")
        choose(page, 1, 2)
        page.locator("[data-guide=copy]").click()
        expect(page.locator(".kb-guide__note")).to_have_text("Link copied")
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site}/{REFUND}#g=GDE-BUY-001:1.2"


def test_the_reply_of_an_outcome_is_copied(browser: Browser, site: str) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = open_page(context, f"{site}/{REFUND}")
        choose(page, 1, 1)
        reply = page.locator(".kb-guide__screen:visible .kb-script")
        reply.locator("[data-kb-copy]").first.click()
        expect(reply.locator("[role=status]")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Hello [")
    assert copied.endswith("I have started a refund of [Amount].")


def test_the_language_switch_keeps_the_answers(context: BrowserContext, site: str) -> None:
    page = open_page(context, f"{site}/{REFUND}#g=GDE-BUY-001:1.2")
    page.locator(".md-select button").hover()
    page.locator(".md-select__link[hreflang=zh]").click()
    page.wait_for_url(f"{site}/zh/{REFUND}#g=GDE-BUY-001:1.2")
    expect(page.locator(CURRENT)).to_contain_text("凭证是否已到？")


def test_the_whole_tree_can_be_seen_and_its_links_lead_to_screens(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/{REFUND}")
    page.locator("[data-guide=whole]").click()
    expect(page.locator(".kb-guide__screen:visible")).to_have_count(5)
    expect(page.locator(".kb-guide__choices")).to_be_hidden()
    link = page.locator(".kb-guide__go", has_text="Back to 1")
    link.click()
    expect(page.locator(".kb-guide__screen:target")).to_be_in_viewport()
    page.locator("[data-guide=whole]").click()
    expect(page.locator(".kb-guide__screen:visible")).to_have_count(1)


@pytest.mark.parametrize("language", ["", "zh/"])
def test_paper_and_readers_without_scripts_have_the_whole_tree(
    browser: Browser, context: BrowserContext, site: str, language: str
) -> None:
    page = open_page(context, f"{site}/{language}{REFUND}")
    choose(page, 1)
    page.emulate_media(media="print")
    with browser.new_context(java_script_enabled=False) as without:
        plain = without.new_page()
        plain.goto(f"{site}/{language}{REFUND}")
        for each in (page, plain):
            expect(each.locator(".kb-guide__screen:visible")).to_have_count(5)
            expect(each.locator(".kb-guide__answer:visible")).to_have_count(6)
            for words in WORDS[language]:
                expect(each.locator(".kb-guide__words", has_text=words)).to_be_visible()
            expect(each.locator(".kb-guide__tools")).to_be_hidden()
            expect(each.locator(".kb-guide__trail")).to_be_hidden()


@pytest.mark.parametrize("path", [REFUND, "guides/", SOP])
def test_a_text_is_shown_as_it_is_written(context: BrowserContext, site: str, path: str) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(f"{site}/{path}")
    expect(page.locator("main")).to_contain_text('Refund <b>or</b> not "&')
    if path == REFUND:
        expect(page.locator(CURRENT)).to_contain_text("<script>document.title = 'caught'</script>")
        expect(page.locator(".kb-guide__choice").first).to_contain_text("Yes <i>&amp;</i>")
        choose(page, 1)
        expect(page.locator(".kb-guide__step")).to_contain_text("<script>")
        expect(page.locator(CURRENT)).to_contain_text("{% raw %}{# [x](javascript:alert(1))")
        page.locator(".kb-guide__picture summary").click()
        expect(page.locator(".kb-guide__picture")).to_contain_text("Yes <i>&amp;</i>")
    assert page.locator(".kb-guide img, .kb-guide i, .kb-guide script").count() == 0
    assert page.title() not in ("caught", "1")
    assert not [url for url in asked if url.endswith("/x")]


def test_a_large_guide_can_be_used_and_says_that_it_is_not_drawn(
    context: BrowserContext, site: str
) -> None:
    page = open_page(context, f"{site}/guides/large/")
    large, older = page.locator("[data-kb-guide]").all()
    large.locator(".kb-guide__choice").first.focus()
    for _ in range(20):
        page.keyboard.press("1")
    expect(large.locator(CURRENT)).to_contain_text("Number 20?")
    expect(older.locator(CURRENT)).to_contain_text("Wait.")
    large.locator("summary").click()
    expect(large.locator(".kb-guide__picture")).to_contain_text("too large for a picture")
    large.locator("[data-guide=whole]").click()
    expect(large.locator(".kb-guide__screen:visible")).to_have_count(500)
    expect(large.locator(".kb-guide__continued").first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "banner"),
    [
        ("guides/large/", "made from version 0.9; it is now at 1.1"),
        ("zh/guides/large/", "依据 0.9 版编写，作业程序现为 1.1 版"),
        ("guides/", "The procedure has changed since"),
        ("zh/guides/", "作业程序已变更"),
    ],
)
def test_a_guide_says_that_its_procedure_has_moved_on(
    context: BrowserContext, site: str, path: str, banner: str
) -> None:
    page = open_page(context, f"{site}/{path}")
    flagged = page.locator(".kb-guide .kb-banner, .kb-guides .kb-pill")
    expect(flagged).to_have_count(1)
    expect(flagged).to_contain_text(banner)
