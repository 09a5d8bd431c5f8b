"""What does the API tell of guides?"""

from collections.abc import Iterator
from datetime import date

from sopkb.catalog import Catalog
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.guide_list import guide_list
from sopkb.model.floor import Guide
from sopkb.published import published
from sopkb.site_address import SiteAddress


class GuideEntry(Guide):
    """A guide, where it is shown, and whether its document has had a major version since."""

    url: dict[str, str]
    document_version: str
    is_outdated: bool


class GuidesFile(ApiFile):
    """Decision trees through documents, with the scenarios that test them."""

    guides: tuple[GuideEntry, ...]


def guides(catalog: Catalog, today: date) -> str:
    """Write guides.json."""
    return as_json(GuidesFile(**head(catalog, today), guides=tuple(_entries(catalog, today))))


def _entries(catalog: Catalog, today: date) -> Iterator[GuideEntry]:
    addresses = SiteAddress(catalog)
    versions = {document.id: document.record.version for document in published(catalog)}
    for row in guide_list(catalog, catalog.default_locale, today):
        if row.document_id in versions:
            guide = catalog.guides[row.id]
            yield GuideEntry(
                **{name: getattr(guide, name) for name in Guide.model_fields},
                url={code: addresses.page(row.stem, code) for code in catalog.locales if row.stem},
                document_version=versions[row.document_id],
                is_outdated=row.is_outdated,
            )
