"""Records on disk: what writing a county run costs beside the run, bytes a stored value, an indicator over 1,000 runs.

The 1,000 runs are the records of a run of the small world of 2,000 children with other pupils each, two scenarios of
ten draws and fifty seeds: what is measured is reading, not the model. Times are those of a processor.
"""

import hashlib
import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from sim.base.memory import forget_peak, resident
from sim.indicators.over_runs import quantiles
from sim.records.arrow_tables import to_bytes
from sim.records.columns import Coded, RecordTable
from sim.records.declared import TABLES
from sim.records.hashing import add_table
from sim.records.layout import FORMAT, MANIFEST, RunId
from sim.records.narrowing import narrow_columns
from sim.records.ordering import sorted_rows
from sim.records.run_file import archive
from sim.records.store import write_run

YEARS = (2017, 2035)
REPEATS = 7
SCENARIOS, DRAWS, SEEDS = ("one", "other"), 10, 50
ASKED = ("pupils", "seats_short", "mean_class_size")


def measure() -> dict:
    """Return the figures of writing and of asking."""
    from benchmarks.made_world import World
    from benchmarks.worlds import SIZES, WARM_UP

    small, county = World(WARM_UP), World(SIZES["county"])
    few = small.run(small.start(), seed=1).tables
    start, runs = county.start(), []
    run_ms = _ms(lambda: runs.append(county.run(start, seed=1)))
    with TemporaryDirectory() as folder:
        written = _written(Path(folder) / "county", runs[0].tables)
        _write_many(Path(folder) / "many", few)
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            asked = fresh.submit(_asked, Path(folder) / "many").result()
    return {"run_ms": run_ms, **written, "share": round(written["write_ms"] / run_ms, 4), **asked}


def show(figures: dict) -> None:
    """Print the figures."""
    parts = ", ".join(f"{name} {ms:.1f}" for name, ms in figures["parts_ms"].items())
    print(
        f"records     {figures['write_ms']:.1f} ms beside a county run of {figures['run_ms']:.0f} ms "
        f"({figures['share']:.1%}; {parts}), {figures['bytes_per_value']:.2f} bytes a value"
    )
    for name, one in figures["query"].items():
        print(
            f"  {name} over {figures['query_runs']:,} runs: {one['seconds']:.1f} s, {one['more_mb']:.0f} MB more"
        )


def _written(out: Path, tables: dict[str, RecordTable]) -> dict:
    """Return what writing costs, ms, in all and by part, and the bytes a stored value."""
    keys = {name: TABLES[name].keys for name in tables}
    narrow = {name: narrow_columns(table) for name, table in tables.items()}
    ready = {name: sorted_rows(table, keys[name], name) for name, (table, _) in narrow.items()}

    def hashed() -> None:
        for name in sorted(ready):
            add_table(hashlib.sha256(), name, ready[name], narrow[name][1])

    parts = {
        "sorting": lambda: [
            sorted_rows(narrow_columns(table)[0], keys[name], name) for name, table in tables.items()
        ],
        "hash": hashed,
        "packing": lambda: archive(
            {name: to_bytes(one, keys[name], narrow[name][1]) for name, one in ready.items()}, {}
        ),
    }
    write_ms = _ms(lambda: write_run(out, RunId("a", 0, 1), tables, seconds=1.0, years=YEARS))
    values = sum(_rows(values) for table in tables.values() for values in table.values())
    size = sum(path.stat().st_size for path in (out / "records").iterdir())
    return {
        "write_ms": write_ms,
        "parts_ms": {name: _ms(part) for name, part in parts.items()},
        "values": values,
        "bytes_per_value": round(size / values, 3),
    }


def _ms(does: Callable[[], object]) -> float:
    """Return the median time of a processor for something, ms."""
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        does()
        taken.append(1000 * (time.process_time() - begun))
    return round(statistics.median(taken), 2)


def _rows(values: np.ndarray | Coded) -> int:
    return len(values.codes if isinstance(values, Coded) else values)


def _write_many(out: Path, tables: dict[str, RecordTable]) -> None:
    """Write a batch of runs that differ in their pupils."""
    rng, pupils, runs = np.random.default_rng(1), tables["school_grade"]["pupils"], []
    for run in (RunId(s, d, k) for s in SCENARIOS for d in range(DRAWS) for k in range(SEEDS)):
        changed = {**tables["school_grade"], "pupils": pupils + rng.integers(0, 5, len(pupils), pupils.dtype)}
        write_run(out, run, {**tables, "school_grade": changed}, seconds=1.0, years=YEARS)
        runs.append({**vars(run), "status": "ok"})
    named = {name: {"en": name, "zh": name} for name in SCENARIOS}
    dropout = {"scenario": "register", "rest_sha256": ""}
    manifest = {
        "name": "many", "format": FORMAT, "scenarios": list(SCENARIOS), "years": list(YEARS), "commit": "",
        "titles": named, "levers": dict.fromkeys(SCENARIOS, {}), "inputs": {},
        "dropout": dict.fromkeys(SCENARIOS, dropout), "runs": runs,
    }  # fmt: skip
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def _asked(out: Path) -> dict:
    """Return seconds of a processor and peak memory of asking for one indicator, and for several."""
    told = {}
    for names in ((ASKED[0],), ASKED):
        forget_peak()
        (before, _), begun = resident(), time.process_time()
        quantiles(out, names)
        seconds = time.process_time() - begun
        told[" + ".join(names)] = {
            "seconds": round(seconds, 2),
            "more_mb": round((resident()[1] - before) / 2**20, 1),
        }
    return {"query_runs": len(SCENARIOS) * DRAWS * SEEDS, "query": told}


if __name__ == "__main__":
    show(measure())
