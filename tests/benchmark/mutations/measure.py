"""How many of the labelled mutations are found, and how many harmless ones raise an alarm?"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sopkb.model.documents import DocumentRecord, Translation
from sopkb.parity import compare
from sopkb.source import SourceFile
from sopkb.translation import TranslationState, section_hashes, translation_of
from tests.benchmark.mutations.families import Judge, Mutation, mutations
from tests.benchmark.mutations.pages import PagePair, page_pairs

TODAY = date(2026, 11, 22)
WHOLE_SECTION = "whole section untranslated"
BUMPED = "pin bumped without a translation"


class Trial(NamedTuple):
    """One mutation of one page, judged: what was expected, what was found."""

    family: str
    page: str
    judge: Judge
    must_find: bool
    found: bool


class Score(NamedTuple):
    """How one judge did in one family."""

    family: str
    judge: Judge
    must_find: bool
    cases: int
    found: int

    @property
    def is_perfect(self) -> bool:
        """Tell whether everything that must be found was found, and nothing else."""
        return self.found == (self.cases if self.must_find else 0)


class FileOnly(NamedTuple):
    """A page that is nothing but its file."""

    file: SourceFile


def trials(pairs: Iterable[PagePair]) -> Iterator[Trial]:
    """Judge every mutation on every page that it can change."""
    for pair in pairs:
        yield Trial("untouched", pair.name, "parity", False, _parity(pair))
        yield Trial("untouched", pair.name, "pins", False, _pins(pair, pair))
        for mutation in mutations():
            changed = _mutated(pair, mutation)
            if changed is not None:
                yield from _judged(pair, changed, mutation)
        yield from _untranslated(pair)
        yield from _bumped(pair)


def scores(pairs: Iterable[PagePair]) -> list[Score]:
    """Sum up the trials by family and judge."""
    table: dict[tuple[str, Judge, bool], list[bool]] = {}
    for trial in trials(pairs):
        table.setdefault((trial.family, trial.judge, trial.must_find), []).append(trial.found)
    return [Score(*key, len(found), sum(found)) for key, found in table.items()]


def print_table() -> None:
    """Print what each judge found in each family, and recall and precision of all."""
    print(f"{'family':36}{'judge':8}{'label':10}{'cases':>6}{'found':>6}")
    table = scores(page_pairs())
    for score in table:
        label = "find" if score.must_find else "silent"
        flag = "" if score.is_perfect else "  <--"
        line = f"{score.family:36}{score.judge:8}{label:10}{score.cases:>6}{score.found:>6}"
        print(line + flag)
    print(f"recall {recall(table):.3f}, false alarms {false_alarms(table)} of {_harmless(table)}")


def recall(table: list[Score]) -> float:
    """Give the share of the mutations to be found that were found."""
    wanted = [score for score in table if score.must_find]
    return sum(score.found for score in wanted) / sum(score.cases for score in wanted)


def false_alarms(table: list[Score]) -> int:
    """Count the harmless changes that raised an alarm."""
    return sum(score.found for score in table if not score.must_find)


def _harmless(table: list[Score]) -> int:
    return sum(score.cases for score in table if not score.must_find)


def _mutated(pair: PagePair, mutation: Mutation) -> PagePair | None:
    text = mutation.edit(pair.source if mutation.side == "source" else pair.target)
    if text is None or text in (pair.source, pair.target):
        return None
    if mutation.side == "source":
        return pair.changed(source=text)
    return pair.changed(target=text)


def _judged(pair: PagePair, changed: PagePair, mutation: Mutation) -> Iterator[Trial]:
    for judge in sorted(mutation.judges | mutation.silent):
        found = _parity(changed) if judge == "parity" else _pins(pair, changed)
        yield Trial(mutation.family, pair.name, judge, judge in mutation.judges, found)


def _untranslated(pair: PagePair) -> Iterator[Trial]:
    """Put a section of the source in place of its translation."""
    section = _section(pair.source, "steps"), _section(pair.target, "steps")
    if all(section):
        changed = pair.changed(target=pair.target.replace(section[1], section[0]))
        yield Trial(WHOLE_SECTION, pair.name, "parity", True, _parity(changed))


def _bumped(pair: PagePair) -> Iterator[Trial]:
    """Change the source and pin the new hashes without touching the translation."""
    changed = pair.changed(source=pair.source.replace("48 hours", "72 hours"))
    yield Trial(BUMPED, pair.name, "pins", True, _pins(changed, changed))


def _section(text: str, key: str) -> str:
    _, mark, rest = text.partition("{ #" + key + " }\n")
    return rest.split("\n## ")[0] if mark else ""


def _parity(pair: PagePair) -> bool:
    source, target = SourceFile("a.md", pair.source), SourceFile("a.zh.md", pair.target)
    return bool(compare(source, target))


def _pins(pinned: PagePair, pair: PagePair) -> bool:
    """Tell whether the state of the translation is anything but in sync."""
    pages = {
        "en": FileOnly(SourceFile("a.md", pair.source)),
        "zh": FileOnly(SourceFile("a.zh.md", pair.target)),
    }
    record = _pinned_record(pinned)
    status = translation_of(pages, record, "zh", today=TODAY, allowance=2)
    return status.state is not TranslationState.IN_SYNC


def _pinned_record(pair: PagePair) -> DocumentRecord:
    translation = Translation(
        version=pair.record.version,
        date=TODAY,
        translator=pair.record.owner,
        sections=section_hashes(pair.source),
    )
    return pair.record.model_copy(update={"translations": {"zh": translation}})
