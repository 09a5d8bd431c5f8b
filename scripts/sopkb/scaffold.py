"""What does a new document start with: its record, a page per language, the next free id?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from sopkb.catalog import Catalog
from sopkb.findings import Refusal, Text
from sopkb.model.documents import DocumentType, Risk

LEFT_TO_WRITE = {"en": "TODO: ", "zh": "待补充："}
LAST_NUMBER = 999
FIRST_NOTE = "{en: First draft., zh: 初稿。}"
SUMMARY_HINT = {
    "en": "one short paragraph: the purpose; lists and the search show it as the summary.",
    "zh": "用一小段话写明目的，列表和搜索会将其作为摘要显示。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """What the author of a new document decides at the start."""

    type: DocumentType
    area: str
    title: Mapping[str, str]
    owner: str
    risk: Risk
    source_language: str


def new_document(catalog: Catalog, wanted: NewDocument, today: date) -> dict[str, str]:
    """Give the texts of the record and of a page per locale by their paths from the root."""
    stem = f"{document_folder(catalog, wanted.type, wanted.area)}/{slug(wanted.title['en'])}"
    files = {f"data/documents/{stem}.yml": _record(catalog, wanted, today)}
    for locale in catalog.locales:
        files[catalog.page_file(stem, locale)] = _page(catalog, wanted, locale)
    return files


def document_folder(catalog: Catalog, type_: str, area: str) -> str:
    """Give the folder below docs/ in which documents of a type and an area stand."""
    if type_ == DocumentType.TRN:
        return "training"
    return str(PurePosixPath("sops", slug(catalog.word("area", area, "en"))))


class NoFreeId(Refusal):
    """All 999 numbers of a type and an area have been given."""


def next_id(catalog: Catalog, type_: str, area: str) -> str:
    """Give the id after the highest one ever given; gaps are never filled."""
    prefix = f"{type_}-{area}-"
    replaced = {name for each in catalog.documents.values() for name in each.record.supersedes}
    known = replaced | (catalog.known("documents") or frozenset())
    numbers = (name.removeprefix(prefix) for name in known if name.startswith(prefix))
    number = max((int(each) for each in numbers if each.isdigit()), default=0) + 1
    if number > LAST_NUMBER:
        raise NoFreeId(
            Text(
                en=f"{prefix}{LAST_NUMBER} is given; choose another type or area.",
                zh=f"{prefix}{LAST_NUMBER} 已被使用；请改选其他类型或领域。",
            )
        )
    return f"{prefix}{number:03d}"


def slug(title: str) -> str:
    """Give the file name for a title: what stands before a colon, in kebab case."""
    words = re.findall(r"[a-z0-9]+", title.split(":")[0].casefold())
    return "-".join(words) or "untitled"


def _record(catalog: Catalog, wanted: NewDocument, today: date) -> str:
    owner = catalog.owners.get(wanted.owner)
    backup = owner.backup if owner and owner.backup else wanted.owner
    audience = next(iter(catalog.vocabulary.get("audience", {})), "agent-l1")
    return f"""\
id: {next_id(catalog, wanted.type, wanted.area)}
owner: {wanted.owner}
backup: {backup}
status: draft
version: "0.1"
effective: {today.isoformat()}
risk: {wanted.risk}
access: center
source_language: {wanted.source_language}
audience: [{audience}]
markets: [all]
channels: []
contact_reasons: []
keywords: {{en: [], zh: []}}
supersedes: []
depends_on: []
reviews: []
approvals: []
changes:
  - {{version: "0.1", date: {today.isoformat()}, kind: major, note: {FIRST_NOTE}}}
"""


def _page(catalog: Catalog, wanted: NewDocument, locale: str) -> str:
    language = locale if locale in LEFT_TO_WRITE else wanted.source_language
    todo = LEFT_TO_WRITE[language]
    parts = [f"# {wanted.title[language]}", f"{todo}{SUMMARY_HINT[language]}"]
    for section in catalog.sections.get(wanted.type, ()):
        if section.required:
            parts.append(f"## {section.title.in_language(locale)} {{ #{section.id} }}")
            parts.append(f"{todo}{section.holds.in_language(locale)}")
    return "\n\n".join(parts) + "\n"
