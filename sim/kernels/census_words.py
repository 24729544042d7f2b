"""Words of 64 bits in which a census holds where somebody is and what counts of it, computed in blocks of rows.

Every function takes the number of rows of a block, the first of them where it reads columns of the table, and fills the
last argument, of which the first place is that of the first row. Each reads few columns: then the compiler computes
several rows at once. None takes a part of a column: to cut one out is dearer than what is done with it.
"""

import numpy as np
from numba import njit

from sim.kernels.care import LEFT_BEHIND
from sim.kernels.codes import (
    BELOW_AGE,
    BOARD,
    ENROLLED,
    HUKOU_OTHER,
    HUKOU_REGION,
    LEFT,
    OLDEST,
    PLANNING_AGES,
    STATUS_NAMES,
    STAYS,
    VILLAGE,
    WALK,
    ZONE_NAMES,
)

# Counts of pupils by school and grade, as `count_children` packs them: four in each word of 64 bits.
PACKED = (
    ("n_girls", "n_boarders", "n_without_bed", "n_over_limit"),
    ("n_left_behind", "n_left_behind_2016", "n_over_limit_left_behind", "n_key_cases_cared"),
    ("n_moved_in_county", "n_poor", "n_aided", "n_left_behind_filed"),
    ("n_migrant", "n_migrant_other_province", "n_key_cases", "n_cared"),
)
LAST = len(PACKED)  # the word after them: pupils, those within the radius, and from MINUTE_BITS on minutes
BITS = (
    16  # of a packed count: a grade of a school has fewer than 65,536 pupils, see `census_counts.counts_fit`
)
MINUTE_BITS = 2 * BITS
OLDEST_PUPIL = 20  # years; older pupils count with them
MOST_MINUTES = 255
LOCAL_BITS, PUPIL_BITS = (
    21,
    42,
)  # of a word of `people`: two million of an age and sex in a place, see `counts_fit`
BEYOND_BIT, RIDES_BIT, DAY_BIT, TRIP_MINUTES = 8, 9, 10, 16  # of a word of a trip
N_ZONES, N_STATUS = len(ZONE_NAMES), len(STATUS_NAMES)

# A word that tells where something is: township and county above a number of its own (`place_words`).
OWN_BITS, TOWNSHIP_BITS, COUNTY_BITS = 24, 18, 14
OWN, TOWNSHIP, COUNTY = ((1 << bits) - 1 for bits in (OWN_BITS, TOWNSHIP_BITS, COUNTY_BITS))
TO_TOWNSHIP, TO_COUNTY = OWN_BITS, OWN_BITS + TOWNSHIP_BITS
# A word of a family: the settlement it lives in, township and county of its hukou (of its home, where that stands
# outside the region), how near that is to its home (`NOT_HERE` ...), and what else the census asks of it.
TO_NEAR, TO_RURAL, TO_OTHER, TO_POOR, TO_AWAY = 56, 58, 59, 60, 61
NOT_HERE, IN_REGION, IN_COUNTY, IN_TOWNSHIP = range(4)
KINDS_OF_NEAR = 4


def place_words(own: np.ndarray, township: np.ndarray, county: np.ndarray) -> np.ndarray:
    """Return words, int64, of a number of its own (settlement: its place; school: zone kind), township and county.

    Raises
    ------
    ValueError
        If a number does not fit.
    """
    parts = [np.asarray(values, np.int64) for values in (own, township, county)]
    if len(parts[0]) > OWN + 1:
        raise ValueError(f"a region has at most {OWN + 1:,} such rows")
    for values, most in zip(parts, (OWN, TOWNSHIP, COUNTY), strict=True):
        if values.max(initial=0) > most:
            raise ValueError(f"a region has at most {most + 1:,} such rows")
    return parts[0] | parts[1] << TO_TOWNSHIP | parts[2] << TO_COUNTY


@njit(cache=True)
def flags_of_families(n, first, is_rural, hukou, poverty, away, flags):
    """Tell what else the census asks of a family: rural hukou, one outside the province, poverty, parents away."""
    for j in range(n):
        i = np.uint64(first + j)
        flags[j] = (
            np.int64(is_rural[i] > 0) << TO_RURAL
            | np.int64(hukou[i] == HUKOU_OTHER) << TO_OTHER
            | np.int64(poverty[i] > 0) << TO_POOR
            | np.int64(away[i]) << TO_AWAY
        )


@njit(cache=True)
def homes_of_hukou(n, first, hukou, stands, settlement, home):
    """Tell the settlement of the hukou where that stands in the region, else the family's own as -1 - settlement."""
    for j in range(n):
        i = np.uint64(first + j)
        in_region = (hukou[i] == HUKOU_REGION) & (stands[i] >= 0)
        home[j] = np.int64(stands[i]) if in_region else -1 - np.int64(settlement[i])


@njit(cache=True)
def family_words(n, first, settlement, home, lives_at, hukou_at, flags, words):
    """Put the word of a family together; `lives_at` and `hukou_at` are the places of settlement and `home`."""
    for j in range(n):
        i = np.uint64(first + j)
        in_region = np.int64(home[j] >= 0)
        in_county = in_region & np.int64(lives_at[j] >> TO_COUNTY == hukou_at[j] >> TO_COUNTY)
        in_township = in_region & np.int64(lives_at[j] >> TO_TOWNSHIP == hukou_at[j] >> TO_TOWNSHIP)
        near = in_region + in_county + in_township
        words[i] = (
            np.int64(settlement[i]) | hukou_at[j] >> TO_TOWNSHIP << TO_TOWNSHIP | near << TO_NEAR | flags[j]
        )


@njit(cache=True)
def parents_told(n, first, lives_at, words, year_born, leaving, year, sex, last, told):
    """Tell the cell of `people` of one parent, above three bits: lives here, is registered in the county, is there.

    It lives with its family unless more than `last` parents are away: a father (0) goes first.
    """
    for j in range(n):
        i = np.uint64(first + j)
        is_there = np.int64((year_born[i] > 0) & (leaving[i] == STAYS))
        age = min(OLDEST, year - np.int64(year_born[i])) if is_there > 0 else 0
        cell = ((lives_at[j] & OWN) * (OLDEST + 1) + age) * 2 + sex
        lives_here = is_there & np.int64(words[i] >> TO_AWAY <= last)
        told[j] = cell << 3 | is_there << 2 | (words[i] >> (TO_NEAR + 1) & 1) << 1 | lives_here


@njit(cache=True)
def ages_on_1_september(n, first, birth_year, birth_month, year, ages):
    """Tell completed years on 1 September."""
    for j in range(n):
        i = np.uint64(first + j)
        ages[j] = year - np.int64(birth_year[i]) - np.int64(birth_month[i] > 8)


@njit(cache=True)
def resident_cells(n, first, lives_at, ages, sex, cell):
    """Tell the cell of `Counts.people`."""
    for j in range(n):
        i = np.uint64(first + j)
        age = min(OLDEST, max(-1, ages[j])) + 1
        cell[j] = ((lives_at[j] & OWN) * (OLDEST + 2) + age) * 2 + np.int64(sex[i])


@njit(cache=True)
def resident_words(n, first, words, status, resident):
    """Tell what a child adds to its cell of `Counts.people`, 0 for one who has left."""
    for j in range(n):
        i = np.uint64(first + j)
        is_here = np.int64(status[i] != LEFT)
        is_local = is_here & words[j] >> (TO_NEAR + 1)
        resident[j] = is_here | is_local << LOCAL_BITS | np.int64(status[i] == ENROLLED) << PUPIL_BITS


@njit(cache=True)
def hukou_cells(n, words, ages, cell):
    """Tell the cell of `Counts.hukou`."""
    for j in range(n):
        age = ages[j] if (ages[j] >= 0) & (ages[j] < PLANNING_AGES) else PLANNING_AGES
        township, near = words[j] >> TO_TOWNSHIP & TOWNSHIP, words[j] >> TO_NEAR & KINDS_OF_NEAR - 1
        cell[j] = (township * (PLANNING_AGES + 1) + age) * KINDS_OF_NEAR + near


@njit(cache=True)
def status_cells(n, first, lives_at, words, year_entered, status, first_cohort, n_cohorts, n_cells, cell):
    """Tell the cell of `Counts.status`, of which the first `n_cells` are those of cohorts."""
    for j in range(n):
        i = np.uint64(first + j)
        cohort = np.int64(year_entered[i]) - first_cohort
        cohort = cohort if (cohort >= 0) & (cohort < n_cohorts) else n_cohorts
        of_cohort = ((lives_at[j] >> TO_COUNTY) * (n_cohorts + 1) + cohort) * N_STATUS + np.int64(status[i])
        cell[j] = n_cells + (words[j] & OWN) if status[i] == BELOW_AGE else of_cohort


@njit(cache=True)
def count_off_roll(n, first, status, register_school, school):
    """Return the children of a block whose place on the roll is not where they sit."""
    found = 0
    for j in range(n):
        i = np.uint64(first + j)
        sits_elsewhere = (status[i] == ENROLLED) & (register_school[i] != school[i])
        found += np.int64(
            sits_elsewhere | ((status[i] != ENROLLED) & (status[i] != LEFT) & (register_school[i] >= 0))
        )
    return found


@njit(cache=True)
def first_words(n, first, sex, way, is_without_bed, is_over_limit, word):
    """Tell the first word of `PACKED`."""
    for j in range(n):
        i = np.uint64(first + j)
        word[j] = (
            np.int64(sex[i])
            | np.int64(way[i] == BOARD) << BITS
            | np.int64(is_without_bed[i] > 0) << 2 * BITS
            | np.int64(is_over_limit[i] > 0) << 3 * BITS
        )


@njit(cache=True)
def second_words(n, first, family, is_over_limit, care_case, is_cared, word):
    """Tell the second word of `PACKED`: left-behind pupils."""
    for j in range(n):
        i = np.uint64(first + j)
        away = family[j] >> TO_AWAY
        is_left = family[j] >> TO_RURAL & np.int64(away > 0)
        is_key_cared = np.int64(care_case[i] > LEFT_BEHIND) & np.int64(is_cared[i] > 0)
        word[j] = (
            is_left
            | (is_left & np.int64(away == 2)) << BITS
            | (is_left & np.int64(is_over_limit[i] > 0)) << 2 * BITS
            | is_key_cared << 3 * BITS
        )


@njit(cache=True)
def third_words(n, first, family, stands_at, aid_yuan, is_filed, word):
    """Tell the third word of `PACKED`."""
    for j in range(n):
        i = np.uint64(first + j)
        is_poor = family[j] >> TO_POOR & 1
        is_elsewhere = (family[j] ^ stands_at[j]) >> TO_TOWNSHIP & TOWNSHIP != 0
        word[j] = (
            (_is_of_county(family[j], stands_at[j]) & np.int64(is_elsewhere))
            | is_poor << BITS
            | (is_poor & np.int64(aid_yuan[i] > 0)) << 2 * BITS
            | np.int64(is_filed[i] > 0) << 3 * BITS
        )


@njit(cache=True)
def fourth_words(n, first, family, stands_at, care_case, is_cared, word):
    """Tell the fourth word of `PACKED`."""
    for j in range(n):
        i = np.uint64(first + j)
        is_outside = 1 - _is_of_county(family[j], stands_at[j])
        is_migrant = is_outside & family[j] >> TO_RURAL & np.int64(stands_at[j] & OWN != VILLAGE)
        word[j] = (
            is_migrant
            | (is_migrant & family[j] >> TO_OTHER) << BITS
            | np.int64(care_case[i] > LEFT_BEHIND) << 2 * BITS
            | np.int64(is_cared[i] > 0) << 3 * BITS
        )


@njit(cache=True, inline="always")
def _is_of_county(family, stands_at):
    """Tell (0 or 1) whether the hukou stands in the county of a school."""
    in_region = np.int64(family >> TO_NEAR & KINDS_OF_NEAR - 1 != NOT_HERE)
    return in_region & np.int64((family ^ stands_at) >> TO_COUNTY & COUNTY == 0)


@njit(cache=True)
def grade_age_cells(n, first, stands_at, grade, ages, sex, cell):
    """Tell the cell of `Counts.grade_age`."""
    for j in range(n):
        i = np.uint64(first + j)
        of_grade = (stands_at[j] >> TO_COUNTY) * 9 + np.int64(grade[i]) - 1
        age = min(OLDEST_PUPIL, max(0, ages[j]))
        cell[j] = ((of_grade * (OLDEST_PUPIL + 1) + age) * 2 + np.int64(sex[i])) * N_ZONES + (
            stands_at[j] & OWN
        )


@njit(cache=True)
def minute_cells(n, first, stands_at, grade, minutes, cell):
    """Tell the cell of `Counts.minutes`."""
    for j in range(n):
        i = np.uint64(first + j)
        of_stage = (stands_at[j] >> TO_COUNTY) * 2 + np.int64(grade[i] > 6)
        cell[j] = (of_stage * N_ZONES + (stands_at[j] & OWN)) * (MOST_MINUTES + 1) + np.int64(minutes[i])


@njit(cache=True)
def trip_words(n, first, grade, is_over_limit, way, minutes, word):
    """Tell of a trip, from low bits up: grade - 1 (8 bits), beyond the limit, rides, is a day pupil's; minutes."""
    for j in range(n):
        i = np.uint64(first + j)
        by_day = np.int64(way[i] != BOARD)
        rides = by_day & np.int64(way[i] != WALK)
        word[j] = (
            (np.int64(grade[i]) - 1)
            | np.int64(is_over_limit[i] > 0) << BEYOND_BIT
            | rides << RIDES_BIT
            | by_day << DAY_BIT
            | np.int64(minutes[i]) << TRIP_MINUTES
        )
