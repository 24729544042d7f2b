"""Part of admission where counties are held apart: who goes on at a school of a county that another partition holds.

A child that lives in one county and goes on at its own school in another stands in line there, behind nobody but those
who go on there too. So it visits the partition of the school when private schools have recruited, and is home before
anybody else is told where to go. Where all counties are held together nothing happens here.
"""

from dataclasses import fields, replace

import numpy as np

from sim.processes import lines
from sim.processes.applicants import Applicants, applicants_of
from sim.processes.told_admission import Round
from sim.world.region import Region
from sim.world.visits import Visit

Abroad = tuple[Visit, Applicants]


def go(
    region: Region, a: Applicants, placed: np.ndarray, has_zone: np.ndarray
) -> tuple[Applicants, np.ndarray, np.ndarray, Abroad | None]:
    """Send who goes on elsewhere to the partition of its school; return those to be placed here, guests last.

    Parameters
    ----------
    placed : int array (applicants,)
        School, -1 not yet.
    has_zone : bool array (applicants,)
        Has a right to the school of the zone.
    """
    if not region.peers.is_split:
        return a, placed, has_zone, None
    goes = a.continues & (placed < 0) & ~region.peers.own[region.schools["county"][a.asked]]
    visit = Visit(region, a.rows[goes], with_siblings=True, has_parents=True)
    away, here = a[goes][visit.order], a[~goes]
    guests, n = applicants_of(region, visit.guests), len(visit.guests)
    joined = Applicants(
        *(
            np.concatenate([getattr(one, field.name) for one in (here, guests)])
            for field in fields(Applicants)
        )
    )
    placed = np.append(placed[~goes], np.full(n, -1))
    return joined, placed, np.append(has_zone[~goes], np.ones(n, bool)), (visit, away)


def come_home(
    region: Region, rules, of_year: lines.RulesOfYear, abroad: Abroad | None, whole: Round
) -> list[Round]:
    """Let guests go home; return what became of the applicants placed here and of those placed elsewhere."""
    if abroad is None:
        return [whole]
    visit, away = abroad
    n = len(whole.a.rows) - len(visit.guests)
    told = visit.end(placed=whole.placed[n:], outcome=whole.outcome[n:])
    line = lines.stand_at_asked(region, rules, of_year, away)
    return [_first(whole, n), Round(away, line, told["placed"], told["outcome"])]


def _first(whole: Round, n: int) -> Round:
    """Return what became of the first `n` applicants."""
    line = whole.line
    pairs = slice(0, line.first[n])
    kept = {
        name: getattr(line, name)[pairs]
        for name in ("who", "school", "rule", "group", "points", "lottery", "score")
    }
    kept_for = [(is_for[pairs], rule, share) for is_for, rule, share in line.kept_for]
    line = replace(line, first=line.first[: n + 1], kept_for=kept_for, **kept)
    return Round(whole.a[slice(0, n)], line, whole.placed[:n], whole.outcome[:n])
