"""How are the things to do written as a table for a spreadsheet?"""

import csv
import io

from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.night.model import Item, NightReport
from sopkb.night.words import kind_in_words

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel takes Chinese for another encoding."""
FORMULA = ("=", "+", "-", "@")
"""A cell that begins so would be computed when the file is opened."""
COLUMNS = (
    *("key", "kind", "what", "owner", "owner_title", "document", "title", "message", "risk"),
    *("area", "due", "age", "is_new", "escalated_to", "path", "line", "address"),
)


def render(report: NightReport, language: Language) -> str:
    """Write one line per item, the most urgent first, under names of columns that stay."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in report.health.items:
        writer.writerow(_cell(value) for value in _values(report, item, language))
    return BYTE_ORDER_MARK + text.getvalue()


def _values(report: NightReport, item: Item, language: Language) -> tuple[object, ...]:
    return (
        item.key,
        item.kind,
        kind_in_words(item.kind, language),
        item.owner,
        report.health.name(item.owner).in_language(language),
        item.document,
        item.title.in_language(language),
        item.message.in_language(language),
        item.risk,
        item.area,
        item.due,
        item.age,
        "yes" if item.is_new else "no",
        item.escalated_to,
        item.path,
        item.line,
        report.url(item, language),
    )


def _cell(value: object) -> str | int:
    if isinstance(value, int):
        return value
    text = one_line("" if value is None else str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
