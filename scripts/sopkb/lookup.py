"""Which row does a page mean by an id, and what is said when there is none?"""

from collections.abc import Mapping
from typing import TypeVar

from sopkb.catalog import Catalog, Document
from sopkb.findings import Refusal, Text
from sopkb.item_loading import FOLDERS
from sopkb.model.registers import Market, Owner, Term, Value
from sopkb.nearest import nearest

FILES = {"documents": "data/documents/"} | {name: f"data/{name}/" for name in FOLDERS}


Row = TypeVar("Row")


class UnknownId(Refusal):
    """A page names an id that no register holds; the text says so and names the nearest."""


def find_value(catalog: Catalog, name: str) -> Value:
    """Find a business value."""
    return _find(catalog.values, "values", name)


def find_market(catalog: Catalog, name: str) -> Market:
    """Find a market."""
    return _find(catalog.markets, "markets", name)


def find_document(catalog: Catalog, name: str) -> Document:
    """Find a controlled document."""
    return _find(catalog.documents, "documents", name)


def find_owner(catalog: Catalog, name: str) -> Owner:
    """Find a role."""
    return _find(catalog.owners, "owners", name)


def find_term(catalog: Catalog, name: str) -> Term:
    """Find a term of the glossary."""
    return _find(catalog.glossary, "glossary", name)


def check_id(catalog: Catalog, register: str, name: str) -> None:
    """Refuse an id that neither a register nor the vocabulary's group of that name holds."""
    words = catalog.vocabulary.get(register)
    if words is None:
        _find(getattr(catalog, register), register, name)
    else:
        _find(words, "vocabulary", name)


def _find(rows: Mapping[str, Row], register: str, name: str) -> Row:
    row = rows.get(name)
    if row is None:
        guess = nearest(name, rows)
        raise UnknownId(_unknown(name, FILES.get(register, f"data/{register}.yml"), guess))
    return row


def _unknown(name: str, file: str, guess: str | None) -> Text:
    return Text(
        en=f"'{name}' is not in {file}" + (f"; did you mean '{guess}'?" if guess else ""),
        zh=f"{file} 中没有“{name}”" + (f"；最接近的是“{guess}”" if guess else ""),
    )
