"""What services beside teaching cost a year (校车、寄宿管理、购买学位): buses, boarding staff, seats."""

import numpy as np

from sim.kernels.codes import SCHOOL_BUS, STAGE_NAMES
from sim.world.state import State


def boarding_staff_yuan(region: State, rules) -> np.ndarray:
    """Return what boarding staff costs by school, int64 (schools,): posts of its own and bought services."""
    s = region.schools
    staff, bought = (s[name].astype(np.int64) for name in ("boarding_staff", "boarding_staff_bought"))
    own, paid = (rules.values(name)[s["county"]] for name in ("yuan_boarding_post", "yuan_bought_post"))
    return np.round((staff - bought) * own + bought * paid).astype(np.int64)


def bought_seats_yuan(region: State, rules) -> np.ndarray:
    """Return what the county pays for the seats bought in each private school, int64 (schools,).

    For pupils enrolled now; seats given up are forgotten, see `sim.world.bought_seats`.
    """
    county = region.schools["county"]
    price = np.array([rules.values(f"yuan_bought_seat_{stage}") for stage in STAGE_NAMES])[:, county]
    return np.round((region.bought_seats.count(region) * price.T).sum(axis=1)).astype(np.int64)


def lines_yuan(region: State) -> np.ndarray:
    """Return what running the region's lines costs, by line, float (lines,); transit lines cost as buses do."""
    cost = region.numbers["bus_cost_per_seat"]
    return np.array([line.seats * cost for line in region.lines], float)


def fees_yuan(region: State, rules) -> np.ndarray:
    """Return the fee of a seat by line, float (lines,); who rides transit pays whoever runs it."""
    is_bus = np.array([line.kind == SCHOOL_BUS for line in region.lines], bool)
    return np.array([rules[line.county].bus_fee for line in region.lines], float) * is_bus


def fees_paid(region: State, rules) -> np.ndarray:
    """Return what families pay for seats, by line, float (lines,): those who ride and are not free of the fee."""
    riders = region.riders
    pay = riders.by_line(riders.has_seat & ~riders.is_waived, len(region.lines))
    return fees_yuan(region, rules) * pay
