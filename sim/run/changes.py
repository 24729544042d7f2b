"""Changes of a scenario in Python, checked by the rules of the YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.base.errors import Say, UserError, unknown
from sim.base.yaml_reading import Value
from sim.policies import catalogue
from sim.rules.admission import AdmissionRule
from sim.rules.admission_checks import check_together
from sim.rules.policy import Policy
from sim.run.scenario_parts import rules_of
from sim.run.scenario_values import lever_numbers

IN_PYTHON = "set in Python"  # the origin of a value that no file states


def said(data: object, at: str) -> Value:
    """Return what a caller passes as a value of a file: `at` names the call in errors."""
    if isinstance(data, np.generic):
        return Value(data.item(), at)
    if isinstance(data, Mapping):
        return Value({key: said(value, at) for key, value in data.items()}, at)
    if isinstance(data, list | tuple | range | np.ndarray):
        return Value([said(value, at) for value in data], at)
    return Value(data, at)


def said_each(numbers: Mapping[str, object], call: str, first: str = "") -> dict[str, Value]:
    """Return the keywords of a call as values of a file; `first` is its argument before them."""
    before = f"{first}, " if first else ""
    return {
        name: replace(said(value, f"{call}({before}{name}=...)"), key_at=f"{call}({first})")
        for name, value in numbers.items()
    }


def lever_of(name: str, numbers: Mapping[str, object], before: Mapping[str, float]) -> Policy:
    """Return a lever with the numbers of a call, else those it had before, else its usual ones.

    Raises
    ------
    UserError
        For an unknown lever or parameter, a wrong type or unit, or a value out of bounds.
    """
    known = catalogue()
    if name not in known:
        raise unknown(Say("lever", "措施"), str(name), known, "with_lever")
    given = lever_numbers(known[name], said_each(numbers, "with_lever", name))
    return known[name](**{**given, **before, **{key: given[key] for key in numbers}})


def lever_there(name: str, policies: tuple[Policy, ...], scenario: str) -> Policy:
    """Return the lever of that name among those of a scenario; refuse one that is not there (UserError)."""
    there = {policy.NAME: policy for policy in policies}
    if name in there:
        return there[name]
    listed = ", ".join(there)
    raise UserError(
        Say("the scenario has no such lever", "情景中没有该措施"),
        where="without_lever",
        value=name,
        rule=Say(f"levers of {scenario}: {listed or 'none'}", f"{scenario} 的措施：{listed or '无'}"),
        remedy=Say("name one of its levers", "请填写其中的措施") if there else None,
    )


def with_rule(
    rules: tuple[AdmissionRule, ...], rule: str, told: Mapping[str, object]
) -> tuple[AdmissionRule, ...]:
    """Return rules of admission with one more, or another in place of the one of its name.

    Raises
    ------
    UserError
        For anything wrong in the rule, or when another one holds at the same place, stage and year.
    """
    call = f"with_rule({rule})"
    (new,) = rules_of({rule: said(told, call)})
    after = {**{one.name: one for one in rules}, rule: new}
    check_together(after.values(), dict.fromkeys(after, call))
    return tuple(after.values())


def without_rule(rules: tuple[AdmissionRule, ...], rule: str, scenario: str) -> tuple[AdmissionRule, ...]:
    """Return rules of admission without one of them; refuse one that is not there (UserError)."""
    names = [one.name for one in rules]
    if rule not in names:
        listed = ", ".join(names)
        raise UserError(
            Say("the scenario has no such rule of admission", "情景中没有该招生规则"),
            where="without_rule",
            value=rule,
            rule=Say(f"rules of {scenario}: {listed or 'none'}", f"{scenario} 的招生规则：{listed or '无'}"),
            remedy=Say("name one of its rules", "请填写其中的规则") if names else None,
        )
    return tuple(one for one in rules if one.name != rule)


def words(numbers: Mapping[str, object]) -> str:
    """Return the numbers of a call for the name of what it makes: ``(detour=1.4, ...)``, empty without numbers."""
    each = ", ".join(f"{name}={_word(value)}" for name, value in numbers.items())
    return f"({each})" if each else ""


def _word(value: object) -> str:
    if isinstance(value, Mapping):
        return "..".join(_word(value[key]) for key in ("low", "value", "high") if key in value)
    if isinstance(value, list | tuple | np.ndarray):
        return "..".join(map(_word, value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)
