"""Which macros show a view that is made here, and what does each of them show?

Add a view and the template `macros/templates/<name>.html.j2`, which gets it as `view`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from sopkb.catalog import Catalog
from sopkb.coverage_view import coverage_view
from sopkb.glossary_view import glossary_view
from sopkb.guide_list import guide_list
from sopkb.guide_view import guide_view
from sopkb.home_view import home_view
from sopkb.night.page import health_page
from sopkb.quiz_view import quiz_view
from sopkb.training_view import matrix_view, paths_view
from sopkb.translation_view import translation_queue

View = Callable[[Catalog, str, date], Any]
"""What a block shows of a catalog, in the reader's language, on a day."""

BLOCKS: Mapping[str, View] = {
    "translations": translation_queue,
    "compare": translation_queue,
    "glossary": glossary_view,
    "health": health_page,
    "coverage": coverage_view,
    "guides": guide_list,
    "home": home_view,
    "matrix": matrix_view,
    "trainings": paths_view,
}
"""Macros without arguments."""


class Findable(Protocol):
    """A view of one row, and the text by which a search finds the page that shows it."""

    @property
    def search_text(self) -> str:
        """Give the text, without markup."""


ItemView = Callable[[Catalog, str, date, str], Findable]
"""What a block shows of one row, whose id is the last argument and known to exist."""

ITEM_BLOCKS: Mapping[str, ItemView] = {
    "guide": guide_view,
    "quiz": quiz_view,
}
"""Macros of one id; `macro_names.FIRST_ARGUMENT` says in which register it must stand."""
