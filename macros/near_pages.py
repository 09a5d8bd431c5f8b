"""The navigation beside a page names its neighbours: it must not grow with the documents."""

from copy import copy
from typing import Any

from mkdocs.structure.nav import Navigation, Section

MOST_PAGES = 24
"""Pages of a folder that are all named; of a larger folder, those around the page in hand."""


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Show a shortened copy of the navigation where a folder on the way to the page is large."""
    sections = [page, *page.ancestors]
    if any(len(each.children) > MOST_PAGES for each in page.ancestors):
        items = [_shortened(item, sections) for item in nav.items]
        short = Navigation(items, nav.pages)
        short.homepage = nav.homepage
        context["nav"] = short
    return context


def _shortened(item: Any, way: list[Any]) -> Any:
    """Give a section on the way to the page with the children around the way; others unchanged."""
    if not isinstance(item, Section) or item not in way:
        return item
    section = copy(item)
    section.children = [_shortened(child, way) for child in _around(item.children, way)]
    return section


def _around(children: list[Any], way: list[Any]) -> list[Any]:
    """Give the index page, the child on the way, and as many around it as are shown."""
    if len(children) <= MOST_PAGES:
        return children
    position = next((at for at, child in enumerate(children) if child in way), 0)
    first = max(1, min(position - MOST_PAGES // 2, len(children) - MOST_PAGES))
    return [children[0], *children[first : first + MOST_PAGES]]
