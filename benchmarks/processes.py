"""Each process of the year alone, beside the bytes it must touch: the floor that memory sets.

A prefecture with the levers of the baseline runs up to `YEAR`. Before each process of that year the region is saved;
the process is then run and timed on copies of what was saved. Meanwhile the columns of people, schools and teachers it
reads or writes are noted: each column once a year and process, read and written apart. These bytes over the bandwidth
of a plain copy, measured here, are the least seconds it could take if nothing but memory counted.
"""

import gc
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import partial

import numpy as np

YEAR, REPEATS = 2022, 5
COPIED_BYTES, COPIES = 2**28, 7  # of the bandwidth


def copy_bandwidth() -> float:
    """Return the bytes a second that one core reads and writes in a plain copy, the best of `COPIES`."""
    source = np.ones(COPIED_BYTES // 8)
    target = np.empty_like(source)
    took = []
    for _ in range(COPIES):
        begun = time.perf_counter()
        np.copyto(target, source)
        took.append(time.perf_counter() - begun)
    return 2 * COPIED_BYTES / min(took)


class Touched:
    """Notes the columns of tables that are read or written, by the process that runs."""

    def __init__(self) -> None:
        self.process = ""
        self._columns: dict[str, dict[tuple, int]] = defaultdict(dict)

    def note(self, what: str, table, name: str) -> None:
        """Note one column of a table: all its rows in use."""
        column = table.columns[name]
        self._columns[self.process][what, table.name, name] = (
            len(table) * column.width * np.dtype(column.dtype).itemsize
        )

    @property
    def bytes(self) -> dict[str, int]:
        """Return the bytes by process: each column read once and written once."""
        return {process: sum(columns.values()) for process, columns in self._columns.items()}

    @contextmanager
    def watching(self, process: str) -> Iterator[None]:
        """Note what the process touches within the block."""
        from sim.base.table import Table

        read, write, keep = Table.__getitem__, Table.writable, Table.keep

        def noted_read(table, name):
            self.note("read", table, name)
            return read(table, name)

        def noted_write(table, name):
            self.note("write", table, name)
            return write(table, name)

        def noted_keep(table, *rows):
            for name in table.columns:
                self.note("read", table, name)
                self.note("write", table, name)
            return keep(table, *rows)

        self.process = process
        Table.__getitem__, Table.writable, Table.keep = noted_read, noted_write, noted_keep
        try:
            yield
        finally:
            Table.__getitem__, Table.writable, Table.keep = read, write, keep


class Alone:
    """Times each process of one year on copies of the region as it stands before it."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self.touched = Touched()

    def over(self, step):
        """Return a step that is timed and noted in `YEAR` before it runs as ever."""
        return replace(step, run=self._timed(step.name, step.owner, step.run))

    def _timed(self, name: str, owner: str, work):
        def run(region, *orders):
            if region.year == YEAR:
                took = [_once(owner, work, region, *orders) for _ in range(REPEATS)]
                self.seconds[name] = sorted(took)
                with self.touched.watching(name):
                    return work(region, *orders)
            return work(region, *orders)

        return run

    def leaving(self, region):
        """Return how rows leave the tables of a region at the end of a year, timed and noted like a step."""
        return partial(self._timed("leavers", "register", type(region).remove_leavers), region)


def _once(owner: str, work, *state) -> float:
    work, region, *orders = deepcopy((work, *state))
    gc.collect()
    gc.disable()  # what was copied before is not its work
    try:
        with region.writing_as(owner):
            begun = time.perf_counter()
            work(region, *orders)
            return time.perf_counter() - begun
    finally:
        gc.enable()


def timed_year(world) -> tuple:
    """Run a world up to and with `YEAR`; return what was noted, the region and its recorder."""
    from sim.processes.year import first_year, year
    from sim.records.recorder import Recorder
    from sim.world.region import Region

    alone, recorder = Alone(), Recorder()
    region = Region(world.start(), world.numbers, world.scenario.policies, 1)
    steps = tuple(alone.over(step) for step in year(*recorder.steps()))
    region.plan, region.remove_leavers = first_year(steps), alone.leaving(region)
    while region.year <= YEAR:
        region.step()
        region.plan = steps
    return alone, region, recorder


def measure() -> dict:
    """Return seconds alone, bytes and floor by process, for one year of a prefecture."""
    from benchmarks.made_world import World, baseline
    from benchmarks.worlds import SIZES, WARM_UP

    World(WARM_UP, baseline()).run()
    alone, region, _ = timed_year(World(SIZES["prefecture"], baseline()))
    bandwidth, touched = copy_bandwidth(), alone.touched.bytes
    return {
        "year": YEAR, "children": len(region.children), "repeats": REPEATS, "copy_bytes_per_s": round(bandwidth),
        "processes": {
            name: {
                "seconds": round(statistics.median(took), 6),
                "range": [round(took[0], 6), round(took[-1], 6)],
                "bytes": touched.get(name, 0),
                "floor_seconds": round(touched.get(name, 0) / bandwidth, 6),
            }
            for name, took in alone.seconds.items()
        },
    }  # fmt: skip


def show(figures: dict) -> None:
    """Print one line a process: seconds alone, bytes a child, and how many times the floor it takes."""
    print(
        f"processes   one year alone; a copy moves {figures['copy_bytes_per_s'] / 1e9:.1f} billion bytes a second"
    )
    for name, told in sorted(figures["processes"].items(), key=lambda item: -item[1]["seconds"]):
        times = told["seconds"] / max(told["floor_seconds"], 1e-9)
        print(
            f"  {name:<22}{1000 * told['seconds']:>10.2f} ms{told['bytes'] / figures['children']:>8.1f} bytes a child"
            f"{times:>10.1f} x the floor"
        )
