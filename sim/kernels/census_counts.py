"""What a census reads and counts: columns by name, and the counters it adds to."""

from typing import NamedTuple

import numpy as np
from numba import njit

from sim.kernels.census_words import (
    BITS,
    KINDS_OF_NEAR,
    LAST,
    LOCAL_BITS,
    MINUTE_BITS,
    MOST_MINUTES,
    OLDEST_PUPIL,
    PACKED,
    PUPIL_BITS,
)
from sim.kernels.codes import (
    AWAY,
    LOCAL,
    NEWCOMER,
    OLDEST,
    PLANNING_AGES,
    STAGE_NAMES,
    STATUS_NAMES,
    ZONE_NAMES,
)

ON_THE_ROLL = ("elsewhere", "absent", "misregistered", "unregistered")  # the last axis of `Counts.roll`
ELSEWHERE, ABSENT, MISREGISTERED, UNREGISTERED = range(len(ON_THE_ROLL))
# What `pupils_of` tells, in its order.
PUPIL_COUNTS = (
    *(name for names in PACKED for name in names), "n_in_radius", "minutes_sum", "n_registered", "n_registered_absent",
    "n_misregistered", "n_unregistered",
)  # fmt: skip


class Children(NamedTuple):
    """Columns of children the census reads, arrays (children,)."""

    status: np.ndarray
    school: np.ndarray
    grade: np.ndarray
    sex: np.ndarray
    way: np.ndarray
    minutes: np.ndarray
    is_over_limit: np.ndarray
    is_without_bed: np.ndarray
    household: np.ndarray
    birth_year: np.ndarray
    birth_month: np.ndarray
    year_entered: np.ndarray
    register_school: np.ndarray
    aid_yuan: np.ndarray
    care_case: np.ndarray
    is_filed: np.ndarray
    is_cared: np.ndarray


class Families(NamedTuple):
    """Columns of households the census reads, arrays (households,)."""

    settlement: np.ndarray
    hukou: np.ndarray
    hukou_settlement: np.ndarray
    is_rural_hukou: np.ndarray
    parents_away: np.ndarray
    poverty: np.ndarray
    leaving: np.ndarray
    mother_year: np.ndarray
    father_year: np.ndarray


class Homes(NamedTuple):
    """Where settlements lie, arrays (settlements,): `where` by `census_words.place_words`, km east and north."""

    where: np.ndarray
    x: np.ndarray
    y: np.ndarray


class SchoolSites(NamedTuple):
    """Where schools stand, arrays (schools,): `where` by `place_words` with the zone kind as own number, km.

    `radius` is float (schools, 9), km; below 0 = none is asked of it.
    """

    where: np.ndarray
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray


class Counts(NamedTuple):
    """What a census counts of children.

    Attributes
    ----------
    words : int64 array (schools, 9, len(PACKED) + 1)
        Pupils by school and grade, packed as `PACKED` tells; last pupils, those within the radius, and their minutes.
    roll : int32 array (schools, 9, 4)
        Where roll and seat differ (`ON_THE_ROLL`): children on the roll of a school who do not sit in it, those of them
        who are at no school; pupils of a school who are not on its roll, those of them who are on none.
    grade_age : int32 array (counties, 9, 21, 2, 3)
        Pupils by grade, age, sex and zone kind of the school.
    minutes : int32 array (counties, 2 stages, 3 zone kinds, 256)
        Day pupils by the whole minutes of their way, by their school.
    people : int64 array (places, 102, 2)
        Children by age and sex, packed; first those not born by 1 September. `residents_of` unpacks it.
    hukou : int32 array (townships, 16, 4)
        Children by single age 0-14, last those of other ages, and by how near the hukou is to the home
        (`NOT_HERE` ...): in the township of the hukou, outside the region in that of the home.
    status : int32 array (counties * (cohorts + 1) * 6 + settlements,)
        Children who have reached school age by county of residence, entry cohort (last no cohort that is followed) and
        status; then those below school age by settlement. `cohorts_of` and `below_age_of` take it apart.
    """

    words: np.ndarray
    roll: np.ndarray
    grade_age: np.ndarray
    minutes: np.ndarray
    people: np.ndarray
    hukou: np.ndarray
    status: np.ndarray


class FamilyCounts(NamedTuple):
    """What a census counts of families.

    Attributes
    ----------
    people : int64 array (places, 101, 2)
        Parents who live with their children by age and sex, packed as those of `Counts`.
    parents, families : int64 arrays (counties,)
        Parents, those away included, by the county of the family's hukou; families by where they live.
    """

    people: np.ndarray
    parents: np.ndarray
    families: np.ndarray


def empty_counts(
    schools: int, counties: int, places: int, townships: int, settlements: int, cohorts: int
) -> Counts:
    """Return zeros for a region of so many of each."""
    n_status = counties * (cohorts + 1) * len(STATUS_NAMES) + settlements
    return Counts(
        np.zeros((schools, 9, LAST + 1), np.int64), np.zeros((schools, 9, len(ON_THE_ROLL)), np.int32),
        np.zeros((counties, 9, OLDEST_PUPIL + 1, 2, len(ZONE_NAMES)), np.int32),
        np.zeros((counties, len(STAGE_NAMES), len(ZONE_NAMES), MOST_MINUTES + 1), np.int32),
        np.zeros((places, OLDEST + 2, 2), np.int64),
        np.zeros((townships, PLANNING_AGES + 1, KINDS_OF_NEAR), np.int32), np.zeros(n_status, np.int32),
    )  # fmt: skip


def empty_family_counts(counties: int, places: int) -> FamilyCounts:
    """Return zeros for a region of so many of each."""
    return FamilyCounts(
        np.zeros((places, OLDEST + 1, 2), np.int64),
        np.zeros(counties, np.int64),
        np.zeros(counties, np.int64),
    )


def cohorts_and_young(counts: Counts, settlements: int) -> tuple[np.ndarray, np.ndarray]:
    """Return children by county, entry cohort and status, int32 (counties, cohorts + 1, 6), and those below school age.

    The latter are told by settlement, int32 (settlements,).
    """
    of_cohorts, young = np.split(counts.status, [len(counts.status) - settlements])
    return of_cohorts.reshape(len(counts.grade_age), -1, len(STATUS_NAMES)), young


@njit(cache=True, nogil=True)
def residents_of(children, families, adults, out, registered):
    """Put people together by place, age and sex.

    Parameters
    ----------
    children, families : int64 arrays (places, 102, 2), (places, 101, 2)
        `Counts.people` and `FamilyCounts.people`.
    adults : int array (places, 101, 2, kinds)
        The table of adults, by `LOCAL`, `NEWCOMER` and `AWAY`.
    out : int64 array (3, places, 101, 2)
        Output: residents, those with hukou in the county they live in, pupils.
    registered : int64 array (places,)
        Output: adults whose hukou stands there, those away among them.
    """
    mask = (1 << LOCAL_BITS) - 1
    for place in range(len(registered)):
        for age in range(OLDEST + 1):
            for sex in range(2):
                word = families[place, age, sex] + children[place, age + 1, sex]
                if age == 0:
                    word += children[place, 0, sex]
                local, newcomers = adults[place, age, sex, LOCAL], adults[place, age, sex, NEWCOMER]
                out[0, place, age, sex] = (word & mask) + local + newcomers
                out[1, place, age, sex] = (word >> LOCAL_BITS & mask) + local
                out[2, place, age, sex] = word >> PUPIL_BITS
                registered[place] += local + adults[place, age, sex, AWAY]


def pupils_of(counts: Counts) -> dict[str, np.ndarray]:
    """Return what is counted by school and grade by name, int64 arrays (schools, 9)."""
    found = np.empty((len(PUPIL_COUNTS), *counts.words.shape[:2]), np.int64)
    _unpack(counts.words, counts.roll, found)
    return dict(zip(PUPIL_COUNTS, found, strict=True))


@njit(cache=True, nogil=True)
def _unpack(words, roll, out):
    """Fill `out` int64 (counts, schools, 9) in the order of `PUPIL_COUNTS`."""
    mask = (1 << BITS) - 1
    for s in range(words.shape[0]):
        for g in range(9):
            for k in range(LAST):
                for j in range(4):
                    out[4 * k + j, s, g] = words[s, g, k] >> j * BITS & mask
            last = words[s, g, LAST]
            out[4 * LAST, s, g] = last >> BITS & mask
            out[4 * LAST + 1, s, g] = last >> MINUTE_BITS
            out[4 * LAST + 2, s, g] = (last & mask) - roll[s, g, MISREGISTERED] + roll[s, g, ELSEWHERE]
            for k in range(1, len(ON_THE_ROLL)):
                out[4 * LAST + 2 + k, s, g] = roll[s, g, k]


def counts_fit(of_children: Counts, of_families: FamilyCounts, county: np.ndarray) -> bool:
    """Tell whether no packed count ran over into the next one: only then are `pupils_of` and `residents_of` right.

    A packed count of pupils is at most the pupils, which `grade_age` counts in full. A cell of `people` holds children
    of one county and at most one parent of each family. `county` is that of each settlement, int (settlements,).
    """
    if _pupils_packed(of_children.words) != of_children.grade_age.sum():
        return False
    of_cohorts, young = cohorts_and_young(of_children, len(county))
    in_a_cell = of_cohorts.sum(axis=(1, 2)) + of_families.families
    in_a_cell += np.bincount(county, young, len(in_a_cell)).astype(np.int64)
    return bool(in_a_cell.max(initial=0) < 1 << LOCAL_BITS)


@njit(cache=True, nogil=True)
def _pupils_packed(words):
    """Return the pupils of all words together."""
    n = 0
    for s in range(words.shape[0]):
        for g in range(words.shape[1]):
            n += words[s, g, LAST] & (1 << BITS) - 1
    return n
