"""One partition of a run whose counties are held apart: a region in step with others, with which it exchanges.

Each partition holds the people, teachers and bureaus of some counties; records do not depend on how counties are shared
out. The steps of the year are those of every run, with the exchanges between them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.rules.orders import Build
from sim.run.own_rows import RowsHeld, Tables
from sim.run.scenario import Scenario
from sim.world.peers import Link, Peers
from sim.world.region import Region, Step
from sim.world.start import Start
from sim.world.visits import Visit, move_families, pupils_elsewhere

_SEEN = ("quality_base", "quality_change", "quality_helped")


@dataclass(frozen=True)
class Asked:
    """What is asked of every partition of a run: scenario, numbers of the draw, seed, last year, expensive checks."""

    scenario: Scenario
    numbers: Mapping[str, float]
    seed: int
    last_year: int
    check: bool = False


@dataclass
class Part:
    """What a partition leaves.

    Attributes
    ----------
    tables : dict of str to RecordTable
        Record rows of its counties.
    child_years : int
    seconds : dict of str to float
        By step of the year; waiting for others counts.
    """

    tables: Tables
    child_years: int
    seconds: dict[str, float]


def run_part(link: Link, start: Start, asked: Asked, part_of: np.ndarray, number: int) -> Part:
    """Run the counties of one partition beside the others.

    Parameters
    ----------
    start : Start
        Of the partition, which changes its tables; see `part_of_start`.
    """
    scenario, peers = asked.scenario, Peers(link, part_of, number)
    region = Region(
        start, asked.numbers, scenario.policies, asked.seed, admission=scenario.admission, check=asked.check,
        owns_start=True, peers=peers,
    )  # fmt: skip
    recorder = Recorder(RowsHeld(region))
    steps, child_years = year(*recorder.steps()), 0
    for this_year in range(start.year, asked.last_year + 1):
        region.plan = with_exchanges(first_year(steps) if this_year == start.year else steps)
        region.step()
        child_years += len(region.children)
    for people in (region.children, region.households, region.teachers):
        people.release()  # what is recorded takes their place
    return Part(recorder.tables(), child_years, region.seconds)


def with_exchanges(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps of a year with the exchanges of a partition between them."""
    visits: list[Visit] = []

    def step(name: str, why: str, act: Callable[[Region], None]) -> Step:
        return Step(name, "peers", why, lambda region, rules, orders: act(region))

    def come_home(region: Region) -> None:
        visits.pop().end()

    away = step(
        "pupils_visit", "beds, seats and care are given by the school",
        lambda region: visits.append(Visit(region, pupils_elsewhere(region))),
    )  # fmt: skip
    before = {
        "network": Step(
            "qualities_told", "peers", "a new school may be like those of other counties", _tell_qualities
        ),
        "money": step("books_settled", "flows are recorded where they belong", lambda r: r.peers.settle(r)),
    }
    after = {
        "moves": step("families_move", "a family belongs where it lives", move_families),
        "admission": step("books_settled", "the census counts people where they belong", lambda r: r.peers.settle(r)),
        "dropout": step("pupils_home", "the second term asks for places at home", come_home),
    }  # fmt: skip
    out: list[Step] = []
    at_school = "classes" if any(one.name == "classes" for one in steps) else "travel"
    for one in steps:
        out += [away] if one.name == at_school else []
        out += [*filter(None, (before.get(one.name),)), one, *filter(None, (after.get(one.name),))]
    return tuple(out)


def _tell_qualities(region: Region, rules, orders) -> None:
    """Let everybody know what families think of schools, in a year in which one may be built."""
    opens = any(estate.order.year == region.year for estate in region.estates)
    if opens or any(isinstance(order, Build) for order in orders):
        s = region.schools
        s.put(slice(None), {name: region.peers.everywhere(s[name], s["county"]) for name in _SEEN})
