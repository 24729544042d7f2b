"""Births and deaths in families against plain forms, and by hand."""

import numpy as np
import pytest
from hypothesis import given

from sim.kernels.codes import DIED, GROWN_UP, OLDEST
from sim.kernels.families import later_births, mark_leavers_by_age, newborn, parents_die
from tests.columns import choice, rates, table, whole
from tests.plain_luck import new_uid, uniform

SEED, YEAR = 4, 2021
KEYS = np.array([101, 102, 103], np.uint64)


FAMILIES = {
    "mother_year": choice(np.int16, 0, YEAR - 14, YEAR - 15, YEAR - 30, YEAR - 49, YEAR - 50, YEAR - 99),
    "father_year": choice(np.int16, 0, YEAR - 30, YEAR - 100, YEAR - 120),
    "n_births": whole(np.uint8, 0, 3),
    "year_last_birth": choice(np.int16, 0, YEAR - 3, YEAR - 2, YEAR - 1, YEAR),
    "parents_away": whole(np.uint8, 0, 2),
    "settlement": whole(np.int32, 0, 3),
}


@given(table(FAMILIES, min_rows=1), rates(2, OLDEST + 1))
def test_later_births(f, hazard):
    county, level = np.array([0, 0, 1, 1]), np.array([0.5, 2.0])
    n = len(f["uid"])
    found, expected = np.full(n, 9, np.uint8), []
    for h in range(n):
        age = YEAR - int(f["mother_year"][h])
        may = 15 <= age <= 49 and YEAR - int(f["year_last_birth"][h]) >= 2 and f["parents_away"][h] < 2
        chance = (
            hazard[0 if f["n_births"][h] == 1 else 1, age] * level[county[f["settlement"][h]]] if may else 0
        )
        expected.append(int(uniform(SEED, KEYS[0], YEAR, f["uid"][h]) < chance))
    columns = [f[c] for c in ("mother_year", "n_births", "year_last_birth", "uid", "parents_away")]
    later_births(*columns, hazard, level, county, f["settlement"], SEED, KEYS[0], YEAR, found, 1, n)
    assert found.tolist() == [9, *expected[1:]]  # rows outside lo..hi are left alone


def _newborn(parents, order, seed=SEED, ratio=1.1):
    n = len(parents)
    out = np.zeros(n, np.uint64), np.zeros(n, np.uint8), np.zeros(n, np.int16), np.zeros(n, np.uint8)
    newborn(parents, order, YEAR, KEYS[0], KEYS[1], KEYS[2], ratio, seed, *out)
    return out


@given(table({"order": whole(np.int64, 1, 4)}))
def test_newborn(f):
    uid, sex, born, month = (column.tolist() for column in _newborn(f["uid"], f["order"]))
    assert uid == [new_uid(KEYS[0], 0, u, k) for u, k in zip(f["uid"], f["order"], strict=True)]
    assert sex == [int(uniform(SEED, KEYS[1], YEAR, u) >= 1.1 / 2.1) for u in uid]
    assert month == [1 + int(12 * uniform(SEED, KEYS[2], YEAR, u)) for u in uid]
    assert born == [
        YEAR - 1 if m >= 9 else YEAR for m in month
    ]  # a school year's children: September to August
    assert (
        _newborn(f["uid"], f["order"], seed=SEED + 1)[0].tolist() == uid
    )  # who is born does not hang on the seed


def test_newborn_shares():
    """110 boys to 100 girls and twelve equal months: 40,000 births, within four standard errors."""
    parents = np.arange(40_000, dtype=np.uint64)
    _, sex, _, month = _newborn(parents, np.ones(40_000, np.int64))
    assert abs((sex == 0).mean() - 1.1 / 2.1) < 4 * 0.5 / 200
    assert (abs(np.bincount(month, minlength=13)[1:] - 40_000 / 12) < 4 * np.sqrt(40_000 / 12)).all()


@given(
    table({
        "birth_year": choice(np.int16, YEAR, YEAR - 1, YEAR - 17, YEAR - 18, YEAR - 19, YEAR + 1, YEAR - 130),
        "birth_month": choice(np.uint8, 1, 8, 9, 12), "sex": whole(np.uint8, 0, 1),
        "reason": whole(np.uint8, 0, 4),
    }, min_rows=1),
    rates(OLDEST + 1, 2),
)  # fmt: skip
def test_leavers_by_age(c, death_rate):
    draws = np.array([uniform(SEED, KEYS[0], YEAR, u) for u in c["uid"]])
    expected = c["reason"].tolist()
    for i in range(1, len(draws)):
        age = YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)
        if draws[i] < death_rate[min(max(age - 1, 0), OLDEST), c["sex"][i]]:  # the age a year ago
            expected[i] = DIED
        elif age >= 18:
            expected[i] = GROWN_UP
    columns = c["birth_year"], c["birth_month"], c["sex"]
    mark_leavers_by_age(*columns, draws, death_rate, YEAR, c["reason"], 1, len(draws))
    assert c["reason"].tolist() == expected


@pytest.mark.parametrize(("month", "grown"), [(8, True), (9, False)])
def test_eighteen_by_31_august(month, grown):
    reason = np.zeros(1, np.uint8)
    born = np.array([YEAR - 18], np.int16), np.array([month], np.uint8), np.zeros(1, np.uint8)
    mark_leavers_by_age(*born, np.ones(1), np.zeros((OLDEST + 1, 2)), YEAR, reason, 0, 1)
    assert (reason[0] == GROWN_UP) == grown


@given(table(FAMILIES, min_rows=1), rates(OLDEST + 1, 2))
def test_parents_die(f, death_rate):
    n = len(f["uid"])
    found, expected = np.full(n, 9, np.uint8), []
    for h in range(n):
        dies = [
            born > 0
            and uniform(SEED, KEYS[0], YEAR, f["uid"][h], what)
            < death_rate[min(YEAR - 1 - born, OLDEST), sex]
            for what, born, sex in ((1, int(f["mother_year"][h]), 1), (2, int(f["father_year"][h]), 0))
        ]
        expected.append(dies[0] * 1 + dies[1] * 2)
    parents_die(f["mother_year"], f["father_year"], f["uid"], death_rate, SEED, KEYS[0], YEAR, found, 1, n)
    assert found.tolist() == [9, *expected[1:]]
