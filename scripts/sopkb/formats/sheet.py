"""How is a list written: for a terminal, for a comment, for programs?"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sopkb.findings import Language, Text
from sopkb.formats.markdown import neutral
from sopkb.formats.table import as_table
from sopkb.harmless import encodable, one_line

VERSION = 1
EMPTY = "-"
Cell = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its key for programs, its head for people, and words for what its cells may be."""

    key: str
    head: Text
    words: Mapping[str, Text] = field(default_factory=dict)

    def shown(self, cell: Cell, language: Language) -> str:
        """Put a cell into words."""
        words = self.words.get(str(cell))
        return words.in_language(language) if words else EMPTY if cell is None else str(cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A list as of a day: its columns, its rows, and sentences that stand around it."""

    as_of: date
    timezone: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()


def as_text(sheet: Sheet, language: Language) -> str:
    """Write a table with columns of equal width."""
    table = as_table(_heads(sheet, language), _shown(sheet, language)) if sheet.rows else ""
    parts = (_lines(sheet.above, language), table, _lines(sheet.below, language))
    return "\n".join(part for part in parts if part)


def as_markdown(sheet: Sheet, language: Language) -> str:
    """Write a table in which neither Markdown nor GitHub reads anything into a cell."""
    rows = (_heads(sheet, language), ["---"] * len(sheet.columns), *_cells(sheet, language))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows) if sheet.rows else ""
    above, below = (
        (neutral(one_line(text.in_language(language))) for text in texts)
        for texts in (sheet.above, sheet.below)
    )
    return "\n\n".join(part for part in (*above, table, *below) if part) + "\n"


def as_json(sheet: Sheet, language: Language) -> str:
    """Write one JSON object; `version` rises when a key changes its meaning or goes away."""
    keys = [column.key for column in sheet.columns]
    content = {
        "version": VERSION,
        "as_of": sheet.as_of.isoformat(),
        "timezone": sheet.timezone,
        "notes": [text.in_language(language) for text in (*sheet.above, *sheet.below)],
        "rows": [dict(zip(keys, row, strict=True)) for row in sheet.rows],
    }
    return encodable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


SHEET_FORMATS: Mapping[str, Callable[[Sheet, Language], str]] = {
    "table": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _heads(sheet: Sheet, language: Language) -> list[str]:
    return [column.head.in_language(language) for column in sheet.columns]


def _shown(sheet: Sheet, language: Language) -> list[list[str]]:
    return [
        [column.shown(cell, language) for column, cell in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]


def _cells(sheet: Sheet, language: Language) -> list[list[str]]:
    return [[neutral(one_line(cell)) for cell in row] for row in _shown(sheet, language)]


def _lines(texts: tuple[Text, ...], language: Language) -> str:
    return "".join(f"{one_line(text.in_language(language))}\n" for text in texts)
