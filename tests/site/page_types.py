"""Which pages stand for all kinds of pages of the site? A new page below docs/ joins by itself."""

from pathlib import PurePosixPath

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.site_address import page_path
from tests.trees import ROOT

EACH_ITS_OWN_KIND = frozenset({"reference"})
"""Folders whose pages are all different; elsewhere one page stands for those beside it."""

BESIDE_THE_PAGES = ("404.html", "503.html")
"""Pages that belong to no Markdown file; they speak all languages."""


def addresses() -> tuple[str, ...]:
    """Give the addresses of one page of each kind, in every language."""
    catalog = load(ROOT)
    return (*BESIDE_THE_PAGES, *_of_languages(catalog))


def _of_languages(catalog: Catalog) -> list[str]:
    stems = _stems(catalog)
    return [page_path(catalog, stem, locale) for stem in stems for locale in catalog.locales]


def _stems(catalog: Catalog) -> list[str]:
    first: dict[tuple[str, int, bool], str] = {}
    for stem in sorted({page.stem for page in catalog.pages.values()}):
        path = PurePosixPath(stem)
        top = stem if path.parts[0] in EACH_ITS_OWN_KIND else path.parts[0]
        first.setdefault((top, len(path.parts), path.name == "index"), stem)
    return list(first.values())
