"""Which documents do the site's data files and maps tell of?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog, Document


def published(catalog: Catalog) -> Iterator[Document]:
    """Yield the documents that the site shows, by id: all that the catalog holds.

    A catalog for fewer readers holds fewer (`sopkb.access`).
    """
    yield from catalog.documents.values()
