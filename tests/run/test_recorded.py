"""A scenario as its batch folder keeps it is the scenario that was run, number for number and rule for rule."""

import os

import pytest

from sim.base.atomic import write_atomic
from sim.base.errors import UserError
from sim.records.layout import RunId
from sim.run.batch import yaml_text
from sim.run.recorded import Recorded, find_run, recorded_scenario
from sim.run.scenario import load_scenario
from tests.worlds import ROOT

CASES = {
    "levers": (ROOT / "tests/data/small/cap.yaml", ""),
    "ranges": (
        ROOT / "tests/data/small/do_nothing.yaml",
        "parameters:\n  p_repeat: {value: 0.00012345678901234567, low: 0.00001, high: 0.001}\n  detour: 1.25\n",
    ),
    "rules": (
        ROOT / "tests/data/small/do_nothing.yaml",
        "admission:\n  five: {known: five_tiers, from: 2018}\n  points: {known: points, stage: junior, to: 2017}\n",
    ),
}


def again(scenario, out, input_dir=None):
    """Return a scenario read from the copy that a batch would keep of it."""
    write_atomic(out / "resolved" / f"{scenario.name}.yaml", yaml_text(scenario.resolved()))
    return recorded_scenario(Recorded(out, RunId(scenario.name, 0, 1), scenario.years, "", "", ""), input_dir)


@pytest.mark.parametrize("case", CASES)
def test_the_copy_is_the_scenario(case, tmp_path):
    parent, text = CASES[case]
    head = f"name: {case}\ntitle: {{zh: 题, en: Title}}\nextends: {parent.as_posix()}\n"
    (tmp_path / "child.yaml").write_text(head + text, encoding="utf-8")
    scenario = load_scenario(tmp_path / "child.yaml")
    copy = again(scenario, tmp_path / "out")
    for part in ("name", "title", "input_dir", "years", "parameters", "levers", "admission"):
        assert getattr(copy, part) == getattr(scenario, part)
    assert [type(policy) for policy in copy.policies] == [type(policy) for policy in scenario.policies]
    assert bool(copy.admission) == (case == "rules")


@pytest.mark.parametrize("name", ["tonghua/baseline", "tonghua/do_nothing"])
def test_the_copy_of_a_named_scenario(name, tmp_path):
    scenario = load_scenario(name)
    copy = again(scenario, tmp_path)
    assert (copy.parameters, copy.levers) == (scenario.parameters, scenario.levers)


def test_input_tables_are_sought_from_here_then_beside_the_program(tmp_path, monkeypatch):
    scenario = load_scenario("tonghua/baseline")
    monkeypatch.chdir(ROOT)
    assert not os.path.isabs(scenario.resolved()["input"]["value"])
    write_atomic(tmp_path / "resolved" / "baseline.yaml", yaml_text(scenario.resolved()))
    monkeypatch.chdir(tmp_path)
    recorded = Recorded(tmp_path, RunId("baseline", 0, 1), scenario.years, "", "", "")
    assert recorded_scenario(recorded).input_dir == ROOT / "scenarios/tonghua/input"
    (tmp_path / "scenarios/tonghua/input").mkdir(parents=True)
    assert recorded_scenario(recorded).input_dir == tmp_path / "scenarios/tonghua/input"
    with pytest.raises(UserError, match="the input tables of the run are not there"):
        recorded_scenario(recorded, tmp_path / "none")


def test_a_folder_that_holds_no_batch_has_no_runs(tmp_path):
    with pytest.raises(UserError, match="the folder holds no batch"):
        find_run(tmp_path)
