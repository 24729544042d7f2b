"""Travel and boarding against a plain form, and examples worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.boarding import give_beds, would_board
from sim.kernels.codes import BOARD, ENROLLED, RIDE, WALK
from sim.kernels.travel import day_minutes, day_trips, road_km
from sim.kernels.ways import no_ways
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

SEED, YEAR, KEY = 3, 2020, np.uint64(99)
N_HOMES, N_SCHOOLS = 4, 3
CHILDREN = {
    "status": choice(np.uint8, *[ENROLLED] * 4, 0, 2, 3, 4, 5),
    "grade": whole(np.uint8, 1, 9),
    "school": whole(np.int16, 0, N_SCHOOLS - 1),
    "household": whole(np.int32, 0, 4),
}
LIMITS = np.array([30.0] * 3 + [45.0] * 3 + [60.0] * 3)
BOARD_ODDS = [
    (4.0, 45.0, 35.0, 8.0, 0.0, 0.0, 0.0, 0.0), (1.0, 10.0, 5.0, 2.0, 0.3, 0.2, 0.8, -0.5),
    (4.0, 60.0, 35.0, 8.0, 0.2, 0.0, 0.6, 0.4), (10.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
]  # fmt: skip
POVERTY, AWAY, OFFSET = np.array([0, 1, 0, 1, 0], np.uint8), np.array([0, 1, 2, 2, 0], np.uint8), (-0.1, 0.3)
KM = choice(np.float64, 0.0, 1.0, 3.0, 4.0, 20.0, 90.0)


@st.composite
def worlds(draw):
    return {
        "settlement": draw(array(5, whole(np.int32, 0, N_HOMES - 1))),
        "place_x": draw(array(N_HOMES, KM)), "place_y": draw(array(N_HOMES, KM)),
        "school_x": draw(array(N_SCHOOLS, KM)), "school_y": draw(array(N_SCHOOLS, KM)),
        "beds": draw(array(N_SCHOOLS, choice(np.int16, 0, 0, 200))),
        "pace": np.array(draw(st.sampled_from([(1.0, 2.0, 4.0, 28.0, 6.0), (1.25, 5.0, 5.0, 30.0, 0.0)]))),
        "limits": LIMITS,
        "board_odds": np.array(draw(st.sampled_from(BOARD_ODDS))),
    }  # fmt: skip


def kernel(c, world, lo=0, offset=OFFSET):
    n = len(c["uid"])
    way, minutes, over_limit = (np.full(n, 9, np.uint8) for _ in range(3))
    status, grade, school, household = (c[name] for name in ("status", "grade", "school", "household"))
    settlement, px, py, sx, sy, beds, pace, limits, board = world.values()
    by_school = np.tile(limits, (len(beds), 1)), np.full(len(beds), board[0])
    places = settlement, px, py, sx, sy, no_ways()
    day_trips(status, grade, school, household, *places, pace, by_school[0], way, minutes, over_limit, lo, n)
    found, without = np.full(n + 1, -9), np.full(n, 9, np.uint8)
    n_found = would_board(
        status, grade, school, household, c["uid"], minutes, POVERTY, AWAY, by_school[1], board[1:],
        np.array(offset), SEED, KEY, YEAR, found, lo, n,
    )  # fmt: skip
    without[lo:] = 0
    give_beds(found[:n_found], school, beds, way, minutes, over_limit, without)
    return list(zip(*(column.tolist() for column in (way, minutes, over_limit, without)), strict=True))


def plain_logit(board_odds, grade, minutes, family):
    """Return the log odds that a pupil would board."""
    _, primary, junior, scale, per_grade, one_away, both_away, poor = board_odds.tolist()
    half, middle, offset = (primary, 5, OFFSET[0]) if grade <= 6 else (junior, 8, OFFSET[1])
    by_family = [0, one_away, both_away][AWAY[family]] + poor * int(POVERTY[family])
    return (minutes - half) / scale + offset + per_grade * (grade - middle) + by_family


def plain_travel(c, world, i):
    """Return way, minutes, over-limit flag and the wish for a bed that is not there of one child."""
    if c["status"][i] != ENROLLED:
        return WALK, 0, 0, 0
    detour, walk_max, walk_kmh, ride_kmh, wait = world["pace"].tolist()
    home, s, g = world["settlement"][c["household"][i]], c["school"][i], int(c["grade"][i])
    line = math.dist(
        (world["place_x"][home], world["place_y"][home]), (world["school_x"][s], world["school_y"][s])
    )
    km = line * detour
    walks = km <= walk_max
    minutes = 60 * km / walk_kmh if walks else wait + 60 * km / ride_kmh
    whole = min(255, math.floor(minutes + 0.5))
    p = 1 / (1 + math.exp(-plain_logit(world["board_odds"], g, whole, c["household"][i])))
    p = p if g >= world["board_odds"][0] else 0
    would_board = uniform(SEED, KEY, YEAR, c["uid"][i]) < p
    if would_board and world["beds"][s] > 0:
        return BOARD, 0, 0, 0
    way = WALK if walks else RIDE
    return way, whole, int(minutes > LIMITS[g - 1]), int(would_board)


@settings(max_examples=200)
@given(table(CHILDREN, min_rows=1), worlds())
def test_travel_is_the_plain_form(c, world):
    expected = [plain_travel(c, world, i) for i in range(len(c["uid"]))]
    assert kernel(c, world) == expected
    assert kernel(c, world, lo=1) == [(9, 9, 9, 9), *expected[1:]]


BY_MINUTES = (4.0, 45.0, 35.0, 8.0, 0.0, 0.0, 0.0, 0.0)


def one(km, grade, beds=0, board=BY_MINUTES):
    c = {name: np.zeros(1, kind[0]) for name, kind in CHILDREN.items()}
    c["status"][0], c["grade"][0], c["uid"] = ENROLLED, grade, np.array([1], np.uint64)
    zeros = np.zeros(1)
    world = {
        "settlement": np.zeros(1, np.int32), "px": np.array([float(km)]), "py": zeros,
        "sx": zeros, "sy": zeros,
        "beds": np.array([beds], np.int16), "pace": np.array([1.0, 2.0, 4.0, 30.0, 6.0]), "limits": LIMITS,
        "board_odds": np.array(board),
    }  # fmt: skip
    return kernel(c, world, offset=(0.0, 0.0))[0]


def test_by_hand():
    assert one(2.0, 1) == (WALK, 30, 0, 0)  # half an hour on foot is within the limit of 30 minutes
    assert one(2.5, 1) == (RIDE, 11, 0, 0)
    assert one(12.5, 3) == (RIDE, 31, 1, 0)
    assert one(12.5, 4) == (RIDE, 31, 0, 0)
    assert one(100.0, 9) == (RIDE, 206, 1, 1)
    assert one(200.0, 9) == (RIDE, 255, 1, 1)  # minutes are kept in one byte
    assert one(200.0, 3, beds=1) == (RIDE, 255, 1, 0)  # grades 1-3 do not board, nor ask for a bed
    assert one(200.0, 4, beds=1) == (BOARD, 0, 0, 0)  # boarders do not travel daily
    assert one(200.0, 4, beds=0) == (RIDE, 255, 1, 1)  # would board, had the school beds


@pytest.mark.parametrize(("grade", "half_way"), [(4, 45.0), (6, 45.0), (7, 35.0), (9, 35.0)])
def test_half_of_the_children_board_at_the_half_way_minutes(grade, half_way):
    """20,000 children, within four standard errors; at one scale farther 73 %."""
    n = 20_000
    c = {name: np.zeros(n, kind[0]) for name, kind in CHILDREN.items()}
    c["status"][:], c["grade"][:], c["uid"] = ENROLLED, grade, np.arange(n, dtype=np.uint64)
    zero = np.zeros(1)
    for minutes, share in ((half_way, 0.5), (half_way + 8.0, 1 / (1 + math.exp(-1)))):
        x = np.array([(minutes - 6.0) / 2.0])
        board = np.array(BY_MINUTES)
        world = [
            np.zeros(5, np.int32),
            x,
            zero,
            zero,
            zero,
            np.full(1, n, np.int16),
            np.array([1.0, 2.0, 4.0, 30.0, 6.0]),
        ]
        ways = [way for way, *_ in kernel(c, dict(enumerate([*world, LIMITS, board])), offset=(0.0, 0.0))]
        assert abs(ways.count(BOARD) / n - share) < 4 * 0.5 / math.sqrt(n)


def test_distance_and_pace():
    assert road_km(0.0, 0.0, 3.0, 4.0, 1.5) == 7.5
    assert day_minutes(2.0, 2.0, 4.0, 30.0, 6.0) == 30.0
    assert day_minutes(2.1, 2.0, 4.0, 30.0, 6.0) == pytest.approx(10.2)


def test_beds_go_in_turn_and_one_each():
    """Two schools with one bed and none: the first in turn boards and does not travel daily; the others do."""
    school, beds = np.array([0, 0, 1]), np.array([1, 0], np.int16)
    way, minutes, over, without = (
        np.array([RIDE] * 3),
        np.array([50] * 3),
        np.ones(3, int),
        np.zeros(3, int),
    )
    give_beds(np.array([1, 2, 0]), school, beds, way, minutes, over, without)
    assert way.tolist() == [RIDE, BOARD, RIDE]
    assert minutes.tolist() == [50, 0, 50]
    assert over.tolist() == [1, 0, 1]
    assert without.tolist() == [1, 0, 1]
