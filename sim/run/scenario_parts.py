"""The parts of a scenario from what its files say: head, parameters, levers, rules of admission, and their origins."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.base.errors import Say, UserError, unknown
from sim.base.yaml_checks import gather, mapping, name, raise_all, text, wrong_type, years
from sim.base.yaml_reading import Value, shown
from sim.policies import catalogue, lever_named
from sim.rules.admission import AdmissionRule
from sim.rules.admission_checks import check_together
from sim.rules.known_rules import read_rule
from sim.run.parameters import PARAMETERS
from sim.run.scenario_file import Layered
from sim.run.scenario_values import Range, lever_numbers, scenario_ranges

DEFAULT = "default"  # the origin of a value that no file states


def parts_of(
    layers: Layered,
) -> tuple[dict, dict[str, Range], dict[str, dict[str, float]], tuple[AdmissionRule, ...]]:
    """Return head, ranges of the parameters, numbers of the levers and rules of admission.

    Raises
    ------
    UserError
        With all that is wrong in any of them.
    """
    errors: list[UserError] = []
    parts = []
    for read in (_head, _parameters, _levers, _admission):
        try:
            parts.append(read(layers))
        except UserError as error:
            errors.append(error)
    raise_all(errors)
    head, parameters, levers, admission = parts
    return head, parameters, levers, admission


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
    return {
        "name": name(single["name"]),
        "title": _title(single["title"]),
        "input_dir": _input_dir(single["input"]),
        "years": years(single["years"]),
    }


def _title(value: Value) -> Say:
    """Return the title in both languages."""
    if not isinstance(value.data, dict):
        raise wrong_type(value, Say("a title {zh: ..., en: ...}", "两种语言的名称 {zh: ..., en: ...}"))
    both = mapping(value, ("zh", "en"), required=("zh", "en"))
    return Say(text(both["en"]), text(both["zh"]))


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
    errors: list[UserError] = []
    numbers: dict[str, dict[str, float]] = {}
    for lever, said in layers.levers.items():
        where = str(layers.lever_at[lever])
        try:
            known = lever_named(lever)
            if known is None:
                raise unknown(Say("lever", "措施"), lever, catalogue(), where)
            numbers[lever] = lever_numbers(known, said)
        except UserError as error:
            errors.append(error)
    raise_all(errors)
    return numbers


def _admission(layers: Layered) -> tuple[AdmissionRule, ...]:
    """Return the rules of admission."""
    return rules_of(layers.admission)


def rules_of(said: Mapping[str, Value]) -> tuple[AdmissionRule, ...]:
    """Return rules of admission by name, each checked, and that no two hold at the same place, stage and year."""
    rules = tuple(gather(lambda rule: read_rule(_named(rule, said[rule]), said[rule]), said))
    check_together(rules, {rule: str(value.named_at) for rule, value in said.items()})
    return rules


def _named(rule: str, value: Value) -> str:
    return name(Value(rule, value.named_at))


def origins(layers: Layered, levers: dict[str, dict[str, float]]) -> dict[str, str]:
    """Return the file of each value by its dotted key, `DEFAULT` where no file states it."""
    origin = {key: shown(value.at.file) for key, value in layers.single.items()}
    for key in PARAMETERS:
        said = layers.parameters.get(key)
        origin[f"parameters.{key}"] = shown(said.at.file) if said else DEFAULT
    for lever, numbers in levers.items():
        for key in numbers:
            said = layers.levers[lever].get(key)
            origin[f"levers.{lever}.{key}"] = shown(said.at.file) if said else DEFAULT
    for rule, value in layers.admission.items():
        origin[f"admission.{rule}"] = shown(value.at.file)
    return origin
