"""Schools: where they stand and what they teach."""

import numpy as np

from sim.base.draws import decision, new_uid, number_of, uniform_of
from sim.base.table import Table
from sim.inputs.synthesis import given_schools
from sim.inputs.synthesis.geography import Settled
from sim.inputs.synthesis.given_schools import Sited
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
LONGEST_ID = 11  # signs of an id made up: county code, letter, running number


def site_schools(tables: InputTables, settled: Settled, draw: int) -> tuple[Table, tuple[str, ...]]:
    """Return the schools table and the schools' ids: listed ones as given, the others made up from totals."""
    listed = given_schools.is_listed(tables)
    sited: list[Sited] = []
    for c in range(len(tables.counties)):
        sited += (
            given_schools.of_county(tables, c, settled) if listed[c] else _made_up(tables, c, settled, draw)
        )
    table, n = empty_schools(len(sited)), len(sited)
    county, township, place, kind, zone, ownership = (
        np.array([getattr(s, name) for s in sited], np.int64)
        for name in ("county", "township", "place", "kind", "zone", "ownership")
    )
    low, high = np.array([s.grades or GRADES_TAUGHT[s.kind] for s in sited]).T
    jitter = np.array([uniform_of(draw, _SITE, 1, i, 0) - 0.5 for i in range(n)])
    x, y = (np.array([getattr(s, name) for s in sited]) for name in ("x", "y"))
    table.append(
        n, uid=np.array([_uid(s, LONGEST_ID * int(not listed[s.county])) for s in sited], np.uint64), county=county,
        township=township, x=np.where(np.isnan(x), settled.x[place] + 0.3 * jitter, x),
        y=np.where(np.isnan(y), settled.y[place] - 0.3 * jitter, y),
        kind=kind, zone=zone, ownership=ownership, grade_low=low, grade_high=high, status=OPEN,
        quality_base=_quality(county, kind, zone, settled.rank[place], draw),
    )  # fmt: skip
    return table, tuple(s.school_id for s in sited)


def _uid(school: Sited, longest: int) -> np.uint64:
    return np.uint64(new_uid(_UID, 0, number_of(school.school_id, longest), 0))


def _made_up(tables: InputTables, c: int, settled: Settled, draw: int) -> list[Sited]:
    """Return the schools of a county's totals, set at the largest places first.

    Ids are county code, a letter of the kind and a running number: synthetic, stable for the same tables.
    """
    code = tables.counties["county_code"].iloc[c]
    totals = tables.school_totals[tables.school_totals["county_code"] == code]
    counts = {
        (KIND_NAMES.index(r.kind), ZONE_NAMES.index(r.zone_kind)): int(r.schools) for r in totals.itertuples()
    }
    running = dict.fromkeys(range(4), 0)
    used: dict[int, set] = {0: set(), 1: set()}
    out = []
    for (kind, zone), n in sorted(counts.items()):
        for place in _sites(c, zone, kind, n, settled, used, draw):
            running[kind] += 1
            school_id = made_up_id(code, kind, running[kind])
            out.append(Sited(school_id, c, int(settled.township[place]), place, kind, zone))
    return out


def made_up_id(county_code: str, kind: int, number: int) -> str:
    """Return the id of a school of a county that lists none."""
    return f"{county_code}-{'PDJN'[kind]}{number:03d}"


def school_codes(tables: InputTables) -> set[str]:
    """Return the ids of the schools at the start: those listed, and those made up from the totals of a county."""
    codes, listed = set(tables.schools["school_code"]), given_schools.is_listed(tables)
    for code, is_listed in zip(tables.counties["county_code"], listed, strict=True):
        totals = tables.school_totals[tables.school_totals["county_code"] == code]
        for kind, schools in totals.groupby("kind")["schools"].sum().items() if not is_listed else ():
            codes |= {made_up_id(code, KIND_NAMES.index(kind), i + 1) for i in range(int(schools))}
    return codes


def _quality(county, kind, zone, rank, draw: int) -> np.ndarray:
    """Return drawing power: by zone, and one star school of each stage in every county seat."""
    quality = np.array([ZONE_QUALITY[z] for z in zone])
    for c in np.unique(county):
        for stage in ((0, NINE_YEAR), (JUNIOR_SCHOOL,)):
            seat = np.flatnonzero((county == c) & np.isin(kind, stage) & (rank == COUNTY_SEAT))
            if len(seat):
                quality[seat[int(uniform_of(draw, _QUALITY, 0, int(c), stage[0]) * len(seat))]] += 1.0
    return quality


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
