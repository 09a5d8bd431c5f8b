"""How is each line of a message about a night written: an item, a count, what could not be told?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sopkb.findings import Language
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Risk
from sopkb.night.message import Form, Section, harmless, web_address
from sopkb.night.model import Item, ItemKind, NightReport
from sopkb.night.words import (
    ESCALATED,
    NEW,
    NOT_JUDGED,
    and_more_in_words,
    as_of_in_words,
    due_in_words,
    kind_in_words,
    risk_in_words,
    totals_in_words,
)

LONGEST_NAME = 80
LONGEST_TITLE = 120
LONGEST_SENTENCE = 300
MOST_NOT_JUDGED = 2
LONGEST_NOT_JUDGED = 120

KIND_ORDER = {kind: index for index, kind in enumerate(ItemKind)}
RISK_ORDER = {risk: index for index, risk in enumerate(Risk)}


def most_urgent_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Order by kind, then age, then risk."""

    def urgency(item: Item) -> tuple[int, int, int, str]:
        risk = RISK_ORDER[item.risk] if item.risk else len(RISK_ORDER)
        return KIND_ORDER[item.kind], -(item.age or 0), risk, item.key

    return tuple(sorted(items, key=urgency))


@dataclass(frozen=True, slots=True)
class Lines:
    """Writes the lines of one night in one language and one form."""

    report: NightReport
    language: Language
    form: Form

    def head(self, title: str) -> list[str]:
        """Write the title, the day, and what the night could not judge; whole in every message."""
        health = self.report.health
        return [
            self.form.strong(title),
            as_of_in_words(health.as_of, self._safe(health.timezone, LONGEST_NAME), self.language),
            *self._not_judged(),
        ]

    def owner(self, owner: str) -> str:
        """Name a role by its title."""
        return self._text(self.report.health.name(owner), LONGEST_NAME)

    def labelled(self, label: str, text: str) -> str:
        """Write a label and what it says."""
        return f"{label}：{text}" if self.language == "zh" else f"{label}: {text}"

    def totals(self, items: Iterable[Item]) -> str:
        """Say how many items there are, and how many are new since the previous report, if any."""
        seen = tuple(items)
        new = sum(item.is_new for item in seen) if self.report.previous else None
        return totals_in_words(len(seen), new, self.language)

    def by_kind(self, items: Iterable[Item]) -> Iterator[Section]:
        """Write items under their kinds, the most urgent first."""
        for kind, group in groupby(most_urgent_first(items), key=lambda item: item.kind):
            same = tuple(group)
            heading = self.labelled(kind_in_words(kind, self.language), str(len(same)))
            yield Section(
                heading=self.form.heading(heading), lines=tuple(self.item(each) for each in same)
            )

    def escalated(self, items: Iterable[Item]) -> Iterator[Section]:
        """Write items of other roles, told to this one because of their age."""
        if told := most_urgent_first(items):
            heading = self.labelled(ESCALATED.in_language(self.language), str(len(told)))
            lines = tuple(self.item(each, with_owner=True) for each in told)
            yield Section(heading=self.form.heading(heading), lines=lines)

    def item(self, item: Item, *, with_owner: bool = False) -> str:
        """Write one item: what it is about, how it stands, and what is wrong."""
        facts = (
            self.form.strong(NEW.in_language(self.language)) if item.is_new else "",
            self._subject(item),
            kind_in_words(item.kind, self.language) if with_owner else "",
            self.owner(item.owner) if with_owner else "",
            self._risk(item),
            due_in_words(item, self.language),
        )
        message = self._text(item.message, LONGEST_SENTENCE)
        return f"- {' · '.join(filter(None, facts))}\n    {message}"

    def each_owner(self) -> tuple[str, ...]:
        """Write how much each role has to do, the most first."""
        by_owner: dict[str, list[Item]] = {}
        for item in self.report.health.items:
            by_owner.setdefault(item.owner, []).append(item)
        ranked = sorted(by_owner.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        return tuple(
            f"- {self.labelled(self.owner(owner), self.totals(items))}" for owner, items in ranked
        )

    def each_kind(self) -> str:
        """Write how many items of each kind there are."""
        counts = Counter(item.kind for item in self.report.health.items)
        return " · ".join(
            self.labelled(kind_in_words(kind, self.language), str(counts[kind]))
            for kind in ItemKind
            if counts[kind]
        )

    def _not_judged(self) -> Iterator[str]:
        notes = self.report.could_not_judge
        if not notes:
            return
        shown = [f"- {self._text(each, LONGEST_NOT_JUDGED)}" for each in notes[:MOST_NOT_JUDGED]]
        if len(notes) > len(shown):
            shown.append(f"- {and_more_in_words(len(notes) - len(shown), self.language)}")
        label = self.labelled(NOT_JUDGED.in_language(self.language), str(len(notes)))
        yield self.form.strong(label)
        yield "\n".join(shown)

    def _subject(self, item: Item) -> str:
        title = self._text(item.title, LONGEST_TITLE)
        name = f"{self._safe(item.document, LONGEST_NAME)} {title}" if item.document else title
        address = web_address(self.report.url(item, self.language))
        place = self._safe(f"{item.path}:{item.line}", LONGEST_TITLE)
        return self.form.link(name, address) if address else f"{name} ({place})"

    def _risk(self, item: Item) -> str:
        return risk_in_words(item.risk, self.language) if item.risk else ""

    def _text(self, text: LocalizedText, longest: int) -> str:
        return self._safe(text.in_language(self.language), longest)

    def _safe(self, text: str, longest: int) -> str:
        return self.form.text(harmless(text, longest))
