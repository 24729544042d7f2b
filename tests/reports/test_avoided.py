"""Dropouts avoided per million yuan: by hand, under both dropout scenarios or not at all."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import Say
from sim.records.batch_folder import BatchFolder, ScenarioNote
from sim.records.layout import RunId
from sim.reports.avoided import COSTS_NO_MORE, NEEDS_BOTH, NO_PAIR, UNCLEAR, avoided

NAMES = ("do_nothing", "aid", "do_nothing_survey", "aid_survey")


def folder(names=NAMES):
    notes = tuple(
        ScenarioNote(name, Say(name, name), {}, {}, "survey" if "survey" in name else "register", name[:2])
        for name in names
    )
    return BatchFolder(
        Path("out"), "by hand", notes, (2017, 2018), {}, (RunId("do_nothing", 0, 1),), (), (), "0"
    )


def levels(runs):
    """Return levels from (scenario, draw, seed) to net dropouts of two years, and running and capital yuan of one."""
    rows = [
        (*run, indicator, "all", "all", year, value)
        for run, (first, second, running, capital) in runs.items()
        for indicator, year, value in (
            ("net_dropouts", 2017, first), ("net_dropouts", 2018, second), ("money_spent_running", 2018, running),
            ("money_spent_capital", 2017, capital), ("pupils", 2017, 9.0),
        )
    ]  # fmt: skip
    rows += [
        (
            "aid",
            0,
            1,
            "net_dropouts",
            "all",
            "primary",
            2017,
            1000.0,
        ),  # a part of the whole counts for nothing
        ("aid", 0, 1, "dropouts", "all", "all", 2017, 1000.0),  # who comes back is taken off
    ]
    return pd.DataFrame(
        rows, columns=["scenario", "draw", "seed", "indicator", "zone", "stage", "year", "value"]
    )


RUNS = {
    ("do_nothing", 0, 1): (10, 12, 5e6, 0), ("do_nothing", 1, 1): (12, 14, 5e6, 0),
    ("aid", 0, 1): (8, 8, 6e6, 5e5), ("aid", 1, 1): (9, 11, 6e6, 1.5e6),
    ("do_nothing_survey", 0, 1): (100, 120, 5e6, 0), ("do_nothing_survey", 1, 1): (100, 120, 5e6, 0),
    ("aid_survey", 0, 1): (80, 100, 7e6, 0), ("aid_survey", 1, 1): (70, 100, 7e6, 0),
}  # fmt: skip


def test_both_dropout_scenarios_each_beside_its_own_base():
    # Register: 22-16 = 6 and 26-20 = 6 avoided for 1.5 and 2.5 million; survey: 40 and 50 for 2 and 2 million.
    (one,) = avoided(folder(), "do_nothing", levels(RUNS))
    assert (one.name, one.lacking) == ("aid", None)
    register, survey = one.effects["register"], one.effects["survey"]
    assert (register.base, survey.base) == ("do_nothing", "do_nothing_survey")
    assert (register.avoided["mean"], register.money["mean"], register.per_million) == (6, 2, 3)
    assert (survey.avoided["mean"], survey.avoided["p10"], survey.avoided["p90"]) == (45, 40, 50)
    assert survey.per_million == pytest.approx(22.5)
    assert register.remark is None


def test_a_scenario_without_its_twin_is_told_not_at_all():
    (one,) = avoided(folder(NAMES[:3]), "do_nothing", levels(RUNS))
    assert (one.effects, one.lacking) == ({}, NEEDS_BOTH)
    (one,) = avoided(folder(NAMES[:2]), "do_nothing", levels(RUNS))
    assert (one.effects, one.lacking) == ({}, NEEDS_BOTH)


def test_a_twin_without_runs_takes_the_other_with_it():
    done = {run: told for run, told in RUNS.items() if run[0] != "aid_survey"}
    (one,) = avoided(folder(), "do_nothing", levels(done))
    assert (one.effects, one.lacking) == ({}, NO_PAIR)


def test_what_costs_no_more_has_no_ratio_and_says_so():
    cheap = {**RUNS, ("aid", 0, 1): (8, 8, 5e6, 0), ("aid", 1, 1): (9, 11, 4e6, 0)}
    (one,) = avoided(folder(), "do_nothing", levels(cheap))
    assert np.isnan(one.effects["register"].per_million)
    assert one.effects["register"].remark == COSTS_NO_MORE


def test_a_ratio_under_one_dropout_scenario_alone_is_not_told():
    cheap = {**RUNS, ("aid", 0, 1): (8, 8, 5e6, 0), ("aid", 1, 1): (9, 11, 4e6, 0)}
    (one,) = avoided(folder(), "do_nothing", levels(cheap))
    assert one.effects["survey"].per_million == pytest.approx(22.5)
    assert np.isnan([one.per_million(which) for which in ("register", "survey")]).all()
    (one,) = avoided(folder(), "do_nothing", levels(RUNS))
    assert [one.per_million(which) for which in ("register", "survey")] == [3, pytest.approx(22.5)]
    (one,) = avoided(folder(NAMES[:3]), "do_nothing", levels(RUNS))
    assert np.isnan(one.per_million("register"))


def test_an_effect_that_may_be_none_says_so():
    effect = avoided(folder(), "do_nothing", levels(RUNS))[0].effects["survey"]
    assert effect.remark == UNCLEAR  # 40 and 50 over two draws: 45 +- 12.7 x 5
    wider = {**RUNS, ("aid_survey", 1, 1): (79, 100, 7e6, 0)}
    assert avoided(folder(), "do_nothing", levels(wider))[0].effects["survey"].remark is None


def test_a_folder_that_does_not_tell_the_dropout_scenario_has_no_twins():
    batch = folder()
    batch = replace(batch, scenarios=tuple(replace(one, dropout="") for one in batch.scenarios))
    assert {one.lacking for one in avoided(batch, "do_nothing", levels(RUNS))} == {NEEDS_BOTH}
