"""Care of left-behind pupils 留守儿童关爱 (model.md step 8): the file, one-to-one care, and what it does to dropout.

Who is left behind in the model and who is on file differ: the file misses a share. Those whose parent went away this
school year are missed first, then by a lasting draw. One-to-one care (包保) takes pupils on file: of the key cases a
share, those of more risks first, and of the others a share. Each share is met exactly in each county, to the nearest
pupil. Hours and yuan are counted; the effect on dropout is a number that is switched off (`odds_cared`).
"""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.care import LEFT_BEHIND, care_cases, family_risks, filing_turn, share_of_groups
from sim.kernels.choosing import first_of_groups
from sim.world.region import Region

_FILED, _CARED = decision("care.filed"), decision("care.cared")


def run(region: Region, rules, orders) -> None:
    """Put left-behind pupils on file and into care, and hold what care costs for the books of the year."""
    c = region.children
    filed = _filed(region, rules, _left_behind(region))
    is_key = c["care_case"][filed] > LEFT_BEHIND
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


def log_odds(region: Region) -> float:
    """Return the log odds that care adds for a child in it, to single precision; 0 while it is switched off."""
    return float(np.float32(np.log(region.numbers["odds_cared"])))


def _left_behind(region: Region) -> np.ndarray:
    """Write what case for care each child is, and return the left-behind pupils, rows."""
    c, h = region.children, region.households
    columns = (c[name] for name in ("status", "grade", "household", "birth_year", "birth_month"))
    risks = np.empty(len(h), np.uint8)
    family_risks(*(h[name] for name in ("is_rural_hukou", "parents_away", "poverty")), risks)
    return find_chunks(
        care_cases, len(c), region.threads, *columns, risks, region.year, c.writable("care_case")
    )


def _filed(region: Region, rules, rows: np.ndarray) -> np.ndarray:
    """Return which of left-behind pupils, rows, are on file."""
    c, h = region.children, region.households
    start = region.numbers["share_filed_start"]
    share = start + rules.values("filing_gap_closed").astype(float) * (1.0 - start)
    columns = (c[name] for name in ("school", "household", "uid"))
    county, score = filing_turn(rows, *columns, region.schools["county"], h["year_away"], region.year, _FILED)
    return _first(rows, county, score, share)


def _cared(region: Region, rows: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return which of pupils on file, rows, are in care, by the share of each county (counties,)."""
    c = region.children
    if not share.any():
        return rows[:0]
    county = region.schools["county"][c["school"][rows]].astype(np.int64)
    score = draws_for(0, _CARED, 0, c["uid"][rows]) - c["care_case"][rows]
    return _first(rows, county, score, share.astype(float))


def _first(rows: np.ndarray, county: np.ndarray, score: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return the share (counties,) of pupils, rows, whose score is lowest in their county."""
    return rows[first_of_groups(county, score, share_of_groups(county, share))]
