"""From the tables of a bureau to the history of a backtest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from sim.base.errors import Say, UserError, UserErrors, unknown
from sim.calibration.backtest.attaching import no_births_of_entrants, with_events, with_places
from sim.calibration.backtest.declared import BIRTHS, EVENTS, LOCATIONS, LONG, wide_table
from sim.calibration.backtest.enrolment_table import read_rows
from sim.calibration.backtest.events import read_events
from sim.calibration.backtest.history import History
from sim.calibration.backtest.joining import history_of_rows
from sim.calibration.backtest.judging import doubts, doubts_of_births, doubts_of_events, unfit
from sim.calibration.backtest.options import check_entry_age, check_grades
from sim.calibration.backtest.sheets import read_sheet
from sim.calibration.backtest.side_tables import read_births, read_locations, read_same_schools

Read = TypeVar("Read")


def read_history(
    table: Path,
    grades: tuple[str, ...],
    births: Path | None = None,
    locations: Path | None = None,
    events: Path | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    entry_age: int | None = None,
    suppressed: Collection[str] = (),
    same_schools: Path | None = None,
) -> tuple[History, list[Say]]:
    """Read the history of a system of schools, and what the user should know of it.

    Parameters
    ----------
    table : Path
        One row a school and year with a column a grade, or one row a school, year and grade with its pupils; csv,
        parquet or xlsx. Empty = missing, 0 = no pupils. Other columns do not matter.
    grades : tuple of str
        Names of columns, or of grades in a long table, in order; the first is the entry grade.
    births : Path, optional
        Columns year, births: persons born in the calendar year.
    locations : Path, optional
        Columns school_id with lon and lat, or township, or all; the table's own townships come first.
    events : Path, optional
        Columns school_id, year, grades, and kind if wanted; see `sim.calibration.backtest.events`.
    columns : mapping of str to str, optional
        Names in the headers by the names of the program, where these do not find them.
    sheet : str, optional
        Sheet of the workbook `table`.
    entry_age : int, optional
        Years of age at entry into the first grade; 6 by default.
    suppressed : collection of str
        Marks that stand for a suppressed count, which is missing.
    same_schools : Path, optional
        Columns old, new: numbers of one school.

    Returns
    -------
    history : History
        Schools in the order of their numbers; a township that is not known is empty.
    warnings : list of Say

    Raises
    ------
    UserError
        With every mistake of all files, as far as each can be judged.
    """
    grades, mapped = check_grades(grades), _check_mapped(columns or {}, tuple(grades))
    age, errors = check_entry_age(entry_age), _Errors()
    found = errors.of(_read_table, table, grades, mapped, sheet, suppressed, same_schools)
    born = errors.of(read_births, births, mapped) if births else {}
    places = errors.of(read_locations, locations, mapped) if locations else None
    told = errors.of(read_events, events, grades, mapped) if events else None
    if found is None:
        raise UserErrors(errors.all)
    history, has_row, same, said = found
    history = replace(history, births=born or {}, entry_age=age)
    if places is not None:
        history, doubt = errors.of(with_places, history, places, same) or (history, [])
        said += doubt
    if told is not None:
        history = errors.of(with_events, history, *told, same) or history
    if births and not errors.all and not set(history.births) & {int(y) - age for y in history.years}:
        errors.all.append(no_births_of_entrants(births, history))
    if errors.all:
        raise UserErrors(errors.all)
    said += doubts(history, has_row)
    return history, [*said, *doubts_of_births(history), *doubts_of_events(history)]


class _Errors:
    """Mistakes of several files, collected."""

    def __init__(self) -> None:
        self.all: list[UserError] = []

    def of(self, read: Callable[..., Read], *given: object) -> Read | None:
        """Return what a reading returns; None, and its mistakes kept, where it fails."""
        try:
            return read(*given)
        except UserError as error:
            self.all.append(error)
            return None


def _check_mapped(columns: Mapping[str, str], grades: tuple[str, ...]) -> Mapping[str, str]:
    """Return the mapping of columns, or refuse a name that the program does not know."""
    tables = (wide_table(grades), LONG, LOCATIONS, BIRTHS, EVENTS)
    names = {column.name for one in tables for column in one.columns}
    for name in columns:
        if name not in names:
            raise unknown(Say("name in --columns", "--columns 中的名称"), name, names, "--columns")
    return columns


def _read_table(
    path: Path,
    grades: tuple[str, ...],
    mapped: Mapping[str, str],
    sheet: str | None,
    suppressed: Collection[str],
    same_schools: Path | None,
) -> tuple[History, np.ndarray, Mapping[str, str], list[Say]]:
    """Return the history of the table alone, where it has rows, the numbers read as another, and warnings."""
    grid, said = read_sheet(path, sheet)
    rows = read_rows(grid, grades, mapped, suppressed)
    same = read_same_schools(same_schools, set(rows.schools)) if same_schools else {}
    history, has_row, doubt = history_of_rows(rows, grades, same, path.stem)
    if wrong := unfit(history, path.as_posix()):
        raise UserErrors(wrong)
    return history, has_row, same, said + doubt
