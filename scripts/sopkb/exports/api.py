"""What do all files of the site's API have in common, and how are they written?

`schema_version` rises when a key changes its meaning or goes away; a new key does not raise it.
"""

import json
from datetime import date
from typing import Annotated, Any, Literal, TypedDict

from pydantic import Field

from sopkb import git
from sopkb.catalog import Catalog
from sopkb.exports.schema import DRAFT
from sopkb.model.base import Model

FOLDER = "api/v1"
SCHEMA_VERSION: Literal[1] = 1
SOURCES = ("data", "docs")
Commit = Annotated[str, Field(pattern=r"^[0-9a-f]{40,64}$")]


class ApiFile(Model):
    """A file of the API: true as of a day in a time zone.

    `commit` is what docs/ and data/ were built from, null where that is not known or they had
    changes that were not committed.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    as_of: date
    timezone: str
    commit: Commit | None


class Head(TypedDict):
    """What `ApiFile` says, to begin a file with."""

    as_of: date
    timezone: str
    commit: str | None


def head(catalog: Catalog, today: date) -> Head:
    """Begin a file of the API."""
    return Head(as_of=today, timezone=catalog.policy.timezone, commit=_commit(catalog))


def as_json(content: ApiFile) -> str:
    """Write a file of the API, the same bytes for the same content."""
    return _text(content.model_dump(mode="json", by_alias=True))


def as_schema(kind: type[ApiFile]) -> str:
    """Write the JSON Schema of a file of the API."""
    return _text({"$schema": DRAFT} | kind.model_json_schema(mode="serialization"))


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _commit(catalog: Catalog) -> str | None:
    kept, key = catalog.remembered, ("commit",)
    if key not in kept:
        try:
            kept[key] = git.commit_of(catalog.root, *SOURCES)
        except git.GitUnavailable:
            kept[key] = None
    found: str | None = kept[key]
    return found
