"""Admission (招生入学): one zone school for each address and grade, groups in order, capacity, overflow (统筹)."""

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
def zone_schools(candidates, school_status, grade_low, grade_high, zone):
    """Fill `zone` (settlements, 9) with the nearest open school that teaches each grade, -1 where there is none.

    `candidates` (settlements, k) lists the schools a settlement may use, nearest first, -1 = no more.
    """
    for p in range(candidates.shape[0]):
        zone[p, :] = -1
        for k in range(candidates.shape[1]):
            s = candidates[p, k]
            if s < 0:
                break
            if school_status[s] != OPEN:
                continue
            for g in range(grade_low[s], grade_high[s] + 1):
                if zone[p, g - 1] < 0:
                    zone[p, g - 1] = s


def zone_tables(
    candidates_primary, candidates_junior, minutes_primary, minutes_junior, status, grade_low, grade_high
):
    """Return zone school and day-trip minutes by settlement and grade: int32 and float arrays (settlements, 9).

    A settlement whose zone has no school for a grade gets -1 and 120 minutes.
    """
    n = len(candidates_primary)
    zone, minutes = np.full((n, 9), -1, np.int32), np.full((n, 9), 120.0)
    rows = np.arange(n)
    for grades, which, t in (
        (slice(0, 6), candidates_primary, minutes_primary),
        (slice(6, 9), candidates_junior, minutes_junior),
    ):
        found = np.full((n, 9), -1, np.int32)
        zone_schools(which, status, grade_low, grade_high, found)
        zone[:, grades] = found[:, grades]
        for g in range(9)[grades]:
            hit = (which == zone[:, g : g + 1]) & (which >= 0)
            minutes[:, g] = np.where(hit.any(axis=1), t[rows, hit.argmax(axis=1)], 120.0)
    return zone, minutes


@njit(cache=True)
def entry_seats(pupils, rooms, kept, size, seats):
    """Fill `seats` (schools, 9) with free seats at the census-to-be.

    Parameters
    ----------
    pupils, kept : int arrays (schools, 9)
        Pupils already there (promoted and repeating) and classes their cohorts keep.
    rooms : int array (schools,)
    size : int array (schools, 9)
        Largest class size the rules allow to be planned for.

    Notes
    -----
    Entry grades (1 and 7) form new classes in the rooms left, shared evenly where a school teaches both stages; other
    grades fill the classes they have, or one class where they have none.
    """
    for s in range(pupils.shape[0]):
        free = rooms[s]
        for g in range(9):
            if g != 0 and g != 6:
                free -= kept[s, g]
        for g in range(9):
            if g == 0 or g == 6:
                planned = max(1, free // 2 if _two_stages(pupils, s, kept) else free)
                seats[s, g] = max(0, planned * size[s, g] - pupils[s, g])
            else:
                seats[s, g] = max(0, max(1, kept[s, g]) * size[s, g] - pupils[s, g])


@njit(cache=True, inline="always")
def _two_stages(pupils, s, kept):
    """Tell whether a school teaches both stages, so that its free rooms serve two entry grades."""
    primary, junior = False, False
    for g in range(9):
        if kept[s, g] + pupils[s, g] > 0:
            if g < 6:
                primary = True
            else:
                junior = True
    return primary and junior


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
