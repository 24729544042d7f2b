"""A new town school draws families to its seat: over thirty paired seeds in Tonghua, with intervals."""

from functools import cache

import numpy as np
import pytest

from sim.reports.pairs import summarise
from sim.run.face import load
from sim.run.paired import amounts_by_seed, moves_to_seats
from tests.worlds import ROOT

pytestmark = pytest.mark.verify
SEEDS, YEARS = range(1, 31), (2017, 2025)


@cache
def gaps(pull: float) -> np.ndarray:
    """Return by seed how many more families move to seats where an estate's school comes at once than never.

    The estate itself fills by its own curve in both.
    """
    plain = load(ROOT / "scenarios/tonghua/class_sizes.yaml").with_parameters(school_pull=pull)
    estate = {"dwellings": 4000, "year_open": 2018}
    scenarios = {
        "school": plain.with_lever("turnkey_schools", **estate),
        "never": plain.with_lever("turnkey_schools", **estate, school_lag_years=50),
    }
    seeds = SEEDS if pull else SEEDS[:3]
    found = amounts_by_seed(scenarios, {"moves": moves_to_seats}, seeds=seeds, years=YEARS)["moves"]
    return found["school"] - found["never"]


def test_a_new_school_draws_families_to_its_seat(record_property):
    told = summarise(gaps(1.0)[None], np.zeros(len(SEEDS), int))
    mean, low, high = (float(told[name][0]) for name in ("mean", "mean_lo95", "mean_hi95"))
    record_property("figures", f"moves to seats {mean:+.0f} ({low:+.0f} to {high:+.0f})")
    assert low > 0


def test_families_that_look_at_no_school_are_drawn_by_none(record_property):
    record_property("figures", f"differences over three seeds: {gaps(0.0).tolist()}")
    assert (gaps(0.0) == 0).all()
