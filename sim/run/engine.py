"""The engine: one run, from a start and a scenario to record tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import InputTables
from sim.processes.year import first_year, year
from sim.records.columns import RecordTable
from sim.records.recorder import Recorder
from sim.rules.admission import AdmissionRule
from sim.rules.policy import Policy
from sim.run.scenario import Scenario
from sim.world.region import Region
from sim.world.start import Start
from sim.world.trace import NoTrace


@dataclass
class RunResult:
    """What a run leaves: record tables, seconds of the simulation and of each process."""

    tables: dict[str, RecordTable]
    seconds: float
    profile: dict[str, float] = field(default_factory=dict)
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
) -> tuple[Region, Recorder, int]:
    """Run the start year and every further one to `last_year`; return region, recorder and child-years simulated."""
    region = Region(start, numbers, policies, seed, admission=admission, threads=threads, check=check)
    if trace is not None:
        region.trace = trace
        trace.begin(region)
    recorder = Recorder()
    steps = year(*recorder.steps())
    region.plan = first_year(steps)
    child_years = 0
    for _ in range(start.year, last_year + 1):
        region.step()
        child_years += len(region.children)
        region.plan = steps
    return region, recorder, child_years


def run_one(
    scenario: Scenario, tables: InputTables, *, draw: int, seed: int, numbers: Mapping[str, float],
    start: Start | None = None,
    years: tuple[int, int], threads: int = 1, check: bool = False, profile: bool = False, trace: NoTrace | None = None,
) -> RunResult:  # fmt: skip
    """Run one scenario with one draw and seed.

    Parameters
    ----------
    start : Start, optional
        The start of the draw; built here when not given.
    years : (int, int)
        First school year (that of the tables) and last, both included.

    trace : Trace, optional
        Keeps what happens to some children.

    Returns
    -------
    RunResult
        Depends on scenario, tables, draw, seed, numbers and years; never on threads, check, profile or trace.
    """
    start = build_start(tables, numbers, draw) if start is None else start
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
    )
    begun_tables = perf_counter()
    record_tables = recorder.tables()
    seconds = perf_counter() - begun
    spent = {**region.seconds, "record_tables": perf_counter() - begun_tables} if profile else {}
    return RunResult(record_tables, seconds, spent, child_years)
