"""Living aid against a plain form: whom it reaches, what each gets, and how the poor are counted."""

import numpy as np
from hypothesis import given

from sim.kernels.aid import living_aid, none_funded
from sim.kernels.codes import BELOW_AGE, BOARD, DROPPED_OUT, ENROLLED, RIDE, WALK
from tests.columns import array, choice, table, whole
from tests.plain_luck import uniform

KEY = np.uint64(77)
CHILDREN = {
    "status": choice(np.uint8, ENROLLED, ENROLLED, BELOW_AGE, DROPPED_OUT),
    "school": whole(np.int16, 0, 1),
    "grade": whole(np.uint8, 1, 9),
    "way": choice(np.uint8, WALK, RIDE, BOARD),
    "household": whole(np.int32, 0, 3),
}
POVERTY = np.array([0, 1, 0, 1], np.uint8)
RATES = np.array([[[0, 1000], [0, 1250]], [[700, 1200], [800, 1450]]])  # two schools
COVERAGE = array(2, choice(np.float64, 0.0, 0.3, 0.9, 1.0))


def assert_counted(c, aid, funded):
    """Assert that pupils are counted one by one by school, stage, boarding and aid."""
    plain = np.zeros_like(funded)
    for i in np.flatnonzero(c["status"] == ENROLLED):
        plain[c["school"][i], int(c["grade"][i] > 6), int(c["way"][i] == BOARD), int(aid[i] > 0)] += 1
    assert funded.tolist() == plain.tolist()


def given_aid(c, coverage, rates=RATES):
    out = np.full(len(c["uid"]), 9, np.uint16)
    columns, counters = (c[name] for name in (*CHILDREN, "uid")), none_funded(2)
    living_aid(*columns, POVERTY, coverage, rates, KEY, out, counters, 0, len(out))
    assert_counted(c, out, counters[0])
    return out.tolist()


@given(table(CHILDREN), COVERAGE)
def test_poor_pupils_whom_it_reaches_get_the_rate_of_their_stage_and_way(c, coverage):
    expected = []
    for i in range(len(c["uid"])):
        school, junior = c["school"][i], int(c["grade"][i] > 6)
        is_poor = c["status"][i] == ENROLLED and POVERTY[c["household"][i]] > 0
        reached = is_poor and uniform(0, KEY, 0, c["uid"][i]) < coverage[school]
        expected.append(int(RATES[school, junior, int(c["way"][i] == BOARD)]) if reached else 0)
    assert given_aid(c, coverage) == expected


@given(table(CHILDREN), COVERAGE, COVERAGE)
def test_more_coverage_and_higher_rates_take_nothing_from_anybody(c, one, other):
    less, more = np.minimum(one, other), np.maximum(one, other)
    assert (np.array(given_aid(c, less)) <= given_aid(c, more, RATES + 500)).all()


def test_the_share_reached_is_the_coverage():
    n = 40_000
    c = {name: np.full(n, {"status": ENROLLED, "grade": 3, "household": 1}.get(name, 0), kind[0])
         for name, kind in CHILDREN.items()}  # fmt: skip
    c["uid"] = np.arange(n, dtype=np.uint64)
    reached = np.mean(np.array(given_aid(c, np.full(2, 0.7), RATES + 1)) > 0)
    assert abs(reached - 0.7) < 4 * np.sqrt(0.7 * 0.3 / n)
