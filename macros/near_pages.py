"""The navigation beside a page names its neighbours: it must not grow with the documents."""

from copy import copy
from typing import Any

from mkdocs.structure.nav import Navigation, Section

MOST_PAGES = 24
"""Pages of a folder that are all named; of a larger folder, those around the page in hand."""


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Show a copy of the navigation in which every large folder is shortened.

    A folder that is not on the way to the page is shown closed, but Material's template writes a
    blank line for each of its pages.
    """
    way = [page, *page.ancestors]
    short = Navigation([_shortened(item, way) for item in nav.items], nav.pages)
    short.homepage = nav.homepage
    context["nav"] = short
    return context


def _shortened(item: Any, way: list[Any]) -> Any:
    """Give a section with the children around the way; a page unchanged."""
    if not isinstance(item, Section):
        return item
    section = copy(item)
    section.children = [_shortened(child, way) for child in _around(item, way)]
    return section


def _around(section: Section, way: list[Any]) -> list[Any]:
    """Give the index page, the child on the way, and as many around it as are shown."""
    children = section.children
    if len(children) <= MOST_PAGES:
        return children
    places = enumerate(children) if section in way else ()
    position = next((place for place, child in places if child in way), 0)
    first = max(1, min(position - MOST_PAGES // 2, len(children) - MOST_PAGES))
    return [children[0], *children[first : first + MOST_PAGES]]
