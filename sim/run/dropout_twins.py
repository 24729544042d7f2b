"""Scenarios under the other dropout scenario (辍学口径): alike in everything else, so that both can be shown."""

from __future__ import annotations

from dataclasses import replace

from sim.base.errors import Say
from sim.records.dropout_scenario import REGISTER, SURVEY, SWITCH, TITLES
from sim.run.scenario import Scenario

BOTH = "both"  # the word of a batch file that gives each scenario its twin


def dropout_of(scenario: Scenario) -> str:
    """Return the dropout scenario that a scenario follows, ``register`` or ``survey``."""
    return SURVEY if scenario.parameters[SWITCH][1] else REGISTER


def following(scenario: Scenario, which: str, file: str) -> Scenario:
    """Return the scenario, under its name, with a dropout scenario; `file` is the origin of that choice."""
    fixed = 1.0 if which == SURVEY else 0.0
    return scenario.with_ranges({SWITCH: (fixed, fixed, fixed)}, file)


def with_twins(scenarios: tuple[Scenario, ...], file: str) -> tuple[Scenario, ...]:
    """Return the scenarios and after them their twins, each named ``<scenario>_<its dropout scenario>``.

    Twins stand last, since runs that follow each other with the same numbers share their start.
    """
    return (*scenarios, *(_twin(one, file) for one in scenarios))


def _twin(scenario: Scenario, file: str) -> Scenario:
    other = REGISTER if dropout_of(scenario) == SURVEY else SURVEY
    title = Say(f"{scenario.title.en} ({TITLES[other].en})", f"{scenario.title.zh}（{TITLES[other].zh}）")
    origin = {**scenario.origin, "name": file, "title": file}
    return following(
        replace(scenario, name=f"{scenario.name}_{other}", title=title, origin=origin), other, file
    )
