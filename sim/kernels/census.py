"""The census (普查时点 9月1日): one pass over children and one over families give the counts of the official forms."""

import numpy as np
from numba import njit

from sim.kernels import census_words as words_of
from sim.kernels.census_counts import ABSENT, ELSEWHERE, MISREGISTERED, UNREGISTERED
from sim.kernels.census_words import (
    BITS,
    DAY_BIT,
    IN_COUNTY,
    IN_REGION,
    IN_TOWNSHIP,
    LAST,
    LOCAL_BITS,
    MINUTE_BITS,
    N_STATUS,
    OWN,
    TO_COUNTY,
    TRIP_MINUTES,
)
from sim.kernels.codes import (
    ELSEWHERE_IN_COUNTY,
    ENROLLED,
    HERE,
    HERE_BUT_AWAY,
    LEFT,
    OUTSIDE_COUNTY,
    PLANNING_AGES,
    STAYS,
)
from sim.kernels.seated import any_enrolled
from sim.kernels.trip_pairs import BAND_BITS, add_trip, key_of, slot_of

BLOCK = 1016  # rows at a time: what is told of them stays in the nearest cache
_ROW = BLOCK + 16  # of a table of blocks: rows that begin in different lines of it


@njit(cache=True, nogil=True)
def count_families(f, where, year, words, out, lo, hi):
    """Count families of rows lo..hi that stay, and the parents who live with them.

    Parameters
    ----------
    f : Families
    where : int64 array (settlements,)
        As in `Homes`.
    year : int
    words : int64 array (households,)
        Output: what `count_children` asks of a family, also of one that leaves.
    out : FamilyCounts
        Added to.
    """
    people, parents, families = out.people.reshape(-1), out.parents, out.families
    flags, home, lives_at, hukou_at, mothers, fathers = _rows(np.empty((6, _ROW), np.int64))
    settlement, hukou, leaving = f.settlement, f.hukou, f.leaving
    for first in range(lo, hi, BLOCK):
        n = min(BLOCK, hi - first)
        words_of.flags_of_families(n, first, f.is_rural_hukou, hukou, f.poverty, f.parents_away, flags)
        words_of.homes_of_hukou(n, first, hukou, f.hukou_settlement, settlement, home)
        for j in range(n):
            lives_at[j] = where[np.uint64(settlement[np.uint64(first + j)])]
            hukou_at[j] = where[np.uint64(home[j] if home[j] >= 0 else -1 - home[j])]
        words_of.family_words(n, first, settlement, home, lives_at, hukou_at, flags, words)
        words_of.parents_told(n, first, lives_at, words, f.mother_year, leaving, year, 1, 1, mothers)
        words_of.parents_told(n, first, lives_at, words, f.father_year, leaving, year, 0, 0, fathers)
        for j in range(n):
            mother, father = mothers[j], fathers[j]
            is_local = 1 + ((mother >> 1 & 1) << LOCAL_BITS)
            people[np.uint64(mother >> 3)] += is_local * (mother & 1)
            people[np.uint64(father >> 3)] += is_local * (father & 1)
            families[np.uint64(lives_at[j] >> TO_COUNTY)] += leaving[np.uint64(first + j)] == STAYS
            there = (mother >> 2 & 1) + (father >> 2 & 1)
            parents[np.uint64(hukou_at[j] >> TO_COUNTY)] += np.int64(home[j] >= 0) * there


@njit(cache=True)
def _rows(table):
    """Return the six rows of a table."""
    return table[0], table[1], table[2], table[3], table[4], table[5]


@njit(cache=True, nogil=True)
def count_children(c, families, homes, schools, year, first_cohort, out, pairs, lo, hi):
    """Count the children of rows lo..hi who have not left; return `hi`, or the row where there was no room for pairs.

    Parameters
    ----------
    c : Children
    families : int64 array (households,)
        Words that `count_families` has made.
    homes : Homes
    schools : SchoolSites
    year, first_cohort : int
        School year of the census; that in which the oldest cohort that is followed entered.
    out : Counts
        Added to.
    pairs : sim.kernels.trip_pairs.Pairs
        Added to.
    """
    told = _rows(np.empty((6, _ROW), np.int64)) + _rows(np.empty((6, _ROW), np.int64))
    family, lives_at, ages, resident, cell, of_hukou, of_status, two, three, of_age, of_minutes, trips = told
    stands_at, one, four = resident, cell, of_hukou  # once residents are counted
    where, people, hukou, by_status = homes.where, out.people.reshape(-1), out.hukou.reshape(-1), out.status
    grade_age, by_minutes = out.grade_age.reshape(-1), out.minutes.reshape(-1)
    n_cells = len(by_status) - len(where)
    n_cohorts = n_cells // (out.grade_age.shape[0] * N_STATUS) - 1
    hints = np.zeros(2 * len(where), np.int32)  # the pair met last from a settlement, by stage
    status, school, grade, sex = c.status, c.school, c.grade, c.sex
    for first in range(lo, hi, BLOCK):
        if pairs.n[0] + BLOCK > len(pairs.keys):
            return first
        n = min(BLOCK, hi - first)
        _look_up_families(n, first, c.household, families, where, family, lives_at)
        words_of.ages_on_1_september(n, first, c.birth_year, c.birth_month, year, ages)
        words_of.resident_cells(n, first, lives_at, ages, sex, cell)
        words_of.resident_words(n, first, family, status, resident)
        words_of.hukou_cells(n, family, ages, of_hukou)
        words_of.status_cells(
            n, first, lives_at, family, c.year_entered, status, first_cohort, n_cohorts, n_cells, of_status
        )
        _add_residents(n, resident, cell, of_hukou, of_status, people, hukou, by_status)
        if words_of.count_off_roll(n, first, status, c.register_school, school) > 0:
            _count_roll(n, first, status, school, c.register_school, grade, out.roll)
        if not any_enrolled(status[first : first + n]):
            continue
        _look_up_schools(n, first, status, school, schools.where, stands_at)
        words_of.first_words(n, first, sex, c.way, c.is_without_bed, c.is_over_limit, one)
        words_of.second_words(n, first, family, c.is_over_limit, c.care_case, c.is_cared, two)
        words_of.third_words(n, first, family, stands_at, c.aid_yuan, c.is_filed, three)
        words_of.fourth_words(n, first, family, stands_at, c.care_case, c.is_cared, four)
        words_of.grade_age_cells(n, first, stands_at, grade, ages, sex, of_age)
        words_of.minute_cells(n, first, stands_at, grade, c.minutes, of_minutes)
        words_of.trip_words(n, first, grade, c.is_over_limit, c.way, c.minutes, trips)
        _add_pupils(
            n, first, status, school, family, trips, of_age, of_minutes, one, two, three, four, grade_age, by_minutes,
            out.words, homes, schools, pairs, hints,
        )  # fmt: skip
    return hi


@njit(cache=True)
def _look_up_families(n, first, household, families, where, family, lives_at):
    """Tell the word of the family and that of where it lives."""
    for j in range(n):
        family[j] = families[np.uint64(household[np.uint64(first + j)])]
        lives_at[j] = where[np.uint64(family[j] & OWN)]


@njit(cache=True)
def _look_up_schools(n, first, status, school, where, stands_at):
    """Tell the word of where the school of a pupil stands; for others it is that of any school."""
    for j in range(n):
        i = np.uint64(first + j)
        stands_at[j] = where[np.uint64(school[i] if status[i] == ENROLLED else 0)]


@njit(cache=True)
def _add_residents(n, resident, cell, of_hukou, of_status, people, hukou, by_status):
    """Count children by where they live."""
    for j in range(n):
        is_here = resident[j] & 1
        people[np.uint64(cell[j])] += resident[j]
        hukou[np.uint64(of_hukou[j])] += is_here
        by_status[np.uint64(of_status[j])] += is_here


@njit(cache=True)
def _count_roll(n, first, status, school, register_school, grade, roll):
    """Count children whose place on the roll is not where they sit."""
    for i in range(np.uint64(first), np.uint64(first + n)):
        sits, on, g = status[i] == ENROLLED, register_school[i], grade[i] - 1
        if status[i] == LEFT or (sits and on == school[i]):
            continue
        if on >= 0:
            roll[on, g, ELSEWHERE] += 1
            roll[on, g, ABSENT] += not sits
        if sits:
            roll[school[i], g, MISREGISTERED] += 1
            roll[school[i], g, UNREGISTERED] += on < 0


@njit(cache=True)
def _add_pupils(
    n, first, status, school, family, trips, of_age, of_minutes, one, two, three, four, grade_age, by_minutes, words,
    homes, schools, pairs, hints,
):  # fmt: skip
    """Count pupils by the school and grade they sit in, and by where they come from; others are passed over."""
    slots, keys, within, counts, _ = pairs
    for j in range(n):
        i = np.uint64(first + j)
        if status[i] != ENROLLED:
            continue
        trip, home, s = trips[j], np.uint64(family[j] & OWN), np.uint64(school[i])
        g = np.uint64(trip & 255)
        key, hint = key_of(home, s), home * np.uint64(2) + np.uint64(trip & 255 > 5)
        pair = np.uint64(hints[hint])
        if keys[pair] != key:
            slot = slot_of(slots, keys, key)
            if slots[slot] < 0:
                slots[slot] = _new_pair(key, home, s, homes, schools, pairs)
            hints[hint] = slots[slot]
            pair = np.uint64(slots[slot])
        add_trip(counts, pair, trip, np.int64(g) // 3 * BAND_BITS)
        grade_age[np.uint64(of_age[j])] += 1
        by_minutes[np.uint64(of_minutes[j])] += trip >> DAY_BIT & 1
        words[s, g, np.uint64(0)] += one[j]
        words[s, g, np.uint64(1)] += two[j]
        words[s, g, np.uint64(2)] += three[j]
        words[s, g, np.uint64(3)] += four[j]
        is_near = within[pair] >> np.int64(g) & 1
        words[s, g, np.uint64(LAST)] += 1 | is_near << BITS | trip >> TRIP_MINUTES << MINUTE_BITS


@njit(cache=True)
def _new_pair(key, home, school, homes, schools, pairs):
    """Begin to count a pair and return its position."""
    k = pairs.n[0]
    pairs.keys[k], pairs.n[0] = key, k + 1
    east, north = homes.x[home] - schools.x[school], homes.y[home] - schools.y[school]
    for g in range(9):
        pairs.within[k] |= np.int64(_lies_within(east, north, schools.radius[school, g])) << g
    return k


@njit(cache=True)
def _lies_within(east, north, radius):
    """Tell whether a point so many km away lies within a service radius (服务半径), by straight line as it is meant.

    A settlement is a point that stands for all its homes, in a town those of a community of some thousand people: a
    school serves all of a community or nobody of it, and the figure is of communities rather than of front doors.
    """
    square, limit = east * east + north * north, radius * radius
    if abs(square - limit) <= 1e-9 * limit:  # the root, which takes long, decides where it might round
        return np.sqrt(square) <= radius
    return (radius >= 0.0) & (square < limit)


@njit(cache=True, nogil=True)
def children_by_hukou(people, hukou, place_township, out):
    """Add children of single ages 0-14 to `out`, int64 (townships, 15, 4), by `CHILD_HUKOU_NAMES`.

    Parameters
    ----------
    people, hukou : arrays
        Of `sim.kernels.census_counts.Counts`.
    place_township : int array (places,)
    """
    mask = (1 << LOCAL_BITS) - 1
    for place in range(len(place_township)):
        township = place_township[place]
        for age in range(PLANNING_AGES):
            here = people[place, age + 1, 0] + people[place, age + 1, 1]
            local = here >> LOCAL_BITS & mask
            out[township, age, ELSEWHERE_IN_COUNTY] += local
            out[township, age, OUTSIDE_COUNTY] += (here & mask) - local
    for township in range(len(out)):
        for age in range(PLANNING_AGES):
            at_home = hukou[township, age, IN_TOWNSHIP]
            out[township, age, HERE] += at_home
            out[township, age, ELSEWHERE_IN_COUNTY] -= at_home
            out[township, age, HERE_BUT_AWAY] += (
                hukou[township, age, IN_REGION] + hukou[township, age, IN_COUNTY]
            )


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
