"""Serving applicants in order at one school each, and the overflow (统筹): groups, capacity, relative proximity."""

import numpy as np
from numba import njit

from sim.base.draws import uniform
from sim.kernels.codes import (
    HUKOU_REGION,
    IN_ZONE,
    OPEN,
    OVER_CAPACITY,
    OVERFLOW,
    OWNER,
    UNPLACED,
)

# Groups (顺位): 0 hukou and home in the zone (房户一致), 1 hukou in the township without an own home,
# 2 own home and hukou elsewhere, 3 hukou elsewhere in the county and renting, 4 permit long enough, 5 others.
LAST_LOCAL_GROUP = 3  # groups with hukou in the county or an own home are always placed in the same year


@njit(cache=True, inline="always")
def admission_group(tenure, hukou_kind, same_township, same_county, permit_months, months_required):
    """Return the group (0-5) of an applicant; see the head of this file."""
    if hukou_kind == HUKOU_REGION and same_township:
        return 0 if tenure == OWNER else 1
    if tenure == OWNER:
        return 2
    if hukou_kind == HUKOU_REGION and same_county:
        return 3
    return 4 if permit_months >= months_required else 5


@njit(cache=True)
def groups_of(tenure, hukou_kind, same_township, same_county, permit_months, months_required):
    """Return the group of each applicant, uint8 (applicants,); arguments are arrays over applicants."""
    out = np.empty(len(tenure), np.uint8)
    for i in range(len(tenure)):
        out[i] = admission_group(
            tenure[i], hukou_kind[i], same_township[i], same_county[i], permit_months[i], months_required[i]
        )
    return out


@njit(cache=True)
def order_keys(school, grade, group, uid, seed, what_for, year):
    """Return sort keys (uint64): school and grade, then group, then a tie-break drawn for child and school."""
    n = len(school)
    keys = np.empty(n, np.uint64)
    for i in range(n):
        tie = np.uint64(uniform(seed, what_for, year, uid[i], school[i] + 1) * 4294967296.0)
        cell = np.uint64((school[i] + 1) * 9 + grade[i] - 1)
        keys[i] = (cell << np.uint64(36)) | (np.uint64(group[i]) << np.uint64(32)) | tie
    return keys


@njit(cache=True)
def admit_in_order(order, school, grade, is_sure, seats, placed, how):
    """Admit applicants to one school each, in the given order, while seats last; sure ones also beyond.

    Parameters
    ----------
    order : int array
        Row numbers of applicants in the order they are served.
    school, grade, is_sure : arrays (applicants,)
        The school asked for (-1 = none), the grade, and whether the school must take the child whatever its seats.
    seats : int array (schools, 9)
        Free seats; reduced in place, never below zero.
    placed, how : int arrays (applicants,)
        Outputs: school or -1, and IN_ZONE, OVER_CAPACITY or UNPLACED.
    """
    for j in range(len(order)):
        i = order[j]
        s, g = school[i], grade[i] - 1
        placed[i], how[i] = -1, UNPLACED
        if s < 0:
            continue
        if seats[s, g] > 0:
            seats[s, g] -= 1
            placed[i], how[i] = s, IN_ZONE
        elif is_sure[i]:
            placed[i], how[i] = s, OVER_CAPACITY


@njit(cache=True)
def place_overflow(
    order, settlement, grade, is_local, candidates, candidate_minutes, school_status, grade_low, grade_high, limit,
    seats, load, rooms, placed, how,
):  # fmt: skip
    """Place those whom their zone school could not take (统筹), in order, by relative proximity.

    First the nearest candidate with a free seat within the travel limit of the grade, then beyond it; a local child for
    whom no seat is left goes over capacity to the candidate within the limit (else the nearest) with the lowest load
    per room. Non-local children without a seat stay unplaced.
    """
    for j in range(len(order)):
        i = order[j]
        if placed[i] >= 0:
            continue
        p, g = settlement[i], grade[i]
        best, best_load, nearest, beyond = -1, 1e30, -1, -1
        for k in range(candidates.shape[1]):
            s = candidates[p, k]
            if s < 0:
                break
            if school_status[s] != OPEN or not (grade_low[s] <= g <= grade_high[s]):
                continue
            if nearest < 0:
                nearest = s
            is_near = candidate_minutes[p, k] <= limit[g - 1]
            if seats[s, g - 1] > 0:
                if is_near:
                    placed[i] = s
                    break
                if beyond < 0:  # keep looking: a school farther off may take less time, by bus
                    beyond = s
            elif is_near:
                crowding = load[s] / max(1, rooms[s])
                if crowding < best_load:
                    best, best_load = s, crowding
        if placed[i] < 0:
            placed[i] = beyond
        if placed[i] >= 0:
            seats[placed[i], g - 1] -= 1
            how[i] = OVERFLOW
        elif is_local[i] and nearest >= 0:
            s = best if best >= 0 else nearest
            placed[i], how[i] = s, OVER_CAPACITY
        if placed[i] >= 0:
            load[placed[i]] += 1
