"""Which terms does a section of the source use that its translation does not?

Careful on purpose: translators turn sentences round, so a term counts as translated wherever the
required word, a word of its family, or a `term()` call stands in the section, and as shortened
where the page has it in full. A short word may mean something else: it must be used several times,
in the section or on a page whose translation lacks the term, or have a synonym in its place.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sopkb.catalog import Page
from sopkb.findings import LANGUAGES, Language
from sopkb.model.registers import Term
from sopkb.term_forms import PageSection, Side, Wording, sections_of, whole_of
from sopkb.terminology import Kind, Matcher, Occurrence, quoted

CAPITALIZED_NEXT = re.compile(r"[ \t][A-Z]")
RARE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A page and its translation, with the languages of both; sections that are left out."""

    source: Page
    target: Page
    languages: tuple[Language, Language]
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A term that a source section uses and its translation lacks; `instead` is a synonym seen."""

    pair: Pair
    term: Term
    source_line: int
    target: PageSection
    instead: str | None


def missing_terms(glossary: Mapping[str, Term], pairs: Iterable[Pair]) -> Iterator[Missing]:
    """Yield the terms that the sections of sources use and their translations lack, in order."""
    sides = {language: Side.of(glossary, language) for language in LANGUAGES}
    for pair in pairs:
        sections = sections_of(pair.source)
        from_, to = (sides[language] for language in pair.languages)
        comparison = _Comparison(pair, tuple(sections.values()), from_, to)
        targets = sections_of(pair.target)
        for key, section in sections.items():
            if key in targets and key not in pair.left_out:
                yield from comparison.missing(section, targets[key])


@dataclass(frozen=True)
class _Comparison:
    """A pair being compared, the glossary prepared in both of its languages."""

    pair: Pair
    sections: tuple[PageSection, ...]
    source: Side
    target: Side

    def missing(self, section: PageSection, target: PageSection) -> Iterator[Missing]:
        """Yield the terms that one section lacks."""
        lacking = [
            name
            for name in self._lacking(section, target)
            if self._may_be_certain(name, section, target) or self._is_nowhere(name)
        ]
        if not lacking or not target.is_in(self.pair.languages[1]):
            return
        uses, first = _uses(self.source.matcher, section)
        instead = _synonyms(self.target.matcher, target)
        for name in lacking:
            if uses[name] and self._is_certain(name, uses[name], target, instead):
                yield Missing(
                    pair=self.pair,
                    term=self.target.wordings[name].term,
                    source_line=section.line + section.text.count("\n", 0, first[name]),
                    target=target,
                    instead=instead.get(name),
                )

    def _is_nowhere(self, name: str) -> bool:
        """Tell whether the source uses a term often enough and the whole translation lacks it."""
        wording, target = self.source.wordings[name], self._whole_target
        if self.target.wordings[name].stands_in(target) or target.calls(name):
            return False
        roughly = sum(each.flat.count(wording.needle) for each in self.sections)
        return roughly >= wording.enough_uses and self._uses[name] >= wording.enough_uses

    @cached_property
    def _whole_target(self) -> PageSection:
        return whole_of(self.pair.target)

    @cached_property
    def _uses(self) -> Counter[str]:
        """Count the uses of each term in the whole source."""
        counts = (_uses(self.source.matcher, section)[0] for section in self.sections)
        return sum(counts, Counter())

    def _lacking(self, section: PageSection, target: PageSection) -> Iterator[str]:
        """Yield the terms that a text seems to use and its translation lacks."""
        for name in self.source.may_use(section):
            wording = self.source.wordings[name]
            if wording.family not in section.low or self.target.wordings[name].stands_in(target):
                continue
            if wording.needle in section.flat and not target.calls(name):
                yield name

    def _may_be_certain(self, name: str, section: PageSection, target: PageSection) -> bool:
        """Sort out quickly what is neither used often enough nor replaced by a synonym."""
        wording = self.source.wordings[name]
        if section.flat.count(wording.needle) >= wording.enough_uses:
            return True
        return any(word in target.low for word in self.target.wordings[name].synonyms)

    def _is_certain(
        self, name: str, uses: int, target: PageSection, instead: Mapping[str, str]
    ) -> bool:
        """Tell whether the term is meant and nothing but a synonym stands for it."""
        if name in instead:
            return True
        is_meant = uses >= self.source.wordings[name].enough_uses or self._is_nowhere(name)
        return is_meant and not self._is_shortened(self.target.wordings[name], uses, target)

    def _is_shortened(self, wording: Wording, uses: int, target: PageSection) -> bool:
        """Tell whether a part of the term stands for it: used rarely, or in full on the page."""
        if wording.part is None or not wording.part.search(target.low):
            return False
        return uses <= RARE or wording.full.search(self.pair.target.file.text.lower()) is not None


def _uses(matcher: Matcher, section: PageSection) -> tuple[Counter[str], dict[str, int]]:
    """Count the uses of each term and tell where the first stands; quotations do not count."""
    uses, first = Counter[str](), dict[str, int]()
    for found in matcher.find(section.prose):
        if found.entry.kind is Kind.TERM and _is_plain_use(section.prose, found):
            for term in found.entry.terms:
                uses[term.id] += 1
                first.setdefault(term.id, found.start)
    return uses, first


def _is_plain_use(prose: str, found: Occurrence) -> bool:
    """Leave out quotations, verbs (refunded), parts of compounds and names (Payout Console)."""
    seen = prose[found.start : found.end]
    if quoted(prose, found.start) or prose[found.start - 1 : found.start] == "-":
        return False
    if seen.lower().endswith(("ed", "ing")) and not found.entry.word.endswith(("ed", "ing")):
        return False
    is_name = seen.istitle() and CAPITALIZED_NEXT.match(prose, found.end)
    return not is_name


def _synonyms(matcher: Matcher, section: PageSection) -> dict[str, str]:
    """Give the synonym that stands in a section outside quotations, by the id of its term.

    A part of the required word (客服 for 客服专员) is its short form, no synonym.
    """
    return {
        term.id: " ".join(section.prose[found.start : found.end].split())
        for found in matcher.find(section.prose)
        if found.entry.kind is not Kind.TERM and not quoted(section.prose, found.start)
        for term in found.entry.terms
        if found.entry.word not in term.in_language(matcher.language).lower()
    }
