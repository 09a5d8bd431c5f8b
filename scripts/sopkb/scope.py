"""Which files does a change touch: those changed, and whatever refers to them?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from sopkb.catalog import Catalog, Document
from sopkb.file_tree import is_record, record_stem
from sopkb.loading import split_locale
from sopkb.model.base import references
from sopkb.source import SourceFile
from sopkb.yaml_source import read_yaml

Before = Callable[[str], str | None]
RegisterRow = tuple[str, str]

HOUSE_RULES = frozenset(
    {"data/policy.yml", "data/locales.yml", "data/sections.yml", "data/exceptions.yml"}
)
"""Registers that every document rests on: a change to one of them touches everything."""


def touched(catalog: Catalog, changed: frozenset[str], before: Before) -> frozenset[str] | None:
    """Give the paths to judge, None if all; `before` gives a file's text before the change."""
    if changed & HOUSE_RULES:
        return None
    stems = {stem for path in changed if (stem := _stem(catalog, path))}
    rows = {("documents", name) for name in _document_ids(catalog, stems, changed, before)}
    rows |= set(_changed_rows(catalog, changed, before))
    scope = set(changed)
    for document in catalog.documents.values():
        if document.stem in stems or _names(document, rows):
            scope |= _files(document)
    for register, held in catalog.rows.items():
        scope |= {catalog.path_of(register, key) for key, row in held.items() if _refers(row, rows)}
    if any(_leads_to(row.to, stems, rows) for row in catalog.redirects.values()):
        scope.add("data/redirects.yml")
    if _refers(catalog.delivery, rows):
        scope.add("data/delivery.yml")
    needles = tuple(_needles(catalog, changed, stems, rows))
    for path, page in catalog.pages.items():
        if page.stem in stems or any(needle in page.file.text for needle in needles):
            scope.add(path)
    return frozenset(scope)


def _stem(catalog: Catalog, path: str) -> str | None:
    """Give the path in docs/ without locale and suffix, of a page or of a record."""
    if is_record(path):
        return record_stem(path)
    if not path.startswith("docs/") or not path.endswith(".md"):
        return None
    own = path.removeprefix("docs/")
    return split_locale(own, catalog.locales, catalog.default_locale)[0]


def _document_ids(
    catalog: Catalog, stems: Iterable[str], changed: frozenset[str], before: Before
) -> Iterator[str]:
    """Yield the ids of the touched documents, also of those that were removed or renumbered."""
    for stem in stems:
        document = catalog.documents_by_stem.get(stem)
        if document:
            yield document.id
        record = f"data/documents/{stem}.yml"
        values = _values(record, before(record)) if record in changed else {}
        if isinstance(values.get("id"), str):
            yield values["id"]


def _changed_rows(
    catalog: Catalog, changed: frozenset[str], before: Before
) -> Iterator[RegisterRow]:
    """Yield register and id of every row that differs from before."""
    for register, file in catalog.register_files.items():
        if file.path not in changed:
            continue
        now, then = _values(file.path, file.text), _values(file.path, before(file.path))
        if register == "vocabulary":
            for group in now.keys() | then.keys():
                yield from _different(group, now.get(group), then.get(group))
        else:
            yield from _different(register, now, then)
    for path in changed:
        parts = path.split("/")
        if len(parts) == 3 and parts[1] in catalog.item_files:
            yield parts[1], parts[2].removesuffix(".yml")


def _different(register: str, now: Any, then: Any) -> Iterator[RegisterRow]:
    now, then = (rows if isinstance(rows, dict) else {} for rows in (now, then))
    for key in now.keys() | then.keys():
        if now.get(key) != then.get(key):
            yield register, str(key)


def _values(path: str, text: str | None) -> Mapping[str, Any]:
    value = read_yaml(SourceFile(path, text)).value if text is not None else None
    return value if isinstance(value, dict) else {}


def _names(document: Document, rows: set[RegisterRow]) -> bool:
    """Tell whether a record names a row; most records do not even hold the word."""
    is_held = any(name in document.file.text for _, name in rows)
    return is_held and _refers(document.record, rows)


def _refers(row: BaseModel, rows: set[RegisterRow]) -> bool:
    return any((each.register, each.id) in rows for each in references(row))


def _leads_to(to: str, stems: set[str], rows: set[RegisterRow]) -> bool:
    """Tell whether a redirect names a page or a document that the change touches."""
    name = to.partition("#")[0].strip()
    return name.strip("/").removesuffix(".md") in stems or ("documents", name) in rows


def _files(document: Document) -> set[str]:
    return {document.file.path, *(page.path for page in document.pages.values())}


def _needles(
    catalog: Catalog,
    changed: Iterable[str],
    stems: Iterable[str],
    rows: Iterable[RegisterRow],
) -> Iterator[str]:
    """Yield what a page that refers to the change must contain: a link, an id, a word."""
    suffixes = [".md", *(f".{locale}.md" for locale in catalog.locales)]
    names = [stem.rsplit("/", 1)[-1] + suffix for stem in stems for suffix in suffixes]
    names += [path.rsplit("/", 1)[-1] for path in changed if path.startswith("docs/")]
    for name in names:
        yield name
        yield quote(name)
    for register, name in rows:
        yield f"'{name}'"
        yield f'"{name}"'
        if register == "owners":
            yield f"owner={name}"
        if register == "glossary":
            yield from _words(catalog, name)


def _words(catalog: Catalog, term_id: str) -> Iterator[str]:
    """Yield the words that a changed term asks for or forbids, wherever they stand."""
    term = catalog.glossary.get(term_id)
    if term:
        yield from (term.en, term.zh, *term.forbidden.en, *term.forbidden.zh)
