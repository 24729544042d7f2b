"""Measure speed and memory: `make bench` writes outputs/bench.json.

Each size runs in a process of its own, on one thread. A small world runs first, so that every import is made
and every kernel compiled; what the process then holds is the zero of the memory figure. Then the start is
built and one run is made (its peak is the memory figure), then the timed runs, of which the median and the
range are written. `admission` measures the matching mechanisms alone, on markets of two sizes, `roads` the ways
from settlements to schools over a road graph. A size whose name ends in `_network` is the size without the ending, with
every lever of the network on.
"""

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
USUAL = ("class_size_cap", "hard_stop")
NETWORK = (
    *USUAL, "merge_small_schools", "keep_points", "minority_schools_protected", "central_school_pooling",
    "joint_review", "reserve_land", "extend_where_short", "build_where_forecast", "planning_basis", "school_buses",
    "public_transit", "bus_fee_waiver", "boarding_places", "boarding_staff", "upgrade_weak_schools",
    "idle_site_reuse", "capital_budget",
)  # fmt: skip
WITH_LEVERS = "_network"
APART = ("admission", "roads")  # modules beside, measured apart: mechanisms, no run


def resident_bytes() -> int:
    """Return the resident memory of this process, bytes."""
    import psutil

    gc.collect()
    return psutil.Process().memory_info().rss


class Peak:
    """The highest resident memory since this object was made, bytes."""

    def __init__(self) -> None:
        self.exact = True
        try:
            Path("/proc/self/clear_refs").write_text("5")  # Linux: forget the peak so far
        except OSError:
            self.exact = False

    def read(self) -> int:
        """Return the peak; where the system cannot forget an older one, the peak of the process."""
        if self.exact:
            lines = Path("/proc/self/status").read_text().splitlines()
            return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
        import psutil

        memory = psutil.Process().memory_info()
        if hasattr(memory, "peak_wset"):  # Windows
            return memory.peak_wset
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def child_years(tables: dict) -> int:
    """Return the children under 18 summed over the censuses of a run."""
    table = tables["township_age"]
    return int(table["residents"][table["age"] < 18].sum())


class World:
    """One made-up world and the way to run it."""

    def __init__(self, size, levers: tuple[str, ...] = USUAL) -> None:
        from benchmarks.worlds import make_tables
        from sim.run.parameters import PARAMETERS

        self.size = size
        self.tables = make_tables(size)
        self.numbers = {name: number.value for name, number in PARAMETERS.items()} | size.numbers()
        self.scenario = self._scenario(levers)

    def _scenario(self, levers: tuple[str, ...]):
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
            policies=tuple(catalogue()[name]() for name in levers),
            origin={},
        )

    def start(self):
        """Build the start of the runs."""
        from sim.run.engine import build_start

        return build_start(self.tables, self.numbers, 0)

    def run(self, start, seed: int, years: tuple[int, int] = (2017, 2035), profile: bool = False):
        """Make one run on one thread."""
        from sim.run.engine import run_one

        return run_one(
            self.scenario,
            self.tables,
            draw=0,
            seed=seed,
            numbers=self.numbers,
            start=start,
            years=years,
            threads=1,
            profile=profile,
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


def measure(name: str) -> dict:
    """Return the figures of one size, or of what is measured apart; to be called in a fresh process."""
    if name in APART:
        return import_module(f"benchmarks.{name}").measure()
    from benchmarks.worlds import SIZES, WARM_UP

    levers = NETWORK if name.endswith(WITH_LEVERS) else USUAL
    warm = World(WARM_UP, levers)
    start = warm.start()
    for profile in (False, True):
        warm.run(start, seed=1, years=(2017, 2019), profile=profile)
    del warm, start
    before = resident_bytes()
    peak = Peak()
    size = SIZES[name.removesuffix(WITH_LEVERS)]
    world = World(size, levers)
    start = world.start()
    check_size(start, size)
    n_years = child_years(world.run(start, seed=1).tables)
    held = peak.read() - before
    # The timed runs are the same run again: what differs is the machine, not the work.
    speeds = sorted(n_years / world.run(start, seed=1).seconds for _ in range(size.repeats))
    profiles = [world.run(start, seed=1, profile=True).profile for _ in range(size.repeats)]
    children = len(start.children)
    return {
        "child_years_per_s": round(statistics.median(speeds)),
        "child_years_per_s_range": [round(speeds[0]), round(speeds[-1])],
        "peak_bytes_per_child": round(held / children, 1),
        "seconds_per_process": {
            process: round(statistics.median(profile[process] for profile in profiles), 5)
            for process in profiles[0]
        },
        "child_years": n_years,
        "children": children,
        "households": len(start.households),
        "schools": len(start.schools),
        "settlements": start.geography.n_settlements,
        "years": [2017, 2035],
        "repeats": size.repeats,
    }


def measure_apart(name: str) -> dict:
    """Return the figures of one size, measured in a process of its own."""
    told = subprocess.run(
        [sys.executable, __file__, "--measure", name],
        env=os.environ | dict.fromkeys(ONE_THREAD, "1"),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def show(name: str, figures: dict) -> None:
    """Print one line of figures and the seconds of each process."""
    if name in APART:
        import_module(f"benchmarks.{name}").show(figures)
        return
    low, high = figures["child_years_per_s_range"]
    print(
        f"{name:<12}{figures['child_years_per_s']:>12,} child-years/s ({low:,} to {high:,}), "
        f"{figures['peak_bytes_per_child']:,} bytes a child at the peak"
    )
    for process, seconds in sorted(figures["seconds_per_process"].items(), key=lambda item: -item[1]):
        print(f"  {process:<22}{1000 * seconds:>10.1f} ms a run of 19 years")


def main() -> None:
    """Measure the sizes asked for and write the file."""
    parser = argparse.ArgumentParser(description="Measure speed and memory on made-up worlds.")
    parser.add_argument("--out", type=Path, default=Path("outputs/bench.json"), help="file to write")
    parser.add_argument(
        "--sizes",
        nargs="+",
        default=["county", "prefecture", f"prefecture{WITH_LEVERS}", *APART],
        help="what to measure",
    )
    parser.add_argument("--measure", metavar="SIZE", help="measure in this process; print JSON")
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    figures = {}
    for name in asked.sizes:
        figures[name] = measure_apart(name)
        show(name, figures[name])
    apart = {name: figures.pop(name) for name in APART if name in figures}
    made = {name: version(name) for name in ("numpy", "numba", "mesa")}
    made |= {"date": date.today().isoformat(), "python": platform.python_version(), "cores": os.cpu_count()}
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(
        json.dumps({"sizes": figures, **apart, "made": made}, indent=2) + "\n", encoding="utf-8"
    )
    print(f"written: {asked.out}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
