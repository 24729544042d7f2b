"""Lines that say how far a batch is and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from sim.base.errors import Say
from sim.run.tasks import FAILED, Outcome


class Progress:
    """Report on runs as they end, to a terminal on one line, else a line for about every tenth of the work.

    Parameters
    ----------
    total : int
        Number of runs to do.
    lang : str
        'zh' or 'en'.
    stream : text stream, optional
        Standard error by default.
    clock : callable, optional
        Seconds on a monotonic clock.
    """

    def __init__(
        self, total: int, lang: str, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.total, self.lang = total, lang
        self.stream = stream if stream is not None else sys.stderr
        self.clock = clock
        self.begun = clock()
        self.done = self.failed = self.said = 0

    def add(self, outcome: Outcome) -> None:
        """Count a run that ended, and say so when it is worth a line."""
        self.done += 1
        self.failed += outcome.status == FAILED
        if self.stream.isatty():
            self._write("\r" + self.line() + " \b", end="\n" if self.done == self.total else "")
        elif self.done == self.total or (self.done - self.said) * 10 >= self.total:
            self.said = self.done
            self._write(self.line(), end="\n")

    def line(self) -> str:
        """Return runs done and failed, time gone and time left."""
        gone = self.clock() - self.begun
        left = gone / self.done * (self.total - self.done) if self.done else 0.0
        en, zh = (f", {self.failed} failed", f"，失败 {self.failed}") if self.failed else ("", "")
        return Say(
            f"runs {self.done}/{self.total}{en}, time {_clock(gone)}, left about {_clock(left)}",
            f"已完成 {self.done}/{self.total} 次运行{zh}，用时 {_clock(gone)}，约剩 {_clock(left)}",
        ).text(self.lang)

    def say(self, what: Say) -> None:
        """Say something on a line of its own."""
        self._write(("\r" if self.stream.isatty() else "") + what.text(self.lang), end="\n")

    def _write(self, text: str, end: str) -> None:
        self.stream.write(text + end)
        self.stream.flush()


def _clock(seconds: float) -> str:
    """Return a time as minutes and seconds, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
