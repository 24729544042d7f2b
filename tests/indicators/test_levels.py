"""Indicator levels of a batch folder."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.indicators.levels import COLUMNS, levels
from sim.indicators.measures import measure
from sim.records.layout import RunId, run_file
from tests.indicators.hand import tables, with_pupils, write_batch


def test_levels_of_every_finished_run(tmp_path):
    out = write_batch(
        tmp_path / "out",
        {
            ("do_nothing", 0, 1): with_pupils(40),
            ("do_nothing", 1, 1): with_pupils(50),
            ("baseline", 0, 1): with_pupils(47),
            ("baseline", 1, 1): None,
        },
    )
    rows = levels(out)
    assert tuple(rows.columns) == COLUMNS
    assert list(rows["scenario"].cat.categories) == ["do_nothing", "baseline"]
    picked = rows[(rows["zone"] == "village") & (rows["stage"] == "primary")]
    by_run = picked.pivot(index="indicator", columns=["scenario", "draw"], values="value")
    assert dict(by_run.loc["pupils"]) == {("do_nothing", 0): 40, ("do_nothing", 1): 50, ("baseline", 0): 47}
    assert dict(by_run.loc["seats_short"]) == {("do_nothing", 0): 0, ("do_nothing", 1): 5, ("baseline", 0): 2}
    assert dict(by_run.loc["seats_idle"]) == {("do_nothing", 0): 5, ("do_nothing", 1): 0, ("baseline", 0): 0}
    assert set(rows.loc[rows["indicator"] == "seats_idle", "unit"]) == {"seats"}


def test_levels_from_files_are_those_of_the_tables(tmp_path):
    rows = levels(write_batch(tmp_path / "out", {("x", 0, 1): tables()}))
    back = rows.pivot(index=["zone", "stage", "year"], columns="indicator", values="value")
    expected = measure(tables()).dropna(axis="columns", how="all")
    assert list(back.columns) == list(expected.columns)
    expected = expected.dropna(how="all")
    assert np.array_equal(back.to_numpy(), expected.to_numpy(), equal_nan=True)
    assert [tuple(cell) for cell in back.index] == list(expected.index)


def test_what_is_not_defined_has_no_row(tmp_path):
    rows = levels(write_batch(tmp_path / "out", {("x", 0, 1): tables()}))
    assert rows["value"].notna().all()
    there = set(rows.loc[(rows["zone"] == "urban") & (rows["stage"] == "junior"), "indicator"])
    assert "pupils" in there  # nobody is enrolled there: 0
    assert "mean_class_size" not in there  # of nobody there is no mean


def test_levels_of_one_county(tmp_path):
    rows = levels(write_batch(tmp_path / "out", {("x", 0, 1): tables()}), county="b")
    whole = rows[(rows["zone"] == "all") & (rows["stage"] == "all") & (rows["year"] == 2017)]
    found = dict(zip(whole["indicator"], whole["value"], strict=True))
    assert (found["pupils"], found["seats_idle"], found["residents"]) == (20, 70, 500)


def test_a_county_that_is_not_there_is_said_with_those_that_are(tmp_path):
    out = write_batch(tmp_path / "out", {("x", 0, 1): tables()})
    with pytest.raises(UserError, match="no county of the records") as caught:
        levels(out, county="c")
    assert caught.value.value == "c"
    assert "one of: a 甲县, b 乙县" in caught.value.text("en")
    assert "可选：a 甲县、b 乙县" in caught.value.text("zh")


def test_a_folder_without_a_batch(tmp_path):
    with pytest.raises(UserError, match="holds no batch"):
        levels(tmp_path)


def test_a_batch_without_a_finished_run(tmp_path):
    with pytest.raises(UserError, match="no finished run"):
        levels(write_batch(tmp_path / "out", {("x", 0, 1): None}))


@pytest.mark.parametrize("kept", [0, -1])
def test_records_cut_off(tmp_path, kept):
    out = write_batch(tmp_path / "out", {("x", 0, 1): tables()})
    path = run_file(out, RunId("x", 0, 1))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserError, match="missing or damaged") as caught:
        levels(out)
    assert "x-0-1.zip" in caught.value.text("zh")
    assert "--resume" in caught.value.text("zh")


def test_records_of_an_older_format(tmp_path):
    older = tables()
    older["school_grade"] = older["school_grade"].drop(columns="n_boarders")
    with pytest.raises(UserError, match="another format") as caught:
        levels(write_batch(tmp_path / "out", {("x", 0, 1): older}))
    assert caught.value.value == "n_boarders"
