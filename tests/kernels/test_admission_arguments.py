"""What the mechanisms over whole tables take: any form of array, empty ones, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.admission import (
    deferred_acceptance,
    immediate_acceptance,
    serial_dictatorship,
    top_trading_cycles,
)
from tests.plain_markets import markets

MECHANISMS = pytest.mark.parametrize(
    "mechanism", [deferred_acceptance, immediate_acceptance, top_trading_cycles], ids=lambda f: f.__name__
)


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
