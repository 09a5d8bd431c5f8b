"""How does a folder become a catalog? Loading never raises for bad content."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from sopkb import file_tree, load_messages
from sopkb.catalog import Catalog, Document, Page, normal
from sopkb.explain import explain
from sopkb.findings import LoadProblem, Problem
from sopkb.model.documents import DocumentRecord
from sopkb.model.registers import (
    Center,
    ContactReason,
    ExceptionEntry,
    Locale,
    Market,
    Owner,
    Policy,
    Row,
    Sections,
    Term,
    Value,
    Vocabulary,
)
from sopkb.source import SourceFile, read
from sopkb.yaml_source import locate, read_yaml

ID_LINE = re.compile(r"^id:[ ]*[\"']?(?P<id>[A-Z]{2,3}-[A-Z]{3}-[0-9]{3})\b", re.M)

REGISTERS: Mapping[str, type[Row]] = {
    "locales": Locale,
    "owners": Owner,
    "markets": Market,
    "centers": Center,
    "values": Value,
    "contact_reasons": ContactReason,
    "glossary": Term,
}
"""Registers that are a mapping from id to row: one file `data/<name>.yml` each."""

WHOLE_FILE_KINDS: Mapping[str, Any] = {
    "policy": Policy,
    "vocabulary": Vocabulary,
    "sections": Sections,
    "exceptions": tuple[ExceptionEntry, ...],
}
WHOLE_FILES: Mapping[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind) for name, kind in WHOLE_FILE_KINDS.items()
}
"""Registers that are validated as one value."""


@dataclass(slots=True)
class Loading:
    """What has been read so far; it becomes the catalog."""

    root: Path
    problems: list[LoadProblem] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)
    known_ids: dict[str, frozenset[str]] = field(default_factory=dict)
    register_files: dict[str, SourceFile] = field(default_factory=dict)

    def read(self, path: str) -> SourceFile | None:
        """Read a file; a damaged one is noted and gives None."""
        file = read(self.root, path)
        if isinstance(file, Problem):
            self.problems.append(LoadProblem(code="file-unreadable", problem=file))
            return None
        return replace(file, path=normal(path))

    def values(self, file: SourceFile) -> Any:
        """Read the values of a YAML file; its problems are noted."""
        content = read_yaml(file)
        self.problems += content.problems
        return content.value

    def has_problem(self, file: SourceFile) -> bool:
        """Tell whether a problem of a file is noted already; one is enough for a broken file."""
        return any(noted.problem.at.path == file.path for noted in self.problems)

    def refuse(self, code: str, problems: Iterator[Problem]) -> None:
        """Note the problems of a value that its model refused."""
        self.problems += [LoadProblem(code=code, problem=problem) for problem in problems]


def load(root: Path) -> Catalog:
    """Read everything below a root; whatever is wrong stands in `Catalog.problems`."""
    loading = Loading(root)
    for name, model in REGISTERS.items():
        _read_register(loading, name, model)
    for name, adapter in WHOLE_FILES.items():
        _read_whole(loading, name, adapter)
    pages = _read_pages(loading)
    record_files = _read_record_files(loading)
    documents = _read_documents(loading, record_files, pages)
    loading.refuse("file-ignored", file_tree.ignored_files(root, (*REGISTERS, *WHOLE_FILES)))
    return Catalog(
        root=root,
        **loading.parts,
        documents=documents,
        pages=pages,
        record_files=record_files,
        register_files=loading.register_files,
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


def _read_record_files(loading: Loading) -> dict[str, SourceFile]:
    files = {}
    for path in file_tree.paths(loading.root, "data/documents", ".yml"):
        file = loading.read(path)
        if file is not None:
            files[normal(path)] = file
    return files


def _read_documents(
    loading: Loading, files: Mapping[str, SourceFile], pages: Mapping[str, Page]
) -> dict[str, Document]:
    pages_by_stem: dict[str, dict[str, Page]] = {}
    for page in pages.values():
        pages_by_stem.setdefault(page.stem, {})[page.locale] = page
    documents: dict[str, Document] = {}
    seen_ids: dict[str, SourceFile] = {}
    for path, file in files.items():
        values = loading.values(file)
        document_id = _document_id(file, values)
        if document_id is not None:
            if document_id in seen_ids:
                at = locate(file, ("id",))
                problem = load_messages.duplicate_id(at, document_id, seen_ids[document_id])
                loading.refuse("document-id-duplicate", iter([problem]))
                continue
            seen_ids[document_id] = file
        record = _read_record(loading, file, values)
        if record is not None:
            stem = path.removeprefix("data/documents/").removesuffix(".yml")
            document = Document(
                record=record, file=file, stem=stem, pages=pages_by_stem.get(stem, {})
            )
            documents[record.id] = document
    loading.known_ids["documents"] = frozenset(seen_ids)
    return dict(sorted(documents.items()))


def _document_id(file: SourceFile, values: Any) -> str | None:
    """Give a record's id, even of one that is not valid YAML: what names it is not to blame."""
    if isinstance(values, dict):
        given = values.get("id")
        return given if isinstance(given, str) else None
    found = ID_LINE.search(file.text)
    return found["id"] if found else None


def _read_record(loading: Loading, file: SourceFile, values: Any) -> DocumentRecord | None:
    if not isinstance(values, dict):
        if not loading.has_problem(file):
            loading.refuse("record-invalid", iter([load_messages.wrong_shape(file, dict)]))
        return None
    try:
        return DocumentRecord.model_validate(values)
    except ValidationError as error:
        problems = explain(file, error, (), key_names(DocumentRecord))
        loading.refuse("record-invalid", problems)
        return None


def key_names(kind: Any) -> tuple[str, ...]:
    """Give the names of the keys of the models in a type, and of the models inside those."""
    names = set[str]()
    for model in _models_in(kind):
        for name, info in model.model_fields.items():
            names.add(info.alias or name)
            names.update(key_names(info.annotation))
    return tuple(sorted(names))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
