"""Parts of the cross-validation, and the summary recomputed from the scores."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.calibration.class_rules.folds import deal, folds_of
from sim.calibration.class_rules.judged import RULES, backtest_classes
from sim.calibration.class_rules.scores import CAPS, SUMMARY, caps_of, scores_of, summary_of
from sim.calibration.class_rules.words import about_rules
from tests.calibration.class_rules.hand import by_caps, table

CAPS_OF = [30, 24, 28, 30, 26, 30, 28, 24, 30, 29, 24, 30]
COUNTIES = list("aaabbbcccddd")


@pytest.fixture(scope="module")
def backtest():
    return backtest_classes(by_caps(CAPS_OF, county=COUNTIES))


@pytest.fixture(scope="module")
def scores(backtest):
    return scores_of(backtest)


@pytest.fixture(scope="module")
def summary(backtest, scores):
    return summary_of(scores, backtest.rule.grid.size_edges)


def test_parts_are_even_and_do_not_depend_on_the_order():
    names = [f"school{i}" for i in range(23)]
    part = deal(names, 10, seed=1)
    assert sorted(np.bincount(part)) == [2] * 7 + [3] * 3
    assert deal(names[::-1], 10, seed=1)[::-1].tolist() == part.tolist()
    assert deal(names, 10, seed=2).tolist() != part.tolist()


def test_a_place_is_left_out_whole():
    folds = folds_of(by_caps(CAPS_OF, county=COUNTIES), 10, seed=1)
    assert list(folds) == ["school", "county"]
    assert len(np.unique(folds["school"])) == 10
    assert len(np.unique(folds["county"])) == 4
    assert all(len(set(folds["county"][i : i + 3])) == 1 for i in range(0, 12, 3))


def test_towns_of_one_name_in_two_counties_are_two():
    hand = by_caps([30] * 4, county=list("aabb"), town=["x", "y", "x", "y"])
    names, row_of = hand.place_codes()[1]
    assert names == ["a/x", "a/y", "b/x", "b/y"]
    assert row_of.tolist() == [0, 1, 2, 3]


def test_one_place_is_no_cross_validation_by_place():
    assert list(folds_of(by_caps([30] * 4, county=["a"] * 4), 10, seed=1)) == ["school"]


def test_scores_hold_each_judged_cell_once(backtest, scores):
    assert len(scores) == backtest.table.judged.sum() == 72
    assert scores[["school", "grade"]].drop_duplicates().shape[0] == 72
    assert scores["classes"].sum() == backtest.table.classes.sum()
    assert {"fitted_by_school", "fitted_by_county", "plain_by_school", "expected_by_county"} <= set(scores)


def test_summary_is_what_the_scores_say(scores, summary):
    assert list(summary) == list(SUMMARY)
    assert len(summary[summary["group"] == "all"]) == 2 * len(RULES)
    for _, row in summary.iterrows():
        part = scores
        if row["group"] in ("county", "grade"):
            part = scores[scores[row["group"]] == row["value"]]
        elif row["group"] == "pupils":
            low, _, high = row["value"].rstrip("+").partition("-")
            part = scores[(scores["pupils"] >= int(low)) & (scores["pupils"] <= int(high or 10**6))]
        said = part[f"{row['rule']}_by_{row['cross_validation']}"]
        rival = part[f"other_grades_cap_by_{row['cross_validation']}"]
        assert row["n"] == len(part)
        assert row["exact"] == pytest.approx(100 * (said == part["classes"]).mean())
        assert row["within1"] == pytest.approx(100 * ((said - part["classes"]).abs() <= 1).mean())
        assert row["classes_ratio"] == pytest.approx(said.sum() / part["classes"].sum())
        assert row["gain"] == pytest.approx(row["exact"] - 100 * (rival == part["classes"]).mean())


def test_intervals_hold_the_value_and_are_of_schools(summary):
    whole = summary[summary["group"] == "all"]
    assert (whole["exact_low"] <= whole["exact"]).all()
    assert (whole["exact"] <= whole["exact_high"]).all()
    rival = whole[whole["rule"] == "other_grades_cap"]
    assert (rival[["gain", "gain_low", "gain_high"]] == 0).all(axis=None)


def test_caps_of_the_whole_come_first(backtest):
    caps = caps_of(backtest)
    assert list(caps) == list(CAPS)
    assert caps["level"].tolist() == ["all"] + ["county"] * 4
    assert (caps["cap_p10"] <= caps["cap_p50"]).all()
    assert (caps["cap_p50"] <= caps["cap_p90"]).all()


def test_paragraph_tells_the_numbers_in_both_languages(backtest, summary):
    text = about_rules(summary, caps_of(backtest), backtest.rule, 12)
    exact = summary[(summary["rule"] == "fitted") & (summary["group"] == "all")]["exact"].iloc[0]
    for words in (text.en, text.zh):
        assert f"{exact:.1f} %" in words
        assert "12 " in words
        assert "nan" not in words


def test_one_school_is_too_few():
    with pytest.raises(UserError) as error:
        backtest_classes(table([[30, 31]], [[1, 2]]))
    assert "too few schools" in error.value.text("en")


def test_two_schools_work():
    scored = scores_of(backtest_classes(table([[30, 31], [60, 61]], [[1, 2], [2, 3]])))
    # the cap of either is 30, known from the other
    assert scored["plain_by_school"].tolist() == [1, 2, 2, 3]
