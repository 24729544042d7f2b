"""The levers (政策措施) of a scenario in a few words: what differs from the usual numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sim.base.errors import Say
from sim.policies import catalogue
from sim.records.batch_folder import ScenarioNote

FEW = 3  # numbers of a lever that are all told

NO_LEVERS = Say("none", "无")


def lever_lines(scenario: ScenarioNote) -> list[Say]:
    """Return one line a lever: its numbers that differ from the usual value, or all of them if they are few.

    A scenario without levers gets one line that says so.
    """
    return [_line(name, numbers) for name, numbers in scenario.levers.items()] or [NO_LEVERS]


def _line(name: str, numbers: Mapping[str, Mapping[str, object]]) -> Say:
    lever = catalogue().get(name)
    usual = {number.name: number.value for number in lever.PARAMETERS} if lever else {}
    title = lever.TITLE if lever else Say(name, name)
    changed = {key: told for key, told in numbers.items() if told["value"] != usual.get(key)}
    shown = numbers if len(numbers) <= FEW else changed
    if not shown:
        return Say(f"{title.en} ({name}): usual numbers", f"{title.zh}（{name}）：各参数均为常用值")
    en = ", ".join(_number(key, told, usual.get(key), "usual") for key, told in shown.items())
    zh = "，".join(_number(key, told, usual.get(key), "常用值") for key, told in shown.items())
    return Say(f"{title.en} ({name}): {en}", f"{title.zh}（{name}）：{zh}")


def _number(key: str, told: Mapping[str, object], usual: float | None, word: str) -> str:
    """Return a number with its unit, and the usual value where it is another."""
    differs = usual is not None and told["value"] != usual
    return f"{key} = {told['value']:g} [{told['unit']}{f'; {word} {usual:g}' if differs else ''}]"
