"""The census (普查时点 9月1日): one pass over the children gives the counts of the official forms."""

import numpy as np
from numba import njit

from sim.kernels.codes import (
    BOARD,
    ELSEWHERE_IN_COUNTY,
    ENROLLED,
    HERE,
    HERE_BUT_AWAY,
    HUKOU_OTHER,
    HUKOU_REGION,
    LEFT,
    OUTSIDE_COUNTY,
    VILLAGE,
)

(
    GIRLS, MOVED_IN_COUNTY, MIGRANT, MIGRANT_OTHER_PROVINCE, LEFT_BEHIND, LEFT_BEHIND_2016, BOARDERS, WITHOUT_BED,
    MINUTES, OVER_LIMIT,
) = range(10)  # fmt: skip
COUNT_NAMES = (
    "n_girls",
    "n_moved_in_county",
    "n_migrant",
    "n_migrant_other_province",
    "n_left_behind",
    "n_left_behind_2016",
    "n_boarders",
    "n_without_bed",
    "minutes_sum",
    "n_over_limit",
)


@njit(cache=True, nogil=True)
def count_pupils(
    status, school, grade, sex, way, minutes, over_limit, without_bed, household, birth_year, birth_month,
    hukou, hukou_settlement, is_rural_hukou, parents_away, township, county, school_township,
    school_zone, school_county,
    year, counts, grade_age,
):  # fmt: skip
    """Count enrolled children.

    Parameters
    ----------
    counts : int array (10, schools, 9)
        Output by `COUNT_NAMES`. Origin of a pupil: hukou in the school's township; elsewhere in its county
        (n_moved_in_county, 县内进城); outside it, and with rural hukou in an urban or town school n_migrant (随迁子女).
        Left-behind (留守): rural hukou and a parent away; by the 2016 definition both away.
    grade_age : int array (counties, 9, 21, 2, 3)
        Output by grade, age, sex and the school's zone kind.
    """
    for i in range(len(status)):
        if status[i] != ENROLLED:
            continue
        s, g, h = school[i], grade[i] - 1, household[i]
        age = min(20, max(0, year - birth_year[i] - (1 if birth_month[i] > 8 else 0)))
        grade_age[school_county[s], g, age, sex[i], school_zone[s]] += 1
        counts[GIRLS, s, g] += sex[i]
        counts[MINUTES, s, g] += minutes[i]
        counts[OVER_LIMIT, s, g] += over_limit[i]
        counts[WITHOUT_BED, s, g] += without_bed[i]
        if way[i] == BOARD:
            counts[BOARDERS, s, g] += 1
        home = hukou_settlement[h]
        if hukou[h] == HUKOU_REGION and county[home] == school_county[s]:
            if township[home] != school_township[s]:
                counts[MOVED_IN_COUNTY, s, g] += 1
        elif is_rural_hukou[h] and school_zone[s] != VILLAGE:
            counts[MIGRANT, s, g] += 1
            if hukou[h] == HUKOU_OTHER:
                counts[MIGRANT_OTHER_PROVINCE, s, g] += 1
        if is_rural_hukou[h] and parents_away[h] > 0:
            counts[LEFT_BEHIND, s, g] += 1
            if parents_away[h] == 2:
                counts[LEFT_BEHIND_2016, s, g] += 1


@njit(cache=True, nogil=True)
def count_trips(status, school, grade, way, minutes, school_county, school_zone, counts):
    """Add day pupils to `counts` int (counties, 2 stages, 3 zone kinds, 256) by the whole minutes of their way."""
    for i in range(len(status)):
        if status[i] == ENROLLED and way[i] != BOARD:
            s = school[i]
            counts[school_county[s], 0 if grade[i] < 7 else 1, school_zone[s], minutes[i]] += 1


@njit(cache=True, nogil=True)
def count_within_radius(
    status, school, grade, household, settlement, place_x, place_y, school_x, school_y, radius, counts
):  # fmt: skip
    """Add to `counts` int (schools, 9) the pupils who live within the service radius (服务半径) of their school.

    By straight line, as a radius is meant: the standard draws a circle on the plan. A settlement is a point that stands
    for all its homes, in a town those of a community of some thousand people: so a school serves all of a community
    or nobody of it, and the figure is of communities rather than of front doors.

    Parameters
    ----------
    radius : float array (schools, 9)
        Km; below 0 = none is asked of the school.
    """
    for i in range(len(status)):
        if status[i] != ENROLLED:
            continue
        s, p, g = school[i], settlement[household[i]], grade[i] - 1
        if np.sqrt((place_x[p] - school_x[s]) ** 2 + (place_y[p] - school_y[s]) ** 2) <= radius[s, g]:
            counts[s, g] += 1


@njit(cache=True, nogil=True)
def count_residents(
    status, sex, household, birth_year, birth_month, settlement, hukou, hukou_settlement, parents_away,
    leaving, mother_year, father_year,
    place, county, year, residents, local, enrolled, registered,
):  # fmt: skip
    """Add children and the parents who live with them to `residents`, `local`, `enrolled`, int (places, 101, 2).

    `local` counts residents whose hukou stands in the county they live in; `registered` (counties,) children and
    parents, those away included, by the county of their hukou.
    """
    for i in range(len(status)):
        if status[i] == LEFT:
            continue
        h = household[i]
        p = place[settlement[h]]
        age = min(100, max(0, year - birth_year[i] - (1 if birth_month[i] > 8 else 0)))
        residents[p, age, sex[i]] += 1
        if hukou[h] == HUKOU_REGION:
            registered[county[hukou_settlement[h]]] += 1
            if county[hukou_settlement[h]] == county[settlement[h]]:
                local[p, age, sex[i]] += 1
        if status[i] == ENROLLED:
            enrolled[p, age, sex[i]] += 1
    for h in range(len(settlement)):
        if leaving[h] != 0:
            continue
        p = place[settlement[h]]
        is_local = hukou[h] == HUKOU_REGION and county[hukou_settlement[h]] == county[settlement[h]]
        if hukou[h] == HUKOU_REGION:
            registered[county[hukou_settlement[h]]] += (mother_year[h] > 0) + (father_year[h] > 0)
        if mother_year[h] > 0 and parents_away[h] < 2:
            age = min(100, year - mother_year[h])
            residents[p, age, 1] += 1
            local[p, age, 1] += 1 if is_local else 0
        if father_year[h] > 0 and parents_away[h] < 1:
            age = min(100, year - father_year[h])
            residents[p, age, 0] += 1
            local[p, age, 0] += 1 if is_local else 0


@njit(cache=True, nogil=True)
def count_children_by_hukou(
    status, household, birth_year, birth_month, settlement, hukou, hukou_settlement, township, county, year, out
):  # fmt: skip
    """Add children to `out` int (townships, ages, 4) by township, single age and hukou (`CHILD_HUKOU_NAMES`).

    A child with hukou in one township of the region who lives in another stands in both rows.
    """
    for i in range(len(status)):
        age = year - birth_year[i] - (1 if birth_month[i] > 8 else 0)
        if status[i] == LEFT or age < 0 or age >= out.shape[1]:
            continue
        h = household[i]
        lives, home = settlement[h], hukou_settlement[h]
        if hukou[h] != HUKOU_REGION:
            out[township[lives], age, OUTSIDE_COUNTY] += 1
        elif township[home] == township[lives]:
            out[township[lives], age, HERE] += 1
        else:
            out[township[home], age, HERE_BUT_AWAY] += 1
            is_near = county[home] == county[lives]
            out[township[lives], age, ELSEWHERE_IN_COUNTY if is_near else OUTSIDE_COUNTY] += 1


@njit(cache=True, nogil=True)
def add_by_group(values, group, out):
    """Add `values` (places, ages, 2) to the row of `out` (groups, ages, 2) that `group` (places,) names."""
    for p in range(len(group)):
        for a in range(values.shape[1]):
            for x in range(2):
                out[group[p], a, x] += values[p, a, x]


@njit(cache=True, nogil=True)
def count_cohorts(status, entered, household, settlement, county, first, out):
    """Count children by county, cohort (entry year - `first`) and status; `out` int (counties, cohorts, 6)."""
    for i in range(len(status)):
        k = entered[i] - first
        if entered[i] > 0 and 0 <= k < out.shape[1]:
            out[county[settlement[household[i]]], k, status[i]] += 1


@njit(cache=True, nogil=True)
def bands_by_grade(grade, size, school, standard, local, national, super_large, out):
    """Fill `out` int (5, schools, 9): largest class, classes over standard, large (local, national), super-large."""
    for j in range(len(size)):
        s, g, n = school[j], grade[j] - 1, size[j]
        out[0, s, g] = max(out[0, s, g], n)
        out[1, s, g] += n > standard[s, g]
        out[2, s, g] += n >= local[s, g]
        out[3, s, g] += n >= national[s]
        out[4, s, g] += n >= super_large[s]


def band_names() -> tuple[str, ...]:
    """Return the names of the rows of `bands_by_grade`."""
    return ("class_size_max", "n_over_standard", "n_large_local", "n_large_national", "n_super_large")


def empty_counts(n_schools: int) -> np.ndarray:
    """Return zeros for `count_pupils`, int64 (10, schools, 9)."""
    return np.zeros((len(COUNT_NAMES), n_schools, 9), np.int64)
