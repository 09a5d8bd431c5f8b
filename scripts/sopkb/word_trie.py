"""How does one pattern find any of many words quickly, the longest first?

A tree of the words' units, each unit a piece of a pattern: no alternative is tried whose first
letter is another, so the time does not grow with the number of words.
"""

import re
from collections.abc import Iterable


class Node(dict[str, "Node"]):
    """What may follow; `ends` tells whether a word ends here."""

    ends = False


def pattern_of(words: Iterable[Iterable[str]]) -> re.Pattern[str]:
    """Compile words, each given as units of a pattern; none at all matches nothing."""
    root = Node()
    for units in words:
        node = root
        for unit in units:
            node = node.setdefault(unit, Node())
        node.ends = True
    return re.compile(_pattern(root) if root else r"(?!)")


def _pattern(node: Node) -> str:
    """Write what may follow, longer words before shorter ones, a single way without brackets."""
    written = ""
    while len(node) == 1 and not node.ends:
        (unit, node), *_ = node.items()
        written += unit
    if not node:
        return written
    longer_first = sorted(node.items(), key=lambda way: not way[1])
    ways = [unit + _pattern(child) for unit, child in longer_first]
    return f"{written}(?:{'|'.join([*ways, ''] if node.ends else ways)})"
