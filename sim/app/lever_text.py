"""One lever told in a terminal: what it does, which measures it carries, its numbers with unit, range and source."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.measures import read_measures
from sim.reports.levers import unit_name
from sim.rules.policy import Policy


def lever_text(lever: type[Policy], lang: str) -> str:
    """Return what there is to know of a lever before it is put into a scenario.

    Parameters
    ----------
    lever : Policy subclass
    lang : str
        ``zh`` or ``en``; what the lever does is told in English in both.
    """
    titles = {row["measure_id"]: row["title"] for row in read_measures()}
    measures = "\n".join(f"  {measure} {titles[measure]}" for measure in lever.MEASURES)
    first = Say("to switch it on in a scenario", "写入情景文件即启用").text(lang)
    return "\n\n".join(
        (
            f"{lever.NAME} {lever.TITLE.en} ({lever.TITLE.zh})",
            inspect.cleandoc(sys.modules[lever.__module__].__doc__ or ""),
            Say("measures it carries:", "对应措施：").text(lang)
            + f"\n{measures}"
            + "".join(f"\n  {line}" for line in _no_results(lever, titles, lang)),
            Say("numbers (usual value, range of the sources):", "参数（常用值，来源所见范围）：").text(lang)
            + "".join(f"\n{_number(one, lang)}" for one in lever.PARAMETERS),
            f"{first}:\n\nlevers:\n  {lever.NAME}: {{}}",
        )
    )


def _no_results(lever: type[Policy], titles: Mapping[str, str], lang: str) -> list[str]:
    """Return the measures it counts for without a result, and the record columns it leaves alone, with why."""
    counted = Say(" (counted for its line of the ledger)", "（为台账计数）").text(lang)
    alone = Say("leaves alone: ", "不改变：").text(lang)
    return [
        *(f"{measure} {titles[measure]}{counted}" for measure in lever.COUNTS_FOR),
        *(f"{alone}{column}: {why.text(lang)}" for column, why in lever.STATED_ZERO.items()),
    ]


def _number(one: Number, lang: str) -> str:
    """Return the two lines of a number: what it is, and where it comes from."""
    span = "" if one.low == one.high else f" ({one.low:.12g}..{one.high:.12g})"
    unit = unit_name(one.unit).text(lang)
    sure = "" if one.source.startswith(one.confidence) else f" ({one.confidence})"
    return f"  {one.name} = {one.value:.12g}{span} [{unit}]: {one.meaning.text(lang)}\n    {one.source}{sure}"
