"""How is a table written at a terminal, where a Chinese character is as wide as two letters?"""

from collections.abc import Sequence

from sopkb.harmless import one_line
from sopkb.text_width import text_width

GAP = "  "


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write rows under a head, each column as wide as its widest cell."""
    table = [[one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(text_width, column)) for column in zip(*table, strict=True)]
    lines = (
        GAP.join(
            cell + " " * (width - text_width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in table
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
