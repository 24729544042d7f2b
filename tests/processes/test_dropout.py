"""Dropout in a region: more aid loses nobody, the start meets the declared hazard, and causes follow what is done."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.draws import decision
from sim.kernels.codes import BY_POVERTY, DROPPED_OUT
from sim.kernels.dropout import LOOKED_AT, mean_odds
from sim.kernels.numbers import dropout_terms
from sim.processes import aid, dropout
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, start

SURVEY = {"is_survey_dropout": 1}  # enough dropouts to tell more from less
GENEROUS = {"aid_gap_closed": 1.0, "aid_extra_primary": 2000.0, "aid_extra_junior": 3000.0}
STEPS = [
    {}, {"aid_gap_closed": 0.5}, {"aid_gap_closed": 1.0}, {"aid_gap_closed": 1.0, "aid_extra_primary": 300.0},
    {"aid_gap_closed": 1.0, "aid_extra_primary": 300.0, "aid_extra_junior": 1500.0}, GENEROUS,
]  # fmt: skip


def region_of(seed: int = 1, **changed) -> Region:
    return Region(start("tonghua"), {**numbers(), **SURVEY, **changed}, (), seed=seed)


def left_at(book: dict, **changed) -> Region:
    """Return a region after aid is given by the rules and pupils have dropped out, none come back."""
    region = region_of(p_return=0.0, **changed)
    rules = region.rules = CountyRules(replace(Rulebook(), **book) for _ in region.counties)
    aid.give(region, rules)
    with region.writing_as("dropout"):
        dropout.run(region, rules, [])
    return region


def gone(region: Region) -> np.ndarray:
    return (region.children["status"] == DROPPED_OUT) & (region.children["dropout_cause"] > 0)


@pytest.fixture(scope="module")
def steps():
    return [left_at(book) for book in STEPS]


def test_with_the_same_luck_each_step_of_more_aid_loses_nobody(steps):
    for less, more in zip(steps, steps[1:], strict=False):
        assert not (gone(more) & ~gone(less)).any()
        assert (more.children["aid_yuan"] >= less.children["aid_yuan"]).all()
    assert gone(steps[-1]).sum() < gone(steps[0]).sum() - 20


def test_who_is_kept_by_aid_is_poor_and_gets_it(steps):
    kept = gone(steps[0]) & ~gone(steps[-1])
    region = steps[-1]
    assert (region.households["poverty"][region.children["household"][kept]] > 0).all()
    assert (region.children["aid_yuan"][kept] > 0).all()


def test_poverty_as_a_cause_falls_with_aid(steps):
    by_poverty = [int((r.children["dropout_cause"] == BY_POVERTY).sum()) for r in steps]
    assert by_poverty[-1] < 0.75 * by_poverty[0]


def test_aid_that_has_no_effect_keeps_nobody():
    plain, generous = (left_at(book, odds_aid_1000=1.0) for book in ({}, GENEROUS))
    assert (gone(plain) == gone(generous)).all()


def test_the_aid_of_the_start_is_part_of_what_the_intercepts_are_fitted_on():
    """Before a lever the first year gives what the start was fitted with: the declared hazards are its mean."""
    region, begin = left_at({}), start("tonghua")
    c, h = begin.children, begin.households
    assert (region.children["aid_yuan"] == c["aid_yuan"]).all()
    assert 500 < (c["aid_yuan"] > 0).sum() < 2000
    terms, key = dropout_terms(numbers()), decision("dropout.attainment")

    def fitted(**changed):
        columns = [changed.get(name, c[name]) for name in LOOKED_AT]
        poor = h["poverty"], h["parents_away"]
        return [np.log(mean_odds(*columns, *poor, terms, key, begin.year, stage)) for stage in range(2)]

    assert fitted() == pytest.approx(begin.behaviour.dropout_offset, abs=1e-12)
    without = fitted(aid_yuan=np.zeros_like(c["aid_yuan"]))
    assert (np.array(without) > begin.behaviour.dropout_offset).all()
