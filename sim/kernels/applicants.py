"""Who needs a place or asks for another school, and what decides where they may ask: one pass over the children."""

import numpy as np
from numba import njit

from sim.base.draws import BLOCK
from sim.kernels.codes import (
    ENROLLED,
    GRADES,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    OWNER,
    PRIVATE,
    RELATIVES,
    WAITING,
)

LOCAL, IN_COUNTY, IN_PROVINCE, ELSEWHERE = range(4)  # positions in `sim.kernels.codes.ORIGIN_NAMES`
# how near the hukou stands, as `hukou_at` of an applicant has it: in the zone of the home, township, county, region,
# province, elsewhere
IN_ZONE, TOWNSHIP, COUNTY, IN_REGION, PROVINCE, NOT_IN_PROVINCE = range(6)
# own home, one of relatives, another with hukou in the region, another without
OWN, WITH_RELATIVES, RENTS_AT_HOME, RENTS = range(4)
COLUMNS = np.uint64(GRADES)
_ROOM = 4096  # children looked at before the lists are made longer


@njit(cache=True, nogil=True)
def count_pupils(status, school, grade, pupils):
    """Add enrolled children to `pupils`, int (schools, 9), by school and grade."""
    flat = pupils.reshape(-1)
    for i in range(len(status)):
        if status[i] == ENROLLED:
            flat[np.uint64(school[i] * GRADES + grade[i] - 1)] += 1


@njit(cache=True, nogil=True)
def sort_children(
    status, school, grade, household, is_over_limit, settlement, year_moved, year, has_new_school, n_schools, lo, hi
):  # fmt: skip
    """Count the pupils of children `lo` to `hi` - 1, and list who waits for a place and who may ask for another school.

    May ask once places are given: pupils, and waiting children with a right to go on at their own school, whose family
    moved this year, whose trip was too long last year, or whose settlement has got its school this year. Who waits
    without such a right is given a place this summer and does not ask again.

    Parameters
    ----------
    status, school, grade, household, is_over_limit : int arrays (children,)
    settlement, year_moved : int arrays (households,)
    year : int
        School year.
    has_new_school : bool array (settlements,)
    n_schools : int

    Returns
    -------
    int64 array (schools, 9)
        Pupils by school and grade.
    int32 arrays (waiting,), (asking,)
        Rows of the children, ascending.
    """
    waiting, asking = np.empty(_ROOM, np.int32), np.empty(_ROOM, np.int32)
    n_waiting, n_asking, any_new, pupils = 0, 0, has_new_school.any(), np.zeros((n_schools, GRADES), np.int64)
    flat = pupils.reshape(-1)
    for begin in range(lo, hi, _ROOM):
        end = min(begin + _ROOM, hi)
        waiting, asking = _with_room(waiting, n_waiting), _with_room(asking, n_asking)
        for i in range(begin, end):
            is_pupil = status[i] == ENROLLED
            if not is_pupil and status[i] != WAITING:
                continue
            family = np.uint64(household[i])
            moved = year_moved[family] == year
            asks = is_over_limit[i] > 0 or (any_new and has_new_school[settlement[family]])
            if is_pupil:
                flat[np.uint64(school[i] * GRADES + grade[i] - 1)] += 1
                asks = asks or moved
            else:
                waiting[n_waiting] = i
                n_waiting += 1
                asks = asks and school[i] >= 0 and not moved
            asking[n_asking] = i
            n_asking += asks
    return pupils, waiting[:n_waiting].copy(), asking[:n_asking].copy()


@njit(cache=True, nogil=True)
def _with_room(rows, n):
    """Return rows, of which `n` are used, with room for as many as are looked at in one go, and one more."""
    if n + _ROOM < len(rows):
        return rows
    longer = np.empty(2 * len(rows) + _ROOM + 1, np.int32)
    longer[:n] = rows[:n]
    return longer


@njit(cache=True, nogil=True)
def describe(
    rows, status, school, grade, household, settlement, year_moved, hukou, hukou_settlement, tenure, zone, county_of,
    township_of, year, family, home, county, asked_grade, asked, continues, is_local, origin, nearness, hukou_zone,
    dwelling, lo, hi,
):  # fmt: skip
    """Fill what decides where applicants `lo` to `hi` - 1 may ask for a place, and how they stand there.

    Parameters
    ----------
    rows : int array (applicants,)
        Rows of the child table.
    status, school, grade, household : int arrays (children,)
    settlement, year_moved, hukou, hukou_settlement, tenure : int arrays (households,)
    zone : int array (settlements, 9)
        School of the address, -1 none.
    county_of, township_of : int arrays (settlements,)
    year : int
        School year.
    family, home, county, asked_grade, asked : int arrays (applicants,)
        Outputs: household, settlement and county, grade asked for and school asked for first: the zone's, or the own
        one; -1 none.
    continues, is_local : bool arrays (applicants,)
        Outputs: has a right to go on at `asked`; has hukou in the county or an own home.
    origin : int array (applicants,)
        Output: codes of `ORIGIN_NAMES`.
    nearness, hukou_zone : int arrays (applicants,)
        Outputs: how near the hukou stands to the home, `IN_ZONE` to `NOT_IN_PROVINCE`; school of the address of a hukou
        in the county, -1 none.
    dwelling : int array (applicants,)
        Output: `OWN` to `RENTS`.
    """
    zones = zone.reshape(-1)
    kind, owns = np.empty(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
    moved, place, here, there, comes_from, lives_near, was_near = np.empty((7, BLOCK), np.int32)
    for first in range(lo, hi, BLOCK):
        n, end = min(BLOCK, hi - first), min(hi, first + BLOCK)
        row, f, at, g = rows[first:end], family[first:end], home[first:end], asked_grade[first:end]
        lives_in, to, goes_on = county[first:end], asked[first:end], continues[first:end]
        for k in range(n):
            f[k], g[k] = household[np.uint64(row[k])], grade[np.uint64(row[k])]
        for k in range(n):  # one column at a time: what is not in the cache is asked for all together
            at[k] = settlement[np.uint64(f[k])]
        for k in range(n):
            place[k] = max(hukou_settlement[np.uint64(f[k])], 0)
        for k in range(n):
            kind[k] = hukou[np.uint64(f[k])]
        for k in range(n):
            owns[k] = tenure[np.uint64(f[k])]
        for k in range(n):
            moved[k] = year_moved[np.uint64(f[k])]
        for k in range(n):
            p, q = np.uint64(at[k]), np.uint64(place[k])
            here[k], there[k] = (
                zones[p * COLUMNS + np.uint64(g[k] - 1)],
                zones[q * COLUMNS + np.uint64(g[k] - 1)],
            )
            lives_in[k], comes_from[k] = county_of[p], county_of[q]
            lives_near[k], was_near[k] = township_of[p], township_of[q]
        for k in range(n):
            own = school[np.uint64(row[k])]
            goes_on[k] = (status[np.uint64(row[k])] == WAITING) & (own >= 0) & (moved[k] != year)
            to[k] = own if goes_on[k] else here[k]
        _standing(
            kind[:n], owns, here, there, lives_in, comes_from, lives_near, was_near, is_local[first:end],
            origin[first:end], nearness[first:end], hukou_zone[first:end], dwelling[first:end],
        )  # fmt: skip


@njit(cache=True, nogil=True)
def _standing(
    kind, owns, here, there, lives_in, comes_from, lives_near, was_near, is_local, origin, nearness, hukou_zone,
    dwelling,
):  # fmt: skip
    """Fill the outputs of `describe` that tell of hukou and home, for a block.

    Parameters
    ----------
    kind, owns : int arrays (n,)
        Kind of hukou and tenure.
    here, there, lives_in, comes_from, lives_near, was_near : int arrays (n,)
        Zone school, county and township of the home, and of the hukou.
    """
    for k in range(len(kind)):  # choices between numbers, not jumps
        in_region = kind[k] == HUKOU_REGION
        in_county = in_region & (comes_from[k] == lives_in[k])
        in_township = in_region & (was_near[k] == lives_near[k])
        is_local[k] = in_county | (owns[k] == OWNER)
        hukou_zone[k] = there[k] if in_county else -1
        outside = IN_PROVINCE if kind[k] <= HUKOU_PROVINCE else ELSEWHERE
        outside = IN_COUNTY if in_county else outside
        origin[k] = LOCAL if in_township else outside
        near = PROVINCE if kind[k] == HUKOU_PROVINCE else NOT_IN_PROVINCE
        near = IN_REGION if in_region else near
        near = COUNTY if in_county else near
        near = TOWNSHIP if in_township else near
        nearness[k] = IN_ZONE if in_county & (there[k] == here[k]) else near
        rents = RENTS_AT_HOME if in_region else RENTS
        rents = WITH_RELATIVES if owns[k] == RELATIVES else rents
        dwelling[k] = OWN if owns[k] == OWNER else rents


@njit(cache=True, nogil=True)
def movers(
    rows, status, school, grade, household, settlement, zone, county_of, ownership, school_county, is_by_shares,
    n_old_schools, chosen,
):  # fmt: skip
    """Choose of the children who may ask for another school the pupils who live in the zone of one.

    Not who is in a private school of the county it lives in, which is chosen whatever the address; and in counties told
    by their schools alone only for the zone of a school built within the run.

    Parameters
    ----------
    rows : int array (n,)
        Rows of the child table.
    status, school, grade, household : int arrays (children,)
    settlement : int array (households,)
    zone : int array (settlements, 9)
    county_of : int array (settlements,)
    ownership, school_county : int arrays (schools,)
    is_by_shares : bool array (counties,)
    n_old_schools : int
        Schools there were at the start of the run; rows from there on were built within it.
    chosen : bool array (n,)
        Output.
    """
    for k in range(len(rows)):
        i = rows[k]
        chosen[k] = False
        if status[i] != ENROLLED:
            continue
        at = settlement[household[i]]
        own, asked = school[i], zone[at, grade[i] - 1]
        if ownership[own] == PRIVATE and school_county[own] == county_of[at]:
            continue
        is_zoned = not is_by_shares[county_of[at]] or asked >= n_old_schools
        chosen[k] = is_zoned and asked >= 0 and asked != own


@njit(cache=True, nogil=True)
def has_own_school(first, school, own):
    """Return whose own school is among those it may be given by right, bool (applicants,).

    Parameters
    ----------
    first, school : int arrays (applicants + 1,), (pairs,)
        Schools of each applicant.
    own : int array (applicants,)
    """
    out = np.zeros(len(own), np.bool_)
    for i in range(len(own)):
        for k in range(first[i], first[i + 1]):
            out[i] |= school[k] == own[i]
    return out
