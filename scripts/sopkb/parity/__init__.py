"""Do two pages in two languages hold the same steps, numbers, links and values?"""

from sopkb.parity.compare import compare, compare_structures
from sopkb.parity.difference import Difference, Kind, Spot
from sopkb.parity.structure import Structure, read_structure

__all__ = [
    "Difference",
    "Kind",
    "Spot",
    "Structure",
    "compare",
    "compare_structures",
    "read_structure",
]
