"""Titles of teachers (职称评聘) and backbone teachers (骨干教师): how many there are, and who is next in line."""

import numpy as np
from numba import njit

from sim.base.draws import uniforms
from sim.kernels.choosing import choose_first
from sim.kernels.teacher_codes import (
    FULL_SENIOR_TITLE,
    IN_POST,
    JUNIOR_TITLE,
    MIDDLE_TITLE,
    NO_TITLE,
    SENIOR_TITLE,
)

LEVELS = (MIDDLE_TITLE, SENIOR_TITLE, FULL_SENIOR_TITLE)
PROMOTED = (
    "n_promoted_middle",
    "n_promoted_senior",
    "n_promoted_senior_rural",
    "n_promoted_full_senior",
)
_COUNTED = np.array([0, 1, 3])  # places of the levels in `PROMOTED`
_SENIOR_RURAL = 2


@njit(cache=True, nogil=True)
def count_titles(home_school, stage, title, contract, group, counts):
    """Add teachers in posts to `counts`, int64 (cells, 5), by title and cell: 2 x `group` (schools,) + stage."""
    for i in range(len(home_school)):
        counts[2 * group[np.uint64(home_school[i])] + stage[i], title[i]] += contract[i] == IN_POST


@njit(cache=True, nogil=True)
def count_backbone(home_school, contract, is_backbone, county, backbone, in_post):
    """Add teachers in posts to `in_post` (counties,), and the backbone teachers of them to `backbone`."""
    for i in range(len(home_school)):
        at, holds = county[np.uint64(home_school[i])], contract[i] == IN_POST
        in_post[at] += holds
        backbone[at] += holds & (is_backbone[i] > 0)


@njit(cache=True, nogil=True)
def give_titles(
    home_school, stage, contract, year_hired, years_as_guest, years_rural, uid, group, cell, vacant, least, credit,
    long_service, priority, keys, luck, year, title, counts,
):  # fmt: skip
    """Give vacant titles to those next in line, and the junior title after a year; nobody rises twice.

    Parameters
    ----------
    home_school, stage, contract, year_hired, years_as_guest, years_rural, uid : arrays (teachers,)
    group : int64 array (schools,)
        Twice the county, and one more for schools that are not rural.
    cell : int64 array (schools,)
        Where the primary stage of each school is counted; the junior stage stands three places on.
    vacant : int64 array (2 x groups, 3)
        By group and stage, and `LEVELS`.
    least : int64 array (3, counties)
        Years of service asked for.
    credit : int64 array (counties,)
        Years as a guest a teacher of a school that is not rural needs for a senior title.
    long_service : int64 array (3, counties); priority : int64 array (counties,)
        Rural years that come before all others, and next; 0 = none.
    keys : uint64 array (3,)
        Decisions by which those who stand equal draw.
    title : uint8 array (teachers,)
        Changed in place.
    counts : float array (4, cells)
        By `PROMOTED`, added to.
    """
    n, n_levels = np.zeros(3, np.int64), len(LEVELS)
    rows = np.empty((n_levels, len(title)), np.int64)
    for i in range(len(title)):
        if contract[i] != IN_POST:
            continue
        k = np.int64(title[i]) + 1 - MIDDLE_TITLE
        if k < 0 and title[i] == NO_TITLE:
            title[i] = JUNIOR_TITLE if year_hired[i] < year else NO_TITLE
        elif 0 <= k < n_levels:
            g = group[np.uint64(home_school[i])]
            c, served = g // 2, year - year_hired[i]
            is_credited = k == 0 or g % 2 == 0 or years_as_guest[i] >= credit[c]
            if vacant[2 * g + stage[i], k] > 0 and served >= least[k, c] and is_credited:
                rows[k, n[k]] = i
                n[k] += 1
    for k in range(n_levels):
        mine = rows[k, : n[k]]
        where, score, ids = np.empty(n[k], np.int64), np.empty(n[k]), np.empty(n[k], np.uint64)
        for j in range(n[k]):
            ids[j] = uid[mine[j]]
        uniforms(luck, keys[k], year, ids, 0, score, 0, n[k])
        for j in range(n[k]):
            i = mine[j]
            g = group[np.uint64(home_school[i])]
            where[j], rural, first = 2 * g + stage[i], np.int64(years_rural[i]), 0
            first += 2 * ((long_service[k, g // 2] > 0) & (rural >= long_service[k, g // 2]))
            first += (priority[g // 2] > 0) & (rural >= priority[g // 2])
            score[j] = score[j] - (year - year_hired[i]) - 1000.0 * first
        rises = np.zeros(n[k], np.bool_)
        choose_first(where, score, np.ascontiguousarray(vacant[:, k]), rises)
        for j in range(n[k]):
            if rises[j]:
                i = mine[j]
                at = np.uint64(cell[np.uint64(home_school[i])] + 3 * stage[i])
                title[i] = LEVELS[k]
                counts[_COUNTED[k], at] += 1
                counts[_SENIOR_RURAL, at] += (k == 1) & (where[j] // 2 % 2 == 0)


@njit(cache=True, nogil=True)
def fill_backbone(
    home_school, contract, title, birth_year, birth_month, uid, county, missing, below_age, key, luck, year,
    is_backbone,
):  # fmt: skip
    """Name as many backbone teachers as counties miss, `missing` int64 (counties,): of middle title or above, by draw.

    Parameters
    ----------
    home_school, contract, title, birth_year, birth_month, uid : arrays (teachers,)
    county : int array (schools,)
    below_age : int
        Completed years on 1 September below which a teacher is named.
    is_backbone : uint8 array (teachers,)
        Changed in place.
    """
    rows, n = np.empty(len(title), np.int64), 0
    for i in range(len(title)):
        age = year - birth_year[i] - (birth_month[i] > 8)
        may = (
            (contract[i] == IN_POST) & (title[i] >= MIDDLE_TITLE) & (is_backbone[i] == 0) & (age < below_age)
        )
        rows[n] = i
        n += may & (missing[county[np.uint64(home_school[i])]] > 0)
    where, ids, luck_of, chosen = (
        np.empty(n, np.int64),
        np.empty(n, np.uint64),
        np.empty(n),
        np.zeros(n, np.bool_),
    )
    for j in range(n):
        where[j], ids[j] = county[np.uint64(home_school[rows[j]])], uid[rows[j]]
    uniforms(luck, key, year, ids, 0, luck_of, 0, n)
    choose_first(where, luck_of, missing, chosen)
    for j in range(n):
        if chosen[j]:
            is_backbone[rows[j]] = 1
