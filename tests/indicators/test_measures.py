"""Properties of all indicators: what adds up, what is made anew, what a cell without rows holds."""

import numpy as np
import pandas as pd
import pytest

from sim.indicators.cells import STAGES, ZONES
from sim.indicators.declared import INDICATORS
from sim.indicators.kinds import Ratio, Sum
from sim.indicators.measures import measure, measure_places, needed_columns
from sim.indicators.run_tables import RunTables
from sim.indicators.school_amounts import OpenSchools
from tests.indicators.hand import (
    CLASSES,
    COUNTIES,
    GRADES,
    HISTORY,
    RESIDENTS,
    SCHOOLS,
    grade_rows,
    rule_rows,
    tables,
)
from tests.worlds import CloseSome, run


@pytest.fixture(scope="module")
def real():
    """Return the tables of a real run."""
    return run("tonghua", years=3)[1]


@pytest.fixture(scope="module")
def found(real):
    return measure(real)


def by_county(real):
    return {code: measure(real, code) for code in sorted(real["county"].county.unique())}


SUMS = [name for name, one in INDICATORS.items() if isinstance(one.kind, Sum)]
BY_PARTS = [name for name in SUMS if INDICATORS[name].cells.mask().all()]
WHOLE_SCHOOLS = {"schools", "points", "small_schools", "schools_meeting_norms", "weak_schools"}


def test_sums_of_the_region_are_those_of_its_counties(real, found):
    counties = sum(one[SUMS].fillna(-1e9) for one in by_county(real).values())
    assert np.allclose(counties.where(counties > -1e8), found[SUMS], equal_nan=True)


@pytest.mark.parametrize("name", BY_PARTS)
def test_totals_are_the_sums_of_zones_and_of_stages(found, name):
    level = found[name].unstack(["zone", "stage"])
    for stage in STAGES:
        assert np.allclose(sum(level[zone, stage] for zone in ZONES[1:]), level["all", stage], equal_nan=True)
    if name not in WHOLE_SCHOOLS:
        for zone in ZONES:
            parts = level[zone, "primary"] + level[zone, "junior"]
            assert np.allclose(parts, level[zone, "all"], equal_nan=True)


def test_ratios_of_totals_are_ratios_of_sums_and_not_means(real, found):
    tables_ = RunTables(real)
    for name, one in INDICATORS.items():
        if isinstance(one.kind, Ratio):
            upper, lower = (amount.of(tables_).sum(axis=0) for amount in (one.kind.upper, one.kind.lower))
            made_anew = one.kind.times * upper[0, 0] / np.where(lower[0, 0] > 0, lower[0, 0], np.nan)
            inside = one.cells.mask()[0, 0]
            assert np.allclose(found[name]["all", "all"], np.where(inside, made_anew, np.nan), equal_nan=True)
    parts = found["mean_class_size"].unstack(["zone", "stage"]).loc[2017]
    assert parts["all", "all"] != pytest.approx(
        parts[[("all", "primary"), ("all", "junior")]].mean(), rel=1e-3
    )


def test_the_list_of_classes_and_the_counts_by_grade_agree(real, found):
    sizes = real["classes"].merge(real["school_grade"][["year", "school_id", "grade", "zone_kind", "stage"]])
    standard = np.where(sizes["stage"] == "primary", 45, 50)  # no lever here: the rulebook's own
    over = sizes[sizes["size"] > standard]
    level = found.xs(2018, level="year")
    of_2018 = over[over["year"] == 2018]
    assert level.loc[("all", "all"), "classes_over_standard"] == len(of_2018)
    assert level.loc[("all", "all"), "pupils_over_standard"] == of_2018["size"].sum()
    assert (
        level.loc[("town", "junior"), "pupils_over_standard"]
        == of_2018.query("zone_kind == 'town' and stage == 'junior'")["size"].sum()
    )


def test_residents_by_township_and_by_county_agree(real, found):
    by_year = real["county"].groupby("year").residents.sum()
    assert (found["residents"]["all", "all"] == by_year).all()


def test_standards_are_those_of_the_county_and_the_year():
    whole = tables()
    rules = whole["rulebook"]
    looser = (rules.county == "a") & (rules.year == 2017) & (rules.field == "class_standard_primary")
    whole["rulebook"] = rules.assign(value=rules.value.mask(looser, 60.0))  # 70 is over it, 60 is not
    found = measure(whole)["pupils_over_standard"]
    assert found["town", "primary", 2017] == 70
    assert found["town", "primary", 2018] == 46


def test_a_rulebook_without_a_standard_is_refused():
    whole = tables()
    whole["rulebook"] = rule_rows(whole["county"], {"class_standard_primary": 45.0})
    with pytest.raises(ValueError, match="no class_standard"):
        measure(whole)


def test_both_stages_of_a_nine_year_school_make_its_size():
    schools = [
        (2017, "a", "n", "primary", "village", "nine_year", 60, 90, {}),
        (2017, "a", "n", "junior", "village", "nine_year", 39, 50, {}),
        (2017, "a", "m", "primary", "village", "nine_year", 60, 90, {}),
        (2017, "a", "m", "junior", "village", "nine_year", 40, 50, {}),
    ]
    found = measure(tables([], schools, [], [(2017, "a", 1, 0, {})], [], []))
    village = found.loc[("village", "all", 2017)]
    assert (village["schools"], village["small_schools"]) == (2, 1)  # 99 is below 100, 100 is not
    assert found["thinness_index"]["all", "junior", 2017] == 50


def test_short_seats_of_one_county_are_not_netted_with_another():
    schools = [
        (2017, "a", "t1", "primary", "town", "primary", 55, 45, {}),
        (2017, "b", "t2", "primary", "town", "primary", 35, 45, {}),
    ]
    grades = [(2017, "a", "t1", 1, "town", 55, 1, {}), (2017, "b", "t2", 1, "town", 35, 1, {})]
    classes = [(2017, "t1", 1, (55,)), (2017, "t2", 1, (35,))]
    counties = [(2017, "a", 1, 0, {}), (2017, "b", 1, 0, {})]
    apart = measure(tables(grades, schools, classes, counties, [], [])).loc[("all", "all", 2017)]
    assert (apart["seats_short"], apart["seats_idle"]) == (10, 10)


def test_schools_of_one_county_zone_and_stage_share_their_seats():
    # 10 too many in one school, 10 idle in the next of the same town: the children of the town are seated.
    schools = [
        (2017, "a", "t1", "primary", "town", "primary", 55, 45, {}),
        (2017, "a", "t2", "primary", "town", "primary", 35, 45, {}),
    ]
    grades = [(2017, "a", "t1", 1, "town", 55, 1, {}), (2017, "a", "t2", 1, "town", 35, 1, {})]
    classes = [(2017, "t1", 1, (55,)), (2017, "t2", 1, (35,))]
    shared = measure(tables(grades, schools, classes, [(2017, "a", 1, 0, {})], [], []))
    assert shared[["seats_short", "seats_idle"]].to_numpy().sum() == 0


def test_births_of_the_run_meet_entrants_six_years_later():
    # 48 born from September 2017 to August 2018 (record year 2018) enter in September 2024.
    counties = [(year, "a", 1, 0, {"births": 48 if year == 2018 else 0}) for year in range(2017, 2025)]
    grades = [(2024, "a", "t1", 1, "town", 36, 1, {"n_entrants": 36})]
    schools = [(2024, "a", "t1", "primary", "town", "primary", 36, 45, {})]
    found = measure(tables(grades, schools, [(2024, "t1", 1, (36,))], counties, [], []))["entrants_per_birth"]
    assert found["all", "all", 2024] == 0.75
    assert found["all", "all"].loc[:2023].isna().all()


def test_measure_gives_every_indicator_in_order(found):
    assert list(found.columns) == list(INDICATORS)
    assert list(found.index.unique("zone")) == list(ZONES)
    assert list(found.index.unique("stage")) == list(STAGES)


def test_measure_needs_no_more_than_it_says():
    whole = tables()
    needed = needed_columns()
    assert measure({name: whole[name][columns] for name, columns in needed.items()}).equals(measure(whole))


def test_rows_in_another_order_change_nothing():
    turned = tables(*(rows[::-1] for rows in (GRADES, SCHOOLS, CLASSES, COUNTIES, RESIDENTS, HISTORY)))
    pd.testing.assert_frame_equal(measure(turned), measure(tables()))


def test_plain_texts_are_read_like_categories():
    plain = {
        name: table.astype({c: str for c in table.select_dtypes("category")})
        for name, table in tables().items()
    }
    pd.testing.assert_frame_equal(measure(plain), measure(tables()))


@pytest.mark.parametrize(
    ("column", "value"), [("zone_kind", "suburb"), ("stage", "senior"), ("county", "elsewhere")]
)
def test_a_row_of_an_unknown_place_is_not_lost_in_silence(column, value):
    whole = tables()
    whole["school_grade"] = grade_rows(GRADES).astype({column: str}).assign(**{column: value})
    with pytest.raises(ValueError, match=value):
        measure(whole)


def test_a_class_of_a_school_without_a_row_that_year_is_refused():
    with pytest.raises(ValueError, match="no row"):
        measure(tables(classes=[*CLASSES, (2018, "t1", 2, (46,))]))


def test_equal_amounts_are_made_once():
    made = RunTables(tables())
    assert OpenSchools(("primary",)).of(made) is OpenSchools(("primary",)).of(made)


def test_pupils_displaced_are_those_the_register_displaces_but_for_who_moved_first():
    region, records = run("tonghua", (CloseSome(),), years=3)
    counted = measure(records)["displaced"]["all", "all"]
    displaced = int((region.children["year_displaced"] == 2019).sum())
    assert counted[2018] == 0
    assert 0.9 * counted[2019] <= displaced <= counted[2019]


def test_some_indicators_alone_need_less_and_are_the_same():
    wanted = ("boarders", "pupils")
    needed = needed_columns(wanted)
    assert set(needed) < set(needed_columns())
    alone = measure({name: tables()[name][columns] for name, columns in needed.items()}, names=wanted)
    pd.testing.assert_frame_equal(alone, measure(tables())[list(wanted)])


def test_the_region_and_its_counties_at_once():
    found = measure_places(tables(), ("pupils", "seats_short", "retirements")).set_index(
        ["indicator", "county", "year"]
    )["value"]
    assert [found["pupils", county, 2017] for county in ("", "a", "b")] == [308, 288, 20]
    assert [found["seats_short", county, 2017] for county in ("", "a", "b")] == [28, 28, 0]
    assert [found["retirements", county, 2018] for county in ("", "a", "b")] == [6, 5, 1]
    assert ("retirements", "", 2017) not in found.index  # not defined: no row


def test_one_stage_of_the_region_and_its_counties():
    found = measure_places(tables(), ("pupils",), "junior").set_index(["county", "year"])["value"]
    assert [found[county, 2017] for county in ("", "a", "b")] == [58, 58, 0]
