"""Timings as medians over several runs; a ratio of two things measured in turn, so that noise meets both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Milliseconds of several runs."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.runs)

    def percentile(self, part: float) -> float:
        """The run below which `part` (0 to 1) of the runs lie."""
        ordered = sorted(self.runs)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]

    def __str__(self) -> str:
        return f"median {self.median:8.1f} ms  (min {min(self.runs):.1f}, max {max(self.runs):.1f}, n={len(self.runs)})"


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that one call took."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def in_turn(runs: int, **acts: Callable[[], object]) -> dict[str, Timing]:
    """Each act `runs` times, the acts taking turns; a first round of each is not counted."""
    for act in acts.values():
        act()
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(runs):
        for name, act in acts.items():
            taken[name].append(timed(act))
    return {name: Timing(tuple(runs)) for name, runs in taken.items()}
