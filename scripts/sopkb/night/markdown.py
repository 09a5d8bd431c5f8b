"""How is a night's report written as Markdown, to be read as text or shown by a forge?"""

import re
from collections.abc import Iterable, Iterator

from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.night.model import NightReport
from sopkb.night.view import HealthView, ItemView, Table, report_view

MARKS = re.compile(r"[\\`*_{}\[\]<>#|~@!&]")


def render(report: NightReport, language: Language) -> str:
    """Write every figure of the report as a table."""
    view = report_view(report, language)
    tables = (view.trend, *view.groups, *view.small, view.forecast)
    parts = (
        f"# {view.title}",
        _text(view.as_of),
        *_unjudged(report, view),
        f"## {view.words['figures']}",
        _lines(
            tuple(view.words[key] for key in ("figure", "number", "note")),
            ((card.label, card.value, card.note) for card in view.cards),
        ),
        f"## {view.words['items']}",
        *_items(view),
        *(part for table in tables if table.rows for part in _table(table)),
    )
    return "\n\n".join(parts) + "\n"


def _unjudged(report: NightReport, view: HealthView) -> Iterator[str]:
    if report.could_not_judge:
        yield f"## {view.words['unjudged']}"
        notes = (each.in_language(view.language) for each in report.could_not_judge)
        yield "\n".join(f"- {_text(note)}" for note in notes)


def _items(view: HealthView) -> Iterator[str]:
    if not view.items:
        yield view.words["nothing-to-do"]
        return
    head = tuple(view.words[key] for key in ("kind", "document", "to-do", "owner", "due-day"))
    yield _lines(head, (_item(item, view) for item in view.items))
    if view.more_items:
        yield view.more_items


def _item(item: ItemView, view: HealthView) -> tuple[str, ...]:
    new = f" ({view.words['new']})" if item.is_new else ""
    told = f" ({item.escalated})" if item.escalated else ""
    name = f"{item.id} {item.title}".strip()
    return f"{item.label}{new}", name, item.message, f"{item.owner}{told}", item.due


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    if table.note:
        yield table.note
    yield _lines(table.head, ((row.name, *row.cells) for row in table.rows))
    if table.more:
        yield table.more


def _lines(head: tuple[str, ...], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ("---",) * len(head)]
    written = [f"| {' | '.join(lines[0])} |", f"| {' | '.join(lines[1])} |"]
    written += [f"| {' | '.join(map(_text, row))} |" for row in rows]
    return "\n".join(written)


def _text(text: str) -> str:
    return MARKS.sub(r"\\\g<0>", one_line(text))
