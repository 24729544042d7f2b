"""An engine of two lines for the tests of batches: worker processes import it by name.

The records depend on draw, seed, scenario and numbers; what a run does wrong is asked for by the seed.
"""

import os
import signal
from dataclasses import dataclass, field

import numpy as np

FAILS, HANGS, DIES = 13, 14, 15  # seeds that raise, wait for Ctrl-C, kill their process


@dataclass
class Result:
    """What the real engine returns, as far as batches look at it."""

    tables: dict
    seconds: float = 0.01
    profile: dict = field(default_factory=lambda: {"ageing": 0.01})


def build_start(tables, numbers, draw):
    """Return the draw as the start; note the call where the tests count them."""
    if counter := os.environ.get("FAKE_ENGINE_STARTS"):
        with open(counter, "a", encoding="utf-8") as file:
            file.write(f"{draw}\n")
    return draw


def run_one(scenario, tables, *, draw, seed, numbers, start, years, threads, check, profile):
    """Return one table that no other run has."""
    assert start == draw
    if seed == FAILS and "FAKE_ENGINE_MENDED" not in os.environ:
        raise ZeroDivisionError(f"seed {seed} fails")
    if seed == HANGS and "FAKE_ENGINE_MENDED" not in os.environ:
        raise KeyboardInterrupt
    if seed == DIES and "FAKE_ENGINE_MENDED" not in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    span = np.arange(years[0], years[1] + 1)
    classes = {
        "year": span.astype(np.uint16),
        "grade": np.ones(len(span), dtype=np.uint8),
        "class_no": np.ones(len(span), dtype=np.uint16),
        "size": (span - 2000 + draw * 100 + seed + 10 * len(scenario.name)).astype(np.uint16),
    }
    return Result({"classes": classes | {"school_id": _one_school(len(span))}})


def _one_school(n_rows):
    from sim.records.columns import Coded

    return Coded(np.zeros(n_rows, dtype=np.int32), ["s1"])
