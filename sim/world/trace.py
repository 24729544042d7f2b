"""Tracing: processes note what happened to children; without a trace nothing is kept.

A trace only looks, so the records of a run are the same with it. What may be noted is declared in
`sim.world.trace_events`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.world.state import State
from sim.world.trace_events import EVENTS, SCHOOL, VALUES

Value = np.ndarray | str | float | Say


class NoTrace:
    """Keep nothing: the trace of every ordinary run."""

    is_on = False

    def begin(self, region: State) -> None:
        """Take the region of the run, before its first year."""

    def note(self, event: str, year: int, rows: np.ndarray, **values: Value) -> None:
        """Take note of an event of children.

        Parameters
        ----------
        event : str
            Name of the event, one of `EVENTS`.
        year : int
            School year.
        rows : int array (n,)
            Rows of the child table.
        **values : array (n,), text, sentence or number
            What is told of it, for each child or for all.

        Raises
        ------
        ValueError
            For an event or value that is not declared, a list, or an array of another length than `rows`.
        """


@dataclass(frozen=True)
class Told:
    """One event of one child; `values` by name, an array's entry as it stands in it."""

    uid: int
    year: int
    event: str
    values: dict[str, Value]


@dataclass(frozen=True)
class _Note:
    """One event of the children chosen; values as of `NoTrace.note`."""

    event: str
    year: int
    uid: np.ndarray
    values: dict[str, Value]


class Trace(NoTrace):
    """Keep the events of children that `chosen` picks.

    Attributes
    ----------
    region : Region
        That of the run: places by row, for who tells the story.
    """

    is_on = True

    def __init__(self) -> None:
        self.region: State | None = None
        self._notes: list[_Note] = []

    def begin(self, region: State) -> None:
        """Take the region, and note the children it begins with."""
        self.region = region
        c = region.children
        self.note(
            "start.there", region.year, np.arange(len(c)), status=c["status"], school=c["school"],
            grade=c["grade"], settlement=region.households["settlement"][c["household"]],
        )  # fmt: skip

    def note(self, event: str, year: int, rows: np.ndarray, **values: Value) -> None:
        """Keep what concerns the children chosen; see `NoTrace.note`."""
        _check(event, len(rows), values)
        uid = self.region.children["uid"][rows]
        kept = self.chosen(event, year, uid, values)
        if kept.any():
            one = {
                name: value[kept] if isinstance(value, np.ndarray) else value
                for name, value in values.items()
            }
            self._notes.append(_Note(event, year, uid[kept], one))

    def chosen(self, event: str, year: int, uid: np.ndarray, values: dict[str, Value]) -> np.ndarray:
        """Return which children's event is kept, bool (n,)."""
        raise NotImplementedError

    def told(self) -> Iterator[Told]:
        """Yield what was kept, in the order in which it happened, one child after the other."""
        for note in self._notes:
            for k, uid in enumerate(note.uid):
                values = {name: v[k] if isinstance(v, np.ndarray) else v for name, v in note.values.items()}
                yield Told(int(uid), note.year, note.event, values)

    def row_of(self, school_id: str) -> int:
        """Return a school's row, -1 as long as it is not built."""
        ids = self.region.school_ids
        return ids.index(school_id) if school_id in ids else -1


class TraceChildren(Trace):
    """Keep all that happens to some children.

    Parameters
    ----------
    uids : iterable of int
    """

    def __init__(self, uids: Iterable[int]) -> None:
        super().__init__()
        self._uids = np.array(sorted(uids), np.uint64)

    def chosen(self, event: str, year: int, uid: np.ndarray, values: dict[str, Value]) -> np.ndarray:
        """Return whose uid is asked for."""
        return np.isin(uid, self._uids)


class TraceSchool(Trace):
    """Keep what happens to children at a school: an event that names it, and those after it in the same year.

    Parameters
    ----------
    school_id : str
    """

    def __init__(self, school_id: str) -> None:
        super().__init__()
        self._school_id = school_id
        self._year, self._met = 0, np.zeros(0, np.uint64)

    def chosen(self, event: str, year: int, uid: np.ndarray, values: dict[str, Value]) -> np.ndarray:
        """Return who is at the school, asks for it or comes from it, or was in an event of the year before this one."""
        if year != self._year:
            self._year, self._met = year, np.zeros(0, np.uint64)
        row = self.row_of(self._school_id)
        kept = np.isin(uid, self._met)
        if row >= 0:
            for name, value in values.items():
                if VALUES[name] == SCHOOL:
                    kept |= np.asarray(value) == row
        self._met = np.union1d(self._met, uid[kept])
        return kept


class TracePupils(Trace):
    """Keep the pupils of a census: of a school, a grade, a year; what is None is not asked for."""

    def __init__(
        self, school_id: str | None = None, grade: int | None = None, year: int | None = None
    ) -> None:
        super().__init__()
        self._school_id, self._grade, self._year = school_id, grade, year

    def chosen(self, event: str, year: int, uid: np.ndarray, values: dict[str, Value]) -> np.ndarray:
        """Return the pupils asked for."""
        if event != "census.pupil" or self._year not in (None, year):
            return np.zeros(len(uid), bool)
        kept = np.ones(len(uid), bool)
        if self._grade is not None:
            kept &= values["grade"] == self._grade
        if self._school_id is not None:
            kept &= values["school"] == self.row_of(self._school_id)
        return kept


def _check(event: str, n: int, values: dict[str, Value]) -> None:
    """Refuse what is not declared."""
    if event not in EVENTS:
        raise ValueError(f"event {event} is not declared in sim.world.trace_events")
    for name, value in values.items():
        if name not in EVENTS[event]:
            raise ValueError(f"event {event} has no value {name}")
        if isinstance(value, list | tuple):
            raise ValueError(f"{event}: {name} is a {type(value).__name__}, not an array")
        if isinstance(value, np.ndarray) and value.shape != (n,):
            raise ValueError(f"{event}: {name} has shape {value.shape}, not ({n},)")
