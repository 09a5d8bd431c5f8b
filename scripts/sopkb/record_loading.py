"""How do the records below data/documents/ become documents, with their pages?"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sopkb import file_tree, load_messages
from sopkb.catalog import Document, Page, normal
from sopkb.explain import explain
from sopkb.intake import Loading, key_names
from sopkb.model.documents import DocumentRecord
from sopkb.source import SourceFile
from sopkb.yaml_source import locate

ID_LINE = re.compile(r"^id:[ ]*[\"']?(?P<id>[A-Z]{2,3}-[A-Z]{3}-[0-9]{3})\b", re.M)


def read_record_files(loading: Loading) -> dict[str, SourceFile]:
    """Read the files of all records, by path."""
    files = {}
    for path in file_tree.paths(loading.root, "data/documents", ".yml"):
        file = loading.read(path)
        if file is not None:
            files[normal(path)] = file
    return files


def read_documents(
    loading: Loading, files: Mapping[str, SourceFile], pages: Mapping[str, Page]
) -> dict[str, Document]:
    """Give the documents whose record is right, by id."""
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
            stem = file_tree.record_stem(path)
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
