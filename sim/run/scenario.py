"""A scenario: input tables, years, numbers and levers, checked before the first year is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sim.base.errors import Say
from sim.base.yaml_checks import name, years
from sim.base.yaml_reading import shown
from sim.policies import lever_named
from sim.rules.admission import AdmissionRule
from sim.rules.admission_text import rule_mapping
from sim.rules.policy import Policy
from sim.run.changes import IN_PYTHON, lever_of, lever_there, said, said_each, with_rule, without_rule, words
from sim.run.finding import find_scenario
from sim.run.parameters import PARAMETERS
from sim.run.scenario_file import Layered, read_layers
from sim.run.scenario_parts import DEFAULT, origins, parts_of
from sim.run.scenario_text import scenario_text
from sim.run.scenario_values import Range, python_ranges


@dataclass(frozen=True, repr=False)
class Scenario:
    """One scenario, resolved. It is never changed: `with_lever` and its like return another, named after the change.

    Attributes
    ----------
    name, title, path
        Its name, its title in two languages and its file.
    input_dir : Path
        Folder of the canonical input tables.
    years : (int, int)
        First and last school year simulated, both included.
    parameters : dict of str to (low, mode, high)
        Every declared parameter, after the scenario's own changes.
    policies : tuple of Policy
        The levers, in the order in which the files name them.
    origin : dict of str to str
        The file each value came from, by dotted key, or "default".
    admission : tuple of AdmissionRule
        Rules of admission (招生办法), each with the years in which it is in force.
    """

    name: str
    title: Say
    path: Path
    input_dir: Path
    years: tuple[int, int]
    parameters: dict[str, Range]
    policies: tuple[Policy, ...]
    origin: dict[str, str]
    admission: tuple[AdmissionRule, ...] = ()

    @property
    def levers(self) -> dict[str, dict[str, float]]:
        """Return the numbers of each lever, in the order of the levers."""
        return {policy.NAME: policy.values for policy in self.policies}

    def with_lever(self, lever: str, /, **numbers: object) -> Scenario:
        """Return a scenario with a lever more, or with other numbers of a lever it has.

        Parameters
        ----------
        lever : str
            Name of the lever; it comes after those of the scenario.
        **numbers : float
            Its parameters, as in a YAML file; those left out keep the value they have, or take the usual one.

        Raises
        ------
        UserError
            For an unknown lever or parameter, a wrong type or unit, or a value out of bounds.
        """
        policy = lever_of(lever, numbers, self.levers.get(lever, {}))
        levers = {**{one.NAME: one for one in self.policies}, lever: policy}
        stated = {f"levers.{lever}.{key}": IN_PYTHON for key in numbers}
        kept = {f"levers.{lever}.{key}": DEFAULT for key in policy.values}
        origin, what = {**kept, **self.origin, **stated}, words(numbers)
        title = Say(f"with {policy.TITLE.en} {what}".rstrip(), f"加{policy.TITLE.zh}{what}")
        return self._changed(f"+{lever}{what}", title, policies=tuple(levers.values()), origin=origin)

    def without_lever(self, lever: str) -> Scenario:
        """Return a scenario without one of its levers; refuse one that it does not have (UserError)."""
        gone = lever_there(lever, self.policies, self.name)
        left = tuple(one for one in self.policies if one is not gone)
        origin = {key: file for key, file in self.origin.items() if not key.startswith(f"levers.{lever}.")}
        title = Say(f"without {gone.TITLE.en}", f"不含{gone.TITLE.zh}")
        return self._changed(f"-{lever}", title, policies=left, origin=origin)

    def with_rule(self, rule: str, said: Mapping[str, object] | None = None) -> Scenario:
        """Return a scenario with a rule of admission more, or another in place of the one of that name.

        Parameters
        ----------
        rule : str
            Its name; alone, that of a known rule (`sim rules`).
        said : mapping, optional
            What a YAML file says under the name: ``{"known": "points", "from": 2020}``, or a whole rule.

        Raises
        ------
        UserError
            For anything wrong in the rule, or when another one holds at the same place, stage and year.
        """
        admission = with_rule(self.admission, rule, said or {})
        what = words({key: value for key, value in (said or {}).items() if isinstance(value, str | int)})
        title = Say(f"with admission rule {rule} {what}".rstrip(), f"采用招生规则 {rule}{what}")
        origin = {**self.origin, f"admission.{rule}": IN_PYTHON}
        return self._changed(f"+{rule}{what}", title, admission=admission, origin=origin)

    def without_rule(self, rule: str) -> Scenario:
        """Return a scenario without one of its rules of admission; refuse one that it does not have (UserError)."""
        left = without_rule(self.admission, rule, self.name)
        origin = {key: file for key, file in self.origin.items() if key != f"admission.{rule}"}
        title = Say(f"without admission rule {rule}", f"不含招生规则 {rule}")
        return self._changed(f"-{rule}", title, admission=left, origin=origin)

    def with_parameters(self, **numbers: object) -> Scenario:
        """Return a scenario with other values of declared parameters (docs/numbers.md).

        Parameters
        ----------
        **numbers : float, (low, usual, high), or {"value": ..., "low": ..., "high": ...}
            A single number fixes the parameter; three are the range that draws are taken from.

        Raises
        ------
        UserError
            For an unknown parameter, a wrong type, a value out of bounds, or a range not in order.
        """
        changed = python_ranges(said_each(numbers, "with_parameters"), PARAMETERS)
        what = words(numbers)
        title = Say(f"with {what[1:-1]}", f"取 {what[1:-1]}")
        return self.with_ranges(changed, IN_PYTHON)._changed(what, title)

    def with_years(self, first: int, last: int) -> Scenario:
        """Return a scenario over other school years, both included; refuse years not in order (UserError)."""
        span = years(said((first, last), "with_years"))
        what = f"{span[0]}-{span[1]}"
        return self.over_years(span, IN_PYTHON)._changed(f"_{what}", Say(what, what))

    def with_name(self, new: str, en: str = "", zh: str = "") -> Scenario:
        """Return the scenario under another name, with other titles where they are given."""
        title = Say(en or self.title.en, zh or self.title.zh)
        origin = {**self.origin, "name": IN_PYTHON, "title": IN_PYTHON}
        return replace(self, name=name(said(new, "with_name")), title=title, origin=origin)

    def _changed(self, what: str, title: Say, **fields: object) -> Scenario:
        """Return the scenario with other fields, and a name and title that tell them from those of this one."""
        new = replace(self, **fields)
        new_title = Say(f"{self.title.en}, {title.en}", f"{self.title.zh}，{title.zh}")
        origin = {**new.origin, "name": IN_PYTHON, "title": IN_PYTHON}
        return replace(new, name=f"{self.name}{what}", title=new_title, origin=origin)

    def with_ranges(self, changed: dict[str, Range], file: str) -> Scenario:
        """Return the scenario, under its name, with the ranges that a batch gives; `file` is their origin."""
        origin = {**self.origin, **{f"parameters.{key}": file for key in changed}}
        return replace(self, parameters={**self.parameters, **changed}, origin=origin)

    def over_years(self, years: tuple[int, int], file: str) -> Scenario:
        """Return the scenario, under its name, over the years of a batch or of `--years`; `file` is their origin."""
        return replace(self, years=years, origin={**self.origin, "years": file})

    def __repr__(self) -> str:
        return scenario_text(self)

    def resolved(self) -> dict:
        """Return the whole scenario with unit and file of each value, for ``resolved/<scenario>.yaml``."""
        units = {policy.NAME: {one.name: one.unit for one in policy.PARAMETERS} for policy in self.policies}
        return {
            "name": {"value": self.name, "file": self.origin["name"]},
            "title": {"zh": self.title.zh, "en": self.title.en, "file": self.origin["title"]},
            "input": {"value": shown(self.input_dir), "file": self.origin["input"]},
            "years": {"value": list(self.years), "unit": "school year", "file": self.origin["years"]},
            "parameters": {key: self._parameter(key) for key in sorted(self.parameters)},
            "levers": {
                lever: {
                    key: {
                        "value": value,
                        "unit": units[lever][key],
                        "file": self.origin[f"levers.{lever}.{key}"],
                    }
                    for key, value in numbers.items()
                }
                for lever, numbers in self.levers.items()
            },
            "admission": {
                rule.name: {"file": self.origin[f"admission.{rule.name}"], "rule": rule_mapping(rule)}
                for rule in self.admission
            },
        }

    def _parameter(self, key: str) -> dict[str, object]:
        """Return value, range, unit and file of one parameter."""
        low, mode, high = self.parameters[key]
        unit = PARAMETERS[key].unit
        return {
            "value": mode,
            "low": low,
            "high": high,
            "unit": unit,
            "file": self.origin[f"parameters.{key}"],
        }


def load_scenario(name_or_path: str | Path) -> Scenario:
    """Return the scenario of a file, or of a name such as ``tonghua/baseline``.

    Raises
    ------
    UserError
        For anything that is wrong in the file or the files it extends.
    """
    return scenario_at(find_scenario(str(name_or_path)))


def scenario_at(path: Path) -> Scenario:
    """Return the scenario of a file that exists."""
    return scenario_of(read_layers(path))


def scenario_of(layers: Layered) -> Scenario:
    """Return the scenario of what its files say, checked."""
    head, parameters, levers, admission = parts_of(layers)
    return Scenario(
        **head,
        path=layers.path,
        parameters=parameters,
        policies=tuple(lever_named(lever)(**numbers) for lever, numbers in levers.items()),
        origin=origins(layers, levers),
        admission=admission,
    )
