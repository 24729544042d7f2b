"""Years of service, teacher by teacher."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.service import SERVED, add_hours, break_off_years, complete_years, count_served
from tests.columns import array, choice, table, whole

YEARS = ("years_rural", "years_village", "years_as_guest")
TEACHERS = {
    "home_school": whole(np.int16, 0, 2), "school": whole(np.int16, 0, 2), "stage": whole(np.uint8, 0, 1),
    **{name: choice(np.uint8, 0, 1, 2, 3, 9, 10, 19, 20, 25, 254, 255) for name in YEARS},
}  # fmt: skip
KINDS = array(3, choice(np.bool_, False, True))


def copies(t) -> list[np.ndarray]:
    return [t[name].copy() for name in YEARS]


@given(table(TEACHERS), KINDS, KINDS)
def test_a_year_is_completed_and_broken_off(t, rural, village):
    done = copies(t)
    complete_years(t["home_school"], t["school"], rural, village, *done)
    home, at = t["home_school"], t["school"]
    for years, before, more in zip(
        done, copies(t), (rural[home], village[home], rural[at] & (at != home)), strict=True
    ):
        assert years.tolist() == np.minimum(255, before.astype(int) + more).tolist()
    left = copies(t)[:2]
    break_off_years(home, rural, village, *left)
    assert left[0].tolist() == (t["years_rural"] * rural[home]).tolist()
    assert left[1].tolist() == (t["years_village"] * village[home]).tolist()


@given(table(TEACHERS), KINDS, array(3, choice(np.int64, -1, 9, 10)), st.permutations([0, 1, 6]))
def test_who_has_served_how_long(t, rural, award_years, cell):
    cell, counts = np.array(cell), np.zeros((len(SERVED), 12))
    home = t["home_school"]
    count_served(home, t["stage"], *copies(t), cell, rural, award_years, counts)
    of_rural, of_village, as_guest = (t[name] for name in YEARS)
    which = {
        "n_rural_3": of_rural >= 3, "n_rural_20": of_rural >= 20, "n_rural_25": of_rural >= 25,
        "n_village_10": of_village >= 10, "n_town_1": ~rural[home] & (as_guest >= 1),
        "n_awarded": of_village == award_years[home],
    }  # fmt: skip
    at = cell[home] + 3 * t["stage"].astype(int)
    for name, found in zip(SERVED, counts, strict=True):
        assert found.tolist() == np.bincount(at[which[name]], minlength=12).tolist()


def test_hours_of_training_by_hand():
    """Teachers 0, 1 and 3 go: 72 hours in county 0 (schools 0 and 1), 90 in county 1 (school 2)."""
    hours, of_schools, counts = np.array([5, 0, 7, 300], np.int16), np.zeros(3, np.int32), np.zeros(12)
    add_hours(
        np.array([0, 1, 1, 2], np.int16), np.array([0, 1, 0, 0], np.uint8), np.array([True, True, False, True]),
        np.array([72, 90]), np.array([0, 0, 1], np.int16), np.array([1, 1, 6]), hours, of_schools, counts,
    )  # fmt: skip
    assert hours.tolist() == [77, 72, 7, 390]
    assert of_schools.tolist() == [72, 72, 90]
    assert {cell: n for cell, n in enumerate(counts.tolist()) if n} == {1: 72, 4: 72, 6: 90}
