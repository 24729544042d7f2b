"""Who may return, and when a school knows of who left: beside plain forms."""

import numpy as np

from sim.kernels.returns import may_return, note_months
from tests.plain_luck import uniform

SEED, YEAR, MONTH, MISSED = 4, 2020, np.uint64(11), np.uint64(12)
UID = np.random.default_rng(2).integers(0, 2**64, 200, np.uint64)


def test_those_of_age_whose_luck_is_low_return():
    born, month = np.array([2004, 2005, 2004] * 40, np.int16), np.array([8, 8, 9] * 40, np.uint8)
    found = may_return(np.arange(10, 120), born, month, UID, 15, 0.4, SEED, MONTH, YEAR)
    is_of_age = [False, True, True]  # 16, 15 and, born in September, 15
    lucky = [i for i in range(10, 120) if is_of_age[i % 3] and uniform(SEED, MONTH, YEAR, UID[i]) < 0.4]
    assert found.tolist() == lucky
    assert 0 < len(lucky) < 73


def test_a_school_knows_after_the_lag_of_its_county_and_years_later_whom_the_roll_misses():
    rows, n = np.arange(0, 200, 2), 200
    school, county = np.arange(n, dtype=np.int16) % 3, np.array([0, 1, 1], np.int16)
    lag, share, years = np.array([3.5, 0.0]), np.array([0.3, 0.0]), np.array([2, 1])
    left, month, told = np.zeros(n, np.int16), np.zeros(n, np.uint8), np.full(n, 99, np.uint8)
    known = note_months(
        rows, school, county, UID, lag, share, years, SEED, MONTH, MISSED, YEAR, left, month, told
    )  # fmt: skip
    for i in rows:
        of = county[school[i]]
        at = 1 + int(10 * uniform(SEED, MONTH, YEAR, UID[i]))
        misses = of == 0 and uniform(SEED, MISSED, YEAR + 1, UID[i]) < 0.3
        assert (left[i], month[i]) == (YEAR, at)
        assert told[i] == at + (4 if of == 0 else 0) + (24 if misses else 0)
    assert known.tolist() == [i for i in rows if told[i] <= 12]
    assert (told[rows] > 24).any()
    assert (told[1::2] == 99).all()
    assert not left[1::2].any()
