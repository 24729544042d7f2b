"""The kinds of indicators: how a level is made from the amounts of a cell, always from those of the cell itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Amount, Needs, RowTotal
from sim.indicators.retention import kept_share
from sim.indicators.run_tables import RunTables

# Gives the amount of a place, (zones, stages, years), from one by county, (..., counties, zones, stages, years).
OfPlace = Callable[[np.ndarray], np.ndarray]
_ROUNDING = 1e-12  # of the squared mean: a variance below it is the rounding of sums, no difference


class Kind(ABC):
    """How an indicator is made."""

    @property
    @abstractmethod
    def needs(self) -> Needs:
        """Return the record columns it is made from."""

    @abstractmethod
    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return levels, float (zones, stages, years); NaN where they are not defined."""


@dataclass(frozen=True)
class Sum(Kind):
    """The amount itself: over counties it adds up."""

    amount: Amount

    @property
    def needs(self) -> Needs:
        """Return what the amount needs."""
        return self.amount.needs

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the sum."""
        return of_place(self.amount.of(run))


@dataclass(frozen=True)
class SumWhereTold(Kind):
    """The amount of the counties that tell it: not defined where it is nothing, which none of them told."""

    amount: Amount

    @property
    def needs(self) -> Needs:
        """Return what the amount needs."""
        return self.amount.needs

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the sum, not a number for 0."""
        total = of_place(self.amount.of(run))
        return np.where(total == 0, np.nan, total)


@dataclass(frozen=True)
class Ratio(Kind):
    """One sum over another, times a factor (100 for percent); not defined where the lower sum is 0."""

    upper: Amount
    lower: Amount
    times: float = 1.0

    @property
    def needs(self) -> Needs:
        """Return what both amounts need."""
        return self.upper.needs | self.lower.needs

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the ratio of the cell's sums."""
        upper, lower = (of_place(amount.of(run)) for amount in (self.upper, self.lower))
        return self.times * _over(upper, lower)


@dataclass(frozen=True)
class Relative(Kind):
    """One ratio over another, times a factor (100 for percent); not defined where the lower ratio is 0 or not."""

    upper: Ratio
    lower: Ratio
    times: float = 1.0

    @property
    def needs(self) -> Needs:
        """Return what both ratios need."""
        return self.upper.needs | self.lower.needs

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the one ratio over the other."""
        return self.times * _over(self.upper.level(run, of_place), self.lower.level(run, of_place))


@dataclass(frozen=True)
class Product(Kind):
    """Period retention: the product over grades of what each keeps; not defined where nobody is taught."""

    @property
    def needs(self) -> Needs:
        """Return grade, pupils, dropouts and returns."""
        return frozenset(
            ("school_grade", column) for column in ("grade", "pupils", "n_dropouts", "n_returns")
        )

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the product in percent."""
        counts = (of_place(run.sums_by_grade(column)) for column in ("pupils", "n_dropouts", "n_returns"))
        return 100.0 * kept_share(*counts, axis=0)


@dataclass(frozen=True)
class Variation(Kind):
    """The difference coefficient (差异系数) between schools of a resource per pupil: its deviation over its mean.

    Weighted, as officially defined: each school counts by its pupils. Unweighted: each school counts once. Schools
    (or their part in one stage) that fulfil the condition and have pupils.
    """

    resource: str
    where: tuple[str, tuple]
    is_weighted: bool

    @property
    def needs(self) -> Needs:
        """Return what the moments need."""
        return self._moment(_number).needs

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return the coefficient from weight, weighted sum and weighted sum of squares over schools."""
        moments = _WEIGHTED if self.is_weighted else _UNWEIGHTED
        return coefficient(*(of_place(self._moment(one).of(run)) for one in moments))

    def _moment(self, of_row: Callable[..., np.ndarray]) -> Amount:
        return RowTotal("school", (self.resource, "pupils"), of_row, self.where)


def coefficient(weight: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return deviation over mean from weight, weighted sum and weighted sum of squares; NaN without a mean above 0."""
    mean = _over(first, weight)
    variance = _over(second, weight) - mean**2
    return _over(np.sqrt(np.where(variance < _ROUNDING * mean**2, 0.0, variance)), mean)


def _over(upper: np.ndarray, lower: np.ndarray, otherwise: float = np.nan) -> np.ndarray:
    """Return a ratio, `otherwise` where the lower number is 0 or not defined."""
    return np.divide(upper, lower, out=np.full(np.shape(upper), otherwise), where=lower > 0)


def _number(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return (pupils > 0).astype(float)


def _pupils(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return pupils


def _resource(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return resource * (pupils > 0)


def _per_pupil(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return _over(resource, pupils, 0.0)


def _square_per_pupil(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return resource * _per_pupil(resource, pupils)


def _square_of_per_pupil(resource: np.ndarray, pupils: np.ndarray) -> np.ndarray:
    return _per_pupil(resource, pupils) ** 2


# Weight, weighted sum and weighted sum of squares of a resource per pupil.
_WEIGHTED = (_pupils, _resource, _square_per_pupil)
_UNWEIGHTED = (_number, _per_pupil, _square_of_per_pupil)
