"""Quantiles of indicators over the runs of a batch, and what is read for them."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.indicators import levels
from sim.indicators.over_runs import COLUMNS, quantiles
from tests.indicators.hand import FAILED, tables, with_pupils, write_batch


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Return a batch: 21 runs with 40 to 60 pupils in 2017, 2 runs of another scenario, one failed, one missing."""
    runs = {("many", k, 1): with_pupils(40 + k) for k in range(21)}
    runs |= {("few", 0, 1): with_pupils(10), ("few", 1, 1): with_pupils(30)}
    runs |= {("few", 2, 1): FAILED, ("few", 3, 1): None}
    return write_batch(tmp_path_factory.mktemp("runs") / "out", runs)


def whole(rows, scenario):
    return rows[(rows["scenario"] == scenario) & (rows["zone"] == "all") & (rows["stage"] == "all")].iloc[0]


def test_p10_p50_and_p90_over_the_runs_of_each_scenario(out):
    rows = quantiles(out, ["pupils"])
    assert tuple(rows) == COLUMNS
    assert list(rows["scenario"].unique()) == ["many", "few"]
    many, few = whole(rows, "many"), whole(rows, "few")
    # 21 values one apart: P10 is the third, P90 the nineteenth; of two runs the smallest and the largest
    assert many[["p10", "p50", "p90", "mean", "n_runs"]].tolist() == [42, 50, 58, 50, 21]
    assert few[["p10", "p50", "p90", "mean", "n_runs"]].tolist() == [10, 20, 30, 20, 2]
    assert many["unit"] == "pupils"


def test_they_are_the_quantiles_of_the_levels(out):
    rows = quantiles(out, ["pupils", "seats_short", "mean_class_size"])
    one = levels.levels(out, names=["pupils", "seats_short", "mean_class_size"])
    key = ["scenario", "indicator", "zone", "stage", "year"]
    expected = one[one["scenario"] == "many"].astype(dict.fromkeys(key[:-1], str)).groupby(key)["value"]
    found = rows[rows["scenario"] == "many"].set_index(key)
    assert np.allclose(found["p90"], expected.quantile(0.9).reindex(found.index))
    assert len(found) == len(expected)


def test_a_level_that_some_runs_do_not_define_is_told_of_those_that_do(tmp_path):
    empty = with_pupils(0)  # of nobody there is no share
    runs = {("a", 0, 1): with_pupils(40, boarders=10), ("a", 1, 1): empty}
    rows = quantiles(write_batch(tmp_path / "out", runs), ["pupils", "share_boarding"])
    row = rows[(rows["zone"] == "all") & (rows["stage"] == "all")].set_index("indicator")
    assert row["n_runs"].to_dict() == {"pupils": 2, "share_boarding": 1}
    assert row["p10"].to_dict() == {"pupils": 0, "share_boarding": 25}


def test_only_the_columns_of_the_indicators_are_read(out, monkeypatch):
    asked = []
    read = levels.read_run

    def noted(out, run, columns):
        asked.append(columns)
        return read(out, run, columns)

    monkeypatch.setattr(levels, "read_run", noted)
    quantiles(out, ["pupils"])
    assert len(asked) == 23
    assert asked[0] == {
        "county": ["county", "year"],
        "school_grade": ["county", "pupils", "stage", "year", "zone_kind"],
    }


def test_levels_of_some_indicators_are_those_of_all(tmp_path):
    folder = write_batch(tmp_path / "out", {("x", 0, 1): tables()})
    every = levels.levels(folder)
    some = levels.levels(folder, names=["seats_short", "pupils"])
    wanted = every[every["indicator"].isin(["seats_short", "pupils"])]
    key = ["indicator", "unit", "zone", "stage", "year"]
    assert some.set_index(key)["value"].sort_index().equals(wanted.set_index(key)["value"].sort_index())


@pytest.mark.parametrize(
    ("names", "county", "told"), [(["pupil"], None, "did you mean pupils"), (["pupils"], "x", "no county")]
)
def test_what_is_not_there_is_refused(out, names, county, told):
    with pytest.raises(UserError) as error:
        quantiles(out, names, county)
    assert told in error.value.text("en")
