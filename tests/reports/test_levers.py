"""The levers of a scenario in a few words."""

import pytest

from sim.base.errors import Say
from sim.policies import catalogue
from sim.records.batch_folder import ScenarioNote
from sim.reports import levers as page
from sim.reports.levers import NO_LEVERS, lever_lines, unit_name

CAP = {number.name: number for number in catalogue()["class_size_cap"].PARAMETERS}


def scenario(**levers):
    told = {
        lever: {
            name: {"value": value, "unit": unit, "file": "default"} for name, (value, unit) in numbers.items()
        }
        for lever, numbers in levers.items()
    }
    return ScenarioNote("s", Say("a scenario", "情景"), told)


def cap(**changed):
    return {name: (changed.get(name, one.value), one.unit) for name, one in CAP.items()}


def test_a_scenario_without_levers_says_none():
    assert lever_lines(scenario()) == [NO_LEVERS]


def test_many_numbers_at_their_usual_values_are_not_listed():
    (line,) = lever_lines(scenario(class_size_cap=cap()))
    assert line == Say(
        "Class-size cap (class_size_cap): usual numbers",
        "消除大班额与标准班额（class_size_cap）：各参数均为常用值",
    )


def test_numbers_that_differ_stand_with_unit_and_usual_value():
    (line,) = lever_lines(scenario(class_size_cap=cap(cutoff_primary=60, strength=0.5)))
    assert line.en == (
        "Class-size cap (class_size_cap): strength = 0.5 [share; usual 1], "
        "cutoff_primary = 60 [pupils/class; usual 56]"
    )
    assert "cutoff_primary（小学大班额线） = 60 [人/班；常用值 56]" in line.zh


def test_few_numbers_are_all_listed(monkeypatch):
    monkeypatch.setattr(page, "FEW", len(CAP))
    (line,) = lever_lines(scenario(class_size_cap=cap(cutoff_primary=60)))
    assert line.en.count("=") == len(CAP)
    assert "cutoff_junior = 61 [pupils/class]" in line.en


@pytest.mark.parametrize("n", [2, 5])
def test_a_lever_this_version_does_not_know_is_told_in_full(n):
    (line,) = lever_lines(scenario(of_old={f"number_{k}": (k, "schools") for k in range(n)}))
    assert line.en.startswith("of_old (of_old): number_0 = 0 [schools]")
    assert line.en.count("=") == n


def test_every_unit_of_every_lever_has_a_chinese_name():
    units = {number.unit for lever in catalogue().values() for number in lever.PARAMETERS}
    assert [unit for unit in sorted(units) if unit_name(unit).zh == unit] == []


def test_a_unit_of_another_version_stays_as_it_is():
    assert unit_name("furlongs") == Say("furlongs", "furlongs")
