"""Settlements and places from townships and county totals.

No coordinates of townships or villages are in the tables: seats of counties stand where the table says, townships on
a spiral that fills a disc of the county's area, villages around their township's seat; all by keyed draws, so a
draw of the parameters is also a draw of the map (`assumed` in the input report).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.draws import decision, new_uid, uniform_of
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT, PLAIN, TOWN, TOWNSHIP_SEAT, URBAN, VILLAGE

GOLDEN_ANGLE = 2.399963229728653
_PLACE = decision("synthesis.place")
_JITTER = decision("synthesis.jitter")
_WEIGHT = decision("synthesis.weight")
SEAT_PERSONS_PER_KM2 = 6000.0  # assumption: density of a county seat, sets how far its communities spread


@dataclass
class Settled:
    """Settlements of all counties in columns, and the townships they belong to."""

    x: np.ndarray
    y: np.ndarray
    zone: np.ndarray
    rank: np.ndarray
    township: np.ndarray
    county: np.ndarray
    weight: np.ndarray
    county_x: np.ndarray
    county_y: np.ndarray


def settle(tables: InputTables, numbers: dict[str, float], draw: int) -> Settled:
    """Return the settlements of the region, ordered by county, township and rank (seats first)."""
    counties, townships = tables.counties, tables.townships
    lat0, lon0 = counties["lat"].mean(), counties["lon"].mean()
    cx = ((counties["lon"] - lon0) * 111.32 * np.cos(np.radians(lat0))).to_numpy()
    cy = ((counties["lat"] - lat0) * 110.57).to_numpy()
    codes = {code: i for i, code in enumerate(counties["county_code"])}
    rows: list[tuple] = []
    for c, county in enumerate(counties.itertuples()):
        mine = [(t, row) for t, row in enumerate(townships.itertuples()) if codes[row.county_code] == c]
        rows += _settle_county(c, county, mine, (cx[c], cy[c]), numbers, draw)
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    county, township, zone, rank, x, y, weight = columns
    return Settled(x, y, zone, rank, township, county, weight, cx, cy)


def _settle_county(c, county, townships, centre, numbers, draw) -> list[tuple]:
    seat_zone = TOWN if county.kind == "county" else URBAN
    radius = np.sqrt(county.area_km2 / np.pi)
    seats = [t for t, row in townships if row.is_seat] or [townships[0][0]]
    rural = [(t, row) for t, row in townships if row.kind != "street"]
    seat_people = county.residents * county.seat_share if rural else float(county.residents)
    towns = [t for t, row in rural if row.kind == "town" and t not in seats]
    town_people = county.residents * max(0.0, county.urban_share - county.seat_share) if towns else 0.0
    village_people = max(0.0, county.residents - seat_people - town_people)
    shares = _rural_shares(c, rural, draw)
    spread = np.sqrt(area_per_township(county.area_km2, len(rural)) / np.pi)
    out = _communities(c, seats, seat_zone, seat_people, centre, numbers, draw)
    for order, (t, _) in enumerate(rural):
        at = centre if t in seats else _on_spiral(centre, radius, order, len(rural), t, draw)
        people = village_people * shares[order]
        if t in towns:
            out.append(
                (c, t, TOWN, TOWNSHIP_SEAT, *at, town_people * _share_of_towns(shares, rural, towns, order))
            )
        out += _villages(c, t, people, at, spread, numbers, draw, has_seat=t not in towns and t not in seats)
    return out


def area_per_township(area_km2: float, n: int) -> float:
    """Return the area of one township, km2."""
    return area_km2 / max(1, n)


def _rural_shares(c, rural, draw) -> np.ndarray:
    """Return each township's share of the village people: residents where given, else by kind and draw."""
    if not rural:
        return np.zeros(0)
    given = np.array([np.nan if pd.isna(row.residents) else float(row.residents) for _, row in rural])
    drawn = np.array(
        [
            (1.3 if row.kind == "town" else 0.8) * (0.6 + 0.8 * uniform_of(draw, _WEIGHT, 0, t, c))
            for t, row in rural
        ]
    )
    weights = np.where(
        np.isnan(given),
        drawn / drawn.mean() * (np.nanmean(given) if not np.isnan(given).all() else 1.0),
        given,
    )
    return weights / weights.sum()


def _share_of_towns(shares, rural, towns, order) -> float:
    total = sum(share for share, (t, _) in zip(shares, rural, strict=True) if t in towns)
    return shares[order] / total


def _on_spiral(centre, radius, order, n, t, draw) -> tuple[float, float]:
    r = 0.95 * radius * np.sqrt((order + 0.5) / n)
    angle = GOLDEN_ANGLE * order + 0.6 * uniform_of(draw, _PLACE, 0, t, 0)
    r *= 0.9 + 0.2 * uniform_of(draw, _PLACE, 0, t, 1)
    return centre[0] + r * np.cos(angle), centre[1] + r * np.sin(angle)


def _communities(c, seats, zone, people, centre, numbers, draw) -> list[tuple]:
    n = max(len(seats), round(people / numbers["persons_per_community"]), 1)
    radius = np.sqrt(people / SEAT_PERSONS_PER_KM2 / np.pi)
    out = []
    for i in range(n):
        r = radius * np.sqrt((i + 0.5) / n)
        angle = GOLDEN_ANGLE * i + uniform_of(draw, _PLACE, 0, c, 2)
        share = 0.7 + 0.6 * uniform_of(draw, _WEIGHT, 0, c, 1000 + i)
        out.append(
            (
                c,
                seats[i % len(seats)],
                zone,
                COUNTY_SEAT,
                centre[0] + r * np.cos(angle),
                centre[1] + r * np.sin(angle),
                share,
            )
        )
    total = sum(row[-1] for row in out)
    return [(*row[:-1], people * row[-1] / total) for row in out]


def _villages(c, t, people, at, spread, numbers, draw, *, has_seat) -> list[tuple]:
    if people < 1.0:
        return []
    n = max(1, round(people / numbers["persons_per_village"]))
    shares = np.array([0.5 + uniform_of(draw, _WEIGHT, 1, t, i) for i in range(n)])
    if has_seat:
        shares[0] = max(shares[0], 1.5)  # the seat of a 乡 is its largest village
    shares /= shares.sum()
    out = []
    for i in range(n):
        r = 0.0 if has_seat and i == 0 else spread * np.sqrt(uniform_of(draw, _JITTER, 0, t, 2 * i))
        angle = 2 * np.pi * uniform_of(draw, _JITTER, 0, t, 2 * i + 1)
        rank = TOWNSHIP_SEAT if has_seat and i == 0 else PLAIN
        out.append(
            (c, t, VILLAGE, rank, at[0] + r * np.cos(angle), at[1] + r * np.sin(angle), people * shares[i])
        )
    return out


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
    county, not_seat, township, zone = unique.T
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
    digits = np.uint64(int.from_bytes(township_code.encode()[-8:], "little"))
    return np.uint64(new_uid(_PLACE, int(zone), digits, int(not_seat)))
