"""Which text did a document have in each of its recorded versions? From git, where it is there.

A version's text in the source language is that of the commit in which its record first had the
version; the translation, which is stamped later, that of the last commit in which it still had it.
The current version is what the working folder holds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sopkb import git
from sopkb.catalog import Catalog, Document, normal
from sopkb.file_tree import RECORDS, is_record, record_stem
from sopkb.loading import split_locale

PAGES = "docs/"
ID = re.compile(r"^id:[ ]*[\"']?(?P<id>[A-Z]{2,3}-[A-Z]{3}-[0-9]{3})\b", re.M)
VERSION = re.compile(r"^version:[ ]*[\"']?(?P<version>[0-9]+\.[0-9]+)\b", re.M)

Texts = Mapping[str, str]
"""A document's text by locale."""


class Reach(StrEnum):
    """How far back the history goes that was read."""

    FULL = "full"
    SHALLOW = "shallow"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The texts of every document by its id and version, the current one included."""

    reach: Reach
    texts: Mapping[str, Mapping[str, Texts]]

    def text(self, document: str, version: str, locale: str) -> str | None:
        """Give the text of a version in a language; None where it is not known."""
        return self.texts.get(document, {}).get(version, {}).get(locale)


def history_of(catalog: Catalog) -> History:
    """Read the texts of all recorded versions, once for a catalog."""
    key = ("history_of",)
    if key not in catalog.remembered:
        catalog.remembered[key] = _history(catalog)
    history: History = catalog.remembered[key]
    return history


def _history(catalog: Catalog) -> History:
    texts = {key: _current(document) for key, document in catalog.documents.items()}
    try:
        earlier = dict(_earlier(catalog))
        reach = Reach.SHALLOW if git.is_shallow(catalog.root) else Reach.FULL
    except git.GitUnavailable:
        return History(reach=Reach.NONE, texts=texts)
    for (name, version, locale), text in earlier.items():
        texts[name].setdefault(version, {}).setdefault(locale, text)
    return History(reach=reach, texts=texts)


def _current(document: Document) -> dict[str, dict[str, str]]:
    pages = {locale: page.file.text for locale, page in document.pages.items()}
    return {document.record.version: pages}


Wanted = tuple[str, str, str]
"""Id, version and locale of a text."""


@dataclass(slots=True)
class _Walk:
    """The history up to a commit: what each record says, where each version's text stands."""

    catalog: Catalog
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[Wanted, tuple[str, str]] = field(default_factory=dict)

    def learn(self, stem: str, record: str | None) -> None:
        """Read a record as it was after a commit; one that says nothing is no record."""
        found = (ID.search(record), VERSION.search(record)) if record else (None, None)
        if found[0] and found[1] and found[0]["id"] in self.catalog.documents:
            self.records[stem] = found[0]["id"], found[1]["version"]
        else:
            self.records.pop(stem, None)

    def note(self, commit: str, stem: str) -> None:
        """Note where the text stands of the version that a record has after a commit."""
        if stem not in self.records:
            return
        name, version = self.records[stem]
        document = self.catalog.documents[name]
        if version not in {each.version for each in document.record.changes}:
            return
        for locale in self.catalog.locales:
            wanted, place = (name, version, locale), (commit, self.catalog.page_file(stem, locale))
            if locale == document.record.source_language:
                self.places.setdefault(wanted, place)
            else:
                self.places[wanted] = place


def _earlier(catalog: Catalog) -> Iterator[tuple[Wanted, str]]:
    revisions = git.revisions(catalog.root, RECORDS, PAGES)
    asked = [(each.commit, path) for each in revisions for path in each.paths if is_record(path)]
    records = dict(zip(asked, git.texts_at(catalog.root, asked), strict=True))
    walk = _Walk(catalog)
    for revision in revisions:
        for path in revision.paths:
            if is_record(path):
                walk.learn(_stem(catalog, path), records[revision.commit, path])
        for stem in _touched(catalog, revision.paths):
            walk.note(revision.commit, stem)
    current = {(key, each.record.version) for key, each in catalog.documents.items()}
    wanted = {key: place for key, place in walk.places.items() if key[:2] not in current}
    texts = git.texts_at(catalog.root, list(wanted.values()))
    yield from ((key, text) for key, text in zip(wanted, texts, strict=True) if text is not None)


def _touched(catalog: Catalog, paths: Iterable[str]) -> set[str]:
    return {_stem(catalog, path) for path in paths if path.endswith((".yml", ".md"))}


def _stem(catalog: Catalog, path: str) -> str:
    """Give the path that a record and its pages share, below their folders."""
    if is_record(path):
        return normal(record_stem(path))
    own = path.removeprefix(PAGES)
    return normal(split_locale(own, catalog.locales, catalog.default_locale)[0])
