"""Where applicants stand in line: whose home they live in, their group, lottery number and score."""

import numpy as np
from numba import njit

from sim.base.draws import philox, uniforms
from sim.kernels.applicants import OWN, RENTS_AT_HOME, WITH_RELATIVES
from sim.kernels.codes import ENROLLED

_LOW, _S5, _S27, _S32 = np.uint64(0xFFFFFFFF), np.uint64(5), np.uint64(27), np.uint64(32)
_BLOCK = 512  # pairs whose draws are made together, apart from decisions, so that they vectorise
LOTTERY_NUMBERS = 1 << 32
PARENTS, GRANDPARENTS, RENTED = range(3)  # `home` of an applicant
NO_GROUP = -1  # may not be admitted there by right


@njit(cache=True, nogil=True)
def homes(dwelling, family, uid, share_grandparents, seed, what_for, home, lo, hi):
    """Fill `home` from `lo` to `hi` - 1 with whose home the family lives in: `PARENTS`, `GRANDPARENTS` or `RENTED`.

    Of families with hukou in the region and without a home of their own or of relatives a share lives with the
    grandparents, by a draw of the family that lasts for the run.

    Parameters
    ----------
    dwelling, family : int arrays (pairs,)
        As `sim.kernels.applicants.describe` tells it, and the household.
    uid : uint64 array (households,)
    share_grandparents : float
    seed, what_for : int
        As in `sim.base.draws.uniform`.
    home : int array (pairs,)
        Output.
    """
    pair, asked, luck = np.empty(_BLOCK, np.int64), np.empty(_BLOCK, np.uint64), np.empty(_BLOCK)
    for begin in range(lo, hi, _BLOCK):
        n = 0
        for i in range(begin, min(hi, begin + _BLOCK)):
            others = GRANDPARENTS if dwelling[i] == WITH_RELATIVES else RENTED
            home[i] = PARENTS if dwelling[i] == OWN else others
            pair[n] = i
            n += dwelling[i] == RENTS_AT_HOME
        for j in range(n):
            asked[j] = uid[np.uint64(family[pair[j]])]
        uniforms(seed, what_for, 0, asked, 0, luck, 0, n)
        for j in range(n):
            if luck[j] < share_grandparents:
                home[pair[j]] = GRANDPARENTS


@njit(cache=True, nogil=True)
def groups_of_cells(columns, step, groups, table, county, school, group, lo, hi):
    """Fill the groups of the pairs `lo` to `hi` - 1 from tables that hold the group of each cell of values.

    Parameters
    ----------
    columns : int array (columns, pairs)
        Values, not negative.
    step : int array (columns, values)
        What a value adds to the number of the cell.
    groups : int array (tables, cells)
    table : int array (counties,)
        Which table holds in a county.
    county : int array (schools,)
    school : int array (pairs,)
    group : int array (pairs,)
        Output.
    """
    for i in range(lo, hi):
        cell = np.int64(0)
        for c in range(len(columns)):
            cell += step[c, np.uint64(columns[c, i])]
        group[i] = groups[table[np.uint64(county[np.uint64(school[i])])], cell]


@njit(cache=True, nogil=True)
def has_sibling_at(row, family, school, child_status, child_school, child_family, n_families):
    """Return who has a brother or sister enrolled at a school, bool (pairs,).

    Parameters
    ----------
    row, family, school : int arrays (pairs,)
        Row of the child table, household, and the school; -1 = none, where nobody has.
    child_status, child_school, child_family : int arrays (children,)
    n_families : int
        Households.
    """
    last = np.full(n_families, -2, np.int32)  # last pupil of a family, -1 = none met, -2 = not asked for
    for i in range(len(family)):
        last[family[i]] = -1
    n = 0
    for i in range(len(child_family)):
        n += child_status[i] == ENROLLED and last[child_family[i]] > -2
    pupil, before, found = np.empty(n, np.int32), np.empty(n, np.int32), 0
    for i in range(len(child_family)):
        if child_status[i] == ENROLLED and last[child_family[i]] > -2:
            pupil[found], before[found] = i, last[child_family[i]]
            last[child_family[i]] = found
            found += 1
    out = np.zeros(len(family), np.bool_)
    for i in range(len(family)):
        k = last[family[i]]
        while k >= 0 and school[i] >= 0:
            out[i] |= pupil[k] != row[i] and child_school[pupil[k]] == school[i]
            k = before[k]
    return out


@njit(cache=True, nogil=True)
def draw_and_score(
    row, school, group, within, continues, uid, seed, what_for, year, ranks, lottery, score, lo, hi
):
    """Fill lottery numbers and scores of the pairs `lo` to `hi` - 1.

    Lower scores stand further ahead: who goes on, then by group, then by the rank within it, then by lottery number.

    Parameters
    ----------
    row, school : int arrays (pairs,)
        Row of the child table and school stood at.
    group, within : int arrays (pairs,)
        Number of the group, `NO_GROUP` = none, and rank within it, below `ranks`.
    continues : bool array (pairs,)
        Has a right to go on there.
    uid : uint64 array (children,)
    seed, what_for, year : int
        As in `sim.base.draws.uniform`; the alternative is the school's row plus one.
    ranks : int
    lottery : uint32 array (pairs,)
        Output, in [0, 2^32): the smaller wins.
    score : float array (pairs,)
        Output; infinite for who has no group and does not go on.
    """
    k0, k1, c3 = np.uint64(seed) & _LOW, np.uint64(what_for), np.uint64(year) & _LOW
    low, high, what = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint64)
    for begin in range(lo, hi, _BLOCK):
        n = min(_BLOCK, hi - begin)
        for j in range(n):
            u = uid[row[begin + j]]
            low[j], high[j] = u & _LOW, u >> _S32
            what[j] = np.uint64(school[begin + j] + 1) & _LOW
        for j in range(n):
            a, b, _, _ = philox(low[j], high[j], what[j], c3, k0, k1)
            low[j] = ((a >> _S5) << _S5) | (b >> _S27)  # a uniform draw x 2^32, rounded down
        for j in range(n):
            k = begin + j
            lottery[k] = low[j]
            if group[k] == NO_GROUP and not continues[k]:
                score[k] = np.inf
            else:
                standing = 0 if continues[k] else np.int64(group[k]) + 1
                score[k] = np.float64(standing * ranks + within[k]) * LOTTERY_NUMBERS + np.float64(low[j])


@njit(cache=True, nogil=True)
def first_groups(first, group, continues, out):
    """Fill `out`, int (applicants,), with the group at the school asked for first; none comes after all groups.

    Parameters
    ----------
    first, group : int arrays (applicants + 1,), (pairs,)
    continues : bool array (applicants,)
        Who goes on stands with the first group.
    """
    last = 0
    for k in range(len(group)):
        last = max(last, group[k])
    for i in range(len(out)):
        k = first[i]
        if continues[i]:
            out[i] = 0
        elif k < first[i + 1] and group[k] != NO_GROUP:
            out[i] = group[k]
        else:
            out[i] = last + 1
