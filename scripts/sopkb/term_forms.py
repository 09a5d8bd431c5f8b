"""How may the terms of the glossary stand in a section of a page, told quickly?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sopkb.catalog import Page
from sopkb.findings import Language
from sopkb.inflection import forms, stem
from sopkb.model.registers import Term
from sopkb.only_prose import MASK, only_prose
from sopkb.sections import INTRO
from sopkb.terminology import Matcher, matcher_of, term_pattern

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
WORDS = re.compile(r"[ -]")
FIRST_WORDS = re.compile(r"[a-z0-9]+")
NO_PROSE = re.compile(r"\{\{.*?\}\}|`[^`\n]*`|\]\([^)\n]*\)")
HAN_PER_LATIN = 0.1
FEW = 10
LONG = {"en": 8, "zh": 4}
"""From this many characters a single word means nothing else; one use of it is enough."""

ENOUGH = {"en": 3, "zh": 4}
"""So many uses of a short word mean the term; Chinese uses its nouns as verbs more freely."""


@dataclass(frozen=True)
class PageSection:
    """A section of a page for the terms: its id, title, first line, its text as written."""

    id: str
    title: str
    line: int
    text: str
    heading_lines: frozenset[int]

    @cached_property
    def low(self) -> str:
        """Give the text in lower case."""
        return self.text.lower()

    @cached_property
    def flat(self) -> str:
        """Give roughly the prose in lower case, quickly: all its gaps are a single space."""
        body = self.low.partition("\n")[2] if self.low.startswith("#") else self.low
        prose = NO_PROSE.sub(" ", body) if "`" in body or "{" in body or "](" in body else body
        return " ".join(prose.replace("-", " ").replace(">", " ").split())

    @cached_property
    def prose(self) -> str:
        """Give the prose with its headings masked: their words are given by the type."""
        lines = only_prose(self.text).split("\n")
        return "\n".join(
            MASK * len(line) if self.line + index in self.heading_lines else line
            for index, line in enumerate(lines)
        )

    def calls(self, name: str) -> bool:
        """Tell whether the macro `term()` shows a term here."""
        quoted_names = (f"'{name}'", f'"{name}"')
        return "term(" in self.text and any(each in self.text for each in quoted_names)

    def is_in(self, language: Language) -> bool:
        """Tell whether the section has text of a language at all: else it is no translation."""
        han, latin = len(HAN.findall(self.prose)), len(LATIN.findall(self.prose))
        return han > latin * HAN_PER_LATIN if language == "zh" else latin > han


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a term stands in one language, in lower case.

    `needle` is in every use of it, `family` in every word of its family; `full` finds the term,
    `part` one of its words where it has several; `synonyms` are the other words for it.
    """

    term: Term
    needle: str
    family: str
    full: re.Pattern[str]
    part: re.Pattern[str] | None
    synonyms: tuple[str, ...]
    enough_uses: int

    def stands_in(self, section: PageSection) -> bool:
        """Tell whether the term, or a word of its family, stands in a section."""
        return self.family in section.low and self.full.search(section.low) is not None


@dataclass(frozen=True, slots=True)
class Side:
    """What one language needs: the matcher of the glossary and how each term may stand."""

    matcher: Matcher
    wordings: Mapping[str, Wording]
    by_first_word: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, glossary: Mapping[str, Term], language: Language) -> "Side":
        """Prepare the glossary in a language."""
        wordings = {term.id: _wording(term, language) for term in glossary.values()}
        by_first_word: dict[str, tuple[str, ...]] = {}
        for term in glossary.values() if language == "en" else ():
            word, *more = FIRST_WORDS.findall(term.en.lower())[:2] or [""]
            for form in [word] if more else forms(word):
                by_first_word[form] = (*by_first_word.get(form, ()), term.id)
        return cls(matcher_of(glossary, language), wordings, by_first_word)

    def may_use(self, section: PageSection) -> Iterable[str]:
        """Give the ids of the terms that a section may use: a quick choice, too wide."""
        if not self.by_first_word or len(self.wordings) < FEW:
            return self.wordings
        words = self.by_first_word.keys() & set(FIRST_WORDS.findall(section.flat))
        return sorted({name for word in words for name in self.by_first_word[word]})


def sections_of(page: Page) -> dict[str, PageSection]:
    """Give the sections of a page by their explicit ids, with the part before the first H2."""
    lines = page.file.lines
    headings = page.outline.headings
    starts = [(INTRO, "", 1)]
    starts += [(each.id or "", each.text, each.line) for each in headings if each.level == 2]
    ends = [line for _, _, line in starts[1:]] + [len(lines) + 1]
    heading_lines = frozenset(each.line for each in headings)
    return {
        key: PageSection(key, title, line, "\n".join(lines[line - 1 : end - 1]), heading_lines)
        for (key, title, line), end in zip(starts, ends, strict=True)
        if key
    }


def whole_of(page: Page) -> PageSection:
    """Give a whole page as one section."""
    return PageSection(INTRO, "", 1, page.file.text, frozenset())


def _wording(term: Term, language: Language) -> Wording:
    word = " ".join(term.in_language(language).lower().split())
    words = WORDS.split(word) if language == "en" else [word]
    longest = max(words, key=len)
    is_english = language == "en" and not term.do_not_translate
    families = [stem(each) for each in words] if is_english else [word]
    family = re.compile(
        ("(?<![a-z])" if is_english else "") + f"(?:{'|'.join(map(re.escape, families))})"
    )
    is_long = len(words) > 1 or len(word) >= LONG[language] or term.do_not_translate
    return Wording(
        term=term,
        needle=" ".join(words).removesuffix("y") if is_english else word,
        family=stem(longest) if is_english else word,
        full=term_pattern(word) if len(words) > 1 else family,
        part=_part(word, words, family, language),
        synonyms=tuple(filter(None, map(str.lower, term.synonyms.in_language(language)))),
        enough_uses=1 if is_long else ENOUGH[language],
    )


def _part(
    word: str, words: list[str], family: re.Pattern[str], language: Language
) -> re.Pattern[str] | None:
    """Give what stands for a long term: any of its words; in Chinese its last two characters."""
    if language == "en":
        return family if len(words) > 1 else None
    return re.compile(re.escape(word[-2:])) if len(word) >= LONG["zh"] else None
