"""What is different between two texts of a page, so that a reader sees it at a glance?

Sections are compared by their id, paragraphs in the normal form, then word by word; Chinese
character by character. What only wraps or is emphasized otherwise is not different.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from sopkb.normal_form import normal_form
from sopkb.sections import Section, split_attributes, split_sections

WORD = re.compile(
    r"\{\{.*?\}\}|`[^`]+`|[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\u9fff]+(?:['’_-]?[^\W_\u2e80-\u9fff]+)*|\s+|.",
    re.S,
)
LIST_NUMBER = re.compile(r"^\d+[.)]\s")
HEADING = re.compile(r"^#{1,6}\s+")
BAR = re.compile(r"(?<!\\)\|")
CELLS_BETWEEN = " · "
SIMILAR = 0.5
"""From which share of common words on two paragraphs are one that was changed."""
MOST_PAIRS = 900
MOST_WORDS = 4_000_000
"""More comparisons than these are not made: the paragraphs are shown whole."""


class Kind(StrEnum):
    """What became of a part of a text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words that share a fate."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph that differs; `after_gap`: what stands before it is the same and not shown."""

    runs: tuple[Run, ...]
    after_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDifference:
    """What differs in one section; `kind` is SAME for a section that both texts have."""

    id: str
    title: str
    kind: Kind
    paragraphs: tuple[Paragraph, ...]


def differences(old: str, new: str) -> tuple[SectionDifference, ...]:
    """Compare two texts of a page; sections that are the same are left out."""
    before = {section.id: section for section in split_sections(old)}
    after = {section.id: section for section in split_sections(new)}
    gone = (_section(each, None) for key, each in before.items() if key not in after)
    kept = (
        _section(before.get(key), each)
        for key, each in after.items()
        if key not in before or before[key].text != each.text
    )
    return tuple(each for each in (*kept, *gone) if each.paragraphs)


def _section(old: Section | None, new: Section | None) -> SectionDifference:
    shown = new or old
    assert shown is not None
    kind = Kind.SAME if old and new else Kind.ADDED if new else Kind.REMOVED
    before, after = _paragraphs(old), _paragraphs(new)
    return SectionDifference(
        id=shown.id, title=shown.title, kind=kind, paragraphs=tuple(_compared(before, after))
    )


def _paragraphs(section: Section | None) -> list[str]:
    """Give the blocks of a section, as a reader is shown them."""
    blocks = normal_form(section.text).split("\n") if section else []
    return [_shown(block) for block in blocks if block.strip(" |-:")]


def _shown(block: str) -> str:
    """Take from a heading its marks and id, from a row of a table its bars."""
    if block.startswith("|"):
        return CELLS_BETWEEN.join(cell.strip() for cell in BAR.split(block.strip("| ")))
    if not HEADING.match(block):
        return block.strip()
    return split_attributes(HEADING.sub("", block))[0]


def _compared(before: list[str], after: list[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs that differ; the first one of a page's section has nothing before it."""
    gap = False
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            gap = True
            continue
        for runs in _replaced(before[i1:i2], after[j1:j2]):
            yield Paragraph(runs=runs, after_gap=gap)
            gap = False


def _replaced(before: list[str], after: list[str]) -> Iterator[tuple[Run, ...]]:
    """Yield paragraphs in place of others: each new one beside the old one that it resembles."""
    position = 0
    for text in after:
        match = _resembling(before, position, text, len(after))
        if match is None:
            yield (Run(kind=Kind.ADDED, text=text),)
            continue
        yield from ((Run(kind=Kind.REMOVED, text=each),) for each in before[position:match])
        yield tuple(_words(before[match], text))
        position = match + 1
    yield from ((Run(kind=Kind.REMOVED, text=each),) for each in before[position:])


def _resembling(before: list[str], start: int, text: str, count: int) -> int | None:
    """Give the index of the old paragraph that a new one resembles most, if it does enough."""
    if count * len(before) > MOST_PAIRS:
        return None
    words = _telling(text)
    likeness = {
        index: _likeness(_telling(before[index]), words) for index in range(start, len(before))
    }
    best = max(likeness, key=lambda index: likeness[index], default=None)
    return best if best is not None and likeness[best] >= SIMILAR else None


def _telling(text: str) -> list[str]:
    """Give the words of a paragraph, without its number in a list, blanks and punctuation."""
    words = WORD.findall(LIST_NUMBER.sub("", text))
    return [word for word in words if word[0].isalnum() or (len(word) > 1 and word.strip())]


def _likeness(old: Sequence[str], new: Sequence[str]) -> float:
    if len(old) * len(new) > MOST_WORDS:
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _words(old: str, new: str) -> Iterator[Run]:
    """Yield the runs of a changed paragraph; a blank between two changes belongs to both."""
    before, after = WORD.findall(old), WORD.findall(new)
    removed = added = ""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (kind, i1, i2, j1, j2) in enumerate(codes, start=1):
        same = "".join(before[i1:i2])
        is_blank_between = not same.strip() and (removed or added) and number < len(codes)
        if kind == "equal" and not is_blank_between:
            yield from _runs(removed, added)
            yield Run(kind=Kind.SAME, text=same)
            removed = added = ""
        else:
            removed, added = removed + same, added + "".join(after[j1:j2])
    yield from _runs(removed, added)


def _runs(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run(kind=Kind.REMOVED, text=removed)
    if added:
        yield Run(kind=Kind.ADDED, text=added)
