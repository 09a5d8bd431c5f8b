"""Where does a text use the terms of the glossary, and which words does it use in their place?

One compiled pattern per language; the longest match wins, so that 商家 inside a longer term is
that longer term. Only prose counts (see `only_prose`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from sopkb.findings import Language
from sopkb.inflection import forms
from sopkb.model.registers import Term
from sopkb.only_prose import MASK, only_prose
from sopkb.word_trie import pattern_of

SPACE = rf"(?:[ \t]+|{MASK}*\n{MASK}*)"
GAP = rf"(?:-|{SPACE})"
SPACES = re.compile(rf"[\s{MASK}]+")
SEPARATOR = re.compile(r"[ -]")
LATIN = re.compile(r"[a-z0-9]")
LATIN_START = r"(?<![a-z0-9_])"
LATIN_END = r"(?![a-z0-9_])"

OPEN_QUOTE = re.compile(r"(?:“[^”\n]*|「[^」\n]*|『[^』\n]*|‘[^’\n]*)$")
CLOSING = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"'}
SENTENCE = re.compile(r"[^。！？.!?]*$")
NEGATION = re.compile(r"[不勿禁别]|避免|而非|\b(?:not|never|avoid|cannot|instead)\b|n[’']t\b")
SAYING = re.compile(
    r"(?:不要|不得|不可|不能|不应|不宜|请勿|切勿|禁止|避免|别|不)再?(?:说|写|称|叫|提|承诺)"
    r"[^，。；！？、\n]{0,6}$"
    r"|\b(?:not|never|cannot|avoid|n[’']t)\s+(?:say|writ|call|promis)(?:e|ing)?\b[^.,;:!?]{0,30}$"
)
LOOKED_BACK = 120


class Kind(IntEnum):
    """What a word of the glossary is; the first one wins where the same word is listed twice."""

    TERM = 0
    FORBIDDEN = 1
    SYNONYM = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the glossary in one language, and the terms under which it is listed."""

    word: str
    kind: Kind
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word of the glossary in a text; `start` and `end` are offsets."""

    entry: Entry
    start: int
    end: int

    @property
    def term(self) -> Term:
        """Give the term, the first one where several list the word."""
        return self.entry.terms[0]


@dataclass(frozen=True, slots=True)
class Matcher:
    """All words of the glossary in one language: one pattern, and what each form belongs to."""

    language: Language
    entries: Mapping[str, Entry]
    pattern: re.Pattern[str]
    forbidden_words: tuple[str, ...]

    def find(self, prose: str) -> Iterator[Occurrence]:
        """Yield the words in the order of the text; none overlaps another."""
        for match in self.pattern.finditer(lowered(prose)):
            seen = SPACES.sub(" ", match[0])
            entry = self.entries.get(seen) or self.entries[seen.replace("-", " ")]
            yield Occurrence(entry, match.start(), match.end())


def forbidden_uses(matcher: Matcher, text: str) -> Iterator[Occurrence]:
    """Yield the forbidden words of a page that are used, not merely spoken about.

    Spoken about: the word alone in quotes; a quotation after a negation (不要说“…赔偿…”); a word
    after 不要说, 不得承诺, “do not say” in the same clause.
    """
    low = text.lower()
    if not any(word in low for word in matcher.forbidden_words):
        return
    prose = only_prose(text)
    for found in matcher.find(prose):
        if found.entry.kind is Kind.FORBIDDEN and not is_mention(prose, found.start, found.end):
            yield found


def is_mention(prose: str, start: int, end: int) -> bool:
    """Tell whether a word is spoken about, as an example of what not to say."""
    before = lowered(prose[max(0, start - LOOKED_BACK) : start])
    opening = _open_quote(before)
    if opening is None:
        return SAYING.search(before.replace("\n", " ")) is not None
    is_alone = opening == len(before) - 1 and prose[end : end + 1] == CLOSING[before[opening]]
    sentence = SENTENCE.search(before[:opening].replace("\n", " "))
    return is_alone or (sentence is not None and NEGATION.search(sentence[0]) is not None)


def quoted(prose: str, start: int) -> bool:
    """Tell whether a place stands in quotes: the words of somebody else."""
    return _open_quote(prose[max(0, start - LOOKED_BACK) : start]) is not None


def matcher_of(glossary: Mapping[str, Term], language: Language) -> Matcher:
    """Give the matcher of a language; built once for a glossary, to be asked once for a run."""
    return _matcher(tuple(glossary.values()), language)


def lowered(text: str) -> str:
    """Give a text in lower case, every place kept."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def term_pattern(word: str) -> re.Pattern[str]:
    """Compile an English term: all forms of its last word, a hyphen or a space between words."""
    return pattern_of(_units(form, Kind.TERM, "en") for form in _forms(word.lower(), "en"))


@lru_cache(maxsize=4)
def _matcher(terms: tuple[Term, ...], language: Language) -> Matcher:
    entries: dict[str, Entry] = {}
    words: list[list[str]] = []
    listed = list(_entries(terms, language))
    for entry in listed:
        for form in _forms(entry.word, language):
            key = form if entry.kind is Kind.FORBIDDEN else form.replace("-", " ")
            if entries.setdefault(key, entry) is entry:
                words.append(_units(form, entry.kind, language))
    forbidden = (entry.word for entry in listed if entry.kind is Kind.FORBIDDEN)
    return Matcher(language, entries, pattern_of(words), tuple(forbidden))


def _entries(terms: Iterable[Term], language: Language) -> list[Entry]:
    """Give each word once, as the first of its kinds; terms come before what stands for them."""
    listed: dict[str, dict[Kind, list[Term]]] = {}
    for term in terms:
        words = {
            Kind.TERM: (term.in_language(language),),
            Kind.FORBIDDEN: term.forbidden.in_language(language),
            Kind.SYNONYM: term.synonyms.in_language(language),
        }
        for kind, group in words.items():
            for word in filter(None, (" ".join(each.split()) for each in group)):
                listed.setdefault(lowered(word), {}).setdefault(kind, []).append(term)
    entries = [Entry(word, min(kinds), tuple(kinds[min(kinds)])) for word, kinds in listed.items()]
    return sorted(entries, key=lambda entry: entry.kind)


def _forms(word: str, language: Language) -> Iterator[str]:
    """Yield the forms of a word; in English those of its last word."""
    if language == "zh":
        yield word
        return
    last = SEPARATOR.split(word)[-1]
    yield from (word[: len(word) - len(last)] + form for form in forms(last))


def _units(form: str, kind: Kind, language: Language) -> list[str]:
    """Cut a form into units of a pattern; a forbidden hyphen is meant as it is written."""
    hyphen = "-" if kind is Kind.FORBIDDEN or language == "zh" else GAP
    space = SPACE if kind is Kind.FORBIDDEN else GAP
    gaps = {"-": hyphen, " ": space}
    units = [gaps.get(char) or re.escape(char) for char in form]
    start = [LATIN_START] if LATIN.match(form) else []
    end = [LATIN_END] if LATIN.match(form[-1]) else []
    return [*start, *units, *end]


def _open_quote(before: str) -> int | None:
    """Give where the quotation opens in which a text ends; straight quotes pair on a line."""
    match = OPEN_QUOTE.search(before)
    if match:
        return match.start()
    line = before.rfind("\n") + 1
    is_open = before.count('"', line) % 2 == 1
    return before.rfind('"') if is_open else None
