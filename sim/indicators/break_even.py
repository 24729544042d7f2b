"""Break-even years: after how many years what is built once costs no more than the bus it makes needless."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Amount, Needs
from sim.indicators.cells import STAGES, ZONES
from sim.indicators.kinds import Kind, OfPlace
from sim.indicators.run_tables import RunTables

_LEVEL = "price_level"


@dataclass(frozen=True)
class BreakEven(Kind):
    """The price of a unit / (yearly cost of a pupil on a bus, less that of a pupil at what is built), in years.

    Not defined where no line runs, where nobody uses what is built though its yearly cost is asked for, or where a year
    there costs as much as a year by bus: then it never breaks even.

    Attributes
    ----------
    price : str
        Field of the rulebook, yuan a unit; times `price_level`. Places together take the mean of their counties.
    running, riders : Amount
        Yearly cost of lines, and the pupils on them.
    keeping, users : Amount or None
        Yearly cost of what is built, and the pupils at it; None costs nothing.
    """

    price: str
    running: Amount
    riders: Amount
    keeping: Amount | None = None
    users: Amount | None = None

    @property
    def needs(self) -> Needs:
        """Return the rulebook and what the amounts need."""
        amounts = [one for one in (self.running, self.riders, self.keeping, self.users) if one is not None]
        rules = frozenset({("rulebook", "field"), ("rulebook", "value")})
        return rules.union(*(one.needs for one in amounts))

    def level(self, run: RunTables, of_place: OfPlace) -> np.ndarray:
        """Return years."""
        saved = _share(of_place(self.running.of(run)), of_place(self.riders.of(run)))
        if self.keeping is not None:
            saved = saved - _share(of_place(self.keeping.of(run)), of_place(self.users.of(run)))
        price, counties = (of_place(one) for one in (_prices(run, self.price), _prices(run, "")))
        return np.divide(_share(price, counties), saved, out=np.full(saved.shape, np.nan), where=saved > 0)


def _prices(run: RunTables, field: str) -> np.ndarray:
    """Return a price of the rulebook, ones for '', the same in every cell: (counties, zones, stages, years)."""

    def make() -> np.ndarray:
        by_county = _of_county(run, field) * _of_county(run, _LEVEL) if field else np.ones(_shape(run))
        return np.broadcast_to(
            by_county[:, None, None, :], (by_county.shape[0], len(ZONES), len(STAGES), by_county.shape[1])
        )

    return run.once(("prices", field), make)


def _shape(run: RunTables) -> tuple[int, int]:
    return len(run.counties), len(run.years)


def _of_county(run: RunTables, field: str) -> np.ndarray:
    """Return a field of the rulebook, float (counties, years)."""
    out, rows = np.full(_shape(run), np.nan), run.rows("rulebook", "field", (field,))
    at = run.county_codes("rulebook")[rows], run.year_codes("rulebook")[rows]
    out[at] = run.values("rulebook", "value")[rows]
    return out


def _share(upper: np.ndarray, lower: np.ndarray) -> np.ndarray:
    """Return a ratio, NaN where the lower number is 0."""
    return np.divide(upper, lower, out=np.full(np.shape(upper), np.nan), where=lower > 0)
