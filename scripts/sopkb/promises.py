"""Does a reply promise what nobody may promise?

Word by word, without understanding: a phrase of data/promises.yml is a promise unless it stands
within longer harmless words, or a negation stands shortly before it in the same clause.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sopkb.model.base import LocalizedWords
from sopkb.model.floor import Promise

CLAUSE_END = re.compile(r"[,.;:!?()，。；：！？（）、\n]")
NEGATION = {
    "en": re.compile(
        r"(?:\b(?:not|never|no|cannot|nor|neither|without|unable|nobody)|n['’]t)\b"
        r"(?:\s+\S+){0,4}\s*$",
        re.I,
    ),
    "zh": re.compile(r"(?:不|无|没|未|勿|别|难以|避免).{0,5}$"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPromise:
    """A promise in a text: the words, where they begin, and the row that forbids them."""

    words: str
    start: int
    row: Promise


def promises_in(text: str, rows: Iterable[Promise], language: str) -> Iterator[FoundPromise]:
    """Yield the promises of a text in a language, row by row."""
    for row in rows:
        harmless = [match.span() for match in _matches(row.harmless, text, language)]
        for match in _matches(row.phrases, text, language):
            is_within = any(start <= match.start() < end for start, end in harmless)
            if not is_within and not _is_negated(text[: match.start()], language):
                yield FoundPromise(words=match[0], start=match.start(), row=row)


def _is_negated(before: str, language: str) -> bool:
    clause = CLAUSE_END.split(before)[-1]
    return NEGATION[language].search(clause) is not None


def _matches(words: LocalizedWords, text: str, language: str) -> Iterator[re.Match[str]]:
    phrases = sorted(words.in_language(language), key=len, reverse=True)
    if not phrases:
        return iter(())
    either = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.finditer(either if language == "zh" else rf"\b(?:{either})\b", text, re.I)
