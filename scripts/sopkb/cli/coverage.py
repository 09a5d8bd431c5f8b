"""Which contact reason lacks a document or a translation in which market? (`sopkb coverage`)"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from sopkb.catalog import Catalog
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    root_option,
    target,
    today,
    write,
)
from sopkb.coverage import Coverage, CoverageRow, CoverageState
from sopkb.coverage_view import coverage_on, lacks
from sopkb.exports.api_registers import coverage_map
from sopkb.findings import Language, Text
from sopkb.formats.table import as_table

HEADINGS = {
    "en": ("CONTACT REASON", "RISK", "RANK", "STATE", "MARKETS", "LACKS"),
    "zh": ("进线原因", "风险", "进线量排名", "状态", "市场", "缺少"),
}
SUM = Text(
    en="{gaps} of {cells} cells have a gap (contact reason and market) as of {day} ({zone}).",
    zh="共 {cells} 格（进线原因与市场），其中 {gaps} 格有缺口，截至 {day}（{zone}）。",
)
NOT_KEPT = Text(
    en="Not kept yet, so neither counted nor a gap: {kinds}.",
    zh="尚未收录，因此不计入统计，也不算缺口：{kinds}。",
)


@click.command()
@root_option
@as_of_option
@click.option(
    "--report",
    "outputs",
    multiple=True,
    metavar="FORMAT[:FILE]",
    default=("text",),
    help="text or json; may be given several times. Default: text.",
)
@lang_option
def coverage(root: Path, as_of: date | None, outputs: tuple[str, ...], lang: Language) -> None:
    """Print which contact reason lacks what in which market, the worst gap first."""
    targets = [target(output, WRITERS) for output in outputs]
    catalog = load(root)
    day = as_of or today(catalog)
    for name, file in targets:
        write(WRITERS[name](catalog, day, lang), file)


def _text(catalog: Catalog, day: date, lang: Language) -> str:
    found = coverage_on(catalog, day)
    rows = [cells for row in found.rows for cells in _lines(catalog, row, lang)]
    table = as_table(HEADINGS[lang], rows) + "\n" if rows else ""
    return f"{table}{_sum(catalog, found, day, lang)}\n"


def _json(catalog: Catalog, day: date, lang: Language) -> str:
    return coverage_map(catalog, day)


WRITERS: Mapping[str, Callable[[Catalog, date, Language], str]] = {"text": _text, "json": _json}


def _lines(catalog: Catalog, row: CoverageRow, lang: Language) -> Iterator[tuple[str, ...]]:
    """Yield a line for what the contact reason lacks, with all markets that lack just that."""
    gaps: dict[tuple[CoverageState, str], list[str]] = {}
    for cell in row.cells:
        if cell.state is not CoverageState.COVERED:
            lacking = ", ".join(lacks(catalog, cell, lang)) or "-"
            gaps.setdefault((cell.state, lacking), []).append(cell.market)
    for (state, lacking), markets in gaps.items():
        yield (
            row.id,
            catalog.word("risk", row.risk, lang),
            str(row.volume_rank or "-"),
            catalog.word("coverage", state, lang),
            ", ".join(markets),
            lacking,
        )


def _sum(catalog: Catalog, found: Coverage, day: date, lang: Language) -> str:
    cells = sum(found.counts.values())
    gaps = cells - found.counts[CoverageState.COVERED]
    told = SUM.in_language(lang).format(
        gaps=gaps, cells=cells, day=day, zone=catalog.policy.timezone
    )
    if not found.not_kept:
        return told
    comma = catalog.word("interface", "list-comma", lang)
    kinds = comma.join(catalog.word("companion", kind, lang) for kind in found.not_kept)
    return f"{told}\n{NOT_KEPT.in_language(lang).format(kinds=kinds)}"
