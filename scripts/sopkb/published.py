"""Which documents do the site's data files and maps tell of?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog, Document


def published(catalog: Catalog) -> Iterator[Document]:
    """Yield the documents that the site shows, by id: today all of them.

    This is the one place that chooses; a site for fewer readers chooses fewer here.
    """
    yield from catalog.documents.values()
