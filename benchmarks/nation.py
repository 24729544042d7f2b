"""What a tenth of a nation and a nation would take, from measured runs: `python -m benchmarks.nation`.

Made-up worlds of several sizes are run with their counties held apart (`sim.run.partitioned_run`), one process each,
or in one process. Of each partition the core-seconds, the peak memory and the bytes it gives to others are measured,
after a small world was run in its process, so that nothing is compiled or loaded any more. A line is printed and the
JSON file written as soon as a world is measured. A tenth of a nation, 23 million children:

    python -m benchmarks.nation --years 3 --worlds 280:4:23 280:1:23

Three straight lines are laid through what is measured, by least squares:

    core-seconds a year = a + b x children held + c x counties of the region
    peak bytes          = a + b x children held + c x counties of the region
    bytes given a year  = a x other partitions + b x children held

and read off at the sizes asked for. What the lines do not know stands in docs/large_regions.md.
"""

import argparse
import json
import platform
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from benchmarks.made_world import USUAL, World
from benchmarks.worlds import SIZES, START_YEAR, WARM_UP
from sim.base.memory import forget_peak, give_back, resident
from sim.run.links import Hub, packed
from sim.run.partition_processes import on_processes
from sim.run.partition_start import shared_out
from sim.run.partitioned import Asked, run_part
from sim.run.partitioned_run import Jobs, in_threads

WORLDS = ((7, 1), (7, 7), (14, 2), (28, 1), (28, 4))  # counties, partitions
# Children under 18 and counties: rounded from the census of 2020 (253 million of 0-17, 2,843 county-level units), less
# the births that have been missing since.
SIZES_ASKED = (
    ("tenth of a nation", 23e6, 280, 4),
    ("nation", 230e6, 2_800, 28),
    ("nation", 230e6, 2_800, 280),
)
OUT = Path("outputs") / "nation.json"


@dataclass(frozen=True)
class Measured:
    """One partition of one run: children at the start, what the region has, and what the partition took."""

    counties: int
    partitions: int
    children: int
    core_seconds: float
    peak_bytes: int
    given_bytes: float


@dataclass(frozen=True)
class Built:
    """The start of a world: seconds of a core to build it, and the peak memory of the process that did."""

    counties: int
    partitions: int
    core_seconds: float
    peak_bytes: int


class _Counting:
    """A link that counts the bytes it gives, and the seconds that takes."""

    def __init__(self, link: Any, number: int) -> None:
        self._link, self._number, self.given, self.counting = link, number, 0, 0.0

    def swap(self, outgoing: list[Any]) -> list[Any]:
        begun = process_time()
        self.given += sum(map(len, packed(outgoing, self._number)))
        self.counting += process_time() - begun
        return self._link.swap(outgoing)


def size_of(counties: int, children: int | None = None):
    """Return a size of as many counties, each as a county of the prefecture world, or with so many people in all."""
    one, whole = SIZES["prefecture"], asdict(SIZES["prefecture"])
    scaled = {name: value * counties // one.counties for name, value in whole.items() if name != "repeats"}
    people = {
        name: round(scaled[name] * children / scaled["children"])
        for name in ("adults", "households", "children")
        if children
    }
    return replace(one, **{**scaled, "last_year": one.last_year, **people})


def asked_of(world: World, years: int) -> Asked:
    """Return what is asked of each partition of a world."""
    return Asked(world.scenario, world.numbers, 1, START_YEAR + years - 1)


def warm_up() -> None:
    """Run a small world of two counties held apart, so that this process has loaded what it needs."""
    world = World(WARM_UP, USUAL)
    in_threads(run_part, Jobs(world.start(), asked_of(world, 3), shared_out(WARM_UP.counties, 2)))


def measured_part(
    link: Any, start: Any, asked: Asked, part_of: np.ndarray, number: int
) -> tuple[int, float, int, float]:
    """Run a partition; return children at the start, core-seconds a year, peak bytes and bytes given a year."""
    warm_up()
    children, counting, begun = len(start.children), _Counting(link, number), process_time()
    give_back()
    forget_peak()
    run_part(counting, start, asked, part_of, number)
    years = asked.last_year - START_YEAR + 1
    core = (process_time() - begun - counting.counting) / years
    return children, core, resident()[1], counting.given / years


def built(counties: int, partitions: int, children: int | None) -> tuple[World, Any, Built]:
    """Build the start of a world; return world, start and what it took."""
    forget_peak()
    begun = process_time()
    world = World(size_of(counties, children), USUAL)
    start = world.start()
    return world, start, Built(counties, partitions, process_time() - begun, resident()[1])


def measure(
    counties: int, partitions: int, years: int, children: int | None = None
) -> tuple[Built, list[Measured]]:
    """Run one world and return what its start took, and each partition; in a process that does nothing else."""
    warm_up()
    world, start, told = built(counties, partitions, children)
    asked, part_of = asked_of(world, years), shared_out(counties, partitions)
    del world
    if partitions == 1:
        with Hub(1).link(0) as link:
            took = [measured_part(link, start, asked, part_of, 0)]
    else:
        jobs = Jobs(start, asked, part_of)
        del start
        took, _ = on_processes(measured_part, jobs)
    return told, [Measured(counties, partitions, *one) for one in took]


def lines(found: Sequence[Measured]) -> dict[str, np.ndarray]:
    """Return the coefficients of the three lines; none below zero."""
    from scipy.optimize import nnls

    children = np.array([one.children for one in found], float)
    counties = np.array([one.counties for one in found], float)
    others = np.array([one.partitions - 1 for one in found], float)
    held = np.stack([np.ones(len(found)), children, counties], axis=1)
    given = np.stack([others, children * (others > 0)], axis=1)
    return {
        name: _fitted(nnls, columns, np.array([getattr(one, name) for one in found], float))
        for name, columns in (("core_seconds", held), ("peak_bytes", held), ("given_bytes", given))
    }


def _fitted(nnls, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
    scale = np.maximum(columns.max(axis=0), 1e-300)
    return nnls(columns / scale, values)[0] / scale


def asked_for(
    line: dict[str, np.ndarray], children: float, counties: int, partitions: int, years: int
) -> dict:
    """Return what a region would take, by the lines."""
    mine = np.array([1.0, children / partitions, counties])
    core = float(line["core_seconds"] @ mine)
    given = float(line["given_bytes"] @ [partitions - 1, children / partitions])
    return {
        "core_hours": core * partitions * years / 3600, "wall_minutes": core * years / 60,
        "gigabytes_a_partition": float(line["peak_bytes"] @ mine) / 1e9,
        "gigabytes": float(line["peak_bytes"] @ mine) * partitions / 1e9,
        "megabytes_exchanged_a_year": given * partitions / 1e6,
    }  # fmt: skip


def _world(text: str) -> tuple[int, int, int | None]:
    counties, partitions, *millions = text.split(":")
    return int(counties), int(partitions), round(float(millions[0]) * 1e6) if millions else None


def main() -> None:
    """Measure, print the tables and write outputs/nation.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=5, help="school years of each run")
    parser.add_argument(
        "--worlds",
        nargs="+",
        type=_world,
        metavar="COUNTIES:PARTITIONS[:MILLIONS OF CHILDREN]",
        help="worlds to measure, in place of the usual",
    )
    parser.add_argument("--horizon", type=int, default=19, help="school years of the runs asked for")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    found: list[Measured] = []
    starts: list[Built] = []
    for counties, partitions, children in given.worlds or [(*one, None) for one in WORLDS]:
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            start, mine = fresh.submit(measure, counties, partitions, given.years, children).result()
        found, starts = found + mine, [*starts, start]
        _write(given.out, given.years, found, starts)
        print(
            f"{counties:>5} counties in {partitions:>3} partitions, {sum(o.children for o in mine):>10,} children: "
            f"{sum(o.core_seconds for o in mine):7.2f} core-seconds a year, "
            f"{max(o.peak_bytes for o in mine) / 1e6:6.0f} MB a partition, "
            f"{sum(o.given_bytes for o in mine) / 1e6:6.3f} MB exchanged a year; "
            f"the start {start.core_seconds:.1f} core-seconds, {start.peak_bytes / 1e6:.0f} MB",
            flush=True,
        )
    line = lines(found)
    table = {}
    for name, children, counties, partitions in SIZES_ASKED:
        key = f"{name}, {partitions} partitions"
        table[key] = asked_for(line, children, counties, partitions, given.horizon)
        print(
            f"{name}: {children / 1e6:.0f} million children, {counties:,} counties, {partitions} partitions"
        )
        print(
            "".join(f"  {what.replace('_', ' ')}: {value:,.1f}\n" for what, value in table[key].items()),
            end="",
        )
    lines_of = {name: values.tolist() for name, values in line.items()}
    _write(given.out, given.years, found, starts, lines=lines_of, asked_for=table)


def _write(out: Path, years: int, found: list[Measured], starts: list[Built], **more: object) -> None:
    """Write what is known so far."""
    out.parent.mkdir(exist_ok=True)
    told = {
        "date": str(date.today()), "machine": platform.processor() or platform.machine(), "years": years,
        "measured": [asdict(one) for one in found], "starts": [asdict(one) for one in starts], **more,
    }  # fmt: skip
    out.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
