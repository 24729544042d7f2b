"""What breaks a law is counted, one by one."""

import numpy as np
from hypothesis import given

from sim.kernels.codes import CLOSED, OPEN, PRIVATE, PUBLIC
from sim.kernels.laws import schools_with_wrong_classes, seated_where_none_is_taught, teachers_out_of_place
from tests.columns import array, choice, table, whole

SCHOOLS = {
    "status": choice(np.uint8, OPEN, OPEN, CLOSED), "ownership": choice(np.uint8, PUBLIC, PUBLIC, PRIVATE),
    "grade_low": choice(np.uint8, 1, 7), "grade_high": choice(np.uint8, 6, 9), "county": whole(np.int16, 0, 1),
}  # fmt: skip
TEACHERS = {"home_school": whole(np.int16, -1, 3), "school": whole(np.int16, -1, 3)}


@given(table(SCHOOLS, 3, 3), array((3, 9), choice(np.int64, 0, 0, 0, 5)))
def test_pupils_sit_where_their_grade_is_taught(s, seated):
    wrong = [
        (i, g)
        for i, g in np.argwhere(seated)
        if s["status"][i] != OPEN or not s["grade_low"][i] <= g + 1 <= s["grade_high"][i]
    ]
    assert seated_where_none_is_taught(seated, s["status"], s["grade_low"], s["grade_high"]) == len(wrong)


@given(array((4, 9), choice(np.int32, 0, 0, 1, 3)), array((4, 9), choice(np.int16, 0, 0, 1, 2)))
def test_classes_are_there_where_pupils_are(pupils, classes):
    taught, formed = pupils.sum(axis=1), classes.sum(axis=1)
    wrong = ((taught > 0) != (formed > 0)) | (formed > taught)
    assert schools_with_wrong_classes(pupils, classes) == wrong.sum()


@given(table(TEACHERS), table(SCHOOLS, 3, 3))
def test_teachers_belong_to_open_public_schools_of_one_county(t, s):
    wrong = 0
    for places in zip(t["home_school"].tolist(), t["school"].tolist(), strict=True):
        stands = all(
            0 <= one < 3 and s["status"][one] == OPEN and s["ownership"][one] == PUBLIC for one in places
        )
        wrong += not (stands and s["county"][places[0]] == s["county"][places[1]])
    columns = (s[name] for name in ("status", "ownership", "county"))
    assert teachers_out_of_place(t["home_school"], t["school"], *columns) == wrong
