"""An engine of two lines for the tests of batches: worker processes import it by name.

The records depend on draw, seed, scenario and numbers; what a run does wrong is asked for by the seed.
"""

import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.base.errors import Say, TooLargeError

# Seeds that raise, wait for Ctrl-C, kill their process, grow too large for their records.
FAILS, HANGS, DIES, DIES_ONCE, GROWS = 13, 14, 15, 16, 17


@dataclass
class Result:
    """What the real engine returns, as far as batches look at it."""

    tables: dict
    seconds: float = 0.01
    profile: dict = field(default_factory=lambda: {"ageing": 0.01})


def build_start(tables, numbers, draw):
    """Return the draw as the start; note the call where the tests count them."""
    _note("FAKE_ENGINE_STARTS", str(draw))
    return draw


def run_one(scenario, tables, *, draw, seed, numbers, start, years, threads, check, profile):
    """Return one table that no other run has."""
    assert start == draw
    _note("FAKE_ENGINE_RUNS", f"{os.getpid()} {scenario.name}-{draw}-{seed}")
    _wait_where_enough_have_begun()
    if seed == FAILS and "FAKE_ENGINE_MENDED" not in os.environ:
        raise ZeroDivisionError(f"seed {seed} fails")
    if seed == GROWS:
        raise TooLargeError(Say("too large", "过大"), value=seed)
    if seed == HANGS and "FAKE_ENGINE_MENDED" not in os.environ:
        raise KeyboardInterrupt
    if (seed == DIES and "FAKE_ENGINE_MENDED" not in os.environ) or (
        seed == DIES_ONCE and _is_first_time(draw)
    ):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(float(os.environ.get("FAKE_ENGINE_SECONDS", "0")))
    span = np.arange(years[0], years[1] + 1)
    classes = {
        "year": span.astype(np.uint16),
        "grade": np.ones(len(span), dtype=np.uint8),
        "class_no": np.ones(len(span), dtype=np.uint16),
        "size": (span - 2000 + draw * 100 + seed + 10 * len(scenario.name)).astype(np.uint16),
    }
    return Result({"classes": classes | {"school_id": _one_school(len(span))}})


def _note(variable, line):
    """Add a line to the file that a variable of the environment names."""
    if path := os.environ.get(variable):
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def _wait_where_enough_have_begun():
    """Go no further than the environment tells: who is to stop this batch in the middle may come late."""
    most = int(os.environ.get("FAKE_ENGINE_MOST", "0"))
    while most and len(Path(os.environ["FAKE_ENGINE_RUNS"]).read_bytes().splitlines()) >= most:
        time.sleep(0.01)


def _is_first_time(draw):
    """Tell whether no worker has been at a draw before; the folder that knows is named by the environment."""
    try:
        (Path(os.environ["FAKE_ENGINE_DIED"]) / str(draw)).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _one_school(n_rows):
    from sim.records.columns import Coded

    return Coded(np.zeros(n_rows, dtype=np.int32), ["s1"])


def set_environment(**values):
    """Change what the functions above look at, in a worker that runs already."""
    os.environ.update(values)
