"""Amounts that look back: entrants and births of the cohort, from the run or from the known past, and its losses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.school_year import school_year_births
from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import STAGES
from sim.indicators.run_tables import RunTables
from sim.kernels.codes import GRADES


@dataclass(frozen=True)
class EntrantsBefore(Amount):
    """Entrants to a grade, 1 or 7, of some years before: of the run, or of `history` where that is before the run.

    A year that neither tells is not a number; nothing is interpolated.
    """

    years: int
    grade: int = 1

    @property
    def needs(self) -> Needs:
        """Return grade, entrants, and the known past."""
        return frozenset({("school_grade", "grade"), ("school_grade", "n_entrants")} | _HISTORY)

    def make(self, run: RunTables) -> np.ndarray:
        """Return entrants of the place as a whole, for all stages and the one they enter."""
        inside = run.sums_by_grade("n_entrants")[self.grade - 1, :, 0, 0]
        years = run.years[0] - self.years + np.arange(len(run.years))
        past = _history(run, _SERIES[self.grade], years)
        out = _whole(run, _shifted(past, inside, self.years))
        out[:, 0, STAGES.index(_STAGE[self.grade])] = out[:, 0, 0]
        return out


@dataclass(frozen=True)
class BirthsBefore(Amount):
    """Births to residents of some school years before.

    The run tells those from its second record year on (since the census before); `history` tells calendar years.
    """

    years: int

    @property
    def needs(self) -> Needs:
        """Return births of the run, and the known past."""
        return frozenset({("county", "births")} | _HISTORY)

    def make(self, run: RunTables) -> np.ndarray:
        """Return births of the place as a whole."""
        years = run.years[0] - self.years + np.arange(len(run.years))
        past = school_year_births(
            _history(run, "births_resident", years - 1), _history(run, "births_resident", years)
        )
        inside = run.sums("county", run.values("county", "births"))[:, 0, 0, 1:]
        return _whole(run, _shifted(past, inside, self.years + 1))


@dataclass(frozen=True)
class CohortLoss(Amount):
    """Net dropout of the class now in grade 9 over its nine years: dropouts less returns; NaN if it began before."""

    @property
    def needs(self) -> Needs:
        """Return grade, dropouts and returns."""
        return frozenset(("school_grade", column) for column in ("grade", "n_dropouts", "n_returns"))

    def make(self, run: RunTables) -> np.ndarray:
        """Return the loss along the diagonal: grade g eight less g-1 years before."""
        lost = run.sums_by_grade("n_dropouts") - run.sums_by_grade("n_returns")
        out = run.nowhere()
        n_known = max(len(run.years) - GRADES + 1, 0)
        out[..., GRADES - 1 :] = sum(lost[g, ..., g : g + n_known] for g in range(GRADES))
        return out


_STAGE = {1: "primary", 7: "junior"}  # entered with a grade
_SERIES = {1: "entrants", 7: "entrants_junior"}  # of `history`, by grade entered
_HISTORY = {("history", "series"), ("history", "persons")}


def _history(run: RunTables, series: str, years: np.ndarray) -> np.ndarray:
    """Return a series of the known past, float (counties, years); NaN where no row tells it."""
    rows = run.rows("history", "series", (series,))
    county, year = run.county_codes("history")[rows], run.values("history", "year")[rows].astype(np.int64)
    inside = (years[0] <= year) & (year <= years[-1])
    out = np.full((len(run.counties), len(years)), np.nan)
    out[county[inside], year[inside] - years[0]] = run.values("history", "persons")[rows][inside]
    return out


def _shifted(past: np.ndarray, inside: np.ndarray, years: int) -> np.ndarray:
    """Return `past` (counties, years), from place `years` on replaced by `inside`, what the run itself tells."""
    out = past.copy()
    out[:, years:] = inside[:, : max(past.shape[1] - years, 0)]
    return out


def _whole(run: RunTables, values: np.ndarray) -> np.ndarray:
    """Return an amount (counties, years) of the place as a whole."""
    out = run.nowhere()
    out[:, 0, 0] = values
    return out
