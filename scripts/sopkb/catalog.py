"""What is in the knowledge base? The records, registers and pages of one root, immutable."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from sopkb.findings import LoadProblem, Location
from sopkb.markdown import Outline, read_outline
from sopkb.model.delivery import Delivery
from sopkb.model.documents import ALL_MARKETS, DocumentRecord
from sopkb.model.floor import Bulletin, Escalation, Guide, Promise, Script
from sopkb.model.policy import Policy
from sopkb.model.registers import (
    Center,
    ContactReason,
    ExceptionEntry,
    LinkExemption,
    Locale,
    Market,
    Owner,
    Redirect,
    Row,
    Sections,
    Term,
    Value,
    Vocabulary,
)
from sopkb.model.training import Training, TrainingPath, TrainingStatus
from sopkb.nearest import nearest
from sopkb.source import SourceFile
from sopkb.titles import read_summary, read_title
from sopkb.yaml_source import KeyPath, locate

CONTROLLED_FOLDERS = ("sops", "training")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One Markdown file in one locale; `stem` is its path in docs/ without locale and suffix."""

    file: SourceFile
    stem: str
    locale: str

    @property
    def path(self) -> str:
        """Give the path from the root."""
        return self.file.path

    @property
    def is_controlled(self) -> bool:
        """Tell whether the page must have a record: all but the index pages of those folders."""
        parts = self.stem.split("/")
        return parts[0] in CONTROLLED_FOLDERS and parts[-1] != "index"

    @cached_property
    def outline(self) -> Outline:
        """Give the page's headings, links and macro calls."""
        return read_outline(self.file)

    @cached_property
    def title(self) -> str:
        """Give the text of the H1, or the file's name where there is none."""
        return read_title(self.file) or self.stem.rsplit("/", 1)[-1]

    @cached_property
    def summary(self) -> str:
        """Give the paragraph under the H1 as plain text; empty where there is none."""
        return read_summary(self.file)


@dataclass(frozen=True, kw_only=True)
class Document:
    """One controlled document: its record and a page per locale."""

    record: DocumentRecord
    file: SourceFile
    stem: str
    pages: Mapping[str, Page]

    @property
    def id(self) -> str:
        """Give the id, such as SOP-BUY-001."""
        return self.record.id

    def page(self, locale: str) -> Page | None:
        """Give the page in a locale, else in the source language, else any."""
        wanted = (locale, self.record.source_language, *sorted(self.pages))
        return next((self.pages[code] for code in wanted if code in self.pages), None)

    def title(self, locale: str) -> str:
        """Give the title in the reader's language, in the other where there is no page."""
        page = self.page(locale)
        return page.title if page else self.id

    def locate(self, key_path: KeyPath) -> Location:
        """Give the place of a key in the record."""
        return locate(self.file, key_path)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All that was loaded. `known_ids` holds also the ids of rows that could not be read."""

    root: Path
    locales: Mapping[str, Locale] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    owners: Mapping[str, Owner] = field(default_factory=dict)
    markets: Mapping[str, Market] = field(default_factory=dict)
    centers: Mapping[str, Center] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    contact_reasons: Mapping[str, ContactReason] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    escalation: Mapping[str, Escalation] = field(default_factory=dict)
    promises: Mapping[str, Promise] = field(default_factory=dict)
    guides: Mapping[str, Guide] = field(default_factory=dict)
    scripts: Mapping[str, Script] = field(default_factory=dict)
    bulletins: Mapping[str, Bulletin] = field(default_factory=dict)
    training: Mapping[str, Training] = field(default_factory=dict)
    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    link_exemptions: Mapping[str, LinkExemption] = field(default_factory=dict)
    training_matrix: Mapping[str, TrainingPath] = field(default_factory=dict)
    training_status: tuple[TrainingStatus, ...] = ()
    vocabulary: Vocabulary = field(default_factory=dict)
    sections: Sections = field(default_factory=dict)
    delivery: Delivery = field(default_factory=Delivery)
    exceptions: tuple[ExceptionEntry, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    record_files: Mapping[str, SourceFile] = field(default_factory=dict)
    register_files: Mapping[str, SourceFile] = field(default_factory=dict)
    item_files: Mapping[str, Mapping[str, SourceFile]] = field(default_factory=dict)
    known_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asset_paths: frozenset[str] = frozenset()
    problems: tuple[LoadProblem, ...] = ()

    @property
    def default_locale(self) -> str:
        """Give the locale whose pages have no suffix and stand at `/`."""
        return next((code for code, locale in self.locales.items() if locale.default), "en")

    @cached_property
    def documents_by_stem(self) -> Mapping[str, Document]:
        """Give documents by their path in docs/ without suffix."""
        return {document.stem: document for document in self.documents.values()}

    @cached_property
    def remembered(self) -> dict[tuple[object, ...], Any]:
        """Keep what the modules above have found out about this catalog: it never changes."""
        return {}

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Row]]:
        """Give the rows of every register that has rows, by the register's name and their id."""
        held = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {
            name: rows
            for name, rows in held
            if isinstance(rows, dict) and any(isinstance(row, Row) for row in rows.values())
        }

    def document_of(self, page: Page) -> Document | None:
        """Give the document that a page belongs to."""
        return self.documents_by_stem.get(page.stem)

    def page_of(self, stem: str, locale: str) -> Page | None:
        """Give a page by its path in docs/ without suffix, in one locale only."""
        return self.pages.get(normal(self.page_file(stem, locale)))

    def page_file(self, stem: str, locale: str) -> str:
        """Give the path of the file in which a page stands or belongs."""
        suffix = "" if locale == self.default_locale else f".{locale}"
        return f"docs/{stem}{suffix}.md"

    def locate(self, register: str, key_path: KeyPath) -> Location:
        """Give the place of a key in a register; the first step is the id of a row."""
        item = self.item_files.get(register, {}).get(str(key_path[0])) if key_path else None
        if item:
            return locate(item, key_path[1:])
        file = self.register_files.get(register)
        return locate(file, key_path) if file else Location(path=f"data/{register}.yml")

    def path_of(self, register: str, row_id: str) -> str:
        """Give the path of the file that holds a row."""
        item = self.item_files.get(register, {}).get(row_id)
        return item.path if item else f"data/{register}.yml"

    def known(self, register: str) -> frozenset[str] | None:
        """Give the ids of a register or vocabulary group; None if it could not be read."""
        if register == "markets" and register in self.known_ids:
            return self.known_ids["markets"] | {ALL_MARKETS}
        return self.known_ids.get(register)

    def nearest(self, register: str, name: str) -> str | None:
        """Give the id of a register most like `name`."""
        return nearest(name, self.known(register) or ())

    def word(self, group: str, key: str, language: str) -> str:
        """Give a word of the vocabulary, the key itself where it is missing."""
        text = self.vocabulary.get(group, {}).get(key)
        return text.in_language(language) if text else key

    def selected(
        self, *, area: str | None = None, audience: str | None = None, market: str | None = None
    ) -> Iterator[Document]:
        """Yield the documents that meet every given condition, by id."""
        for document in self.documents.values():
            record = document.record
            if area and record.area != area:
                continue
            if audience and audience not in record.audience:
                continue
            if market and not record.serves_market(market):
                continue
            yield document


def normal(path: str) -> str:
    """Give a path in the one Unicode form in which paths are compared (NFC)."""
    return unicodedata.normalize("NFC", path)
