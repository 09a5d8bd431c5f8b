"""What does the glossary page show of each term, in the reader's language?"""

from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.model.base import LocalizedWords
from sopkb.model.registers import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsView:
    """Words of one language."""

    language: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """One term; `search_text` is what the search box looks in beside the words shown."""

    id: str
    term: str
    language: str
    other: str
    other_language: str
    definition: str
    note: str
    forbidden: tuple[WordsView, ...]
    synonyms: tuple[WordsView, ...]
    do_not_translate: bool
    search_text: str


def glossary_view(catalog: Catalog, language: str, today: date) -> tuple[TermView, ...]:
    """List the terms by their name in the reader's language."""
    rows = (_view(key, term, language) for key, term in catalog.glossary.items())
    return tuple(sorted(rows, key=lambda row: (row.term.casefold(), row.id)))


def _view(key: str, term: Term, language: str) -> TermView:
    other = "en" if language == "zh" else "zh"
    forbidden, synonyms = _words(term.forbidden, language), _words(term.synonyms, language)
    return TermView(
        id=key,
        term=term.in_language(language),
        language=language,
        other=term.in_language(other),
        other_language=other,
        definition=term.definition.in_language(language),
        note=term.note.in_language(language) if term.note else "",
        forbidden=forbidden,
        synonyms=synonyms,
        do_not_translate=term.do_not_translate,
        search_text=f"{key} {term.definition.in_language(other)}".casefold(),
    )


def _words(words: LocalizedWords, language: str) -> tuple[WordsView, ...]:
    """Give the words of both languages, the reader's first."""
    held = {"en": words.en, "zh": words.zh}
    order = sorted(held, key=lambda code: code != language)
    return tuple(WordsView(language=code, words=held[code]) for code in order if held[code])
