"""How long does a command take in a fresh process, and how much memory does it hold at most?"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ENVIRONMENT: Mapping[str, str] = {"SOPKB_AS_OF": "2026-11-22", "PYTHONHASHSEED": "0"}
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in one unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall seconds, seconds of computing (CPU), and the most bytes it held."""

    seconds: float
    computing: float
    peak: int


@dataclass(frozen=True, slots=True)
class Runs:
    """The same process several times."""

    every: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """Give the median of the wall seconds."""
        return median(run.seconds for run in self.every)

    @property
    def computing(self) -> float:
        """Give the median of the CPU seconds, which other processes disturb less."""
        return median(run.computing for run in self.every)

    @property
    def peak(self) -> int:
        """Give the highest of the peaks."""
        return max(run.peak for run in self.every)


class NotMeasured(Exception):
    """A process did not do its work, so that its time says nothing."""


Job = Callable[[], Run]


def fresh(command: Sequence[str | Path], folder: Path, allowed: Sequence[int] = (0,)) -> Run:
    """Run a command in a folder and wait for that very process; its output goes beside it.

    The caller must stay small: Linux counts its memory as that of the child's first moment.
    """
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, env={**os.environ, **ENVIRONMENT}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        tail = "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])
        words = " ".join(map(str, command))
        raise NotMeasured(f"{words} ended with {process.returncode}:\n{tail}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT)


def alternate(rounds: int, *jobs: Job) -> tuple[Runs, ...]:
    """Run jobs in turn (A B A B), so that a noisy machine disturbs all of them alike."""
    results = [[job() for job in jobs] for _ in range(rounds)]
    return tuple(Runs(tuple(runs)) for runs in zip(*results, strict=True))
