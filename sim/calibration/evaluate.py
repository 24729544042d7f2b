"""From a batch folder to what the model says of every fact."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from sim.base.errors import Say, UserError
from sim.calibration.facts import PLAUSIBILITY, Fact, national_births
from sim.calibration.people import Tables
from sim.calibration.registry import COLUMNS, value_of
from sim.indicators.spread import spread
from sim.inputs.tables import read_tables
from sim.records.layout import RunId
from sim.records.reading import finished_runs, read_manifest, read_run

OUTPUT = (
    *("fact", "area", "year", "unit", "value", "low", "high"),
    *("model_p10", "model_p50", "model_p90", "role", "ok"),
)


@dataclass(frozen=True)
class Result:
    """What the model says of one fact, over its runs; the three numbers are None where it says nothing."""

    fact: Fact
    p10: float | None
    p50: float | None
    p90: float | None

    @property
    def ok(self) -> bool | None:
        """Tell whether P50 lies in the accepted range; None where nothing is judged."""
        if self.fact.role == PLAUSIBILITY:
            return None
        return self.p50 is not None and self.fact.accepts(self.p50)

    def row(self) -> dict[str, object]:
        """Return the row of `OUTPUT`."""
        fact, model = self.fact, (self.p10, self.p50, self.p90)
        words = (fact.title.en, fact.area.en, fact.year, fact.unit)
        numbers = tuple(
            "" if one is None else f"{one:.12g}" for one in (fact.value, fact.low, fact.high, *model)
        )
        verdict = {None: "", True: "yes", False: "no"}[self.ok]
        return dict(zip(OUTPUT, (*words, *numbers, fact.role, verdict), strict=True))


def runs_of(out: Path, scenario: str) -> list[RunId]:
    """Return the finished runs of a scenario of a batch folder.

    Raises
    ------
    UserError
        When the folder holds no batch, not this scenario, or no finished run of it.
    """
    there = list(dict.fromkeys(run["scenario"] for run in read_manifest(out)["runs"]))
    if scenario not in there:
        raise UserError(
            Say("the scenario is not in this batch", "该批量中没有所指定的情景"),
            where=str(out),
            value=scenario,
            rule=Say(f"one of: {', '.join(there)}", f"可选：{'、'.join(there)}"),
            remedy=Say(
                "name one of them with --scenario, or run the batch scenarios/facts.yaml",
                "请用 --scenario 指定其中之一，或运行 scenarios/facts.yaml",
            ),
        )
    runs = [run for run in finished_runs(out) if run.scenario == scenario]
    if not runs:
        raise UserError(
            Say("the batch has no finished run of the scenario", "该批量没有该情景的已完成运行"),
            where=str(out),
            value=scenario,
            remedy=Say("finish it with sim batch --resume", "请用 sim batch --resume 完成运行"),
        )
    return runs


def evaluate(out: Path, facts: Sequence[Fact], scenario: str) -> list[Result]:
    """Return what the finished runs of a scenario say of every fact, in the order of the facts.

    Raises
    ------
    UserError
        When the folder holds no such runs, or its years do not cover the facts.
    """
    runs = runs_of(out, scenario)
    asked = [fact for fact in facts if _covered(fact, _years(out))]
    _check_years(out, [fact for fact in facts if fact not in asked])
    fed_in = fed_in_tables(out, scenario)
    values = np.array([_values(out, run, asked, fed_in) for run in runs]).reshape(len(runs), len(asked))
    told = {fact.name: _rounded(column, fact.unit) for fact, column in zip(asked, values.T, strict=True)}
    return [Result(fact, *told.get(fact.name, (None, None, None))) for fact in facts]


def records_of(out: Path, run: RunId) -> dict[str, pd.DataFrame]:
    """Return the record tables that the facts need of one run."""
    return read_run(out, run, COLUMNS)


def fed_in_tables(out: Path, scenario: str) -> dict[str, pd.DataFrame]:
    """Return the births that were fed in: the table of the scenario, and the nation's."""
    nation = national_births()
    return {
        "births_input": read_tables(input_folder(out, scenario)).births,
        "births_national": pd.DataFrame({"year": list(nation), "births": list(nation.values())}),
    }


def input_folder(out: Path, scenario: str) -> Path:
    """Return the folder of input tables that a batch was run from, as its resolved scenario names it.

    Raises
    ------
    UserError
        When the resolved scenario does not name one, or it is no longer there.
    """
    path = out / "resolved" / f"{scenario}.yaml"
    try:
        named = Path(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["input"]["value"])
    except (OSError, TypeError, KeyError) as error:
        raise _no_input(path, None) from error
    for folder in (named, Path(__file__).resolve().parents[2] / named):
        if folder.is_dir():
            return folder
    raise _no_input(path, named)


def _no_input(path: Path, value: Path | None) -> UserError:
    return UserError(
        Say("the input tables of the batch are not to be found", "找不到该批量所用的输入表"),
        where=str(path),
        value=value,
        rule=Say("some facts compare with births that were fed in", "部分事实须与输入的出生数比较"),
        remedy=Say(
            "run the command in the folder in which the batch was run",
            "请在运行该批量时所在的文件夹中执行本命令",
        ),
    )


def _years(out: Path) -> tuple[int, int]:
    first, last = read_manifest(out)["years"]
    return first, last


def _covered(fact: Fact, years: tuple[int, int]) -> bool:
    return fact.censuses is None or (years[0] <= fact.censuses[0] and fact.censuses[1] <= years[1])


def _check_years(out: Path, lacking: Sequence[Fact]) -> None:
    """Refuse years that do not cover the facts; a fact only printed beside may lie before the start."""
    first, last = _years(out)
    wanted = [fact for fact in lacking if fact.role != PLAUSIBILITY or fact.censuses[1] > last]
    if not wanted:
        return
    needed = min(fact.censuses[0] for fact in wanted), max(fact.censuses[1] for fact in wanted)
    raise UserError(
        Say("the years of the batch do not cover the facts", "该批量的学年不能覆盖各项事实"),
        where=str(out),
        value=f"{first}:{last}; {len(wanted)} facts not covered, the first: {wanted[0].name}",
        rule=Say(
            f"records of {needed[0]} to {needed[1]} are needed", f"需要 {needed[0]} 至 {needed[1]} 学年的记录"
        ),
        remedy=Say("run the batch scenarios/facts.yaml", "请运行批量 scenarios/facts.yaml"),
    )


def _values(out: Path, run: RunId, facts: Sequence[Fact], fed_in: Tables) -> list[float]:
    tables = {**records_of(out, run), **fed_in}
    return [value_of(fact, tables) for fact in facts]


def _rounded(values: np.ndarray, unit: str) -> tuple[float, ...] | tuple[None, None, None]:
    """Return P10, P50, P90 as they are printed: the verdict is on what the reader sees."""
    if not all(map(math.isfinite, values)):
        return None, None, None
    return tuple(round(float(one), 0 if unit == "persons" else 2) for one in spread(values))
