"""A made-up county with a road table: the village behind the mountain is near one school and has a way to another.

The county is that of the redrawn districts, without districts. 山口村 lies 7 km south of 东乡村 and its school, by
straight line; the road between them goes around the mountain, through the town.
"""

from dataclasses import replace

from sim.inputs.tables import InputTables
from tests import districts
from tests.inputs.given import rows

VILLAGE, BEHIND = f"{districts.COUNTRY}001", f"{districts.COUNTRY}002"
TOWN = [f"{districts.TOWN}00{k}" for k in range(1, 6)]
PLACE = {code: row for row, code in enumerate((*TOWN, VILLAGE, BEHIND))}
SCHOOL = {
    code: row
    for row, code in enumerate((districts.FIRST, districts.SECOND, districts.EAST, districts.JUNIOR))
}
# The street of the town, the road to the village and its school, and the one to 山口村 by the junction at the bridge.
ROADS = (
    *((TOWN[k], TOWN[k + 1], 1.0) for k in range(4)), (TOWN[4], "#bridge", 2.0), ("#bridge", VILLAGE, 5.0),
    (VILLAGE, districts.EAST, 0.5), ("#bridge", BEHIND, 7.0),
)  # fmt: skip


def told(*records: tuple, **changed) -> InputTables:
    """Return the tables of the county with roads (from, to, km) or (from, to, km, minutes) and no districts."""
    names = ("from_code", "to_code", "km", "minutes")
    table = rows("roads", *(dict(zip(names, record, strict=False)) for record in records))
    return replace(districts.told(), roads=table, **changed)
