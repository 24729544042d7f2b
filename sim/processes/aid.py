"""Living aid 生活补助 (model.md step 8): given to poor pupils before the census; what it costs beyond national rates.

The national rates are paid for by funds that go with the pupil (`sim.processes.funds`), what a county gives beside
them by the county, where the pupil sits.
"""

import numpy as np

from sim.world import living_aid
from sim.world.region import Region


def give(region: Region, rules) -> np.ndarray:
    """Write what each pupil gets in the year by the rules of the county it sits in.

    Returns pupils by where they sit, stage, boarding and living aid (no, yes), int64 (schools, 2, 2, 2).
    """
    county = region.schools["county"]
    share = living_aid.coverage(region.numbers, rules.values("aid_gap_closed"))[county]
    rates = living_aid.national_rates(region.year) + _extra(rules)[:, :, None]
    return living_aid.give(region.children, region.households, share, rates[county], region.threads)


def extra_yuan(region: Region, rules, aided: np.ndarray) -> np.ndarray:
    """Return what counties give beside the national rates, yuan (schools,), to `aided` pupils (schools, 2) by stage."""
    return (aided * _extra(rules)[region.schools["county"]]).sum(axis=1)


def _extra(rules) -> np.ndarray:
    """Return yuan beside the national rates by stage, int64 (counties, 2)."""
    by_stage = [rules.values(f"aid_extra_{stage}") for stage in ("primary", "junior")]
    return np.round(np.stack(by_stage, axis=1)).astype(np.int64)
