"""Which ways lead through a guide? All functions are linear in its nodes and answers."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sopkb.model.floor import Guide, Node, NodeKind

DEEPEST = 5
"""So many questions are nested in an outline; what lies deeper begins a part of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node as an outline shows it; `after` holds, for each answer, the branch that follows.

    It is None where the next node is shown elsewhere, or does not exist.
    """

    id: str
    after: tuple["Branch | None", ...]


def nexts(guide: Guide, name: str) -> tuple[str, ...]:
    """Give the existing nodes that a node leads to, one for each answer."""
    return tuple(each.next for each in guide.nodes[name].options if each.next in guide.nodes)


def ends(node: Node) -> bool:
    """Tell whether a guide ends at a node."""
    return node.kind is not NodeKind.QUESTION


def reached(guide: Guide) -> frozenset[str]:
    """Give the nodes that answers lead to from the start, the start included."""
    if guide.start not in guide.nodes:
        return frozenset()
    return _spread({name: nexts(guide, name) for name in guide.nodes}, [guide.start])


def loops_without_exit(guide: Guide) -> Iterator[tuple[str, ...]]:
    """Yield rings of questions that no answer leads out of, each once.

    A question without options, or with an answer that leads to an unknown node, counts as an
    exit: what is wrong there is another fault.
    """
    trapped = frozenset(guide.nodes) - _spread(_before(guide), _exits(guide))
    seen = set[str]()
    for name in guide.nodes:
        way: list[str] = []
        while name in trapped and name not in seen:
            seen.add(name)
            way.append(name)
            name = guide.nodes[name].options[0].next
        if name in way:
            yield tuple(way[way.index(name) :])


def walk(guide: Guide, answers: Collection[int]) -> tuple[str, ...]:
    """Give the nodes met from the start, following answers by their numbers, from 1.

    The way ends early at an answer that the node does not have.
    """
    way = [guide.start]
    for number in answers:
        options = guide.nodes[way[-1]].options
        if not 1 <= number <= len(options) or options[number - 1].next not in guide.nodes:
            break
        way.append(options[number - 1].next)
    return tuple(way)


def outline(guide: Guide) -> tuple[Branch, ...]:
    """Give all that is reached as nested branches, each node once; the first is the start."""
    seen = set[str]()
    waiting = deque([guide.start] if guide.start in guide.nodes else [])
    branches = []
    while waiting:
        name = waiting.popleft()
        if name not in seen:
            branches.append(_branch(guide, name, 0, seen, waiting))
    return tuple(branches)


def _branch(guide: Guide, name: str, depth: int, seen: set[str], waiting: deque[str]) -> Branch:
    seen.add(name)
    after: list[Branch | None] = []
    for option in guide.nodes[name].options:
        follows = None
        if option.next in guide.nodes and option.next not in seen:
            if depth < DEEPEST or ends(guide.nodes[option.next]):
                follows = _branch(guide, option.next, depth + 1, seen, waiting)
            else:
                waiting.append(option.next)
        after.append(follows)
    return Branch(id=name, after=tuple(after))


def _exits(guide: Guide) -> list[str]:
    return [
        name
        for name, node in guide.nodes.items()
        if ends(node) or not node.options or len(nexts(guide, name)) < len(node.options)
    ]


def _before(guide: Guide) -> Mapping[str, list[str]]:
    """Give the nodes that lead to each node."""
    found: dict[str, list[str]] = {name: [] for name in guide.nodes}
    for name in guide.nodes:
        for following in nexts(guide, name):
            found[following].append(name)
    return found


def _spread(edges: Mapping[str, Collection[str]], start: list[str]) -> frozenset[str]:
    """Give all that edges lead to from some nodes, these included."""
    found, waiting = set(start), deque(start)
    while waiting:
        for name in edges[waiting.popleft()]:
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
