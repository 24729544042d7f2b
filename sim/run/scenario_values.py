"""Turn the numbers of a scenario or a batch into checked ranges and checked lever parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.base.errors import Say, UserError, unknown
from sim.base.number import Number
from sim.base.yaml_checks import gather, groups, items, mapping, number, text, wrong_type
from sim.base.yaml_reading import Value
from sim.rules.policy import Policy

Range = tuple[float, float, float]  # low, mode, high

SWITCH_UNIT = "0 or 1"

_RANGE_KEYS = ("value", "low", "high", "unit", "source")
_VALUE_KEYS = ("value", "unit", "source")


def scenario_ranges(said: Mapping[str, Value], declared: Mapping[str, Number]) -> dict[str, Range]:
    """Return (low, mode, high) of the parameters that a scenario changes.

    A plain number fixes the parameter; ``{value, low, high}`` gives it a range of its own.

    Raises
    ------
    UserError
        For an unknown parameter, a wrong unit or type, a value out of bounds, or a range not in order.
    """
    return _each(said, declared, _scenario_range)


def batch_ranges(value: Value, declared: Mapping[str, Number]) -> dict[str, Range]:
    """Return (low, mode, high) of the entry `params` of a batch, each written ``name: [low, mode, high]``."""
    return _each(groups(value), declared, _batch_range)


def python_ranges(said: Mapping[str, Value], declared: Mapping[str, Number]) -> dict[str, Range]:
    """Return (low, mode, high) of parameters given in Python: a number, three of them, or a mapping as in YAML."""
    return _each(said, declared, _python_range)


def lever_numbers(lever: type[Policy], said: Mapping[str, Value]) -> dict[str, float]:
    """Return every parameter of a lever, in the order of its declaration: as said or as usual."""
    declared = {one.name: one for one in lever.PARAMETERS}

    def checked(name: str) -> float:
        if name not in declared:
            raise unknown(
                Say(f"parameter of {lever.NAME}", f"{lever.NAME} 的参数"),
                name,
                declared,
                str(said[name].named_at),
            )
        return _single(said[name], declared[name])

    given = dict(zip(said, gather(checked, said), strict=True))
    return {name: given.get(name, one.value) for name, one in declared.items()}


def _each(
    said: Mapping[str, Value], declared: Mapping[str, Number], read: Callable[[Value, Number], Range]
) -> dict[str, Range]:
    """Return the range of each name, or all the errors found."""

    def checked(name: str) -> Range:
        if name not in declared:
            rule = Say("sim parameters lists the valid ones", "可用参数见 sim parameters")
            raise unknown(Say("parameter", "参数"), name, declared, str(said[name].named_at), rule)
        return read(said[name], declared[name])

    return dict(zip(said, gather(checked, said), strict=True))


def _scenario_range(value: Value, one: Number) -> Range:
    """Return the range that a number or a mapping gives to one parameter."""
    if not isinstance(value.data, dict):
        mode = _within(value, one)
        return _in_order((mode, mode, mode), value, one)
    said = mapping(value, _RANGE_KEYS, required=("value",))
    _check_words(said, one)
    mode = _within(said["value"], one)
    low = _within(said["low"], one) if "low" in said else mode
    high = _within(said["high"], one) if "high" in said else mode
    return _in_order((low, mode, high), value, one)


def _batch_range(value: Value, one: Number) -> Range:
    """Return the range of a list of three numbers."""
    wanted = Say("[low, mode, high]", "[低, 众数, 高]")
    numbers = items(value, wanted)
    if len(numbers) != 3:
        raise wrong_type(value, wanted)
    low, mode, high = (_within(each, one) for each in numbers)
    return _in_order((low, mode, high), value, one)


def _python_range(value: Value, one: Number) -> Range:
    return (_batch_range if isinstance(value.data, list) else _scenario_range)(value, one)


def _single(value: Value, one: Number) -> float:
    """Return the value of one parameter of a lever, a number or ``{value, unit, source}``."""
    if not isinstance(value.data, dict):
        return _within(value, one)
    said = mapping(value, _VALUE_KEYS, required=("value",))
    _check_words(said, one)
    return _within(said["value"], one)


def _within(value: Value, one: Number) -> float:
    """Return a number within the bounds of the declaration."""
    number(value)
    return one.checked(value.data, str(value.at))  # the number as written, for the error to show


def _check_words(said: Mapping[str, Value], one: Number) -> None:
    """Check the unit, which must be the declared one, and the source, which must be a text."""
    if "source" in said:
        text(said["source"])
    if "unit" in said and text(said["unit"]) != one.unit:
        raise UserError(
            Say(f"wrong unit for {one.name}", f"{one.name} 的单位不对"),
            where=str(said["unit"].at),
            value=said["unit"].data,
            rule=Say(f"the unit is {one.unit}", f"单位为 {one.unit}"),
            remedy=Say("convert the value, or leave the unit out", "请换算数值，或删去单位"),
        )


def _in_order(numbers: Range, value: Value, one: Number) -> Range:
    """Return the range after checking low <= mode <= high."""
    low, mode, high = numbers
    if low <= mode <= high:
        return _switched(numbers, value, one)
    raise UserError(
        Say(f"the range of {one.name} is not in order", f"{one.name} 的范围顺序不对"),
        where=str(value.at),
        value=f"low {low:g}, mode {mode:g}, high {high:g}",
        rule=Say("low <= mode <= high", "低 <= 众数 <= 高"),
        remedy=Say("put the three numbers in order", "请按从小到大的顺序填写"),
    )


def _switched(numbers: Range, value: Value, one: Number) -> Range:
    """Return the range after checking that a switch has none: it is 0 or 1."""
    low, mode, high = numbers
    if one.unit != SWITCH_UNIT or (low == high and mode in (0, 1)):
        return numbers
    raise UserError(
        Say(f"{one.name} is a switch and has no range", f"{one.name} 为开关，不设范围"),
        where=str(value.at),
        value=f"low {low:g}, mode {mode:g}, high {high:g}",
        rule=Say("0 or 1, the same in every draw", "取 0 或 1，各次抽样相同"),
        remedy=Say("write 0 or 1 alone", "请只写 0 或 1"),
    )
