"""Which macros show a view that is made here, and what does each of them show?

Add a view and the template `macros/templates/<name>.html.j2`, which gets it as `view`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from sopkb.bulletin_view import (
    bulletin_news,
    bulletins_view,
    document_alarms,
    timezones_of_centers,
)
from sopkb.catalog import Catalog, Document
from sopkb.change_view import changes_view, difference_address
from sopkb.coverage_view import coverage_view
from sopkb.escalation_view import finder_view, situation_view
from sopkb.glossary_view import glossary_view
from sopkb.guide_list import guide_list
from sopkb.guide_view import guide_view
from sopkb.home_view import home_view
from sopkb.night.page import health_page
from sopkb.quiz_view import quiz_view
from sopkb.script_view import library_view, script_view
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
    "scripts": library_view,
    "escalation_finder": finder_view,
    "bulletins": bulletins_view,
    "bulletin_news": bulletin_news,
    "changes": changes_view,
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
    "script": script_view,
    "escalation": situation_view,
}
"""Macros of one id; `macro_names.FIRST_ARGUMENT` says in which register it must stand."""


def page_parts(
    catalog: Catalog, document: Document | None, language: str, today: date
) -> dict[str, Any]:
    """Give what the theme's templates show of the floor's tools on a page, perhaps a document's."""
    return {
        "bulletins": bulletin_news(catalog, language, today),
        "alarms": document_alarms(catalog, document.id, language, today) if document else (),
        "differences": _differences(catalog, document, language) if document else {},
        "default_locale": catalog.default_locale,
        "center_timezones": timezones_of_centers(catalog),
    }


def _differences(catalog: Catalog, document: Document, language: str) -> dict[str, str]:
    """Give where the site compares each version of a document with the one before it."""
    versions = (change.version for change in document.record.changes)
    found = {each: difference_address(catalog, document, each, language) for each in versions}
    return {version: address for version, address in found.items() if address}
