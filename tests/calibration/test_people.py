"""Facts of people from frames made by hand."""

from datetime import date

import pandas as pd
import pytest

from sim.calibration import people
from sim.calibration.people import Tables, counties_of
from tests.calibration.hand import APART, COUNTIES, births_input, fact, tables


def births_by_year(**by_year: int) -> Tables:
    """Return tables whose counties together bear so many in each record year, all in one county."""
    whole = tables()["county"]
    n = whole["year"].map({int(year[1:]): n for year, n in by_year.items()}).fillna(0)
    return tables(
        county=whole.assign(births_registered=n.where(whole["county"] == "220502", 0).astype("uint32"))
    )


def test_areas():
    assert counties_of(tables(), "all") == set(COUNTIES)
    assert counties_of(tables(), "without_apart") == set(COUNTIES) - {APART}
    assert counties_of(tables(), "220582") == {"220582"}


def test_an_area_without_a_county_is_not_zero():
    with pytest.raises(ValueError, match="no county"):
        people.residents(tables(), fact("residents_census", model_area="999999"))


def test_residents_of_a_county_on_a_day():
    # 通化县 is the third: 102,000 in 2017, a tenth less each year: 74,358 in 2020, 66,922 in 2021
    found = people.residents(tables(), fact("residents_census"))
    assert found == pytest.approx(74_358 * 0.9 ** (61 / 365), rel=1e-4)


def test_residents_without_the_county_counted_apart():
    # 2021: (100 + 101 + 102 + 103 + 104 + 106) thousand x 0.9 ** 4
    found = people.residents(tables(), fact("residents_year_end", day=date(2021, 9, 1)))
    assert found == pytest.approx(616_000 * 0.9**4, rel=1e-4)


def test_growth_a_year_is_geometric():
    assert people.resident_growth(tables(), fact("resident_growth")) == pytest.approx(-10, abs=1e-3)


def test_absent_share_is_of_the_hukou_population():
    assert people.absent_share(tables(), fact("absent_share")) == pytest.approx(20, abs=1e-2)


def test_urban_share_is_towns_and_city_districts():
    assert people.urban_share(tables(), fact("urban_share")) == pytest.approx(60, abs=1e-2)


def test_births_of_a_calendar_year_are_two_thirds_and_one_third():
    found = people.registered_births(births_by_year(y2021=6_000, y2022=4_500), fact("births_registered"))
    assert found == pytest.approx(4_000 + 1_500)


def test_entrants_change_takes_the_cohort_of_six_years_before():
    # 2027: record year 2021; 2021: born September 2014 to August 2015: six counties x (600 / 3 + 2 x 200 / 3)
    born = pd.concat(
        births_input(code, y2014=600 if code != APART else 9_999, y2015=200) for code in COUNTIES
    )
    made = {**births_by_year(y2021=1_200, y2020=9, y2022=9), "births_input": born}
    assert people.entrants_change(made, fact("entrants_change")) == pytest.approx(100 * (1_200 / 2_000 - 1))


def test_a_year_of_births_that_is_lacking_is_told():
    made = {**tables(), "births_input": births_input(y2015=1_500)}
    with pytest.raises(ValueError, match="2014"):
        people.fed_in_cohort(made, "220502", 2015)


def test_births_of_townships_are_not_added_to_those_of_their_county():
    rows = births_input(y2014=300, y2015=300)
    part = rows.assign(township_code="220502001", births=7)
    assert people.fed_in_cohort({**tables(), "births_input": pd.concat([rows, part])}, "220502", 2015) == 300


def test_children_of_three_to_five_only():
    # 2022: 50 of each age, 2023: 40
    assert people.children_change(tables(), fact("kindergarten_change")) == pytest.approx(-20)


@pytest.mark.parametrize(
    ("year", "entrants"),
    [
        ("2022", 1_655 / 3 + 2 * 1_786 / 3),
        ("2023", 1_786 / 3 + 2 * 1_723 / 3),
        ("2024", 1_723 / 3 + 2 * 1_523 / 3),
    ],
)
def test_the_rule_of_cohorts_on_national_births(year, entrants):
    assert people.cohort_rule(tables(), fact("cohort_rule", year=year)) == pytest.approx(entrants)


def test_the_rule_of_cohorts_summed():
    found = people.cohort_rule(tables(), fact("cohort_rule", year="2022-2024"))
    assert found == pytest.approx(5_076, abs=0.5)
    assert abs(found / 5_196 - 1) < 0.03


def test_the_rule_of_cohorts_has_no_number_of_a_place():
    with pytest.raises(ValueError, match="without a place"):
        people.cohort_rule(tables(), fact("cohort_rule", model_area="all"))
