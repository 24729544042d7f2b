"""Schools that close push families to the seats: over thirty paired seeds in Tonghua, with intervals."""

from functools import cache

import numpy as np
import pytest

from sim.reports.pairs import summarise
from sim.run.face import load
from sim.run.paired import amounts_by_seed, moves_to_seats, town_pupils, village_pupils
from tests.worlds import ROOT

pytestmark = pytest.mark.verify
SEEDS, YEARS = range(1, 31), (2017, 2026)
AMOUNTS = {"moves to seats": moves_to_seats, "town pupils": town_pupils, "village pupils": village_pupils}


@cache
def found() -> dict[str, dict[str, np.ndarray]]:
    plain = load(ROOT / "scenarios/tonghua/class_sizes.yaml")
    closing = plain.with_lever("merge_small_schools")
    scenarios = {
        "plain": plain, "closing": closing, "closing without push": closing.with_parameters(closure_push=0.0),
        **{f"{name}, neutral": one.with_parameters(closure_push=0.0, school_pull=0.0)
           for name, one in (("plain", plain), ("closing", closing))},
    }  # fmt: skip
    return amounts_by_seed(scenarios, AMOUNTS, seeds=SEEDS, years=YEARS)


def interval(what: str, one: str, other: str) -> tuple[float, float, float]:
    """Return the mean of what `one` has more than `other`, with its 95 % interval."""
    gap = (found()[what][one] - found()[what][other])[None]
    told = summarise(gap, np.zeros(len(SEEDS), int))
    return tuple(float(told[name][0]) for name in ("mean", "mean_lo95", "mean_hi95"))


def test_the_push_of_closures_moves_families_to_the_seats(record_property):
    """With the same closures and luck, the push moves more families to the seats, and pupils from villages to towns."""
    told = {what: interval(what, "closing", "closing without push") for what in AMOUNTS}
    record_property(
        "figures",
        "; ".join(f"{what} {m:+.0f} ({lo:+.0f} to {hi:+.0f})" for what, (m, lo, hi) in told.items()),
    )
    assert told["moves to seats"][1] > 0
    assert told["town pupils"][1] > 0
    assert told["village pupils"][2] < 0


def test_closures_move_families_to_the_seats(record_property):
    """Against a run without closures: push and a longer way to the next school together."""
    mean, low, high = interval("moves to seats", "closing", "plain")
    record_property("figures", f"moves to seats {mean:+.0f} ({low:+.0f} to {high:+.0f})")
    assert low > 0


def test_neutral_closures_move_nobody(record_property):
    """With push and pull at 0 closures change the moves to the seats by less than 3 standard errors of chance."""
    gap = found()["moves to seats"]["closing, neutral"] - found()["moves to seats"]["plain, neutral"]
    error = gap.std(ddof=1) / np.sqrt(len(SEEDS))
    record_property("figures", f"{gap.mean():+.2f}, standard error {error:.2f}")
    assert abs(gap.mean()) <= 3 * error
    pupils = found()["village pupils"]
    assert (pupils["closing, neutral"] < pupils["plain, neutral"]).all()  # schools did close
