"""Retirement months against the table of the decision of 2024 (改革后法定退休年龄对照表), by hand."""

import numpy as np
import pytest

from sim.kernels.retirement import last_month_of, legal_month, month_number, months_later, retired_at

MAN, WOMAN = 0, 1


@pytest.mark.parametrize(
    ("sex", "born", "retires", "later"),
    [
        (MAN, (1957, 9), (2017, 9), 0),
        (MAN, (1964, 12), (2024, 12), 0),  # the last of the old rule
        (MAN, (1965, 1), (2025, 2), 1),
        (MAN, (1965, 4), (2025, 5), 1),
        (MAN, (1965, 5), (2025, 7), 2),
        (MAN, (1965, 9), (2025, 12), 3),
        (MAN, (1966, 12), (2027, 6), 6),
        (MAN, (1976, 8), (2039, 7), 35),
        (MAN, (1976, 9), (2039, 9), 36),
        (MAN, (1990, 1), (2053, 1), 36),
        (WOMAN, (1969, 12), (2024, 12), 0),
        (WOMAN, (1970, 1), (2025, 2), 1),
        (WOMAN, (1970, 4), (2025, 5), 1),
        (WOMAN, (1970, 5), (2025, 7), 2),
        (WOMAN, (1971, 12), (2027, 6), 6),
        (WOMAN, (1981, 8), (2039, 7), 35),
        (WOMAN, (1981, 9), (2039, 9), 36),
        (WOMAN, (1999, 12), (2057, 12), 36),
    ],
)
def test_the_official_table(sex, born, retires, later):
    month = legal_month(*(np.array([value]) for value in (*born, sex)))
    assert month.tolist() == [month_number(*retires)]
    original = np.array([month_number(born[0] + (60, 55)[sex], born[1])])
    assert months_later(original).tolist() == [later]


def test_both_sexes_and_small_columns_at_once():
    """Columns as the table of teachers holds them: int16 years, one byte for month and sex."""
    born = np.array([1965, 1970, 1964], np.int16)
    month, sex = np.array([5, 5, 12], np.uint8), np.array([0, 1, 0], np.uint8)
    found = legal_month(born, month, sex)
    assert [(m // 12, m % 12 + 1) for m in found.tolist()] == [(2025, 7), (2025, 7), (2024, 12)]


def test_the_school_year_ends_with_august():
    assert last_month_of(2025) == month_number(2025, 8)


@pytest.mark.parametrize(
    ("year", "later"),
    [
        (2017, 0),
        (2024, 0),
        (2025, 0),  # July and August of 2025 are put off beyond it: two months
        (2030, 1),  # originals from July 2029 on are put off beyond it: fourteen months
        (2039, 3),  # originals of September 2036 retire in September 2039
        (2060, 3),
    ],
)
def test_the_age_at_which_all_have_left(year, later):
    assert retired_at(year).tolist() == [60 + later, 55 + later]


@pytest.mark.parametrize("year", [2024, 2027, 2033, 2045])
def test_it_is_the_oldest_age_in_service_within_half_a_year(year):
    months = np.arange(12 * 50, 12 * 70)
    born = last_month_of(year) - months
    serves = legal_month(born // 12, born % 12 + 1, np.zeros(len(born), int)) > last_month_of(year)
    assert abs(months[serves].max() + 1 - 12 * retired_at(year)[MAN]) <= 6
