"""Columns of new families and of children who arrive, against plain forms."""

import numpy as np
from hypothesis import given

from sim.kernels.arriving import children_of_arrivals, traits_of_new_families
from sim.kernels.codes import (
    BELOW_AGE,
    CONTINUING,
    FINISHED,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    LOCAL,
    NEWCOMER,
    OWNER,
    RELATIVES,
    TENANT,
    UNPLACED,
    VILLAGE,
    WAITING,
)
from tests.columns import choice, table, whole
from tests.plain_luck import new_uid

YEAR, KEY = 2020, np.uint64(77)
FAMILIES = {
    "home": whole(np.int64, 0, 1),
    "standing": choice(np.int64, LOCAL, NEWCOMER),
    "age": whole(np.int64, 18, 49),
    "partner": choice(np.int64, -1, 30),
    "poverty": choice(np.float64, 0.0, 0.05, 0.1, 0.2),
    "tenure": choice(np.float64, 0.0, 0.7, 0.8, 0.85, 0.9),
}


@given(table(FAMILIES))
def test_families_with_a_first_child(f):
    """The first settlement is a village: there 0.15 are poor, elsewhere 0.06; 0.7 own, 0.85 own or stay."""
    zone = np.array([VILLAGE, VILLAGE + 1])
    found = traits_of_new_families(*(f[name] for name in list(FAMILIES)[:4]), zone, f["poverty"], f["tenure"],
                                   (0.15, 0.06), 0.7, 0.85, YEAR)  # fmt: skip
    for h in range(len(f["uid"])):
        is_local, is_village, tenure = f["standing"][h] == LOCAL, f["home"][h] == 0, f["tenure"][h]
        assert [int(column[h]) for column in found] == [
            f["home"][h] if is_local else -1,
            HUKOU_REGION if is_local else HUKOU_PROVINCE,
            is_village or not is_local,
            OWNER if tenure < 0.7 else RELATIVES if tenure < 0.85 else TENANT,
            f["poverty"][h] < (0.15 if is_village else 0.06),
            YEAR - f["age"][h],
            YEAR - 30 if f["partner"][h] == 30 else 0,
        ]


ARRIVALS = {
    "age": whole(np.int64, 0, 16),
    "second": whole(np.bool_, 0, 1),
    "month": choice(np.float64, 0.0, 0.6, 0.67, 0.99),
    "sex": choice(np.float64, 0.0, 0.49, 0.5, 0.9),
}


@given(table(ARRIVALS))
def test_children_who_arrive(f):
    """Children of 6 to 14 wait for a grade; who comes to grades 1 and 7 was not placed in that stage before."""
    n, f["second"] = len(f["uid"]), f["second"].astype(bool)
    rows = np.arange(10, 10 + n, dtype=np.int32)
    columns = f["age"], f["second"], f["month"], f["sex"]
    found = children_of_arrivals(rows, f["uid"], *columns, 3, KEY, YEAR)
    who = [(h, 1) for h in range(n)] + [(h, 2) for h in range(n) if f["second"][h]]
    assert len(found[0]) == len(who)
    for k, (h, order) in enumerate(who):
        age, month = int(f["age"][h]) - 3 * (order == 2), 1 + int(12 * f["month"][h])
        boy = f["sex"][h] >= 0.5 if order == 1 else 1.0 - f["sex"][h] >= 0.5
        grade = age - 5  # six years old on 1 September: grade 1
        status = BELOW_AGE if grade < 1 else FINISHED if grade > 9 else WAITING
        assert [int(column[k]) for column in found] == [
            10 + h, new_uid(KEY, 0, f["uid"][h], order), YEAR - age - (month > 8), month, not boy, status,
            grade if status == WAITING else 0, 0 if grade < 1 else YEAR - grade + 1,
            UNPLACED if grade <= 1 or grade == 7 else CONTINUING,
        ]  # fmt: skip
