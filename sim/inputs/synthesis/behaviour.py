"""What is fitted at the start: constants of the family moves and rates of adult moves that give the declared totals."""

import numpy as np
from numba import njit

from sim.inputs.synthesis.geography import Places
from sim.inputs.synthesis.homes import leaving_profile
from sim.kernels.codes import (
    AWAY,
    LOCAL,
    NEWCOMER,
    OLDEST,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    RETURN,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
)

SWEEPS = 4
RETURN_RATE, LEAVE_RATE = 0.03, 0.05  # assumption: adults away who return, newcomers who leave, per year
SEAT_RATE = 0.012  # assumption: adults outside the seat who move there, per year, mean over ages


def adult_moves(adults: np.ndarray, places: Places, net: np.ndarray):
    """Return rates by age (4, 101), scale by place (places, 4), newcomers arriving by place, and their age shares.

    `net` is the net migration of adults of the table wanted a year, persons by county (negative = loss); the scale of
    leaving is solved so that leavers - returners - arrivals + newcomers leaving meet it, villages at 1.4 x the seat's.
    """
    profile = leaving_profile()
    rates = np.stack([profile, profile, np.full(OLDEST + 1, RETURN_RATE), np.full(OLDEST + 1, LEAVE_RATE)])
    rates[:, :18] = 0.0
    n = len(places.zone)
    scale, arrivals = np.ones((n, 4)), np.zeros(n)
    in_seat = np.zeros(n, bool)
    for c in np.unique(places.county):
        mine = np.flatnonzero(places.county == c)
        first, stop = places.seat[mine[0]]
        in_seat[first:stop] = True
        local = adults[mine, :, :, LOCAL].sum(axis=2)
        lean = np.where(in_seat[mine], 1.0, 1.4)
        exposed = (local * profile * lean[:, None]).sum()
        back = RETURN_RATE * adults[mine, :, :, AWAY].sum()
        left = LEAVE_RATE * adults[mine, :, :, NEWCOMER].sum()
        come = left  # newcomers are replaced: their stock is kept by assumption
        arrivals[first:stop] = come / max(1, stop - first)
        wanted = max(0.0, back + come - left - net[c])
        scale[mine, 1] = lean * wanted / max(1.0, exposed)
        outside = mine[~in_seat[mine]]
        base = (adults[outside, :, :, LOCAL].sum(axis=2) * profile).sum()
        scale[outside, 0] = SEAT_RATE * adults[outside, :, :, LOCAL].sum() / max(1.0, base)
    return rates, scale, arrivals, profile / profile.sum()


def move_targets(families: int, in_village: int, not_seat: int, away: int, out: float, numbers) -> np.ndarray:
    """Return families wanted a year by alternative (7,), from the declared rates and the county's net out-migration."""
    wanted = np.zeros(7)
    wanted[TO_TOWNSHIP_SEAT] = numbers["p_village_to_township"] * in_village
    wanted[TO_COUNTY_SEAT] = numbers["p_village_to_seat"] * not_seat
    wanted[TO_OTHER_COUNTY] = numbers["p_other_county"] * families
    wanted[OUT_WITH_CHILD] = max(0.0005, out) * families
    wanted[OUT_LEAVING_CHILD] = numbers["p_leave_child"] * families
    wanted[RETURN] = numbers["p_parent_returns"] * away
    return wanted


@njit(cache=True)
def shift_constants(constants, wanted, expected):
    """Move the constants of one county towards the wanted counts, in place: log of wanted over expected."""
    for k in range(1, 7):
        if wanted[k] > 0 and expected[k] > 1e-9:
            constants[k] += np.log(wanted[k] / expected[k])
