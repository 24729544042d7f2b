"""Sums of pay as NumPy adds them up, teacher after teacher, to the last bit."""

import numpy as np
from hypothesis import given

from sim.kernels.pay import COUNTED, POSTED, count_pay, pay_by_title, pay_of_schools
from sim.kernels.teacher_codes import IN_POST, SPECIAL_POST, VOLUNTEER
from tests.columns import array, choice, table, whole

N_SCHOOLS, COUNTY, CELL = 3, np.array([0, 1, 1], np.int16), np.array([0, 6, 8])
YUAN = choice(np.float64, 0.0, 0.1, 1234.56, -77.7)
TEACHERS = {
    "home_school": whole(np.int16, 0, 2), "school": whole(np.int16, 0, 2), "stage": whole(np.uint8, 0, 1),
    "contract": whole(np.uint8, 0, 3), "title": whole(np.uint8, 0, 4), "moved": YUAN,
    "added": choice(np.float64, 0.0, 0.3, 500.25),
}  # fmt: skip
SALARIES = np.arange(20).reshape(4, 5) * 1000 + 30_001
COSTS, BY_CENTRE = SALARIES * 5 // 4, SALARIES // 3
ALLOWANCE = array(N_SCHOOLS, choice(np.int64, 0, 3600, 4801))


def columns(t, *names):
    return [t[name] for name in names]


def on_scale(t):
    return (t["contract"] == IN_POST) | (t["contract"] == SPECIAL_POST)


@given(table(TEACHERS), ALLOWANCE)
def test_pay_by_county_stage_and_zone(t, allowance):
    found = np.zeros((len(COUNTED), 12))
    who = columns(t, "school", "stage", "contract", "title")
    count_pay(*who, SALARIES, allowance, t["moved"], t["added"], CELL, found)
    is_on, performance = on_scale(t), t["moved"] + t["added"]
    own = np.where(is_on, allowance[t["school"]], 0)
    weights = {
        "n_paid": is_on, "pay_yuan": is_on * (SALARIES[t["contract"], t["title"]] + own + performance),
        "allowance_yuan": own, "performance_yuan": performance,
        "performance_gained_yuan": np.maximum(performance, 0.0),
    }  # fmt: skip
    at = CELL[t["school"]] + 3 * t["stage"].astype(int)
    for name, counts in zip(COUNTED, found, strict=True):
        assert counts.tolist() == np.bincount(at, weights[name], 12).tolist()


@given(table(TEACHERS), ALLOWANCE)
def test_pay_by_school(t, allowance):
    found = np.zeros((len(POSTED), N_SCHOOLS))
    who = columns(t, "home_school", "school", "contract", "title")
    pay_of_schools(*who, SALARIES, allowance, t["moved"], t["added"], COSTS, BY_CENTRE, found)
    grade, volunteers = (t["contract"], t["title"]), t["contract"] == VOLUNTEER
    expected = {
        "salaries": (t["home_school"], COSTS[grade] + t["moved"]),
        "special_post_funds": (t["home_school"], BY_CENTRE[grade]),
        "rural_allowance": (t["school"], np.where(on_scale(t), allowance[t["school"]], 0)),
        "performance_pay": (t["school"], t["added"]),
        "volunteers": (t["school"], np.where(volunteers, SALARIES[grade], 0)),
    }
    for kind, yuan in zip(POSTED, found, strict=True):
        assert yuan.tolist() == np.bincount(*expected[kind], N_SCHOOLS).tolist()


@given(
    table(TEACHERS),
    ALLOWANCE,
    array(2, choice(np.float64, 0.5, 1.0)),
    array(3, choice(np.bool_, False, True)),
)
def test_pay_in_the_country_and_in_town_by_title(t, allowance, paid, rural):
    heads, yuan = np.zeros((2, 2, 2, 5))
    who = columns(t, "school", "contract", "title")
    pay_by_title(*who, SALARIES, allowance, t["moved"], t["added"], COUNTY, paid, rural, heads, yuan)
    at, in_post = COUNTY[t["school"]], t["contract"] == IN_POST
    actual = SALARIES[t["contract"], t["title"]] + (
        t["moved"] + paid[at] * (allowance[t["school"]] + t["added"])
    )
    for side, here in enumerate((in_post & rural[t["school"]], in_post & ~rural[t["school"]])):
        cell = at * 5 + t["title"]
        assert heads[side].ravel().tolist() == np.bincount(cell, here, 10).tolist()
        assert yuan[side].ravel().tolist() == np.bincount(cell, here * actual, 10).tolist()
