"""The two dropout scenarios of a batch: each scenario beside its twin, alike in all else, and told apart by readers."""

import json
from dataclasses import replace

import pytest

from sim.base.errors import UserError
from sim.base.yaml_reading import read_yaml
from sim.records.batch_folder import read_batch_folder, twin_of
from sim.records.dropout_scenario import dropout_note
from sim.run.batch import run_batch
from sim.run.batch_file import load_batch
from sim.run.plan import make_plan
from sim.run.recorded import find_run, recorded_scenario
from tests.test_floors import ROOT

INPUT = ROOT / "tests" / "data" / "small" / "input"
SCENARIO = """name: {name}
title: {{zh: 正常, en: Good}}
input: {folder}
years: [2017, 2018]
levers:
  class_size_cap: {{}}
parameters: {{{parameters}}}
"""


@pytest.fixture
def batch_of(tmp_path):
    """Return a maker of a batch file of scenarios, name to parameters, with a line on dropout."""

    def make(line, **scenarios):
        for name, parameters in scenarios.items():
            text = SCENARIO.format(name=name, folder=INPUT, parameters=parameters)
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        listed = ", ".join(f"{name}.yaml" for name in scenarios)
        path = tmp_path / "batch.yaml"
        path.write_text(f"name: b\nscenarios: [{listed}]\ndraws: 1\nseeds: 1\n{line}\n", encoding="utf-8")
        return load_batch(path)

    return make


def switches(batch):
    return {one.name: one.parameters["is_survey_dropout"] for one in batch.scenarios}


REGISTER, SURVEY = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)


def test_both_gives_each_scenario_its_twin_after_all_of_them(batch_of):
    batch = batch_of("dropout: both", one="", other="is_survey_dropout: 1")
    assert list(switches(batch).items()) == [
        ("one", REGISTER), ("other", SURVEY), ("one_survey", SURVEY), ("other_register", REGISTER),
    ]  # fmt: skip
    twin = batch.scenarios[2]
    assert twin.title.en == "Good (survey stress case)"
    assert twin.title.zh == "正常（调查口径压力情景）"
    assert twin.levers == batch.scenarios[0].levers


def test_one_word_sets_every_scenario_and_none_leaves_them(batch_of):
    given = {"one": "", "other": "is_survey_dropout: 1"}
    assert switches(batch_of("dropout: survey", **given)) == {"one": SURVEY, "other": SURVEY}
    assert switches(batch_of("dropout: register", **given)) == {"one": REGISTER, "other": REGISTER}
    assert switches(batch_of("", **given)) == {"one": REGISTER, "other": SURVEY}


def test_a_name_that_leaves_no_room_for_its_twin_is_refused(batch_of):
    assert len(batch_of("dropout: both", **{"n" * 73: ""}).scenarios[1].name) == 80
    with pytest.raises(UserError) as caught:
        batch_of("dropout: both", **{"n" * 74: ""})
    assert "shorter name" in caught.value.text("en")


@pytest.fixture
def folder(batch_of, tmp_path):
    """Return a batch folder of two scenarios and their twins, with records of two lines."""
    batch = batch_of("dropout: both", one="", other="detour: 1.3")
    plan = replace(make_plan(batch, tmp_path / "out", threads=1), engine="tests.run.fake_engine")
    run_batch(plan, workers=1, resume=False, lang="en", command="sim batch")
    return plan.out


def twins(out):
    read = read_batch_folder(out)
    return {one.name: (one.dropout, getattr(twin_of(read, one.name), "name", None)) for one in read.scenarios}


FOUND = {
    "one": ("register", "one_survey"), "other": ("register", "other_survey"),
    "one_survey": ("survey", "one"), "other_survey": ("survey", "other"),
}  # fmt: skip


def test_readers_of_the_folder_find_the_dropout_scenario_and_the_twin(folder):
    assert twins(folder) == FOUND
    assert "dropout: survey" in repr(read_batch_folder(folder))


def test_an_older_folder_is_told_by_its_resolved_scenarios_alone(folder):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["dropout"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert twins(folder) == FOUND
    (folder / "resolved" / "one.yaml").unlink()
    assert twins(folder) == {**FOUND, "one": ("", None), "one_survey": ("survey", None)}


def test_resolved_twins_can_be_run_again(folder):
    # What the folder keeps of a twin is read back as the scenario it was (sim trace, sim registers).
    again = recorded_scenario(find_run(folder, "one_survey", 0, 1))
    assert again.parameters["is_survey_dropout"] == SURVEY
    assert again.name == "one_survey"
    kept = read_yaml(folder / "resolved" / "one_survey.yaml").plain()
    assert dropout_note(kept)["scenario"] == "survey"


def rest(scenario):
    return dropout_note(scenario.resolved())["rest_sha256"]


def test_another_number_range_or_lever_makes_no_twin(batch_of):
    one, same, other, wider = batch_of(
        "", one="detour: 1.3", same="detour: 1.3, is_survey_dropout: 1", other="detour: 1.35",
        wider="detour: {value: 1.3, high: 1.4}",
    ).scenarios  # fmt: skip
    assert rest(one) == rest(same)
    others = [
        other,
        wider,
        one.with_lever("class_size_cap", strength=0.5),
        one.without_lever("class_size_cap"),
    ]
    assert len({rest(scenario) for scenario in [one, *others]}) == 5
