"""The fitted rule on schools whose caps are known, and what it may not look at."""

from dataclasses import replace

import numpy as np
import pytest

from sim.calibration.class_rules.predict import count_shares, expected, fit, most_probable
from sim.calibration.class_rules.rule import Bench
from sim.calibration.class_rules.scores import caps_of
from sim.kernels.classes import form_classes
from tests.calibration.class_rules.hand import by_caps, spread_pupils, table

TWO_PLACES = [30] * 30 + [24] * 30
PLACES = ["north"] * 30 + ["south"] * 30
EVERY = np.ones(60, bool)


@pytest.fixture(scope="module")
def bench():
    return Bench(by_caps(TWO_PLACES, county=PLACES))


@pytest.fixture(scope="module")
def rule(bench):
    known = EVERY.copy()
    known[[0, 59]] = False
    return fit(bench, known)


def test_a_school_of_either_cap_is_known_from_its_other_grades(bench, rule):
    rows = np.array([0, 59])
    said = most_probable(count_shares(rule, bench, rows), rule.pull)
    assert (said == bench.table.classes[rows]).mean() >= 11 / 12


def test_the_place_alone_tells_the_cap(bench, rule):
    rows = np.array([0, 59])
    said = most_probable(count_shares(rule, bench, rows, place_only=True), rule.pull_place_only)
    assert (said == bench.table.classes[rows]).mean() >= 11 / 12


def test_shares_are_of_one_whole_and_their_mean_is_the_expected(bench, rule):
    shares = count_shares(rule, bench, np.arange(60))
    assert shares.sum(axis=2) == pytest.approx(1)
    assert expected(np.array([[0.5, 0.25, 0.25]])) == pytest.approx(0.75)


def test_nothing_is_read_of_schools_left_out(bench, rule):
    known = EVERY.copy()
    known[[0, 59]] = False
    scrambled = bench.table.classes.copy()
    scrambled[[0, 59]] = 1 + scrambled[[0, 59]][:, ::-1] % 3
    again = fit(Bench(replace(bench.table, classes=scrambled)), known)
    assert again.likelihood == pytest.approx(rule.likelihood, rel=1e-12)
    assert again.caps_all == pytest.approx(rule.caps_all, rel=1e-9, abs=1e-15)
    assert again.change == pytest.approx(rule.change, rel=1e-9, abs=1e-15)
    assert (again.pull, again.pull_place_only) == (rule.pull, rule.pull_place_only)


@pytest.mark.parametrize("grade", range(6))
def test_a_grade_does_not_see_its_own_classes(bench, rule, grade):
    other = bench.table.classes.copy()
    other[:, grade] += 1
    there = count_shares(rule, bench, np.arange(60))
    here = count_shares(rule, Bench(replace(bench.table, classes=other)), np.arange(60))
    assert here[:, grade] == pytest.approx(there[:, grade], abs=1e-12)
    assert not np.allclose(here, there)  # but the other grades do


def test_place_only_sees_no_classes_at_all(bench, rule):
    other = replace(bench.table, classes=np.ones_like(bench.table.classes))
    there = count_shares(rule, bench, np.arange(60), place_only=True)
    assert count_shares(rule, Bench(other), np.arange(60), place_only=True) == pytest.approx(there)


def test_caps_of_places_are_told(bench):
    from sim.calibration.class_rules.judged import Backtest

    caps = caps_of(Backtest(bench.table, (), fit(bench, EVERY))).set_index("place")
    # strict schools of these sizes leave the cap open by less than a pupil
    assert caps.loc["north", "cap_p50"] == pytest.approx(30, abs=1)
    assert caps.loc["south", "cap_p50"] == pytest.approx(24, abs=1)
    assert caps["schools"].tolist() == [60, 30, 30]


def test_an_unseen_place_starts_from_the_whole(bench, rule):
    there = Bench(replace(bench.table, places={"county": tuple(["elsewhere"] * 60)}))
    start = rule.start(there, np.arange(2))
    assert start[:, 0] == pytest.approx(rule.caps_all)


def test_order_of_schools_does_not_matter(bench, rule):
    table_ = bench.table
    back = slice(None, None, -1)
    turned = replace(
        table_, schools=table_.schools[back], pupils=table_.pupils[back], classes=table_.classes[back],
        told=table_.told[back], places={"county": table_.places["county"][back]},
    )  # fmt: skip
    known = np.ones(60, bool)
    known[[0, 59]] = False
    again = fit(Bench(turned), known)
    assert again.likelihood == pytest.approx(rule.likelihood)
    assert count_shares(again, Bench(turned), np.array([59])) == pytest.approx(
        count_shares(rule, bench, np.array([0])), abs=1e-9
    )


def test_shared_classes_of_small_grades_are_found():
    pupils = spread_pupils(40) % 9 + 1
    classes = form_classes(pupils, 30, multigrade_max=15)
    bench = Bench(table(pupils, classes))
    rule = fit(bench, np.ones(40, bool))
    assert rule.multigrade_max == 15
    assert (most_probable(count_shares(rule, bench, np.arange(40))) == classes).all()


def test_cohorts_that_never_merge_are_told_from_those_that_do():
    was = spread_pupils(60)
    now = np.maximum(1, was - 9)
    formed = form_classes(was, 30)
    for merge_below, likely in ((0.2, (0.2, 0.5)), (1.0, (1.0,))):
        classes = form_classes(now, 30, previous=formed, merge_below=merge_below)
        assert fit(Bench(table(now, classes)), np.ones(60, bool)).behaviour.merge_below in likely


def test_the_neighbour_that_lacks_less_than_the_pull_is_taken():
    shares = np.array(
        [[0.0, 0.5, 0.4, 0.1], [0.0, 0.6, 0.3, 0.1], [0.3, 0.4, 0.3, 0.0], [0.0, 0.0, 0.0, 1.0]]
    )
    assert most_probable(shares).tolist() == [1, 1, 1, 3]
    assert most_probable(shares, 0.2).tolist() == [2, 1, 2, 3]
    assert most_probable(shares, -0.2).tolist() == [1, 1, 0, 3]


def test_a_single_grade_and_cells_not_told_work():
    one = by_caps([30, 25, 30, 28], grades=1)
    bench = Bench(one)
    assert count_shares(fit(bench, np.ones(4, bool)), bench, np.arange(4)).sum(axis=2) == pytest.approx(1)
    gaps = replace(by_caps([30, 25, 30, 28]), told=np.arange(24).reshape(4, 6) % 5 > 0)
    bench = Bench(gaps)
    assert count_shares(fit(bench, np.ones(4, bool)), bench, np.arange(4)).sum(axis=2) == pytest.approx(1)
