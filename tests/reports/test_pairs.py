"""Summaries of paired differences against figures worked by hand."""

import numpy as np
import pytest

from sim.reports.pairs import summarise


def one_cell(values, draw):
    found = summarise(np.array([values], float), np.array(draw))
    return {name: column[0] for name, column in found.items()}


def test_the_interval_is_over_draws():
    # Means of the draws 2, 5, 8: mean 5, sd 3, standard error 3/sqrt(3), t(2; 0.975) = 4.302653.
    found = one_cell([1, 3, 4, 6, 8, 8], [0, 0, 1, 1, 2, 2])
    assert found["mean"] == 5
    assert found["mean_lo95"] == pytest.approx(5 - 7.452414, abs=1e-5)
    assert found["mean_hi95"] == pytest.approx(5 + 7.452414, abs=1e-5)
    assert (found["p10"], found["p50"], found["p90"], found["n_pairs"]) == (1, 5, 8, 6)


def test_each_draw_weighs_the_same_however_many_seeds_it_has():
    assert one_cell([0, 0, 0, 6], [0, 0, 0, 1])["mean"] == 3


def test_one_draw_takes_its_seeds():
    # 1 and 3: mean 2, standard error sqrt(2)/sqrt(2) = 1, t(1; 0.975) = 12.706205.
    found = one_cell([1, 3], [4, 4])
    assert found["mean_lo95"] == pytest.approx(2 - 12.706205, abs=1e-5)
    assert found["mean_hi95"] == pytest.approx(2 + 12.706205, abs=1e-5)


def test_a_single_pair_has_no_interval():
    found = one_cell([7], [0])
    assert (found["p10"], found["p50"], found["p90"], found["mean"]) == (7, 7, 7, 7)
    assert np.isnan(found["mean_lo95"])
    assert np.isnan(found["mean_hi95"])


def test_quantiles_from_twenty_pairs_and_the_range_below():
    twenty = one_cell(np.arange(20), np.arange(20))
    assert (twenty["p10"], twenty["p50"], twenty["p90"]) == pytest.approx((1.9, 9.5, 17.1))
    nineteen = one_cell(np.arange(19), np.arange(19))
    assert (nineteen["p10"], nineteen["p50"], nineteen["p90"]) == (0, 9, 18)


def test_cells_are_summarised_apart():
    found = summarise(np.array([[1.0, 3.0], [10.0, 30.0]]), np.array([0, 1]))
    assert list(found["mean"]) == [2, 20]
    assert list(found["n_pairs"]) == [2, 2]


def test_a_cell_without_a_difference_in_some_pair_is_summarised_over_the_others():
    values = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan], [2.0, 4.0, 6.0]])
    found = summarise(values, np.array([0, 1, 2]))
    assert list(found["n_pairs"]) == [2, 0, 3]
    assert list(found["mean"][[0, 2]]) == [2, 4]
    assert np.isnan(
        [found[name][1] for name in ("p10", "p50", "p90", "mean", "mean_lo95", "mean_hi95")]
    ).all()
