"""Comparison of scenarios: pairs, columns, what is refused."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.indicators.themes.evaluation import EVALUATION
from sim.indicators.themes.evaluation_items import EVALUATION_ITEMS
from sim.reports.compare import COLUMNS, base_levels, compare, compare_all
from tests.indicators.hand import tables, with_pupils, write_batch

VILLAGE = {"zone": "village", "stage": "primary", "year": 2017}


def row(frame, **wanted):
    """Return the one row with these values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def of_few_schools(frame):
    """Return the rows of indicators of schools that count in an evaluation."""
    return frame["indicator"].isin(
        [one.name for theme in (EVALUATION, EVALUATION_ITEMS) for one in theme.indicators]
    )


@pytest.fixture
def out(tmp_path):
    """Return a batch of three scenarios, two draws and two seeds, in which one run is missing."""
    pupils = {
        "do_nothing": {(0, 1): 40, (0, 2): 44, (1, 1): 60, (1, 2): 70},
        "merge": {(0, 1): 41, (0, 2): 47, (1, 1): 66, (1, 2): None},
        "build": {(0, 1): 40, (0, 2): 44, (1, 1): 60, (1, 2): 70},
    }
    runs = {
        (scenario, *run): None if number is None else with_pupils(number, boarders=3)
        for scenario, by_run in pupils.items()
        for run, number in by_run.items()
    }
    return write_batch(tmp_path / "out", runs)


def test_columns_and_cells(out):
    frame = compare(out)
    assert tuple(frame.columns) == COLUMNS == (
        "scenario", "base", "indicator", "unit", "zone", "stage", "year", "p10", "p50", "p90", "mean",
        "mean_lo95", "mean_hi95", "n_pairs",
    )  # fmt: skip
    assert list(frame["scenario"].unique()) == ["merge", "build"]
    assert set(frame["base"]) == {"do_nothing"}
    assert list(frame["zone"].unique()) == ["all", "urban", "town", "village"]
    assert list(frame["stage"].unique()) == ["all", "primary", "junior"]
    assert not frame.duplicated(["scenario", "indicator", "zone", "stage", "year"]).any()
    # Sites under 50 pupils are left out of the evaluations, and so are the runs with 40 and 44: one draw, no interval.
    assert not frame[~of_few_schools(frame)].isna().any().any()


def test_differences_are_paired_by_draw_and_seed(out):
    # merge: draw 0: +1 and +3, mean +2; draw 1: +6, its other seed has no partner. Mean of draws (2 + 6) / 2 = 4,
    # sd sqrt(8), standard error 2, t(1; 0.975) = 12.706205.
    found = row(compare(out), scenario="merge", indicator="pupils", **VILLAGE)
    assert (found["n_pairs"], found["p10"], found["p50"], found["p90"], found["mean"]) == (3, 1, 3, 6, 4)
    assert found["mean_lo95"] == pytest.approx(4 - 25.41241, abs=1e-4)
    assert found["mean_hi95"] == pytest.approx(4 + 25.41241, abs=1e-4)


def test_gaps_are_differences_of_levels(out):
    # Seats 45: short 0, 0, 15 in the base and 0, 2, 21 in merge; idle 5, 1, 0 and 4, 0, 0.
    frame = compare(out)
    short = row(frame, scenario="merge", indicator="seats_short", **VILLAGE)
    idle = row(frame, scenario="merge", indicator="seats_idle", **VILLAGE)
    assert (short["p10"], short["p50"], short["p90"]) == (0, 2, 6)
    assert (idle["p10"], idle["p50"], idle["p90"]) == (-1, -1, 0)
    assert short["unit"] == idle["unit"] == "seats"


def test_a_scenario_that_changes_nothing_differs_by_nothing(out):
    frame = compare(out)
    same = frame[frame["scenario"] == "build"]
    assert same[["p10", "p50", "p90", "mean"]].eq(0).all().all()
    assert same[~of_few_schools(same)][["mean_lo95", "mean_hi95"]].eq(0).all().all()
    assert set(same[~of_few_schools(same)]["n_pairs"]) == {4}


def test_another_base_turns_the_sign(out):
    forth, back = compare(out), compare(out, base="merge")
    one = row(forth, scenario="merge", indicator="pupils", **VILLAGE)
    other = row(back, scenario="do_nothing", indicator="pupils", **VILLAGE)
    assert one["mean"] == -other["mean"]
    assert (one["p10"], one["p90"]) == (-other["p90"], -other["p10"])


def test_a_school_closed_in_one_scenario_counts_as_zero_there(tmp_path):
    gone = with_pupils(0)
    runs = {("do_nothing", 0, 1): with_pupils(9), ("merge", 0, 1): gone}
    frame = compare(write_batch(tmp_path / "out", runs))
    found = row(frame, indicator="pupils", **VILLAGE)
    assert found["mean"] == -9
    assert np.isnan(found["mean_lo95"])


def test_a_pair_counts_only_where_the_indicator_is_defined_in_both(tmp_path):
    # mean way to school: 40 pupils of whom 40, 0 and 10 board in the base, 0 in the other scenario; the first run of
    # the base has no day pupils and no mean. In the last cell of all, junior pupils, no run has any.
    boarders = {(0, 1): 40, (1, 1): 0, (2, 1): 10}
    runs = {("do_nothing", *run): with_pupils(40, boarders=n) for run, n in boarders.items()}
    runs |= {("merge", *run): with_pupils(40) for run in boarders}
    frame = compare(write_batch(tmp_path / "out", runs))
    assert row(frame, indicator="share_over_limit", **VILLAGE)["n_pairs"] == 2
    assert row(frame, indicator="share_boarding", **VILLAGE)["n_pairs"] == 3
    assert frame[(frame["indicator"] == "mean_class_size") & (frame["stage"] == "junior")].empty


def test_one_county(tmp_path):
    runs = {(name, 0, 1): tables() for name in ("do_nothing", "merge")}
    found = compare_all(write_batch(tmp_path / "out", runs), county="b")
    assert found.county == "b 乙县"
    assert found.base_levels["pupils", "all", "all", 2017] == 20
    assert (found.frame["mean"] == 0).all()


def test_what_a_comparison_is_made_from(out):
    found = compare_all(out)
    assert [one.name for one in found.others] == ["merge", "build"]
    assert (len(found.folder.finished), len(found.folder.missing)) == (11, 1)
    assert found.frame.equals(compare(out))


def test_a_scenario_under_the_other_dropout_scenario_is_compared_with_the_twin_of_the_base(tmp_path):
    pupils = {"do_nothing": 40, "merge": 43, "do_nothing_survey": 30, "merge_survey": 31}
    out = write_batch(tmp_path / "out", {(name, 0, 1): with_pupils(n) for name, n in pupils.items()})
    found = compare_all(out)
    told = {name: row(found.frame, scenario=name, indicator="pupils", **VILLAGE) for name in pupils if name in
            set(found.frame["scenario"])}  # fmt: skip
    assert {name: (one["base"], one["mean"]) for name, one in told.items()} == {
        "merge": ("do_nothing", 3), "do_nothing_survey": ("do_nothing", -10), "merge_survey": ("do_nothing_survey", 1),
    }  # fmt: skip
    at = ("pupils", "village", "primary", 2017)
    assert {name: found.levels_beside(name)[at] for name in told} == {
        "merge": 40, "do_nothing_survey": 40, "merge_survey": 30,
    }  # fmt: skip
    turned = compare(out, base="do_nothing_survey")
    assert row(turned, scenario="merge", indicator="pupils", **VILLAGE)["base"] == "do_nothing"


def test_without_a_twin_of_the_base_the_base_itself_stands_beside(tmp_path):
    runs = {("do_nothing", 0, 1): with_pupils(40), ("merge_survey", 0, 1): with_pupils(31)}
    assert set(compare(write_batch(tmp_path / "out", runs))["base"]) == {"do_nothing"}


def test_levels_of_the_base(out):
    from sim.indicators.levels import levels

    assert base_levels(levels(out), "do_nothing")["pupils", "all", "all", 2017] == (40 + 44 + 60 + 70) / 4


def refused(out, base="do_nothing"):
    with pytest.raises(UserError) as caught:
        compare(out, base)
    error = caught.value
    assert str(out) in error.text("en")
    assert str(out) in error.text("zh")
    assert error.remedy is not None
    return error.text("en"), error.text("zh")


def test_a_folder_without_a_manifest(tmp_path):
    english, chinese = refused(tmp_path)
    assert "holds no batch" in english
    assert "没有批量结果" in chinese


def test_a_base_that_is_not_there(out):
    english, chinese = refused(out, "doing_nothing")
    assert "value:  doing_nothing" in english
    assert "one of: do_nothing, merge, build" in english
    assert "可选：do_nothing、merge、build" in chinese


def test_one_scenario_only(tmp_path):
    english, chinese = refused(write_batch(tmp_path / "out", {("baseline", 0, 1): tables()}))
    assert "one scenario only" in english
    assert "只有一个情景" in chinese


@pytest.mark.parametrize("done", ["do_nothing", "merge"])
def test_no_pair(tmp_path, done):
    runs = {(name, 0, 1): tables() if name == done else None for name in ("do_nothing", "merge")}
    english, _ = refused(write_batch(tmp_path / "out", runs))
    assert "same draw and seed" in english


def test_runs_of_other_draws_are_no_pair(tmp_path):
    english, _ = refused(
        write_batch(tmp_path / "out", {("do_nothing", 0, 1): tables(), ("merge", 1, 1): tables()})
    )
    assert "same draw and seed" in english
