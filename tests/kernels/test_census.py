"""The census against plain forms: pupils by origin, residents, cohorts, class bands."""

from collections import Counter
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.census import (
    band_names,
    bands_by_grade,
    children_by_hukou,
    count_children,
    count_families,
)
from sim.kernels.census_counts import (
    Children,
    Counts,
    Families,
    FamilyCounts,
    Homes,
    SchoolSites,
    cohorts_and_young,
    counts_fit,
    empty_counts,
    empty_family_counts,
    pupils_of,
    residents_of,
)
from sim.kernels.census_words import place_words
from sim.kernels.codes import (
    AWAY,
    BELOW_AGE,
    BOARD,
    BUS,
    CHILD_HUKOU_NAMES,
    DROPPED_OUT,
    ENROLLED,
    HUKOU_OTHER,
    LEFT,
    LOCAL,
    NEWCOMER,
    RIDE,
    VILLAGE,
    WAITING,
    WALK,
)
from sim.kernels.trip_pairs import (
    BEYOND,
    DAY_PUPILS,
    MINUTES,
    PUPILS,
    RIDERS,
    Pairs,
    no_pairs,
    pairs_of,
    unpacked,
    with_more_room,
)
from tests.columns import array, choice, table, whole

YEAR, N_HOUSEHOLDS, N_HOMES, N_SCHOOLS, N_COUNTIES, N_PLACES, N_TOWNSHIPS = 2018, 5, 6, 4, 2, 4, 4
FIRST_COHORT = YEAR - 9
TOWNSHIP_COUNTY, PLACE_TOWNSHIP = np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3])
FLAG = whole(np.uint8, 0, 1)
CHILDREN = {
    "status": choice(np.uint8, *[ENROLLED] * 4, 0, 2, 3, 4, LEFT),
    "school": whole(np.int16, 0, N_SCHOOLS - 1),
    "grade": whole(np.uint8, 1, 9),
    "sex": FLAG,
    "way": whole(np.uint8, 0, 4),
    "minutes": choice(np.uint8, 0, 7, 255),
    "is_over_limit": FLAG,
    "is_without_bed": FLAG,
    "household": whole(np.int32, 0, N_HOUSEHOLDS - 1),
    "birth_year": choice(np.int16, YEAR + 1, YEAR, YEAR - 6, YEAR - 12, YEAR - 17, YEAR - 40, YEAR - 120),
    "birth_month": choice(np.uint8, 1, 8, 9, 12),
    "year_entered": choice(np.int16, 0, YEAR - 10, YEAR - 9, YEAR - 8, YEAR - 1, YEAR, YEAR + 1),
    "register_school": whole(np.int16, -2, N_SCHOOLS - 1),
    "aid_yuan": choice(np.uint16, 0, 0, 625),
    "care_case": whole(np.uint8, 0, 3),
    "is_filed": FLAG,
    "is_cared": FLAG,
}


class Settlements(NamedTuple):
    """Where settlements lie."""

    place: np.ndarray
    township: np.ndarray
    county: np.ndarray
    x: np.ndarray
    y: np.ndarray


class Schools(NamedTuple):
    """Where schools stand."""

    township: np.ndarray
    county: np.ndarray
    zone: np.ndarray
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray


class Found(NamedTuple):
    """What the kernels count."""

    children: Counts
    families: FamilyCounts
    pairs: list[Pairs]

    @property
    def by_hukou(self):
        out = np.zeros((N_TOWNSHIPS, 15, 4), np.int64)
        children_by_hukou(self.children.people, self.children.hukou, PLACE_TOWNSHIP, out)
        return out

    @property
    def status(self):
        return cohorts_and_young(self.children, N_HOMES)

    @property
    def fits(self):
        return counts_fit(self.children, self.families, np.zeros(N_HOMES, np.int64))


@st.composite
def worlds(draw):
    """Return families, homes and schools; a hukou in the region stands in one of its settlements."""
    hukou = draw(array(N_HOUSEHOLDS, choice(np.uint8, 0, 0, 1, 2)))
    stands = draw(array(N_HOUSEHOLDS, whole(np.int32, 0, N_HOMES - 1)))
    families = Families(
        draw(array(N_HOUSEHOLDS, whole(np.int32, 0, N_HOMES - 1))), hukou,
        np.where(hukou == 0, stands, -1).astype(np.int32), draw(array(N_HOUSEHOLDS, FLAG)),
        draw(array(N_HOUSEHOLDS, whole(np.uint8, 0, 2))), draw(array(N_HOUSEHOLDS, FLAG)),
        draw(array(N_HOUSEHOLDS, choice(np.uint8, 0, 0, 0, 4))),
        draw(array(N_HOUSEHOLDS, choice(np.int16, 0, YEAR - 30, YEAR - 101))),
        draw(array(N_HOUSEHOLDS, choice(np.int16, 0, YEAR - 32, YEAR - 100))),
    )  # fmt: skip
    km = choice(np.float64, 0.0, 3.0, 4.0)
    place = draw(array(N_HOMES, whole(np.int64, 0, N_PLACES - 1)))
    township = PLACE_TOWNSHIP[place]
    homes = Settlements(
        place, township, TOWNSHIP_COUNTY[township], draw(array(N_HOMES, km)), draw(array(N_HOMES, km))
    )
    sites = Schools(
        draw(array(N_SCHOOLS, whole(np.int16, 0, N_TOWNSHIPS - 1))),
        draw(array(N_SCHOOLS, whole(np.int16, 0, N_COUNTIES - 1))), draw(array(N_SCHOOLS, whole(np.uint8, 0, 2))),
        draw(array(N_SCHOOLS, km)), draw(array(N_SCHOOLS, km)),
        draw(array((N_SCHOOLS, 9), choice(np.float64, -1.0, 0.0, 3.0, 5.0))),
    )  # fmt: skip
    return families, homes, sites


def counted(c, w, room=2048):
    """Return what the kernels count, children in two parts."""
    families, at, stand = w
    homes = Homes(place_words(at.place, at.township, at.county), at.x, at.y)
    schools = SchoolSites(
        place_words(stand.zone, stand.township, stand.county), stand.x, stand.y, stand.radius
    )
    words, of_families = np.empty(N_HOUSEHOLDS, np.int64), empty_family_counts(N_COUNTIES, N_PLACES)
    count_families(families, homes.where, YEAR, words, of_families, 0, N_HOUSEHOLDS)
    out = empty_counts(N_SCHOOLS, N_COUNTIES, N_PLACES, N_TOWNSHIPS, N_HOMES, YEAR - FIRST_COHORT + 1)
    children, n = Children(*(c[name] for name in Children._fields)), len(c["status"])
    tables = [no_pairs(room), no_pairs(room)]
    for k, (lo, hi) in enumerate(((0, n // 2), (n // 2, n))):
        while lo < hi:
            lo = count_children(children, words, homes, schools, YEAR, FIRST_COHORT, out, tables[k], lo, hi)
            if lo < hi:
                tables[k] = with_more_room(tables[k])
    return Found(out, of_families, tables)


def age_of(c, i, oldest):
    return min(oldest, max(0, YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)))


def filled(counter, shape):
    out = np.zeros(shape, np.int64)
    for cell, n in counter.items():
        out[cell] = n
    return out


def plain_origin(w, h, s):
    """Return the names of what a pupil counts as, by family and school."""
    f, at, schools = w
    home, rural = f.hukou_settlement[h], f.is_rural_hukou[h] == 1
    of_county = home >= 0 and at.county[home] == schools.county[s]
    if of_county and at.township[home] != schools.township[s]:
        return ["n_moved_in_county"]
    if not of_county and rural and schools.zone[s] != VILLAGE:
        return ["n_migrant", "n_migrant_other_province"][: 2 if f.hukou[h] == HUKOU_OTHER else 1]
    return []


def plain_pupil(c, i, w):
    """Return what a pupil adds to the counts of its school and grade, by name."""
    f, at, schools = w
    h, s, g = c["household"][i], c["school"][i], c["grade"][i] - 1
    away, key = f.parents_away[h] if f.is_rural_hukou[h] else 0, c["care_case"][i] > 1
    lives = f.settlement[h]
    km = np.hypot(at.x[lives] - schools.x[s], at.y[lives] - schools.y[s])
    return {
        "n_girls": c["sex"][i], "minutes_sum": c["minutes"][i], "n_over_limit": c["is_over_limit"][i],
        "n_without_bed": c["is_without_bed"][i], "n_boarders": c["way"][i] == BOARD, "n_left_behind": away > 0,
        "n_left_behind_2016": away == 2, "n_over_limit_left_behind": away > 0 and c["is_over_limit"][i],
        **dict.fromkeys(plain_origin(w, h, s), 1), "n_in_radius": km <= schools.radius[s, g],
        "n_misregistered": c["register_school"][i] != s, "n_unregistered": c["register_school"][i] < 0,
        "n_poor": f.poverty[h], "n_aided": f.poverty[h] and c["aid_yuan"][i] > 0,
        "n_left_behind_filed": c["is_filed"][i], "n_key_cases": key, "n_cared": c["is_cared"][i],
        "n_key_cases_cared": key and c["is_cared"][i],
    }  # fmt: skip


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_pupils(c, w):
    out, found, ages, minutes = counted(c, w), Counter(), Counter(), Counter()
    schools = w[2]
    for i in np.flatnonzero(c["status"] == ENROLLED):
        s, g, sex = int(c["school"][i]), int(c["grade"][i]) - 1, int(c["sex"][i])
        county, zone = int(schools.county[s]), int(schools.zone[s])
        ages[county, g, age_of(c, i, 20), sex, zone] += 1
        if c["way"][i] != BOARD:
            minutes[county, int(g >= 6), zone, int(c["minutes"][i])] += 1
        for name, n in plain_pupil(c, i, w).items():
            found[name, s, g] += int(n)
    for i in np.flatnonzero((c["status"] != LEFT) & (c["register_school"] >= 0)):
        at = int(c["register_school"][i]), int(c["grade"][i]) - 1
        found[("n_registered", *at)] += 1
        found[("n_registered_absent", *at)] += int(c["status"][i] != ENROLLED)
    by_grade = pupils_of(out.children)
    assert {
        (name, int(s), int(g)): int(n[s, g]) for name, n in by_grade.items() for s, g in np.argwhere(n)
    } == {cell: n for cell, n in found.items() if n}
    found = out.children
    assert (found.grade_age == filled(ages, found.grade_age.shape)).all()
    assert (found.minutes == filled(minutes, found.minutes.shape)).all()
    assert found.grade_age.sum() == (c["status"] == ENROLLED).sum()


def plain_residents(c, w):
    """Return counters of residents, of local and enrolled ones, and of the registered by county."""
    people, local, enrolled, registered = Counter(), Counter(), Counter(), Counter()
    f, homes, _ = w

    def add(h, age, sex, here=True):
        at, stands = f.settlement[h], f.hukou_settlement[h]
        cell = int(homes.place[at]), age, sex
        if stands >= 0:
            registered[int(homes.county[stands])] += 1
        if here:
            people[cell] += 1
            local[cell] += int(stands >= 0 and homes.county[stands] == homes.county[at])
        return cell

    for i in np.flatnonzero(c["status"] != LEFT):
        enrolled[add(c["household"][i], age_of(c, i, 100), int(c["sex"][i]))] += int(
            c["status"][i] == ENROLLED
        )
    for h in np.flatnonzero(f.leaving == 0):
        for sex, born, last in ((1, int(f.mother_year[h]), 1), (0, int(f.father_year[h]), 0)):
            if born:  # the father goes away first
                add(h, min(100, YEAR - born), sex, here=f.parents_away[h] <= last)
    return people, local, enrolled, registered


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_residents(c, w):
    out, f = counted(c, w), w[0]
    in_region = out.children.hukou[:, :, 1:].sum(axis=(1, 2))
    registered = np.bincount(TOWNSHIP_COUNTY, in_region, N_COUNTIES) + out.families.parents
    told, adults = np.zeros((3, N_PLACES, 101, 2), np.int64), np.zeros((N_PLACES, 101, 2, 3), np.int64)
    residents_of(out.children.people, out.families.people, adults, told, np.zeros(N_PLACES, np.int64))
    unpacked = (*told, registered)
    for found, expected in zip(unpacked, plain_residents(c, w), strict=True):
        assert (found == filled(expected, found.shape)).all()
    assert (unpacked[1] <= unpacked[0]).all()
    homes = w[1].county[f.settlement[f.leaving == 0]]
    assert out.families.families.tolist() == np.bincount(homes, minlength=N_COUNTIES).tolist()
    young = f.settlement[c["household"][c["status"] == BELOW_AGE]]
    assert out.status[1].tolist() == np.bincount(young, minlength=N_HOMES).tolist()


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_children_by_hukou(c, w):
    f, at, _ = w
    expected = Counter()
    for i in np.flatnonzero(c["status"] != LEFT):
        h, age = c["household"][i], YEAR - int(c["birth_year"][i]) - int(c["birth_month"][i] >= 9)
        lives, home = f.settlement[h], f.hukou_settlement[h]
        if not 0 <= age < 15:
            continue
        if home >= 0 and at.township[home] == at.township[lives]:
            expected[int(at.township[lives]), age, CHILD_HUKOU_NAMES.index("here")] += 1
            continue
        is_near = home >= 0 and at.county[home] == at.county[lives]
        where = "elsewhere_in_county" if is_near else "outside_county"
        expected[int(at.township[lives]), age, CHILD_HUKOU_NAMES.index(where)] += 1
        if home >= 0:
            expected[int(at.township[home]), age, CHILD_HUKOU_NAMES.index("here_but_away")] += 1
    found = counted(c, w).by_hukou
    assert (found == filled(expected, found.shape)).all()


@given(table(CHILDREN, max_rows=12), worlds())
def test_cohorts(c, w):
    f, at, _ = w
    expected = Counter(
        (int(at.county[f.settlement[h]]), int(entered) - FIRST_COHORT, int(status))
        for h, entered, status in zip(c["household"], c["year_entered"], c["status"], strict=True)
        if FIRST_COHORT <= entered <= YEAR and BELOW_AGE < status < LEFT
    )
    found = counted(c, w).status[0][:, :-1]
    assert (found == filled(expected, found.shape)).all()


CLASSES = {
    "school": whole(np.int64, 0, 1),
    "grade": whole(np.int64, 1, 3),
    "size": choice(np.int64, 1, 45, 46, 55, 56, 61, 65, 66),
}


@given(
    table(CLASSES), array((2, 9), choice(np.int64, 45, 50)), array((2, 9), choice(np.int64, 56, 61)),
    array(2, choice(np.int64, 55, 56)), array(2, choice(np.int64, 65, 66)),
)  # fmt: skip
def test_bands(classes, standard, local, national, super_large):
    out = np.zeros((5, 2, 9), np.int64)
    columns = classes["grade"], classes["size"], classes["school"]
    bands_by_grade(*columns, standard, local, national, super_large, out)
    for s, g in np.ndindex(2, 9):
        sizes = classes["size"][(classes["school"] == s) & (classes["grade"] == g + 1)].tolist()
        lines = (
            standard[s, g] + 1,
            local[s, g],
            national[s],
            super_large[s],
        )  # over the standard; large from 56 on
        expected = [max(sizes, default=0), *(len([n for n in sizes if n >= line]) for line in lines)]
        assert out[:, s, g].tolist() == expected
    assert band_names() == (
        "class_size_max",
        "n_over_standard",
        "n_large_local",
        "n_large_national",
        "n_super_large",
    )


def children(**columns) -> dict[str, np.ndarray]:
    """Return a column of every kind, 0 where not given."""
    n = len(next(iter(columns.values())))
    return {name: np.array(columns.get(name, [0] * n), kind) for name, (kind, _) in CHILDREN.items()}


def counts_by_hand(c, w, *names):
    """Return schools and grades that are not 0, with their numbers, of some counts."""
    by_grade = pupils_of(counted(c, w).children)
    return {
        name: {(int(s), int(g) + 1): int(by_grade[name][s, g]) for s, g in np.argwhere(by_grade[name])}
        for name in names
    }


def one_village(x=(0.0,), y=(0.0,), radius=-1.0):
    """Return families, each in its own settlement of one township, and two schools at 0 km and 5 km east."""
    n, none = len(x), np.zeros(len(x), np.uint8)
    families = Families(
        np.arange(n, dtype=np.int32), none, np.arange(n, dtype=np.int32), none, none, none, none,
        *(np.zeros(n, np.int16) for _ in range(2)),
    )  # fmt: skip
    homes = Settlements(
        *(np.zeros(N_HOMES, np.int64) for _ in range(3)), *(np.resize(np.array(km), N_HOMES) for km in (x, y))
    )
    sites = Schools(
        np.zeros(4, np.int16), np.zeros(4, np.int16), np.full(4, VILLAGE, np.uint8), np.array([0.0, 5.0, 0.0, 0.0]),
        np.zeros(4), np.broadcast_to(radius, (4, 9)) + np.zeros((4, 9)),
    )  # fmt: skip
    n_left = N_HOUSEHOLDS - n
    pad = Families(*(np.append(one, np.zeros(n_left, one.dtype)) for one in families))
    return pad, homes, sites


def test_pupils_within_the_radius_by_hand():
    """Homes 0.5 and 1 km from school 0, whose radius is 500 m in grade 1 and 1 km in grade 7; school 1 has none."""
    c = children(
        status=[ENROLLED] * 5 + [LEFT], grade=[1, 1, 7, 7, 1, 1], household=[0, 1, 0, 1, 2, 0],
        school=[0, 0, 0, 0, 1, 0],
    )  # fmt: skip
    radius = np.full((4, 9), -1.0)
    radius[0] = [0.5] * 6 + [1.0] * 3
    w = one_village((0.3, 0.6, 5.0), (0.4, 0.8, 5.0), radius)
    assert counts_by_hand(c, w, "n_in_radius") == {"n_in_radius": {(0, 1): 1, (0, 7): 2}}


def test_the_roll_by_hand():
    """Five children: right, elsewhere on the roll, on none, dropped out but on it, and gone."""
    c = children(
        status=[ENROLLED, ENROLLED, ENROLLED, DROPPED_OUT, LEFT], school=[0, 1, 1, 0, 0], grade=[2, 2, 3, 4, 5],
        register_school=[0, 0, -2, 0, 0],
    )  # fmt: skip
    names = "n_registered", "n_misregistered", "n_unregistered", "n_registered_absent"
    assert counts_by_hand(c, one_village(), *names) == {
        "n_registered": {(0, 2): 2, (0, 4): 1}, "n_misregistered": {(1, 2): 1, (1, 3): 1},
        "n_unregistered": {(1, 3): 1}, "n_registered_absent": {(0, 4): 1},
    }  # fmt: skip


def crowd(n, **columns):
    """Return a grade of one school with `n` pupils, and what the census counts of them."""
    alike = {"status": ENROLLED, "grade": 1, **columns}
    c = children(**{name: np.full(n, value) for name, value in alike.items()})
    return counted(c, one_village())


def test_the_largest_grade_of_a_school_is_counted_right():
    found = crowd(65_535, sex=1, is_over_limit=1, is_filed=1)
    by_grade = pupils_of(found.children)
    assert found.fits
    for name in ("n_girls", "n_over_limit", "n_registered", "n_left_behind_filed", "n_in_radius"):
        assert by_grade[name].sum() == by_grade[name][0, 0] == (0 if name == "n_in_radius" else 65_535)


def test_a_larger_grade_is_not_taken_for_a_small_one():
    """65,536 pupils on the roll, 65,536 on none, or 40,000 in each of two parts: a packed count may have run over."""
    assert not any(one.fits for one in (crowd(65_536), crowd(65_536, register_school=-2)))
    one, other = crowd(40_000), crowd(40_000, register_school=-2)
    both = Counts(*(a + b for a, b in zip(one.children, other.children, strict=True)))
    assert not one._replace(children=both).fits


def test_a_county_of_too_many_people_is_not_taken_for_a_small_one():
    """2,097,151 families and children are the most: a family has at most one parent of a sex and age."""
    out = counted(children(status=[LEFT]), one_village())
    cohorts, young = out.status
    cohorts[0, 0, WAITING], young[5], out.families.families[0] = 500_000, 500_000, 1_097_151
    assert out.fits
    young[5] += 1
    assert not out.fits


def test_a_region_with_more_places_than_a_word_can_name_is_refused():
    with pytest.raises(ValueError, match="16,777,216"):
        place_words(np.array([1 << 24]), np.zeros(1), np.zeros(1))


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_pairs(c, w):
    expected = Counter()
    for i in np.flatnonzero(c["status"] == ENROLLED):
        pair, band = (
            (int(w[0].settlement[c["household"][i]]), int(c["school"][i])),
            (int(c["grade"][i]) - 1) // 3,
        )
        expected[(*pair, PUPILS.start + band)] += 1
        expected[(*pair, BEYOND.start + band)] += int(c["is_over_limit"][i])
        expected[(*pair, RIDERS.start + band)] += int(c["way"][i] not in (BOARD, WALK))
        expected[(*pair, MINUTES)] += int(c["minutes"][i])
        expected[(*pair, DAY_PUPILS)] += int(c["way"][i] != BOARD)
    home, school, packed = pairs_of(counted(c, w).pairs)
    pairs, counts = list(zip(home.tolist(), school.tolist(), strict=True)), unpacked(packed)
    assert pairs == sorted({cell[:2] for cell in expected})
    assert {(*pairs[k], int(j)): int(counts[k, j]) for k, j in np.argwhere(counts)} == {
        cell: n for cell, n in expected.items() if n
    }


@pytest.mark.parametrize("room", [64, 2048])  # the smaller table has to grow
def test_pairs_by_hand(room):
    """From settlement 3 four pupils go to school 1, two of them day pupils; one goes from settlement 0 to school 2."""
    c = children(
        status=[ENROLLED] * 5 + [WAITING], school=[1, 1, 1, 1, 2, 1], grade=[1, 3, 4, 9, 7, 1],
        household=[0, 0, 1, 1, 2, 0], way=[WALK, BUS, BOARD, BOARD, RIDE, WALK], minutes=[5, 30, 40, 60, 20, 9],
        is_over_limit=[0, 1, 0, 0, 1, 1],
    )  # fmt: skip
    families, *places = one_village()
    families = families._replace(settlement=np.array([3, 3, 0, 0, 0], np.int32))
    home, to, packed = pairs_of(counted(c, (families, *places), room).pairs)
    assert home.tolist() == [0, 3]
    assert to.tolist() == [2, 1]
    counts = unpacked(packed)
    assert counts[:, PUPILS].tolist() == [[0, 0, 1], [2, 1, 1]]
    assert counts[:, BEYOND].tolist() == [[0, 0, 1], [1, 0, 0]]
    assert counts[:, RIDERS].tolist() == [[0, 0, 1], [1, 0, 0]]
    assert counts[:, MINUTES].tolist() == [20, 135]
    assert counts[:, DAY_PUPILS].tolist() == [1, 2]


def test_adults_stand_beside_children_and_parents_by_hand():
    """In place 1 two local women of 30, three newcomers and four of whom are away; nobody else anywhere."""
    out, registered = np.zeros((3, N_PLACES, 101, 2), np.int64), np.zeros(N_PLACES, np.int64)
    adults = np.zeros((N_PLACES, 101, 2, 3), np.int64)
    adults[1, 30, 1, [LOCAL, NEWCOMER, AWAY]] = 2, 3, 4
    nobody = np.zeros((N_PLACES, 102, 2), np.int64)
    residents_of(nobody, nobody[:, 1:].copy(), adults, out, registered)
    assert registered.tolist() == [0, 6, 0, 0]
    assert {tuple(cell): int(out[tuple(cell)]) for cell in np.argwhere(out).tolist()} == {
        (0, 1, 30, 1): 5, (1, 1, 30, 1): 2,
    }  # fmt: skip
