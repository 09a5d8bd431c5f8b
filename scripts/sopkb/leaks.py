"""Does a built site tell its readers anything of the documents that they must not see?

Every file of the site is searched, compressed ones too (Pagefind's index, the sitemap), for the id,
the address, the titles and the sentences of each hidden document. Both sides are reduced to letters
and digits, so that markup, escapes, case, width and punctuation hide nothing.
"""

import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sopkb.access import hidden_documents, telling_titles, visible
from sopkb.catalog import Catalog, Document
from sopkb.findings import Finding, Location, RuleInfo, Severity, Text, in_order
from sopkb.model.base import localized_texts
from sopkb.model.documents import Access
from sopkb.prose import without_code
from sopkb.titles import plain

SHORTEST = 20
"""Letters and digits that a sentence must have: shorter ones stand anywhere."""

LEAK = RuleInfo(
    code="site-leak",
    severity=Severity.ERROR,
    must=Text(
        en="The site must tell nothing of the documents that its readers may not see.",
        zh="网站不得透露读者无权查看的文件的任何内容。",
    ),
)
GZIP = b"\x1f\x8b"
TAG = re.compile(r"<[^<>]*>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]|%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})+")
CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[ :]*[#.][^{}\n]*\}|<!--.*?-->", re.S)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|[。！？；|\n]|\ue000")
LIST_COMMA = re.compile("[,，、]")
LIST_MARK = re.compile(r"^[\s>#*+-]*(?:\d+[.)]\s+)?")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that gives a hidden document away: which, what kind of text, as written, reduced."""

    document: str
    written: str
    reduced: str


def leaks(catalog: Catalog, audience: Access, site: Path) -> tuple[Finding, ...]:
    """Give what a built site tells of the documents hidden from an audience; `catalog` is whole."""
    names, sentences = _secrets(catalog, audience)
    if not names:
        return ()
    found = (
        _finding(path, secret)
        for path, data in _files(site)
        for secret in _told(path, data, names, sentences)
    )
    return in_order(found)


def reduced(text: str) -> str:
    """Reduce a text to its letters and digits, small and of normal width."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())


def _secrets(
    catalog: Catalog, audience: Access
) -> tuple[tuple[Secret, ...], Mapping[str, tuple[Secret, ...]]]:
    """Give the names of hidden documents, and their sentences by how these begin."""
    seen = visible(catalog, audience)
    said = frozenset(reduced(text) for text in _all_texts(seen))
    told = "\n".join(sorted(said))
    names: list[Secret] = []
    sentences: dict[str, tuple[Secret, ...]] = {}
    for document in hidden_documents(catalog, audience):
        for name in (document.id, document.stem, *telling_titles(catalog, document)):
            names.append(Secret(document.id, name, reduced(name)))
        for sentence in _sentences(_texts_of(catalog, document)):
            short = reduced(sentence)
            if len(short) >= SHORTEST and short not in told and not _lists(sentence, said):
                secret = Secret(document.id, sentence, short)
                sentences[short[:SHORTEST]] = (*sentences.get(short[:SHORTEST], ()), secret)
    return tuple(names), sentences


def _lists(sentence: str, said: frozenset[str]) -> bool:
    """Tell whether a sentence only lists what is said anyway, such as names of markets."""
    return all(reduced(part) in said for part in LIST_COMMA.split(sentence))


def _all_texts(catalog: Catalog) -> Iterator[str]:
    """Yield what readers may see anyway: a sentence that stands there too is no secret."""
    for page in catalog.pages.values():
        yield from _sentences([page.file.text])
    for rows in catalog.rows.values():
        for row in rows.values():
            for _, text in localized_texts(row):
                yield from (text.en, text.zh)
    for document in catalog.documents.values():
        yield from _notes(document)


def _texts_of(catalog: Catalog, document: Document) -> Iterator[str]:
    """Yield all texts of a document: pages, notes, and the rows that are made from it."""
    yield from (page.file.text for page in document.pages.values())
    yield from _notes(document)
    for rows in catalog.rows.values():
        for id, row in rows.items():
            named = row.references_by_register.get("documents", ())
            made = any(each.id == document.id and each.key_path == ("document",) for each in named)
            if made or id == document.id:
                for _, text in localized_texts(row):
                    yield from (text.en, text.zh)


def _notes(document: Document) -> Iterator[str]:
    for change in document.record.changes:
        yield from (change.note.en, change.note.zh)
    yield from (review.note for review in document.record.reviews if review.note)


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for part in SENTENCE_END.split(CALL.sub("\ue000", without_code(text))):
            yield plain(LIST_MARK.sub("", part))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        if file.is_file():
            yield file.relative_to(site).as_posix(), _unpacked(file.read_bytes())


def _unpacked(data: bytes) -> bytes:
    try:
        return gzip.decompress(data) if data.startswith(GZIP) else data
    except (OSError, EOFError, zlib.error):
        return data


def _told(
    path: str,
    data: bytes,
    names: tuple[Secret, ...],
    sentences: Mapping[str, tuple[Secret, ...]],
) -> Iterator[Secret]:
    """Yield what a file tells, in its name, in its text, in what its tags hold."""
    written = html.unescape(ESCAPED.sub(_unescaped, data.decode("utf-8", "replace")))
    shown = reduced(TAG.sub("", written)) if "<" in written else ""
    for text in (reduced(path), reduced(written), shown):
        yield from (secret for secret in names if secret.reduced in text)
        starts = (text[place : place + SHORTEST] for place in range(len(text) - SHORTEST + 1))
        for start in sentences.keys() & set(starts):
            yield from (secret for secret in sentences[start] if secret.reduced in text)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    if match[0].startswith("%"):
        return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")
    return " "


def _finding(path: str, secret: Secret) -> Finding:
    return Finding(
        code=LEAK.code,
        severity=LEAK.severity,
        at=Location(path=path),
        message=Text(
            en=f"This file must tell nothing of {secret.document}; it holds “{secret.written}”.",
            zh=f"该文件不得透露 {secret.document} 的内容，其中含有“{secret.written}”。",
        ),
        fix=Text(
            en="Do not publish this site. Find where the text comes from and take it out.",
            zh="请勿发布该网站。查明文字来源并删除后重新构建。",
        ),
    )
