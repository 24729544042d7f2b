"""Lines of school buses and transit (校车、公交线路), part of the network: opened, given more buses, ended by order."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.kernels.codes import SCHOOL_BUS, TRANSIT_LINE
from sim.rules.orders import AddBuses, EndLine, OpenBusLine, OpenTransitLine, Order
from sim.world.lines import Line, legs_minutes
from sim.world.region import Region


def run_lines(region: Region, orders) -> None:
    """Carry out the orders of lines that are due; lines to schools that no longer teach end with their school.

    An order for a line, school or settlement that is not there is told as not possible.
    """
    lines = {line.line_id: line for line in _measured(region, _that_go_on(region))}
    for order in orders:
        change = _CHANGES.get(type(order))
        if change is None:
            continue
        line = change(region, lines, order)
        county = _county_of(region, order) if line is None else line.county
        region.tell(order, "carried_out" if line else "not_possible", county)
    region.lines = tuple(lines.values())


def _that_go_on(region: Region) -> list[Line]:
    """Return the lines whose school still teaches; a transit line has none."""
    is_open = region.is_open.tolist()
    return [line for line in region.lines if line.school < 0 or is_open[line.school]]


def _measured(region: Region, lines: list[Line]) -> list[Line]:
    """Return lines with the way from the last stop to where the school stands now."""
    to_school = [line for line in lines if line.school >= 0]
    last = dict(zip((line.line_id for line in to_school), _last_legs(region, to_school), strict=True))
    return [
        line if line.school < 0 or line.minutes_legs[-1] == last[line.line_id]
        else replace(line, minutes_legs=(*line.minutes_legs[:-1], last[line.line_id]))
        for line in lines
    ]  # fmt: skip


def _last_legs(region: Region, lines: list[Line]) -> list[float]:
    """Return the driving minutes from the last stop of each line to its school, as `legs_minutes` does."""
    g, s, n = region.geography, region.schools, region.numbers
    if not g.roads.is_empty:
        return [legs_minutes(g, s, n, line.stops[-1:], line.school)[0] for line in lines]
    stop, school = np.array([(line.stops[-1], line.school) for line in lines], int).reshape(-1, 2).T
    km = np.hypot(s["x"][school] - g.x[stop], s["y"][school] - g.y[stop]) * n["detour"]
    return (60.0 * km / n["bus_kmh"]).tolist()


def _open_bus(region: Region, lines: dict[str, Line], order: OpenBusLine) -> Line | None:
    """Open a line to a school that teaches; None where that cannot be."""
    school = region.row_of.get(order.school_id, -1)
    if school < 0 or not region.is_open[school]:
        return None
    return _opened(region, lines, order, SCHOOL_BUS, school, int(region.schools["county"][school]))


def _open_transit(region: Region, lines: dict[str, Line], order: OpenTransitLine) -> Line | None:
    """Open a transit line of two stops at least; None where that cannot be."""
    if len(order.stops) < 2 or not _known(region, order.stops):
        return None
    return _opened(region, lines, order, TRANSIT_LINE, -1, int(region.geography.county[order.stops[0]]))


def _opened(
    region: Region, lines: dict[str, Line], order: OpenBusLine | OpenTransitLine, kind: int, school: int, county: int
) -> Line | None:  # fmt: skip
    if order.line_id in lines or not _known(region, order.stops) or order.buses < 1:
        return None
    legs = legs_minutes(region.geography, region.schools, region.numbers, order.stops, school)
    line = Line(order.line_id, kind, county, school, order.stops, legs, order.buses, order.seats_per_bus)
    lines[order.line_id] = line
    return line


def _add(region: Region, lines: dict[str, Line], order: AddBuses) -> Line | None:
    line = lines.get(order.line_id)
    if line is None or order.buses < 1:
        return None
    lines[order.line_id] = replace(line, buses=line.buses + order.buses)
    return line


def _end(region: Region, lines: dict[str, Line], order: EndLine) -> Line | None:
    return lines.pop(order.line_id, None)


_CHANGES: dict[type, Callable[[Region, dict[str, Line], Order], Line | None]] = {
    OpenBusLine: _open_bus,
    OpenTransitLine: _open_transit,
    AddBuses: _add,
    EndLine: _end,
}


def _known(region: Region, stops: tuple[int, ...]) -> bool:
    """Tell whether there are stops and each is a settlement of the region."""
    return len(stops) > 0 and min(stops) >= 0 and max(stops) < region.geography.n_settlements


def _county_of(region: Region, order: Order) -> int:
    """Return the county of an order that could not be carried out: of the school it names, else whose order it is."""
    school = region.row_of.get(getattr(order, "school_id", ""), -1)
    return int(region.schools["county"][school]) if school >= 0 else region.county_of(order)
