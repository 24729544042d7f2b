"""The matching mechanisms on made-up markets: 400 schools, 12 candidates each, fewer seats than applicants.

Applicants live anywhere in a square and list the twelve nearest schools in the order of a random utility in which
quality weighs as much as distance, so good schools are asked for by several times what they can take. Every pair has
a lottery number of its own, the case with the longest chains of rejections.
"""

import statistics
import time

import numpy as np
from scipy.spatial import cKDTree

from sim.base.draws import decision
from sim.kernels import markets
from sim.kernels.lines import ranks_in_line
from sim.kernels.preferences import rank_candidates

SCHOOLS, CANDIDATES, SEAT_SHARE = 400, 12, 0.95
REPEATS = {200_000: 7, 2_000_000: 3}  # applicants: timed calls


def make_market(applicants: int) -> dict[str, np.ndarray]:
    """Return the arrays of a market as the mechanisms take them, and the lottery and groups of its pairs."""
    rng = np.random.default_rng(applicants)
    schools, homes = rng.random((SCHOOLS, 2)), rng.random((applicants, 2))
    distance, near = cKDTree(schools).query(homes, k=CANDIDATES)
    quality = rng.normal(size=SCHOOLS)
    first = np.arange(0, applicants * CANDIDATES + 1, CANDIDATES)
    utility = (quality[near] - 20.0 * distance).ravel()
    uid, key = np.arange(applicants, dtype=np.uint64), decision("benchmark.preferences")
    order = rank_candidates(first, utility, uid, near.ravel(), 1, key, 2017, 1.0)
    return {
        "first": first,
        "cell": near.ravel()[order].astype(np.int32),
        "lottery": rng.integers(0, 2**32, len(order)).astype(float),
        "group": rng.integers(0, 6, len(order)),
        "sub": rng.integers(0, 4, len(order)),
        "order": rng.permutation(applicants),
        "capacities": np.full(SCHOOLS, int(SEAT_SHARE * applicants / SCHOOLS)),
    }


def group_admission(market: dict[str, np.ndarray]) -> np.ndarray:
    """Return the matching by group, then sub-group, then lottery."""
    score = market["group"] * 2.0**48 + market["sub"] * 2.0**32 + market["lottery"]
    return markets.deferred_acceptance_pairs(market["first"], market["cell"], score, market["capacities"])


def calls(market: dict[str, np.ndarray]) -> dict:
    """Return what is timed, by name."""
    first, cell, seats = market["first"], market["cell"], market["capacities"]
    scored = first, cell, market["lottery"], seats
    return {
        "deferred_acceptance": lambda: markets.deferred_acceptance_pairs(*scored),
        "group_admission": lambda: group_admission(market),
        "immediate_acceptance": lambda: markets.immediate_acceptance_pairs(*scored),
        "top_trading_cycles": lambda: markets.top_trading_cycles_pairs(*scored),
        "serial_dictatorship": lambda: markets.serial_dictatorship_pairs(first, cell, market["order"], seats),
        "ranks_in_line": lambda: ranks_in_line(first, cell, market["lottery"], SCHOOLS),
    }


def seconds_of(call, repeats: int) -> list[float]:
    """Return the seconds of each timed call, shortest first."""
    out = []
    for _ in range(repeats):
        begun = time.perf_counter()
        call()
        out.append(time.perf_counter() - begun)
    return sorted(out)


def measure() -> dict:
    """Return median and range of seconds by number of applicants and mechanism; to be called in a fresh process."""
    for call in calls(make_market(2_000)).values():
        call()  # compiled
    figures = {}
    for applicants, repeats in REPEATS.items():
        market = make_market(applicants)
        timed = {name: seconds_of(call, repeats) for name, call in calls(market).items()}
        figures[str(applicants)] = {
            name: {"seconds": round(statistics.median(s), 4), "range": [round(s[0], 4), round(s[-1], 4)]}
            for name, s in timed.items()
        }
    return {"schools": SCHOOLS, "candidates": CANDIDATES, "seat_share": SEAT_SHARE, "applicants": figures}


def show(figures: dict) -> None:
    """Print one line a mechanism: seconds at each number of applicants."""
    sizes = figures["applicants"]
    print(f"{'admission':<24}" + "".join(f"{int(n):>14,} applicants" for n in sizes))
    for name in next(iter(sizes.values())):
        print(f"  {name:<22}" + "".join(f"{of[name]['seconds']:>23.3f} s" for of in sizes.values()))
