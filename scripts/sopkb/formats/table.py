"""How is a table written at a terminal, where a Chinese character is as wide as two letters?"""

import unicodedata
from collections.abc import Sequence

from sopkb.harmless import one_line

GAP = "  "


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows under a head, each column as wide as its widest cell."""
    table = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = (
        GAP.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in table
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
