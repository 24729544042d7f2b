"""A county made by `sim run` and then backtested gives back the shares and rates it was run with."""

import shutil

import numpy as np
import pytest

from sim.calibration.backtest.from_records import history_of_records
from sim.calibration.backtest.model import fitted, model
from sim.cli import main
from sim.inputs.tables import read_tables
from sim.kernels.cohort_features import recent_of
from sim.kernels.cohorts import expected_pupils
from sim.records.layout import RunId
from tests import table_only
from tests.inputs.given import began

pytestmark = pytest.mark.verify
SEEDS = range(1, 17)
LAST = table_only.START + 12
SCENARIO = f"""\
name: table_only
title: {{zh: 表格县, en: County of tables}}
input: input
years: [{table_only.START}, {LAST}]
"""
BATCH = f"""\
name: recovery
scenarios: [table_only.yaml]
draws: 1
seeds: {len(SEEDS)}
seed0: {SEEDS[0]}
years: [{table_only.START}, {LAST}]
"""
OTHERS = [
    0,
    1,
    2,
    3,
    4,
    6,
    7,
]  # rates into grades 2-6, 8, 9: who goes on into grade 7 depends on who applies at all


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return what the county is run with, and the history of each run."""
    folder = tmp_path_factory.mktemp("recovery")
    table_only.write(folder / "input")
    (folder / "table_only.yaml").write_text(SCENARIO, "utf-8")
    (folder / "batch.yaml").write_text(BATCH, "utf-8")
    assert main(["batch", str(folder / "batch.yaml"), "--out", str(folder / "out")]) == 0
    truth = began(read_tables(folder / "input")).table_only[0].cohorts
    histories = [history_of_records(folder / "out", run=RunId("table_only", 0, seed)) for seed in SEEDS]
    shutil.rmtree(folder / "out")
    return truth, histories


def shares(fit, history) -> np.ndarray:
    """Return the share of each school in next year's entrants to grade 1, as a fit expects it."""
    begins = np.array([table_only.SCHOOLS[school][4][0] == 1 for school in history.schools])
    taught = np.zeros(history.pupils[:, -1].shape, bool)
    taught[begins, 0] = True
    expected = expected_pupils(fit, recent_of(history.pupils), taught, fit.trend).pupils[begins, 0]
    return expected / expected.sum()


def standard_errors(found: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return how many standard errors of one run the runs lie off on the average, by column."""
    return np.abs((found - wanted).mean(axis=0)) / (found - wanted).std(axis=0, ddof=1)


def test_progression_rates_are_given_back(made, record_property):
    """Mean of the runs within 2 standard errors of one run, grade by grade."""
    truth, histories = made
    found = np.array([fitted(history).rate for history in histories])[:, OTHERS]
    off = standard_errors(found, truth.rate[OTHERS])
    record_property(
        "figures", f"mean of {len(found)} runs at most {off.max():.1f} standard errors of one off"
    )
    assert (off <= 2).all()
    assert (standard_errors(found, truth.rate[OTHERS] + 0.03) > 2).all()  # three in a hundred are noticed


def test_entry_shares_are_given_back(made, record_property):
    """Shares of next year as fitted to a run's records and as the run itself would draw them, school by school."""
    truth, histories = made
    found, wanted = (
        np.array([shares(fit(history), history) for history in histories])
        for fit in (fitted, lambda _: truth)
    )
    off = standard_errors(found, wanted)
    gap = 100 * np.abs(found - wanted).max()
    record_property("figures", f"at most {off.max():.1f} standard errors off, in any run {gap:.1f} points")
    assert (off <= 2).all()
    assert gap < 2.0
    assert (standard_errors(found, wanted + 0.02) > 2).all()  # two points are noticed


def test_intervals_of_the_backtest_cover_the_simulated_schools(made, record_property):
    """Of the school totals a year ahead 80 % intervals cover 70 to 95 %: most luck of a run is that of the kernels."""
    _, histories = made
    inside = []
    for history in histories:
        futures = model(history.until(LAST - 1), 1, futures=100).futures[:, 0].sum(-1)
        low, high = np.quantile(futures, [0.1, 0.9], axis=0)
        actual = history.pupils[:, -1].sum(-1)
        inside.append((low <= actual) & (actual <= high))
    share = np.mean(inside)
    record_property("figures", f"{100 * share:.0f} % of {np.size(inside)} school totals")
    assert 0.7 <= share <= 0.95
