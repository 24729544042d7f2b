"""Whom schools may serve: the schools each settlement may use, those of its district first."""

import numpy as np
import pandas as pd

from sim.base.errors import Say, UserError, UserErrors
from sim.inputs.districts import rows_in_force
from sim.inputs.synthesis.geography import Settled
from sim.inputs.tables import InputTables
from sim.kernels.codes import PRIVATE, STAGE_NAMES
from sim.world.roads import WaysToSchool

N_NEAREST, N_COMPLETE, N_PRIVATE = 6, 8, 3
STAGE_GRADES = ((1, 6), (7, 9))


def candidates(
    settled: Settled, schools, districts: dict[int, list[int]], ways: WaysToSchool, *, is_junior: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the schools each settlement may use (settlements, k) with -1 = no more, and their day-trip minutes.

    And how many of the first of them are its district, int32 (settlements,), 0 = none is named.

    Schools of the own county: those of the settlement's district first, then all others, each nearest first; the
    zone school is the first public one that teaches the grade. Public schools of the whole stage are always among the
    candidates, however many points are nearer, and so are the nearest public school of each grade (a private one where
    there is none), and the nearest private schools: families choose these from all over the county.

    Parameters
    ----------
    districts : dict of int to list of int
        Schools whose district a settlement is in, for this stage; see `districts_of`.
    ways : WaysToSchool
        Nearest is by these: by road where the road table tells the county.
    """
    parts = []
    for c in np.unique(settled.county):
        places = np.flatnonzero(settled.county == c)
        mine = np.flatnonzero(schools["county"] == c)
        near = _near(_Nearest(settled, places, schools, mine, ways), schools, mine, STAGE_GRADES[is_junior])
        parts.append((places, _ordered(ways, places, near, _named(places, districts))))
    width = max(N_NEAREST + N_COMPLETE, *(found.shape[1] for _, found in parts))
    which = np.full((len(settled.x), width), -1, np.int32)
    minutes = np.full(which.shape, np.inf)
    for places, found in parts:
        which[places, : found.shape[1]] = found
        told = ways.minutes(places[:, None], np.maximum(found, 0))
        minutes[places, : found.shape[1]] = np.where(found >= 0, told, np.inf)
    sizes = np.array([len(set(districts.get(p, ()))) for p in range(len(which))], np.int32)
    return which, minutes, sizes


def _near(nearest: "_Nearest", schools, mine: np.ndarray, grades: tuple[int, int]) -> np.ndarray:
    """Return near schools of a county by place, int (places, k), in no order, with -1 and repetitions."""
    low, high = schools["grade_low"][mine], schools["grade_high"][mine]
    is_private = schools["ownership"][mine] == PRIVATE
    of_stage = (low <= grades[1]) & (high >= grades[0])
    complete = (low <= grades[0]) & (high >= grades[1])
    found = [
        nearest.of(mine[of_stage], N_NEAREST),
        nearest.of(mine[complete & ~is_private], N_COMPLETE),
        nearest.of(mine[of_stage & is_private], N_PRIVATE),
    ]
    for grade in range(grades[0], grades[1] + 1):
        taught = (low <= grade) & (grade <= high)
        public = taught & ~is_private
        found.append(nearest.of(mine[public if public.any() else taught], 1))
    return np.hstack(found)


class _Nearest:
    """The schools of a county nearest to each of its places: by road where roads are told, else by straight line."""

    def __init__(
        self, settled: Settled, places: np.ndarray, schools, mine: np.ndarray, ways: WaysToSchool
    ) -> None:
        self._points, self._schools = np.stack([settled.x[places], settled.y[places]], axis=1), schools
        self._mine, self._km = mine, None
        if not ways.roads.is_empty:
            self._km = ways.km(places[:, None], mine[None, :])

    def of(self, pool: np.ndarray, k: int) -> np.ndarray:
        """Return the `k` nearest schools of a pool by place, int (places, k), nearest first, -1 = no more."""
        out, take = np.full((len(self._points), k), -1, np.int64), min(k, len(pool))
        if take:
            out[:, :take] = pool[self._by_line(pool, take) if self._km is None else self._by_road(pool, take)]
        return out

    def _by_line(self, pool: np.ndarray, k: int) -> np.ndarray:
        from scipy.spatial import cKDTree

        tree = cKDTree(np.stack([self._schools["x"][pool], self._schools["y"][pool]], axis=1))
        return tree.query(self._points, k=k)[1].reshape(len(self._points), k)

    def _by_road(self, pool: np.ndarray, k: int) -> np.ndarray:
        km = self._km[:, np.searchsorted(self._mine, pool)]
        return np.argsort(km, axis=1, kind="stable")[:, :k]


def _named(places: np.ndarray, districts: dict[int, list[int]]) -> np.ndarray:
    """Return the schools whose district each place is in, int (places, k), -1 = no more."""
    lists = [districts.get(int(p), []) for p in places]
    out = np.full((len(places), max(map(len, lists))), -1, np.int64)
    for row, named in zip(out, lists, strict=True):
        row[: len(named)] = named
    return out


def _ordered(ways: WaysToSchool, places: np.ndarray, near: np.ndarray, named: np.ndarray) -> np.ndarray:
    """Return the schools of each place once each, int (places, k): the district's, then the others, nearest first."""
    found = np.sort(np.hstack([near, named]), axis=1)
    is_none = found < 0
    is_none[:, 1:] |= found[:, 1:] == found[:, :-1]
    km = ways.km(places[:, None], np.maximum(found, 0))
    is_named = (found[:, :, None] == named[:, None, :]).any(axis=2)
    order = np.lexsort((km, np.where(is_none, 2, ~is_named)), axis=1)
    found = np.take_along_axis(np.where(is_none, -1, found), order, axis=1)
    return found[:, : np.count_nonzero(~is_none, axis=1).max()]


def require_every_grade(zone: np.ndarray, geography) -> None:
    """Check that every settlement has a school for every grade; `zone` int (settlements, 9), -1 = none.

    Raises
    ------
    UserErrors
        Naming each county and the grades that none of its schools teaches.
    """
    errors = []
    for c, code in enumerate(geography.county_codes):
        missing = np.flatnonzero((zone[geography.county == c] < 0).any(axis=0)) + 1
        if len(missing):
            grades = ", ".join(map(str, missing))
            errors.append(
                UserError(
                    Say(
                        f"no school of county {code} that is open in the start year teaches grade {grades}",
                        f"{code} 起始年在办学校中没有开设 {grades} 年级的学校",
                    ),
                    where="schools.csv",
                    value=grades,
                    rule=Say("every grade 1-9 is taught in every county", "每个县须开齐1—9年级"),
                    remedy=Say(
                        "list all schools of the county, with grade_low, grade_high, opened and closed",
                        "请列出全县学校，并核对最低、最高年级及开办、停办年份",
                    ),
                )
            )
    if errors:
        raise UserErrors(errors)


def districts_of(
    tables: InputTables, settled: Settled, school_ids: tuple[str, ...], stage: int, year: int
) -> dict[int, list[int]]:
    """Return the schools of districts.csv by settlement, for one stage (0 primary, 1 junior) in a school year.

    A row of a settlement counts more than one of its township, also where the township's is later; schools that do
    not teach at the start are left out.
    """
    rows = rows_in_force(tables, year)
    rows = rows[rows["stage"] == STAGE_NAMES[stage]]
    row_of = {code: s for s, code in enumerate(school_ids)}
    rows = rows[rows["school_code"].isin(row_of)]
    if rows.empty:
        return {}
    towns = {code: t for t, code in enumerate(tables.townships["township_code"])}
    out = _schools_by(rows[rows["settlement_code"] == ""], "township_code", row_of)
    own = _schools_by(rows[rows["settlement_code"] != ""], "settlement_code", row_of)
    by_township = {towns[code]: schools for code, schools in out.items()}
    return {
        p: own.get(str(code)) or by_township.get(int(town), [])
        for p, (code, town) in enumerate(zip(settled.code, settled.township, strict=True))
    }


def _schools_by(rows: pd.DataFrame, column: str, row_of: dict[str, int]) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for code, school in zip(rows[column], rows["school_code"], strict=True):
        out.setdefault(code, []).append(row_of[school])
    return out
