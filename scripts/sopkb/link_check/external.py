"""Which links to other sites are broken, judged over several nights?

An address that failed is asked again at once, and again the next night: it is broken from the
second day on which it failed. One that answered well is not asked again for some days. Whatever
could not be asked, because the time was over or the host asks for patience, keeps what was known.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sopkb.link_check.checker import Answer, Verdict
from sopkb.link_results import LinkAnswer, LinkResults
from sopkb.model.registers import LinkExemption

RETRIES = 2
STRIKES = 2

Ask = Callable[[tuple[str, ...]], Iterable[Answer]]
"""What asks a list of addresses; it ends early when the time is over."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that failed, how it failed last, and on which days."""

    status: str
    nights: tuple[date, ...]

    @property
    def is_broken(self) -> bool:
        """Tell whether it failed on different days."""
        return len(self.nights) >= STRIKES


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What is known of the addresses of other sites after a night."""

    failures: Mapping[str, Failure]
    answered: Mapping[str, date]
    asked: int
    not_reached: int
    is_offline: bool
    unused_exemptions: tuple[str, ...]


def judge(
    addresses: Iterable[str],
    exemptions: Mapping[str, LinkExemption],
    previous: LinkResults | None,
    ask: Ask,
    *,
    today: date,
    keep_days: int,
) -> Night:
    """Ask what must be asked tonight, and put it beside what the previous results say."""
    known = _known(previous)
    exempt = {key: _pattern(key) for key, row in exemptions.items() if row.until >= today}
    all_addresses = frozenset(addresses)
    wanted = {each for each in all_addresses if not _is_exempt(each, exempt.values())}
    fresh = {each for each in wanted if _is_fresh(known.answered.get(each), today, keep_days)}
    due = sorted(wanted - fresh, key=lambda each: (known.answered.get(each, date.min), each))
    answers = _asked(tuple(due), ask)
    is_offline = bool(due) and not any(_was_reached(each) for each in answers.values())
    judged = {} if is_offline else answers
    return Night(
        failures=_failures(wanted, known, judged, today),
        answered=_answered(wanted, known, judged, today),
        asked=len(answers),
        not_reached=sum(1 for each in due if each not in answers),
        is_offline=is_offline,
        unused_exemptions=tuple(
            key
            for key, pattern in exempt.items()
            if not any(pattern.fullmatch(each) for each in all_addresses)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the previous results say."""

    failures: Mapping[str, Failure]
    answered: Mapping[str, date]


def _known(previous: LinkResults | None) -> _Known:
    if previous is None:
        return _Known({}, {})
    failures = {
        each.url: Failure(each.status, each.nights) for each in previous.problems if each.external
    }
    return _Known(failures, {each.url: each.answered_on for each in previous.answers})


def _asked(due: tuple[str, ...], ask: Ask) -> Mapping[str, Answer]:
    """Ask all, then the failing ones again."""
    answers: dict[str, Answer] = {}
    for _ in range(1 + RETRIES):
        answers |= {each.address: each for each in ask(due)}
        due = tuple(each for each in due if each in answers and _has_failed(answers[each]))
        if not due:
            break
    return answers


def _failures(
    wanted: set[str], known: _Known, answers: Mapping[str, Answer], today: date
) -> Mapping[str, Failure]:
    failures = {}
    for address in sorted(wanted):
        answer, before = answers.get(address), known.failures.get(address)
        if answer and _has_failed(answer):
            nights = {*(before.nights if before else ()), today}
            failures[address] = Failure(answer.status, tuple(sorted(nights)))
        elif before and (answer is None or answer.verdict is Verdict.NOT_ASKED):
            failures[address] = before
    return failures


def _answered(
    wanted: set[str], known: _Known, answers: Mapping[str, Answer], today: date
) -> Mapping[str, date]:
    """Give the day on which each address answered well last; those that failed lose theirs."""
    days = {}
    for address in sorted(wanted):
        answer = answers.get(address)
        if answer and answer.verdict is Verdict.OK:
            days[address] = today
        elif address in known.answered and not (answer and _has_failed(answer)):
            days[address] = known.answered[address]
    return days


def answers_of(night: Night) -> tuple[LinkAnswer, ...]:
    """Put what answered well into the form of the results file."""
    return tuple(LinkAnswer(url=url, answered_on=day) for url, day in night.answered.items())


def _is_fresh(answered_on: date | None, today: date, keep_days: int) -> bool:
    return answered_on is not None and today - timedelta(days=keep_days) < answered_on <= today


def _is_exempt(address: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(address) for pattern in patterns)


def _pattern(written: str) -> re.Pattern[str]:
    """Read an address in which `*` stands for any text."""
    return re.compile(".*".join(map(re.escape, written.split("*"))), re.S)


def _has_failed(answer: Answer) -> bool:
    return answer.verdict in (Verdict.FAILED, Verdict.NO_CONNECTION)


def _was_reached(answer: Answer) -> bool:
    return answer.verdict is not Verdict.NO_CONNECTION
