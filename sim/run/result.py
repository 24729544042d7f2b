"""What `simulate` returns: the records of one run as pandas tables, with what they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from sim.base.errors import Say, unknown
from sim.records.columns import RecordTable
from sim.records.declared import TABLES
from sim.records.frames import RecordFrames
from sim.run.scenario import Scenario


class Run:
    """One run in memory: ``run["school_grade"]`` is a record table as a pandas frame.

    Attributes
    ----------
    scenario : Scenario
    draw, seed : int
    years : (int, int)
        First and last school year, both included.
    seconds : float
        Time of the simulation.
    numbers : dict of str to float
        Value of every parameter in this draw.
    tables : mapping of str to DataFrame
        Every record table by name (docs/dictionary.md), rows in the order of the keys; whole numbers are int64, texts
        plain strings. Made when asked for.
    """

    def __init__(
        self,
        scenario: Scenario,
        draw: int,
        seed: int,
        years: tuple[int, int],
        seconds: float,
        numbers: Mapping[str, float],
        records: Mapping[str, RecordTable],
    ) -> None:
        self.scenario, self.draw, self.seed, self.years = scenario, draw, seed, years
        self.seconds, self.numbers = seconds, dict(numbers)
        self.tables = RecordFrames(records)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Return one record table.

        Raises
        ------
        UserError
            When there is no such table; the message names the nearest and lists all.
        """
        if table not in self.tables:
            raise unknown(Say("record table", "记录表"), str(table), self.tables, "run[...]")
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        """Go through the names of the tables; so ``"classes" in run`` asks for one."""
        return iter(self.tables)

    @property
    def records_sha256(self) -> str:
        """Return the hash of the records, as the manifest of a batch states it for the same run."""
        return self.tables.sha256()

    def __repr__(self) -> str:
        first, last = self.years
        usual = " (usual values)" if self.draw == 0 else ""
        whose = f"draw {self.draw}{usual}, seed {self.seed}, {self.seconds:.1f} s"
        width = max(map(len, self.tables), default=0)
        lines = [
            f"  {name:{width}} {self.tables.rows_of(name):>9,} rows  {_short(TABLES[name].meaning.en)}"
            for name in self.tables
        ]
        return "\n".join([f"Run of {self.scenario.name}, {first}-{last}: {whose}", *lines])

    def _ipython_key_completions_(self) -> list[str]:
        """Offer the names of the tables after ``run["``."""
        return list(self.tables)


def _short(meaning: str) -> str:
    """Return the words before the first colon or semicolon."""
    return meaning.partition(":")[0].partition(";")[0]
