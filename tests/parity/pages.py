"""Short pages for the tests of parity."""

from sopkb.parity import Difference, compare
from sopkb.source import SourceFile


def differences(source: str, target: str) -> tuple[Difference, ...]:
    """Compare an English text with a Chinese one."""
    return compare(SourceFile("a.md", source), SourceFile("a.zh.md", target))


def kinds(source: str, target: str) -> list[str]:
    """Give the kinds of the differences."""
    return [difference.kind.value for difference in differences(source, target)]
