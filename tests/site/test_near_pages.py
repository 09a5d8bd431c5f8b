"""Does what stands beside a page stay as long as it is, however many documents there are?"""

from typing import Any

import pytest
from macros.near_pages import MOST_PAGES, on_page_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def folder_of(count: int) -> tuple[Navigation, list[Page]]:
    """Make a site of one area with an index page and so many documents."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test"})
    config.validate()
    names = ["index.md", *(f"doc-{number:05d}.md" for number in range(count))]
    pages = [Page(name, File(f"buyer/{name}", "docs", "site", True), config) for name in names]
    area = Section("Buyer", list(pages))
    top = Section("Procedures", [area])
    for page in pages:
        page.parent = area
    area.parent = top
    return Navigation([top], pages), pages


def beside(nav: Navigation, page: Page) -> list[Any]:
    context = on_page_context({"nav": nav}, page, None, nav)
    children: list[Any] = context["nav"].items[0].children[0].children
    return children


@pytest.mark.parametrize("position", [0, 1, 2, 250, 499, 500])
def test_a_large_folder_is_named_around_the_page(position: int) -> None:
    nav, pages = folder_of(500)
    named = beside(nav, pages[position])
    assert len(named) == len(set(map(id, named))) == MOST_PAGES + 1
    assert pages[position] in named
    assert named[0] is pages[0]
    neighbours = pages[max(1, position - 3) : position + 4]
    assert [page for page in neighbours if page not in named] == []


@pytest.mark.parametrize("count", [500, 5_000])
def test_its_length_does_not_depend_on_the_documents(count: int) -> None:
    nav, pages = folder_of(count)
    assert len(beside(nav, pages[100])) == MOST_PAGES + 1
    assert len(nav.items[0].children[0].children) == count + 1


def test_a_small_folder_is_named_whole() -> None:
    nav, pages = folder_of(MOST_PAGES - 1)
    assert beside(nav, pages[3]) == pages


def test_a_large_folder_elsewhere_is_shortened_too() -> None:
    nav, _ = folder_of(500)
    elsewhere, others = folder_of(3)
    short = on_page_context({}, others[1], None, Navigation([*elsewhere.items, *nav.items], others))
    near, far = (top.children[0] for top in short["nav"].items)
    assert near.children == others
    assert far.children == nav.pages[: MOST_PAGES + 1]
