"""How does a Chinese character sound, and which traditional characters stand for it?"""

from collections.abc import Iterable, Mapping
from functools import cache

from opencc import OpenCC  # type: ignore[import-untyped]
from pypinyin import Style, pinyin

CHARACTERS = range(0x4E00, 0x9FA6)
MOST_READINGS = 3


def readings(characters: Iterable[str]) -> Mapping[str, str]:
    """Give the characters of each syllable without tone; ü is v, as it is typed."""
    found: dict[str, str] = {}
    for character in sorted(set(characters)):
        for syllable in _syllables(character):
            found[syllable] = found.get(syllable, "") + character
    return dict(sorted(found.items()))


def traditional(characters: Iterable[str]) -> Mapping[str, str]:
    """Give the simplified form of every traditional character that stands for one of these."""
    wanted = set(characters)
    return {old: new for old, new in _simplified().items() if new in wanted}


def _syllables(character: str) -> tuple[str, ...]:
    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(each for each in found if each.isascii() and each.isalpha())[:MOST_READINGS]


@cache
def _simplified() -> Mapping[str, str]:
    every = "\n".join(map(chr, CHARACTERS))
    pairs = zip(every.split("\n"), OpenCC("t2s").convert(every).split("\n"), strict=True)
    return {old: new for old, new in pairs if old != new}
