"""Which forms does an English word take in text: plural, possessive, past, -ing?"""

import re
from collections.abc import Iterator

HISSING = ("s", "x", "z", "ch", "sh")
CONSONANT_AND_Y = re.compile(r"[^aeiou]y$")
DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtv]$")
NOT_INFLECTED = re.compile(r"[^a-z]")
ENDINGS = (
    *("ations", "ation", "ions", "ion", "ments", "ment", "ings", "ing", "als", "al"),
    *("ers", "er", "ies", "es", "ed", "s", "e", "y"),
)
SHORTEST_STEM = 4


def nouns(word: str) -> tuple[str, ...]:
    """Give a word in lower case and its plural."""
    if word.endswith("sis"):
        return word, word[:-2] + "es"
    if CONSONANT_AND_Y.search(word):
        return word, word[:-1] + "ies"
    return word, word + ("es" if word.endswith(HISSING) else "s")


def verbs(word: str) -> Iterator[str]:
    """Yield the past and the -ing form of a word in lower case; unsure doubling gives both."""
    if word.endswith("ie"):
        yield from (word + "d", word[:-2] + "ying")
    elif word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing", word + "ing")
    elif CONSONANT_AND_Y.search(word):
        yield from (word[:-1] + "ied", word + "ing")
    else:
        yield from (word + "ed", word + "ing")
    if DOUBLED.search(word):
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")


def forms(word: str) -> tuple[str, ...]:
    """Give all forms of a word in lower case, longest first; numbers and marks have one."""
    if NOT_INFLECTED.search(word):
        return (word,)
    return tuple(sorted({*nouns(word), *verbs(word)}, key=lambda form: (-len(form), form)))


def stem(word: str) -> str:
    """Give what the words of a family begin with: escalat- for escalation and escalate."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
