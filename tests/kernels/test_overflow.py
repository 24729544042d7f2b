"""Overflow (统筹) against plain forms, examples by hand, and what must always hold."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.overflow import least_crowded, least_crowded_of_zone, nearest_free
from sim.kernels.travel import trip_minutes
from sim.kernels.ways import Ways, no_ways, rows_of_ways
from tests.columns import array, choice, table, whole

N_SCHOOLS, N_COUNTIES = 5, 2
PACE = np.array([1.3, 2.0, 4.0, 25.0, 6.0])  # detour, km on foot at most, km/h on foot and riding, wait
LIMITS = np.array([[30.0] * 6 + [45.0] * 3, [20.0] * 9])
CHILDREN = {
    "x": choice(np.float64, 0.0, 1.0, 1.6, 3.0),
    "y": choice(np.float64, 0.0, 0.0, 9.0),
    "grade": choice(np.uint8, 1, 1, 7),
    "county": whole(np.int64, 0, N_COUNTIES - 1),
}


@st.composite
def networks(draw):
    county = np.sort(draw(array(N_SCHOOLS, whole(np.int64, 0, N_COUNTIES - 1))))
    x, y = (draw(array(N_SCHOOLS, choice(np.float64, 0.0, 0.5, 2.0, 8.0))) for _ in range(2))
    takes = draw(array((N_SCHOOLS, 9), choice(np.bool_, True, True, False)))
    members = np.arange(N_SCHOOLS)
    first = np.searchsorted(county, np.arange(N_COUNTIES + 1))
    return {"first": first, "members": members, "x": x, "y": y, "takes": takes, "county": county}


def minutes(a, net, i, s):
    km = np.hypot(a["x"][i] - net["x"][s], a["y"][i] - net["y"][s]) * PACE[0]
    return float(trip_minutes(np.array([km]), PACE)[0])


def near(a, net, i):
    """Return (minutes, school) of a child's schools, nearest first."""
    g = a["grade"][i] - 1
    mine = [s for s in range(N_SCHOOLS) if net["county"][s] == a["county"][i] and net["takes"][s, g]]
    return sorted((minutes(a, net, i, s), s) for s in mine)


def arguments(a, net):
    return (
        np.arange(len(a["x"])), a["grade"], a["county"], a["x"], a["y"], no_ways(), net["first"],
        net["members"], net["x"], net["y"], net["takes"], LIMITS, PACE,
    )  # fmt: skip


SEATS = array((N_SCHOOLS, 9), choice(np.int64, 0, 0, 1, 2))


@settings(max_examples=150)
@given(table(CHILDREN, max_rows=8), networks(), SEATS, st.booleans())
def test_nearest_free_is_the_plain_form(a, net, seats, within):
    placed, left = np.full(len(a["x"]), -1), seats.copy()
    order = np.argsort(a["uid"])
    nearest_free(order, *arguments(a, net), within, left, placed)
    expected, free = {}, seats.copy()
    for i in order:
        g = a["grade"][i] - 1
        most = LIMITS[a["county"][i], g] if within else np.inf
        found = [s for t, s in near(a, net, i) if t <= most and free[s, g] > 0]
        expected[i] = found[0] if found else -1
        if found:
            free[found[0], g] -= 1
    assert placed.tolist() == [expected[i] for i in range(len(placed))]
    assert (left == free).all()
    assert (left >= 0).all()


@settings(max_examples=150)
@given(
    table(CHILDREN, max_rows=8), networks(), array((N_SCHOOLS, 9), choice(np.int64, 0, 10, 45)),
    array((N_SCHOOLS, 9), choice(np.int64, 1, 2)),
)  # fmt: skip
def test_least_crowded_is_the_plain_form(a, net, pupils, classes):
    placed, load = np.full(len(a["x"]), -1), pupils.copy()
    order = np.argsort(a["uid"])
    least_crowded(order, *arguments(a, net), classes, load, placed)
    expected, there = {}, pupils.copy()
    for i in order:
        g, mine = a["grade"][i] - 1, near(a, net, i)
        within = [(there[s, g] / classes[s, g], t, s) for t, s in mine if t <= LIMITS[a["county"][i], g]]
        expected[i] = min(within)[2] if within else (mine[0][1] if mine else -1)
        if mine:
            there[expected[i], g] += 1
    assert placed.tolist() == [expected[i] for i in range(len(placed))]
    assert (load == there).all()


def place(seats, km, pupils=(40, 40, 40), classes=(1, 1, 1), ways=None):
    """Place one child of grade 1 among three schools at some km: (within the limit, anywhere, beyond the seats)."""
    nobody = np.zeros(1, np.int64)
    child = nobody, np.ones(1, np.uint8), nobody, np.zeros(1), np.zeros(1), ways or no_ways()
    net = np.array([0, 3]), np.arange(3), np.array(km, float), np.zeros(3), np.ones((3, 9), bool)
    free, there, held = (np.zeros((3, 9), np.int64) for _ in range(3))
    free[:, 0], there[:, 0], held[:] = seats, pupils, np.array(classes)[:, None]
    out = []
    for within in (True, False):
        placed = np.array([-1])
        nearest_free(np.array([0]), *child, *net, LIMITS, PACE, within, free.copy(), placed)
        out.append(int(placed[0]))
    placed = np.array([-1])
    least_crowded(np.array([0]), *child, *net, LIMITS, PACE, held, there, placed)
    return (*out, int(placed[0]))


def test_overflow_by_hand():
    # 1 km of straight line are 19.5 minutes on foot; 1.5 km 29.25; 1.6 km ride 11 minutes; 10 km ride 37.2
    assert place([0, 1, 1], [1, 1.5, 1.6]) == (2, 2, 2)  # a short ride takes less time than a long walk
    assert place([0, 0, 1], [1, 1.6, 10]) == (-1, 2, 1)  # the only seat is beyond the limit
    assert place([0, 0, 0], [1, 1.6, 10], pupils=(45, 50, 10)) == (-1, -1, 0)  # class mean 45 against 50
    assert place([0, 0, 0], [1, 1.6, 10], pupils=(90, 50, 0), classes=(2, 1, 1)) == (-1, -1, 0)
    assert place([0, 0, 0], [10, 11, 12], pupils=(90, 0, 0)) == (
        -1,
        -1,
        0,
    )  # none within the limit: the nearest


def test_overflow_goes_by_road_where_roads_are_told():
    """School 0 stands 1 km across the river, 25 by the bridge; school 1 at 8 km, 25 on the road, 4 minutes by bus."""
    road = rows_of_ways(np.zeros(2, int), np.arange(2), np.array([25.0, 25.0]), np.array([60.0, 4.0]), 1)
    ways = Ways(
        np.zeros(1, np.int32), np.array([0, 0, -1], np.int32), *road
    )  # school 2: a county without roads
    assert place([1, 1, 1], [1, 8, 12]) == (0, 0, 0)
    assert place([1, 1, 1], [1, 8, 12], ways=ways) == (1, 1, 1)  # 10 minutes against 66
    assert place([1, 0, 1], [1, 8, 12], ways=ways) == (
        -1,
        2,
        1,
    )  # 43 minutes against 66, both beyond the limit


def test_beyond_the_seats_of_a_zone_of_several():
    """The first child goes where the mean of its grade is lowest, the second to the one school it may stand at."""
    first, school = np.array([0, 2, 4]), np.array([0, 1, 0, 1])
    pupils, classes = np.zeros((2, 9), np.int64), np.ones((2, 9), np.int64)
    pupils[:, 6], pupils[:, 0] = (50, 45), (0, 9)
    placed = np.full(2, -1)
    may = np.array([True, True, True, False])
    grade = np.full(2, 7, np.uint8)
    least_crowded_of_zone(np.array([0, 1]), first, school, may, grade, classes, pupils, placed)
    assert placed.tolist() == [1, 0]
    assert pupils[:, 6].tolist() == [51, 46]
    assert pupils[:, 0].tolist() == [0, 9]


@given(table(CHILDREN, max_rows=8), networks(), SEATS, st.integers(0, N_SCHOOLS - 1), st.sampled_from([0, 6]))
def test_more_seats_never_place_fewer(a, net, seats, s, g):
    counts = []
    for more in (0, 1):
        free, placed = seats.copy(), np.full(len(a["x"]), -1)
        free[s, g] += more
        nearest_free(np.argsort(a["uid"]), *arguments(a, net), True, free, placed)
        counts.append((placed >= 0).sum())
    assert counts[1] >= counts[0]


def test_least_crowded_keeps_minutes_of_more_homes_than_it_has_room_for():
    """Of 400 homes and 60 schools only some ways are kept: each child still goes where the plain form sends it."""
    luck, n_homes, n_schools, n = np.random.default_rng(3), 400, 60, 900
    x, y = luck.uniform(0, 40, (2, n_homes))
    school_x, school_y = luck.uniform(0, 40, (2, n_schools))
    home, grade = luck.integers(0, n_homes, n), np.ones(n, np.uint8)
    net = np.array([0, n_schools]), np.arange(n_schools), school_x, school_y, np.ones((n_schools, 9), bool)
    pupils = luck.integers(20, 60, (n_schools, 9))
    classes, placed, there = np.ones_like(pupils), np.full(n, -1), pupils[:, 0].copy()
    least_crowded(
        np.arange(n),
        home,
        grade,
        np.zeros(n, np.int64),
        x,
        y,
        no_ways(),
        *net,
        LIMITS,
        PACE,
        classes,
        pupils,
        placed,
    )
    km = np.hypot(x[:, None] - school_x, y[:, None] - school_y) * PACE[0]
    minutes = np.where(km <= PACE[1], 60 * km / PACE[2], 60 * km / PACE[3] + PACE[4])[home]
    for i, away in enumerate(minutes):
        near = away <= LIMITS[0, 0]
        expected = np.lexsort((away, np.where(near, there, np.inf)))[0] if near.any() else away.argmin()
        assert placed[i] == expected
        there[expected] += 1
    assert 0 < (minutes <= LIMITS[0, 0]).any(axis=1).sum() < n
