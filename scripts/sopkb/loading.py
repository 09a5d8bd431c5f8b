"""How does a folder become a catalog? Loading never raises for bad content."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sopkb import file_tree, load_messages
from sopkb.catalog import Catalog, Page, normal
from sopkb.explain import explain
from sopkb.intake import Loading, key_names
from sopkb.item_loading import FOLDERS, read_items
from sopkb.model.delivery import Delivery
from sopkb.model.floor import Escalation, Promise
from sopkb.model.policy import Policy
from sopkb.model.registers import (
    Center,
    ContactReason,
    ExceptionEntry,
    LinkExemption,
    Locale,
    Market,
    Owner,
    Redirect,
    Row,
    Sections,
    Term,
    Value,
    Vocabulary,
)
from sopkb.model.training import TrainingPath
from sopkb.record_loading import read_documents, read_record_files
from sopkb.source import SourceFile
from sopkb.table_loading import TABLES, read_tables
from sopkb.yaml_source import locate

REGISTERS: Mapping[str, type[Row]] = {
    "locales": Locale,
    "owners": Owner,
    "markets": Market,
    "centers": Center,
    "values": Value,
    "contact_reasons": ContactReason,
    "glossary": Term,
    "escalation": Escalation,
    "redirects": Redirect,
    "link_exemptions": LinkExemption,
    "training_matrix": TrainingPath,
    "promises": Promise,
}
"""Registers that are a mapping from id to row: one file `data/<name>.yml` each."""

OPTIONAL = frozenset({"escalation", "training_matrix", "promises"})
"""Registers that a knowledge base may do without."""

WHOLE_FILE_KINDS: Mapping[str, Any] = {
    "policy": Policy,
    "vocabulary": Vocabulary,
    "sections": Sections,
    "delivery": Delivery,
    "exceptions": tuple[ExceptionEntry, ...],
}
WHOLE_FILES: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind) for name, kind in WHOLE_FILE_KINDS.items()
}
"""Registers that are validated as one value."""


def load(root: Path) -> Catalog:
    """Read everything below a root; whatever is wrong stands in `Catalog.problems`."""
    loading = Loading(root)
    for name, model in REGISTERS.items():
        _read_register(loading, name, model)
    for name, adapter in WHOLE_FILES.items():
        _read_whole(loading, name, adapter)
    read_items(loading)
    read_tables(loading)
    pages = _read_pages(loading)
    record_files = read_record_files(loading)
    documents = read_documents(loading, record_files, pages)
    ignored = file_tree.ignored_files(root, (*REGISTERS, *WHOLE_FILES), FOLDERS, TABLES)
    loading.refuse("file-ignored", ignored)
    return Catalog(
        root=root,
        **loading.parts,
        documents=documents,
        pages=pages,
        record_files=record_files,
        register_files=loading.register_files,
        item_files=loading.item_files,
        known_ids=loading.known_ids,
        asset_paths=file_tree.asset_paths(root),
        problems=tuple(loading.problems),
    )


def _read_register(loading: Loading, name: str, model: type[Row]) -> None:
    values = _read_register_values(loading, name)
    if not isinstance(values, dict):
        return
    file = loading.register_files[name]
    rows = {}
    for key, value in values.items():
        row = _read_row(loading, file, model, key, value)
        if row is not None:
            rows[str(key)] = row
    loading.parts[name] = rows
    loading.known_ids[name] = frozenset(str(key) for key in values)


def _read_row(
    loading: Loading, file: SourceFile, model: type[Row], key: object, value: object
) -> Row | None:
    if not isinstance(key, str):
        loading.refuse("register-invalid", iter([load_messages.key_not_text(file, key)]))
        return None
    if isinstance(value, dict) and "id" in value:
        loading.refuse(
            "register-invalid", iter([load_messages.id_in_row(locate(file, (key, "id")))])
        )
        return None
    try:
        return model.model_validate({**value, "id": key} if isinstance(value, dict) else value)
    except ValidationError as error:
        problems = explain(file, error, (key,), key_names(model))
        loading.refuse("register-invalid", problems)
        return None


def _read_whole(loading: Loading, name: str, adapter: TypeAdapter[Any]) -> None:
    values = _read_register_values(loading, name)
    if values is None:
        return
    file = loading.register_files[name]
    try:
        loading.parts[name] = adapter.validate_python(values)
    except ValidationError as error:
        names = key_names(WHOLE_FILE_KINDS[name])
        loading.refuse("register-invalid", explain(file, error, (), names))
        return
    if name == "vocabulary":
        vocabulary: Vocabulary = loading.parts[name]
        loading.known_ids |= {group: frozenset(words) for group, words in vocabulary.items()}


def _read_register_values(loading: Loading, name: str) -> Any:
    path = f"data/{name}.yml"
    if not (loading.root / path).is_file():
        if name not in OPTIONAL:
            loading.refuse("register-missing", iter([load_messages.register_missing(path)]))
        return None
    file = loading.read(path)
    if file is None:
        return None
    loading.register_files[name] = file
    values = loading.values(file)
    expected = list if name == "exceptions" else dict
    if values is None and not loading.has_problem(file):
        return expected()
    if isinstance(values, expected):
        return values
    if not loading.has_problem(file):
        loading.refuse("register-invalid", iter([load_messages.wrong_shape(file, expected)]))
    return None


def _read_pages(loading: Loading) -> dict[str, Page]:
    locales: Mapping[str, Locale] = loading.parts.get("locales", {})
    default = next((code for code, locale in locales.items() if locale.default), "en")
    pages = {}
    for path in file_tree.paths(loading.root, "docs", ".md"):
        file = loading.read(path)
        if file is not None:
            stem, locale = split_locale(path.removeprefix("docs/"), locales, default)
            pages[normal(path)] = Page(file=file, stem=normal(stem), locale=locale)
    return pages


def split_locale(path: str, locales: Mapping[str, Locale], default: str) -> tuple[str, str]:
    """Split `a/b.zh.md` into `a/b` and `zh`; without a suffix it is the default locale."""
    stem = path.removesuffix(".md")
    name, _, suffix = stem.rpartition(".")
    if name and suffix in locales:
        return name, suffix
    return stem, default
