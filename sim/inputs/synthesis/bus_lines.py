"""Lines of school buses and transit that run at the start (校车、公交线路)."""

from collections.abc import Mapping

import numpy as np

from sim.base.table import Table
from sim.inputs.tables import InputTables
from sim.kernels.codes import SCHOOL_BUS, TRANSIT_LINE
from sim.world.lines import Line, legs_minutes
from sim.world.start import Geography


def read(
    tables: InputTables, settlement_codes: np.ndarray, geography: Geography, schools: Table,
    school_ids: tuple[str, ...], numbers: Mapping[str, float],
) -> tuple[Line, ...]:  # fmt: skip
    """Return the lines of bus_lines.csv in the order of their codes, with their stops in driving order."""
    place = {code: row for row, code in enumerate(settlement_codes)}
    lines = []
    for code, rows in tables.bus_lines.sort_values(["line_code", "stop"]).groupby("line_code"):
        first = rows.iloc[0]
        school = school_ids.index(first["school_code"]) if first["school_code"] else -1
        stops = tuple(place[one] for one in rows["settlement_code"])
        county = schools["county"][school] if school >= 0 else geography.county[stops[0]]
        lines.append(
            Line(
                code, SCHOOL_BUS if school >= 0 else TRANSIT_LINE, int(county), school, stops,
                legs_minutes(geography, schools, numbers, stops, school), int(first["buses"]),
                int(first["seats_per_bus"]),
            )
        )  # fmt: skip
    return tuple(lines)
