"""Scenarios changed in Python: what is kept, what is named anew, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.policies import catalogue
from sim.rules.known_rules import known_rule
from sim.run import load
from sim.run.parameters import PARAMETERS
from sim.run.scenario import load_scenario

SMALL = Path(__file__).parents[1] / "data" / "small"
LEVER = "class_size_cap"


@pytest.fixture(scope="module")
def nothing():
    return load(SMALL / "do_nothing.yaml")


@pytest.fixture(scope="module")
def cap():
    return load(SMALL / "cap.yaml")


def usual(lever: str) -> dict[str, float]:
    return {one.name: one.value for one in catalogue()[lever].PARAMETERS}


def test_load_is_the_reader_of_the_files(cap):
    same = load_scenario(SMALL / "cap.yaml")
    assert (cap.resolved(), cap.origin, cap.path) == (same.resolved(), same.origin, same.path)


def test_a_lever_comes_with_its_usual_numbers(nothing):
    changed = nothing.with_lever(LEVER)
    assert changed.levers == {LEVER: usual(LEVER)}
    assert nothing.levers == {}
    assert changed.origin[f"levers.{LEVER}.strength"] == "default"
    assert changed.resolved()["levers"][LEVER]["strength"] == {
        "value": 1.0,
        "unit": "share",
        "file": "default",
    }


def test_a_lever_that_is_there_keeps_its_other_numbers(cap):
    changed = cap.with_lever(LEVER, strength=0.5, cutoff_primary={"value": 30, "unit": "pupils/class"})
    assert changed.levers[LEVER] == {**cap.levers[LEVER], "strength": 0.5, "cutoff_primary": 30.0}
    assert changed.origin[f"levers.{LEVER}.strength"] == "set in Python"
    assert changed.origin[f"levers.{LEVER}.cutoff_junior"] == cap.origin[f"levers.{LEVER}.cutoff_junior"]


@pytest.mark.parametrize("lever", sorted(catalogue()))
def test_any_lever_is_added_and_taken_away(nothing, lever):
    changed = nothing.with_lever(lever, strength=0.25)
    assert list(changed.levers) == [lever]
    back = changed.without_lever(lever)
    assert back.levers == {}
    assert not [key for key in back.origin if key.startswith("levers.")]


def test_every_change_has_a_name_and_titles_of_its_own(nothing):
    lever = catalogue()[LEVER]
    half = nothing.with_lever(LEVER, strength=0.5)
    changed = [
        nothing.with_lever(LEVER),
        half,
        nothing.with_lever(LEVER, strength=0.25),
        half.without_lever(LEVER),
        nothing.with_parameters(detour=1.4),
        nothing.with_parameters(detour=(1.2, 1.3, 1.5)),
        nothing.with_years(2017, 2019),
    ]
    assert len({one.name for one in [nothing, *changed]}) == 8
    assert len({one.title for one in [nothing, *changed]}) == 8
    assert half.name == f"do_nothing+{LEVER}(strength=0.5)"
    assert half.title.en == f"Do nothing, with {lever.TITLE.en} (strength=0.5)"
    assert half.title.zh == f"维持现状，加{lever.TITLE.zh}(strength=0.5)"
    assert changed[5].name == "do_nothing(detour=1.2..1.3..1.5)"
    assert changed[6].name == "do_nothing_2017-2019"
    assert half.resolved()["name"] == {"value": half.name, "file": "set in Python"}


def test_a_scenario_can_be_named(nothing):
    named = nothing.with_years(2017, 2018).with_name("short", en="Two years", zh="两年")
    assert (named.name, named.title.en, named.title.zh, named.years) == (
        "short",
        "Two years",
        "两年",
        (2017, 2018),
    )
    assert nothing.with_name("plain").title == nothing.title


def test_parameters_are_fixed_or_ranged(nothing):
    changed = nothing.with_parameters(detour=np.float64(1.4), share_late_entry={"value": 0.1, "high": 0.2})
    assert changed.parameters["detour"] == (1.4, 1.4, 1.4)
    assert changed.parameters["share_late_entry"] == (0.1, 0.1, 0.2)
    assert changed.origin["parameters.detour"] == "set in Python"
    others = set(PARAMETERS) - {"detour", "share_late_entry"}
    assert all(changed.parameters[name] == nothing.parameters[name] for name in others)
    assert nothing.with_parameters(detour=np.array([1.2, 1.3, 1.5])).parameters["detour"] == (1.2, 1.3, 1.5)


def test_years_of_a_batch_leave_the_name(nothing):
    assert nothing.over_years((2017, 2018), "batch.yaml").name == nothing.name
    assert nothing.with_ranges({"detour": (1.3, 1.3, 1.3)}, "batch.yaml").name == nothing.name


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            lambda one: one.with_lever("class_sise_cap"),
            ["error: with_lever: unknown lever", "value:  class_sise_cap", "did you mean class_size_cap?"],
        ),
        (
            lambda one: one.with_lever(LEVER, strenght=1),
            [
                "error: with_lever(class_size_cap): unknown parameter of class_size_cap",
                "did you mean strength?",
            ],
        ),
        (
            lambda one: one.with_lever(LEVER, strength=1.5),
            [
                "error: with_lever(class_size_cap, strength=...): strength is out of bounds",
                "value:  1.5",
                "rule:   between 0 and 1 share",
            ],
        ),
        (
            lambda one: one.with_lever(LEVER, strength="all", year_cutoff=1700),
            [
                "strength=...): wrong type",
                "year_cutoff is out of bounds",
                "between 2000 and 2100 school year",
            ],
        ),
        (lambda one: one.with_lever(LEVER, strength={"value": 1, "unit": "%"}), ["the unit is share"]),
        (
            lambda one: one.without_lever(LEVER),
            ["error: without_lever: the scenario has no such lever", "levers of do_nothing: none"],
        ),
        (
            lambda one: one.with_parameters(detuor=1.4),
            ["error: with_parameters(): unknown parameter", "did you mean detour?"],
        ),
        (
            lambda one: one.with_parameters(detour=-1),
            ["with_parameters(detour=...): detour is out of bounds"],
        ),
        (lambda one: one.with_parameters(detour=(1.3, 1.2, 1.4)), ["low <= mode <= high"]),
        (lambda one: one.with_parameters(detour=(1.2, 1.3)), ["wanted: [low, mode, high]"]),
        (lambda one: one.with_years(2020, 2018), ["error: with_years: the years are reversed"]),
        (lambda one: one.with_years(2020, "x"), ["wanted: a whole number"]),
        (lambda one: one.with_name("a b"), ["error: with_name: wrong type", "letters, digits"]),
    ],
)
def test_mistakes_are_said_as_the_reader_of_files_says_them(nothing, change, lines):
    with pytest.raises(UserError) as caught:
        change(nothing)
    for line in lines:
        assert line in str(caught.value)
    assert "error" not in caught.value.text("zh")


def test_text_of_a_scenario(cap):
    lines = repr(cap.with_parameters(detour=(1.2, 1.25, 1.5))).splitlines()
    assert lines[0].startswith("Scenario cap(detour=1.2..1.25..1.5): Cap, with detour")
    assert "  years       2017-2022" in lines
    assert any(line.startswith("  input ") and line.endswith("tests/data/small/input") for line in lines)
    assert "  lever       class_size_cap (消除大班额与标准班额)" in lines
    assert "    cutoff_primary    24 pupils/class" in lines
    assert lines[-2:] == ["  parameters  other than usual:", "    detour  1.25 (1.2 to 1.5) ratio"]
    plain = repr(load(SMALL / "do_nothing.yaml")).splitlines()
    assert plain[-2:] == ["  levers      none", "  parameters  as usual"]


def test_a_rule_of_admission_is_added_and_taken_away(nothing):
    changed = nothing.with_rule("five_tiers")
    assert changed.admission == (known_rule("five_tiers"),)
    assert changed.origin["admission.five_tiers"] == "set in Python"
    assert changed.resolved()["admission"]["five_tiers"]["rule"]["source"] == known_rule("five_tiers").source
    again = changed.with_rule("five_tiers", {"from": 2020, "area": {"county": 220502}})
    assert [(one.first, one.area.codes) for one in again.admission] == [(2020, ("220502",))]
    assert again.name == "do_nothing+five_tiers+five_tiers(from=2020)"
    back = again.without_rule("five_tiers")
    assert back.admission == nothing.admission == ()
    assert not [key for key in back.origin if key.startswith("admission.")]


def test_a_rule_that_is_wrong_names_the_call(nothing):
    with pytest.raises(UserError, match=r"with_rule\(own\): the key title is missing"):
        nothing.with_rule("own", {"source": "here"})
    with pytest.raises(UserError, match="hold at the same place and stage in every year"):
        nothing.with_rule("points").with_rule("five_tiers")
    with pytest.raises(UserError, match="no such rule of admission"):
        nothing.without_rule("points")


def test_a_scenario_shows_its_rules(nothing):
    shown = repr(nothing.with_rule("eleven_tiers", {"from": 2020}))
    assert (
        "  admission   eleven_tiers (十一档录取顺序（天津蓟州 2022）): everywhere, junior, from 2020" in shown
    )
    assert "admission" not in repr(nothing)
