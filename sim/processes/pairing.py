"""Schools paired with others (城乡学校对口帮扶): how families come to see schools (model.md step 3).

Within a county strong schools help others: public schools of towns and cities that are not weak by the norms help
village schools, points, and those that are weak. The weakest in the eyes of families come first, the strongest help
first; whatever pairing itself adds is left out of the comparison, and equal schools come by a draw of their own that
lasts. Pairs last while both are what they were and the one is still among the weakest that the share covers.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.codes import OPEN, POINT, PUBLIC, VILLAGE
from sim.kernels.pairing import pair_schools
from sim.processes.rotating import share_of
from sim.world.norms import norm_standing
from sim.world.quality import quality_seen
from sim.world.region import Region

_TIE = decision("pairing.tie")


def run(region: Region, rules) -> None:
    """Pair the schools of each county whose rules ask for it, and let families see it as far as the rules say."""
    s = region.schools
    if not (any(book.pairing_share for book in rules) or (s["helped_by"] >= 0).any()):
        return
    before, by = s["helped_by"].copy(), s.writable("helped_by")
    s.writable("quality_helped")[:] = 0.0
    by[:] = -1
    helped, helpers = _sides(region, rules)
    seen, tie = quality_seen(s), draws_for(region.luck, _TIE, 0, s["uid"])
    turn = np.lexsort((tie, seen))
    for county, book in enumerate(rules):
        mine = turn[s["county"][turn] == county]
        weakest, strongest = mine[helped[mine]], mine[helpers[mine]][::-1]
        asked = weakest[: share_of(book.pairing_share, len(weakest))]
        place = np.full(len(s) + 1, -1)  # the last one stands for no helper
        place[strongest] = np.arange(len(strongest))
        found = pair_schools(
            _stages(s, asked), _stages(s, strongest), place[before[asked]], book.pairing_partners
        )
        paired = asked[found >= 0]
        by[paired] = strongest[found[found >= 0]]
        s.writable("quality_helped")[paired] = book.pairing_quality


def _sides(region: Region, rules) -> tuple[np.ndarray, np.ndarray]:
    """Return which schools are to be helped and which can help, bool (schools,) each."""
    s = region.schools
    stands = (s["status"] == OPEN) & (s["ownership"] == PUBLIC)
    is_weak = norm_standing(region, rules, np.zeros(len(s), np.int64)).is_weak
    needs_help = (s["zone"] == VILLAGE) | (s["kind"] == POINT) | is_weak
    return stands & needs_help, stands & ~needs_help


def _stages(schools, rows: np.ndarray) -> np.ndarray:
    """Return whether schools teach primary and junior grades, bool (rows, 2)."""
    return np.stack([schools["grade_low"][rows] <= 6, schools["grade_high"][rows] >= 7], axis=1)
