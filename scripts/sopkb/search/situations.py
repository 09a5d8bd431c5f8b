"""In which situations do the pages send their readers to a document, in the pages' own words?

A row such as "The zip is broken | SOP-BUY-005" tells what the document is for, often as a customer
says it; like the text of a link, it describes what it leads to.
"""

import re
from collections.abc import Iterator, Mapping

from sopkb.catalog import Catalog, Page
from sopkb.macro_calls import expand_plain_calls
from sopkb.titles import plain

CELL_BORDER = re.compile(r"(?<!\\)\|")


def situations(catalog: Catalog, language: str) -> Mapping[str, tuple[str, ...]]:
    """Give the situations of each document by its id: the first cells of the rows that name it."""
    found: dict[str, dict[str, None]] = {}
    for page in catalog.pages.values():
        if page.locale == language:
            for name, situation in _rows(catalog, page):
                found.setdefault(name, {})[situation] = None
    return {name: tuple(texts) for name, texts in found.items()}


def _rows(catalog: Catalog, page: Page) -> Iterator[tuple[str, str]]:
    """Yield the one document that a row names behind its first cell, and that cell."""
    for line, names in _named(page).items():
        _, *cells = CELL_BORDER.split(line)
        if line.startswith("|") and len(names) == 1 and "doc(" not in cells[0]:
            yield from ((name, _in_words(catalog, cells[0], page.locale)) for name in names)


def _named(page: Page) -> Mapping[str, set[str]]:
    """Give the documents that each line names."""
    lines, found = page.file.lines, dict[str, set[str]]()
    for call in page.outline.macro_calls:
        if call.name == "doc" and call.argument:
            found.setdefault(lines[call.at.line - 1], set()).add(call.argument)
    return found


def _in_words(catalog: Catalog, cell: str, language: str) -> str:
    def term(name: str) -> str:
        row = catalog.glossary.get(name)
        return row.in_language(language) if row else ""

    return plain(expand_plain_calls(cell, {"term": term}))
