"""How are the figures shown? As one Markdown table with the conditions they were taken under."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from tests.benchmark.measure import Runs

HEADER = ("Measured", "Documents", "Pages", "Seconds", "CPU", "Per document", "Peak", "Ratio")
PACKAGES = (
    "pyyaml",
    "markdown-it-py",
    "pydantic",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "mkdocs-macros-plugin",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was run over how much, and how it compares with something else of the same run."""

    what: str
    documents: int
    pages: int
    runs: Runs | None = None
    ratio: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Write the cells; seconds are the median, with the fastest and the slowest run."""
        size = (self.what, f"{self.documents:,}", f"{self.pages:,}")
        if self.runs is None:
            return (*size, "", "", "", "", self.ratio)
        every = sorted(run.seconds for run in self.runs.every)
        seconds = f"{self.runs.seconds:.2f} ({every[0]:.2f} to {every[-1]:.2f})"
        each = f"{self.runs.seconds / self.documents * 1000:.2f} ms"
        computing, peak = f"{self.runs.computing:.2f}", f"{self.runs.peak / 2**20:.0f} MiB"
        return (*size, seconds, computing, each, peak, self.ratio)


def as_table(rows: Iterable[Row]) -> str:
    """Write a Markdown table."""
    lines = [HEADER, ["---"] * len(HEADER), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def conditions(rounds: int) -> str:
    """Write what the figures depend on."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{os.cpu_count()} CPUs, load {load} at the start, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {packages}. "
        f"Each figure is the median of {rounds} fresh processes, run in turn with what it is "
        "compared with; the files are in the disk cache. Compare figures of one run only."
    )
