"""A page of the built site in which the modules of the search can be called."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import DESKTOP


@pytest.fixture(scope="module")
def whole_page(browser: Browser, whole_site: str) -> Iterator[Page]:
    """Open the home page of the whole site once for a module."""
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        page.goto(f"{whole_site}/")
        yield page
