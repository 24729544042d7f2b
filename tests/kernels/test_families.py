"""Births and deaths in families against plain forms, and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import BELOW_AGE, DIED, GROWN_UP, LEFT, OLDEST, OWNER
from sim.kernels.families import (
    LATE,
    enters_late,
    give_birth,
    hukou_follows,
    later_births,
    leavers_by_age,
    newborn,
    parents_die,
    starters,
    without_children,
)
from tests.columns import choice, rates, table, whole
from tests.plain_luck import new_uid, uniform

SEED, YEAR = 4, 2021
KEYS = np.array([101, 102, 103], np.uint64)


def found_in(kernel, *arguments, lo: int, hi: int) -> list[int]:
    """Return what a kernel for `find_chunks` finds in lo..hi."""
    found = np.full(hi - lo + 1, -1)
    return found[: kernel(*arguments, found, lo, hi)].tolist()


FAMILIES = {
    "mother_year": choice(np.int16, 0, YEAR - 14, YEAR - 15, YEAR - 30, YEAR - 49, YEAR - 50, YEAR - 99),
    "father_year": choice(np.int16, 0, YEAR - 30, YEAR - 100, YEAR - 120),
    "n_births": whole(np.uint8, 0, 3),
    "year_last_birth": choice(np.int16, 0, YEAR - 3, YEAR - 2, YEAR - 1, YEAR),
    "parents_away": whole(np.uint8, 0, 2),
    "leaving": choice(np.uint8, 0, 0, 2),
    "settlement": whole(np.int32, 0, 3),
}


@given(table(FAMILIES, min_rows=1), rates(2, OLDEST + 1))
def test_later_births(f, hazard):
    county, level = np.array([0, 0, 1, 1]), np.array([0.5, 2.0])
    n = len(f["uid"])
    expected = []
    for h in range(n):
        age = YEAR - int(f["mother_year"][h])
        may = 15 <= age <= 49 and YEAR - int(f["year_last_birth"][h]) >= 2 and f["parents_away"][h] < 2
        may = may and f["leaving"][h] == 0
        chance = (
            hazard[0 if f["n_births"][h] == 1 else 1, age] * level[county[f["settlement"][h]]] if may else 0
        )
        expected.append(uniform(SEED, KEYS[0], YEAR, f["uid"][h]) < chance)
    columns = [f[c] for c in ("mother_year", "n_births", "year_last_birth", "uid", "parents_away", "leaving")]
    more = hazard, level, county, f["settlement"], SEED, KEYS[0], YEAR
    found = found_in(later_births, *columns, *more, lo=1, hi=n)
    assert found == [h for h in range(1, n) if expected[h]]  # rows outside lo..hi are left alone


def test_mothers_have_one_child_more():
    uid, births, last = np.array([7, 8, 9], np.uint64), np.array([1, 0, 3], np.uint8), np.zeros(3, np.int16)
    parents, order = give_birth(np.array([2, 1]), YEAR, uid, births, last)
    assert parents.tolist() == [9, 8]
    assert order.tolist() == [4, 1]
    assert births.tolist() == [1, 1, 4]
    assert last.tolist() == [0, YEAR, YEAR]


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
        if draws[i] < _rate(c, i, death_rate):
            expected[i] = DIED
        elif _age(c, i) >= 18:
            expected[i] = GROWN_UP
    columns = c["birth_year"], c["birth_month"], c["sex"], c["uid"]
    before, n = c["reason"].tolist(), len(draws)
    more = death_rate, SEED, KEYS[0], YEAR, c["reason"]
    found = found_in(leavers_by_age, *columns, *more, lo=1, hi=n)
    leaves = [i for i in range(1, n) if draws[i] < _rate(c, i, death_rate) or _age(c, i) >= 18]
    assert found == leaves
    assert c["reason"].tolist() == [expected[i] if i in leaves else before[i] for i in range(n)]


def _age(c, i):
    return YEAR - int(c["birth_year"][i]) - (1 if c["birth_month"][i] >= 9 else 0)


def _rate(c, i, death_rate):
    return death_rate[min(max(_age(c, i) - 1, 0), OLDEST), c["sex"][i]]  # by the age a year ago


@pytest.mark.parametrize(("month", "grown"), [(8, True), (9, False)])
def test_eighteen_by_31_august(month, grown):
    reason, uid = np.zeros(1, np.uint8), np.ones(1, np.uint64)
    born = np.array([YEAR - 18], np.int16), np.array([month], np.uint8), np.zeros(1, np.uint8)
    more = uid, np.zeros((OLDEST + 1, 2)), SEED, KEYS[0], YEAR, reason
    assert found_in(leavers_by_age, *born, *more, lo=0, hi=1) == ([0] if grown else [])
    assert (reason[0] == GROWN_UP) == grown


@given(table(FAMILIES, min_rows=1), rates(OLDEST + 1, 2))
def test_parents_die(f, death_rate):
    n = len(f["uid"])
    expected = []
    for h in range(n):
        dies = [
            born > 0
            and uniform(SEED, KEYS[0], YEAR, f["uid"][h], what)
            < death_rate[min(YEAR - 1 - born, OLDEST), sex]
            for what, born, sex in ((1, int(f["mother_year"][h]), 1), (2, int(f["father_year"][h]), 0))
        ]
        expected.append(dies[0] * 1 + dies[1] * 2)
    columns = [f[c] for c in ("mother_year", "father_year", "uid")]
    found = found_in(parents_die, *columns, death_rate, SEED, KEYS[0], YEAR, lo=1, hi=n)
    assert found == [4 * h + expected[h] for h in range(1, n) if expected[h]]  # mother 1, father 2, both 3


@given(
    table({
        "status": whole(np.uint8, 0, 2), "birth_year": choice(np.int16, YEAR - 8, YEAR - 7, YEAR - 6, YEAR - 5),
        "birth_month": choice(np.uint8, 8, 9),
    }, min_rows=1)
)  # fmt: skip
def test_starters(c):
    columns = [c[name] for name in ("status", "birth_year", "birth_month", "uid")]
    enters = c["birth_year"] + 6 + (c["birth_month"] > 8) + enters_late(c["uid"], 0.5) <= YEAR
    expected = np.flatnonzero((c["status"] == BELOW_AGE) & enters)
    found = found_in(starters, *columns, 0.5, LATE, YEAR, lo=1, hi=len(enters))
    assert found == [i for i in expected if i >= 1]


def test_starters_stand_in_order_whatever_the_blocks():
    """5,000 children, the first two thousand of them too young."""
    make, n = np.random.default_rng(6), 5_000
    born, month = (
        make.integers(YEAR - 9, YEAR - 3, n).astype(np.int16),
        make.integers(1, 13, n).astype(np.uint8),
    )
    born[:2_000] = YEAR - 3
    status, uid = (
        make.choice([BELOW_AGE, BELOW_AGE, 1], n).astype(np.uint8),
        make.integers(0, 2**64, n, np.uint64),
    )
    enters = (status == BELOW_AGE) & (born + 6 + (month > 8) + enters_late(uid, 0.3) <= YEAR)
    found = found_in(starters, status, born, month, uid, 0.3, LATE, YEAR, lo=7, hi=n)
    assert found == (7 + np.flatnonzero(enters[7:])).tolist()
    assert len(found) > 600


@pytest.mark.parametrize(
    ("born", "month", "share_late", "enters"),
    [
        (2015, 8, 0.0, True), (2015, 9, 0.0, False), (2014, 9, 0.0, True), (2016, 1, 0.0, False),  # six by 31 August
        (2015, 8, 1.0, False), (2014, 8, 1.0, True), (2014, 9, 1.0, False), (2011, 1, 1.0, True),
    ],
)  # fmt: skip
def test_entry_age(born, month, share_late, enters):
    child = np.array([BELOW_AGE], np.uint8), np.array([born], np.int16), np.array([month], np.uint8)
    found = found_in(starters, *child, np.array([7], np.uint64), share_late, LATE, YEAR, lo=0, hi=1)
    assert found == ([0] if enters else [])


@given(
    table({"household": whole(np.int32, 0, 3), "status": choice(np.uint8, 0, 1, LEFT)}),
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_families_without_children(c, leaving):
    empty = np.zeros(4, bool)
    without_children(c["household"], c["status"], np.array(leaving, np.uint8), empty)
    has = {int(h) for h, status in zip(c["household"], c["status"], strict=True) if status != LEFT}
    assert empty.tolist() == [leaving[h] == 0 and h not in has for h in range(4)]


@given(
    table({
        "hukou": whole(np.uint8, 0, 2), "hukou_settlement": whole(np.int32, -1, 1),
        "settlement": whole(np.int32, 0, 1), "tenure": whole(np.uint8, 0, 2),
    }, min_rows=1)
)  # fmt: skip
def test_hukou_follows_owners_by_draw(f):
    columns = [f[name] for name in ("hukou", "hukou_settlement", "settlement", "tenure", "uid")]
    n = len(f["uid"])
    found = found_in(hukou_follows, *columns, 0.5, SEED, KEYS[0], YEAR, lo=1, hi=n)
    may = (f["hukou"] == 0) & (f["hukou_settlement"] != f["settlement"]) & (f["tenure"] == OWNER)
    drawn = [uniform(SEED, KEYS[0], YEAR, u) < 0.5 for u in f["uid"]]
    assert found == [h for h in range(1, n) if may[h] and drawn[h]]  # rows outside lo..hi are left alone
