"""Care of left-behind pupils 留守儿童关爱 (model.md step 8): the file, one-to-one care, and what it does to dropout.

Who is left behind in the model and who is on file differ: the file misses a share. Those whose parent went away this
school year are missed first, then by a lasting draw. One-to-one care (包保) takes pupils on file: of the key cases a
share, those of more risks first, and of the others a share. Each share is met exactly in each county, to the nearest
pupil. Hours and yuan are counted; the effect on dropout is a number that is switched off (`odds_cared`).
"""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.care import LEFT_BEHIND, NO_CASE, care_cases, share_of_groups
from sim.kernels.choosing import first_of_groups
from sim.world.region import Region

_FILED, _CARED = decision("care.filed"), decision("care.cared")


def run(region: Region, rules, orders) -> None:
    """Put left-behind pupils on file and into care, and hold what care costs for the books of the year."""
    c = region.children
    cases = _cases(region)
    left_behind = np.flatnonzero(cases != NO_CASE)
    filed = _filed(region, rules, left_behind)
    is_key = cases[filed] > LEFT_BEHIND
    cared = np.concatenate(
        [_cared(region, filed[which], rules.values(name))
         for which, name in ((is_key, "care_share_key"), (~is_key, "care_share_other"))]
    )  # fmt: skip
    for name, rows in (("is_filed", filed), ("is_cared", cared)):
        column = c.writable(name)
        column[:] = 0
        column[rows] = 1
    s = region.schools
    pupils = np.bincount(c["school"][cared], minlength=len(s))
    region.ledger.hold("care", pupils * rules.values("yuan_care_pupil")[s["county"]])


def offset(region: Region, rules) -> np.ndarray:
    """Return the log odds that care adds for each child, float32 (children,); 0 while it is switched off."""
    return np.float32(np.log(region.numbers["odds_cared"])) * region.children["is_cared"].astype(np.float32)


def _cases(region: Region) -> np.ndarray:
    """Write and return what case for care each child is, uint8 (children,)."""
    c, h = region.children, region.households
    columns = (c[name] for name in ("status", "grade", "household", "birth_year", "birth_month"))
    families = (h[name] for name in ("is_rural_hukou", "parents_away", "poverty"))
    cases = c.writable("care_case")
    run_chunks(care_cases, len(c), region.threads, *columns, *families, region.year, cases)
    return cases


def _filed(region: Region, rules, rows: np.ndarray) -> np.ndarray:
    """Return which of left-behind pupils, rows, are on file."""
    c, h = region.children, region.households
    start = region.numbers["share_filed_start"]
    share = start + rules.values("filing_gap_closed").astype(float) * (1.0 - start)
    is_new = h["year_away"][c["household"][rows]] == region.year
    return _first(region, rows, is_new + draws_for(0, _FILED, 0, c["uid"][rows]), share)


def _cared(region: Region, rows: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return which of pupils on file, rows, are in care, by the share of each county (counties,)."""
    c = region.children
    score = draws_for(0, _CARED, 0, c["uid"][rows]) - c["care_case"][rows]
    return _first(region, rows, score, share.astype(float))


def _first(region: Region, rows: np.ndarray, score: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the share (counties,) of pupils, rows, whose score is lowest in the county of their school."""
    county = region.schools["county"][region.children["school"][rows]].astype(np.int64)
    return rows[first_of_groups(county, score, share_of_groups(county, share))]
