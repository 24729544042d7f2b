"""The rules of coordinates: both or none, and no place farther from its county seat than the county reaches."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, pi, radians, sqrt

from sim.base.errors import Say, UserError
from sim.base.fields import EMPTY
from sim.inputs.checks.given import Given, needs, rows_of
from sim.inputs.schema import TABLES

_PLACED = ("townships", "settlements", "schools")

# A county is no disc and its seat not its centre: three radii of a disc of its area, and ten km, leave room for
# long counties with the seat at one end; a slip of a digit or another county lies beyond (assumption).
RADII, KM_MORE = 3.0, 10.0


@needs("counties")
def both_or_none(given: Given) -> Iterator[UserError]:
    """Check that a longitude comes with a latitude."""
    for name in _PLACED:
        if name not in given:
            continue
        for row, (lon, lat) in enumerate(rows_of(given[name], "lon", "lat")):
            if (lon is None) != (lat is None):
                lacking = "lon" if lon is None else "lat"
                yield UserError(
                    Say("half a coordinate", "坐标不完整"),
                    where=given[name].where(row, lacking),
                    value=EMPTY,
                    rule=Say(
                        "lon and lat are given together or not at all", "经度、纬度须同时填写或同时留空"
                    ),
                    remedy=Say(f"fill in {lacking}, or remove the other", f"请填写 {lacking}，或删去另一项"),
                )


@needs("counties")
def within_the_county(given: Given) -> Iterator[UserError]:
    """Check that no place lies farther from its county seat than its county reaches."""
    seats = {row[0]: row[1:] for row in rows_of(given["counties"], "county_code", "lon", "lat", "area_km2")}
    for name in _PLACED:
        if name not in given:
            continue
        for row, (code, lon, lat) in enumerate(_places(given, name)):
            if lon is None or lat is None or code not in seats:
                continue
            if not _reaches(seats[code], lon, lat):
                yield _outside(given, name, row, code, seats)


def _places(given: Given, name: str) -> Iterator[tuple]:
    """Yield county, longitude and latitude of every row of a table of places."""
    if name == "settlements":
        county = {}
        if "townships" in given:
            county = dict(rows_of(given["townships"], "township_code", "county_code"))
        for township, lon, lat in rows_of(given[name], "township_code", "lon", "lat"):
            yield county.get(township), lon, lat
    else:
        yield from rows_of(given[name], "county_code", "lon", "lat")


def km_apart(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two places of a county, km, on a plane that touches between them."""
    east = (lon - other_lon) * 111.32 * cos(radians((lat + other_lat) / 2))
    return hypot(east, (lat - other_lat) * 110.57)


def reach_km(area_km2: float) -> float:
    """Return how far from its seat a place of a county may lie, km."""
    return RADII * sqrt(area_km2 / pi) + KM_MORE


def _reaches(seat: tuple[float, float, float], lon: float, lat: float) -> bool:
    """Tell whether a county (lon, lat of its seat, area) reaches a place."""
    return km_apart(seat[0], seat[1], lon, lat) <= reach_km(seat[2])


def _outside(given: Given, name: str, row: int, code: str, seats: dict[str, tuple]) -> UserError:
    """Return the error for a place outside its county, naming the county that does reach it."""
    read, key = given[name], TABLES[name].key[0]
    lon, lat = read.columns["lon"][row], read.columns["lat"][row]
    km = km_apart(seats[code][0], seats[code][1], lon, lat)
    near = [other for other, seat in seats.items() if _reaches(seat, lon, lat)]
    hint = (
        Say(
            f"it lies in reach of {near[0]}: correct lon and lat, or the county",
            f"该点在 {near[0]} 范围内：请更正坐标或所属县",
        )
        if near
        else Say(
            "correct lon and lat; no county of the table reaches it", "请更正经纬度；该点不在表中任何县范围内"
        )
    )
    return UserError(
        Say("the place lies outside its county", "坐标在所属县之外"),
        where=read.where(row, "lon"),
        value=f"{read.columns[key][row]}: lon {lon:g}, lat {lat:g}",
        rule=Say(
            f"within {reach_km(seats[code][2]):.0f} km of the seat of {code}; here {km:.0f} km",
            f"距 {code} 县城不超过 {reach_km(seats[code][2]):.0f} 公里；本处 {km:.0f} 公里",
        ),
        remedy=hint,
    )
