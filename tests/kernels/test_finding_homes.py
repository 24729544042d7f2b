"""Homes by draw: as a search of numpy in the residents of settlements, and by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.finding_homes import homes_at, homes_in_seats

PLACES = st.lists(
    st.lists(st.sampled_from([0.0, 0.1, 1.0, 3.3, 700.7]), min_size=0, max_size=5), min_size=1, max_size=6
).filter(any)
LUCK = st.lists(st.floats(0.0, 1.0, exclude_max=True), min_size=1, max_size=20)


@given(PLACES, LUCK)
def test_a_home_in_a_place_is_where_the_draw_falls_among_all_residents(places, luck):
    weight, begins = np.concatenate(places), np.cumsum([0, *map(len, places)])
    total = np.array([sum(place) for place in places], float)
    before, edges = np.concatenate([[0.0], np.cumsum(total)[:-1]]), np.cumsum(weight)
    order, luck = np.arange(len(weight))[::-1].copy(), np.array(luck)
    place = np.arange(len(luck)) % len(places)
    at = before[place] + luck * total[place]
    expected = order[np.minimum(np.searchsorted(edges, at, side="right"), len(order) - 1)]
    assert homes_at(place, luck, begins, total, before, edges, order).tolist() == expected.tolist()


def test_homes_in_seats_by_hand():
    """One seat of two settlements, 1 resident beside 3; a county without a seat; a seat of one settlement."""
    begins, edges, settlements = np.array([0, 2, 2, 3]), np.array([0.25, 1.0, 1.0]), np.array([7, 4, 9])
    county, luck = np.array([0, 0, 0, 1, 2]), np.array([0.0, 0.25, 0.999, 0.5, 0.5])
    assert homes_in_seats(county, luck, begins, edges, settlements).tolist() == [7, 4, 4, 0, 9]
