"""Quota seats of senior highs (指标到校) as families see them: of the last census, per graduate of a junior school.

What happens after grade 9 is not simulated: the seats only draw families at grade 7, or keep them.
"""

import numpy as np

from sim.world.quota_seats import junior_rows, seats_per_graduate
from sim.world.region import Region


def quota_of_schools(region: Region, rules) -> np.ndarray:
    """Return the quota seats per graduate of each open junior school, float64 (schools,), 0 for other schools."""
    out = np.zeros(len(region.schools))
    rows = junior_rows(region)
    out[rows] = seats_per_graduate(region, rules, rows)
    return out


def quota_above_mean(region: Region, rules) -> np.ndarray:
    """Return by how much that is above the mean of the county's graduates, float64 (schools,), 0 for other schools.

    Exactly 0 in a county where every graduate counts the same.
    """
    out, rows = np.zeros(len(region.schools)), junior_rows(region)
    mean = rules.values("quota_share") * region.numbers["share_elite_seats"]
    above = seats_per_graduate(region, rules, rows) - mean[region.schools["county"][rows]]
    is_tilted = rules.values("quota_rural_weight")[region.schools["county"][rows]] != 1.0
    out[rows] = np.where(is_tilted, above, 0.0)
    return out
