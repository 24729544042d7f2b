"""Two functions for notebooks and scripts: `load` a scenario, `simulate` it.

They import what they need when they are called, so that `from sim.run import load, simulate` costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.run.result import Run
    from sim.run.scenario import Scenario
    from sim.world.trace import Trace


def load(name_or_path: str | Path) -> Scenario:
    """Return a scenario (情景), checked.

    Parameters
    ----------
    name_or_path : str or Path
        A YAML file, or a name such as ``tonghua/baseline``.

    Raises
    ------
    UserError
        When it is not found (the message lists the scenarios there are) or anything in it is wrong.

    Examples
    --------
    >>> from sim.run import load, simulate
    >>> baseline = load("tonghua/baseline")
    >>> weaker = baseline.with_lever("class_size_cap", strength=0.5)
    >>> run = simulate(weaker, years=(2017, 2025))
    >>> run["school_grade"].groupby("year")["pupils"].sum()
    """
    from sim.run.scenario import load_scenario

    return load_scenario(name_or_path)


def simulate(
    scenario: Scenario | str | Path,
    *,
    seed: int = 1,
    draw: int = 0,
    years: tuple[int, int] | None = None,
    threads: int | None = None,
    trace: Trace | None = None,
) -> Run:
    """Run a scenario in memory and return its record tables.

    The records are those that `sim batch` writes for the same scenario, draw, seed and years, bit for bit.

    Parameters
    ----------
    scenario : Scenario, or what `load` takes
    seed : int
        Luck of the run (随机种子). Runs of two scenarios with the same draw and seed meet the same luck.
    draw : int
        Parameter draw (参数抽样); 0 takes every number at its usual value. The start (people, schools) of a draw is
        kept for the next runs of the same input tables and numbers.
    years : (int, int), optional
        First and last school year, both included; those of the scenario when left out.
    threads : int, optional
        Threads of the run, all cores when left out; results do not depend on it.
    trace : Trace, optional
        Told what happens to children (`sim.world.trace`); results do not depend on it.

    Raises
    ------
    UserError
        For anything wrong in the scenario, its input tables, or the arguments.
    """
    from sim.run.direct import run_in_memory
    from sim.run.scenario import Scenario, load_scenario

    whole = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    return run_in_memory(whole, seed=seed, draw=draw, years=years, threads=threads, trace=trace)
