"""Can an agent practise with a quiz, and a center lead read who must be trained by when?"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from sopkb.loading import load
from sopkb.training_matrix import TrainingState
from tests.conftest import build_site, plant_site, serve
from tests.trees import AS_OF, CASES, ROOT

TODAY = datetime(2026, 11, 22, 4, tzinfo=UTC)
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
MODULE = "training/refunds-and-returns/"
PATHS = "training/"
MATRIX = "reference/training-matrix/"
ROWS = "[data-kb-register] tbody tr"
LANGUAGES = ["", "zh/"]
COUNT = 12


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESKTOP) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def answers() -> list[int]:
    return [question.answer for question in load(ROOT).training["TRN-BUY-001"].questions]


@pytest.fixture(scope="module")
def outdated_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the miniature with a module that its document has left behind."""
    place = tmp_path_factory.mktemp("outdated")
    root = plant_site(place / "kb", CASES / "training-late" / "the-module-must-be-renewed-first")
    (root / "docs/training/index.md").write_text("# Training\n\n{{ trainings() }}\n", "utf-8")
    (root / "docs/training/index.zh.md").write_text("# 培训\n\n{{ trainings() }}\n", "utf-8")
    hostile = json.dumps("</script><img src=x onerror=alert(1)>")
    quiz = root / "data/training/TRN-BUY-001.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("{en: Wait,", f"{{en: {hostile},"), "utf-8")
    done = build_site(root, place / "site")
    assert done.returncode == 0, done.stderr
    yield from serve(place / "site")


def open_page(context: BrowserContext, site: str, path: str) -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(TODAY)
    page.goto(f"{site}/{path}")
    page.wait_for_load_state("networkidle")
    return page


def answer(page: Page, place: int, number: int) -> None:
    question = page.locator("[data-kb-question]").nth(place)
    question.locator("input").nth(number - 1).check()
    question.locator("[type=submit]").click()


def answer_all(page: Page, chosen: list[int]) -> None:
    page.locator("[data-kb-quiz-mode]").click()
    for place, number in enumerate(chosen):
        answer(page, place, number)


def wrong(right: int) -> int:
    return 2 if right == 1 else 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [MODULE, PATHS, MATRIX])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    browser: Browser, whole_site: str, path: str, language: str, scheme: str, size: ViewportSize
) -> None:
    with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = open_page(context, whole_site, language + path)
        if path == MODULE:
            answer_all(page, [1] * COUNT)
        found = Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize(
    ("language", "label", "told"),
    [("", "Practice, not certification", "Right."), ("zh/", "练习用途，不作为认证", "回答正确。")],
)
def test_a_right_answer_is_explained_at_once(
    context: BrowserContext,
    whole_site: str,
    answers: list[int],
    language: str,
    label: str,
    told: str,
) -> None:
    page = open_page(context, whole_site, language + MODULE)
    expect(page.locator(".kb-quiz__label").first).to_contain_text(label)
    question = page.locator("[data-kb-question]").first
    expect(question.locator("details")).to_be_hidden()
    answer(page, 0, answers[0])
    expect(question.locator(".kb-quiz__verdict")).to_have_text(told)
    expect(question.locator("details p").nth(1)).to_be_visible()
    question.locator("details a").click()
    expect(page).to_have_url(f"{whole_site}/{language}sops/buyer/refund-request/#before-you-start")


def test_a_wrong_answer_names_the_right_one(
    context: BrowserContext, whole_site: str, answers: list[int]
) -> None:
    page = open_page(context, whole_site, MODULE)
    answer(page, 0, wrong(answers[0]))
    told = page.locator(".kb-quiz__verdict").first
    expect(told).to_have_text("Not right. The right answer is: The market of the order")
    expect(page.locator("[data-kb-question]").first.locator("input:enabled")).to_have_count(0)


def test_nothing_is_judged_before_an_answer_is_chosen(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, whole_site, MODULE)
    page.locator("[data-kb-question] [type=submit]").first.click()
    expect(page.locator(".kb-quiz__verdict").first).to_have_text("Choose an answer first.")


@pytest.mark.parametrize(("right", "told"), [(10, "Pass mark reached."), (9, "Pass mark not")])
def test_the_score_is_held_against_the_pass_mark(
    context: BrowserContext, whole_site: str, answers: list[int], right: int, told: str
) -> None:
    page = open_page(context, whole_site, MODULE)
    answer_all(page, [*answers[:right], *map(wrong, answers[right:])])
    result = page.locator("[data-kb-quiz-result]")
    expect(result).to_be_focused()
    expect(result).to_contain_text(f"{right} of {COUNT} questions right")
    expect(result).to_contain_text(told)
    expect(result).to_contain_text("Practice, not certification")


def test_it_works_by_keyboard_alone(
    context: BrowserContext, whole_site: str, answers: list[int]
) -> None:
    page = open_page(context, whole_site, MODULE)
    for place, number in enumerate(answers):
        question = page.locator("[data-kb-question]").nth(place)
        expect(question).to_be_visible()
        question.locator("input").first.focus()
        page.keyboard.press("Space")
        for _ in range(number - 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        if place < COUNT - 1:
            page.locator("[data-kb-quiz-step='1']").focus()
            page.keyboard.press("Enter")
            expect(page.locator("[data-kb-question]").nth(place + 1)).to_be_focused()
    expect(page.locator(".kb-quiz__score")).to_contain_text(f"{COUNT} of {COUNT}")


def test_one_question_at_a_time_or_all_of_them(context: BrowserContext, whole_site: str) -> None:
    page = open_page(context, whole_site, MODULE)
    shown = page.locator("[data-kb-question]:visible")
    expect(shown).to_have_count(1)
    page.locator("[data-kb-quiz-step='1']").click()
    expect(page.locator("[data-kb-quiz-progress]")).to_have_text(f"Question 2 of {COUNT}")
    page.locator("[data-kb-quiz-mode]").click()
    expect(shown).to_have_count(COUNT)
    page.locator("[data-kb-quiz-mode]").click()
    expect(shown).to_have_count(1)


def test_the_end_leads_back_to_the_beginning_and_nothing_is_kept(
    context: BrowserContext, whole_site: str, answers: list[int]
) -> None:
    page = open_page(context, whole_site, MODULE)
    kept = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]"
    before = page.evaluate(kept)
    answer_all(page, answers)
    assert page.evaluate(kept) == before
    page.locator("[data-kb-quiz-again]").click()
    expect(page.locator("[data-kb-quiz-result]")).to_be_hidden()
    expect(page.locator("[data-kb-question] input:checked")).to_have_count(0)
    answer(page, 0, answers[0])
    page.reload()
    expect(page.locator("[data-kb-question] input:checked")).to_have_count(0)


def test_without_scripts_every_answer_unfolds(browser: Browser, whole_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/{MODULE}")
        expect(page.locator("[data-kb-question]:visible")).to_have_count(COUNT)
        reason = page.locator("[data-kb-question]").first.locator("details")
        reason.locator("summary").click()
        expect(reason.locator("strong")).to_have_text("The market of the order")
        expect(page.locator(".kb-quiz button:visible")).to_have_count(0)


def test_each_role_has_its_modules_in_the_order_of_the_register(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, whole_site, PATHS)
    for audience, path in load(ROOT).training_matrix.items():
        ids = page.locator(f"[aria-labelledby=path-{audience}] .kb-id").all_text_contents()
        assert ids == [each.training for each in path.trainings]


def test_a_procedure_links_the_modules_that_teach_it(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, whole_site, "zh/sops/buyer/refund-request/")
    page.locator(".kb-control a", has_text="TRN-BUY-001").click()
    expect(page).to_have_url(f"{whole_site}/zh/{MODULE}")


def test_the_matrix_shows_counts_with_their_day_and_filters_the_late_ones(
    context: BrowserContext, whole_site: str
) -> None:
    page = open_page(context, whole_site, MATRIX)
    every = page.locator(f"{ROWS}:visible")
    count = every.count()
    page.locator("[name=state]").select_option("late")
    assert 0 < every.count() < count
    late = every.first.locator("[data-state=training-late]")
    cell = late.locator("xpath=..")
    expect(cell).to_contain_text("79 of 84")
    expect(cell).to_contain_text("as of 20 Nov 2026")
    expect(cell).not_to_contain_text("old figures")


def test_old_figures_are_marked(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb", CASES / "training-late" / "newer-counts-are-complete")
    old = AS_OF.replace(day=1).isoformat()
    status = root / "data/training_status.csv"
    status.write_text(status.read_text("utf-8").replace("2026-11-20", old), "utf-8")
    for name, title in (("matrix.md", "Matrix"), ("matrix.zh.md", "培训矩阵")):
        (root / "docs" / name).write_text(f"# {title}\n\n{{{{ matrix() }}}}\n", "utf-8")
    assert build_site(root, tmp_path / "site").returncode == 0
    assert "统计已过期" in (tmp_path / "site/zh/matrix/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "told"),
    [("", "it teaches 1.1, but SOP-BUY-001 is at 2.0"), ("zh/", "SOP-BUY-001 现为 2.0 版")],
)
def test_a_module_that_its_document_has_left_behind_says_so(
    context: BrowserContext, outdated_site: str, language: str, told: str
) -> None:
    page = open_page(context, outdated_site, f"{language}training/refunds/")
    expect(page.locator(".kb-quiz .kb-banner")).to_contain_text(told)
    page.goto(f"{outdated_site}/{language}training/")
    expect(page.locator(".kb-path .kb-pill[data-state=behind]").first).to_be_visible()


def test_hostile_text_stays_text(context: BrowserContext, outdated_site: str) -> None:
    page = open_page(context, outdated_site, "training/refunds/")
    expect(page.locator(".kb-quiz img")).to_have_count(0)
    answer(page, 0, 1)
    expect(page.locator(".kb-quiz__option").nth(1)).to_contain_text("</script><img")


def test_the_states_of_the_matrix_are_words_of_the_vocabulary() -> None:
    assert set(load(ROOT).vocabulary["training_state"]) == set(TrainingState)
