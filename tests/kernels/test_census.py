"""The census against plain forms: pupils by origin, residents, cohorts, class bands."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.census import (
    COUNT_NAMES,
    band_names,
    bands_by_grade,
    count_cohorts,
    count_pupils,
    count_residents,
    count_trips,
    count_within_radius,
    empty_counts,
)
from sim.kernels.codes import BOARD, ENROLLED, HUKOU_OTHER, LEFT, VILLAGE
from tests.columns import array, choice, table, whole

YEAR, N_HOUSEHOLDS, N_HOMES, N_SCHOOLS, N_COUNTIES, N_PLACES = 2018, 5, 6, 4, 2, 3
CHILDREN = {
    "status": choice(np.uint8, *[ENROLLED] * 3, 0, 2, 3, 4, LEFT),
    "school": whole(np.int16, 0, N_SCHOOLS - 1),
    "grade": whole(np.uint8, 1, 9),
    "sex": whole(np.uint8, 0, 1),
    "way": whole(np.uint8, 0, 2),
    "minutes": choice(np.uint8, 0, 7, 255),
    "over": whole(np.uint8, 0, 1),
    "without_bed": whole(np.uint8, 0, 1),
    "household": whole(np.int32, 0, N_HOUSEHOLDS - 1),
    "birth_year": choice(np.int16, YEAR + 1, YEAR, YEAR - 6, YEAR - 12, YEAR - 17, YEAR - 40, YEAR - 120),
    "birth_month": choice(np.uint8, 1, 8, 9, 12),
    "entered": choice(np.int16, 0, YEAR - 9, YEAR - 8, YEAR - 1, YEAR, YEAR + 1),
}


@st.composite
def worlds(draw):
    """Return households, homes and schools; a hukou in the region stands in one of its settlements."""
    hukou = draw(array(N_HOUSEHOLDS, choice(np.uint8, 0, 0, 1, 2)))
    stands = draw(array(N_HOUSEHOLDS, whole(np.int32, 0, N_HOMES - 1)))
    home = st.integers(0, N_COUNTIES - 1)
    county = np.array(sorted(draw(st.lists(home, min_size=N_HOMES, max_size=N_HOMES))), np.int32)
    return {
        "hukou": hukou,
        "hukou_settlement": np.where(hukou == 0, stands, -1).astype(np.int32),
        "is_rural": draw(array(N_HOUSEHOLDS, whole(np.uint8, 0, 1))),
        "away": draw(array(N_HOUSEHOLDS, whole(np.uint8, 0, 2))),
        "settlement": draw(array(N_HOUSEHOLDS, whole(np.int32, 0, N_HOMES - 1))),
        "leaving": draw(array(N_HOUSEHOLDS, choice(np.uint8, 0, 0, 0, 4))),
        "mother": draw(array(N_HOUSEHOLDS, choice(np.int16, 0, YEAR - 30, YEAR - 101))),
        "father": draw(array(N_HOUSEHOLDS, choice(np.int16, 0, YEAR - 32, YEAR - 100))),
        "county": county,
        "township": draw(array(N_HOMES, whole(np.int32, 0, 3))),
        "place": draw(array(N_HOMES, whole(np.int32, 0, N_PLACES - 1))),
        "school_township": draw(array(N_SCHOOLS, whole(np.int16, 0, 3))),
        "school_zone": draw(array(N_SCHOOLS, whole(np.uint8, 0, 2))),
        "school_county": draw(array(N_SCHOOLS, whole(np.int16, 0, N_COUNTIES - 1))),
    }


def age_of(c, i, oldest):
    return min(oldest, max(0, YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)))


def filled(counter, shape):
    out = np.zeros(shape, np.int64)
    for cell, n in counter.items():
        out[cell] = n
    return out


def plain_origin(w, h, s):
    """Return the names of what a pupil counts as, by family and school."""
    names, rural, away = [], w["is_rural"][h] == 1, w["away"][h] if w["is_rural"][h] else 0
    home = w["hukou_settlement"][h]
    of_county = home >= 0 and w["county"][home] == w["school_county"][s]
    if of_county and w["township"][home] != w["school_township"][s]:
        names.append("n_moved_in_county")
    if not of_county and rural and w["school_zone"][s] != VILLAGE:
        names += ["n_migrant", "n_migrant_other_province"][: 2 if w["hukou"][h] == HUKOU_OTHER else 1]
    return names + ["n_left_behind"][: int(away)] + (["n_left_behind_2016"] if away == 2 else [])


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_pupils(c, w):
    counts, grade_age = empty_counts(N_SCHOOLS), np.zeros((N_COUNTIES, 9, 21, 2, 3), np.int64)
    names = (
        "status",
        "school",
        "grade",
        "sex",
        "way",
        "minutes",
        "over",
        "without_bed",
        "household",
        "birth_year",
        "birth_month",
    )
    more = ("hukou", "hukou_settlement", "is_rural", "away", "township", "county")
    schools = ("school_township", "school_zone", "school_county")
    columns = [*(c[n] for n in names), *(w[n] for n in more), *(w[n] for n in schools)]
    count_pupils(*columns, YEAR, counts, grade_age)
    found, ages = Counter(), Counter()
    for i in np.flatnonzero(c["status"] == ENROLLED):
        s, g, sex = int(c["school"][i]), int(c["grade"][i]) - 1, int(c["sex"][i])
        ages[int(w["school_county"][s]), g, age_of(c, i, 20), sex, int(w["school_zone"][s])] += 1
        found["n_girls", s, g] += sex
        found["minutes_sum", s, g] += int(c["minutes"][i])
        found["n_over_limit", s, g] += int(c["over"][i])
        found["n_without_bed", s, g] += int(c["without_bed"][i])
        found["n_boarders", s, g] += int(c["way"][i] == BOARD)
        for name in plain_origin(w, c["household"][i], s):
            found[name, s, g] += 1
    by_row = {(COUNT_NAMES.index(name), s, g): n for (name, s, g), n in found.items()}
    assert (counts == filled(by_row, counts.shape)).all()
    assert (grade_age == filled(ages, grade_age.shape)).all()
    assert grade_age.sum() == (c["status"] == ENROLLED).sum()


def plain_residents(c, w):
    """Return counters of residents, of local and enrolled ones, and of the registered by county."""
    people, local, enrolled, registered = Counter(), Counter(), Counter(), Counter()

    def add(h, age, sex, here=True):
        at, stands = w["settlement"][h], w["hukou_settlement"][h]
        cell = int(w["place"][at]), age, sex
        if stands >= 0:
            registered[int(w["county"][stands])] += 1
        if here:
            people[cell] += 1
            local[cell] += int(stands >= 0 and w["county"][stands] == w["county"][at])
        return cell

    for i in np.flatnonzero(c["status"] != LEFT):
        enrolled[add(c["household"][i], age_of(c, i, 100), int(c["sex"][i]))] += int(
            c["status"][i] == ENROLLED
        )
    for h in np.flatnonzero(w["leaving"] == 0):
        for sex, born, last in ((1, int(w["mother"][h]), 1), (0, int(w["father"][h]), 0)):
            if born:  # the father goes away first
                add(h, min(100, YEAR - born), sex, here=w["away"][h] <= last)
    return people, local, enrolled, registered


@settings(max_examples=200)
@given(table(CHILDREN, max_rows=12), worlds())
def test_residents(c, w):
    out = [np.zeros((N_PLACES, 101, 2), np.int64) for _ in range(3)] + [np.zeros(N_COUNTIES, np.int64)]
    children = [c[n] for n in ("status", "sex", "household", "birth_year", "birth_month")]
    families = (
        "settlement",
        "hukou",
        "hukou_settlement",
        "away",
        "leaving",
        "mother",
        "father",
        "place",
        "county",
    )
    count_residents(*children, *(w[n] for n in families), YEAR, *out)
    for found, expected in zip(out, plain_residents(c, w), strict=True):
        assert (found == filled(expected, found.shape)).all()
    assert (out[1] <= out[0]).all()


@given(table(CHILDREN, max_rows=12), worlds())
def test_cohorts(c, w):
    out = np.zeros((N_COUNTIES, 10, 6), np.int64)
    count_cohorts(c["status"], c["entered"], c["household"], w["settlement"], w["county"], YEAR - 9, out)
    expected = Counter(
        (int(w["county"][w["settlement"][h]]), int(entered) - YEAR + 9, int(status))
        for h, entered, status in zip(c["household"], c["entered"], c["status"], strict=True)
        if YEAR - 9 <= entered <= YEAR
    )
    assert (out == filled(expected, out.shape)).all()


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


def test_pupils_within_the_radius_by_hand():
    """Homes 0.5 and 1 km from school 0, whose radius is 500 m in grade 1 and 1 km in grade 7; school 1 has none."""
    status = np.array([ENROLLED] * 5 + [LEFT], np.uint8)
    grade = np.array([1, 1, 7, 7, 1, 1], np.uint8)
    household = np.array([0, 1, 0, 1, 2, 0], np.int32)
    school = np.array([0, 0, 0, 0, 1, 0], np.int16)
    radius = np.repeat([[0.5] * 6 + [1.0] * 3, [-1.0] * 9], 1, axis=0)
    at = np.array([0.3, 0.6, 5.0]), np.array([0.4, 0.8, 5.0]), np.array([0.0, 5.0]), np.array([0.0, 5.0])
    counts = np.zeros((2, 9), np.int64)
    count_within_radius(status, school, grade, household, np.arange(3), *at, radius, counts)
    assert counts[:, [0, 6]].tolist() == [[1, 2], [0, 0]]
    assert counts.sum() == 3


@given(table(CHILDREN, max_rows=12), worlds())
def test_trips_of_day_pupils_by_minutes(c, w):
    counts = np.zeros((N_COUNTIES, 2, 3, 256), np.int64)
    columns = (c[name] for name in ("status", "school", "grade", "way", "minutes"))
    count_trips(*columns, w["school_county"], w["school_zone"], counts)
    found = Counter()
    for i in np.flatnonzero((c["status"] == ENROLLED) & (c["way"] != BOARD)):
        s = int(c["school"][i])
        found[
            int(w["school_county"][s]),
            int(c["grade"][i] >= 7),
            int(w["school_zone"][s]),
            int(c["minutes"][i]),
        ] += 1
    assert (counts == filled(found, counts.shape)).all()
