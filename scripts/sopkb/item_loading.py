"""How are the registers read that have a folder, one file for each row?"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sopkb import file_tree, load_messages
from sopkb.catalog import normal
from sopkb.explain import explain
from sopkb.intake import Loading, key_names
from sopkb.model.floor import Bulletin, Guide, Script
from sopkb.model.registers import Row
from sopkb.model.training import Training
from sopkb.source import SourceFile
from sopkb.yaml_source import locate

FOLDERS: Mapping[str, type[Row]] = {
    "guides": Guide,
    "scripts": Script,
    "bulletins": Bulletin,
    "training": Training,
}
"""Registers with a file per row: `data/<name>/<id>.yml`; a folder may be missing."""


def read_items(loading: Loading) -> None:
    """Read all folders; the id of a row is its file's name, also where the row is refused."""
    for name, model in FOLDERS.items():
        files = dict(_files(loading, name))
        rows = {key: _row(loading, file, model, key) for key, file in files.items()}
        loading.parts[name] = {key: row for key, row in rows.items() if row is not None}
        loading.item_files[name] = files
        loading.known_ids[name] = frozenset(files)


def _files(loading: Loading, name: str) -> list[tuple[str, SourceFile]]:
    read = ((path, loading.read(path)) for path in _paths(loading, name))
    return [(_stem(path), file) for path, file in read if file is not None]


def _paths(loading: Loading, name: str) -> list[str]:
    found = file_tree.paths(loading.root, f"data/{name}", ".yml")
    return [normal(path) for path in found if path.count("/") == 2]


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".yml")


def _row(loading: Loading, file: SourceFile, model: type[Row], key: str) -> Row | None:
    values: Any = loading.values(file)
    if not isinstance(values, dict):
        if not loading.has_problem(file):
            loading.refuse("register-invalid", iter([load_messages.wrong_shape(file, dict)]))
        return None
    try:
        row = model.model_validate(values)
    except ValidationError as error:
        loading.refuse("register-invalid", explain(file, error, (), key_names(model)))
        return None
    if row.id != key:
        problem = load_messages.other_name(locate(file, ("id",)), row.id, key)
        loading.refuse("register-invalid", iter([problem]))
        return None
    return row
