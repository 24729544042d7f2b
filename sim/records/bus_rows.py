"""Record rows of school buses and transit: pupils by school and grade, and the lines with their money."""

import numpy as np

from sim.kernels.codes import BOARD, ENROLLED, LINE_NAMES, SCHOOL_BUS
from sim.records.bus_tables import PUPIL_COUNTS
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.lines import Line, minutes_aboard
from sim.world.region import Region
from sim.world.running_cost import fees_paid, fees_yuan, lines_yuan


def pupil_counts(region: Region) -> dict[str, np.ndarray]:
    """Return the counts of `PUPIL_COUNTS` by school and grade, int (schools, 9)."""
    c, r = region.children, region.riders
    on_bus = r.has_seat & _is_bus(region)[r.line]
    needs, met = _need(region)
    left_behind = _is_left_behind(region, needs)
    which = (
        r.row[on_bus], r.row[on_bus & r.is_waived], r.row[r.is_turned_away], r.row[r.has_seat & ~on_bus],
        needs, needs[met], needs[left_behind], needs[met & left_behind],
    )  # fmt: skip
    n = len(region.schools)
    counts = {}
    for column, rows in zip(PUPIL_COUNTS, which, strict=True):
        cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
        counts[column.name] = np.bincount(cell, minlength=n * 9).reshape(n, 9)
    return counts


def _need(region: Region) -> tuple[np.ndarray, np.ndarray]:
    """Return the day pupils beyond the travel limit by their own means (rows), and which of them ride a line."""
    c, r = region.children, region.riders
    beyond = (c["is_over_limit"] > 0) & (c["status"] == ENROLLED)
    beyond[r.row] = r.was_over_limit & (c["way"][r.row] != BOARD)
    rides = np.zeros(len(c), bool)
    rides[r.row] = r.has_seat
    rows = np.flatnonzero(beyond)
    return rows, rides[rows]


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
