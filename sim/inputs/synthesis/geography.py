"""Settlements and places: given by the tables, or made up from townships and county totals."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.draws import decision, new_uid, number_of
from sim.inputs.synthesis import given_settlements, spreading
from sim.inputs.synthesis.by_township import ByTownship
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT, PLAIN, TOWN, VILLAGE

_PLACE = decision("synthesis.place")


@dataclass
class Settled:
    """Settlements of all counties in columns, and the townships they belong to.

    Attributes
    ----------
    x, y : float arrays (settlements,)
        Kilometres east and north of the region's origin.
    zone, rank, township, county : int arrays (settlements,)
    weight : float array (settlements,)
        Residents at the start, persons.
    code : str array (settlements,)
        Code of the table, '' for a settlement made up.
    county_x, county_y : float arrays (counties,)
    """

    x: np.ndarray
    y: np.ndarray
    zone: np.ndarray
    rank: np.ndarray
    township: np.ndarray
    county: np.ndarray
    weight: np.ndarray
    code: np.ndarray
    county_x: np.ndarray
    county_y: np.ndarray


def project(counties: pd.DataFrame, lon, lat):
    """Return kilometres east and north of the mean point of the counties, for degrees east and north."""
    lon0, lat0 = counties["lon"].mean(), counties["lat"].mean()
    return (lon - lon0) * 111.32 * np.cos(np.radians(lat0)), (lat - lat0) * 110.57


def settle(tables: InputTables, told: ByTownship, numbers: dict[str, float], draw: int) -> Settled:
    """Return the settlements of the region, ordered by county; those of a county are all given or all made up.

    Where the population table tells of townships or settlements, their residents are those counted there.
    """
    cx, cy = (a.to_numpy() for a in project(tables.counties, tables.counties["lon"], tables.counties["lat"]))
    rows: list[tuple] = []
    for land in _lands(tables, (cx, cy), draw):
        given = given_settlements.of_county(tables, land.number)
        if given.empty:
            made = spreading.settle_county(land, numbers)
        else:
            x, y = project(tables.counties, given["lon"], given["lat"])
            made = given_settlements.settle_county(land, given.assign(x=x, y=y), told, numbers)
        rows += _with_everybody(made, land, told)
    county, township, zone, rank, x, y, weight, code = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    weight = told.rescaled(weight.astype(float), township)
    return Settled(x, y, zone, rank, township, county, weight, code, cx, cy)


def _lands(tables: InputTables, centres, draw: int) -> list[spreading.Land]:
    codes = list(tables.counties["county_code"])
    towns = tables.townships
    given = np.stack(
        project(tables.counties, towns["lon"].to_numpy(float), towns["lat"].to_numpy(float)), axis=1
    )
    numbered = list(enumerate(towns.itertuples()))
    return [
        spreading.Land(
            c, county, [(t, row) for t, row in numbered if row.county_code == codes[c]],
            (centres[0][c], centres[1][c]), given, draw,
        )
        for c, county in enumerate(tables.counties.itertuples())
    ]  # fmt: skip


def _with_everybody(rows: list[tuple], land: spreading.Land, told: ByTownship) -> list[tuple]:
    """Return the settlements and one more for each township that has counted residents and no settlement."""
    settled = {row[1] for row in rows}
    for t, row in land.townships:
        if told.people(t) > 0 and t not in settled:
            zone = {"street": land.seat_zone, "town": TOWN}.get(row.kind, VILLAGE)
            rows.append((land.number, t, zone, PLAIN, *land.point_of(t), 1.0, ""))
    return rows


@dataclass
class Places:
    """Township x zone kinds that have settlements, ordered by county (its seat first), township and zone."""

    township: np.ndarray
    zone: np.ndarray
    county: np.ndarray
    uid: np.ndarray
    seat: np.ndarray
    of_settlement: np.ndarray


def places_of(settled: Settled, township_codes: tuple[str, ...]) -> Places:
    """Return the places of the settlements; the uid of a place derives from its township's code and zone."""
    is_seat = settled.rank == COUNTY_SEAT
    key = np.stack([settled.county, ~is_seat, settled.township, settled.zone], axis=1)
    unique, of_settlement = np.unique(key, axis=0, return_inverse=True)
    county, not_seat, township, zone = np.ascontiguousarray(unique.T)
    uid = np.array(
        [_place_uid(township_codes[t], z, s) for t, z, s in zip(township, zone, not_seat, strict=True)],
        np.uint64,
    )
    seat = np.zeros((len(unique), 2), np.int64)
    for c in np.unique(county):
        rows = np.flatnonzero((county == c) & (not_seat == 0))
        seat[county == c] = rows.min(), rows.max() + 1
    return Places(township, zone, county, uid, seat, of_settlement.reshape(-1))


def _place_uid(township_code: str, zone: int, not_seat: int) -> np.uint64:
    return np.uint64(new_uid(_PLACE, int(zone), number_of(township_code, 9), int(not_seat)))
