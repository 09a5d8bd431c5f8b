"""Does the search find what agents look for, by the query sets in both languages?"""

from collections import Counter

import pytest
from playwright.sync_api import Page

from tests.search.query_set import LANGUAGES, Answer, answers, figures, queries, share

FIRST, AMONG_THREE = 0.90, 0.98
AT_LEAST = 60


@pytest.fixture(scope="module")
def found(whole_page: Page, whole_site: str) -> list[Answer]:
    return answers(whole_page, whole_site, list(queries()))


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_looked_for_comes_first(found: list[Answer], language: str, held_out: bool) -> None:
    own = [
        answer
        for answer in found
        if answer.query.language == language and answer.query.held_out == held_out
    ]
    missed = [(each.query.text, each.found[:3]) for each in own if each.rank != 1]
    told = f"{figures(own)}\n{missed}"
    assert share(own, 1) >= FIRST, told
    assert share(own, 3) >= AMONG_THREE, told


def test_the_sets_are_large_enough_and_hold_each_query_once() -> None:
    counted = Counter((query.language, query.text) for query in queries())
    assert [query for query, times in counted.items() if times > 1] == []
    for language in LANGUAGES:
        assert sum(name == language for name, _ in counted) >= AT_LEAST
