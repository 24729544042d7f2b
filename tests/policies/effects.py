"""Measure the effect of every lever: `python -m tests.policies.effects` writes sim/policies/effects.csv.

With names of levers after it only these are measured again, and the other lines stay. What the lever contract asks of
a lever with seed 1 (test_catalogue.py) is measured here over several seeds.
"""

import csv
import io
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from sim.policies import catalogue
from sim.policies.effects import COLUMNS, FILE, TONGHUA, Effect, read_effects
from sim.records.declared import TABLES
from sim.reports.pairs import summarise
from sim.rules.policy import Policy
from sim.run.scenario import load_scenario
from tests.policies.places import PLACES, place_of
from tests.worlds import ROOT, run, start

SEEDS = range(1, 7)
YEARS = 5
PROCESSES = 2


def scenario_of(name: str) -> tuple[Policy, ...]:
    """Return the levers of a lever's own scenario; the lever itself is the last."""
    return load_scenario(str(ROOT / "scenarios/levers" / f"{name}.yaml")).policies


def looked_at(lever: type[Policy]) -> dict[str, int]:
    """Return the record columns a lever is measured by, each with the documented direction, its own first."""
    return {lever.INDICATOR: lever.DIRECTION, **dict.fromkeys(lever.STATED_ZERO, 0)}


def both_sides(name: str, seed: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the sums of every record column over the first years without a lever and with it, and the same luck.

    Levers that stand beside it are those of its scenario where this names them, else as usual; a lever for which
    Tonghua has nothing to act on is looked at in a place that has (`PLACES`).
    """
    beside, it = beside_of(name), scenario_of(name)[-1]
    without = _sums(beside, name, seed) if beside or name in PLACES else _untouched(seed)
    return without, _sums((*beside, it), name, seed)


def beside_of(name: str) -> tuple[Policy, ...]:
    """Return the levers that are on in both runs of a lever's comparison."""
    others = scenario_of(name)[:-1]
    return others or tuple(catalogue()[other]() for other in catalogue()[name].BESIDE)


@cache
def _untouched(seed: int) -> dict[str, float]:
    return _sums((), "", seed)


def _sums(levers: Sequence[Policy], name: str, seed: int) -> dict[str, float]:
    """Return the sum of each column of numbers; of a name in several tables that of the first, as the pages say it."""
    tables, sums = run("tonghua", levers, years=YEARS, begin=place_of(name), seed=seed)[1], {}
    for table, declared in TABLES.items():
        for column in declared.columns:
            if column.dtype != "text" and column.name not in sums:
                sums[column.name] = float(np.nansum(tables[table][column.name].to_numpy(float)))
    return sums


def measure(name: str) -> list[Effect]:
    """Return the lines of one lever."""
    lever, first = catalogue()[name], start("tonghua").year
    beside = ";".join(one.NAME for one in beside_of(name))
    sides = [both_sides(name, seed) for seed in SEEDS]
    place = PLACES[name].__name__ if name in PLACES else TONGHUA
    lines = []
    for column, direction in looked_at(lever).items():
        base = np.array([without[column] for without, _ in sides])
        moved = np.array([changed[column] for _, changed in sides]) - base
        mean = {key: float(of[0]) for key, of in summarise(moved[None], np.zeros(len(moved))).items()}
        lines.append(
            Effect(
                name, column, unit_of(column), direction, beside, place, first, first + YEARS - 1, len(SEEDS),
                float(base.mean()), mean["mean"], mean["mean_lo95"], mean["mean_hi95"], float(moved[0]),
            )
        )  # fmt: skip
    return lines


def unit_of(column: str) -> str:
    """Return the unit of a record column."""
    return next(one.unit for table in TABLES.values() for one in table.columns if one.name == column)


def main(names: Sequence[str]) -> None:
    """Measure some levers, or all where none is named, and write the table."""
    again = [name for name in sorted(catalogue()) if name in names or not names]
    kept = (
        [one for one in read_effects() if one.lever in catalogue() and one.lever not in again]
        if names
        else []
    )
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        lines = kept + [line for found in pool.map(measure, again) for line in found]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for line in sorted(lines, key=lambda one: one.lever):
        writer.writerow(
            {
                key: f"{value:.10g}" if isinstance(value, float) else value
                for key, value in asdict(line).items()
            }
        )
    Path(ROOT / "sim/policies" / FILE).write_text(text.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
