"""Attach to a history what stands in the files beside its table, for the schools and years it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.base.errors import Say, UserError, UserErrors
from sim.calibration.backtest.columns import Columns
from sim.calibration.backtest.history import Event, History
from sim.calibration.backtest.side_tables import unknown_school
from sim.calibration.backtest.words import listed


def with_places(history: History, table: Columns, same: Mapping[str, str]) -> tuple[History, list[Say]]:
    """Return the history with coordinates, and townships where it has none, and warnings.

    Parameters
    ----------
    history : History
    table : Columns
        As `sim.calibration.backtest.side_tables.read_locations` returns it.
    same : mapping of str to str
        Numbers that are read as another.

    Raises
    ------
    UserError
        When the table places none of the schools.
    """
    schools = {school: s for s, school in enumerate(history.schools)}
    row_of = [schools.get(same.get(school, school)) for school in table["school_id"]]
    if not any(s is not None for s in row_of):
        raise unknown_school(table["school_id"][0], history.schools, table.where(0, "school_id"))
    places = np.full((len(schools), 2), np.nan)
    townships = list(history.townships or [""] * len(schools))
    columns = (table.optional(name) for name in ("lon", "lat", "township"))
    for s, lon, lat, township in zip(row_of, *columns, strict=True):
        if s is None:
            continue
        if lon is not None:
            places[s] = lon, lat
        townships[s] = townships[s] or township or ""
    history = replace(
        history,
        places=places if "lon" in table else None,
        townships=tuple(townships) if any(townships) else None,
    )
    return history, _doubts_of_places(history, table, row_of)


def _doubts_of_places(history: History, table: Columns, row_of: list[int | None]) -> list[Say]:
    """Return a warning of rows that place no school of the history, and of schools that no row places."""
    said = []
    strangers = [school for school, s in zip(table["school_id"], row_of, strict=True) if s is None]
    if strangers:
        told = listed(strangers)
        said.append(
            Say(
                f"locations of schools without a row in the table are not used: {told.en}",
                f"数据表中没有的学校，其位置未采用：{told.zh}",
            )
        )
    unknown = set(range(len(history.schools))) - set(row_of)
    if history.places is not None:
        unknown = np.flatnonzero(np.isnan(history.places).any(axis=1))
    nowhere = [history.schools[s] for s in sorted(unknown)]
    if nowhere:
        told = listed(nowhere)
        said.append(Say(f"schools without a location: {told.en}", f"没有位置的学校：{told.zh}"))
    return said


def with_events(history: History, table: Columns, events: list[Event], same: Mapping[str, str]) -> History:
    """Return the history with the events of a table, a row each, or refuse those of schools that it does not have."""
    schools = set(history.schools)
    mended = [replace(event, school=same.get(event.school, event.school)) for event in events]
    wrong = [
        unknown_school(event.school, schools, table.where(row, "school_id"))
        for row, event in enumerate(mended)
        if event.school not in schools
    ]
    if wrong:
        raise UserErrors(wrong)
    return replace(history, events=tuple(sorted(mended, key=lambda event: (event.year, event.school))))


def no_births_of_entrants(path: Path, history: History) -> UserError:
    """Return the error of births of which no year enters in a year of the history."""
    age, first, last = history.entry_age, int(history.years[0]), int(history.years[-1])
    return UserError(
        Say("the births are of no year whose children enter here", "出生人数与各年新生都对不上"),
        where=path.as_posix(),
        value=", ".join(map(str, sorted(history.births))),
        rule=Say(
            f"children enter at {age}: those of {first}-{last} were born in {first - age}-{last - age}",
            f"儿童 {age} 岁入学：{first}—{last} 年的新生出生于 {first - age}—{last - age} 年",
        ),
        remedy=Say("add these years, or correct --entry-age", "请补充这些年份，或更正 --entry-age"),
    )
