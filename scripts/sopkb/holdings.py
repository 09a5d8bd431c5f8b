"""What does a role hold, so that it must be handed over before the role leaves?

A register whose rows name roles as `OwnerRef` is found by itself; what is more than a reference
gets a function in `SOURCES`.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.claims import claims
from sopkb.findings import LANGUAGES, Location, Text
from sopkb.freshness import freshness_of
from sopkb.model.base import LocalizedText, Model, Reference
from sopkb.model.documents import OUT_OF_USE
from sopkb.model.registers import Row
from sopkb.responsibility import names_of

LEAVING_DAYS = 30
"""From how many days before its last day on a role is told what it still holds."""
HISTORY = frozenset({"reviews", "approvals"})
"""Keys of a record that tell what a role has done, not what it has to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One thing that a role holds.

    `register` and `key` say as what: documents owner, documents translations.translator, centers
    lead, claims owner. `due` is the day by which the role, or whoever follows it, has to act.
    """

    register: str
    key: str
    id: str
    title: Text
    at: Location
    due: date | None = None


def holdings(catalog: Catalog, role: str, today: date) -> Iterator[Holding]:
    """Yield what names a role, or an alias of it: documents, statements, rows of registers."""
    for name in names_of(catalog, role):
        for source in SOURCES:
            yield from source(catalog, name, today)


def _documents(catalog: Catalog, role: str, today: date) -> Iterator[Holding]:
    for document in catalog.documents.values():
        if document.record.status in OUT_OF_USE:
            continue
        for reference in _references(document.record, "owners", {role}):
            if reference.key_path[0] in HISTORY:
                continue
            key = _key(reference)
            due = freshness_of(catalog, document.record, today).due
            yield Holding(
                register="documents",
                key=key,
                id=document.id,
                title=Text(en=document.title("en"), zh=document.title("zh")),
                at=document.locate(reference.key_path),
                due=due if key == "owner" else None,
            )


def _claims(catalog: Catalog, role: str, today: date) -> Iterator[Holding]:
    for claim in claims(catalog):
        if claim.owner == role:
            yield Holding(
                register="claims",
                key="owner",
                id=claim.document or claim.stem,
                title=Text(en=claim.text, zh=claim.text),
                at=claim.at,
                due=claim.due,
            )


def _registers(catalog: Catalog, role: str, today: date) -> Iterator[Holding]:
    for register, rows in catalog.rows.items():
        for row in rows.values():
            for reference in _references(row, "owners", {role}):
                yield _in_register(catalog, register, row, reference)


def _of_documents(catalog: Catalog, role: str, today: date) -> Iterator[Holding]:
    """Yield what belongs to a document of the role, such as its guides and its training."""
    owned = {each.id for each in catalog.documents.values() if each.record.owner == role}
    for register, rows in catalog.rows.items():
        for row in rows.values():
            for reference in _references(row, "documents", owned):
                yield _in_register(catalog, register, row, reference)


SOURCES: tuple[Callable[[Catalog, str, date], Iterator[Holding]], ...] = (
    _documents,
    _claims,
    _registers,
    _of_documents,
)
"""Everything that is searched, in the order of the list."""


def _references(row: Model, register: str, wanted: Container[str]) -> Iterator[Reference]:
    return (each for each in row.references_by_register.get(register, ()) if each.id in wanted)


def _in_register(catalog: Catalog, register: str, row: Row, reference: Reference) -> Holding:
    return Holding(
        register=register,
        key=_key(reference),
        id=row.id,
        title=_title(catalog, row),
        at=catalog.locate(register, (row.id, *reference.key_path)),
    )


def _key(reference: Reference) -> str:
    """Give a key path without indexes and languages, such as translations.translator."""
    steps = (step for step in reference.key_path if step not in LANGUAGES)
    return ".".join(step for step in steps if isinstance(step, str))


def _title(catalog: Catalog, row: Row) -> Text:
    """Give what a row is called: by its own name, as its document, or as its situation."""
    names = (getattr(row, key, None) for key in ("title", "name"))
    found = next((name for name in names if isinstance(name, LocalizedText)), None)
    document = catalog.documents.get(row.id)
    if found:
        return Text(en=found.en, zh=found.zh)
    if document:
        return Text(en=document.title("en"), zh=document.title("zh"))
    situation = getattr(row, "situation", row.id)
    en, zh = (catalog.word("situation", situation, language) for language in LANGUAGES)
    return Text(en=en, zh=zh)
