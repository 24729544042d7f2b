"""Amounts of units of evaluation by county and stage: moments of the coefficients, units that meet, counties within."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.indicators.amounts import Amount, Needs
from sim.indicators.evaluation.standards import QUALITY, Resource, resources, thresholds
from sim.indicators.evaluation.units import AMOUNTS, DECIDES, PLACE, USUAL, UnitRule, units
from sim.indicators.run_tables import N_STAGES, RunTables
from sim.indicators.school_amounts import school_codes

WEIGHT, FIRST, SECOND = range(3)
_ROUNDING = 1e-9  # of a standard
NEEDS: Needs = frozenset(
    ("school", name) for name in (*PLACE, *DECIDES, *AMOUNTS) if name not in ("year", "county")
)


Columns = Mapping[str, np.ndarray]  # of units, as `sim.indicators.evaluation.units.units` names them


def units_of(run: RunTables, rule: UnitRule) -> Columns:
    """Return the columns of the units of a run, their places as codes, made once a rule."""

    def make() -> Columns:
        found = units(run.once("evaluated schools", lambda: school_rows(run)), rule)
        return {name: found[name].to_numpy() for name in found}

    return run.once(("units", rule), make)


def school_rows(run: RunTables) -> pd.DataFrame:
    """Return the rows of the record table `school` that units are made from, places and schools as codes."""
    ids = tuple(run.texts("school", "school_id"))
    names = ("status", "kind", "ownership", "is_special", "pupils", *AMOUNTS)
    return pd.DataFrame(
        {
            "year": run.year_codes("school"), "county": run.county_codes("school"),
            "school_id": school_codes(run, "school"), "stage": run.stage_codes("school"),
            "central_school": run.codes("school", "central_school", ("", *ids)) - 1,
            **{name: run.values("school", name) for name in names},
        }
    )  # fmt: skip


@dataclass(frozen=True)
class OfUnits(Amount):
    """An amount of units of evaluation, by county and stage; zone kinds are not told apart."""

    rule: UnitRule = USUAL

    @property
    def needs(self) -> Needs:
        """Return what units are made from."""
        return NEEDS

    def make(self, run: RunTables) -> np.ndarray:
        """Return the sum over units; NaN where one of them does not tell it."""
        rows, n_years = units_of(run, self.rule), len(run.years)
        cell = (rows["county"] * N_STAGES + rows["stage"]) * n_years + rows["year"]
        shape = (len(run.counties), N_STAGES, n_years)
        out = run.nowhere()
        out[:, 0, 1:] = np.bincount(cell, self.of_unit(rows), int(np.prod(shape))).reshape(shape)
        return out

    def of_unit(self, rows: Columns) -> np.ndarray:
        """Return the amount of each unit, float (units,): by default 1, so that units are counted."""
        return np.ones(len(rows["pupils"]))


@dataclass(frozen=True)
class Moment(OfUnits):
    """Weight, weighted sum or weighted sum of squares of a resource per pupil over units.

    Weighted by pupils, as the official coefficient is, or each unit by 1.
    """

    column: str = ""
    which: int = WEIGHT
    is_weighted: bool = True

    def of_unit(self, rows: Columns) -> np.ndarray:
        """Return weight x (resource per pupil) to the power 0, 1 or 2."""
        pupils = rows["pupils"]
        weight = pupils if self.is_weighted else np.ones(len(pupils))
        per_pupil = rows[self.column] / pupils
        return weight * per_pupil**self.which


@dataclass(frozen=True)
class Reaching(OfUnits):
    """Units that reach the standard of one resource of 2017."""

    name: str = ""

    def of_unit(self, rows: Columns) -> np.ndarray:
        """Return 1 or 0."""
        at = [one.name for one in resources(QUALITY)].index(self.name)
        ratio = ratios(rows)[:, at]
        return told(reaches(ratio, 1.0), ratio)


@dataclass(frozen=True)
class Meeting(OfUnits):
    """Units that meet the rule of 2017: at least 6 of the seven, the others at 85 % or more."""

    def of_unit(self, rows: Columns) -> np.ndarray:
        """Return 1 or 0."""
        return meets_rule(rows)


def ratios(rows: Columns) -> np.ndarray:
    """Return what units have of the seven resources of 2017 over what they must have, float (units, 7).

    Parameters
    ----------
    rows : mapping of str to array
        Columns of units, `stage` as a code: 0 primary, 1 junior.
    """
    return np.stack([levels(rows, one) / standards_of(rows, one) for one in resources(QUALITY)], axis=1)


def levels(rows: Columns, one: Resource) -> np.ndarray:
    """Return a resource of units in its unit, per pupil or per 100, float (units,)."""
    return one.times * np.asarray(rows[one.column], float) / np.asarray(rows["pupils"], float)


def standards_of(rows: Columns, one: Resource) -> np.ndarray:
    """Return the standard of each unit's stage."""
    return np.array(one.standard)[np.asarray(rows["stage"], np.int64)]


def reaches(ratio: np.ndarray, share: float | np.ndarray) -> np.ndarray:
    """Return whether ratios to a standard reach a share of it, but for the rounding of sums."""
    return ratio >= share - _ROUNDING


def meets_rule(rows: Columns) -> np.ndarray:
    """Return 1 where a unit meets the rule of 2017, 0 where not, NaN where one of the seven is not told."""
    of, stage = thresholds(), np.asarray(rows["stage"], np.int64)
    ratio = ratios(rows)
    enough = reaches(ratio, 1.0).sum(axis=1) >= np.array(of["least_met"].of_stage)[stage]
    none_far = reaches(ratio.min(axis=1), np.array(of["least_share"].of_stage)[stage])
    return told(enough & none_far, ratio.min(axis=1))


def told(values: np.ndarray, from_these: np.ndarray) -> np.ndarray:
    """Return truths as numbers, NaN where what they are made from is not told."""
    return np.where(np.isnan(from_these), np.nan, values.astype(float))
