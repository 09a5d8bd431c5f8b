"""Are the ways through a guide found, however it is made?"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.guide import DEEPEST, Branch, loops_without_exit, outline, reached, walk
from sopkb.model.floor import Guide


def guide(ways: Mapping[str, Sequence[str]], start: str = "") -> Guide:
    """Make a guide of its ways: a node that leads nowhere is an outcome."""
    text = {"en": "?", "zh": "？"}
    nodes = {
        name: {
            "kind": "question" if nexts else "outcome",
            "text": text,
            "options": [{"label": text, "next": each} for each in nexts],
        }
        for name, nexts in ways.items()
    }
    return Guide.model_validate(
        {
            "id": "GDE-BUY-001",
            "title": text,
            "document": "SOP-BUY-001",
            "version": "1.0",
            "start": start or next(iter(ways)),
            "nodes": nodes,
        }
    )


def names(branches: Sequence[Branch | None]) -> list[str]:
    """List the nodes of an outline in the order in which a reader meets them."""
    found = []
    for branch in branches:
        if branch:
            found += [branch.id, *names(branch.after)]
    return found


def depth(branch: Branch) -> int:
    return 1 + max((depth(each) for each in branch.after if each), default=0)


SMALL = guide({"a": ["b", "c"], "b": ["a", "c"], "c": [], "island": ["a"]})


def test_what_is_reached_includes_the_start_and_no_island() -> None:
    assert reached(SMALL) == {"a", "b", "c"}


def test_nothing_is_reached_from_an_unknown_start() -> None:
    assert reached(guide({"a": []}, start="x")) == frozenset()
    assert outline(guide({"a": []}, start="x")) == ()


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ([], "a"),
        ([2], "ac"),
        ([1, 1, 2], "abac"),
        ([3], "a"),
        ([1, 9, 2], "ab"),
        ([2, 1], "ac"),
        ([0], "a"),
        ([-1], "a"),
    ],
)
def test_a_walk_follows_the_answers_as_far_as_they_fit(answers: list[int], way: str) -> None:
    assert "".join(walk(SMALL, answers)) == way


@pytest.mark.parametrize(
    ("ways", "rings"),
    [
        ({"a": ["b", "c"], "b": ["a"], "c": []}, []),
        ({"a": ["a"]}, [("a",)]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c")]),
        ({"起": ["甲", "终"], "甲": ["乙"], "乙": ["甲", "乙"], "终": []}, [("甲", "乙")]),
        ({"a": ["b", "d"], "b": ["b"], "d": ["e"], "e": ["d"]}, [("b",), ("d", "e")]),
        ({"a": ["b"], "b": ["a", "unknown"]}, []),
    ],
)
def test_a_loop_without_exit_is_found_once(
    ways: dict[str, list[str]], rings: list[tuple[str, ...]]
) -> None:
    assert list(loops_without_exit(guide(ways))) == rings


def test_an_outline_shows_each_node_once_where_it_is_met_first() -> None:
    (start,) = outline(SMALL)
    assert start.id == "a"
    b, c = start.after
    assert b
    assert names([b]) == ["b", "c"]
    assert b.after[0] is None
    assert c is None


def test_an_outline_is_never_deeper_than_a_reader_can_follow() -> None:
    chain = guide({f"n{i}": [f"n{i + 1}"] for i in range(499)} | {"n499": []})
    branches = outline(chain)
    assert names(branches) == [f"n{i}" for i in range(500)]
    assert max(map(depth, branches)) <= DEEPEST + 2


GRAPHS = st.integers(1, 30).flatmap(
    lambda count: st.dictionaries(
        st.sampled_from([f"节点{i}" for i in range(count)]),
        st.lists(st.sampled_from([f"节点{i}" for i in range(count)]), max_size=4),
        min_size=1,
    )
)


@given(GRAPHS)
def test_an_outline_holds_what_is_reached(ways: dict[str, list[str]]) -> None:
    tree = guide(ways)
    shown = names(outline(tree))
    assert sorted(shown) == sorted(reached(tree))


@given(GRAPHS)
def test_a_ring_is_closed_and_no_answer_leaves_it_for_an_outcome(
    ways: dict[str, list[str]],
) -> None:
    tree = guide(ways)
    for ring in loops_without_exit(tree):
        assert all(ways[name] for name in ring)
        after = reached(tree.model_copy(update={"start": ring[0]}))
        assert all(ways.get(name) for name in after)
        assert all(ways[name][0] == following for name, following in pairwise(ring))


def test_ten_thousand_nodes_are_no_burden() -> None:
    count = 10_000
    ways = {f"n{i}": [f"n{(i + 1) % count}", f"n{(i * 7) % count}"] for i in range(count)}
    tree = guide(ways)
    assert len(reached(tree)) == count
    assert len(names(outline(tree))) == count
    assert list(loops_without_exit(tree)) != []
    assert len(walk(tree, [1] * count)) == count + 1
