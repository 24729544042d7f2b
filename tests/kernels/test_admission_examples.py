"""Matching mechanisms against outcomes printed in papers, an example by hand, and the library `matching`."""

import numpy as np
import pytest
from matching.games import HospitalResident

from sim.kernels.admission import deferred_acceptance, top_trading_cycles
from tests.plain_markets import all_matchings, blocking_pairs


def ranks(*lines):
    """Return priorities from lines of applicants counted from 1, as books print them."""
    return np.argsort(np.array(lines) - 1, axis=1).astype(float)


def test_gale_and_shapley_1962_first_example():
    # "College Admissions and the Stability of Marriage", example 1: of six sets of marriages three are stable; if the
    # men propose each gets his first choice (alpha-A, beta-B, gamma-C), if the women propose each gets hers.
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
