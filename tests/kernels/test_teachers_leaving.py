"""By what cause each teacher leaves, one by one, with the formulas of age and quitting as they stand."""

import numpy as np
from hypothesis import given

from sim.base.draws import decision, draws_for
from sim.kernels.quitting import odds_by_age, quit_probability
from sim.kernels.retirement import last_born, last_month_of, legal_month, original_month
from sim.kernels.teacher_codes import IN_POST, SENIOR_TITLE, SPECIAL_POST, VOLUNTEER
from sim.kernels.teachers_leaving import (
    CONTRACT_ENDS,
    OLDEST,
    QUITS,
    RETIRES,
    RETIRES_EARLY,
    STAYS,
    VOLUNTEER_ENDS,
    count_causes,
    decide_leaving,
)
from tests.columns import array, choice, table, whole

YEAR, LUCK, P_EARLY = 2030, 5, 0.5
EARLY, QUIT = decision("test.leaving.early"), decision("test.leaving.quit")
AGE_ODDS, HERE_ODDS = 0.7, 0.9
LOOKED_AT = (
    "home_school", "school", "contract", "title", "birth_year", "birth_month", "sex", "year_here",
    "year_contract_ends", "years_village", "uid",
)  # fmt: skip
TEACHERS = {
    "home_school": whole(np.int16, 0, 1), "school": whole(np.int16, 0, 1),
    "contract": choice(np.uint8, IN_POST, IN_POST, SPECIAL_POST, VOLUNTEER), "title": whole(np.uint8, 0, 4),
    "birth_year": choice(np.int16, 1967, 1969, 1972, 1974, 1975, 1999), "birth_month": whole(np.uint8, 1, 12),
    "sex": whole(np.uint8, 0, 1), "year_here": choice(np.int16, 2000, 2020, 2030),
    "year_contract_ends": choice(np.int16, 0, 2029, 2030, 2031), "years_village": choice(np.uint8, 0, 9, 11, 12),
    "moved": choice(np.float64, 0.0, -10.5), "added": choice(np.float64, 0.0, 20.25), "stage": whole(np.uint8, 0, 1),
}  # fmt: skip
SALARIES = np.full((4, 5), 100)


@given(
    table(TEACHERS, max_rows=30),
    array(2, choice(np.int64, 0, 20)),
    array(2, choice(np.float64, 0.5, 1.0)),
    array(2, choice(np.float64, 0.0, 0.3)),
)
def test_causes_as_asked_one_by_one(t, allowance, paid, rate):
    award = np.array([1.0, 0.2])
    gets = t["moved"] + paid[t["school"]] * (
        np.where(t["contract"] != VOLUNTEER, allowance[t["school"]], 0) + t["added"]
    )
    odds = np.where((gets / 100 >= 0.2) & (t["title"] < SENIOR_TITLE), 0.5, 1.0)
    odds *= np.where((t["years_village"] >= 9) & (t["years_village"] <= 11), award[t["home_school"]], 1.0)
    age = YEAR - t["birth_year"] - (t["birth_month"] > 8)
    of_age = odds_by_age(OLDEST, AGE_ODDS, HERE_ODDS)[age, np.minimum(20, YEAR - t["year_here"])]
    chance = quit_probability.py_func(rate[t["home_school"]], odds, of_age)
    born = t["birth_year"], t["birth_month"], t["sex"]
    is_over = (t["year_contract_ends"] > 0) & (t["year_contract_ends"] <= YEAR)
    special, volunteer = t["contract"] == SPECIAL_POST, t["contract"] == VOLUNTEER
    august = last_month_of(YEAR)
    expected = np.select(
        [
            legal_month(*born) <= august,
            (original_month(*born) <= august) & (draws_for(LUCK, EARLY, YEAR, t["uid"]) < P_EARLY),
            (draws_for(LUCK, QUIT, YEAR, t["uid"]) < chance) & ~volunteer & ~(special & is_over),
            special & is_over,
            volunteer & is_over,
        ],
        [RETIRES, RETIRES_EARLY, QUITS, CONTRACT_ENDS, VOLUNTEER_ENDS],
        STAYS,
    )
    cause = np.empty(len(t["uid"]), np.uint8)
    decide_leaving(
        *(t[name] for name in LOOKED_AT), last_born(YEAR), P_EARLY, rate, odds_by_age(OLDEST, AGE_ODDS, HERE_ODDS),
        SALARIES, allowance, t["moved"], t["added"], paid, 0.2, 0.5, (9, 11), award, EARLY, QUIT, LUCK, YEAR, cause,
    )  # fmt: skip
    assert cause.tolist() == expected.tolist()
    counts, cell = np.zeros((5, 12)), np.array([0, 8])
    count_causes(t["home_school"], t["stage"], cause, cell, counts)
    at = cell[t["home_school"]] + 3 * t["stage"].astype(int)
    for k, found in enumerate(counts):
        assert found.tolist() == np.bincount(at[cause == k + 1], minlength=12).tolist()
