"""The kinds of indicators of an evaluation: a coefficient, the mean or the highest of several, counties within."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.indicators.amounts import Amount, Needs
from sim.indicators.evaluation.amounts import FIRST, NEEDS, SECOND, WEIGHT, Meeting, Moment, OfUnits
from sim.indicators.evaluation.standards import BASIC, QUALITY, resources, thresholds
from sim.indicators.evaluation.units import USUAL, UnitRule
from sim.indicators.kinds import Kind, OfPlace, coefficient
from sim.indicators.run_tables import RunTables

_BY_COUNTY = -4  # axis of the counties in an amount


@dataclass(frozen=True)
class Coefficient(Kind):
    """The difference coefficient of a resource per pupil between the units of evaluation of a place.

    Official: S = sqrt(sum of P_i / P_N x (x_i / P_i - mean)^2), mean = sum of x_i / P_N, the coefficient S / mean.
    Unweighted: each unit counts once.
    """

    column: str
    is_weighted: bool = True
    rule: UnitRule = USUAL

    @property
    def needs(self) -> Needs:
        """Return what units are made from."""
        return NEEDS

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the coefficient; NaN where a unit does not tell the resource, or none has any of it."""
        parts = (Moment(self.rule, self.column, which, self.is_weighted) for which in (WEIGHT, FIRST, SECOND))
        return coefficient(*(of_place(one.of(run)) for one in parts))


@dataclass(frozen=True)
class Joint(Kind):
    """Several coefficients as one number, their mean or the highest; not defined where one of them is not."""

    parts: tuple[Coefficient, ...]
    is_mean: bool

    @property
    def needs(self) -> Needs:
        """Return what units are made from."""
        return NEEDS

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the mean or the highest."""
        return self.together([one.level(run, of_place) for one in self.parts])

    def together(self, levels: Sequence[np.ndarray]) -> np.ndarray:
        """Return the mean or the highest of levels of the parts."""
        every = np.stack(levels)
        return every.mean(axis=0) if self.is_mean else every.max(axis=0)


def of_framework(framework: str, is_weighted: bool = True, rule: UnitRule = USUAL) -> Joint:
    """Return the composite of 2012, or the highest coefficient of 2017."""
    parts = tuple(Coefficient(one.column, is_weighted, rule) for one in resources(framework))
    return Joint(parts, is_mean=framework == BASIC)


@dataclass(frozen=True)
class CountiesWithin(Amount):
    """1 for each county that is within the thresholds of an evaluation: its schools and its coefficients."""

    framework: str
    rule: UnitRule = USUAL

    @property
    def needs(self) -> Needs:
        """Return what units are made from."""
        return NEEDS

    def make(self, run: RunTables) -> np.ndarray:
        """Return 1 or 0 by county and stage; NaN where a county tells too little, or has no unit."""
        name = "cv2012_composite" if self.framework == BASIC else "cv2017_each"
        highest = np.array([np.nan, *thresholds()[name].of_stage])[:, None]
        kind, out = of_framework(self.framework, rule=self.rule), run.nowhere()
        for county in range(len(run.counties)):
            of_county = partial(np.take, indices=county, axis=_BY_COUNTY)
            level = kind.level(run, of_county)
            is_within = level <= highest
            if self.framework == QUALITY:
                is_within &= of_county(Meeting(self.rule).of(run)) == of_county(OfUnits(self.rule).of(run))
            out[county] = np.where(np.isnan(level), np.nan, is_within)
        return out
