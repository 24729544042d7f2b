"""Ways by road on a made-up prefecture: 3,000 settlements, 400 schools, a graph of 20,000 nodes, as read from a table.

Nodes lie at random in a square of 125 km; of the edges of their triangulation, a road each, about half are taken away,
none that would cut a node off. A third of the roads tell driving times. Nothing is kept from one call to the next.
"""

import os
import statistics
import tempfile
import time
from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

NODES, SETTLEMENTS, SCHOOLS, COUNTIES = 20_000, 3_000, 400, 7
SIDE_KM, WINDING, DROPPED, TIMED = 125.0, 1.2, 0.5, 1 / 3
REPEATS = 5


def make_region() -> tuple:
    """Return tables, settlements, schools and school ids as `sim.inputs.synthesis.roads.read` takes them."""
    rng = np.random.default_rng(1)
    at = rng.random((NODES, 2)) * SIDE_KM
    corners = Delaunay(at).simplices
    pairs = np.unique(np.sort(np.vstack([corners[:, :2], corners[:, 1:], corners[:, ::2]]), axis=1), axis=0)
    km = WINDING * np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T)
    tree = minimum_spanning_tree(csr_array((km, pairs.T), shape=(NODES, NODES))).tocoo()
    is_kept = (rng.random(len(pairs)) >= DROPPED) | np.isin(
        pairs @ [NODES, 1], np.stack(tree.coords, 1) @ [NODES, 1]
    )
    pairs, km = pairs[is_kept], km[is_kept]
    settlements, schools = at[:SETTLEMENTS], at[SETTLEMENTS : SETTLEMENTS + SCHOOLS]
    code = np.array([f"V{k}" for k in range(SETTLEMENTS)] + [f"#{k}" for k in range(NODES - SETTLEMENTS)])
    minutes = np.where(rng.random(len(km)) < TIMED, km * 1.5, np.nan)
    roads = pd.DataFrame(
        {"from_code": code[pairs[:, 0]], "to_code": code[pairs[:, 1]], "km": km, "minutes": minutes}
    )
    settled = SimpleNamespace(
        x=settlements[:, 0], y=settlements[:, 1], county=_county(settlements), code=code[:SETTLEMENTS]
    )
    table = {
        "x": schools[:, 0].copy(), "y": schools[:, 1].copy(), "county": _county(schools),
        "ownership": np.zeros(SCHOOLS), "grade_low": np.ones(SCHOOLS, int), "grade_high": np.full(SCHOOLS, 6),
    }  # fmt: skip
    ids = tuple(f"S{k}" for k in range(SCHOOLS))
    return SimpleNamespace(roads=roads), settled, table, ids


def _county(at: np.ndarray) -> np.ndarray:
    return np.minimum(COUNTIES - 1, (at[:, 0] / SIDE_KM * COUNTIES).astype(int))


def measure() -> dict:
    """Return median and range of seconds: ways from a table, kept ones, candidates by them."""
    from sim.inputs.synthesis.candidates import candidates
    from sim.inputs.synthesis.roads import read
    from sim.run.parameters import PARAMETERS
    from sim.world.roads import WaysToSchool

    numbers = {name: number.value for name, number in PARAMETERS.items()}
    region = make_region()
    _, settled, schools, _ = region
    seconds: dict[str, list[float]] = {name: [] for name in ("read", "read_kept", "candidates")}
    for timed in (False, *[True] * REPEATS):  # the first call compiles
        with tempfile.TemporaryDirectory() as folder:
            os.environ["SIM_CACHE"] = folder
            told = seconds if timed else defaultdict(list)
            _timed(told["read"], read, *region, numbers)
            roads = _timed(told["read_kept"], read, *region, numbers)
            ways = WaysToSchool(settled, schools, roads, numbers)
            _timed(told["candidates"], candidates, settled, schools, {}, ways, is_junior=False)
    n = len(roads.ways.school)
    return {
        "nodes": NODES, "roads": len(region[0].roads), "settlements": SETTLEMENTS, "schools": SCHOOLS, "ways": n,
        "share_of_pairs": round(n / SETTLEMENTS / SCHOOLS, 3),
        "bytes": sum(values.nbytes for values in roads.ways),
        "seconds": {
            name: {"seconds": round(statistics.median(s), 4), "range": [round(min(s), 4), round(max(s), 4)]}
            for name, s in seconds.items()
        },
    }  # fmt: skip


def _timed(seconds: list[float], call, *arguments, **options):
    begun = time.perf_counter()
    out = call(*arguments, **options)
    seconds.append(time.perf_counter() - begun)
    return out


def show(figures: dict) -> None:
    """Print one line a call: median seconds and range."""
    print(
        f"roads       {figures['nodes']:,} nodes, {figures['roads']:,} roads: {figures['ways']:,} ways of "
        f"{figures['settlements']:,} settlements to {figures['schools']:,} schools, {figures['bytes']:,} bytes"
    )
    for name, told in figures["seconds"].items():
        low, high = told["range"]
        print(f"  {name:<22}{told['seconds']:>10.3f} s ({low:.3f} to {high:.3f})")
