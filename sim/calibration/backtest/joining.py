"""From rows of a school and year to the arrays of a history."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.base.errors import Say, UserError, UserErrors
from sim.calibration.backtest.enrolment_table import Rows
from sim.calibration.backtest.history import History
from sim.calibration.backtest.words import listed


def history_of_rows(
    rows: Rows, grades: tuple[str, ...], same: Mapping[str, str], name: str
) -> tuple[History, np.ndarray, list[Say]]:
    """Return the history of a table, where it has rows, and what is to be warned of.

    Parameters
    ----------
    rows : Rows
    grades : tuple of str, K names
    same : mapping of str to str
        Numbers that are to be read as another.
    name : str
        Name of the history.

    Returns
    -------
    history : History
        Schools in the order of their numbers.
    has_row : bool array (S, T)
    warnings : list of Say

    Raises
    ------
    UserErrors
        When two numbers of one school have pupils in one year.
    """
    numbers = [same.get(school, school) for school in rows.schools]
    schools = tuple(sorted(set(numbers)))
    row_of = {school: s for s, school in enumerate(schools)}
    s = np.array([row_of[number] for number in numbers])
    years = np.arange(rows.years.min(), rows.years.max() + 1)
    t = rows.years - years[0]
    _refuse_two_in_a_year(rows, numbers)
    pupils = np.full((len(schools), len(years), len(grades)), np.nan)
    np.fmax.at(pupils, (s, t), rows.pupils)
    has_row = np.zeros(pupils.shape[:2], bool)
    has_row[s, t] = True
    said = _fill_left_out(rows, s, t, pupils, has_row)
    townships, doubt = _townships(rows, s, schools)
    return History(name, schools, years, grades, pupils, townships), has_row, said + doubt


def _refuse_two_in_a_year(rows: Rows, numbers: list[str]) -> None:
    """Refuse numbers that are said to be one school and have pupils in the same year."""
    met: dict[tuple[str, int], tuple[str, int]] = {}
    errors = []
    with_pupils = np.nansum(rows.pupils, axis=1) > 0
    for row in np.flatnonzero(with_pupils):
        key = (numbers[row], int(rows.years[row]))
        first, first_row = met.setdefault(key, (rows.schools[row], int(row)))
        if first != rows.schools[row]:
            met[key] = (rows.schools[row], int(row))
            errors.append(_two_in_a_year(rows, first_row, int(row)))
    if errors:
        raise UserErrors(errors)


def _two_in_a_year(rows: Rows, first: int, second: int) -> UserError:
    line, other = rows.table.read.lines[first], rows.schools[first]
    return UserError(
        Say(
            "two numbers that are said to be one school have pupils in one year",
            "被视为同一学校的两个代码同年都有学生",
        ),
        where=rows.table.where(second, "school_id"),
        value=f"{rows.schools[second]}, {rows.years[second]}",
        rule=Say(
            f"a school has one number a year; {other} has pupils in that year in line {line}",
            f"一所学校一年只有一个代码；第 {line} 行 {other} 同年也有学生",
        ),
        remedy=Say(
            "correct the file of --same-schools; two schools that merge are an event: one closes",
            "请更正 --same-schools 文件；两校合并属于变动：其中一所停办",
        ),
    )


def _fill_left_out(
    rows: Rows, s: np.ndarray, t: np.ndarray, pupils: np.ndarray, has_row: np.ndarray
) -> list[Say]:
    """Set the grades that a long table leaves out to 0 where it writes no 0 anywhere; return the warning of it."""
    if rows.grade is None or (rows.pupils == 0).any():
        return []
    stated = np.zeros_like(pupils, bool)  # cells with a row, though it may be empty
    stated[s, t, rows.grade] = True
    left_out = has_row[:, :, None] & ~stated
    pupils[left_out] = 0.0
    n = int(left_out.sum())
    if not n:
        return []
    return [
        Say(
            f"the table writes no 0: {n} grades without a row, in years in which the school has other rows, are read "
            "as 0 pupils",
            f"表中没有写 0：学校当年有其他年级数据而缺行的 {n} 个年级视为 0 人",
        )
    ]


def _townships(
    rows: Rows, s: np.ndarray, schools: tuple[str, ...]
) -> tuple[tuple[str, ...] | None, list[Say]]:
    """Return the last known township of each school, None where there is none, and a warning of those that change."""
    by_school: list[dict[int, str]] = [{} for _ in schools]
    for row in np.flatnonzero([name != "" for name in rows.townships]):
        by_school[s[row]][int(rows.years[row])] = rows.townships[row]
    if not any(by_school):
        return None, []
    last = tuple(names[max(names)] if names else "" for names in by_school)
    moved = [school for school, names in zip(schools, by_school, strict=True) if len(set(names.values())) > 1]
    if not moved:
        return last, []
    told = listed(moved)
    return last, [
        Say(
            f"schools whose township changes; that of the last year counts: {told.en}",
            f"所在乡镇有变化的学校，以最后一年为准：{told.zh}",
        )
    ]
