"""The same mechanisms over lists of pairs: equal to the whole tables, seats of two kinds, lines and group scores."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.admission import (
    deferred_acceptance,
    immediate_acceptance,
    serial_dictatorship,
    top_trading_cycles,
)
from sim.kernels.lines import last_admitted, ranks_in_line
from sim.kernels.markets import (
    deferred_acceptance_pairs,
    immediate_acceptance_pairs,
    serial_dictatorship_pairs,
    top_trading_cycles_pairs,
)
from tests.plain_markets import as_pairs, markets, plain_lists

TABLES = {
    deferred_acceptance_pairs: deferred_acceptance,
    immediate_acceptance_pairs: immediate_acceptance,
    top_trading_cycles_pairs: top_trading_cycles,
}
MECHANISMS = pytest.mark.parametrize("mechanism", TABLES, ids=lambda f: f.__name__)
INF = np.inf


def cells_of(accepted, cell):
    """Return the cell of each accepted pair."""
    return [int(cell[k]) if k >= 0 else -1 for k in accepted]


@MECHANISMS
@given(market=markets())
def test_pairs_give_what_tables_give(mechanism, market):
    preferences, priorities, capacities = market
    first, cell, score = as_pairs(preferences, priorities)
    only_listed = np.full_like(priorities, INF)
    for i, row in enumerate(plain_lists(preferences)):
        only_listed[row, i] = priorities[row, i]
    accepted = mechanism(first, cell, score, capacities)
    assert cells_of(accepted, cell) == TABLES[mechanism](preferences, only_listed, capacities).tolist()
    assert all(k < 0 or first[i] <= k < first[i + 1] for i, k in enumerate(accepted))


@given(markets(), st.randoms(use_true_random=False))
def test_pairs_give_what_tables_give_for_serial_dictatorship(market, luck):
    preferences, priorities, capacities = market
    first, cell, _ = as_pairs(preferences, priorities)
    order = luck.sample(range(len(preferences)), len(preferences))
    accepted = serial_dictatorship_pairs(first, cell, order, capacities)
    assert cells_of(accepted, cell) == serial_dictatorship(preferences, order, capacities).tolist()


def test_reserved_and_open_seats_of_one_school_by_hand():
    # Cell 0: one open seat, by lottery; cell 1: one seat reserved for applicants 1 and 2. All three list both.
    first, cell = [0, 2, 4, 6], np.array([0, 1, 0, 1, 0, 1], np.int32)
    score = np.array([0.9, INF, 0.1, 0.1, 0.5, 0.5])
    accepted = deferred_acceptance_pairs(first, cell, score, [1, 1])
    assert accepted.tolist() == [-1, 2, 5]  # 1 by the open seat, 2 by the reserved one, 0 has no claim to it
    reserved_first = np.array([1, 0, 1, 0, 1, 0], np.int32), np.array([INF, 0.9, 0.1, 0.1, 0.5, 0.5])
    accepted = deferred_acceptance_pairs(first, *reserved_first, [1, 1])
    assert accepted.tolist() == [-1, 2, 5]  # now 1 by the reserved seat; 2 stands before 0 for the open one
    assert last_admitted(accepted, first, *reserved_first, 2).tolist() == [2, 1]


@given(markets())
def test_ranks_in_line(market):
    preferences, priorities, capacities = market
    first, cell, score = as_pairs(preferences, priorities)
    row = np.repeat(np.arange(len(preferences)), np.diff(first))
    standing = [(c, x, i) for c, x, i in zip(cell, score, row, strict=True)]
    expected = [
        sum(other < mine for other in standing if other[0] == mine[0]) if mine[1] < INF else -1
        for mine in standing
    ]
    assert ranks_in_line(first, cell, score, len(capacities)).tolist() == expected


@given(markets())
def test_the_last_admitted_stands_furthest_back_among_those_who_got_in(market):
    preferences, priorities, capacities = market
    first, cell, score = as_pairs(preferences, priorities)
    accepted = deferred_acceptance_pairs(first, cell, score, capacities)
    rank = ranks_in_line(first, cell, score, len(capacities))
    expected = [
        max(((rank[k], i) for i, k in enumerate(accepted) if k >= 0 and cell[k] == c), default=(0, -1))[1]
        for c in range(len(capacities))
    ]
    assert last_admitted(accepted, first, cell, score, len(capacities)).tolist() == expected


def test_lines_by_hand():
    # Cell 0 is asked for by 0 (2.0), 1 (1.0), 2 (1.0) and 3, who is not eligible; nobody asks for cell 1.
    first, cell, score = [0, 1, 2, 3, 4], [0, 0, 0, 0], [2.0, 1.0, 1.0, INF]
    assert ranks_in_line(first, cell, score, 2).tolist() == [2, 0, 1, -1]
    accepted = deferred_acceptance_pairs(first, cell, score, [2, 5])
    assert accepted.tolist() == [-1, 1, 2, -1]
    assert last_admitted(accepted, first, cell, score, 2).tolist() == [2, -1]


@given(markets(max_applicants=9), st.data())
def test_a_better_group_never_loses_to_a_worse_one_for_the_same_seat(market, data):
    preferences, priorities, capacities = market
    first, cell, _ = as_pairs(preferences, priorities)
    n = len(cell)
    group, sub = (data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)) for _ in range(2))
    lottery = data.draw(st.lists(st.integers(0, 2**32 - 1), min_size=n, max_size=n))
    standing = list(zip(group, sub, lottery, strict=True))
    score = np.array([g * 2.0**48 + s * 2.0**32 + x for g, s, x in standing])
    accepted = deferred_acceptance_pairs(first, cell, score, capacities)
    inside = Counter(cells_of(accepted, cell))
    for i, got in enumerate(accepted):
        for k in range(first[i], got if got >= 0 else first[i + 1]):  # what he would rather have had
            assert inside[int(cell[k])] == capacities[cell[k]]
            assert all(standing[j] <= standing[k] for j in accepted if j >= 0 and cell[j] == cell[k])


@MECHANISMS
def test_many_in_one_line(mechanism):
    # 500 applicants, 120 seats, scores drawn with many ties: the 120 first in line get in, whatever the mechanism.
    rng = np.random.default_rng(3)
    score = rng.integers(0, 40, 500).astype(float)
    accepted = mechanism(np.arange(501), np.zeros(500, np.int32), score, [120])
    expected = np.sort(np.lexsort((np.arange(500), score))[:120])
    np.testing.assert_array_equal(np.flatnonzero(accepted >= 0), expected)


@MECHANISMS
def test_a_large_random_market_against_the_table(mechanism):
    # Heaps of hundreds, long chains: 3,000 applicants, 12 schools, 6 choices, seats for 2,800.
    rng = np.random.default_rng(5)
    preferences = np.argsort(rng.gumbel(size=(3000, 12)) + np.linspace(0, 3, 12), axis=1)[:, :6]
    cell = preferences.ravel().astype(np.int32)
    score = rng.integers(0, 50, len(cell)).astype(float)
    seats = np.full(12, 2800 // 12)
    accepted = mechanism(np.arange(0, len(cell) + 1, 6), cell, score, seats)
    priorities = np.full((12, 3000), INF)
    priorities[cell, np.repeat(np.arange(3000), 6)] = score
    assert cells_of(accepted, cell) == TABLES[mechanism](preferences, priorities, seats).tolist()
    assert np.bincount(cell[accepted[accepted >= 0]], minlength=12).max() <= 2800 // 12


@MECHANISMS
def test_pairs_are_not_modified(mechanism):
    market = np.array([0, 2, 3]), np.array([1, 0, 1], np.int32), np.array([1.0, 0.0, 0.5]), np.array([1, 1])
    copies = [x.copy() for x in market]
    expected = mechanism(*market).tolist()
    for x in market:
        x.flags.writeable = False
    assert mechanism(*market).tolist() == expected
    for x, copy in zip(market, copies, strict=True):
        np.testing.assert_array_equal(x, copy)


@MECHANISMS
def test_empty_markets(mechanism):
    assert mechanism([0], [], [], []).tolist() == []
    assert mechanism([0, 0, 0], [], [], [3]).tolist() == [-1, -1]
    assert mechanism([0, 1], [0], [0.0], [0]).tolist() == [-1]
    assert ranks_in_line([0, 0], [], [], 2).tolist() == []
    assert last_admitted([-1], [0, 0], [], [], 2).tolist() == [-1, -1]


WRONG = {
    "first: must begin with 0": ([1, 2], [0, 0], [0.0, 0.0], [1]),
    "first: must begin with 0 and end with the 2 pairs": ([0, 1], [0, 0], [0.0, 0.0], [1]),
    "first, row 2: smaller than the row before": ([0, 2, 1, 3], [0, 1, 0], [0.0, 0.0, 0.0], [1, 1]),
    "applicant row 1: there is no place 1": ([0, 0, 1], [1], [0.0], [1]),
    "applicant row 1: place 0 stands twice": ([0, 1, 3], [0, 0, 0], [0.0, 0.0, 0.0], [1]),
    "score, row 1: nan": ([0, 1, 2], [0, 0], [0.0, np.nan], [1]),
    "score: 1 rows for 2 pairs": ([0, 1, 2], [0, 0], [0.0], [1]),
    "capacities, row 0: -1 is negative": ([0, 1], [0], [0.0], [-1]),
}


@MECHANISMS
@pytest.mark.parametrize("told", WRONG)
def test_what_is_wrong_is_said_with_its_row(mechanism, told):
    with pytest.raises(ValueError, match=told):
        mechanism(*WRONG[told])


@pytest.mark.parametrize("told", [t for t in WRONG if "capacities" not in t])
def test_lines_say_what_is_wrong_as_well(told):
    first, cell, score, capacities = WRONG[told]
    with pytest.raises(ValueError, match=told):
        ranks_in_line(first, cell, score, len(capacities))
