"""The labelled benchmark: nothing that must be found may slip, nothing harmless may be reported."""

from tests.benchmark.mutations.families import mutations
from tests.benchmark.mutations.measure import false_alarms, recall, scores
from tests.benchmark.mutations.pages import page_pairs

MINIMAL_RECALL = 0.98
MINIMAL_RECALL_OF_A_FAMILY = 0.9


def test_there_are_enough_mutations() -> None:
    families = {mutation.family for mutation in mutations()}
    assert len(families) >= 15
    assert len(list(mutations())) >= 60


def test_every_real_pair_is_there() -> None:
    assert len(page_pairs()) >= 10


def test_recall_and_false_alarms() -> None:
    table = scores(page_pairs()[::4])
    wrong = [score for score in table if not score.is_perfect]
    assert false_alarms(table) == 0, wrong
    assert recall(table) >= MINIMAL_RECALL, wrong
    for score in table:
        if score.must_find:
            assert score.found >= MINIMAL_RECALL_OF_A_FAMILY * score.cases, score
