"""Which words must the browser know to understand what was typed?

Sounds of Chinese terms, traditional characters, English words for the mending of typing errors,
synonyms of the glossary. All of it comes from the entries that are indexed and from the glossary,
and is bounded: the commonest words stay, so that the file is small for any number of documents.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from sopkb.catalog import Catalog
from sopkb.model.base import Model
from sopkb.model.documents import ALL_MARKETS
from sopkb.model.registers import Term
from sopkb.search.chinese import readings, traditional
from sopkb.search.entries import KIND_WORDS, Entry
from sopkb.search.searched import SMALL_WORDS
from sopkb.search.spelling import han_runs, latin_words, plain
from sopkb.search.tools import kind_names

MOST_TERMS = 4_000
MOST_WORDS = 5_000
LONGEST_TERM = 12
SHORTEST_WORD = 3
NAME_WEIGHT = 20


class Choice(Model):
    """A value of a filter and its name."""

    value: str
    name: str


class Lexicon(Model):
    """What the browser loads beside the index of one language.

    `terms` and `words` come by frequency; `readings` are the characters of a syllable;
    `traditional` and `simplified` are parallel texts; a row of `synonyms` means one thing;
    `kinds` are the words by which a query asks for results of a kind; `small` words are not looked
    for.
    """

    terms: tuple[str, ...]
    words: tuple[str, ...]
    readings: dict[str, str]
    traditional: str
    simplified: str
    synonyms: tuple[tuple[str, ...], ...]
    filters: dict[str, tuple[Choice, ...]]
    kinds: dict[str, tuple[str, ...]]
    small: tuple[str, ...]
    preview: str


def lexicon(catalog: Catalog, entries: Iterable[Entry], language: str, preview: str) -> Lexicon:
    """Make the lexicon of one language's entries; `preview` is when a live preview made it."""
    held = [entry for entry in entries if not entry.is_gone]
    terms = _commonest(_terms(held, catalog.glossary.values()), MOST_TERMS)
    known = {character for term in terms for character in term}
    written = known | {character for entry in held for character in entry.html if character > "㐀"}
    simple = traditional(written)
    return Lexicon(
        terms=terms,
        words=_commonest(_words(held), MOST_WORDS),
        readings=dict(readings(known)),
        traditional="".join(simple),
        simplified="".join(simple.values()),
        synonyms=tuple(_synonyms(catalog.glossary.values())),
        filters=_choices(catalog, held, language),
        kinds=dict(KIND_WORDS),
        small=tuple(sorted(SMALL_WORDS)),
        preview=preview,
    )


def _commonest(counted: Counter[str], most: int) -> tuple[str, ...]:
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(word for word, _ in ranked[:most])


def _terms(entries: Iterable[Entry], glossary: Iterable[Term]) -> Counter[str]:
    """Count the Chinese terms of titles, names, headings and glossary."""
    counted: Counter[str] = Counter()
    for entry in entries:
        texts = (entry.title, *entry.names, *_headings(entry))
        counted.update({run for text in texts for run in han_runs(text)})
    for term in glossary:
        counted.update(run for text in (term.zh, *term.synonyms.zh) for run in han_runs(text))
    return Counter({run: times for run, times in counted.items() if 1 < len(run) <= LONGEST_TERM})


def _words(entries: Iterable[Entry]) -> Counter[str]:
    """Count the Latin words of the entries; those of names count more.

    The text of a page without a record vouches for no word: it may quote mistakes.
    """
    counted: Counter[str] = Counter()
    for entry in entries:
        names = {word for name in (entry.title, *entry.names) for word in latin_words(name)}
        if entry.document:
            text = " ".join((*entry.situations, plain(entry.html)))
            counted.update(set(latin_words(text)))
        counted.update({word: NAME_WEIGHT for word in names})
    return Counter({word: n for word, n in counted.items() if _is_word(word)})


def _is_word(word: str) -> bool:
    """Tell a word from letters that happen to stand together; L2 is one by its digit."""
    return len(word) >= SHORTEST_WORD or not word.isalpha()


def _headings(entry: Entry) -> Iterator[str]:
    for part in entry.html.split("<h")[1:]:
        yield plain("<h" + part.partition("</h")[0])


def _synonyms(glossary: Iterable[Term]) -> Iterator[tuple[str, ...]]:
    for term in glossary:
        forms = (term.en, *term.synonyms.en, *term.forbidden.en)
        forms += (term.zh, *term.synonyms.zh, *term.forbidden.zh)
        group = tuple(dict.fromkeys(form.casefold() for form in forms))
        if len(group) > 1:
            yield group


def _choices(
    catalog: Catalog, entries: Iterable[Entry], language: str
) -> dict[str, tuple[Choice, ...]]:
    """Give the values of each filter that some document has, in the order of the registers."""
    used = {pair for entry in entries for pair in entry.filters}
    return {
        field: tuple(
            Choice(value=key, name=name)
            for key, name in names.items()
            if (field, key) in used or (field == "market" and ("market", ALL_MARKETS) in used)
        )
        for field, names in _names(catalog, language).items()
    }


def _names(catalog: Catalog, language: str) -> dict[str, dict[str, str]]:
    """Give the name of every value of every filter."""
    markets = {key: row.name.in_language(language) for key, row in catalog.markets.items()}
    found = {"market": markets}
    for group in ("area", "type", "channel", "audience", "persona"):
        words = catalog.vocabulary.get(group, {})
        found[group] = {key: text.in_language(language) for key, text in words.items()}
    found["type"] |= kind_names(catalog, language)
    return found
