"""Which documents does a generated repository hold, and what may their texts name?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.benchmark.names import SITUATIONS, SUBJECTS, WAYS

ROOT = Path(__file__).resolve().parents[2]
TYPES = ("SOP", "WI", "RUN", "POL", "FRM")
HIGHEST_NUMBER = 999
LANGUAGES = ("en", "zh")
SUFFIXES = {"en": "", "zh": ".zh"}
"""What a page's file name has between the name and `.md`, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """What the generator reads of the repository's own `data/*.yml`."""

    owners: Mapping[str, Any]
    markets: Mapping[str, Any]
    terms: tuple[str, ...]
    reasons: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, Sequence[Any]]
    vocabulary: Mapping[str, Any]

    def word(self, group: str, key: str, language: str) -> str:
        """Give a word of the vocabulary."""
        return str(self.vocabulary[group][key][language])


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One document to be written: its place in the numbering decides all but its text."""

    type: str
    area: str
    number: int
    folder: str

    @property
    def id(self) -> str:
        """Give the id, such as SOP-BUY-001."""
        return f"{self.type}-{self.area}-{self.number:03d}"

    @cached_property
    def name(self) -> str:
        """Give the file's name without locale and suffix."""
        return f"{kebab(self._subject[0])}-{self.type.lower()}-{self.number:03d}"

    @property
    def stem(self) -> str:
        """Give the path in docs/ without locale and suffix."""
        return f"{self.folder}/{self.name}"

    @property
    def _subject(self) -> tuple[str, str]:
        return SUBJECTS[self.number % len(SUBJECTS)]

    def title(self, registers: Registers, language: str) -> str:
        """Give a title that no other document has."""
        index = LANGUAGES.index(language)
        rest, _ = divmod(self.number, len(SUBJECTS))
        way, situation = divmod(rest, len(SITUATIONS))
        parts = (self._subject[index], WAYS[way][index], SITUATIONS[situation][index])
        area = registers.word("area", self.area, language)
        kind = registers.word("type", self.type, language)
        if language == "zh":
            return f"{parts[1]}{parts[0]}：{parts[2]}（{area}，{kind}）"
        return f"{parts[0]} {parts[1]}: {parts[2]} ({area}, {kind})"


def read_registers(root: Path = ROOT) -> Registers:
    """Read the repository's registers."""
    reasons = _yaml(root, "contact_reasons")
    return Registers(
        owners=_yaml(root, "owners"),
        markets=_yaml(root, "markets"),
        terms=tuple(_yaml(root, "glossary")),
        reasons=tuple(key for key, row in reasons.items() if "parent" in row),
        values=_values_by_kind(_yaml(root, "values")),
        sections=_yaml(root, "sections"),
        vocabulary=_yaml(root, "vocabulary"),
    )


def make_plans(registers: Registers, documents: int) -> tuple[Plan, ...]:
    """Spread documents evenly over areas and types, so that every size has the same mixture."""
    areas = tuple(registers.vocabulary["area"])
    highest = len(areas) * len(TYPES) * HIGHEST_NUMBER
    if not 1 <= documents <= highest:
        raise ValueError(f"documents must be 1 to {highest}; seen: {documents}")
    folders = {area: f"sops/{kebab(registers.word('area', area, 'en'))}" for area in areas}
    plans = []
    for index in range(documents):
        area = areas[index % len(areas)]
        kind = TYPES[index // len(areas) % len(TYPES)]
        number = index // (len(areas) * len(TYPES)) + 1
        plans.append(Plan(type=kind, area=area, number=number, folder=folders[area]))
    return tuple(plans)


def kebab(words: str) -> str:
    """Write words as a file's name."""
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold()))


def _values_by_kind(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    kinds = {
        "time": {"days", "business_days", "hours", "minutes"},
        "money": {"currency"},
        "count": {"count"},
    }
    return {
        kind: tuple(key for key, row in values.items() if row["unit"] in units)
        for kind, units in kinds.items()
    }


def _yaml(root: Path, register: str) -> Any:
    text = (root / "data" / f"{register}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
