"""A scenario as a person reads it: years, input, levers with their numbers, and what differs from the usual values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.base.number import Number
from sim.base.yaml_reading import shown
from sim.rules.admission_notes import holds_words, rule_notes
from sim.run.parameters import PARAMETERS

if TYPE_CHECKING:
    from sim.run.scenario import Scenario


def scenario_text(scenario: Scenario) -> str:
    """Return a scenario as a few lines of text."""
    first, last = scenario.years
    return "\n".join(
        [
            f"Scenario {scenario.name}: {scenario.title.en} ({scenario.title.zh})",
            f"  years       {first}-{last}",
            f"  input       {shown(scenario.input_dir)}",
            *_levers(scenario),
            *_rules(scenario),
            *_parameters(scenario),
        ]
    )


def _levers(scenario: Scenario) -> list[str]:
    """Return each lever with its numbers."""
    if not scenario.policies:
        return ["  levers      none"]
    lines = []
    for policy in scenario.policies:
        lines.append(f"  lever       {policy.NAME} ({policy.TITLE.zh})")
        width = max(len(one.name) for one in policy.PARAMETERS)
        lines += [
            f"    {one.name:{width}}  {policy.values[one.name]:.12g} {one.unit}" for one in policy.PARAMETERS
        ]
    return lines


def _rules(scenario: Scenario) -> list[str]:
    """Return each rule of admission with where and when it holds."""
    return [
        f"  admission   {name} ({note['title']['zh']}): {holds_words(note).en}"
        for name, note in rule_notes(scenario.admission).items()
    ]


def _parameters(scenario: Scenario) -> list[str]:
    """Return the parameters that differ from their declaration."""
    changed = [
        f"    {key}  {_range(scenario.parameters[key])} {one.unit}"
        for key, one in PARAMETERS.items()
        if scenario.parameters[key] != _usual(one)
    ]
    return ["  parameters  other than usual:", *changed] if changed else ["  parameters  as usual"]


def _usual(one: Number) -> tuple[float, float, float]:
    return one.low, one.value, one.high


def _range(numbers: tuple[float, float, float]) -> str:
    low, mode, high = numbers
    return f"{mode:.12g}" if low == high else f"{mode:.12g} ({low:.12g} to {high:.12g})"
