"""Amounts of yuan from the table of money: by kind for counties, and what is told of schools by zone kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.indicators.amounts import Amount, Needs, Total
from sim.indicators.run_tables import N_ZONES, RunTables
from sim.indicators.school_amounts import PUBLIC_ONLY, places, schools_of
from sim.rules.money_kinds import MONEY_KINDS, OUT

YUAN = "yuan"


def kinds_of(side: str, account: str) -> tuple[str, ...]:
    """Return the kinds of money of a side (in, out, memo) and an account (running, capital)."""
    return tuple(k.name for k in MONEY_KINDS.values() if (k.side, k.account) == (side, account))


def spent(account: str) -> tuple[str, ...]:
    """Return the kinds of money spent on an account: those that go out and are not left over or passed on."""
    return tuple(kind for kind in kinds_of(OUT, account) if MONEY_KINDS[kind].is_spent)


def all_money(kinds: tuple[str, ...]) -> Total:
    """Return yuan of some kinds, of schools and of counties as a whole."""
    return Total("money", YUAN, ("kind", kinds))


@dataclass(frozen=True)
class SchoolMoney(Amount):
    """Yuan of some kinds told of public schools, by the zone kind they stand in; what counties hold is left out."""

    kinds: tuple[str, ...]

    @property
    def needs(self) -> Needs:
        """Return kind, school and yuan, where the school stands and who runs it."""
        return frozenset(
            {
                *(("money", name) for name in ("kind", "school_id", YUAN)),
                *(("school", name) for name in ("school_id", "ownership")),
            }
        )

    def make(self, run: RunTables) -> np.ndarray:
        """Return yuan by zone kind and together; NaN by stage, which money does not tell."""
        rows = run.rows("money", "kind", self.kinds) & ~run.rows("money", "school_id", ("",))
        ids = tuple(run.texts("school", "school_id"))
        school = run.codes("money", "school_id", (*ids, ""))[rows]
        year, yuan = run.year_codes("money")[rows], run.values("money", YUAN)[rows]
        at = places(run)[school, year]
        if (at < 0).any():
            raise ValueError("money: a school has no row in the table school that year")
        is_public = schools_of(run, run.rows("school", *PUBLIC_ONLY))[school, year]
        at, year, yuan = at[is_public], year[is_public], yuan[is_public]
        n = len(run.counties) * N_ZONES * len(run.years)
        summed = np.bincount(at * len(run.years) + year, yuan, n).reshape(len(run.counties), N_ZONES, -1)
        out = run.nowhere()
        out[:, 1:, 0], out[:, 0, 0] = summed, summed.sum(axis=1)
        return out
