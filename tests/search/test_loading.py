"""Does the search ask at once for all that it needs, and read what a server has unpacked?"""

import gzip
import re
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, Route, expect

from tests.conftest import DESKTOP, open_page
from tests.search.test_window import OPTIONS, WINDOW, search

INDEX = re.compile(r"/pagefind/.*\.(pagefind|pf_\w+)$")
NEEDED = {
    "kb-search-answer.js",
    "kb-search-words.js",
    "kb-search-guess.js",
    "pagefind.js",
    "pagefind-entry.json",
    "lexicon.json",
    "wasm.en.pagefind",
}


def is_for(name: str) -> Callable[[Request], bool]:
    return lambda request: name_of(request.url) == name


def name_of(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def test_nothing_that_is_needed_waits_for_something_else(
    context: BrowserContext, whole_site: str
) -> None:
    held: list[Route] = []
    page = open_page(context, f"{whole_site}/")
    context.route(lambda url: name_of(url) in NEEDED, lambda route: held.append(route))
    with ExitStack() as all_asked:
        for name in NEEDED:
            all_asked.enter_context(context.expect_event("request", is_for(name)))
        page.keyboard.press("/")
    for route in held:
        route.continue_()
    page.keyboard.type("refund")
    expect(page.locator(OPTIONS).first).to_contain_text("SOP-BUY-001")


@pytest.mark.parametrize("locale", ["", "zh/"])
def test_a_file_is_asked_for_once_and_is_there(
    browser: Browser, whole_site: str, locale: str
) -> None:
    asked: list[str] = []
    failed: list[str] = []
    with browser.new_context(viewport=DESKTOP, service_workers="block") as context:
        page = open_page(context, f"{whole_site}/{locale}")
        context.on("request", lambda request: asked.append(name_of(request.url)))
        context.on("response", lambda each: None if each.ok else failed.append(each.url))
        search(page, "refund")
    assert set(asked) >= NEEDED
    assert [name for name, times in Counter(asked).items() if times > 1] == []
    assert failed == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_files_that_the_server_has_unpacked_are_read_too(
    context: BrowserContext, whole_site: str, language: str
) -> None:
    def unpacked(route: Route) -> None:
        with urllib.request.urlopen(route.request.url) as response:
            route.fulfill(body=gzip.decompress(response.read()))

    context.route(INDEX, unpacked)
    page = open_page(context, f"{whole_site}/{'' if language == 'en' else 'zh/'}")
    search(page, "buy001")
    expect(page.locator(OPTIONS).first).to_contain_text("SOP-BUY-001")


def test_a_browser_that_cannot_unpack_leaves_it_to_pagefind(
    context: BrowserContext, whole_site: str
) -> None:
    def without_streams(route: Route) -> None:
        script = route.fetch().text()
        route.fulfill(
            body=f"delete self.DecompressionStream;{script}", content_type="text/javascript"
        )

    context.route("**/kb-search-worker.js", without_streams)
    page = open_page(context, f"{whole_site}/")
    search(page, "buy001")
    expect(page.locator(OPTIONS).first).to_contain_text("SOP-BUY-001")


def test_an_index_that_is_not_there_is_told(context: BrowserContext, whole_site: str) -> None:
    context.route("**/pagefind-entry.json", lambda route: route.fulfill(status=404))
    page = open_page(context, f"{whole_site}/")
    search(page, "refund")
    expect(page.locator(f"{WINDOW} [role=status]")).to_contain_text("could not be loaded")
