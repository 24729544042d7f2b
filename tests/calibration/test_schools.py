"""Facts of schools from frames made by hand: one class of 60 in town, two of 20 and two of 10 elsewhere, in 2017."""

import pytest

from sim.calibration import schools
from tests.calibration.hand import fact, tables


def test_change_of_primary_pupils():
    # a county has 120 in 2017, three fewer each year: 102 in 2023, 90 in 2027
    assert schools.primary_change(tables(), fact("primary_change")) == pytest.approx(100 * (90 / 102 - 1))


def test_share_of_village_schools():
    assert schools.zone_share(tables(), fact("village_share", year="2018")) == pytest.approx(100 * 19 / 117)


@pytest.mark.parametrize(("zone", "mean"), [("urban", 59), ("town", 39 / 2), ("village", 19 / 2)])
def test_mean_class_is_pupils_over_classes(zone, mean):
    assert schools.mean_class(tables(), fact("mean_class", part=zone)) == pytest.approx(mean)


@pytest.mark.parametrize("part", ["compulsory", "primary"])
def test_large_classes_are_a_share_of_classes(part):
    # one of five in each stage; none from 2022
    assert schools.large_classes(tables(), fact("large_classes", part=part, year="2021")) == pytest.approx(20)
    assert schools.large_classes(tables(), fact("large_classes", part=part, year="2022")) == 0


def test_stages_are_told_apart():
    rows = tables()["school_grade"]
    rows = rows.assign(n_large_national=rows["n_large_national"].where(rows["stage"] == "junior", 0))
    made = tables(school_grade=rows)
    assert schools.large_classes(made, fact("large_classes", part="primary", year="2018")) == 0
    assert schools.large_classes(
        made, fact("large_classes", part="compulsory", year="2018")
    ) == pytest.approx(10)


def test_lowest_retention_of_the_years():
    # 2019: 3 of the 58 + 38 + 18 junior pupils of each county drop out; no other year loses any
    lowest = 100 * (1 - 3 / 114)
    assert schools.retention_lowest(tables(), fact("retention_lowest")) == pytest.approx(lowest)
    assert schools.retention_lowest(tables(), fact("retention_lowest", model_area="220582")) == pytest.approx(
        lowest
    )
    assert schools.retention_lowest(tables(), fact("retention_lowest", year="2020-2025")) == 100
