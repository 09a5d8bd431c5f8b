"""Does a translation say what its source says, and since when not?

Judged by content: the hash of each source section against its pin in the record, then parity of
the two pages. No history of Git is read, so it works in a shallow clone; either language may be
the source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from sopkb.findings import Language
from sopkb.model.documents import DocumentRecord, Translation
from sopkb.normal_form import ALGORITHM, text_hash
from sopkb.parity import Difference, Structure, compare_structures, read_structure
from sopkb.parity.shapes import Part
from sopkb.parity.structure import han_count, words
from sopkb.sections import split_sections
from sopkb.source import SourceFile

COMPARED_BY = "p1"
REMEMBERED = 16_384
MINIMAL_SOURCE = 20
"""A source with fewer words or Chinese characters than this may have a translation without any."""
MINIMAL_SHARE = 0.1
"""A translation with fewer words of its language, measured by the source's words, is a stub."""


MINIMAL_COPY = 5
"""With so many words or Chinese characters, an equal text under other headings is a copy."""


class TranslationState(StrEnum):
    """How a translation stands to its source."""

    MISSING = "missing"
    STUB = "stub"
    UNPINNED = "unpinned"
    IN_SYNC = "in_sync"
    BEHIND = "behind"
    MISMATCH = "mismatch"


URGENCY = (
    TranslationState.MISSING,
    TranslationState.MISMATCH,
    TranslationState.STUB,
    TranslationState.BEHIND,
    TranslationState.UNPINNED,
    TranslationState.IN_SYNC,
)
"""What harms a reader most comes first: no text, a wrong one, half of one, an old one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationStatus:
    """The state of one translation on one day, and what it follows from."""

    state: TranslationState
    locale: str
    behind: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unknown_pins: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    since: date | None = None
    age: int | None = None
    allowance: int

    @property
    def is_late(self) -> bool:
        """Tell whether the translation has been behind for longer than its risk allows."""
        is_behind = self.state is TranslationState.BEHIND
        return is_behind and self.age is not None and self.age > self.allowance


class HasFile(Protocol):
    """A page: whatever has a file."""

    @property
    def file(self) -> SourceFile:
        """Give the file."""


def translation_of(
    pages: Mapping[str, HasFile],
    record: DocumentRecord,
    locale: str,
    *,
    today: date,
    allowance: int,
) -> TranslationStatus:
    """Judge the translation of a document into a locale.

    `pages` are the document's pages by locale, `allowance` the days that its risk allows.
    """
    source, target = pages.get(record.source_language), pages.get(locale)
    pins = record.translations.get(locale)
    if locale == record.source_language:
        raise ValueError(f"{locale} is the source of {record.id}, not a translation")
    if target is None:
        since = record.changes[0].date
        return _status(TranslationState.MISSING, locale, allowance, today, since)
    source_file = source.file if source else SourceFile("", "")
    return _judged(source_file, target.file, record, locale, pins, today, allowance)


def section_hashes(text: str) -> dict[str, str]:
    """Give the hash of every section of a page: what a translation is pinned to."""
    return {section.id: text_hash(section.text) for section in split_sections(text)}


@lru_cache(maxsize=REMEMBERED)
def pair_mark(source: str, target: str) -> str:
    """Give the mark of exactly these two texts: at stamping they were found to agree.

    As long as both stand unchanged, they need not be compared again. A change of what is compared
    makes it `p2:`.
    """
    both = f"{len(source)}:{source}{target}".encode("utf-8", "surrogatepass")
    return f"{COMPARED_BY}:{sha256(both).hexdigest()[:16]}"


def is_stub(source: Structure, target: Structure, target_language: Language) -> bool:
    """Tell whether a page has almost no characters of the language it should be in."""
    prose, original = _prose(target), _prose(source)
    if target_language == "zh":
        needed, found = len(words(original)), han_count(prose)
    else:
        needed, found = han_count(original), max(0, len(words(prose)) - han_count(prose))
    return needed >= MINIMAL_SOURCE and found < MINIMAL_SHARE * needed


def _judged(
    source: SourceFile,
    target: SourceFile,
    record: DocumentRecord,
    locale: str,
    pins: Translation | None,
    today: date,
    allowance: int,
) -> TranslationStatus:
    if pins and _is_as_stamped(pins, source.text, target.text):
        return TranslationStatus(state=TranslationState.IN_SYNC, locale=locale, allowance=allowance)
    structures = read_structure(source), read_structure(target)
    if is_stub(*structures, language_of(locale)) or _is_copy(*structures):
        since = record.changes[0].date
        return _status(TranslationState.STUB, locale, allowance, today, since)
    if pins is None or not pins.sections:
        return _status(TranslationState.UNPINNED, locale, allowance, today, None)
    return _pinned(source, structures, record, locale, pins, today, allowance)


def _is_as_stamped(pins: Translation, source: str, target: str) -> bool:
    """Tell whether both texts are those that were stamped, by pins that can be judged."""
    if not pins.sections or pins.pair != pair_mark(source, target):
        return False
    return not any(_unknown(pins))


def _is_copy(source: Structure, target: Structure) -> bool:
    """Tell whether two pages are one text, or one under translated headings."""
    parts = list(zip(source.parts, target.parts, strict=False))
    if len(source.parts) != len(target.parts) or any(_body(a) != _body(b) for a, b in parts):
        return False
    if all(part.title == other.title for part, other in parts):
        return True
    headings = "\n".join(part.title for part in source.parts)
    return _size(_prose(source)) - _size(headings) >= MINIMAL_COPY


def _body(part: Part) -> str:
    """Give what stands under a heading, without space."""
    texts = part.texts[1:] if part.level else part.texts
    return "".join("".join([*texts, *(line for code in part.codes for line in code.lines)]).split())


def _size(text: str) -> int:
    return len(words(text)) + han_count(text)


def _pinned(
    source: SourceFile,
    structures: tuple[Structure, Structure],
    record: DocumentRecord,
    locale: str,
    pins: Translation,
    today: date,
    allowance: int,
) -> TranslationStatus:
    hashes = section_hashes(source.text)
    behind = tuple(key for key, value in hashes.items() if pins.sections.get(key) != value)
    removed = tuple(key for key in pins.sections if key not in hashes)
    if not behind and not removed:
        languages = language_of(record.source_language), language_of(locale)
        differences = compare_structures(*structures, *languages)
        state = TranslationState.MISMATCH if differences else TranslationState.IN_SYNC
        return TranslationStatus(
            state=state, locale=locale, differences=differences, allowance=allowance
        )
    since = fell_behind(record, pins)
    return TranslationStatus(
        state=TranslationState.BEHIND,
        locale=locale,
        behind=behind,
        removed=removed,
        unknown_pins=tuple(_unknown(pins)),
        since=since,
        age=max(0, (today - since).days),
        allowance=allowance,
    )


def fell_behind(record: DocumentRecord, pins: Translation) -> date:
    """Give the day of the first version after the translated one; else that of the translation."""
    versions = [change.version for change in record.changes]
    after = versions.index(pins.version) + 1 if pins.version in versions else len(versions)
    later = record.changes[after:]
    return later[0].date if later else pins.date


def language_of(locale: str) -> Language:
    """Give the language that a locale speaks."""
    return "zh" if locale.startswith("zh") else "en"


def _unknown(pins: Translation) -> Iterator[str]:
    """Yield the sections whose pin was made by another normalizer: nobody can judge them."""
    for key, value in pins.sections.items():
        if value.partition(":")[0] != ALGORITHM:
            yield key


def _status(
    state: TranslationState, locale: str, allowance: int, today: date, since: date | None
) -> TranslationStatus:
    age = max(0, (today - since).days) if since else None
    return TranslationStatus(state=state, locale=locale, since=since, age=age, allowance=allowance)


def _prose(page: Structure) -> str:
    return "\n".join(marks.prose for marks in page.marks)
