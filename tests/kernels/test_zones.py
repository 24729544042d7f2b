"""Who serves by right: public schools, and private ones where a county has no other; plain form and by hand."""

import numpy as np
from hypothesis import given

from sim.kernels.codes import CLOSED, OPEN, PRIVATE, PUBLIC
from sim.kernels.zones import serving_by_right, taught_elsewhere, zone_schools
from tests.columns import array, choice

N = 6


def plain(status, low, high, county, ownership):
    def teaches(s, g):
        return status[s] == OPEN and low[s] <= g <= high[s]

    out = []
    for s in range(len(status)):
        rivals = [t for t in range(len(status)) if county[t] == county[s] and ownership[t] == PUBLIC]
        out.append(
            [
                bool(teaches(s, g) and (ownership[s] == PUBLIC or not any(teaches(t, g) for t in rivals)))
                for g in range(1, 10)
            ]
        )
    return out


@given(
    array(N, choice(np.uint8, OPEN, OPEN, CLOSED)), array((N, 2), choice(np.uint8, 1, 3, 6, 7, 9)),
    array(N, choice(np.int16, 0, 1)), array(N, choice(np.uint8, PUBLIC, PRIVATE)),
)  # fmt: skip
def test_serving_by_right_is_the_plain_form(status, span, county, ownership):
    low, high = np.sort(span, axis=1).T
    assert serving_by_right(status, low, high, county, ownership).tolist() == plain(
        status, low, high, county, ownership
    )


def test_a_nine_year_private_school_is_the_zone_of_the_grades_nobody_else_teaches():
    status, low, high = np.array([OPEN, OPEN, OPEN]), np.array([1, 1, 7]), np.array([6, 9, 9])
    county, private = np.array([0, 0, 1]), np.array([PUBLIC, PRIVATE, PRIVATE])
    serves = serving_by_right(status, low, high, county, private)
    assert serves[0].tolist() == [True] * 6 + [False] * 3
    assert serves[1].tolist() == [False] * 6 + [True] * 3
    assert serves[2].tolist() == [False] * 6 + [True] * 3
    zone, way = np.full((1, 9), 77, np.int32), np.full((1, 9), 77.0)
    near = np.array([[1, 0, -1]], np.int32), np.array([[5.0, 8.0, 0.0]])  # the private school is the nearer
    zone_schools(*near, serves, 0, 9, zone, way)
    assert zone[0].tolist() == [0] * 6 + [1] * 3
    assert way[0].tolist() == [8.0] * 6 + [5.0] * 3


def test_no_schools_serve_nothing():
    none = np.zeros(0, np.int64)
    assert serving_by_right(none, none, none, none, none).shape == (0, 9)


def test_a_public_school_that_closes_leaves_its_grades_to_the_private_one():
    columns = [np.array(v) for v in ([CLOSED, OPEN], [1, 1], [6, 6], [0, 0], [PUBLIC, PRIVATE])]
    assert serving_by_right(*columns)[1].tolist() == [True] * 6 + [False] * 3


def test_a_grade_taught_elsewhere_is_one_that_goes_on_at_a_school_of_the_county():
    low, high = np.array([1, 1, 7, 1, 1]), np.array([6, 3, 9, 9, 0])  # the last does not teach
    county, runs_out = np.array([0, 0, 0, 1, 0], np.int16), np.zeros(5, np.int64)
    ownership = np.full(5, PUBLIC, np.uint8)
    told = low, high, runs_out, county, ownership
    assert taught_elsewhere(*told, 0).tolist() == [True] * 3 + [False] * 3 + [True] * 3
    assert not taught_elsewhere(*told, 3).any()
    runs_out[1], ownership[2] = 2020, PRIVATE
    assert not taught_elsewhere(*told, 0).any()
    ownership[0] = PRIVATE  # for a private school another private one will do
    assert taught_elsewhere(*told, 0).tolist() == [False] * 6 + [True] * 3
