"""Which pages and images does a reader need to work in an area or a center without a network?"""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname

from sopkb.catalog import Catalog, Document
from sopkb.guide_list import guides_of
from sopkb.model.documents import ALL_MARKETS
from sopkb.published import published
from sopkb.site_address import page_path
from sopkb.targets import Kind, links_of, resolve

HOME = "index"
FLOOR = (HOME, "bulletins/index", "scripts/index", "reference/escalation")
"""Pages that every center works with, where the site has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """An area that a reader can keep on the device."""

    id: str
    name: str


def areas_at(catalog: Catalog, stem: str, language: str) -> tuple[Area, ...]:
    """Give the areas that a page leads to: those of the documents below its folder, if an index."""
    folder, _, name = stem.rpartition("/")
    if name != "index" or not folder:
        return ()
    below = (each for each in published(catalog) if f"{each.stem}/".startswith(f"{folder}/"))
    found = sorted({each.record.area for each in below})
    return tuple(Area(id=area, name=catalog.word("area", area, language)) for area in found)


def centers_at(catalog: Catalog, stem: str, language: str) -> Mapping[str, str]:
    """Name the centers whose documents a page offers to keep: home, and areas."""
    if stem != HOME and not areas_at(catalog, stem, language):
        return {}
    return {key: center.name.in_language(language) for key, center in catalog.centers.items()}


def area_files(catalog: Catalog, locale: str) -> Mapping[str, tuple[str, ...]]:
    """Give the addresses below the site's of each area's pages in a locale, guides, and images."""
    found: dict[str, set[str]] = {}
    for document in published(catalog):
        files = found.setdefault(document.record.area, set())
        files.update(_files(catalog, document, locale))
    return {area: tuple(sorted(files)) for area, files in sorted(found.items())}


def center_files(catalog: Catalog, locale: str) -> Mapping[str, tuple[str, ...]]:
    """Give the same for each center: the documents for its markets, and the pages of the floor."""
    floor = {
        page_path(catalog, stem, locale)
        for stem in FLOOR
        if catalog.page_of(stem, catalog.default_locale)
    }
    needed = {
        key: floor.union(
            *(
                _files(catalog, document, locale)
                for document in published(catalog)
                if {ALL_MARKETS, *center.markets} & set(document.record.markets)
            )
        )
        for key, center in catalog.centers.items()
    }
    return {center: tuple(sorted(files)) for center, files in sorted(needed.items())}


def _files(catalog: Catalog, document: Document, locale: str) -> set[str]:
    """Give a document's page with its images, its guides, and the page that lists its area."""
    files = {page_path(catalog, document.stem, locale), *_images(catalog, document, locale)}
    guides = guides_of(catalog, document.id, locale)
    files.update(page_path(catalog, each.stem, locale) for each in guides)
    index = f"{dirname(document.stem)}/{HOME}"
    if catalog.page_of(index, catalog.default_locale):
        files.add(page_path(catalog, index, locale))
    return files


def _images(catalog: Catalog, document: Document, locale: str) -> set[str]:
    page = document.page(locale)
    links = links_of(page)[Kind.FILE] if page else ()
    named = {
        resolve(page, link.target).path for link in links if page and link.alternative is not None
    }
    return {path for path in named if f"docs/{path}" in catalog.asset_paths}
