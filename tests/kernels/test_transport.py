"""The transportation problem against a linear programme, with ties and zeros."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sim.kernels.transport import least_cost


def cheapest(supply, demand, cost) -> float:
    """Return the least total cost, by a general solver."""
    n, m = cost.shape
    rows = np.vstack([np.kron(np.eye(n), np.ones(m)), np.kron(np.ones(n), np.eye(m))])
    return linprog(cost.ravel(), A_eq=rows, b_eq=np.concatenate([supply, demand]), method="highs").fun


@st.composite
def problems(draw):
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    supply = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
    cost = draw(st.lists(st.integers(0, 4), min_size=n * m, max_size=n * m))  # few values: many ties
    cuts = sorted(draw(st.lists(st.integers(0, sum(supply)), min_size=m - 1, max_size=m - 1)))
    demand = np.diff([0, *cuts, sum(supply)])
    return np.array(supply), demand, np.array(cost, float).reshape(n, m)


@given(problems())
@settings(max_examples=200, deadline=None)
def test_as_cheap_as_a_linear_programme_and_exact(problem):
    supply, demand, cost = problem
    flow = least_cost(supply, demand, cost)
    assert (flow >= 0).all()
    assert (flow.sum(axis=1) == supply).all()
    assert (flow.sum(axis=0) == demand).all()
    assert (flow * cost).sum() == pytest.approx(cheapest(*problem), abs=1e-6)


def test_one_place_gives_up_its_sink_for_another():
    flow = least_cost(np.array([1, 1]), np.array([1, 1]), np.array([[1.0, 2.0], [1.0, 9.0]]))
    assert flow.tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("supply", "demand", "cost", "message"),
    [
        ([1], [2], [[1.0]], "must balance"),
        ([1], [1], [[np.inf]], "finite"),
        ([1, 1], [2], [[1.0]], "places, sinks"),
    ],
)
def test_what_cannot_be_sent_is_refused(supply, demand, cost, message):
    with pytest.raises(ValueError, match=message):
        least_cost(np.array(supply), np.array(demand), np.array(cost))
