"""The command that compiles: `sim warm`."""

from __future__ import annotations

from argparse import Namespace
from compileall import compile_dir
from pathlib import Path
from time import perf_counter

from sim.base.errors import Say

YEARS = 4  # lines of school buses, seats and rules that come later than the first year are met by then


def warm(asked: Namespace) -> int:
    """Simulate the first years of a scenario, keep only what was compiled on the way, and say how much that was.

    The sources are compiled to Python's bytecode too, which a process that may not write it would do each time.
    """
    from sim.base.kernel_cache import compiled_kernels
    from sim.inputs.tables import read_tables
    from sim.run.engine import build_start, run_one
    from sim.run.parameters import draw_parameters
    from sim.run.scenario import load_scenario

    begun = perf_counter()
    compile_dir(Path(__file__).parents[1], quiet=2)
    scenario = load_scenario(asked.scenario)
    tables = read_tables(scenario.input_dir)
    numbers = draw_parameters(scenario.parameters, 0)
    years = (tables.start_year, min(tables.start_year + YEARS - 1, scenario.years[1]))
    start = build_start(tables, numbers, 0)
    run_one(scenario, tables, draw=0, seed=1, numbers=numbers, start=start, years=years)
    kernels, seconds = compiled_kernels(), perf_counter() - begun
    print(
        Say(
            f"{len(kernels.here)} kernels compiled and kept, {kernels.from_cache} were there; {seconds:.1f} s",
            f"新编译并缓存 {len(kernels.here)} 个内核，已有 {kernels.from_cache} 个；用时 {seconds:.1f} 秒",
        ).text(asked.lang)
    )
    return 0
