"""Record rows of school buses and transit: pupils by school and grade, and the lines with their money."""

from collections.abc import Mapping

import numpy as np

from sim.kernels.codes import BOARD, ENROLLED, LINE_NAMES, SCHOOL_BUS
from sim.records.bus_tables import PUPIL_COUNTS
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.lines import Line, minutes_aboard
from sim.world.region import Region
from sim.world.running_cost import fees_paid, fees_yuan, lines_yuan


def pupil_counts(region: Region, counted: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the counts of `PUPIL_COUNTS` by school and grade, int (schools, 9).

    The need of a line is counted as the travel limit is missed by a family's own means: of who rides or might, as told
    before seats were given; of all others as the census counted it.
    """
    c, r = region.children, region.riders
    if len(r.row) == 0:
        return _without_lines(len(region.schools), counted)
    on_bus = r.has_seat & _is_bus(region)[r.line]
    needs = r.was_over_limit & (c["way"][r.row] != BOARD)
    counted_before = (c["is_over_limit"][r.row] > 0) & (c["status"][r.row] == ENROLLED)
    left_behind = _is_left_behind(region, r.row)

    def by_grade(which: np.ndarray) -> np.ndarray:
        rows, n = r.row[which], len(region.schools)
        cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
        return np.bincount(cell, minlength=n * 9).reshape(n, 9)

    counts = (
        by_grade(on_bus), by_grade(on_bus & r.is_waived), by_grade(r.is_turned_away), by_grade(r.has_seat & ~on_bus),
        counted["n_over_limit"] - by_grade(counted_before) + by_grade(needs), by_grade(needs & r.has_seat),
        counted["n_over_limit_left_behind"] - by_grade(counted_before & left_behind) + by_grade(needs & left_behind),
        by_grade(needs & r.has_seat & left_behind),
    )  # fmt: skip
    return {column.name: values for column, values in zip(PUPIL_COUNTS, counts, strict=True)}


def _without_lines(n: int, counted: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return `pupil_counts` where nobody rides or might: the need is what the census counted."""
    nobody = np.zeros((n, 9), np.int64)
    needs = {
        "n_bus_need": counted["n_over_limit"],
        "n_left_behind_bus_need": counted["n_over_limit_left_behind"],
    }
    return {column.name: needs.get(column.name, nobody) for column in PUPIL_COUNTS}


def _is_left_behind(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return which children are left behind (留守): rural hukou and a parent away."""
    h, home = region.households, region.children["household"][rows]
    return (h["is_rural_hukou"][home] > 0) & (h["parents_away"][home] > 0)


def _is_bus(region: Region) -> np.ndarray:
    return np.array([line.kind == SCHOOL_BUS for line in region.lines], bool)


def line_columns(region: Region, rules) -> Collected:
    """Return the rows of `bus_lines`."""
    lines, n, g = region.lines, region.numbers, region.geography
    riders = region.riders
    ride, waived, away = (
        riders.by_line(which, len(lines))
        for which in (riders.has_seat, riders.has_seat & riders.is_waived, riders.is_turned_away)
    )
    return {
        "year": constant(len(lines), region.year), "county": _coded([line.county for line in lines], g.county_codes),
        "line": _coded(np.arange(len(lines)), [line.line_id for line in lines]),
        "school_id": _coded([_school(region, line) for line in lines], (*region.school_ids, "")),
        "kind": _coded([line.kind for line in lines], LINE_NAMES),
        "n_stops": _whole([len(line.stops) for line in lines]), "n_buses": _whole([line.buses for line in lines]),
        "seats": _whole([line.seats for line in lines]), "n_riders": ride, "n_turned_away": away,
        "n_fee_waived": waived, "minutes_farthest": np.array([minutes_aboard(line, n)[0] for line in lines], float),
        "yuan_running": lines_yuan(region), "yuan_fees": fees_paid(region, rules),
        "yuan_fees_waived": fees_yuan(region, rules) * waived,
    }  # fmt: skip


def _school(region: Region, line: Line) -> int:
    return line.school if line.school >= 0 else len(region.school_ids)


def _whole(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


def _coded(rows, names) -> Coded:
    return Coded(np.array(rows, np.int32), list(names))
