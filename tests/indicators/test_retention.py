"""Period retention against products done by hand."""

import pytest

from sim.indicators.retention import period_retention, retention
from tests.indicators.hand import GRADE, frame, tables


def rows(*cells):
    """Return `school_grade` rows from (year, county, grade, pupils, dropouts, returns)."""
    made = [
        (year, county, "s", grade, "primary" if grade < 7 else "junior", "town", n, 1, 0, 0, 0, 0, out, back)
        for year, county, grade, n, out, back in cells
    ]
    return frame(GRADE, made, "school_grade")


def test_the_product_over_grades_of_one_year():
    found = period_retention(
        rows((2017, "a", 1, 100, 2, 1), (2017, "a", 7, 50, 5, 0), (2018, "a", 1, 80, 0, 0))
    )
    assert found.to_dict() == {2017: pytest.approx(100 * 0.99 * 0.90), 2018: 100.0}


def test_counties_are_told_apart_and_not_averaged():
    cells = rows((2017, "a", 1, 100, 10, 0), (2017, "b", 1, 300, 0, 0))
    assert period_retention(cells, ["county"]).to_dict() == {("a", 2017): 90.0, ("b", 2017): 100.0}
    assert period_retention(cells).to_dict() == {2017: 97.5}


def test_more_returns_than_dropouts_do_not_wrap_around():
    assert period_retention(rows((2017, "a", 9, 100, 0, 2))).to_dict() == {2017: pytest.approx(102.0)}


def test_a_grade_without_pupils_loses_nobody():
    assert period_retention(rows((2017, "a", 9, 0, 0, 0), (2017, "a", 8, 50, 5, 0))).to_dict() == {2017: 90.0}


def test_cells_are_made_from_their_own_sums():
    found = retention(tables()["school_grade"])["period_retention"]
    assert found["town", "primary", 2017] == pytest.approx(100 * (1 - 1 / 190))
    assert found["village", "all", 2017] == pytest.approx(100 * (1 - 1 / 30))
    assert found["all", "junior", 2017] == pytest.approx(100 * (1 - 3 / 58))
    assert found["urban", "junior", 2018] == 100.0
