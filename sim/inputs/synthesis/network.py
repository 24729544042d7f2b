"""Schools: where they stand, what they teach, whom they may serve."""

import numpy as np
from scipy.spatial import cKDTree

from sim.base.draws import decision, new_uid, uniform_of
from sim.inputs.synthesis.geography import Settled
from sim.inputs.synthesis.population import largest_remainder
from sim.inputs.tables import InputTables
from sim.kernels.codes import (
    COUNTY_SEAT,
    JUNIOR_SCHOOL,
    KIND_NAMES,
    NINE_YEAR,
    OPEN,
    PLAIN,
    POINT,
    TOWN,
    TOWNSHIP_SEAT,
    URBAN,
    VILLAGE,
    ZONE_NAMES,
)
from sim.kernels.numbers import travel_vectors
from sim.kernels.travel import trip_minutes
from sim.world.schools import schools as empty_schools

_UID, _SITE, _QUALITY = (
    decision("synthesis.school"),
    decision("synthesis.site"),
    decision("synthesis.quality"),
)
GRADES_TAUGHT = {
    0: (1, 6),
    POINT: (1, 3),
    JUNIOR_SCHOOL: (7, 9),
    NINE_YEAR: (1, 9),
}  # points: low grades (assumption)
ZONE_QUALITY = {
    URBAN: 1.0,
    TOWN: 0.7,
    VILLAGE: 0.0,
}  # score points of drawing power (assumption); the best of a seat +1
N_CANDIDATES = 14


def site_schools(tables: InputTables, settled: Settled, draw: int):
    """Return the schools table and their ids: counts by county, kind and zone kind, set at the largest places first.

    Ids are county code, a letter of the kind and a running number: synthetic, stable for the same tables.
    """
    codes = list(tables.counties["county_code"])
    rows, ids = [], []
    for c, code in enumerate(codes):
        totals = tables.school_totals[tables.school_totals["county_code"] == code]
        counts = {
            (KIND_NAMES.index(r.kind), ZONE_NAMES.index(r.zone_kind)): int(r.schools)
            for r in totals.itertuples()
        }
        running = dict.fromkeys(range(4), 0)
        used: dict[int, set] = {0: set(), 1: set()}
        for (kind, zone), n in sorted(counts.items()):
            for place in _sites(c, zone, kind, n, settled, used, draw):
                running[kind] += 1
                ids.append(f"{code}-{'PDJN'[kind]}{running[kind]:03d}")
                rows.append((c, place, kind, zone))
    table = empty_schools(len(rows))
    county, place, kind, zone = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    low, high = np.array([GRADES_TAUGHT[k] for k in kind]).T
    quality = np.array([ZONE_QUALITY[z] for z in zone])
    for c in range(len(codes)):  # one star school of each stage in every county seat
        for stage in ((0, NINE_YEAR), (JUNIOR_SCHOOL,)):
            seat = np.flatnonzero((county == c) & np.isin(kind, stage) & (settled.rank[place] == COUNTY_SEAT))
            if len(seat):
                quality[seat[int(uniform_of(draw, _QUALITY, 0, c, stage[0]) * len(seat))]] += 1.0
    jitter = np.array([uniform_of(draw, _SITE, 1, i, 0) - 0.5 for i in range(len(rows))])
    table.append(
        len(rows), uid=np.array([new_uid(_UID, 0, np.uint64(_id_number(i)), 0) for i in ids], np.uint64), county=county,
        township=settled.township[place], x=settled.x[place] + 0.3 * jitter, y=settled.y[place] - 0.3 * jitter,
        kind=kind, zone=zone, grade_low=low, grade_high=high, status=OPEN, quality=quality,
    )  # fmt: skip
    return table, tuple(ids), place


def _id_number(school_id: str) -> int:
    return int.from_bytes(school_id.encode()[-8:], "little")


def _sites(c, zone, kind, n, settled, used, draw) -> list[int]:
    """Return `n` settlements for schools of one kind in one zone, spread over townships, seats of townships first."""
    mine = np.flatnonzero((settled.county == c) & (settled.zone == zone))
    if len(mine) == 0 or n == 0:
        mine = mine if len(mine) else np.flatnonzero(settled.county == c)
        return list(mine[np.arange(n) % len(mine)])
    stage = used[1 if kind == JUNIOR_SCHOOL else 0]
    if zone == VILLAGE:
        order = _village_order(mine, n, settled, draw)
    else:
        seats = mine[settled.rank[mine] == TOWNSHIP_SEAT]
        rest = mine[settled.rank[mine] != TOWNSHIP_SEAT]
        order = np.concatenate(
            [
                seats[np.argsort(-settled.weight[seats], kind="stable")],
                rest[np.argsort(-settled.weight[rest], kind="stable")],
            ]
        )
        if len(seats) and len(
            rest
        ):  # towns and the county seat share the schools of the zone by their people
            in_seat = min(n, max(1, round(n * settled.weight[rest].sum() / settled.weight[mine].sum())))
            spread = rest[np.round(np.linspace(0, len(rest) - 1, in_seat)).astype(int)]
            order = np.concatenate([spread, order[: n - in_seat], order])
    free = [p for p in order if p not in stage]
    chosen = [free[i] if i < len(free) else int(order[i % len(order)]) for i in range(n)]
    stage.update(int(p) for p in chosen)
    return [int(p) for p in chosen]


def _village_order(mine, n, settled, draw) -> np.ndarray:
    """Order villages: township by township in proportion to people, the seat of a 乡 first, then spread by draw."""
    townships = np.unique(settled.township[mine])
    people = np.array([settled.weight[mine[settled.township[mine] == t]].sum() for t in townships])
    quota = largest_remainder(people, n)
    chosen, rest = [], []
    for t, k in zip(townships, quota, strict=True):
        own = mine[settled.township[mine] == t]
        luck = np.array([uniform_of(draw, _SITE, 0, int(p), t) for p in own])
        own = own[np.lexsort((luck, settled.rank[own] == PLAIN))]
        chosen += list(own[:k])
        rest += list(own[k:])
    return np.array(chosen + rest, np.int64)


def candidates(
    settled: Settled, schools, numbers: dict[str, float], *, is_junior: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the schools each settlement may use, nearest first (settlements, k) with -1 = no more, and their minutes.

    Schools of the own county; complete primaries are always among the candidates, however many points are nearer.
    """
    n = len(settled.x)
    which = np.full((n, N_CANDIDATES), -1, np.int32)
    minutes = np.full((n, N_CANDIDATES), np.inf)
    pace, _ = travel_vectors(numbers)
    kinds = (JUNIOR_SCHOOL, NINE_YEAR) if is_junior else (0, POINT, NINE_YEAR)
    for c in np.unique(settled.county):
        places = np.flatnonzero(settled.county == c)
        pool = np.flatnonzero((schools["county"] == c) & np.isin(schools["kind"], kinds))
        complete = pool[schools["kind"][pool] != POINT]
        near, km = _nearest(settled, places, schools, pool, 6)
        full, km_full = _nearest(settled, places, schools, complete, N_CANDIDATES - 6)
        both, kms = np.hstack([near, full]), np.hstack([km, km_full])
        for i, p in enumerate(places):
            found, first = np.unique(both[i], return_index=True)
            keep = first[found >= 0]
            keep = keep[np.argsort(kms[i, keep], kind="stable")]
            which[p, : len(keep)] = both[i, keep]
            minutes[p, : len(keep)] = trip_minutes(kms[i, keep] * numbers["detour"], pace)
    return which, minutes


def _nearest(settled, places, schools, pool, k) -> tuple[np.ndarray, np.ndarray]:
    out, km = np.full((len(places), k), -1, np.int64), np.full((len(places), k), np.inf)
    if len(pool):
        tree = cKDTree(np.stack([schools["x"][pool], schools["y"][pool]], axis=1))
        take = min(k, len(pool))
        distance, index = tree.query(np.stack([settled.x[places], settled.y[places]], axis=1), k=take)
        out[:, :take] = pool[index.reshape(len(places), take)]
        km[:, :take] = distance.reshape(len(places), take)
    return out, km
