"""Matching mechanisms over whole tables: against plain forms, textbooks and a library, and what must always hold."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

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


def ranks(*lines):
    """Return priorities from lines of applicants counted from 1, as books print them."""
    return np.argsort(np.array(lines) - 1, axis=1).astype(float)


def test_gale_and_shapley_1962_first_example():
    # "College Admissions and the Stability of Marriage", example 1: of six sets of marriages three are stable; if the men
    # propose each gets his first choice (alpha-A, beta-B, gamma-C), if the women propose each gets hers.
    men, women = [[0, 1, 2], [1, 2, 0], [2, 0, 1]], [[1, 2, 0], [2, 0, 1], [0, 1, 2]]
    one = np.ones(3, int)
    assert deferred_acceptance(men, np.argsort(women, axis=1), one).tolist() == [0, 1, 2]
    assert deferred_acceptance(women, np.argsort(men, axis=1), one).tolist() == [1, 2, 0]
    market = np.array(men), np.argsort(women, axis=1), one
    stable = {m for m in all_matchings(*market) if -1 not in m and not blocking_pairs(m, *market)}
    assert stable == {(0, 1, 2), (1, 2, 0), (2, 0, 1)}


def test_abdulkadiroglu_and_sonmez_2003_stable_but_not_efficient():
    # "School Choice: A Mechanism Design Approach", example 1 (from Roth 1982): the only stable matching gives
    # i1-s1, i2-s2, i3-s3, and i1-s2, i2-s1, i3-s3 is better for two and worse for none.
    preferences = [[1, 0, 2], [0, 1, 2], [0, 1, 2]]
    priorities = ranks([1, 3, 2], [2, 1, 3], [2, 1, 3])
    market = preferences, priorities, [1, 1, 1]
    assert deferred_acceptance(*market).tolist() == [0, 1, 2]
    assert top_trading_cycles(*market).tolist() == [1, 0, 2]


def test_abdulkadiroglu_and_sonmez_2003_top_trading_cycles():
    # The same paper's appendix: eight students, schools with 2, 2, 3 and 3 seats, four steps.
    preferences = np.array([
        [2, 1, 3, 4], [1, 2, 3, 4], [3, 2, 1, 4], [3, 4, 1, 2],
        [1, 3, 4, 2], [4, 1, 2, 3], [1, 2, 3, 4], [1, 2, 4, 3],
    ]) - 1  # fmt: skip
    priorities = ranks(
        [1, 2, 3, 4, 5, 6, 7, 8], [3, 5, 4, 8, 7, 2, 1, 6], [5, 3, 1, 7, 2, 8, 6, 4], [6, 8, 7, 4, 2, 3, 5, 1]
    )
    found = top_trading_cycles(preferences, priorities, [2, 2, 3, 3])
    assert (found + 1).tolist() == [2, 1, 3, 3, 1, 4, 2, 4]


def test_a_claim_can_be_traded_by_one_who_does_not_want_it():
    # Applicant 0 is first at school 0 and wants only school 1, applicant 1 the other way round; 2 is second at both.
    priorities = [[0.0, 2.0, 1.0], [2.0, 0.0, 1.0]]
    market = [[1, -1], [0, -1], [0, 1]], priorities, [1, 1]
    assert top_trading_cycles(*market).tolist() == [1, 0, -1]
    assert deferred_acceptance(*market).tolist() == [1, -1, 0]
    not_eligible = [[np.inf, 2.0, 1.0], [2.0, 0.0, 1.0]]
    assert top_trading_cycles(market[0], not_eligible, [1, 1]).tolist() == [1, -1, 0]


@pytest.mark.parametrize("seed", range(200))
def test_deferred_acceptance_against_the_library_matching(seed):
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 25)), int(rng.integers(1, 8))
    lists = [rng.permutation(m)[: rng.integers(1, m + 1)].tolist() for _ in range(n)]
    priorities, capacities = rng.permuted(np.tile(np.arange(n), (m, 1)), axis=1), rng.integers(1, 6, m)
    listed = {s: [i for i in np.argsort(priorities[s]).tolist() if s in lists[i]] for s in range(m)}
    solved = HospitalResident.create_from_dictionaries(
        {f"a{i}": [f"s{s}" for s in row] for i, row in enumerate(lists)},
        {f"s{s}": [f"a{i}" for i in line] for s, line in listed.items() if line},
        {f"s{s}": int(capacities[s]) for s, line in listed.items() if line},
    ).solve()
    expected = {str(a): int(str(s)[1:]) for s, inside in solved.items() for a in inside}
    table = [row + [-1] * (m - len(row)) for row in lists]
    found = deferred_acceptance(table, priorities, capacities)
    assert found.tolist() == [expected.get(f"a{i}", -1) for i in range(n)]


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
        places_in_lists(deferred_acceptance(preferences, priorities, capacities + k), lists) for k in (0, 1, 2)
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


FORMS = {
    "lists": lambda x: x.tolist(),
    "int8": lambda x: x.astype(np.int8) if x.dtype.kind == "i" else x.astype(np.float32),
    "unsigned or whole floats": lambda x: x.astype(np.uint16) if (x >= 0).all() else x.astype(float),
    "other byte order": lambda x: x.astype(x.dtype.newbyteorder()),
    "by columns": np.asfortranarray,
    "every second": lambda x: np.repeat(x, 2, axis=0)[::2],
}


@MECHANISMS
@pytest.mark.parametrize("form", FORMS)
def test_any_form_of_array_is_taken(mechanism, form):
    preferences = np.array([[0, 1, -1], [1, 2, 0], [2, -1, -1], [0, 2, 1]])
    market = preferences, np.array([[3.0, 2, 1, 0], [0, 1, 2, 3], [1, 1, 1, 1]]), np.array([1, 1, 1])
    expected = mechanism(*market)
    found = mechanism(*map(FORMS[form], market))
    assert found.tolist() == expected.tolist()
    assert found.dtype.kind == "i"
    order = np.array([3, 1, 0, 2])
    dictated = serial_dictatorship(*map(FORMS[form], (preferences, order, market[2])))
    assert dictated.tolist() == serial_dictatorship(preferences, order, market[2]).tolist()


@MECHANISMS
@given(market=markets())
def test_no_argument_is_modified(mechanism, market):
    copies = [x.copy() for x in market]
    order = np.arange(len(market[0]))[::-1].copy()
    for x in (*market, order):
        x.flags.writeable = False
    found = mechanism(*market), serial_dictatorship(market[0], order, market[2])
    for x, copy in zip(market, copies, strict=True):
        np.testing.assert_array_equal(x, copy)
        for result in found:
            assert not np.shares_memory(x, result)


@MECHANISMS
def test_empty_markets(mechanism):
    assert mechanism([], [], []).tolist() == []
    assert mechanism(np.zeros((0, 3)), np.zeros((2, 0)), [1, 0]).tolist() == []
    assert mechanism([], [[], []], [1, 0]).tolist() == []
    assert mechanism([[], []], [[1.0, 2.0]], [1]).tolist() == [-1, -1]
    assert mechanism([[-1, 5], [-1, 5]], [], []).tolist() == [-1, -1]
    assert mechanism([[0], [0]], [[1.0, 2.0]], [0]).tolist() == [-1, -1]
    assert serial_dictatorship([], [], []).tolist() == []
    assert serial_dictatorship([[], []], [1, 0], [1]).tolist() == [-1, -1]


LISTS, LINES, SEATS = [[0, 1], [1, 0]], [[0.0, 1.0], [0.0, 1.0]], [1, 1]
WRONG = {
    "row 1: there is no place 2": ([[0, 1], [1, 2]], LINES, SEATS),
    "row 0: there is no place -2": ([[-2, 1], [1, 0]], LINES, SEATS),
    "row 1: place 0 stands twice": ([[0, 1], [0, 0]], LINES, SEATS),
    "there is no place 9223372036854775807": (np.array([[2**64 - 1], [0]], np.uint64), LINES, SEATS),
    "preferences, row 1: rows of unequal length": ([[0, 1], [1]], LINES, SEATS),
    "preferences, row 1, column 0: 0.5": ([[0, 1], [0.5, 1]], LINES, SEATS),
    "preferences: shape": ([0, 1], LINES, SEATS),
    "preferences: whole numbers are wanted, not bool": ([[True], [False]], LINES, SEATS),
    "preferences: whole numbers are wanted, not object": ([[None], [0]], LINES, SEATS),
    "priorities, row 1, column 0: nan": (LISTS, [[0.0, 1.0], [np.nan, 1.0]], SEATS),
    "priorities, row 1: rows of unequal length": (LISTS, [[0.0, 1.0], [1.0]], SEATS),
    r"priorities: shape \(2, 3\)": (LISTS, np.zeros((2, 3)), SEATS),
    r"priorities: shape \(1, 2\)": (LISTS, np.zeros((1, 2)), SEATS),
    "priorities: numbers are wanted": (LISTS, [["a", "b"], ["c", "d"]], SEATS),
    "capacities, row 1: -3 is negative": (LISTS, LINES, [1, -3]),
    "capacities, row 0: inf": (LISTS, LINES, [np.inf, 1]),
    "capacities: shape": (LISTS, LINES, 1),
}


@MECHANISMS
@pytest.mark.parametrize("told", WRONG)
def test_what_is_wrong_is_said_with_its_row(mechanism, told):
    with pytest.raises(ValueError, match=told):
        mechanism(*WRONG[told])


@pytest.mark.parametrize(
    ("told", "order"),
    [
        ("order: 1 rows for 2 applicants", [0]),
        ("order, row 1: applicant 0 a second time", [0, 0]),
        ("order, row 0: there is no applicant 2", [2, 1]),
        ("order, row 1: there is no applicant -1", [0, -1]),
        ("order: shape", [[0, 1]]),
    ],
)
def test_an_order_must_name_everybody_once(told, order):
    with pytest.raises(ValueError, match=told):
        serial_dictatorship(LISTS, order, SEATS)


def test_serial_dictatorship_names_the_row_of_other_mistakes():
    for told, (preferences, _, capacities) in WRONG.items():
        if "priorities" not in told:
            with pytest.raises(ValueError, match=told):
                serial_dictatorship(preferences, [0, 1], capacities)
