"""The table of a backtest, wide or long, as rows of one school and year each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sim.base.declaration import Table
from sim.base.errors import Say, UserError, UserErrors
from sim.base.fields import nearest
from sim.base.reading import Grid
from sim.calibration.backtest.cells import clean_pupils, clean_year
from sim.calibration.backtest.columns import Columns, find_columns, read_columns
from sim.calibration.backtest.declared import LONG, PUPILS, wide_table
from sim.calibration.backtest.words import listed


@dataclass(frozen=True)
class Rows:
    """Rows of a table of enrolment.

    Parameters
    ----------
    table : Columns
        What was read, to tell the place of a row.
    schools, townships : list of str, N rows
        An unknown township is empty.
    years : int array (N,)
    pupils : float array (N, K)
        NaN where the row says nothing of a grade: a row of a long table tells of one grade only.
    grade : int array (N,), or None
        Column of the grade that the row of a long table tells of; None in a wide table.
    """

    table: Columns
    schools: list[str]
    years: np.ndarray
    pupils: np.ndarray
    townships: list[str]
    grade: np.ndarray | None = None


def read_rows(
    grid: Grid, grades: tuple[str, ...], mapped: Mapping[str, str], suppressed: Collection[str]
) -> Rows:
    """Return the rows of a table: wide where the header names grades, else long.

    Raises
    ------
    UserErrors
        With every mistake of the table.
    """
    clean = clean_pupils(suppressed)
    wide = wide_table(grades)
    if not grid.header or _is_wide(grid, wide, grades, mapped):
        places = find_columns(grid, wide, mapped, is_mapped_table=True)
        lacking = [grade for grade in grades if grade not in places]
        if lacking:
            raise UserErrors([_grades_lack(grid, lacking)])
        table = read_columns(grid, wide, places, {"year": clean_year, **dict.fromkeys(grades, clean)})
        pupils = np.array([table[grade] for grade in grades], float).T
        return _rows(table, pupils)
    places = find_columns(grid, LONG, mapped, needed=[PUPILS.name], is_mapped_table=True)
    kept = _of_grades(grid, places["grade"], grades)
    table = read_columns(kept, LONG, places, {"year": clean_year, "pupils": clean})
    grade = np.array([grades.index(name) for name in table["grade"]], np.int64)
    pupils = np.full((len(table), len(grades)), np.nan)
    pupils[np.arange(len(table)), grade] = np.array(table["pupils"], float)
    return _rows(table, pupils, grade)


def _rows(table: Columns, pupils: np.ndarray, grade: np.ndarray | None = None) -> Rows:
    townships = [name or "" for name in table.optional("township")]
    return Rows(table, table["school_id"], np.array(table["year"], np.int64), pupils, townships, grade)


def _is_wide(grid: Grid, wide: Table, grades: tuple[str, ...], mapped: Mapping[str, str]) -> bool:
    """Tell whether the header names any of the grades, or has no column of grades."""
    optional = replace(wide, columns=tuple(replace(column, required=False) for column in wide.columns))
    found = find_columns(grid, optional, mapped)
    long = replace(LONG, columns=tuple(replace(column, required=False) for column in LONG.columns))
    return any(grade in found for grade in grades) or "grade" not in find_columns(grid, long, mapped)


def _of_grades(grid: Grid, place: int, grades: tuple[str, ...]) -> Grid:
    """Return the rows of the grades asked for, which are named as asked."""
    lower = {grade.casefold(): grade for grade in reversed(grades)}
    named = [_as_asked(row[place].strip(), grades, lower) for row in grid.rows]
    there = {row[place].strip() for row in grid.rows}
    lacking = [grade for grade in grades if grade not in named]
    if lacking and grid.rows:
        raise UserErrors([*grid.errors, _no_rows_of(grid, lacking, there)])
    kept = [i for i, name in enumerate(named) if name in grades or not name]
    rows = [[*grid.rows[i][:place], named[i], *grid.rows[i][place + 1 :]] for i in kept]
    return replace(grid, lines=[grid.lines[i] for i in kept], rows=rows)


def _as_asked(name: str, grades: tuple[str, ...], lower: Mapping[str, str]) -> str:
    return name if name in grades else lower.get(name.casefold(), name)


def _grades_lack(grid: Grid, lacking: list[str]) -> UserError:
    near = nearest(lacking[0].casefold(), [name.casefold() for name in grid.header])
    columns = ", ".join(grid.header)
    also = ", ".join(PUPILS.aliases)
    return UserError(
        Say("columns of grades are not in the table", "表中没有所指定的年级列"),
        where=f"{grid.file}:{grid.header_line}:{lacking[0]}",
        value=", ".join(lacking),
        rule=Say(
            f"--grades names columns of the table, which has: {columns}; or the table has the columns grade and "
            f"{PUPILS.name} ({also})",
            f"--grades 须为表中的列，现有：{columns}；或者表中有 grade（年级）与 pupils（在校生数）两列",
        ),
        remedy=Say(
            f"is it {near}? correct --grades" if near else "correct --grades",
            f"是否为 {near}？请更正 --grades" if near else "请更正 --grades",
        ),
    )


def _no_rows_of(grid: Grid, lacking: list[str], there: Iterable[str]) -> UserError:
    told = listed(sorted(there), 30)
    return UserError(
        Say("grades have no row in the table", "所指定的年级在表中没有任何一行"),
        where=grid.file,
        value=", ".join(lacking),
        rule=Say(
            f"--grades names grades of the table, which has: {told.en}",
            f"--grades 须为表中年级，现有：{told.zh}",
        ),
        remedy=Say("correct --grades", "请更正 --grades"),
    )
