"""Histories from the records of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError
from sim.calibration.backtest.history import History
from sim.calibration.backtest.options import ENTRY_AGE
from sim.calibration.evaluate import runs_of
from sim.records.layout import RunId
from sim.records.reading import read_columns, read_manifest

GRADES = tuple(f"g{grade}" for grade in range(1, 10))


def history_of_records(
    out: Path, scenario: str = "", run: RunId | None = None, grades: Sequence[str] = GRADES
) -> History:
    """Return the pupils of a run by school, year and grade.

    Parameters
    ----------
    out : Path
        Folder of a run or batch.
    scenario : str
        The first of the batch when left out.
    run : RunId, optional
        The first finished run of the scenario by default.
    grades : sequence of str
        g1 to g9 or some of them in a row; the history is of the schools that teach any of them.

    Returns
    -------
    History
        A school has 0 pupils in the grades and years in which the records, which are complete, name none. Births are
        those of residents from September of the year before to August, who enter grade 1 six years later; before
        the run, in their stead, the residents of that age at the first census. Places are None: records hold
        kilometres.

    Raises
    ------
    UserError
        When the folder holds no such run.
    """
    out = Path(out)
    scenario = scenario or read_manifest(out)["runs"][0]["scenario"]
    finished = runs_of(out, scenario)
    run = run or finished[0]
    if run not in finished:
        raise _no_run(out, run, finished)
    cells = read_columns(out, run, "school_grade", ["year", "school_id", "grade", "pupils"])
    places = read_columns(out, run, "places", ["level", "code", "within"]).astype(str)
    within = places[places["level"] == "school"].set_index("code")["within"]
    pupils, schools, years = _cube(cells, grades)
    townships = tuple(within[school] for school in schools)
    births = _births_of_records(out, run) if grades[0] == GRADES[0] else {}
    return History(run.label, schools, years, tuple(grades), pupils, townships, births=births)


def _cube(rows: pd.DataFrame, grades: Sequence[str]) -> tuple[np.ndarray, tuple[str, ...], np.ndarray]:
    """Return pupils (S, T, K), 0 without a row, with the schools in the order of their numbers and the years."""
    column = {GRADES.index(grade) + 1: k for k, grade in enumerate(grades)}
    years = np.arange(int(rows["year"].min()), int(rows["year"].max()) + 1)
    rows = rows[rows["grade"].isin(column)]
    codes, schools = pd.factorize(rows["school_id"].astype(str), sort=True)
    pupils = np.zeros((len(schools), len(years), len(grades)))
    k = rows["grade"].astype(int).map(column).to_numpy()
    pupils[codes, rows["year"].to_numpy(np.int64) - years[0], k] = rows["pupils"].to_numpy(float)
    return pupils, tuple(map(str, schools)), years


def _births_of_records(out: Path, run: RunId) -> dict[int, float]:
    """Return births by school year: residents under 7 of the first census, and those born in the run since."""
    lived = read_columns(out, run, "county", ["year", "births"]).groupby("year")["births"].sum()
    first = int(lived.index.min())  # the census of the first year stands in the tables: nobody is born in it
    people = read_columns(out, run, "township_age", ["year", "age", "residents"])
    children = (
        people[(people["year"] == first) & (people["age"] <= ENTRY_AGE)].groupby("age")["residents"].sum()
    )
    counted = {first - int(age): float(n) for age, n in children.items()}
    return counted | {int(year): float(births) for year, births in lived.items() if year > first}


def _no_run(out: Path, run: RunId, finished: list[RunId]) -> UserError:
    there = ", ".join(one.label for one in finished)
    return UserError(
        Say("the folder holds no such finished run", "该文件夹中没有这次已完成的运行"),
        where=str(out),
        value=run.label,
        rule=Say(f"one of: {there}", f"可选：{there}"),
        remedy=Say("name one of them", "请指定其中之一"),
    )
