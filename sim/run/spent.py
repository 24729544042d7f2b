"""What each process of the year takes: seconds and resident memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps

from sim.base.memory import forget_peak, resident
from sim.world.region import Step


@dataclass(frozen=True, order=True)
class Spent:
    """What one process took over the years of a run; what runs took adds up.

    Attributes
    ----------
    seconds : float
    peak_bytes : int
        Most by which resident memory grew while it ran, in any one year: temporaries and what is kept.
    kept_bytes : int
        By how much resident memory was larger at its ends than at its beginnings, over all years.
    """

    seconds: float = 0.0
    peak_bytes: int = 0
    kept_bytes: int = 0

    def __add__(self, other: Spent | int) -> Spent:
        """Return both together; 0 is nothing, so that `sum` and counters work."""
        more = other or Spent()
        return Spent(
            self.seconds + more.seconds,
            max(self.peak_bytes, more.peak_bytes),
            self.kept_bytes + more.kept_bytes,
        )

    __radd__ = __add__


class Watch:
    """Measures the resident memory of steps of the year and of other work.

    The system is asked before and after (Linux: it forgets the peak before). Memory that the process keeps for itself
    and uses again does not show: the figures are a lower bound.

    Attributes
    ----------
    memory : dict of str to Spent
        By name of the work, the seconds left at zero.
    """

    def __init__(self) -> None:
        self.memory: dict[str, Spent] = {}

    def over(self, step: Step) -> Step:
        """Return a step that does the same under the eye of this watch."""
        return replace(step, run=self.watched(step.name, step.run))

    def watched(self, name: str, work: Callable) -> Callable:
        """Return a function that does the same under the eye of this watch."""

        @wraps(work)
        def run(*arguments, **options):
            with self.during(name):
                return work(*arguments, **options)

        return run

    @contextmanager
    def during(self, name: str) -> Iterator[None]:
        """Measure what is done within the block."""
        forget_peak()
        before, _ = resident()
        yield
        after, peak = resident()
        spent = Spent(peak_bytes=max(0, peak - before), kept_bytes=after - before)
        self.memory[name] = spent + self.memory.get(name, 0)

    def with_seconds(self, seconds: dict[str, float]) -> dict[str, Spent]:
        """Return what each process took, by name."""
        return {name: self.memory.get(name, Spent()) + Spent(took) for name, took in seconds.items()}
