"""Who leads each school, school by school."""

import numpy as np
from hypothesis import given

from sim.kernels.principals import name_principals
from sim.kernels.teacher_codes import IN_POST, VOLUNTEER
from tests.columns import array, choice, table, whole

TEACHERS = {
    "home_school": whole(np.int16, 0, 2), "contract": choice(np.uint8, IN_POST, IN_POST, VOLUNTEER),
    "title": whole(np.uint8, 0, 2), "birth_year": choice(np.int16, 1970, 1971), "birth_month": choice(np.uint8, 1, 12),
    "is_principal": whole(np.uint8, 0, 1),
}  # fmt: skip


@given(table(TEACHERS), array(3, choice(np.bool_, False, True)))
def test_as_named_school_by_school(t, has_one):
    rows, expected = range(len(t["uid"])), np.zeros(len(t["uid"]), int)
    for school in np.flatnonzero(has_one):
        mine = [i for i in rows if t["home_school"][i] == school]
        sit = [i for i in mine if t["is_principal"][i]]
        in_post = [i for i in mine if t["contract"][i] == IN_POST]
        if len(sit) == 1:
            expected[sit[0]] = 1
        elif in_post:
            best = min(
                in_post,
                key=lambda i: (
                    not t["is_principal"][i], -int(t["title"][i]), t["birth_year"][i], t["birth_month"][i], t["uid"][i]
                ),
            )  # fmt: skip
            expected[best] = 1
    found = t["is_principal"].copy()
    columns = ("home_school", "contract", "title", "birth_year", "birth_month", "uid")
    name_principals(*(t[name] for name in columns), has_one, found)
    assert found.tolist() == expected.tolist()
