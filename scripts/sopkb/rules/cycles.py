"""Which ids lead back to themselves when each is followed to the next?"""

from collections.abc import Iterator, Mapping


def cycles(next_of: Mapping[str, str | None]) -> Iterator[tuple[str, ...]]:
    """Yield every cycle once, beginning with its id that stands first in the mapping."""
    done = set[str]()
    for start in next_of:
        path: list[str] = []
        step: str | None = start
        while step is not None and step in next_of and step not in done:
            done.add(step)
            path.append(step)
            step = next_of[step]
        if step in path:
            yield _from_first(tuple(path[path.index(step) :]), next_of)


def _from_first(cycle: tuple[str, ...], next_of: Mapping[str, str | None]) -> tuple[str, ...]:
    order = list(next_of)
    first = cycle.index(min(cycle, key=order.index))
    return cycle[first:] + cycle[:first]
