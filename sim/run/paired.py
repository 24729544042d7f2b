"""Amounts of several scenarios over the same seeds, for notebooks: paired differences are caused by the scenarios."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from sim.run.face import simulate
from sim.run.result import Run
from sim.run.scenario import Scenario

_SEATS = ["families_county_seat", "families_township_seat"]


def amounts_by_seed(
    scenarios: Mapping[str, Scenario], amounts: Mapping[str, Callable[[Run], float]], *, seeds: Iterable[int],
    years: tuple[int, int] | None = None, draw: int = 0, threads: int | None = None,
) -> dict[str, dict[str, np.ndarray]]:  # fmt: skip
    """Run scenarios with the same luck and return what each comes to.

    Parameters
    ----------
    scenarios : mapping of str to Scenario
        By a name of one's own.
    amounts : mapping of str to function
        What is looked at in a run, such as `moves_to_seats`.
    seeds : iterable of int
    years, draw, threads
        As `sim.run.simulate` takes them.

    Returns
    -------
    dict of str to dict of str to float array (seeds,)
        By amount and scenario, so that ``found[amount]["with"] - found[amount]["without"]`` are paired differences;
        `sim.reports.pairs.summarise` gives their mean with its interval.

    Examples
    --------
    >>> from sim.run import load
    >>> merged = load("tonghua/baseline").with_lever("merge_small_schools")
    >>> both = {"push": merged, "no push": merged.with_parameters(closure_push=0.0)}
    >>> found = amounts_by_seed(both, {"moves": moves_to_seats}, seeds=range(1, 31))
    """
    runs: dict[str, dict[str, list[float]]] = {what: {name: [] for name in scenarios} for what in amounts}
    all_seeds = list(seeds)
    for name, scenario in scenarios.items():
        for seed in all_seeds:
            run = simulate(scenario, seed=seed, draw=draw, years=years, threads=threads)
            for what, amount in amounts.items():
                runs[what][name].append(float(amount(run)))
    return {
        what: {name: np.array(values) for name, values in by_name.items()} for what, by_name in runs.items()
    }


def moves_to_seats(run: Run) -> float:
    """Return the families that moved to a county or township seat over all years of a run."""
    return float(run["county"][_SEATS].to_numpy().sum())


def town_pupils(run: Run) -> float:
    """Return the pupils of urban and town schools (城区、镇区) at the last census of a run."""
    return _pupils(run, ("urban", "town"))


def village_pupils(run: Run) -> float:
    """Return the pupils of village schools (乡村) at the last census of a run."""
    return _pupils(run, ("village",))


def _pupils(run: Run, zones: tuple[str, ...]) -> float:
    rows: pd.DataFrame = run["school_grade"]
    return float(rows[(rows["year"] == run.years[1]) & rows["zone_kind"].isin(zones)]["pupils"].sum())
