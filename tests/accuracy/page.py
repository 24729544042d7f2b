"""Write docs/accuracy.md: `make accuracy SIM_DATA=...`.

Every table of the page is computed here; the words between them say what failed and why.
"""

import os
import shutil
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from sim.calibration.backtest.history import History
from sim.calibration.backtest.methods import METHODS, Luck
from sim.calibration.backtest.origins import rolling
from sim.calibration.backtest.run import Results, backtest
from sim.calibration.backtest.scores import Apart, scores
from sim.calibration.backtest.summary import summary
from sim.calibration.class_rules.accuracy import class_section, measure
from sim.kernels import cohort_features, cohort_fit, cohort_regression, cohort_spans, cohorts
from sim.reports.figures.backtest import draw_backtest
from tests.accuracy.open_tables import FUTURES, JUDGED, LEADS, NYC, SEED, TABLES, WYOMING, OpenTable, parts
from tests.accuracy.targets import Target, targets

ROOT = Path(__file__).parent.parent.parent
OUT = ROOT / "outputs" / "accuracy"
PICTURES = ROOT / "docs" / "pictures"
FEWER = 60  # futures of the runs that are only compared with each other
# Choices of the method that the sensitivity table halves and doubles, and where they stand; of a factor a half would be
# no change at all, so it is lowered by a quarter.
HALVED = {"MOST_CHANGE": 0.75}
CHOICES = (
    (cohort_fit, "RATE_PSEUDO"), (cohort_fit, "PSEUDO_PUPILS"), (cohort_spans, "SPAN_PSEUDO"),
    (cohort_fit, "MOST_CHANGE"), (cohort_fit, "PRIOR_TREND_SD"), (cohort_fit, "PRIOR_POOL"),
    (cohort_features, "LEAST_INTAKE"), (cohort_features, "POOL_PSEUDO"),
    (cohort_regression, "PRIOR_SD"), (cohort_regression, "HUBER"), (cohorts, "CENTRE_PUPILS"), (cohorts, "MOST_MOVED"),
)  # fmt: skip


def main(data: Path, page: Path) -> None:
    """Run everything and write the page and its pictures."""
    results, seconds = {}, {}
    for table in TABLES:
        print(f"{table.name} ...", flush=True)
        history, begun = table.read(data), perf_counter()
        told = backtest(history, leads=LEADS, apart=table.apart, futures=FUTURES, seed=SEED)
        results[table.name], seconds[table.name] = told, perf_counter() - begun
        _pictures(table, told)
    sections = [
        _head(seconds), _targets(results), *(_table_section(table, results[table.name]) for table in TABLES),
        _small_systems(data), _sensitivity(data), WHY, class_section(measure(data)),
    ]  # fmt: skip
    page.write_text("\n".join(sections), encoding="utf-8", newline="\n")


def _head(seconds: dict[str, float]) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "numba", "statsmodels"))
    return f"""# Accuracy

How far forecasts of pupils by school would have erred, and how classes of real schools are foreseen. Written by
`make accuracy SIM_DATA=...`, where `SIM_DATA` names the folder of open data; no number is entered by hand.

| | |
|---|---|
| date | {datetime.now(UTC).date().isoformat()} |
| futures, seed | {FUTURES}, {SEED} |
| packages | {packages} |
| seconds, all methods | {", ".join(f"{name} {taken:.0f}" for name, taken in seconds.items())} |
| one table alone | `{NYC.command}` |

A forecast from an origin knows what was known in that year. Errors are pooled over schools and origins; when a school
counts and how each column is made stands in [backtest.md](backtest.md). `mape` and `wape` in percent, `crps` in pupils,
`cover` = percent of outcomes inside the interval.
"""


def _targets(results: dict[str, Results]) -> str:
    rows = [
        one
        for name, told in results.items()
        for one in targets(name, told.summary, told.differences, told.scores)
    ]
    lines = [
        (one.table, one.lead, one.what, f"{one.value:.3f}" if one.high < 10 else f"{one.value:.1f}", _bounds(one),
         "" if one.interval is None else f"{one.interval[0]:.2f} to {one.interval[1]:.2f}",
         "yes" if one.is_met else "**no**")
        for one in rows
    ]  # fmt: skip
    met = sum(one.is_met for one in rows)
    head = ("table", "lead", "what", "reached", "asked", "95 % over schools", "met")
    return f"""## Targets

{met} of {len(rows)} are met. Ratios below 1: the model errs less. Covid years (targets of 2020 and 2021) have none.

{_markdown(head, lines)}"""


def _bounds(one: Target) -> str:
    return f"{one.low:g} to {one.high:g}" if one.low else f"at most {one.high:g}"


def _table_section(table: OpenTable, told: Results) -> str:
    parts_of_section = [f"## {table.title}\n", told.text.en.split("\n\n", 1)[1]]
    for name in told.summary["table"].unique():
        mine = told.summary[(told.summary["table"] == name) & (told.summary["level"] != "township")]
        lines = [
            (
                row.level,
                int(row.lead),
                row.method,
                int(row.n),
                *(_number(getattr(row, key)) for key in _SHOWN),
            )
            for row in mine.itertuples()
        ]
        parts_of_section += [f"### {name}\n", _markdown(("level", "lead", "method", "n", *_SHOWN), lines)]
    for file, title in _FIGURES:
        parts_of_section.append(f"![{title}, {table.title}](pictures/accuracy_{table.name}_{file}.png)\n")
    return "\n".join(parts_of_section)


_SHOWN = ("mape", "mdape", "wape", "bias", "within2", "within5", "cover50", "cover80", "cover95", "crps")
_FIGURES = (("01_error_by_lead", "Error by lead"), ("02_forecast_and_actual", "Forecast and actual"),
            ("03_coverage", "Coverage of intervals"))  # fmt: skip


def _pictures(table: OpenTable, told: Results) -> None:
    out = OUT / table.name
    out.mkdir(parents=True, exist_ok=True)
    draw_backtest(told.scores, told.summary, out, lang="en", titles=told.titles)
    for file, _ in _FIGURES:
        shutil.copy(out / "figures" / f"{file}.png", PICTURES / f"accuracy_{table.name}_{file}.png")


def _scored(history: History, apart: Apart, futures: int) -> pd.DataFrame:
    methods = {name: METHODS[name].make(Luck(futures, SEED)) for name in JUDGED}
    return scores(history, rolling(history, methods, LEADS[:3]), apart)


def _small_systems(data: Path) -> str:
    nyc, wyoming = NYC.read(data), WYOMING.read(data)
    number = np.arange(len(nyc.schools))
    cuts = {
        "New York's districts": (nyc, [school[:2] for school in nyc.schools], NYC.apart),
        "Wyoming's counties, 5 to 40 schools": (wyoming, [school[:2] for school in wyoming.schools], Apart()),
        "50 systems of 13 schools drawn from New York": (
            nyc, np.where(number % 3, -1, number // 3 % 50), NYC.apart,
        ),
    }  # fmt: skip
    lines = []
    for title, (history, of_school, apart) in cuts.items():
        systems = [one for one in parts(history, np.asarray(of_school)) if not one.name.endswith(" -1")]
        told = pd.concat([_scored(one, apart, FEWER) for one in systems], ignore_index=True)
        told = told[~told["target_year"].isin(apart.years)].assign(table=title)
        pooled = summary(told).set_index(["level", "lead", "method"])
        lines += [(title, len(systems), lead, *_against_rivals(pooled, lead)) for lead in LEADS[:3]]
    head = ("systems", "n", "lead", "school mape", "best rival", "cells over careful", "system mape", "better of two",
            "80 % hold", "crps over blend")  # fmt: skip
    return f"""## Systems the method has never seen, and small ones

Every part is fitted alone, without townships. A county has some tens of schools: the smaller the system, the less there
is to learn from, and the nearer the model comes to its rivals.

{_markdown(head, lines)}"""


def _against_rivals(pooled: pd.DataFrame, lead: int) -> tuple[str, ...]:
    best = min(JUDGED[1:], key=lambda name: pooled.loc[("school", lead, name), "mape"])
    system = min(("careful", "blend"), key=lambda name: pooled.loc[("system", lead, name), "mape"])
    school, total = (pooled.loc[(level, lead, "model"), "mape"] for level in ("school", "system"))
    cells = (
        pooled.loc[("school_grade", lead, "model"), "wape"]
        / pooled.loc[("school_grade", lead, "careful"), "wape"]
    )
    crps = pooled.loc[("school", lead, "model"), "crps"] / pooled.loc[("school", lead, "blend"), "crps"]
    return (
        f"{school:.2f}", f"{pooled.loc[('school', lead, best), 'mape']:.2f} ({best})", f"{cells:.3f}", f"{total:.2f}",
        f"{pooled.loc[('system', lead, system), 'mape']:.2f} ({system})",
        f"{pooled.loc[('school', lead, 'model'), 'cover80']:.1f}", f"{crps:.3f}",
    )  # fmt: skip


def _sensitivity(data: Path) -> str:
    histories = [(table, table.read(data)) for table in TABLES]
    base = [_errors(table, history) for table, history in histories]
    lines = [("as they are", "", *(f"{value:.2f}" for errors in base for value in errors))]
    for module, name in CHOICES:
        usual = getattr(module, name)
        for factor in (HALVED.get(name, 0.5), 2.0):
            with _changed(module, name, usual * factor):
                changed = [_errors(table, history) for table, history in histories]
            ratios = [
                b / a - 1
                for one, two in zip(base, changed, strict=True)
                for a, b in zip(one, two, strict=True)
            ]
            lines.append((f"`{name}`", f"{usual * factor:g}", *(f"{100 * ratio:+.1f} %" for ratio in ratios)))
    head = (
        "choice",
        "set to",
        *(f"{table.name} {what}, lead {lead}" for table in TABLES for what, lead in _ERRORS),
    )
    return f"""## What the choices of the method do

Each choice of `sim/kernels/cohort_*.py` halved (`MOST_CHANGE`: a quarter off) and doubled: change against line one,
with {FEWER} futures.

{_markdown(head, lines)}"""


_ERRORS = (("school mape", 1), ("school mape", 3), ("cell wape", 1))


def _errors(table: OpenTable, history: History) -> list[float]:
    methods = {"model": METHODS["model"].make(Luck(FEWER, SEED))}
    told = scores(history, rolling(history, methods, LEADS[:3]), table.apart)
    pooled = summary(told[told["table"] == table.name]).set_index(["level", "lead"])
    return [pooled.loc[({"school mape": "school", "cell wape": "school_grade"}[what], lead), what.split()[1]]
            for what, lead in _ERRORS]  # fmt: skip


@contextmanager
def _changed(module, name: str, value: float):
    """Set a choice of the method, and set it back."""
    usual = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, usual)


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.2f}"


def _markdown(head: tuple, lines: list[tuple]) -> str:
    rows = [head, ("---",) * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows) + "\n"


WHY = (Path(__file__).parent / "why.md").read_text(encoding="utf-8")

if __name__ == "__main__":
    folder = os.environ.get("SIM_DATA", "")
    if not Path(folder, "enrolment").is_dir():
        sys.exit("SIM_DATA does not name the folder of open data: make accuracy SIM_DATA=FOLDER")
    main(Path(folder), Path(sys.argv[1]))
