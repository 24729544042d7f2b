"""A scenario: input tables, years, numbers and levers, checked before the first year is simulated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sim.base.errors import Say, UserError
from sim.base.number import Number
from sim.policies import catalogue
from sim.rules.policy import Policy
from sim.run.finding import find_scenario
from sim.run.parameters import PARAMETERS
from sim.run.scenario_file import Layered, read_layers
from sim.run.scenario_values import Range, lever_numbers, scenario_ranges
from sim.run.yaml_checks import mapping, name, raise_all, text, unknown, years
from sim.run.yaml_reading import Value, shown

DEFAULT = "default"  # the origin of a value that no file states


@dataclass(frozen=True)
class Scenario:
    """One scenario, resolved.

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
    """

    name: str
    title: Say
    path: Path
    input_dir: Path
    years: tuple[int, int]
    parameters: dict[str, Range]
    policies: tuple[Policy, ...]
    origin: dict[str, str]

    @property
    def levers(self) -> dict[str, dict[str, float]]:
        """Return the numbers of each lever, in the order of the levers."""
        return {policy.NAME: policy.values for policy in self.policies}

    def with_parameters(self, changed: dict[str, Range], file: str) -> Scenario:
        """Return the scenario with the ranges that a batch narrows or fixes; `file` is their origin."""
        origin = {**self.origin, **{f"parameters.{key}": file for key in changed}}
        return replace(self, parameters={**self.parameters, **changed}, origin=origin)

    def with_years(self, years: tuple[int, int], file: str) -> Scenario:
        """Return the scenario over other years, as a batch or `--years` asks; `file` is their origin."""
        return replace(self, years=years, origin={**self.origin, "years": file})

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
    layers = read_layers(path)
    errors: list[UserError] = []
    parts = {}
    for key, read in (("head", _head), ("parameters", _parameters), ("levers", _levers)):
        try:
            parts[key] = read(layers)
        except UserError as error:
            errors.append(error)
    raise_all(errors)
    levers = parts["levers"]
    known = catalogue()
    return Scenario(
        **parts["head"],
        path=path,
        parameters=parts["parameters"],
        policies=tuple(known[lever](**numbers) for lever, numbers in levers.items()),
        origin=_origin(layers, levers, PARAMETERS),
    )


def _head(layers: Layered) -> dict:
    """Return name, title, input folder and years."""
    single = layers.single
    for key in ("input", "years"):
        if key not in single:
            raise UserError(
                Say(f"the key {key} is missing", f"缺少键 {key}"),
                where=f"{shown(layers.path)}:1:1",
                rule=Say("needed here or in a file it extends", "须在本文件或被继承的文件中给出"),
                remedy=Say(f"add a line {key}: ...", f"请补充一行 {key}: ..."),
            )
    title = mapping(single["title"], ("zh", "en"), required=("zh", "en"))
    return {
        "name": name(single["name"]),
        "title": Say(text(title["en"]), text(title["zh"])),
        "input_dir": _input_dir(single["input"]),
        "years": years(single["years"]),
    }


def _input_dir(value: Value) -> Path:
    """Return the folder of the input tables, given relative to the file that names it."""
    folder = (value.at.file.parent / text(value)).resolve()
    if not folder.is_dir():
        raise UserError(
            Say("the folder of input tables is missing", "找不到输入表文件夹"),
            where=str(value.at),
            value=value.data,
            rule=Say("a folder, relative to this file", "应为相对于本文件的文件夹"),
            remedy=Say(
                "sim check --template DIR writes an empty set of tables",
                "sim check --template DIR 可生成空白输入表",
            ),
        )
    return folder


def _parameters(layers: Layered) -> dict[str, Range]:
    """Return the range of every declared parameter."""
    changed = scenario_ranges(layers.parameters, PARAMETERS)
    usual = {key: (one.low, one.value, one.high) for key, one in PARAMETERS.items()}
    return {**usual, **changed}


def _levers(layers: Layered) -> dict[str, dict[str, float]]:
    """Return the numbers of each lever."""
    known = catalogue()
    errors: list[UserError] = []
    numbers: dict[str, dict[str, float]] = {}
    for lever, said in layers.levers.items():
        where = str(layers.lever_at[lever])
        try:
            if lever not in known:
                raise unknown(Say("lever", "措施"), lever, known, where)
            numbers[lever] = lever_numbers(known[lever], said)
        except UserError as error:
            errors.append(error)
    raise_all(errors)
    return numbers


def _origin(
    layers: Layered, levers: dict[str, dict[str, float]], declared: dict[str, Number]
) -> dict[str, str]:
    """Return the file of each value by its dotted key."""
    origin = {key: shown(value.at.file) for key, value in layers.single.items()}
    for key in declared:
        said = layers.parameters.get(key)
        origin[f"parameters.{key}"] = shown(said.at.file) if said else DEFAULT
    for lever, numbers in levers.items():
        for key in numbers:
            said = layers.levers[lever].get(key)
            origin[f"levers.{lever}.{key}"] = shown(said.at.file) if said else DEFAULT
    return origin
