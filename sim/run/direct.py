"""Run a scenario without a folder: tables read, start built or taken from the last ones, records kept in memory."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from sim.base.yaml_checks import whole
from sim.base.yaml_checks import years as checked_years
from sim.base.yaml_reading import shown
from sim.inputs.kept_start import build_start
from sim.inputs.kept_tables import KeptTables, folder_sha256
from sim.run.batch import cores
from sim.run.batch_file import LAST_SEED, MOST_DRAWS
from sim.run.changes import said
from sim.run.engine import run_one
from sim.run.parameters import draw_parameters
from sim.run.plan import check_scenario
from sim.run.result import Run
from sim.run.scenario import Scenario
from sim.world.start import Start
from sim.world.trace import Trace

STARTS_KEPT = 8  # a start of Tonghua takes about 30 MB
MOST_THREADS = 1024


def run_in_memory(
    scenario: Scenario, *, seed: int, draw: int, years: tuple[int, int] | None, threads: int | None,
    trace: Trace | None = None,
) -> Run:  # fmt: skip
    """Return the run of a scenario; see `sim.run.face.simulate`."""
    seed = whole(said(seed, "simulate(seed=...)"), 0, LAST_SEED)
    draw = whole(said(draw, "simulate(draw=...)"), 0, MOST_DRAWS)
    threads = cores() if threads is None else whole(said(threads, "simulate(threads=...)"), 1, MOST_THREADS)
    span = scenario.years if years is None else checked_years(said(years, "simulate(years=...)"))
    version = folder_sha256(scenario.input_dir)
    tables = _tables(scenario.input_dir, version)
    check_scenario(scenario, tables, span)
    numbers = draw_parameters(scenario.parameters, draw)
    start = _start(scenario.input_dir, version, draw, tuple(sorted(numbers.items())))
    done = run_one(
        scenario, tables, draw=draw, seed=seed, numbers=numbers, start=start, years=span, threads=threads,
        trace=trace,
    )  # fmt: skip
    return Run(scenario, draw, seed, span, done.seconds, numbers, done.tables)


@lru_cache(maxsize=2)
def _tables(folder: Path, version: str) -> KeptTables:
    """Return the tables of a folder; `version` is the hash of its files, so that a change is seen."""
    return KeptTables(Path(shown(folder)), version)


@lru_cache(maxsize=STARTS_KEPT)
def _start(folder: Path, version: str, draw: int, numbers: tuple[tuple[str, float], ...]) -> Start:
    """Return the start of a draw."""
    return build_start(_tables(folder, version), dict(numbers), draw)
