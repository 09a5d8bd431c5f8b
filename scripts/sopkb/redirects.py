"""Where does the address of a page that was renamed or removed lead now?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Destination:
    """A page by its path in docs/ without suffix, and the section to open, or none."""

    stem: str
    place: str


def destination(catalog: Catalog, old: str) -> Destination | None:
    """Follow the redirects from an old path to their end, None where they go round.

    The page at the end need not exist.
    """
    passed = {old}
    while True:
        found = stated(catalog, catalog.redirects[old].to)
        if found.stem not in catalog.redirects:
            return found
        if found.stem in passed:
            return None
        old = found.stem
        passed.add(old)


def stated(catalog: Catalog, to: str) -> Destination:
    """Read what a redirect says: an id or a path, either with `#section`."""
    name, _, place = to.strip().partition("#")
    document = catalog.documents.get(name)
    stem = document.stem if document else name.strip("/").removesuffix(".md")
    return Destination(stem, place)


def short_stem(id: str) -> str:
    """Give the short address of a document, by which it can be named in a message."""
    return f"id/{id}"


def live_redirects(catalog: Catalog) -> Iterator[tuple[str, Destination]]:
    """Yield the old paths that lead to a page that exists and are not the path of a page."""
    stems = {page.stem for page in catalog.pages.values()}
    for old in catalog.redirects:
        found = destination(catalog, old)
        if found and found.stem in stems and old not in stems:
            yield old, found
