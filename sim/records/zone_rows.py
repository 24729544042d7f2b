"""Record rows of school districts (学区): zone schools of each settlement, at the start and when they change."""

from collections.abc import Sequence

import numpy as np

from sim.kernels.codes import RANK_NAMES, STAGE_NAMES, ZONE_NAMES
from sim.kernels.zones_told import note_told, with_room
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.region import Region

GRADES_OF = ((1, 6), (7, 9))  # first and last grade of each stage
BASES = ("none", "nearest", "district", "also")
NONE, NEAREST, DISTRICT, ALSO = range(len(BASES))


class ZoneBook:
    """Tell zones once, and again the settlements and stages whose schools have changed.

    Counties told by their schools alone have none: there homes do not decide.
    """

    def __init__(self) -> None:
        self._told = [np.zeros((0, 0), np.int32) for _ in STAGE_NAMES]

    def news(self, region: Region) -> list[Collected]:
        """Return the rows of `zones` that are new at this census, a part a stage."""
        g, is_open, parts = region.geography, region.is_open, []
        has_zones = ~region.is_by_shares[g.county]
        for stage, (first, last) in enumerate(GRADES_OF):
            sizes, n_grades = g.district_sizes[stage], last - first + 1
            listed = getattr(g, f"candidates_{STAGE_NAMES[stage]}")
            told = with_room(self._told[stage], g.n_settlements, n_grades + int(sizes.max(initial=0)))
            is_new = np.zeros(g.n_settlements, bool)
            note_told(region.zone, first, last, listed, sizes, is_open, told, is_new)
            self._told[stage], rows = told, np.flatnonzero(is_new & has_zones)
            if len(rows):
                parts.append(_rows(region, stage, rows, *np.split(told[rows], [n_grades], axis=1)))
        return parts


def _rows(
    region: Region, stage: int, settlements: np.ndarray, zone: np.ndarray, district: np.ndarray
) -> Collected:
    """Return the rows of some settlements: a band of grades with one zone school each, then the district's others.

    `zone` (settlements, grades of the stage) and `district` (settlements, k) hold schools, -1 = none.
    """
    s, (first, last) = region.schools, GRADES_OF[stage]
    begins = np.ones_like(zone, bool)
    begins[:, 1:] = zone[:, 1:] != zone[:, :-1]
    place, column = np.nonzero(begins)
    ends = np.full(len(place), last)
    goes_on = np.flatnonzero(place[1:] == place[:-1])
    ends[goes_on] = column[goes_on + 1] + first - 1
    school = zone[place, column]
    is_named = (district[place] == school[:, None]).any(axis=1) & (school >= 0)
    basis = np.where(school < 0, NONE, np.where(is_named, DISTRICT, NEAREST))
    is_other = (district >= 0) & ~(district[:, :, None] == zone[:, None, :]).any(axis=2)
    at, k = np.nonzero(is_other)
    others = district[at, k]
    low, high = np.maximum(s["grade_low"][others], first), np.minimum(s["grade_high"][others], last)
    return _columns(
        region, stage, settlements[np.append(place, at)], np.append(school, others),
        np.append(column + first, low), np.append(ends, high), np.append(basis, np.full(len(others), ALSO)),
    )  # fmt: skip


def _columns(
    region: Region, stage: int, settlement: np.ndarray, school: np.ndarray, low: np.ndarray, high: np.ndarray,
    basis: np.ndarray,
) -> Collected:  # fmt: skip
    g, n = region.geography, len(settlement)
    estates = [estate.order.estate_id for estate in region.estates]
    return {
        "year": constant(n, region.year), "county": _coded(g.county[settlement], g.county_codes),
        "township": _coded(g.township[settlement], g.township_codes), "settlement": settlement,
        "code": Coded(settlement, [*region.told.settlement_codes, *estates]),
        "name": Coded(settlement, [*region.told.settlement_names, *estates]),
        "zone_kind": _coded(g.zone[settlement], ZONE_NAMES), "rank": _coded(g.rank[settlement], RANK_NAMES),
        "x_km": g.x[settlement], "y_km": g.y[settlement], "residents": np.rint(g.weight[settlement]).astype(np.int64),
        "stage": _coded(np.full(n, stage), STAGE_NAMES), "grade_low": low, "grade_high": high,
        "school_id": _coded(np.where(school < 0, len(region.school_ids), school), (*region.school_ids, "")),
        "basis": _coded(basis, BASES),
    }  # fmt: skip


def _coded(rows: np.ndarray, names: Sequence[str]) -> Coded:
    return Coded(rows.astype(np.int32), list(names))
