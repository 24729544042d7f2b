"""The engine: one run, from a start and a scenario to record tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

from sim.base.memory import give_back
from sim.inputs.kept_start import build_start
from sim.inputs.kept_tables import KeptTables
from sim.processes.year import first_year, year
from sim.records.columns import RecordTable
from sim.records.recorder import Recorder
from sim.rules.admission import AdmissionRule
from sim.rules.policy import Policy
from sim.run.scenario import Scenario
from sim.run.spent import Spent, Watch
from sim.world.region import Region
from sim.world.start import Start
from sim.world.trace import NoTrace

if TYPE_CHECKING:
    from sim.inputs.tables import InputTables

LARGE = 100_000  # children from which freed memory is handed back to the system


@dataclass
class RunResult:
    """What a run leaves: record tables, seconds of the simulation, what each process took."""

    tables: dict[str, RecordTable]
    seconds: float
    profile: dict[str, Spent] = field(default_factory=dict)
    child_years: int = 0


def simulate(
    start: Start,
    numbers: Mapping[str, float],
    policies: tuple[Policy, ...],
    *,
    seed: int,
    last_year: int,
    admission: tuple[AdmissionRule, ...] = (),
    threads: int = 1,
    check: bool = False,
    trace: NoTrace | None = None,
    owns_start: bool = False,
    watch: Watch | None = None,
) -> tuple[Region, Recorder, int]:
    """Run the start year and every further one to `last_year`; return region, recorder and child-years simulated."""
    region = Region(
        start,
        numbers,
        policies,
        seed,
        admission=admission,
        threads=threads,
        check=check,
        owns_start=owns_start,
    )
    if trace is not None:
        region.trace = trace
        trace.begin(region)
    recorder = Recorder()
    steps = year(*recorder.steps())
    if watch is not None:
        steps = tuple(map(watch.over, steps))
    region.plan = first_year(steps)
    child_years = 0
    for _ in range(start.year, last_year + 1):
        region.step()
        child_years += len(region.children)
        region.plan = steps
    return region, recorder, child_years


def _let_go(region: Region) -> None:
    """Give back the memory of the people of a region that is done with: what is recorded takes their place."""
    is_large = len(region.children) >= LARGE
    for people in (region.children, region.households, region.teachers):
        people.release()
    if is_large:
        give_back()


def run_one(
    scenario: Scenario, tables: InputTables | KeptTables, *, draw: int, seed: int, numbers: Mapping[str, float],
    start: Start | None = None, owns_start: bool = False,
    years: tuple[int, int], threads: int = 1, check: bool = False, profile: bool = False, trace: NoTrace | None = None,
) -> RunResult:  # fmt: skip
    """Run one scenario with one draw and seed.

    Parameters
    ----------
    start : Start, optional
        The start of the draw; built here when not given.
    owns_start : bool
        The start is for this run alone, which then changes its tables instead of copies.
    years : (int, int)
        First school year (that of the tables) and last, both included.
    profile : bool
        Measure what each process takes.
    trace : Trace, optional
        Keeps what happens to some children.

    Returns
    -------
    RunResult
        Depends on scenario, tables, draw, seed, numbers and years; never on threads, check, profile or trace.
    """
    if start is None:
        start, owns_start = build_start(tables, numbers, draw), True
    watch = Watch() if profile else None
    begun = perf_counter()
    region, recorder, child_years = simulate(
        start,
        numbers,
        scenario.policies,
        seed=seed,
        last_year=years[1],
        admission=scenario.admission,
        threads=threads,
        check=check,
        trace=trace,
        owns_start=owns_start,
        watch=watch,
    )
    if trace is None:
        _let_go(region)
    begun_tables = perf_counter()
    join = recorder.tables if watch is None else watch.watched("record_tables", recorder.tables)
    record_tables = join()
    seconds = perf_counter() - begun
    took = {**region.seconds, "record_tables": perf_counter() - begun_tables}
    spent = {} if watch is None else watch.with_seconds(took)
    return RunResult(record_tables, seconds, spent, child_years)
