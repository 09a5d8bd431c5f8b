"""Which files does the API have, and where is the schema of each?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sopkb.catalog import Catalog
from sopkb.exports import (
    api_changes,
    api_documents,
    api_floor,
    api_guides,
    api_registers,
    api_training,
)
from sopkb.exports.api import FOLDER, ApiFile, as_json, as_schema, head
from sopkb.model.base import Model
from sopkb.site_address import SiteAddress


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One file of the API: what it holds, and who writes it."""

    kind: type[ApiFile]
    build: Callable[[Catalog, date], str]


class IndexEntry(Model):
    """A file of the API, with the address of its JSON Schema."""

    name: str
    url: str
    schema_url: str
    description: str


class IndexFile(ApiFile):
    """Where the other files are."""

    files: tuple[IndexEntry, ...]


ENDPOINTS: Mapping[str, Endpoint] = {
    "bulletins": Endpoint(api_registers.BulletinsFile, api_registers.bulletins),
    "changes": Endpoint(api_changes.ChangesFile, api_changes.changes),
    "coverage": Endpoint(api_registers.CoverageFile, api_registers.coverage_map),
    "documents": Endpoint(api_documents.DocumentsFile, api_documents.documents),
    "escalation": Endpoint(api_floor.EscalationFile, api_floor.escalation),
    "freshness": Endpoint(api_documents.FreshnessFile, api_documents.freshness_of_documents),
    "glossary": Endpoint(api_registers.GlossaryFile, api_registers.glossary),
    "guides": Endpoint(api_guides.GuidesFile, api_guides.guides),
    "owners": Endpoint(api_registers.OwnersFile, api_registers.owners),
    "scripts": Endpoint(api_floor.ScriptsFile, api_floor.scripts),
    "synonyms": Endpoint(api_registers.SynonymsFile, api_registers.synonyms),
    "training": Endpoint(api_training.TrainingFile, api_training.training),
    "translations": Endpoint(api_documents.TranslationsFile, api_documents.translations),
    "values": Endpoint(api_registers.ValuesFile, api_registers.values),
}
"""The files of the API but for its index, by name."""


def index(catalog: Catalog, today: date) -> str:
    """Write index.json."""
    addresses = SiteAddress(catalog)
    files = (_entry(name, each.kind, addresses) for name, each in ENDPOINTS.items())
    return as_json(IndexFile(**head(catalog, today), files=tuple(files)))


def schema_of(kind: type[ApiFile], catalog: Catalog, today: date) -> str:
    """Write the schema of a file; it depends on neither content nor day."""
    return as_schema(kind)


def _entry(name: str, kind: type[ApiFile], addresses: SiteAddress) -> IndexEntry:
    return IndexEntry(
        name=name,
        url=addresses.file(f"{FOLDER}/{name}.json"),
        schema_url=addresses.file(f"{FOLDER}/schema/{name}.json"),
        description=(kind.__doc__ or "").partition("\n")[0],
    )


ALL: Mapping[str, Endpoint] = {**ENDPOINTS, "index": Endpoint(IndexFile, index)}
API_FILES: Mapping[str, Callable[[Catalog, date], str]] = {
    **{f"{FOLDER}/{name}.json": each.build for name, each in ALL.items()},
    **{f"{FOLDER}/schema/{name}.json": partial(schema_of, each.kind) for name, each in ALL.items()},
}
"""Every file of the API by its path in the site."""
