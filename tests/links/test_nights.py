"""What becomes of an address from night to night? Here without any server."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import pytest

from sopkb.link_check.checker import Answer, Verdict
from sopkb.link_check.external import Night, answers_of, judge
from sopkb.link_results import LinkProblem, LinkResults
from tests.trees import AS_OF

KEEP_DAYS = 7
OTHER = "https://other.example.org/"
OK, FAILED, NO_CONNECTION, NOT_ASKED = Verdict


def told(night: Night) -> LinkResults:
    """Put a night into its file, as the command does."""
    problems = tuple(
        LinkProblem(
            url=url,
            page="",
            path="docs/index.md",
            line=1,
            external=True,
            status=failure.status,
            nights=failure.nights,
            is_broken=failure.is_broken,
        )
        for url, failure in night.failures.items()
    )
    return LinkResults(
        checked_on=AS_OF,
        external=True,
        complete=True,
        checked=0,
        problems=problems,
        answers=answers_of(night),
    )


def pass_nights(*nights: Mapping[str, Verdict], days: Iterable[int] | None = None) -> list[Night]:
    """Let nights pass; each says what the addresses that are asked answer."""
    known: list[Night] = []
    for day, verdicts in zip(days or range(len(nights)), nights, strict=True):

        def ask(
            due: tuple[str, ...], verdicts: Mapping[str, Verdict] = verdicts
        ) -> Iterable[Answer]:
            return [Answer(each, verdicts[each], "404", "") for each in due if each in verdicts]

        previous = told(known[-1]) if known else None
        today = AS_OF + timedelta(days=day)
        names = {OTHER, "a", "b"}
        known.append(judge(names, {}, previous, ask, today=today, keep_days=KEEP_DAYS))
    return known


def nights_of(night: Night, name: str) -> list[int]:
    return [(day - AS_OF).days for day in night.failures[name].nights]


def test_two_failures_on_one_day_are_one_strike() -> None:
    night = pass_nights({OTHER: OK, "a": FAILED}, {"a": FAILED}, days=(0, 0))[-1]
    assert nights_of(night, "a") == [0]
    assert not night.failures["a"].is_broken


def test_two_failures_on_two_days_are_two() -> None:
    night = pass_nights({OTHER: OK, "a": FAILED}, {"a": FAILED})[-1]
    assert nights_of(night, "a") == [0, 1]
    assert night.failures["a"].is_broken


def test_an_answer_forgives() -> None:
    nights = pass_nights({OTHER: OK, "a": FAILED}, {"a": OK}, {OTHER: OK}, days=(0, 1, 2))
    assert "a" not in nights[1].failures
    assert "a" not in nights[2].failures


@pytest.mark.parametrize("verdict", [NOT_ASKED, None])
def test_what_could_not_be_asked_keeps_its_strikes(verdict: Verdict | None) -> None:
    second = {"a": verdict} if verdict else {"b": OK}
    night = pass_nights({OTHER: OK, "a": FAILED}, second)[-1]
    assert nights_of(night, "a") == [0]


def test_without_a_network_strikes_and_answers_stay_as_they_were() -> None:
    everything = dict.fromkeys((OTHER, "a", "b"), NO_CONNECTION)
    night = pass_nights({OTHER: OK, "a": FAILED}, everything, days=(0, 40))[-1]
    assert night.is_offline
    assert nights_of(night, "a") == [0]
    assert night.answered == {OTHER: AS_OF}


def test_one_answer_tells_that_there_is_a_network() -> None:
    night = pass_nights({OTHER: FAILED, "a": NO_CONNECTION, "b": NO_CONNECTION})[-1]
    assert not night.is_offline
    assert set(night.failures) == {OTHER, "a", "b"}


@pytest.mark.parametrize(("day", "is_asked"), [(6, False), (7, True), (-1, True)])
def test_a_good_answer_holds_for_some_days(day: int, is_asked: bool) -> None:
    everything = {"a": OK, "b": OK, OTHER: OK}
    night = pass_nights(everything, everything, days=(0, day))[-1]
    assert (night.asked == 3) is is_asked


def test_who_was_never_asked_comes_first() -> None:
    order: list[tuple[str, ...]] = []

    def ask(due: tuple[str, ...]) -> Iterable[Answer]:
        order.append(due)
        return []

    long_ago = date(2026, 1, 1)
    known = told(pass_nights({OTHER: OK})[-1])
    old = known.model_copy(
        update={
            "answers": tuple(
                each.model_copy(update={"answered_on": long_ago}) for each in known.answers
            )
        }
    )
    night = judge({OTHER, "x"}, {}, old, ask, today=AS_OF, keep_days=KEEP_DAYS)
    assert order == [("x", OTHER)]
    assert night.not_reached == 2
