"""Matching mechanisms over whole tables: against plain forms, and what must always hold."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernels.admission import (
    deferred_acceptance,
    immediate_acceptance,
    serial_dictatorship,
    top_trading_cycles,
)
from tests.plain_markets import (
    all_matchings,
    all_reports,
    blocking_pairs,
    is_allowed,
    markets,
    places_in_lists,
    plain_deferred,
    plain_dictatorship,
    plain_immediate,
    plain_lists,
    plain_trading,
)

PLAIN = {
    deferred_acceptance: plain_deferred,
    immediate_acceptance: plain_immediate,
    top_trading_cycles: plain_trading,
}
MECHANISMS = pytest.mark.parametrize("mechanism", PLAIN, ids=lambda f: f.__name__)


def dictatorship(preferences, priorities, capacities):
    """Return serial dictatorship in the order of the rows, so that it can be asked as the others are."""
    return serial_dictatorship(preferences, np.arange(len(preferences)), capacities)


@MECHANISMS
@given(markets())
def test_the_same_as_the_plain_form(mechanism, market):
    found = mechanism(*market)
    assert found.tolist() == PLAIN[mechanism](*market)
    assert is_allowed(found, *market)


@given(markets(), st.randoms(use_true_random=False))
def test_serial_dictatorship_is_the_same_as_the_plain_form(market, luck):
    preferences, _, capacities = market
    order = luck.sample(range(len(preferences)), len(preferences))
    expected = plain_dictatorship(preferences, order, capacities)
    assert serial_dictatorship(preferences, order, capacities).tolist() == expected


@given(markets())
def test_deferred_acceptance_has_no_blocking_pair(market):
    assert blocking_pairs(deferred_acceptance(*market), *market) == []


@given(markets(max_applicants=4, max_schools=3))
def test_deferred_acceptance_is_best_for_everybody_among_the_stable(market):
    lists = plain_lists(market[0])
    mine = places_in_lists(deferred_acceptance(*market), lists)
    stable = [m for m in all_matchings(*market) if not blocking_pairs(m, *market)]
    for other in stable:
        assert all(a <= b for a, b in zip(mine, places_in_lists(other, lists), strict=True))


@given(markets(max_applicants=4, max_schools=3))
def test_top_trading_cycles_cannot_be_bettered_for_one_without_hurting_another(market):
    lists = plain_lists(market[0])
    mine = places_in_lists(top_trading_cycles(*market), lists)
    for other in all_matchings(*market):
        theirs = places_in_lists(other, lists)
        assert theirs == mine or any(b > a for a, b in zip(mine, theirs, strict=True))


def gains(mechanism, market):
    """Return (applicant, report) of every false report that gets somebody a school he likes better."""
    preferences, priorities, capacities = market
    lists, n_schools = plain_lists(preferences), len(capacities)
    honest = places_in_lists(mechanism(*market), lists)
    out = []
    for i, listed in enumerate(lists):
        for report in all_reports(n_schools):
            told = [[*row, *[-1] * (n_schools - len(row))] for row in lists]
            told[i] = report
            got = int(mechanism(np.array(told).reshape(len(lists), n_schools), priorities, capacities)[i])
            if got in listed and listed.index(got) < honest[i]:
                out.append((i, report))
    return out


@pytest.mark.parametrize("mechanism", [deferred_acceptance, top_trading_cycles, dictatorship])
@settings(max_examples=40)
@given(market=markets(max_applicants=4, max_schools=3))
def test_no_false_report_of_any_applicant_pays(mechanism, market):
    assert gains(mechanism, market) == []


def test_a_false_report_pays_under_immediate_acceptance():
    # 0 and 1 want school 0 most, 2 wants school 1; at school 1 applicant 1 comes before 2 but asks a round too late.
    market = [[0, 1], [0, 1], [1, 0]], [[0.0, 1.0, 2.0], [2.0, 0.0, 1.0]], [1, 1]
    assert immediate_acceptance(*market).tolist() == [0, -1, 1]
    assert (1, [1, 0]) in gains(immediate_acceptance, market)
    assert gains(deferred_acceptance, market) == []


@pytest.mark.parametrize("mechanism", [deferred_acceptance, immediate_acceptance, dictatorship])
@given(market=markets(), school=st.integers(0, 3))
def test_one_more_seat_never_places_fewer(mechanism, market, school):
    preferences, priorities, capacities = market
    more = capacities.copy()
    more[school : school + 1] += 1
    before, after = mechanism(*market), mechanism(preferences, priorities, more)
    assert (after >= 0).sum() >= (before >= 0).sum()


@given(markets())
def test_one_more_seat_hurts_nobody_under_deferred_acceptance(market):
    preferences, priorities, capacities = market
    lists = plain_lists(preferences)
    steps = [
        places_in_lists(deferred_acceptance(preferences, priorities, capacities + k), lists)
        for k in (0, 1, 2)
    ]
    assert all(b <= a for less, more in pairwise(steps) for a, b in zip(less, more, strict=True))


@MECHANISMS
@given(market=markets(distinct=True), luck=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_where_priorities_differ(mechanism, market, luck):
    preferences, priorities, capacities = market
    row = np.array(luck.sample(range(len(preferences)), len(preferences)), int)
    found = mechanism(preferences[row], priorities[:, row], capacities)
    assert found.tolist() == mechanism(*market)[row].tolist()


@MECHANISMS
@given(market=markets(), seats=st.integers(0, 3))
def test_a_new_school_that_nobody_lists_changes_nobody(mechanism, market, seats):
    preferences, priorities, capacities = market
    more = np.vstack([priorities, np.zeros((1, len(preferences)))])
    assert mechanism(preferences, more, [*capacities, seats]).tolist() == mechanism(*market).tolist()


def competitors(lists, start):
    """Return the schools that `start` lists, or somebody who competes with him lists, and so on."""
    reached = set(lists[start])
    while True:
        more = reached.union(*(row for row in lists if reached & set(row)))
        if more == reached:
            return reached
        reached = more


@pytest.mark.parametrize("mechanism", [*PLAIN, dictatorship])
@given(market=markets(max_schools=5))
def test_one_more_applicant_changes_only_those_who_compete(mechanism, market):
    preferences, priorities, capacities = market
    lists, n = plain_lists(preferences), len(preferences)
    if n == 0:
        return
    priorities = priorities.copy()
    for i, row in enumerate(lists):  # no claims on schools that are not listed: nothing else to trade
        priorities[[s for s in range(len(capacities)) if s not in row], i] = np.inf
    before = mechanism(preferences[:-1], priorities[:, :-1], capacities)
    after = mechanism(preferences, priorities, capacities)
    reached = competitors(lists, n - 1)
    for i in range(n - 1):
        assert before[i] == after[i] or set(lists[i]) & reached
    if mechanism is deferred_acceptance:
        places = zip(*(places_in_lists(m, lists[:-1]) for m in (before, after[:-1])), strict=True)
        assert all(a <= b for a, b in places)
