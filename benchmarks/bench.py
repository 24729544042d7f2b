"""Measure speed and memory: `make bench` writes outputs/bench.json.

Each size runs in a process of its own, on one thread, with the levers of the baseline. A small world runs first, so
that every import is made and every kernel compiled; what the process then holds is the zero of the memory figure. Then
one run is made that builds its own start (its peak is the memory figure), then the timed runs, of which the median and
the range are written. A size whose name ends in `_network` has every lever of the network on instead.

What is measured apart: `scaling` doubles the prefecture and takes a second thread, `processes` times each process of
the year alone beside the bytes it must touch, `mesa_twin` sets a part of the year beside the same in plain Mesa,
`records` writes a run and asks for indicators over 1,000 runs, `start` times whole processes,
`admission` measures the matching mechanisms alone on markets of two sizes, `roads` the ways from settlements to schools
over a road graph.
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
WITH_LEVERS = "_network"
APART = tuple(
    name
    for name in ("scaling", "processes", "mesa_twin", "records", "start", "admission", "roads")
    if Path(__file__).with_name(f"{name}.py").exists()
)


def measure(name: str) -> dict:
    """Return the figures of one size, or of what is measured apart; to be called in a fresh process."""
    if name in APART:
        return import_module(f"benchmarks.{name}").measure()
    from benchmarks.made_world import NETWORK, World, baseline, check_size, child_years
    from benchmarks.worlds import SIZES, WARM_UP
    from sim.base.memory import forget_peak, resident

    levers = NETWORK if name.endswith(WITH_LEVERS) else baseline()
    warm = World(WARM_UP, levers)
    for profile in (False, True):
        warm.run(profile=profile)
    del warm
    gc.collect()
    before, _ = resident()
    forget_peak()
    size = SIZES[name.removesuffix(WITH_LEVERS)]
    world = World(size, levers)
    n_years = child_years(world.run().tables)
    held = resident()[1] - before
    start = world.start()
    check_size(start, size)
    # The timed runs are the same run again: what differs is the machine, not the work.
    seconds = sorted(world.run(start).seconds for _ in range(size.repeats))
    profiles = [world.run(start, profile=True).profile for _ in range(size.repeats)]
    children = len(start.children)
    state = sum(len(table) * table.bytes_per_row() for table in (start.children, start.households))
    return {
        "child_years_per_s": round(n_years / statistics.median(seconds)),
        "child_years_per_s_range": [round(n_years / seconds[-1]), round(n_years / seconds[0])],
        "seconds": round(statistics.median(seconds), 4),
        "peak_bytes_per_child": round(held / children, 1),
        "peak_bytes": held,
        "state_bytes_per_child": round(state / children, 1),
        "seconds_per_process": {
            process: round(statistics.median(profile[process].seconds for profile in profiles), 5)
            for process in profiles[0]
        },
        "bytes_per_process": {
            process: max(profile[process].peak_bytes for profile in profiles) for process in profiles[0]
        },
        "child_years": n_years,
        "children": children,
        "households": len(start.households),
        "schools": len(start.schools),
        "settlements": start.geography.n_settlements,
        "years": list(size.years),
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
    first, last = figures["years"]
    print(
        f"{name:<12}{figures['child_years_per_s']:>12,} child-years/s ({low:,} to {high:,}), "
        f"{figures['seconds']:.2f} s a run, {figures['peak_bytes_per_child']:,} bytes a child at the peak"
    )
    for process, seconds in sorted(figures["seconds_per_process"].items(), key=lambda item: -item[1]):
        grown = figures["bytes_per_process"][process] / figures["children"]
        print(
            f"  {process:<22}{1000 * seconds:>10.1f} ms a run of {last - first + 1} years{grown:>8.1f} bytes a child"
        )


def main() -> None:
    """Measure the sizes asked for and write the file."""
    parser = argparse.ArgumentParser(description="Measure speed and memory on made-up worlds.")
    parser.add_argument("--out", type=Path, default=Path("outputs/bench.json"), help="file to write")
    parser.add_argument(
        "--sizes",
        nargs="+",
        default=["county", "prefecture", f"prefecture{WITH_LEVERS}", "province", *APART],
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
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(_whole(figures), indent=2) + "\n", encoding="utf-8")
    print(f"written: {asked.out}")


def _whole(figures: dict) -> dict:
    """Return the file: figures of sizes, of what is measured apart, and what they were measured on."""
    apart = {name: figures[name] for name in APART if name in figures}
    sizes = {name: figures[name] for name in figures if name not in apart}
    ratio = {name: apart["mesa_twin"][name] for name in ("mesa_twin_ratio",) if "mesa_twin" in apart}
    made = {name: version(name) for name in ("numpy", "numba", "mesa")}
    made |= {"date": date.today().isoformat(), "python": platform.python_version(), "cores": os.cpu_count()}
    return {"sizes": sizes, **ratio, **apart, "made": made}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
