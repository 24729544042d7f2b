"""Scenarios: what a child inherits, overrides and removes, where each value came from, how names are found."""

import pickle
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.base.yaml_reading import read_yaml
from sim.inputs.synthesis.network import school_codes
from sim.inputs.tables import read_tables
from sim.policies import catalogue
from sim.rules.known_rules import read_rule
from sim.run.batch import yaml_text
from sim.run.batch_file import load_batch
from sim.run.finding import find_scenario, scenario_names
from sim.run.parameters import PARAMETERS
from sim.run.plan import check_scenario, make_plan
from sim.run.scenario import load_scenario
from tests.worlds import start

ROOT = Path(__file__).parents[2]
INPUT = ROOT / "tests" / "data" / "small" / "input"
PARENT = f"""
name: parent
title: {{zh: 上级, en: Parent}}
input: {INPUT.as_posix()}
years: [2017, 2030]
parameters:
  detour: 1.3
levers:
  class_size_cap: {{standard_primary: 40, standard_junior: {{value: 48, unit: pupils/class, source: here}}}}
"""
CHILD = """
name: child
title: {zh: 下级, en: Child}
extends: parent.yaml
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Return a reader of a child with the lines given, beside its parent."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "parent.yaml").write_text(PARENT, encoding="utf-8")

    def read(lines=""):
        (tmp_path / "child.yaml").write_text(CHILD + lines, encoding="utf-8")
        return load_scenario("child.yaml")

    return read


def test_a_child_inherits_what_it_does_not_say(child):
    scenario = child()
    assert (scenario.name, scenario.title.zh) == ("child", "下级")
    assert scenario.years == (2017, 2030)
    assert scenario.input_dir == INPUT
    assert scenario.parameters["detour"] == (1.3, 1.3, 1.3)
    assert scenario.levers["class_size_cap"]["standard_primary"] == 40
    assert scenario.origin["name"] == "child.yaml"
    assert scenario.origin["parameters.detour"] == "parent.yaml"


def test_a_child_overrides_single_values(child):
    lines = "parameters:\n  detour: {value: 1.4, low: 1.3, high: 1.6, unit: ratio, source: a survey}\n"
    scenario = child(lines + "levers:\n  class_size_cap: {standard_primary: 42}\nyears: [2017, 2020]\n")
    assert scenario.parameters["detour"] == (1.3, 1.4, 1.6)
    numbers = scenario.levers["class_size_cap"]
    assert (numbers["standard_primary"], numbers["standard_junior"]) == (42, 48)
    assert scenario.origin["levers.class_size_cap.standard_primary"] == "child.yaml"
    assert scenario.origin["levers.class_size_cap.standard_junior"] == "parent.yaml"
    assert scenario.origin["levers.class_size_cap.cutoff_primary"] == "default"
    assert scenario.origin["years"] == "child.yaml"


def test_an_empty_lever_removes_it(child):
    assert child("levers:\n  class_size_cap:\n").policies == ()


def test_everything_declared_has_a_range_and_an_origin(child):
    scenario = child()
    assert scenario.parameters.keys() == PARAMETERS.keys()
    assert {f"parameters.{name}" for name in PARAMETERS} <= scenario.origin.keys()
    ranged = next(one for one in PARAMETERS.values() if one.is_ranged and one.name != "detour")
    assert scenario.parameters[ranged.name] == (ranged.low, ranged.value, ranged.high)


def test_a_scenario_goes_to_another_process(child):
    scenario = child()
    again = pickle.loads(pickle.dumps(scenario))
    assert again.levers == scenario.levers
    assert again.parameters == scenario.parameters


def test_the_resolved_whole_names_file_and_unit_of_each_value(child):
    text = yaml_text(child().resolved())
    resolved = YAML(typ="safe").load(text)
    assert resolved["years"] == {"value": [2017, 2030], "unit": "school year", "file": "parent.yaml"}
    assert resolved["title"] == {"zh": "下级", "en": "Child", "file": "child.yaml"}
    assert resolved["parameters"]["detour"]["file"] == "parent.yaml"
    lever = resolved["levers"]["class_size_cap"]
    assert lever["standard_junior"] == {"value": 48.0, "unit": "pupils/class", "file": "parent.yaml"}
    assert lever.keys() == {one.name for one in catalogue()["class_size_cap"].PARAMETERS}


def test_two_files_that_resolve_alike_are_alike(child, tmp_path):
    said_twice = child("years: [2017, 2030]\n")
    assert said_twice.parameters == child().parameters


def test_a_file_may_be_gbk_with_a_chinese_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("方案.yaml").write_text(PARENT.replace("name: parent", "name: 方案"), encoding="gbk")
    assert load_scenario("方案.yaml").name == "方案"


def test_names_are_found_in_the_working_folder_first(tmp_path, monkeypatch):
    own = tmp_path / "scenarios" / "tonghua"
    own.mkdir(parents=True)
    (own / "baseline.yaml").write_text(PARENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_scenario("tonghua/baseline") == (own / "baseline.yaml").resolve()
    assert find_scenario("tonghua/do_nothing") == ROOT / "scenarios" / "tonghua" / "do_nothing.yaml"
    assert {"tonghua/baseline", "tonghua/do_nothing"} <= set(scenario_names())


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_of_the_repository_loads(name):
    assert load_scenario(name).name == name.rpartition("/")[2]


@pytest.mark.parametrize("place", ["tonghua", "tonghua_2025"])
def test_baseline_is_do_nothing_and_its_levers(place):
    nothing, baseline = load_scenario(f"{place}/do_nothing"), load_scenario(f"{place}/baseline")
    assert nothing.policies == ()
    assert list(baseline.levers) == [
        "class_size_cap", "hard_stop", "extend_where_short", "boarding_places", "joint_review",
        "merge_small_schools", "capital_budget",
    ]  # fmt: skip
    assert baseline.parameters == nothing.parameters
    assert (baseline.input_dir, baseline.years) == (nothing.input_dir, nothing.years)


def test_class_sizes_is_the_part_of_baseline_that_closes_and_builds_nothing():
    sizes, baseline = load_scenario("tonghua/class_sizes"), load_scenario("tonghua/baseline")
    assert list(sizes.levers) == ["class_size_cap", "hard_stop"]
    assert all(baseline.levers[name] == numbers for name, numbers in sizes.levers.items())


@pytest.mark.parametrize(("file", "runs"), [("demo.yaml", (4, 20, 2)), ("short.yaml", (3, 2, 1))])
def test_batches_of_the_repository_load(file, runs):
    batch = load_batch(ROOT / "scenarios" / file)
    assert (len(batch.scenarios), len(batch.draws), len(batch.seeds)) == runs
    assert batch.seeds[0] == 1


def test_a_batch_narrows_and_fixes_parameters(child, tmp_path):
    child()
    text = "name: b\nscenarios: [child.yaml, tonghua/baseline]\ndraws: 1\nseeds: 2\nseed0: 5\nyears: [2017, 2019]\n"
    (tmp_path / "b.yaml").write_text(text + "params:\n  detour: [1.5, 1.5, 1.5]\n", encoding="utf-8")
    batch = load_batch(tmp_path / "b.yaml")
    assert batch.seeds == (5, 6)
    assert batch.draws == (0,)
    for scenario in batch.scenarios:
        assert scenario.parameters["detour"] == (1.5, 1.5, 1.5)
        assert scenario.origin["parameters.detour"] == "b.yaml"
        assert scenario.years == (2017, 2019)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1_000", 1000),
        ("a: 0x10", 16),
        ("a: 1e-3", 0.001),
        ("a: true", True),
        ("a: yes", "yes"),
        ("a: ~", None),
        ("a: '3'", "3"),
        ("a: .inf", ".inf"),
        ("a: 2017-09-01", "2017-09-01"),
        ("a: !!python/object/apply:os.getcwd []", []),
    ],
)
def test_scalars_are_read_as_yaml_has_them(tmp_path, text, value):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    assert read_yaml(tmp_path / "x.yaml").plain() == {"a": value}


def test_keys_and_values_know_their_place(tmp_path):
    (tmp_path / "x.yaml").write_text("# words\na:\n  bc: [1,\n    22]\n", encoding="utf-8")
    inner = read_yaml(tmp_path / "x.yaml").data["a"].data["bc"]
    assert (inner.key_at.line, inner.key_at.column) == (3, 3)
    assert (inner.at.line, inner.at.column) == (3, 7)
    assert (inner.data[1].at.line, inner.data[1].at.column) == (4, 5)


FIVE = "admission:\n  five: {known: five_tiers, from: 2018}\n"


def parent_with(rules: str) -> str:
    return PARENT + rules


def test_rules_of_admission_are_laid_over_those_of_a_parent(child, tmp_path):
    (tmp_path / "parent.yaml").write_text(parent_with(FIVE), encoding="utf-8")
    (five,) = child().admission
    assert (five.name, five.first, five.tie_break) == ("five", 2018, "lottery")
    (later,) = child("admission:\n  five: {to: 2020, tie_break: minutes}\n").admission
    assert (later.first, later.last, later.tie_break, later.groups) == (2018, 2020, "minutes", five.groups)
    (anew,) = child("admission:\n  five: {known: points}\n").admission
    assert (anew.first, anew.points.total) == (0, 120)
    assert child("admission:\n  five:\n").admission == ()
    both = child("admission:\n  points: {stage: junior, to: 2017}\n").admission
    assert [rule.name for rule in both] == ["five", "points"]


def test_the_resolved_whole_holds_each_rule_and_its_file(child, tmp_path):
    (tmp_path / "parent.yaml").write_text(parent_with(FIVE), encoding="utf-8")
    scenario = child("admission:\n  own: {known: permit_only, area: {county: [220502]}}\n")
    (tmp_path / "resolved.yaml").write_text(yaml_text(scenario.resolved()), encoding="utf-8")
    resolved = read_yaml(tmp_path / "resolved.yaml").data["admission"].data
    assert {name: each.plain()["file"] for name, each in resolved.items()} == {
        "five": "parent.yaml",
        "own": "child.yaml",
    }
    again = tuple(read_rule(name, each.data["rule"]) for name, each in resolved.items())
    assert again == scenario.admission


def test_a_batch_with_another_rule_is_another_batch(child, tmp_path):
    def content(lines: str) -> str:
        child(lines)
        text = "name: b\nscenarios: [child.yaml]\ndraws: 1\nseeds: 1\nyears: [2017, 2018]\n"
        (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
        return make_plan(load_batch(tmp_path / "b.yaml"), tmp_path / "out", threads=1).head.content_sha256

    rules = ["", FIVE, FIVE.replace("2018", "2019"), "admission:\n  five: {known: points, from: 2018}\n"]
    assert len({content(one) for one in rules}) == len(rules)
    assert content(FIVE) == content(FIVE + "years: [2017, 2030]\n")


def test_schools_of_a_county_that_lists_none_are_named_by_their_made_up_code(child, tmp_path):
    tables, made_up = read_tables(INPUT), start("small").school_ids
    assert school_codes(tables) == set(made_up)
    scenario = child(f"admission:\n  own: {{known: points, area: {{school: [{made_up[0]}]}}}}\n")
    check_scenario(scenario, tables, (2017, 2025))
