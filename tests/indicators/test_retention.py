"""Retention against products and cohorts done by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.indicators.measures import measure
from sim.indicators.retention import period_retention
from tests.indicators.hand import grade_rows, tables
from tests.worlds import run


def rows(*cells):
    """Return `school_grade` rows from (year, county, grade, pupils, dropouts, returns)."""
    return grade_rows(
        (year, county, "s", grade, "town", n, 1, {"n_dropouts": out, "n_returns": back})
        for year, county, grade, n, out, back in cells
    )


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


def test_a_grade_without_pupils_loses_nobody_and_without_any_there_is_nothing_to_tell():
    assert period_retention(rows((2017, "a", 9, 0, 0, 0), (2017, "a", 8, 50, 5, 0))).to_dict() == {2017: 90.0}
    assert period_retention(rows((2017, "a", 9, 0, 0, 0))).isna().all()


# One class of one school: 100 enter in 2017. In grade 3 five drop out and one of them comes back; four move away
# before grade 5; two come and one dies before grade 8; one is kept back before grade 9; one repeats grade 9.
COHORT = [
    # pupils, entrants, in, out (deaths in it), repeaters joining, dropouts, returns, end
    (100, 100, 0, 0, 0, 0, 0, 100),
    (100, 0, 0, 0, 0, 0, 0, 100),
    (100, 0, 0, 0, 0, 5, 1, 96),
    (96, 0, 0, 0, 0, 0, 0, 96),
    (92, 0, 0, 4, 0, 0, 0, 92),
    (92, 0, 0, 0, 0, 0, 0, 92),
    (92, 92, 0, 0, 0, 0, 0, 92),
    (93, 0, 2, 1, 0, 0, 0, 93),
    (92, 0, 0, 0, 0, 2, 0, 90),
]
FINISHED = 89
SCHOOL = ("a", "n", "town")


def cohort_tables(first=2017, years=9, history=()):
    """Return tables of `years` years from `first`, with the class of `COHORT` in grade 1 in 2017."""
    grades, classes, schools = [], [], []
    for grade, (pupils, entrants, came, left, joined, out, back, end) in enumerate(COHORT, 1):
        year = 2016 + grade
        if not first <= year < first + years:
            continue
        counts = {
            "n_entrants": entrants, "n_in_before": came, "n_out_before": left, "n_repeaters": joined,
            "n_dropouts": out, "n_returns": back, "n_end": end, "n_finished": FINISHED if grade == 9 else 0,
        }  # fmt: skip
        grades.append((year, "a", "n", grade, "town", pupils, 1, counts))
        classes.append((year, "n", grade, (pupils,)))
        stage = "primary" if grade < 7 else "junior"
        schools.append((year, "a", "n", stage, "town", "nine_year", pupils, 50, {}))
    counties = [(year, "a", 1, 0, {}) for year in range(first, first + years)]
    return tables(grades, schools, classes, counties, [], history)


def test_raw_and_adjusted_nine_year_retention():
    # Raw: 89 / 100. Adjusted: 89 finish, 2 joined, 4 moved away, 1 died, 1 was kept back and 1 repeats grade 9:
    # 89 - 2 + 4 + 1 + 1 + 1 = 94 of 100; by the accounts 100 - (5 - 1) - 2 = 94.
    found = measure(cohort_tables()).loc[("all", "all")]
    assert found.loc[2025, "raw_retention"] == 89
    assert found.loc[2025, "adjusted_retention"] == 94
    assert found.loc[:2024, ["raw_retention", "adjusted_retention"]].isna().all().all()


def test_entrants_of_the_input_table_give_the_raw_ratio_but_not_the_adjusted_one():
    history = [("entrants", "a", 2017, 100), ("births_resident", "a", 2017, 7)]
    found = measure(cohort_tables(2023, 3, history)).loc[("all", "all", 2025)]
    assert found["raw_retention"] == 89
    assert np.isnan(found["adjusted_retention"])
    assert np.isnan(measure(cohort_tables(2023, 3)).loc[("all", "all", 2025), "raw_retention"])


def test_the_run_s_own_entrants_stand_before_those_of_the_input_table():
    found = measure(cohort_tables(history=[("entrants", "a", 2017, 50)]))
    assert found.loc[("all", "all", 2025), "raw_retention"] == 89


def test_junior_retention_is_of_the_class_that_entered_grade_seven():
    found = measure(cohort_tables())["junior_retention"]
    assert found["all", "junior", 2025] == pytest.approx(100 * 89 / 92)
    assert found["all", "junior"].loc[:2024].isna().any()
    assert found["all", "all"].isna().all()


def test_junior_entrants_before_the_run_come_from_the_input_table_year_by_year():
    # The classes that finish in 2023 and 2025 entered grade 7 in 2021 and 2023. The run of 2023-2025 tells 2023 alone.
    history = [("entrants_junior", "a", 2022, 40), ("entrants", "a", 2021, 7)]
    tables_ = cohort_tables(2023, 3, history)
    for year, n in ((2023, 30), (2024, 20)):
        tables_["school_grade"].loc[len(tables_["school_grade"])] = {
            **tables_["school_grade"].iloc[-1].to_dict(), "year": year, "n_finished": n,
        }  # fmt: skip
    found = measure(tables_)["junior_retention"]["all", "junior"]
    assert np.isnan(found[2023])  # 2021 is a gap: no data, nothing in its place
    assert found[2024] == pytest.approx(100 * 20 / 40)
    assert found[2025] == pytest.approx(100 * FINISHED / 92)


def test_a_county_without_its_entrants_leaves_the_region_without_data_not_the_others():
    told, untold = cohort_tables(2023, 3, [("entrants", "a", 2017, 100)]), cohort_tables(2023, 3)
    joined = {}
    for name, frame in told.items():
        texts = {
            column: str for column in frame.columns if isinstance(frame[column].dtype, pd.CategoricalDtype)
        }
        other = untold[name].astype(texts).replace({"a": "b", "n": "m"})
        joined[name] = pd.concat([frame.astype(texts), other], ignore_index=True)
    assert np.isnan(measure(joined).loc[("all", "all", 2025), "raw_retention"])
    assert measure(joined, "a").loc[("all", "all", 2025), "raw_retention"] == 89
    assert np.isnan(measure(joined, "b").loc[("all", "all", 2025), "raw_retention"])


@pytest.fixture(scope="module")
def nine_years():
    """Return the tables of a real run that is long enough for one class to finish."""
    return run("small", years=10)[1]


def test_the_adjusted_ratio_is_the_graduating_class_without_who_came_and_with_who_left(nine_years):
    grades = nine_years["school_grade"]
    flows = ("pupils", "n_end", "n_entrants", "n_finished", "n_transfer_in", "n_transfer_out")
    by_cell = grades.groupby(["year", "grade"])[list(flows)].sum().astype(int)
    found = measure(nine_years)["adjusted_retention"]["all", "all"]
    for last in (2025, 2026):
        cells = [by_cell.loc[last - 9 + grade, grade] for grade in range(1, 10)]
        # who came less who left: between grades, at entry and within the years; those who repeat grade 9 stay behind
        net = sum(b.pupils - a.n_end for a, b in zip(cells, cells[1:], strict=False))
        net += cells[0].pupils - cells[0].n_entrants
        net += sum(cell.n_transfer_in - cell.n_transfer_out for cell in cells)
        net += cells[-1].n_finished - cells[-1].n_end
        graduates, entrants = cells[-1].n_finished, cells[0].n_entrants
        assert found[last] == pytest.approx(100 * (graduates - net) / entrants)
