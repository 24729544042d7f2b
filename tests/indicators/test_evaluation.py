"""Units and coefficients of the evaluations: a worked example with an excluded point, and numpy on random schools."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.indicators.cells import STAGES
from sim.indicators.declared import INDICATORS
from sim.indicators.evaluation.items import items
from sim.indicators.evaluation.kinds import Coefficient
from sim.indicators.evaluation.standards import BASIC, QUALITY, resources, thresholds
from sim.indicators.evaluation.units import AMOUNTS, UnitRule, standing, units
from sim.indicators.measures import measure
from sim.indicators.run_tables import RunTables
from sim.indicators.themes.evaluation import EVALUATION
from tests.indicators.hand import school_rows, tables

NAMES = tuple(one.name for one in EVALUATION.indicators)
# Of each resource of 2017 exactly what a primary school of 100 pupils must have.
ENOUGH = {"n_above_standard": 5, "n_backbone": 1, "n_pe_arts": 1, "teaching_m2": 450, "sports_m2": 750,
          "equipment_yuan": 200_000, "multimedia_rooms": 3}  # fmt: skip


def school(code: str, stage: str, kind: str, pupils: int, county: str = "a", **more) -> tuple:
    return (2017, county, code, stage, "town", kind, pupils, 0, more)


# Primary: A with its point p 360 pupils and 3600 books (10 a pupil), B 100 and 500 (5), N 40 and 240 (6); the point q
# of 20 pupils, the special S and the private V stay out. Junior: N 160 and 1600 (10), J 240 and 1200 (5).
COUNTY = [
    school("A", "primary", "primary", 300, books=2400), school("p", "primary", "point", 60, books=1200,
                                                               central_school="A"),
    school("q", "primary", "point", 20, books=5000, central_school="A"), school("B", "primary", "primary", 100,
                                                                                books=500),
    school("N", "primary", "nine_year", 40, books=240), school("N", "junior", "nine_year", 160, books=1600),
    school("J", "junior", "junior", 240, books=1200), school("S", "primary", "primary", 80, books=9999, is_special=1),
    school("V", "primary", "primary", 200, books=9999, ownership="private"),
    school("C", "primary", "primary", 90, books=9999, status="closed"),
    school("E", "junior", "nine_year", 0, books=9999),
]  # fmt: skip


def measured(rows, names=NAMES, county=None) -> pd.DataFrame:
    """Return evaluation indicators of 2017, by stage, of schools in counties a and b."""
    found = measure({**tables(), "school": school_rows(rows)}, county, names)
    return found.loc["all"].xs(2017, level="year")


def level(rows, kind, stage: str) -> float:
    """Return a level of one kind for all schools, 2017."""
    run = RunTables({**tables(), "school": school_rows(rows)})
    return kind.level(run, lambda amount: amount.sum(axis=0))[0, STAGES.index(stage), 0]


def test_each_school_is_told_with_its_unit_or_why_it_is_left_out():
    told = standing(school_rows(COUNTY)).astype({"school_id": str, "stage": str})
    assert dict(zip(told["school_id"] + "/" + told["stage"], told["counts"], strict=True)) == {
        "A/primary": "counted", "p/primary": "added", "q/primary": "small", "B/primary": "counted",
        "N/primary": "counted", "N/junior": "counted", "J/junior": "counted", "S/primary": "special",
        "V/primary": "private", "E/junior": "no_pupils",
    }  # fmt: skip
    assert told.set_index("school_id")["unit"]["p"] == "A"


def test_the_worked_example_of_a_county_with_an_excluded_point():
    """Mean 4340/500 = 8.68; 360 x 1.32^2 + 100 x 3.68^2 + 40 x 2.68^2 = 2268.8. Junior: mean 7, 160 x 9 + 240 x 4."""
    found = measured(COUNTY)
    assert found["cv2012_books"]["primary"] == pytest.approx(math.sqrt(2268.8 / 500) / 8.68)
    assert found["cv2012_books"]["junior"] == pytest.approx(math.sqrt(2400 / 400) / 7)
    # 10, 5 and 6: mean 7, squares 9 + 4 + 1; junior 10 and 5
    assert found["cv2012_books_unweighted"]["primary"] == pytest.approx(math.sqrt(14 / 3) / 7)
    assert found["cv2012_books_unweighted"]["junior"] == pytest.approx(2.5 / 7.5)
    assert found["units_2017"].tolist()[1:] == [3, 2]


def test_the_switch_lets_small_sites_and_special_schools_count():
    """With q, A has 380 pupils and 8600 books."""
    run = school_rows(COUNTY)
    with_small = units(run, UnitRule(least_pupils=0)).set_index(["school_id", "stage"])
    assert with_small.loc[("A", "primary"), ["pupils", "books", "sites"]].tolist() == [380, 8600, 3]
    assert ("S", "primary") not in with_small.index
    assert ("S", "primary") in units(run, UnitRule(counts_special=True)).set_index(
        ["school_id", "stage"]
    ).index
    x, p = np.array([8600.0, 500, 240]), np.array([380.0, 100, 40])
    assert level(COUNTY, Coefficient("books", rule=UnitRule(0)), "primary") == pytest.approx(official(x, p))


def test_a_point_whose_central_school_is_left_out_stands_alone():
    rows = [school("A", "primary", "primary", 30), school("p", "primary", "point", 60, central_school="A"),
            school("r", "primary", "point", 70)]  # fmt: skip
    found = units(school_rows(rows)).set_index("school_id")
    assert found["pupils"].to_dict() == {"p": 60, "r": 70}


def test_a_unit_stands_in_the_county_of_its_central_school():
    rows = [
        school("A", "primary", "primary", 100, "b"),
        school("p", "primary", "point", 60, central_school="A"),
    ]
    assert units(school_rows(rows))["county"].tolist() == ["b"]


def test_an_input_that_is_missing_leaves_only_its_own_indicator_and_the_composite_without_data():
    told = {column: 100 for column in AMOUNTS} | {"computers": 10}
    rows = [school("A", "primary", "primary", 100, **told), school("B", "primary", "primary", 50, **told)]
    rows += [school("J", "junior", "junior", 100, **told), school("K", "junior", "junior", 50, **told)]
    whole = measured(rows)
    assert not whole.loc[["primary", "junior"], [n for n in NAMES if n.startswith("cv")]].isna().any().any()
    eight = whole[[f"cv2012_{one.name}" for one in resources(BASIC)]].loc["primary"]
    assert whole["cv2012_composite"]["primary"] == pytest.approx(eight.mean())
    rows[1] = school("B", "primary", "primary", 50, **{**told, "computers": np.nan})
    found = measured(rows)
    missing = found.columns[found.loc["primary"].isna()].tolist()
    # two counties: b has no school, so that counties within are not told for the region
    assert [name for name in missing if not name.startswith("counties")] == [
        "cv2012_computers", "cv2012_computers_unweighted", "cv2012_composite", "cv2012_composite_unweighted",
    ]  # fmt: skip
    assert found["cv2012_computers"]["junior"] == whole["cv2012_computers"]["junior"]


@pytest.mark.parametrize(
    ("changed", "meets"),
    [
        ({}, 1), ({"n_backbone": 0}, 0), ({"teaching_m2": 450 * 0.85}, 1), ({"teaching_m2": 450 * 0.849}, 0),
        ({"teaching_m2": 449, "sports_m2": 749}, 0), ({"equipment_yuan": 199_999}, 1),
        ({"equipment_yuan": np.nan}, math.nan),
    ],
)  # fmt: skip
def test_a_school_meets_with_six_of_seven_and_the_seventh_at_85_percent(changed, meets):
    rows = [school("A", "primary", "primary", 100, **{**ENOUGH, **changed})]
    assert measured(rows)["units_meeting_2017"]["primary"] == pytest.approx(meets, nan_ok=True)


def test_junior_schools_have_their_own_standards():
    rows = [school("J", "junior", "junior", 100, **ENOUGH)]  # as much as a primary school must have
    assert measured(rows)["share_meeting_2017"]["junior"] == 0
    more = {"n_above_standard": 6, "teaching_m2": 580, "sports_m2": 1020, "equipment_yuan": 250_000}
    rows = [school("J", "junior", "junior", 100, **{**ENOUGH, **more})]
    assert measured(rows)["share_meeting_2017"]["junior"] == 100


def test_counties_are_judged_one_by_one():
    """Each county alike within itself, the one twice as rich as the other: both within, the region is not alike."""
    rich = {name: 4 * value for name, value in ENOUGH.items()}
    rows = [school(f"{county}{k}", "primary", "primary", 100, county, **of)
            for county, of in (("a", ENOUGH), ("b", rich)) for k in range(2)]  # fmt: skip
    found = measured(rows)
    assert found["counties_within_2017"]["primary"] == 2
    assert found["cv2017_highest"]["primary"] == pytest.approx(1.5 / 2.5)  # above 0.50
    rows[0] = school("a0", "primary", "primary", 100, "a", **{**ENOUGH, "n_backbone": 0})  # a0 does not meet
    assert measured(rows)["counties_within_2017"]["primary"] == 1
    assert measured(rows, county="a")["counties_within_2017"]["primary"] == 0


def official(x: np.ndarray, pupils: np.ndarray) -> float:
    """Return the coefficient as 教督〔2012〕3号 writes it."""
    per_pupil, mean = x / pupils, x.sum() / pupils.sum()
    return math.sqrt((pupils / pupils.sum() * (per_pupil - mean) ** 2).sum()) / mean


@given(st.integers(0, 10_000), st.integers(1, 40))
def test_coefficients_are_those_of_numpy_on_random_schools(seed, n):
    luck = np.random.default_rng(seed)
    pupils = luck.integers(50, 3000, n)
    amounts = {name: luck.integers(1, 100_000, n).astype(float) for name in ("books", "computers")}
    county = luck.choice(["a", "b"], n)
    rows = [
        school(f"s{k:02}", "primary", "primary", int(pupils[k]), county[k], books=amounts["books"][k],
               computers=amounts["computers"][k])
        for k in range(n)
    ]  # fmt: skip
    found = measured(rows, ["cv2012_books", "cv2012_computers_unweighted"]).loc["primary"]
    assert found["cv2012_books"] == pytest.approx(official(amounts["books"], pupils.astype(float)), abs=1e-6)
    per_pupil = amounts["computers"] / pupils
    expected = per_pupil.std() / per_pupil.mean()
    assert found["cv2012_computers_unweighted"] == pytest.approx(expected, abs=1e-6)


def test_a_tiny_site_hardly_moves_the_official_coefficient():
    """Why both are told: 51 pupils with ten times the rest move the unweighted one far more."""
    rows = [school(f"s{k}", "primary", "primary", 900 + k, books=9000) for k in range(9)]
    rows.append(school("t", "primary", "primary", 51, books=5100))
    found = measured(rows).loc["primary"]
    assert found["cv2012_books"] < 0.8 < 1.3 < found["cv2012_books_unweighted"]


def test_tables_of_thresholds_are_those_of_the_documents():
    of = thresholds()
    assert (of["cv2012_composite"].of_stage, of["cv2017_each"].of_stage) == ((0.65, 0.55), (0.5, 0.45))
    assert [one.standard for one in resources(QUALITY)] == [
        (4.2, 5.3), (1, 1), (0.9, 0.9), (4.5, 5.8), (7.5, 10.2), (2000, 2500), (2.3, 2.4),
    ]  # fmt: skip
    assert (len(resources(QUALITY)), len(resources(BASIC))) == (7, 8)
    assert all(one.source and one.confidence for one in (*of.values(), *resources(BASIC), *items()))


def test_items_name_indicators_that_there_are():
    told = [one for one in items() if one.indicator]
    assert {one.indicator for one in told} <= set(INDICATORS)
    for one in told:
        mask = INDICATORS[one.indicator].cells.mask()[0]
        assert all(mask[STAGES.index(stage)] for stage in one.least), one.code
    numbers = {group: {one.no for one in items() if one.group == group} for group in ("guarantee", "quality")}
    assert numbers == {"guarantee": {str(k) for k in range(1, 16)}, "quality": {str(k) for k in range(1, 10)}}
    assert {one.no for one in told if one.group == "guarantee"} >= {"4", "5", "6", "11", "13", "15"}
