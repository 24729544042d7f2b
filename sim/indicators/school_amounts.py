"""Amounts that need the whole school: its size over both stages, its classes, who runs it, its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import with_all
from sim.indicators.run_tables import IS_OPEN, N_ZONES, RunTables
from sim.kernels.codes import OWNERSHIP_NAMES, PUBLIC, STAGE_NAMES

OPEN_ONLY = ("status", (IS_OPEN,))
PUBLIC_ONLY = ("ownership", (OWNERSHIP_NAMES[PUBLIC],))
_LAST_PRIMARY = 6


@dataclass(frozen=True)
class OpenSchools(Amount):
    """Open schools of some kinds; as far as asked below a size, with a teacher a class, with a value in a column.

    A school counts once for the place, once in each stage it teaches. Its size is that of both stages, and so is what
    it has in the column `without`, of which it must have nothing.
    """

    kinds: tuple[str, ...]
    below: float | None = None
    is_staffed: bool = False
    where: tuple[str, tuple] | None = None
    without: str = ""

    @property
    def needs(self) -> Needs:
        """Return identity, kind, status and size; classes, teachers and the columns of the conditions where asked."""
        more = (
            *(("classes", "teachers") if self.is_staffed else ()),
            *(self.where[:1] if self.where else ()),
            *((self.without,) if self.without else ()),
        )
        return frozenset(("school", name) for name in ("school_id", "kind", "status", "pupils", *more))

    def make(self, run: RunTables) -> np.ndarray:
        """Return numbers of schools."""
        counted = run.rows("school", *OPEN_ONLY) & run.rows("school", "kind", self.kinds)
        if self.where is not None:
            counted = counted & run.rows("school", *self.where)
        school, year = school_codes(run, "school"), run.year_codes("school")
        if self.below is not None:
            counted = counted & (_by_school(run, "pupils")[school, year] < self.below)
        if self.is_staffed:
            has_all = _by_school(run, "teachers") >= _by_school(run, "classes")
            counted = counted & has_all[school, year]
        if self.without:
            counted = counted & (_by_school(run, self.without) == 0)[school, year]
        by_stage = with_all(run.count_at(_place_of_rows(run)[counted], run.stage_codes("school")[counted],
            year[counted]))  # fmt: skip
        by_stage[:, :, 0] = _of_whole_schools(run, schools_of(run, counted).astype(float))
        return by_stage


@dataclass(frozen=True)
class PupilsOfSchools(Amount):
    """Pupils of open schools and points with fewer pupils than a number, both stages of a school together."""

    below: float

    @property
    def needs(self) -> Needs:
        """Return identity, status and size."""
        return frozenset(("school", name) for name in ("school_id", "status", "pupils"))

    def make(self, run: RunTables) -> np.ndarray:
        """Return pupils."""
        small = _by_school(run, "pupils")[school_codes(run, "school"), run.year_codes("school")] < self.below
        return run.sums("school", run.values("school", "pupils"), small & run.rows("school", *OPEN_ONLY))


@dataclass(frozen=True)
class PupilsInClasses(Amount):
    """Pupils of the classes beyond a limit of their county, stage and year, from the list of classes.

    `limit` is a field of the rulebook without its stage; a class as large as the limit counts where `counts_equal`.
    """

    limit: str
    counts_equal: bool = False

    @property
    def needs(self) -> Needs:
        """Return the classes, where their schools stand, and the limits."""
        classes = {("classes", name) for name in ("school_id", "grade", "size")}
        return frozenset(classes | {("school", "school_id"), ("rulebook", "field"), ("rulebook", "value")})

    def make(self, run: RunTables) -> np.ndarray:
        """Return pupils."""
        school, year = school_codes(run, "classes"), run.year_codes("classes")
        stage = (run.values("classes", "grade") > _LAST_PRIMARY).astype(np.int64)
        place, size = _known(places(run)[school, year]), run.values("classes", "size")
        limit = _limits(run, self.limit)[place // N_ZONES, stage, year]
        over = (size >= limit) if self.counts_equal else (size > limit)
        return with_all(run.count_at(place[over], stage[over], year[over], size[over]))


@dataclass(frozen=True)
class InPublicSchools(Amount):
    """The sum of a column of `school_grade` over public schools."""

    column: str

    @property
    def needs(self) -> Needs:
        """Return the column, identity, and who runs the school."""
        school = {("school", "school_id"), ("school", "ownership")}
        return frozenset(school | {("school_grade", "school_id"), ("school_grade", self.column)})

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum."""
        is_public = schools_of(run, run.rows("school", *PUBLIC_ONLY))
        inside = is_public[school_codes(run, "school_grade"), run.year_codes("school_grade")]
        return run.sums("school_grade", run.values("school_grade", self.column), inside)


@dataclass(frozen=True)
class OfOpenPublic(Amount):
    """A number of each row of open public schools, summed: a column, or what `of_row` makes of several."""

    columns: tuple[str, ...]
    of_row: Callable[..., np.ndarray] = np.asarray

    @property
    def needs(self) -> Needs:
        """Return the columns, status, and who runs the school."""
        return frozenset(("school", name) for name in (*self.columns, "status", "ownership"))

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum."""
        columns = (run.values("school", name).astype(float) for name in self.columns)
        inside = run.rows("school", *OPEN_ONLY) & run.rows("school", *PUBLIC_ONLY)
        return run.sums("school", self.of_row(*columns), inside)


@dataclass(frozen=True)
class Displaced(Amount):
    """Pupils of 31 August in schools open at the last census and not at this one, but for their highest grade.

    The highest grade of a school is the highest in which it ever had pupils.
    """

    @property
    def needs(self) -> Needs:
        """Return identity, status, grade, and pupils at the year's end."""
        grades = {("school_grade", name) for name in ("school_id", "grade", "pupils", "n_end")}
        return frozenset(grades | {("school", "school_id"), ("school", "status")})

    def make(self, run: RunTables) -> np.ndarray:
        """Return pupils where their old school stood; NaN in the first year."""
        is_open = schools_of(run, run.rows("school", *OPEN_ONLY))
        closes = np.zeros_like(is_open)
        closes[:, :-1] = is_open[:, :-1] & ~is_open[:, 1:]
        school, year = school_codes(run, "school_grade"), run.year_codes("school_grade")
        grade = run.values("school_grade", "grade").astype(np.int64)
        highest, taught = np.zeros(len(closes), np.int64), run.values("school_grade", "pupils") > 0
        np.maximum.at(highest, school[taught], grade[taught])
        gone = closes[school, year] & (grade < highest[school])
        before = run.sums("school_grade", run.values("school_grade", "n_end"), gone)
        out = run.nowhere()
        out[..., 1:] = before[..., :-1]
        return out


def _school_ids(run: RunTables) -> tuple[str, ...]:
    """Return the codes of all schools of the run."""
    return run.once("school ids", lambda: tuple(run.texts("school", "school_id")))


def school_codes(run: RunTables, table: str) -> np.ndarray:
    """Return the school of each row as its place in `_school_ids`."""
    return run.once((table, "school_id"), lambda: run.codes(table, "school_id", _school_ids(run)))


def _place_of_rows(run: RunTables) -> np.ndarray:
    """Return county x zone kind of each row of `school`."""
    return run.county_codes("school") * N_ZONES + run.zone_codes("school")


def places(run: RunTables) -> np.ndarray:
    """Return county x zone kind by school and year, int64 (schools, years); -1 where the school is not recorded."""

    def make() -> np.ndarray:
        out = np.full((len(_school_ids(run)), len(run.years)), -1, np.int64)
        out[school_codes(run, "school"), run.year_codes("school")] = _place_of_rows(run)
        return out

    return run.once("school places", make)


def schools_of(run: RunTables, rows: np.ndarray) -> np.ndarray:
    """Return which schools some rows of `school` are of, bool (schools, years)."""
    out = np.zeros(places(run).shape, bool)
    out[school_codes(run, "school")[rows], run.year_codes("school")[rows]] = True
    return out


def _known(place: np.ndarray) -> np.ndarray:
    """Return places after checking that each is known."""
    if (place < 0).any():
        raise ValueError("classes: a school has no row in the table school that year")
    return place


def _by_school(run: RunTables, column: str) -> np.ndarray:
    """Return a column of `school` summed over the stages of each school, float (schools, years)."""

    def make() -> np.ndarray:
        n_years = len(run.years)
        cell = school_codes(run, "school") * n_years + run.year_codes("school")
        return np.bincount(cell, run.values("school", column), len(_school_ids(run)) * n_years).reshape(
            -1, n_years
        )

    return run.once(("by school", column), make)


def _of_whole_schools(run: RunTables, values: np.ndarray) -> np.ndarray:
    """Return values (schools, years) summed by county and zone kind, (counties, 4, years) with all zones first."""
    school, year = np.nonzero(values)
    at = _known(places(run)[school, year])
    summed = run.count_at(at, np.zeros_like(at), year, values[school, year])
    return with_all(summed)[:, :, 1]


def _limits(run: RunTables, field: str) -> np.ndarray:
    """Return a field of the rulebook that has one value a stage, float (counties, 2 stages, years)."""

    def make() -> np.ndarray:
        out = np.full((len(run.counties), len(STAGE_NAMES), len(run.years)), np.nan)
        for stage, name in enumerate(STAGE_NAMES):
            rows = run.rows("rulebook", "field", (f"{field}_{name}",))
            at = run.county_codes("rulebook")[rows], stage, run.year_codes("rulebook")[rows]
            out[at] = run.values("rulebook", "value")[rows]
        if np.isnan(out).any():
            raise ValueError(f"rulebook: no {field} for a county and year")
        return out

    return run.once(("limits", field), make)
