"""Which files does the site hold beside its pages: path in the site, and who builds the content?

Add a line to `SITE_FILES`; a file whose name depends on the content belongs to `site_files`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from sopkb.bulletin_view import FEEDS
from sopkb.catalog import Catalog
from sopkb.exports.api_index import API_FILES
from sopkb.exports.bulletin_feed import bulletin_feed
from sopkb.exports.headers import HEADER_FILES
from sopkb.exports.llms import LLMS_FILES, llms
from sopkb.findings import LANGUAGES
from sopkb.night.files import followed
from sopkb.night.health import health_on
from sopkb.night.html import TEMPLATES

SiteFile = Callable[[Catalog, date], str]

SITE_FILES: Mapping[str, SiteFile] = {
    **API_FILES,
    **{path: partial(llms, language) for language, path in LLMS_FILES.items()},
    **{path: partial(bulletin_feed, language) for language, path in FEEDS.items()},
    **HEADER_FILES,
    "assets/health.css": lambda catalog, today: (TEMPLATES / "health.css").read_text("utf-8"),
}


def site_files(catalog: Catalog, today: date) -> Iterator[tuple[str, str]]:
    """Yield the path in the site and the text of every file, as of a day."""
    for path, build in SITE_FILES.items():
        yield path, build(catalog, today)
    for language in LANGUAGES:
        yield from followed(catalog, health_on(catalog, today), language)
