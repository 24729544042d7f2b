"""Settlements of a county made up from totals: a disc of communities for the seat, townships and villages around it.

Seats of counties stand where the table says, townships where they are given or on a spiral that fills a disc of the
county's area, villages around their township's seat; all by keyed draws, so a draw of the parameters is also a draw
of the map (`assumed` in the input report).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.base.draws import decision, uniform_of
from sim.kernels.codes import COUNTY_SEAT, PLAIN, TOWN, TOWNSHIP_SEAT, URBAN, VILLAGE

GOLDEN_ANGLE = 2.399963229728653
_PLACE = decision("synthesis.place")
_JITTER = decision("synthesis.jitter")
_WEIGHT = decision("synthesis.weight")
# Assumption: people of a town (镇) and of a township (乡), relative; the other literals here jitter sizes and points.
TOWN_SIZE, TOWNSHIP_SIZE = 1.3, 0.8
SEAT_PERSONS_PER_KM2 = 6000.0  # assumption: density of a county seat, sets how far its communities spread


@dataclass(frozen=True)
class Land:
    """A county to be settled.

    Attributes
    ----------
    number : int
        Row of the county.
    county : row of counties.csv
    townships : list of (int, row)
        Its townships with their row numbers.
    centre : (float, float)
        The county's point, km east and north of the region's origin.
    given : float array (townships of the region, 2)
        Points of townships where given, NaN elsewhere, km.
    draw : int
    """

    number: int
    county: tuple
    townships: list[tuple]
    centre: tuple[float, float]
    given: np.ndarray
    draw: int

    @property
    def seats(self) -> list[int]:
        """Return the townships of the county seat, the first one where none is marked."""
        return [t for t, row in self.townships if row.is_seat] or [self.townships[0][0]]

    @property
    def seat_zone(self) -> int:
        """Return the zone kind of the county seat."""
        return TOWN if self.county.kind == "county" else URBAN

    @property
    def rural(self) -> list[tuple]:
        """Return the townships that are no streets."""
        return [(t, row) for t, row in self.townships if row.kind != "street"]

    @property
    def spread(self) -> float:
        """Return the radius of a township of mean area, km."""
        return float(np.sqrt(area_per_township(self.county.area_km2, len(self.rural)) / np.pi))

    def point_of(self, t: int) -> tuple[float, float]:
        """Return the point of a township: given, else the county's for the seat and streets, else on the spiral."""
        if np.isfinite(self.given[t]).all():
            return float(self.given[t, 0]), float(self.given[t, 1])
        rural = [other for other, _ in self.rural]
        if t in self.seats or t not in rural:
            return self.centre
        radius = np.sqrt(self.county.area_km2 / np.pi)
        return _on_spiral(self.centre, radius, rural.index(t), len(rural), t, self.draw)


def settle_county(land: Land, numbers) -> list[tuple]:
    """Return the settlements of a county: (county, township, zone, rank, x, y, residents, code), codes empty."""
    c, county, seats, rural, draw = land.number, land.county, land.seats, land.rural, land.draw
    seat_people = county.residents * county.seat_share if rural else float(county.residents)
    towns = [t for t, row in rural if row.kind == "town" and t not in seats]
    town_people = county.residents * max(0.0, county.urban_share - county.seat_share) if towns else 0.0
    village_people = max(0.0, county.residents - seat_people - town_people)
    shares = rural_shares(c, rural, draw)
    out = communities(c, seats, land.seat_zone, seat_people, land.centre, numbers, draw)
    for order, (t, _) in enumerate(rural):
        at = land.point_of(t)
        people = village_people * shares[order]
        if t in towns:
            in_town = town_people * _share_of_towns(shares, rural, towns, order)
            out.append((c, t, TOWN, TOWNSHIP_SEAT, *at, in_town, ""))
        has_seat = t not in towns and t not in seats
        out += villages(c, t, people, at, land.spread, numbers, draw, has_seat=has_seat)
    return out


def area_per_township(area_km2: float, n: int) -> float:
    """Return the area of one township, km2."""
    return area_km2 / max(1, n)


def rural_shares(c, rural, draw) -> np.ndarray:
    """Return each township's share of the village people: residents where given, else by kind and draw."""
    if not rural:
        return np.zeros(0)
    given = np.array([np.nan if pd.isna(row.residents) else float(row.residents) for _, row in rural])
    drawn = np.array(
        [
            (TOWN_SIZE if row.kind == "town" else TOWNSHIP_SIZE)
            * (0.6 + 0.8 * uniform_of(draw, _WEIGHT, 0, t, c))
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


def communities(c, seats, zone, people, centre, numbers, draw) -> list[tuple]:
    """Return the communities of a county seat on a disc around `centre`; rows as in `settle_county`."""
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
                "",
            )
        )
    total = sum(row[-2] for row in out)
    return [(*row[:-2], people * row[-2] / total, "") for row in out]


def villages(c, t, people, at, spread, numbers, draw, *, has_seat) -> list[tuple]:
    """Return the villages of a township around `at`, the first its seat if `has_seat`; rows as in `settle_county`."""
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
            (
                c,
                t,
                VILLAGE,
                rank,
                at[0] + r * np.cos(angle),
                at[1] + r * np.sin(angle),
                people * shares[i],
                "",
            )
        )
    return out
