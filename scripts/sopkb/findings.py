"""What does the tool say about a repository, where, how badly, and how is it mended?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Severity(StrEnum):
    """How badly a finding hurts; the order of the members is from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def at_least(self, other: "Severity") -> bool:
        """Tell whether this severity is as bad as `other` or worse."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One sentence to a person, in both languages."""

    en: str
    zh: str

    def in_language(self, language: Language) -> str:
        """Give the sentence in the reader's language."""
        return self.en if language == "en" else self.zh


class Refusal(Exception):
    """Something cannot be done; the one argument says why, in both languages."""

    def __init__(self, reason: Text) -> None:
        """Keep the reason; the error's own text is the English one."""
        super().__init__(reason.en)
        self.reason = reason


SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text(en="error", zh="错误"),
    Severity.WARNING: Text(en="warning", zh="警告"),
    Severity.INFO: Text(en="note", zh="提示"),
}
"""How severities are named to people."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file: path from the root with `/`, line and column from 1, YAML key path."""

    path: str
    line: int = 1
    column: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a rule yields: what must be true and the value seen, and how to mend it."""

    at: Location
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem stamped with the rule that found it and with its severity."""

    code: str
    severity: Severity
    at: Location
    message: Text
    fix: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleInfo:
    """What a report says of a rule: its code, how badly its findings hurt, what must be true."""

    code: str
    severity: Severity
    must: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All findings of one run in stable order: the input of every output format."""

    as_of: date
    timezone: str
    findings: tuple[Finding, ...]
    documents: int
    pages: int
    rules: tuple[RuleInfo, ...] = ()

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Count findings by severity; every severity is present."""
        seen = Counter(finding.severity for finding in self.findings)
        return {severity: seen[severity] for severity in Severity}

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether any finding is at least as bad as `threshold`."""
        return any(finding.severity.at_least(threshold) for finding in self.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by path, line, column, code and drop exact repetitions."""
    unique = {(f.at, f.code, f.message.en): f for f in findings}
    return tuple(unique[key] for key in sorted(unique))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadProblem:
    """A problem met while loading, with the code of the rule that reports it."""

    code: str
    problem: Problem
