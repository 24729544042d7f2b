"""What the levers of lines share: pupils with a long way by settlement, and lines built for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.base.number import Number
from sim.kernels.line_builder import build_lines, far_pairs
from sim.rules.orders import AddBuses, EndLine, OpenBusLine, OpenTransitLine
from sim.rules.view import View

MOST_SEATS = 1_000_000  # pupils of a line where buses are bought for all
OF_LINES = OpenBusLine | OpenTransitLine | AddBuses | EndLine


def planning_numbers(wait: float) -> tuple[Number, ...]:
    """Return what a bureau reckons with when it plans a line; the run's own paces may differ (`wait` in minutes)."""
    return (
        Number("detour", 1.35, 1.2, 1.6, "ratio", "assumption: as the model's own", "assumption", "2017",
               Say("road distance over straight line, for planning", "规划用绕行系数"), (1, 4)),
        Number("kmh", 33, 28, 40, "km/h", "estimate: 28 km/h with a stop of a minute every 3 km; at most 60 km/h "
               "(校车安全管理条例 第三十五条)", "estimate", "2017",
               Say("pace between stops, for planning", "规划用站间车速"), (5, 60)),
        Number("stop_minutes", 1, 0.5, 2, "minutes/stop", "assumption", "assumption", "2017",
               Say("time at a stop, for planning", "规划用停靠时间"), (0, 10)),
        Number("wait", wait, 1, 12, "minutes", "assumption", "assumption", "2017",
               Say("waiting at the stop, for planning", "规划用候车时间"), (0, 60)),
    )  # fmt: skip


def minutes_from(of_whom: str, zh: str) -> Number:
    """Return the number that tells from which way on pupils are in need of a line."""
    return Number(
        "minutes_from", 30, 30, 30, "minutes", "国办发〔2018〕27号: about half an hour (grades 1-3)", "read", "2018",
        Say(f"one-way minutes beyond which {of_whom}", zh), (0, 240),
    )  # fmt: skip


@dataclass(frozen=True)
class Demand:
    """Pupils who ride to schools by a long way, a row a settlement and school.

    Attributes
    ----------
    home, school : int arrays (pairs,)
        Positions among the county's settlements and schools of the view.
    pupils : int array (pairs,)
    minutes : float array (pairs,)
        Their mean one-way minutes.
    """

    home: np.ndarray
    school: np.ndarray
    pupils: np.ndarray
    minutes: np.ndarray

    def of(self, which: np.ndarray) -> "Demand":
        """Return some of the pairs."""
        return Demand(self.home[which], self.school[which], self.pupils[which], self.minutes[which])


def demand(view: View, minutes_from: float) -> Demand:
    """Return the pupils whose way is longer than `minutes_from`, or than the rule allows, and who do not walk.

    Schools planned to close are left out, and places where a line to the school stops, or will.
    """
    t = view.trips
    far, pupils = far_pairs(t.riders, t.beyond, t.minutes, float(minutes_from))
    number, closing = view.settlements.number, view.closing()
    served = {(one.school_id, stop) for one in lines_there(view) for stop in one.stops}
    home, school = t.home[far], t.school[far]
    pairs = enumerate(zip(school.tolist(), number[home].tolist(), strict=True))
    ids = view.school_ids
    kept = [k for k, (at, stop) in pairs if ids[at] not in closing and (ids[at], stop) not in served]
    return Demand(home[kept], school[kept], pupils[kept], t.minutes[far[kept]])


def ends_worth_a_line(end: np.ndarray, pupils: np.ndarray, least_pupils: float) -> list[int]:
    """Return the ends, ascending, to which enough pupils ride for `planned_lines` to find a line.

    `end` and `pupils` are int arrays (pairs,), as of `Demand`.
    """
    is_asked, riders = np.bincount(end) > 0, np.bincount(end, pupils)
    return np.flatnonzero(is_asked & (riders >= int(least_pupils))).tolist()


def displaced_demand(view: View, row: int, into: int, first_grade: int, pace: tuple[float, float]) -> Demand:
    """Return the pupils of a school from a grade on by settlement, as if they rode to another at a bureau's pace.

    Grades are known by band: a band counts where most of its grades do. `pace` as in `sim.policies.closing`.
    """
    at, bands = view.settlements, np.array([first_grade <= middle for middle in (2, 5, 8)])
    mine = np.flatnonzero(view.trips.school == row)
    home, pupils = view.trips.home[mine], view.trips.pupils[mine][:, bands].sum(axis=1)
    km = np.hypot(at.x[home] - view.x[into], at.y[home] - view.y[into])
    some = pupils > 0
    minutes = pace[0] + pace[1] * km[some]
    return Demand(home[some], np.full(some.sum(), into), pupils[some], minutes)


def lines_there(view: View) -> Iterable:
    """Return the lines that run and those planned to open: anything with `school_id` and `stops`."""
    planned = [one for one in view.planned if isinstance(one, OpenBusLine)]
    return (*(one for one in view.lines if one.school_id), *planned)


def places_of(wanted: Demand) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the homes, the pupils of each, and the shortest minutes of any that a line must keep to."""
    homes, at = np.unique(wanted.home, return_inverse=True)
    pupils = np.bincount(at, wanted.pupils, len(homes)).astype(np.int64)
    minutes = np.full(len(homes), np.inf)
    np.minimum.at(minutes, at, wanted.minutes)
    return homes, pupils, minutes


def planned_lines(
    view: View, wanted: Demand, end: tuple[float, float], seats: int, least_pupils: float, v: Mapping[str, float]
) -> list[tuple[tuple[int, ...], int]]:  # fmt: skip
    """Return the lines that bring pupils to one point: numbers of the settlements in driving order, and their pupils.

    Nobody is to be aboard longer than `minutes_max`, nor on the way longer than now.

    Parameters
    ----------
    end : (float, float)
        Kilometres east and north of the region's origin.
    seats : int
        Most pupils of a line.
    v : mapping of str to float
        Values of the lever: `planning_numbers` and `minutes_max`.
    """
    if wanted.pupils.sum() < int(least_pupils):
        return []
    homes, pupils, minutes = places_of(wanted)
    x, y = np.append(view.settlements.x[homes], end[0]), np.append(view.settlements.y[homes], end[1])
    km = np.hypot(x[:, None] - x, y[:, None] - y) * v["detour"]
    allowed = np.minimum(v["minutes_max"], minutes - v["wait"])
    line, position = build_lines(
        km, pupils, allowed, seats, int(least_pupils), float(v["kmh"]), float(v["stop_minutes"])
    )
    out = []
    for which in range(int(line.max(initial=-1)) + 1):
        rows = np.flatnonzero(line == which)
        rows = rows[np.argsort(position[rows])]
        out.append((tuple(int(n) for n in view.settlements.number[homes[rows]]), int(pupils[rows].sum())))
    return out
