"""Who asked for a school of the county seat and was turned away, against a plain form."""

import numpy as np
from hypothesis import given

from sim.kernels.admission_odds import count_turned_away
from sim.kernels.codes import OUTCOME_NAMES, OWN_SCHOOL
from tests.columns import table, whole

APPLICANTS = {
    "county": whole(np.int64, 0, 1),
    "grade": whole(np.int64, 1, 9),
    "origin": whole(np.int64, 0, 3),
    "outcome": whole(np.int64, 0, len(OUTCOME_NAMES) - 1),
    "school_from": whole(np.int64, -1, 2),
}
OF_SEAT = np.array([[True, False, True, True], [False, True, True, True]])  # the last stands for no school
TURNED = np.arange(len(OUTCOME_NAMES)) % 3 / 2.0


@given(table(APPLICANTS))
def test_who_asked_and_how_far_they_were_turned_away(a):
    expected = np.zeros((2, 2, 2, 2))
    for i in range(len(a["uid"])):
        stage, school, outcome = int(a["grade"][i] >= 7), a["school_from"][i], a["outcome"][i]
        if school == -1 or a["origin"][i] == 0 or outcome == OWN_SCHOOL or not OF_SEAT[stage, school]:
            continue
        cell = a["county"][i], stage, int(a["origin"][i] > 1)
        expected[0][cell] += 1
        expected[1][cell] += TURNED[outcome]
    found = np.zeros((2, 2, 2, 2))
    count_turned_away(*(a[name] for name in APPLICANTS), OF_SEAT, TURNED, *found)
    assert (found == expected).all()
