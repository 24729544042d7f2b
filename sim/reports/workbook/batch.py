"""What every table knows of its batch: scenarios, runs, reference runs, places by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from sim.base.errors import Say, UserError, unknown
from sim.base.number import CONFIDENCE
from sim.indicators.seat_warnings import WarningRule
from sim.indicators.spread import ENOUGH
from sim.records.batch_folder import BatchFolder, read_batch_folder, twin_of
from sim.records.layout import RunId
from sim.records.reading import read_columns
from sim.reports.entries.folder import Entries
from sim.reports.entries.warnings import warning_rule

PLACE_COLUMNS = ("level", "code", "name", "within", "confidence")


@dataclass(frozen=True)
class Batch:
    """A batch as the workbook reports it.

    Attributes
    ----------
    folder : BatchFolder
    base : str
        Scenario that the others are compared with; its reference run makes the status tables.
    entries : Entries
        What the user entered by hand.
    """

    folder: BatchFolder
    base: str
    entries: Entries = field(default_factory=Entries)

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Return the scenarios with finished runs, in the order of the batch."""
        return tuple(note.name for note in self.folder.scenarios if self.folder.runs_of(note.name))

    @cached_property
    def warning_rule(self) -> WarningRule:
        """Return the rule of the seat warning, as entered or usual."""
        return warning_rule(self.entries)

    @cached_property
    def status_scenario(self) -> str:
        """Return the scenario of the status tables: the base, or the first with a finished run."""
        return self.base if self.base in self.scenarios else self.scenarios[0]

    def told_of(self, scenario: str, statistic: str) -> str:
        """Return the scenario whose runs a statistic in the row of a scenario takes: its own, or the base.

        The base of a scenario under the other dropout scenario is the twin of the base, where that has runs.
        """
        if not statistic.startswith("base"):
            return scenario
        twin = twin_of(self.folder, self.status_scenario)
        is_other = twin is not None and self.folder.note(scenario).dropout == twin.dropout
        return twin.name if is_other and twin.name in self.scenarios else self.status_scenario

    def reference(self, scenario: str) -> RunId:
        """Return the reference run: usual values (draw 0) and the first seed, or the first that is finished."""
        return self.folder.runs_of(scenario)[0]

    def title(self, scenario: str) -> Say:
        """Return the title of a scenario."""
        return next(note.title for note in self.folder.scenarios if note.name == scenario)

    @property
    def has_few_runs(self) -> bool:
        """Tell whether a scenario has too few runs for P10 and P90."""
        return any(len(self.folder.runs_of(name)) < ENOUGH for name in self.scenarios)

    def read(self, table: str, columns: tuple[str, ...], scenario: str | None = None) -> pd.DataFrame:
        """Return columns of a record table of a reference run (by default that of the status tables), as texts."""
        run = self.reference(scenario or self.status_scenario)
        rows = read_columns(self.folder.out, run, table, columns)
        texts = [name for name in rows if not pd.api.types.is_numeric_dtype(rows[name])]
        return rows.astype({name: str for name in texts})

    @cached_property
    def places(self) -> pd.DataFrame:
        """Return places of the reference run, indexed by level and code."""
        return self.read("places", PLACE_COLUMNS).set_index(["level", "code"]).sort_index()

    def name(self, level: str, code: str) -> str:
        """Return the name of a place, its code where it has none."""
        return self.places["name"].get((level, code)) or code

    def codes(self, level: str) -> list[str]:
        """Return the codes of a level, in order."""
        return sorted(code for at, code in self.places.index if at == level)

    def within(self, level: str, code: str) -> str:
        """Return the code of the place that a place lies in."""
        return self.places.at[(level, code), "within"]

    def confidence(self, level: str, codes: tuple[str, ...]) -> str:
        """Return how sure places are together: as the least sure of them; one that a scenario builds is assumed."""
        sure = self.places["confidence"]
        return max((sure.get((level, code), CONFIDENCE[-1]) for code in codes), key=CONFIDENCE.index)

    @cached_property
    def school_points(self) -> pd.DataFrame:
        """Return where schools stand, kilometres east and north, by code; a school built in a run has its own."""
        points = [self.read("places", ("level", "code", "x_km", "y_km"), name) for name in self.scenarios]
        rows = pd.concat(points)
        return rows[rows["level"] == "school"].drop_duplicates("code").set_index("code")[["x_km", "y_km"]]

    @cached_property
    def years_of_room_orders(self) -> frozenset[int]:
        """Return the school years in which the bureaus of a reference run ordered rooms."""
        orders = [self.read("orders", ("year", "unit"), name) for name in self.scenarios]
        return frozenset(int(year) for one in orders for year in one.loc[one["unit"] == "rooms", "year"])

    @cached_property
    def kinds_of_money(self) -> frozenset[str]:
        """Return the kinds of money with any yuan in a reference run."""
        money = [self.read("money", ("kind", "yuan"), name) for name in self.scenarios]
        return frozenset(kind for one in money for kind in one.loc[one["yuan"] != 0, "kind"])

    def years(self) -> range:
        """Return the school years."""
        first, last = self.folder.years
        return range(first, last + 1)


def open_batch(out: Path, base: str, entries: Entries | None = None) -> Batch:
    """Return a batch for its report.

    Raises
    ------
    UserError
        When the folder holds no batch, one of another format or no finished run, or when the base is not in it.
        A batch of one scenario is its own base.
    """
    folder = read_batch_folder(out)
    names = [note.name for note in folder.scenarios]
    if base not in names and len(names) > 1:
        raise unknown(Say("base scenario", "基准情景"), base, names, "--base")
    if not folder.finished:
        raise UserError(
            Say("the batch has no finished run", "该批量没有已完成的运行"),
            where=str(out),
            remedy=Say("finish it with sim batch --resume", "请用 sim batch --resume 完成运行"),
        )
    return Batch(folder, base if base in names else names[0], entries or Entries())
