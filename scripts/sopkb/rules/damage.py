"""Which files could not be read, so that nothing may be concluded from what seems to be missing?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog
from sopkb.findings import LoadProblem

UNREADABLE = frozenset({"file-unreadable", "yaml-syntax", "yaml-full-width-colon"})
NEEDED_LOCALES = frozenset({"en", "zh"})


def is_register_damaged(catalog: Catalog, register: str) -> bool:
    """Tell whether loading met any problem in a register."""
    return any(_below(catalog, f"data/{register}.yml"))


def is_page_damaged(catalog: Catalog, stem: str) -> bool:
    """Tell whether a page of a document is there but could not be read."""
    return any(_below(catalog, f"docs/{stem}."))


def is_record_damaged(catalog: Catalog, stem: str) -> bool:
    """Tell whether a record is there but could not be taken."""
    return any(_below(catalog, f"data/documents/{stem}.yml"))


def are_locales_certain(catalog: Catalog) -> bool:
    """Tell whether it is known which language each page is written in."""
    return set(catalog.locales) >= NEEDED_LOCALES and not is_register_damaged(catalog, "locales")


def known(catalog: Catalog, register: str) -> frozenset[str] | None:
    """Give the ids of a register; None also for documents while the id of one is unreadable."""
    if register == "documents" and any(map(_hides_id, _below(catalog, "data/documents/"))):
        return None
    return catalog.known(register)


def _below(catalog: Catalog, start: str) -> Iterator[LoadProblem]:
    return (item for item in catalog.problems if item.problem.at.path.startswith(start))


def _hides_id(item: LoadProblem) -> bool:
    is_id = item.code == "record-invalid" and item.problem.at.key in ("", "id")
    return is_id or item.code in UNREADABLE
