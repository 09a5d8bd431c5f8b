"""Does a package run in a real browser against a learning system, and without one?"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from sopkb.loading import load
from sopkb.scorm import packages
from tests.conftest import serve
from tests.trees import AS_OF, ROOT

NAME = "TRN-BUY-001"
MODULE = f"{NAME}/1.2/en/"
SESSION_TIME = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")


@pytest.fixture(scope="module")
def answers() -> list[int]:
    return [question.answer for question in load(ROOT).training[NAME].questions]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("scorm")
    catalog = load(ROOT)
    for package in packages(catalog, catalog.training[NAME], AS_OF):
        language = package.name.removesuffix(".zip")[-2:]
        with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
            archive.extractall(folder / language)
        shutil.copy(Path(__file__).parent / "lms.html", folder / language)
    yield from serve(folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as fresh:
        yield fresh


def launch(context: BrowserContext, address: str, query: str = "") -> tuple[Page, FrameLocator]:
    page = context.new_page()
    return page, relaunch(page, address, query)


def relaunch(page: Page, address: str, query: str = "") -> FrameLocator:
    page.goto(f"{address}/en/lms.html{query}")
    lesson = page.frame_locator("iframe")
    expect(lesson.locator(".kb-quiz--live")).to_be_visible()
    return lesson


def answer(lesson: FrameLocator | Page, chosen: list[int], first: int = 0) -> None:
    for place, number in enumerate(chosen, first):
        question = lesson.locator("[data-kb-question]").nth(place)
        question.locator("input").nth(number - 1).check()
        question.locator("[type=submit]").click()
        if place < lesson.locator("[data-kb-question]").count() - 1:
            lesson.locator("[data-kb-quiz-step='1']").click()


def held(page: Page) -> dict[str, str]:
    values: dict[str, str] = page.evaluate("JSON.parse(sessionStorage.getItem('held'))")
    return values


def calls(page: Page) -> list[Any]:
    log: list[Any] = page.evaluate("JSON.parse(sessionStorage.getItem('log'))")
    return [each[0] for each in log]


def wrong(right: int) -> int:
    return 2 if right == 1 else 1


def test_a_learner_passes_and_the_result_is_reported(
    context: BrowserContext, address: str, answers: list[int]
) -> None:
    page, lesson = launch(context, address)
    assert held(page)["cmi.core.lesson_status"] == "incomplete"
    answer(lesson, answers)
    expect(lesson.locator(".kb-quiz__score")).to_contain_text("12 of 12")
    values = held(page)
    assert values["cmi.core.lesson_status"] == "passed"
    scores = [values[f"cmi.core.score.{key}"] for key in ("raw", "min", "max")]
    assert scores == ["100", "0", "100"]
    assert values["cmi.suspend_data"] == MODULE + ",".join(map(str, answers))
    page.locator("iframe").evaluate("frame => frame.remove()")
    assert calls(page)[0] == "LMSInitialize"
    assert calls(page)[-2:] == ["LMSCommit", "LMSFinish"]
    assert SESSION_TIME.fullmatch(held(page)["cmi.core.session_time"])
    assert held(page)["cmi.core.exit"] == "suspend"


def test_a_learner_fails_below_the_pass_mark_and_may_pass_later(
    context: BrowserContext, address: str, answers: list[int]
) -> None:
    page, lesson = launch(context, address)
    answer(lesson, [*answers[:9], *map(wrong, answers[9:])])
    assert held(page)["cmi.core.lesson_status"] == "failed"
    assert held(page)["cmi.core.score.raw"] == "75"
    lesson.locator("[data-kb-quiz-again]").click()
    answer(lesson, [*answers[:10], *map(wrong, answers[10:])])
    assert held(page)["cmi.core.score.raw"] == "83"
    assert held(page)["cmi.core.lesson_status"] == "passed"
    lesson.locator("[data-kb-quiz-again]").click()
    answer(lesson, list(map(wrong, answers)))
    assert held(page)["cmi.core.lesson_status"] == "passed"


def test_the_answers_so_far_come_back(
    context: BrowserContext, address: str, answers: list[int]
) -> None:
    page, lesson = launch(context, address)
    answer(lesson, answers[:3])
    lesson = relaunch(page, address)
    expect(lesson.locator("[data-kb-quiz-progress]")).to_have_text("Question 4 of 12")
    answer(lesson, answers[3:], first=3)
    assert held(page)["cmi.core.lesson_status"] == "passed"


@pytest.mark.parametrize("kept", ["TRN-BUY-001/1.1/en/1,1,1", MODULE + "9,x,1", MODULE + "1", "{}"])
def test_answers_to_another_version_or_damaged_ones_are_not_taken(
    context: BrowserContext, address: str, kept: str
) -> None:
    page, _ = launch(context, address)
    page.evaluate("kept => { store['cmi.suspend_data'] = kept; }", kept)
    page.locator("iframe").evaluate("frame => { frame.src = frame.src; }")
    lesson = page.frame_locator("iframe")
    expect(lesson.locator("[data-kb-quiz-progress]")).to_have_text("Question 1 of 12")
    expect(lesson.locator(".kb-quiz__verdict").first).to_be_empty()


@pytest.mark.parametrize(
    ("refused", "shown"), [("LMSInitialize", 0), ("LMSCommit", 1), ("LMSSetValue", 1)]
)
def test_a_learning_system_that_refuses_is_told_to_the_learner(
    context: BrowserContext, address: str, answers: list[int], refused: str, shown: int
) -> None:
    _, lesson = launch(context, address, f"?refuses={refused}")
    answer(lesson, answers[:shown])
    expect(lesson.locator(".notice")).to_have_attribute("data-state", "failed")
    expect(lesson.locator(".notice")).to_contain_text("did not take the result")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "No learning system"), ("zh", "未检测到学习系统")]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_learning_system_the_lesson_works_and_says_so(
    browser: Browser, address: str, answers: list[int], language: str, told: str, scheme: str
) -> None:
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/{language}/index.html")
        expect(page.locator(".notice")).to_contain_text(told)
        answer(page, [*answers[:-1], wrong(answers[-1])])
        expect(page.locator("[data-kb-quiz-result]")).to_be_visible()
        found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert [url for url in asked if not url.startswith(address)] == []
    assert faults == []
