"""What is fitted at the start: constants of the family moves and rates of adult moves that give the declared totals."""

import numpy as np
from numba import njit

from sim.inputs.synthesis.geography import Places
from sim.inputs.synthesis.homes import leaving_profile
from sim.kernels.codes import (
    AWAY,
    LOCAL,
    NEWCOMER,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    RETURN,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
)

SWEEPS = 4
YOUNG = slice(18, 30)  # ages at which women leave more than men
VILLAGE_LEAN = 1.4  # assumption: rate of leaving outside the seat over that of the seat
LEAST_BY_CHOICE = 0.1  # assumption: of the wanted moves by choice, however many children follow their parents
LEAST_OUT = 0.0005  # assumption: families that leave a year even where a county gains people


def adult_moves(adults: np.ndarray, places: Places, net: np.ndarray, numbers):
    """Return rates (4, 101, 2), scale by place (places, 4), newcomers arriving by place, and their age shares (101,).

    `net` is the net migration of adults of the table wanted a year, persons by county (negative = loss); the scale of
    leaving is solved so that leavers - returners - arrivals + newcomers leaving meet it, villages at
    `VILLAGE_LEAN` times the seat's. Newcomers arrive by the profile of leaving on the adults there are at each age (an
    assumption: those who come are of the ages of those who go).
    """
    age_profile = leaving_profile()
    profile = np.stack([age_profile, age_profile], axis=1)  # men, women
    profile[YOUNG, 1] *= numbers["women_leave_ratio"]
    back_rate, left_rate = numbers["p_adult_returns"], numbers["p_newcomer_leaves"]
    flat = np.ones_like(profile)
    rates = np.stack([profile, profile, back_rate * flat, left_rate * flat])
    rates[:, :18] = 0.0
    n = len(places.zone)
    scale, arrivals = np.ones((n, 4)), np.zeros(n)
    in_seat = np.zeros(n, bool)
    for c in np.unique(places.county):
        mine = np.flatnonzero(places.county == c)
        first, stop = places.seat[mine[0]]
        in_seat[first:stop] = True
        local = adults[mine, :, :, LOCAL]
        lean = np.where(in_seat[mine], 1.0, VILLAGE_LEAN)
        exposed = (local * profile * lean[:, None, None]).sum()
        back = back_rate * adults[mine, 18:, :, AWAY].sum()
        left = left_rate * adults[mine, :, :, NEWCOMER].sum()
        come = left  # newcomers are replaced: their stock is kept by assumption
        arrivals[first:stop] = come / max(1, stop - first)
        wanted = max(0.0, back + come - left - net[c])
        scale[mine, 1] = lean * wanted / max(1.0, exposed)
        outside = mine[~in_seat[mine]]
        base = (adults[outside, :, :, LOCAL] * profile).sum()
        to_seat = numbers["p_adult_to_seat"] * numbers["urbanisation_speed"]
        scale[outside, 0] = to_seat * adults[outside, :, :, LOCAL].sum() / max(1.0, base)
    of_age = age_profile * adults.sum(axis=(0, 2, 3))
    return rates, scale, arrivals, of_age / max(1.0, of_age.sum())


def move_targets(families: int, in_village: int, not_seat: int, away: int, out: float, numbers) -> np.ndarray:
    """Return families wanted a year by alternative (7,), from the declared rates and the county's net out-migration."""
    wanted = np.zeros(7)
    speed = numbers["urbanisation_speed"]
    wanted[TO_TOWNSHIP_SEAT] = speed * numbers["p_village_to_township"] * in_village
    wanted[TO_COUNTY_SEAT] = speed * numbers["p_village_to_seat"] * not_seat
    wanted[TO_OTHER_COUNTY] = numbers["p_other_county"] * families
    wanted[OUT_WITH_CHILD] = max(LEAST_OUT, out) * families
    wanted[OUT_LEAVING_CHILD] = numbers["p_leave_child"] * families
    wanted[RETURN] = numbers["p_parent_returns"] * away
    return wanted


@njit(cache=True)
def shift_constants(constants, wanted, expected):
    """Move the constants of one county towards the wanted counts, in place: log of wanted over expected."""
    for k in range(1, 7):
        if wanted[k] > 0 and expected[k] > 1e-9:
            constants[k] += np.log(wanted[k] / expected[k])
