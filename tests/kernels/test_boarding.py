"""Who would board and who gets a bed: what must hold, and choices worked by hand."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.boarding import board_logit, board_offset, expected_boarders, give_beds, would_board
from sim.kernels.codes import BOARD, ENROLLED, RIDE
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

N_SCHOOLS, N_FAMILIES = 3, 4
CHILDREN = {
    "status": choice(np.uint8, *[ENROLLED] * 4, 0, 2, 3),
    "grade": whole(np.uint8, 1, 9),
    "school": whole(np.int16, 0, N_SCHOOLS - 1),
    "household": whole(np.int32, 0, N_FAMILIES - 1),
    "minutes": choice(np.uint8, 0, 20, 40, 60, 90, 255),
}
FAMILIES = array(N_FAMILIES, whole(np.uint8, 0, 1)), array(N_FAMILIES, whole(np.uint8, 0, 2))
LOWEST = array(N_SCHOOLS, choice(np.int64, 1, 4, 7))
PLAIN, LUCK = np.array([60.0, 35.0, 8.0, 0.0, 0.0, 0.0, 0.0]), (5, np.uint64(77), 2020)
ODDS = np.array([60.0, 35.0, 8.0, math.log(1.2), math.log(1.3), math.log(2.0), -0.4])


def wishes(c, families, lowest, odds=ODDS, offset=(0.0, 0.0)):
    out, found = np.zeros(len(c["uid"]), np.uint8), np.empty(len(c["uid"]) + 1, np.int64)
    columns = [c[name] for name in ("status", "grade", "school", "household", "uid", "minutes")]
    n = would_board(*columns, *families, lowest, odds, np.array(offset), *LUCK, found, 0, len(out))
    assert (np.diff(found[:n]) > 0).all()
    out[found[:n]] = 1
    return out


def beds_given(c, rows, beds):
    way, minutes = np.full(len(c["uid"]), RIDE, np.uint8), c["minutes"].copy()
    over, without = np.ones(len(way), np.uint8), np.zeros(len(way), np.uint8)
    give_beds(rows, c["school"], beds, way, minutes, over, without)
    return way, minutes, over, without


@given(table(CHILDREN, min_rows=1), st.tuples(*FAMILIES), LOWEST, array(N_SCHOOLS, whole(np.int16, 0, 3)))
def test_what_must_always_hold(c, families, lowest, beds):
    rows = np.flatnonzero(wishes(c, families, lowest))
    assert (c["status"][rows] == ENROLLED).all()
    assert (c["grade"][rows] >= lowest[c["school"][rows]]).all()
    way, minutes, over, without = beds_given(c, rows, beds)
    boarders = np.bincount(c["school"][way == BOARD], minlength=N_SCHOOLS)
    wanted = np.bincount(c["school"][rows], minlength=N_SCHOOLS)
    assert boarders.tolist() == np.minimum(beds, wanted).tolist()
    assert sorted(np.flatnonzero(way == BOARD).tolist() + np.flatnonzero(without).tolist()) == rows.tolist()
    assert (minutes[way == BOARD] == 0).all()
    assert (over[way == BOARD] == 0).all()


@given(table(CHILDREN, min_rows=1), array(N_SCHOOLS, whole(np.int16, 0, 3)), st.integers(0, N_SCHOOLS - 1))
def test_one_bed_more_turns_nobody_out(c, beds, school):
    rows = np.arange(len(c["uid"]))
    more = beds.copy()
    more[school] += 1
    before, after = (beds_given(c, rows, n)[0] == BOARD for n in (beds, more))
    assert (after >= before).all()
    assert after.sum() - before.sum() in (0, 1)


@given(table(CHILDREN, min_rows=1), st.tuples(*FAMILIES), LOWEST)
def test_odds_ratios_of_one_leave_the_choice_to_the_minutes(c, families, lowest):
    nobody = (np.zeros(N_FAMILIES, np.uint8),) * 2
    assert wishes(c, families, lowest, PLAIN).tolist() == wishes(c, nobody, lowest, PLAIN).tolist()
    columns = [c[name] for name in ("status", "grade", "school", "household", "minutes")]
    assert board_offset((*columns, *families), lowest, PLAIN).tolist() == [0.0, 0.0]


@given(table(CHILDREN, min_rows=1), st.tuples(*FAMILIES), LOWEST)
def test_the_offset_keeps_how_many_want_to_board(c, families, lowest):
    columns = (*(c[name] for name in ("status", "grade", "school", "household", "minutes")), *families)
    offset = board_offset(columns, lowest, ODDS)
    found = expected_boarders(*columns, lowest, ODDS, offset)
    wanted = expected_boarders(*columns, lowest, PLAIN, np.zeros(2))
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("grade", "minutes", "poor", "away", "expected"),
    [
        (5, 60, False, 0, 0.0),  # half-way, in the middle of grades 4-6
        (5, 68, False, 0, 1.0),  # one scale farther
        (6, 60, False, 0, math.log(1.2)),
        (4, 60, False, 0, -math.log(1.2)),
        (8, 35, False, 1, math.log(1.3)),
        (8, 35, False, 2, math.log(2.0)),
        (9, 43, True, 0, 1.0 + math.log(1.2) - 0.4),
    ],
)
def test_log_odds_by_hand(grade, minutes, poor, away, expected):
    assert board_logit(ODDS, np.zeros(2), grade, minutes, poor, away) == pytest.approx(expected)


@pytest.mark.parametrize("scale", [8.0, -30.0])
def test_those_would_board_whose_own_luck_is_below_their_chance(scale):
    """1,500 children, some five hundred of them in blocks where nobody is in a boarding grade."""
    make, n = np.random.default_rng(4), 1500
    c = {
        "uid": make.integers(0, 2**64, n, np.uint64),
        "status": make.choice([ENROLLED, 0], n).astype(np.uint8),
    }
    c["grade"] = np.where(np.arange(n) < 600, 3, make.integers(1, 10, n)).astype(np.uint8)
    c |= {"school": make.integers(0, 2, n, np.int16), "household": make.integers(0, 6, n, np.int32)}
    c["minutes"] = make.integers(0, 256, n).astype(np.uint8)
    poverty, away, lowest = np.repeat([0, 1], 3), np.tile([0, 1, 2], 2), np.array([4, 7])
    odds = ODDS.copy()
    odds[2] = scale
    expected = []
    for k in range(n):
        h, g, grades = c["household"][k], int(c["grade"][k]), int(c["grade"][k]) >= lowest[c["school"][k]]
        x = board_logit(odds, np.array([0.5, -0.5]), g, int(c["minutes"][k]), poverty[h] > 0, away[h])
        luck = uniform(*LUCK, c["uid"][k])
        expected.append(int(c["status"][k] == ENROLLED and grades and luck < 1 / (1 + math.exp(-x))))
    assert sum(expected) > 40
    families = poverty.astype(np.uint8), away.astype(np.uint8)
    assert wishes(c, families, lowest, odds, (0.5, -0.5)).tolist() == expected


def test_the_offset_by_hand():
    """Two pupils of grade 8 at the half-way minutes, one with both parents away at odds of 4: 4x/(1+4x) + x/(1+x) = 1.

    So x = 1/2: the offset is its log.
    """
    two = partial(np.array, dtype=np.int64)
    odds = np.array([60.0, 35.0, 8.0, 0.0, 0.0, math.log(4.0), 0.0])
    columns = (two(v) for v in ([ENROLLED, ENROLLED], [8, 8], [0, 0], [0, 1], [35, 35], [0, 0], [0, 2]))
    assert board_offset(tuple(columns), two([4]), odds)[1] == pytest.approx(-math.log(2.0), abs=1e-9)
