"""Which macros without arguments are there, and what does each of them show?

Add a view and the template `macros/templates/<name>.html.j2`, which gets it as `view`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sopkb.catalog import Catalog
from sopkb.coverage_view import coverage_view
from sopkb.glossary_view import glossary_view
from sopkb.night.page import health_page

View = Callable[[Catalog, str, date], Any]
"""What a block shows of a catalog, in the reader's language, on a day."""

BLOCKS: Mapping[str, View] = {
    "glossary": glossary_view,
    "health": health_page,
    "coverage": coverage_view,
}
