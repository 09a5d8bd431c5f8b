"""How are tables of imported figures read, strictly, each row with its line? (`data/*.csv`)"""

import csv
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from sopkb import load_messages
from sopkb.findings import Problem
from sopkb.intake import Loading
from sopkb.model.base import Model
from sopkb.model.training import TrainingStatus
from sopkb.source import SourceFile

TABLES: Mapping[str, type[Model]] = {"training_status": TrainingStatus}
"""Tables with one row a line: `data/<name>.csv`; a table may be missing."""

LINE = "line"
"""The field that no column holds: where the row stands."""


def read_tables(loading: Loading) -> None:
    """Read all tables; a row that is wrong is told and left out."""
    for name, model in TABLES.items():
        file = _file(loading, f"data/{name}.csv")
        if file:
            loading.register_files[name] = file
            loading.parts[name] = tuple(_rows(loading, file, model))


def _file(loading: Loading, path: str) -> SourceFile | None:
    return loading.read(path) if (loading.root / path).is_file() else None


def _rows(loading: Loading, file: SourceFile, model: type[Model]) -> Iterator[Model]:
    columns = [name for name in model.model_fields if name != LINE]
    reader = csv.reader(file.lines, strict=True)
    line = 1
    try:
        head = next(reader, [])
        if head != columns:
            _refuse(loading, load_messages.wrong_columns(file, columns, head))
            return
        line = reader.line_num + 1
        for cells in reader:
            row = _row(loading, file, model, columns, cells, line) if cells else None
            if row is not None:
                yield row
            line = reader.line_num + 1
    except csv.Error as error:
        _refuse(loading, load_messages.not_a_table(file, line, str(error)))


def _row(
    loading: Loading,
    file: SourceFile,
    model: type[Model],
    columns: list[str],
    cells: list[str],
    line: int,
) -> Model | None:
    if len(cells) != len(columns):
        _refuse(loading, load_messages.wrong_count(file, line, len(columns), len(cells)))
        return None
    try:
        return model.model_validate(dict(zip(columns, cells, strict=True)) | {LINE: line})
    except ValidationError as error:
        refused = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
        for column in refused:
            seen = cells[columns.index(column)]
            _refuse(loading, load_messages.wrong_cell(file, line, column, seen))
        return None


def _refuse(loading: Loading, problem: Problem) -> None:
    loading.refuse("table-invalid", iter([problem]))
