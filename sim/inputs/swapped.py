"""Longitude and latitude that stand in each other's column: one mistake, not two."""

from __future__ import annotations

from collections.abc import Iterable

from sim.base.errors import Say, UserError
from sim.inputs.schema.parts import coordinates

_LON, _LAT = coordinates(None)


def join_swapped(errors: Iterable[UserError]) -> list[UserError]:
    """Return the errors of a file, those of a swapped lon and lat in one row joined to one.

    In China the longitude (73 to 135) is never a legal latitude, so a swap always breaks both bounds.
    """
    errors = list(errors)
    by_place = {error.where: error for error in errors}
    joined: list[UserError] = []
    for error in errors:
        row, _, column = error.where.rpartition(":")
        other = by_place.get(f"{row}:lat" if column == "lon" else f"{row}:lon")
        if column not in ("lon", "lat") or other is None or not _swapped(error, other):
            joined.append(error)
        elif column == "lon":
            joined.append(_swap(error, other))
    return joined


def _swapped(error: UserError, other: UserError) -> bool:
    """Tell whether two errors of lon and lat (in either order) hold values legal in the other's column."""
    by_column = {one.where.rpartition(":")[2]: _number(one.value) for one in (error, other)}
    return _within(by_column["lon"], _LAT) and _within(by_column["lat"], _LON)


def _number(value: object) -> float | None:
    """Return the number that an error shows, or None."""
    try:
        return float(str(value))
    except ValueError:
        return None


def _within(value: float | None, column) -> bool:
    """Tell whether a number lies within the bounds of a column."""
    return value is not None and column.low <= value <= column.high


def _swap(lon: UserError, lat: UserError) -> UserError:
    """Return the one error for the two."""
    return UserError(
        Say("longitude and latitude are swapped", "经度与纬度填反"),
        where=lon.where,
        value=f"lon {lon.value}, lat {lat.value}",
        rule=Say(
            f"in China lon lies in {_LON.low:g}..{_LON.high:g} and lat in {_LAT.low:g}..{_LAT.high:g}",
            f"中国境内经度在 {_LON.low:g}..{_LON.high:g} 之间，纬度在 {_LAT.low:g}..{_LAT.high:g} 之间",
        ),
        remedy=Say("exchange the two values, or the two column names", "请对调两个数值，或对调两列列名"),
    )
