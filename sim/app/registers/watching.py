"""Watch a run: who is left behind at a census, who changes place on the roll, who drops out and comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.app.registers.children import traits
from sim.kernels.codes import DROPOUTS, DROPPED_OUT, RETURNS
from sim.world.region import Region
from sim.world.trace import NoTrace, Value
from sim.world.watched_register import Change, WatchedRegister

MOVED, ARRIVED, DISPLACED = (
    "moves.family",
    "arrivals.came",
    "network.closed",
)  # what explains a change of school
AFTER_DROPOUT = (
    "transfers.changed"  # told each year after the step of dropout, rows still standing where they did
)
KNOWN_LATER = ("year_left", "month_left", "month_known", "is_visited")


@dataclass(frozen=True)
class Seen:
    """What was seen.

    Attributes
    ----------
    year : int
    region : Region
        After the run's last year.
    left_behind : DataFrame
        Pupils of the census with rural hukou and a parent away; columns of `traits`, with uid, school and grade.
    absent : DataFrame
        Who had dropped out before that census and not come back; likewise.
    changes : DataFrame
        A row a child and flow of the year; likewise, with `flow`, `how` and `order`, the order in which they happened.
    returned : DataFrame
        uid and year of every return of the run.
    explained : dict of str to uint64 array
        Children whom an event of the year concerned.
    """

    year: int
    region: Region
    left_behind: pd.DataFrame
    absent: pd.DataFrame
    changes: pd.DataFrame
    returned: pd.DataFrame
    explained: dict[str, np.ndarray]


class RegisterTrace(NoTrace):
    """Keep what the registers of one school year tell of children; it only looks.

    Parameters
    ----------
    year : int
    """

    is_on = True

    def __init__(self, year: int) -> None:
        self._year = year
        self._region: Region | None = None
        self._left_behind = self._absent = pd.DataFrame()
        self._changes: list[pd.DataFrame] = []
        self._returned: list[pd.DataFrame] = []
        self._out, self._months = np.zeros(0, np.int64), pd.DataFrame()
        self._explained: dict[str, list[np.ndarray]] = {MOVED: [], ARRIVED: [], DISPLACED: []}

    def begin(self, region: Region) -> None:
        """Put a register in place that tells of each change; see `NoTrace.begin`."""
        self._region = region
        region.register = WatchedRegister(region, self._changed)

    def note(self, event: str, year: int, rows: np.ndarray, **values: Value) -> None:
        """Keep whom the census of the year finds, and whom an event explains; see `NoTrace.note`."""
        if year != self._year:
            return
        if event == "census.pupil":
            c, h = self._region.children, self._region.households
            family = c["household"][rows]
            is_left = (h["is_rural_hukou"][family] > 0) & (h["parents_away"][family] > 0)
            self._left_behind = self._kept(rows[is_left])
        elif event == "census.absent":
            self._absent = self._kept(rows[self._region.children["status"][rows] == DROPPED_OUT])
        elif event == AFTER_DROPOUT:
            self._months = self._kept(self._out)[["uid", *KNOWN_LATER]]
        elif event in self._explained:
            self._explained[event].append(self._region.children["uid"][rows].copy())

    def seen(self) -> Seen:
        """Return what was seen, after the run."""
        uids = {event: np.concatenate([np.zeros(0, np.uint64), *of]) for event, of in self._explained.items()}
        nobody = self._kept(np.zeros(0, np.int64)).assign(flow=0, how="", order=0)
        changes = pd.concat([nobody, *self._changes], ignore_index=True)
        returned = pd.concat([nobody[["uid"]].assign(year=0), *self._returned])
        return Seen(
            self._year,
            self._region,
            self._left_behind,
            self._absent,
            self._with_months(changes),
            returned,
            uids,
        )

    def _with_months(self, changes: pd.DataFrame) -> pd.DataFrame:
        """Return the changes with what is known of dropouts only after they are on the register."""
        out = changes.flow == DROPOUTS
        months = self._months.set_index("uid").reindex(changes.uid[out])
        changes.loc[out, list(KNOWN_LATER)] = months.to_numpy()
        return changes

    def _changed(self, change: Change) -> None:
        """Keep the changes of the year, and of all years who came back."""
        region = self._region
        if change.flow == RETURNS:
            uid = region.children["uid"][change.rows]
            self._returned.append(pd.DataFrame({"uid": uid, "year": region.year}))
        if region.year == self._year:
            if change.flow == DROPOUTS:
                self._out = change.rows
            told = self._kept(change.rows).assign(
                flow=change.flow, how=change.how, order=len(self._changes), school=change.school, grade=change.grade
            )  # fmt: skip
            self._changes.append(told)

    def _kept(self, rows: np.ndarray) -> pd.DataFrame:
        return traits(self._region, rows)
