"""Rows by year and by level: which hold at the start, which are history, which only repeat finer rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sim.base.errors import Say
from sim.base.reading import TableRead

# Tables whose rows may say of which 1 September they are; a blank year is the start year.
DATED = ("population", "enrolment", "classes")
PLACE = ("county_code", "township_code", "settlement_code")


def take_rows(read: TableRead, rows: Iterable[int]) -> TableRead:
    """Return a table that holds only the rows given, counted from 0."""
    rows = list(rows)
    columns = {name: [values[row] for row in rows] for name, values in read.columns.items()}
    return TableRead(read.file, columns, [read.lines[row] for row in rows])


def split_rows(read: TableRead, holds: Callable[[int], bool]) -> tuple[TableRead, TableRead]:
    """Return the rows for which `holds(row)`, and the others."""
    rows = range(len(read.lines))
    return take_rows(read, filter(holds, rows)), take_rows(read, (row for row in rows if not holds(row)))


def split_years(
    reads: Mapping[str, TableRead], start: int
) -> tuple[dict[str, TableRead], dict[str, TableRead]]:
    """Return the tables with the rows of the start year, and the rows of other years of dated tables.

    A table all of whose rows are of other years is in the second only.
    """
    current, history = dict(reads), {}
    for name in DATED:
        if name not in reads:
            continue
        years = reads[name].columns["year"]
        now, other = split_rows(reads[name], lambda row, years=years: years[row] in (None, start))
        if other.lines:
            history[name] = other
        if now.lines:
            current[name] = now
        else:
            del current[name]
    return current, history


def split_levels(population: TableRead) -> tuple[TableRead, TableRead]:
    """Return population rows that add up to the counties, and coarser rows that only repeat them.

    A row of a whole county (township) repeats the rows of its townships (settlements) where there are any.
    Residents and persons away are told apart: a county may know the first by township and the second only
    as a whole.
    """
    c = population.columns
    groups = [persons_group(hukou) for hukou in c["hukou"]]
    places = list(zip(*(c[name] for name in PLACE), strict=True))
    parents = {
        (*above, group)
        for (county, township, settlement), group in zip(places, groups, strict=True)
        for above in ((county, None), (county, township))
        if (township is not None and above[1] is None) or (settlement is not None and above[1] is not None)
    }

    def is_finest(row: int) -> bool:
        county, township, settlement = places[row]
        return settlement is not None or (county, township, groups[row]) not in parents

    return split_rows(population, is_finest)


def span(years: Iterable[int], dash: str) -> str:
    """Return the first and last of years as text; a single year once."""
    years = sorted(years)
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]}{dash}{years[-1]}"


def persons_group(hukou: str | None) -> str:
    """Return 'away' for persons who live elsewhere, else 'residents'."""
    return "away" if hukou == "away" else "residents"


def rows_set_aside(history: Mapping[str, TableRead], coarser: Mapping[str, TableRead]) -> list[Say]:
    """Return what is to be said of rows that are right and yet no part of the start."""
    said = []
    for name, read in history.items():
        years, n = read.columns["year"], len(read.lines)
        said.append(
            Say(
                f"{name}.csv: {n} rows of other years ({span(years, '-')}) are kept as history, not for the start",
                f"{name}.csv：其他年份（{span(years, '—')}）共 {n} 行，留作历史，不用于起始年",
            )
        )
    for name, read in coarser.items():
        said.append(
            Say(
                f"{name}.csv: {len(read.lines)} rows of whole counties or townships repeat finer rows, which are used",
                f"{name}.csv：{len(read.lines)} 行县或乡镇合计与更细的行重复，以更细的行为准",
            )
        )
    return said
