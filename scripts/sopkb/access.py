"""Which documents may the readers of a build see, and what goes with those they may not?

`visible` filters the catalog once, before anything else reads it. Pages without a record are for
everybody; what they say of documents is judged as in a document of access `center`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import ValidationError

from sopkb.catalog import Catalog, Document
from sopkb.macro_names import named_ids
from sopkb.model.base import Model, localized_texts, references
from sopkb.model.documents import Access
from sopkb.model.floor import Bulletin
from sopkb.model.registers import Redirect
from sopkb.redirects import stated
from sopkb.targets import Kind, links_of, resolve
from sopkb.yaml_source import KeyPath

WITHOUT_RECORD = Access.CENTER
SHORTEST_TITLE = {"en": 12, "zh": 6}
"""Below this many characters a title is an ordinary word, whose use tells nothing."""

Names = Mapping[str, frozenset[str]]
"""Ids by the register they stand in."""

Row = TypeVar("Row", bound=Model)


def may_read(audience: Access, access: Access) -> bool:
    """Tell whether the readers of an audience may see what has an access level."""
    order = list(Access)
    return order.index(access) >= order.index(audience)


def hidden_documents(catalog: Catalog, audience: Access) -> tuple[Document, ...]:
    """Give the documents that an audience must not see, by id."""
    documents = catalog.documents.values()
    return tuple(each for each in documents if not may_read(audience, each.record.access))


def telling_titles(catalog: Catalog, document: Document) -> Iterator[str]:
    """Yield the titles of a document that give it away: long ones that no register says too."""
    ordinary = _register_texts(catalog)
    for locale, page in document.pages.items():
        shortest = SHORTEST_TITLE.get(locale, max(SHORTEST_TITLE.values()))
        if len(page.title) >= shortest and page.title.casefold() not in ordinary:
            yield page.title


def visible(catalog: Catalog, audience: Access) -> Catalog:
    """Give the catalog as an audience may see it; all of it to those within the house.

    Without the documents above go their pages, records and images, what is made from them (scripts,
    guides, bulletins, training), the redirects to them, and every reference to any of these. A page
    whose record could not be read counts as hidden.
    """
    if audience is Access.INTERNAL:
        return catalog
    hidden = hidden_documents(catalog, audience)
    documents = {id: each for id, each in catalog.documents.items() if each not in hidden}
    rows, gone = _rows_without(catalog, frozenset(each.id for each in hidden))
    stems = hidden_stems(catalog, audience) | _stems_calling(catalog, gone)
    files = {each.file.path for each in hidden}
    paths = files | {page.path for page in catalog.pages.values() if page.stem in stems}
    return replace(
        replace(catalog, **rows),
        documents={
            id: replace(each, record=_without(each.record, gone) or each.record)
            for id, each in documents.items()
        },
        redirects=_redirects_without(catalog, stems),
        pages={path: page for path, page in catalog.pages.items() if page.stem not in stems},
        record_files={
            path: file for path, file in catalog.record_files.items() if file.path not in files
        },
        known_ids={
            name: known - gone.get(name, frozenset()) for name, known in catalog.known_ids.items()
        },
        asset_paths=catalog.asset_paths - assets_of(catalog, stems),
        problems=tuple(each for each in catalog.problems if each.problem.at.path not in paths),
    )


def hidden_stems(catalog: Catalog, audience: Access) -> frozenset[str]:
    """Give the paths in docs/ without suffix of the pages that an audience must not see."""
    if audience is Access.INTERNAL:
        return frozenset()
    hidden = {each.stem for each in hidden_documents(catalog, audience)}
    controlled = {page.stem for page in catalog.pages.values() if page.is_controlled}
    return frozenset(hidden | (controlled - catalog.documents_by_stem.keys()))


def stems_of(catalog: Catalog) -> frozenset[str]:
    """Give the paths in docs/ without suffix of all pages and documents of a catalog."""
    pages = {page.stem for page in catalog.pages.values()}
    return frozenset(pages | catalog.documents_by_stem.keys())


def _stems_calling(catalog: Catalog, gone: Names) -> frozenset[str]:
    """Give the pages that are made to show one row that is gone, such as the page of a guide."""
    shown = {register: ids for register, ids in gone.items() if register != "documents"}
    return frozenset(
        page.stem
        for page in catalog.pages.values()
        if not page.is_controlled
        for call in (page.outline.macro_calls if shown else ())
        for register, name in named_ids(call)
        if name in shown.get(register, frozenset())
    )


def assets_of(catalog: Catalog, stems: frozenset[str]) -> frozenset[str]:
    """Give the images and files that only the pages of these stems use."""
    here: set[str] = set()
    elsewhere: set[str] = set()
    for page in catalog.pages.values():
        named = here if page.stem in stems else elsewhere
        for link in links_of(page)[Kind.FILE]:
            named.add(f"docs/{resolve(page, link.target).path}")
    return catalog.asset_paths & (here - elsewhere)


def _rows_without(catalog: Catalog, documents: frozenset[str]) -> tuple[dict[str, Any], Names]:
    """Take what names a hidden thing out of all registers, until nothing does."""
    gone: dict[str, frozenset[str]] = {"documents": documents}
    while True:
        rows = {
            register: {id: _without(row, gone) for id, row in held.items()}
            for register, held in catalog.rows.items()
        }
        lost = {
            register: frozenset(id for id, row in held.items() if row is None or id in documents)
            for register, held in rows.items()
        }
        now = {"documents": documents} | {name: ids for name, ids in lost.items() if ids}
        if now == gone:
            kept = {
                register: {id: row for id, row in held.items() if id not in lost[register]}
                for register, held in rows.items()
            }
            return kept, gone
        gone = now


def _without(row: Row, gone: Names) -> Row | None:
    """Take the references to what is gone out of a row; None where it cannot be without one."""
    nothing: frozenset[str] = frozenset()
    named = [each for each in references(row) if each.id in gone.get(each.register, nothing)]
    if not named:
        return row
    values = _as_lists(row.model_dump())
    for reference in reversed(named):
        _remove(values, reference.key_path)
    if isinstance(row, Bulletin) and not values["documents"]:
        return None
    try:
        return type(row).model_validate(values)
    except ValidationError:
        return None


def _remove(values: Any, path: KeyPath) -> None:
    """Remove the entry of a list that holds the reference; empty a field that holds it alone."""
    steps = [place for place, step in enumerate(path) if isinstance(step, int)]
    last = steps[-1] if steps else len(path) - 1
    for step in path[:last]:
        values = values[step]
    if steps:
        del values[path[last]]
    else:
        values[path[last]] = None


def _as_lists(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _as_lists(value) for key, value in values.items()}
    if isinstance(values, tuple):
        return [_as_lists(value) for value in values]
    return values


def _redirects_without(catalog: Catalog, stems: frozenset[str]) -> dict[str, Redirect]:
    return {
        old: each
        for old, each in catalog.redirects.items()
        if stated(catalog, each.to).stem not in stems
    }


def hidden_document(catalog: Catalog, language: str) -> str:
    """Give the words that stand where a document would be named that the reader must not see."""
    return catalog.word("interface", "hidden-document", language)


def _register_texts(catalog: Catalog) -> frozenset[str]:
    kept, key = catalog.remembered, ("register_texts",)
    if key not in kept:
        texts = (
            text
            for rows in catalog.rows.values()
            for row in rows.values()
            for _, text in localized_texts(row)
        )
        kept[key] = frozenset(each.casefold() for text in texts for each in (text.en, text.zh))
    found: frozenset[str] = kept[key]
    return found
