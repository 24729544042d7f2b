"""A made-up world and the way to run it: the tables of a size, levers, start and run."""

from functools import cache
from pathlib import Path

USUAL = ("class_size_cap", "hard_stop")
NETWORK = (
    *USUAL, "merge_small_schools", "keep_points", "minority_schools_protected", "central_school_pooling",
    "joint_review", "reserve_land", "extend_where_short", "build_where_forecast", "planning_basis", "school_buses",
    "public_transit", "bus_fee_waiver", "boarding_places", "boarding_staff", "upgrade_weak_schools",
    "idle_site_reuse", "capital_budget",
)  # fmt: skip
BASELINE = Path(__file__).parent.parent / "scenarios" / "tonghua" / "baseline.yaml"


@cache
def baseline() -> tuple:
    """Return the levers of the baseline of Tonghua, with its doses and dates."""
    from sim.run.scenario import load_scenario

    return load_scenario(BASELINE).policies


def child_years(tables: dict) -> int:
    """Return the children under 18 summed over the censuses of a run."""
    table = tables["township_age"]
    return int(table["residents"][table["age"] < 18].sum())


class World:
    """One made-up world and the way to run it.

    Parameters
    ----------
    size : Size
    levers : tuple
        Levers by name, with their usual doses, or as a scenario has them.
    """

    def __init__(self, size, levers: tuple = USUAL) -> None:
        from benchmarks.worlds import make_tables
        from sim.run.parameters import PARAMETERS

        self.size = size
        self.tables = make_tables(size)
        self.numbers = {name: number.value for name, number in PARAMETERS.items()} | size.numbers()
        self.scenario = self._scenario(levers)

    def _scenario(self, levers: tuple):
        from sim.base.errors import Say
        from sim.policies import catalogue
        from sim.run.scenario import Scenario

        return Scenario(
            name="bench",
            title=Say("Benchmark", "测速"),
            path=Path(__file__),
            input_dir=Path(__file__).parent,
            years=(2017, 2035),
            parameters={name: (value, value, value) for name, value in self.numbers.items()},
            policies=tuple(catalogue()[one]() if isinstance(one, str) else one for one in levers),
            origin={},
        )

    def start(self):
        """Build the start of the runs."""
        from sim.run.engine import build_start

        return build_start(self.tables, self.numbers, 0)

    def run(
        self, start=None, seed: int = 1, years: tuple[int, int] | None = None, threads: int = 1, **options
    ):
        """Make one run; without a start it builds its own."""
        from sim.run.engine import run_one

        return run_one(
            self.scenario,
            self.tables,
            draw=0,
            seed=seed,
            numbers=self.numbers,
            start=start,
            years=years or self.size.years,
            threads=threads,
            **options,
        )


def check_size(start, size) -> None:
    """Stop where the world that was built is not of the size that is claimed."""
    found = {
        "children": len(start.children),
        "households": len(start.households),
        "schools": len(start.schools),
        "settlements": start.geography.n_settlements,
    }
    for name, number in found.items():
        wanted = getattr(size, name)
        if abs(number - wanted) > 0.03 * wanted:
            raise SystemExit(f"the world has {number:,} {name}, {wanted:,} were asked for")
