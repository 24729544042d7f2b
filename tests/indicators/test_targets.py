"""Targets: the table agrees with the indicators and the measures, and levels are judged as worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.indicators.spread import ENOUGH
from sim.indicators.targets import (
    COMPARISONS,
    GROUPS,
    MET,
    MID_TERM_YEAR,
    NO_DATA,
    NOT_DUE,
    NOT_MET,
    OUTSIDE,
    PAST,
    TARGETS,
    Target,
    judge,
)
from sim.policies.measures import read_measures

SPAN = (2017, 2035)
KINDS = {row["measure_id"]: row["kind"] for row in read_measures()}


def target(
    comparison="<=", value=0.0, year_from=2018, year_to=None, indicator="large_classes_local"
) -> Target:
    title = Say("a target", "目标")
    return Target(
        "t",
        "classes",
        "M3a",
        title,
        indicator,
        "all",
        "all",
        comparison,
        value,
        year_from,
        year_to,
        "-",
        "read",
    )


def levels(values, year=2020, indicator="large_classes_local", scenario="plan") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scenario": scenario, "draw": range(len(values)), "seed": 1, "indicator": indicator, "unit": "classes",
            "zone": "all", "stage": "all", "year": year, "value": values,
        }
    )  # fmt: skip


def verdict(one, values, year=2020, span=SPAN):
    return judge(levels(values, year, one.indicator), [one], [year], span)["plan", "t", year]


@pytest.mark.parametrize("one", TARGETS, ids=lambda one: one.name)
def test_each_target_can_be_judged_from_records(one):
    cells = INDICATORS[one.indicator].cells
    assert one.zone in cells.zones
    assert one.stage in cells.stages
    assert one.group in GROUPS
    assert one.source
    assert one.confidence in ("read", "known", "estimate", "assumption")
    assert one.title.en != one.title.zh


def test_a_measure_kept_in_the_ledger_alone_has_no_target():
    assert {KINDS[one.measure] for one in TARGETS} == {"lever", "lever+ledger"}


def test_names_are_unique_and_every_numeric_target_of_the_document_is_there():
    assert len({one.name for one in TARGETS}) == len(TARGETS)
    asked = {
        (one.measure, one.indicator, one.stage, one.comparison, one.value, one.year_from) for one in TARGETS
    }
    assert asked >= {
        ("M3a", "large_classes_local", "primary", "<=", 0, 2018),
        ("M3a", "large_classes_local", "junior", "<=", 0, 2018),
        ("M3b", "classes_over_standard", "primary", "<=", 0, 2020),
        ("M3b", "classes_over_standard", "junior", "<=", 0, 2020),
        ("G3d", "large_classes_national", "all", "<=", 0, 2020),
        ("G3g", "period_retention", "all", ">=", 97, 2017),
        ("M2c", "boarders_without_bed", "all", "<=", 0, 2017),
        ("M6f", "rotation_rate", "all", ">=", 10, 2017),
        ("M6f", "share_rotated_backbone", "all", ">=", 20, 2017),
        ("M6h", "training_completion", "all", ">=", 100, 2017),
        ("M8c", "dropouts_poverty", "all", "<=", 0, 2017),
        ("M8d", "dropouts_distance", "all", "<=", 0, 2017),
        ("M9b", "migrant_share_public", "all", ">=", 85, 2017),
        ("M10g", "share_left_behind_bus_need_met", "all", ">=", 100, 2017),
        ("G3e", "share_counties_small_funds", "all", ">=", 100, 2017),
        ("M3e", "share_counties_quota", "all", ">=", 100, 2017),
        ("G3c", "share_counties_within_2017", "primary", ">=", 100, 2020),
        ("G3b", "weak_schools", "all", "<=", 0, 2018),
        ("G3b", "cv2012_composite", "primary", "<=", 0.65, 2018),
        ("G3b", "cv2012_composite", "junior", "<=", 0.55, 2018),
    }
    assert MID_TERM_YEAR == 2018


@pytest.mark.parametrize(
    ("comparison", "met"),
    [
        ("<=", [True, True, False]),
        ("<", [True, False, False]),
        (">=", [False, True, True]),
        (">", [False, False, True]),
    ],
)
def test_levels_below_at_and_above_a_value(comparison, met):
    assert target(comparison, 97.0).is_met(np.array([96.9, 97.0, 97.1])).tolist() == met
    assert comparison in COMPARISONS


def test_a_level_made_of_sums_counts_as_equal_within_rounding():
    assert target(">=", 100.0).is_met(100 - 1e-10)
    assert not target(">=", 100.0).is_met(100 - 1e-4)
    assert not target("<", 5.0).is_met(5 - 1e-12)


def test_value_margin_and_probability_by_hand():
    # Of five runs three have no large class: the middle is 0, and 3 / 5 meet it.
    one = verdict(target(), [0, 0, 0, 4, 9])
    assert (one.status, one.low, one.middle, one.high) == (MET, 0, 0, 9)
    assert (one.margin, one.n_met, one.n_runs, one.probability) == (0, 3, 5, 0.6)
    # 96.4 is 0.6 short of 97; one of three runs reaches it.
    one = verdict(target(">=", 97.0, indicator="period_retention"), [95.0, 96.4, 97.2])
    assert (one.status, one.margin, one.n_met) == (NOT_MET, pytest.approx(-0.6), 1)
    # Better is positive for both comparisons.
    assert verdict(target("<=", 5.0), [3.0]).margin == 2
    assert verdict(target(">=", 85.0), [90.0]).margin == 5


def test_the_middle_of_an_even_number_of_runs_decides():
    assert verdict(target(), [0, 1]).status == NOT_MET  # P50 is 0.5
    assert verdict(target(), [0, 1]).probability == 0.5


def test_spread_is_p10_to_p90_from_enough_runs():
    one = verdict(target(), list(range(ENOUGH + 1)))
    assert (one.low, one.high) == (2, 18)


def test_before_after_and_outside_the_years_of_a_target():
    assert verdict(target(year_from=2020), [0], 2019).status == NOT_DUE
    assert verdict(target(year_from=2020), [7], 2019).margin == -7  # told all the same
    assert verdict(target(year_from=2018, year_to=2020), [0], 2021).status == PAST
    assert verdict(target(year_from=2018, year_to=2020), [0], 2020).status == MET
    outside = verdict(target(year_from=2036), [0], 2020)
    assert outside.status == OUTSIDE
    assert math.isnan(outside.middle)
    assert verdict(target(year_from=2010, year_to=2016), [0], 2020).status == OUTSIDE
    assert verdict(target(year_from=2010), [0], 2020).status == MET  # in force since before the run


def test_a_year_the_run_does_not_have_is_outside_it_not_without_data():
    assert judge(levels([0]), [target()], [2040], SPAN)["plan", "t", 2040].status == OUTSIDE


def test_no_level_is_no_data():
    rows = levels([0], indicator="pupils")
    told = judge(rows, [target()], [2020], SPAN)["plan", "t", 2020]
    assert (told.status, told.n_runs) == (NO_DATA, 0)
    assert math.isnan(told.probability)


def test_runs_that_do_not_tell_a_level_are_not_counted_as_missing_it():
    rows = pd.concat([levels([12.0], indicator="rotation_rate"), levels([1.0, 2.0], indicator="pupils")])
    told = judge(rows, [target(">=", 10, indicator="rotation_rate")], [2020], SPAN)["plan", "t", 2020]
    assert (told.n_met, told.n_runs) == (1, 1)


def test_the_demand_is_told_with_its_sign():
    assert target("<=", 0.65, indicator="cv_teachers").demand == "≤0.65"
    assert target(">=", 97, indicator="period_retention").demand == "≥97%"
    assert target("<", 5, indicator="share_large_classes_national").demand == "<5%"
