"""Record rows of school districts (学区): zone schools of each settlement, at the start and when they change."""

from collections.abc import Sequence

import numpy as np

from sim.kernels.codes import RANK_NAMES, STAGE_NAMES, ZONE_NAMES
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.world.region import Region

GRADES_OF = ((1, 6), (7, 9))  # first and last grade of each stage
BASES = ("none", "nearest", "district", "also")
NONE, NEAREST, DISTRICT, ALSO = range(len(BASES))
_NOBODY = -1


class ZoneBook:
    """Tell zones once, and again the settlements and stages whose schools have changed.

    Counties told by their schools alone have none: there homes do not decide.
    """

    def __init__(self) -> None:
        self._told = [np.zeros((0, 0), np.int64) for _ in STAGE_NAMES]

    def news(self, region: Region) -> list[Collected]:
        """Return the rows of `zones` that are new at this census, a part a stage."""
        has_zones = ~region.is_by_shares[region.geography.county]
        parts = []
        for stage in range(len(STAGE_NAMES)):
            zone, district = _schools_of(region, stage)
            now = np.hstack([zone, district])
            changed = has_zones & _differ(now, self._told[stage])
            self._told[stage] = now
            parts.append(_rows(region, stage, np.flatnonzero(changed), zone, district))
        return parts


def _schools_of(region: Region, stage: int) -> tuple[np.ndarray, np.ndarray]:
    """Return zone schools by grade of the stage, and the open schools of the district the table names, -1 = no more.

    Both int (settlements, k).
    """
    g, (first, last) = region.geography, GRADES_OF[stage]
    which = getattr(g, f"candidates_{STAGE_NAMES[stage]}")
    sizes = g.district_sizes[stage]
    width = int(sizes.max(initial=0))
    district = which[:, :width].astype(np.int64)
    is_named = (np.arange(width) < sizes[:, None]) & region.is_open[district]
    return region.zone[:, first - 1 : last].astype(np.int64), np.where(is_named, district, _NOBODY)


def _differ(now: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Return which rows are not those told before, bool (rows,); new rows and a longer list differ."""
    rows, width = len(told), max(now.shape[1], told.shape[1])
    wide_now, wide_told = (
        np.pad(a, ((0, 0), (0, width - a.shape[1])), constant_values=_NOBODY) for a in (now, told)
    )
    differ = np.ones(len(now), bool)
    differ[:rows] = (wide_now[:rows] != wide_told).any(axis=1)
    return differ


def _rows(
    region: Region, stage: int, settlements: np.ndarray, zone: np.ndarray, district: np.ndarray
) -> Collected:
    """Return the rows of some settlements: a band of grades with one zone school each, then the district's others."""
    zone, district = zone[settlements], district[settlements]
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
    codes, names = (*region.told.settlement_codes, *estates), (*region.told.settlement_names, *estates)
    return {
        "year": constant(n, region.year), "county": _coded(g.county[settlement], g.county_codes),
        "township": _coded(g.township[settlement], g.township_codes), "settlement": settlement,
        "code": _coded(settlement, codes), "name": _coded(settlement, names),
        "zone_kind": _coded(g.zone[settlement], ZONE_NAMES), "rank": _coded(g.rank[settlement], RANK_NAMES),
        "x_km": g.x[settlement], "y_km": g.y[settlement], "residents": np.rint(g.weight[settlement]).astype(np.int64),
        "stage": _coded(np.full(n, stage), STAGE_NAMES), "grade_low": low, "grade_high": high,
        "school_id": _coded(np.where(school < 0, len(region.school_ids), school), (*region.school_ids, "")),
        "basis": _coded(basis, BASES),
    }  # fmt: skip


def _coded(rows: np.ndarray, names: Sequence[str]) -> Coded:
    return Coded(rows.astype(np.int32), list(names))
