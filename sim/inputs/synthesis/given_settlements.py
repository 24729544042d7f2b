"""Settlements of a county as its bureau lists them; what is not given is filled as the table declares."""

import numpy as np
import pandas as pd

from sim.base.draws import decision, uniform_of
from sim.inputs.synthesis.by_township import ByTownship
from sim.inputs.synthesis.spreading import (
    SEAT_PERSONS_PER_KM2,
    Land,
    communities,
    rural_shares,
    villages,
)
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT, PLAIN, TOWNSHIP_SEAT, VILLAGE, ZONE_NAMES

_AROUND = decision("synthesis.around_seat")


def of_county(tables: InputTables, county: int) -> pd.DataFrame:
    """Return the given settlements of a county."""
    towns = tables.townships
    mine = towns["township_code"][towns["county_code"] == tables.counties["county_code"].iloc[county]]
    return tables.settlements[tables.settlements["township_code"].isin(mine)]


def settle_county(land: Land, given: pd.DataFrame, told: ByTownship, numbers) -> list[tuple]:
    """Return the settlements of a county, rows as in `spreading.settle_county`, ordered by township and rank.

    Parameters
    ----------
    given : data frame
        The county's rows of settlements.csv with x and y in km, NaN where not given.

    Notes
    -----
    A township without a row gets settlements made up, so that its residents live somewhere.
    """
    people = _people(land, given, told)
    out = []
    for t, row in land.townships:
        mine = given[given["township_code"] == row.township_code]
        out += (
            _listed(land, t, mine, people[t], told) if len(mine) else _unlisted(land, t, people[t], numbers)
        )
    return out


def _unlisted(land: Land, t: int, people: float, numbers) -> list[tuple]:
    """Return settlements made up for a township the table does not list."""
    if t in land.seats:
        return communities(land.number, [t], land.seat_zone, people, land.point_of(t), numbers, land.draw)
    at = land.point_of(t)
    return villages(land.number, t, max(1.0, people), at, land.spread, numbers, land.draw, has_seat=True)


def _listed(land: Land, t: int, mine: pd.DataFrame, people: float, told: ByTownship) -> list[tuple]:
    """Return the rows of one township's settlements, its seat first."""
    zone = np.array([ZONE_NAMES.index(z) for z in mine["zone_kind"]])
    weight = _residents(mine, people, told)
    rank = _ranks(mine["is_township_seat"].fillna(0).to_numpy(int), zone, weight, is_seat=t in land.seats)
    x, y = _coordinates(land, t, mine, rank, people)
    order = np.argsort(-rank, kind="stable")
    codes = mine["settlement_code"].to_numpy()
    return [
        (land.number, t, int(zone[i]), int(rank[i]), float(x[i]), float(y[i]), float(weight[i]), codes[i])
        for i in order
    ]


def _residents(mine: pd.DataFrame, people: float, told: ByTownship) -> np.ndarray:
    """Return residents by settlement: counted, given, else the township's other residents in equal parts."""
    given = mine["residents"].to_numpy(float, na_value=np.nan)
    counted = np.array([told.settlements.get(code, np.nan) for code in mine["settlement_code"]], float)
    known = np.where(np.isnan(counted), given, counted)
    missing = np.isnan(known)
    if missing.any():
        known[missing] = max(0.0, people - np.nansum(known)) / missing.sum()
    return known


def _ranks(flagged: np.ndarray, zone: np.ndarray, weight: np.ndarray, *, is_seat: bool) -> np.ndarray:
    """Return ranks: the county seat is what is no village in its townships; each other township has one seat."""
    rank = np.full(len(zone), PLAIN)
    largest = int(np.argmax(weight))
    if is_seat:
        in_seat = zone != VILLAGE
        rank[in_seat if in_seat.any() else largest] = COUNTY_SEAT
    else:
        rank[int(np.argmax(flagged)) if flagged.any() else largest] = TOWNSHIP_SEAT
    return rank


def _coordinates(
    land: Land, t: int, mine: pd.DataFrame, rank, people: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return km east and north: given, else by draw around the seat of the township (the seat at its point)."""
    x, y = mine["x"].to_numpy(float).copy(), mine["y"].to_numpy(float).copy()
    codes = mine["settlement_code"].to_numpy()
    seat = int(np.argmax(rank))
    at = (x[seat], y[seat]) if np.isfinite(x[seat]) else land.point_of(t)
    reach = np.sqrt(people / SEAT_PERSONS_PER_KM2 / np.pi) if rank[seat] == COUNTY_SEAT else land.spread
    for i in np.flatnonzero(np.isnan(x)):
        uid = np.uint64(int.from_bytes(codes[i].encode()[-8:], "little"))
        r = 0.0 if i == seat else reach * np.sqrt(uniform_of(land.draw, _AROUND, 0, uid, 2 * t))
        angle = 2 * np.pi * uniform_of(land.draw, _AROUND, 0, uid, 2 * t + 1)
        x[i], y[i] = at[0] + r * np.cos(angle), at[1] + r * np.sin(angle)
    return x, y


def _people(land: Land, given: pd.DataFrame, told: ByTownship) -> dict[int, float]:
    """Return residents by township: counted, given, those of its settlements, else the county's others by weight."""
    known = {t: _known_people(t, row, given, told) for t, row in land.townships}
    rest = max(0.0, land.county.residents - np.nansum(list(known.values())))
    missing = [(t, row) for t, row in land.townships if np.isnan(known[t])]
    seats = [t for t, _ in missing if t in land.seats]
    others = [(t, row) for t, row in missing if t not in land.seats]
    in_seats = rest * (land.county.seat_share if others else 1.0) if seats else 0.0
    known |= {t: in_seats / len(seats) for t in seats}
    shares = rural_shares(land.number, others, land.draw)
    return known | {t: (rest - in_seats) * share for (t, _), share in zip(others, shares, strict=True)}


def _known_people(t: int, row, given: pd.DataFrame, told: ByTownship) -> float:
    if told.is_told(t):
        return float(told.people(t))
    if not pd.isna(row.residents):
        return float(row.residents)
    own = given["residents"][given["township_code"] == row.township_code]
    return float(own.sum()) if len(own) and own.notna().all() else np.nan
