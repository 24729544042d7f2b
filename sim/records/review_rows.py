"""Record columns of the mid-term review and of paired schools."""

import numpy as np

from sim.kernels.codes import OPEN
from sim.records.collecting import Collected
from sim.records.review_tables import REVIEW_COLUMNS
from sim.world.region import Region


def review_columns(rules) -> Collected:
    """Return what the rulebooks of the year tell of a review, by county."""
    return {column.name: rules.values(column.name) for column in REVIEW_COLUMNS}


def pairing(region: Region, rules) -> dict[str, np.ndarray]:
    """Return the columns of `PAIRING_COLUMNS` by school; a pair of which one is closed is none."""
    s = region.schools
    by, is_open = s["helped_by"].astype(np.int64), s["status"] == OPEN
    stands = (by >= 0) & is_open & is_open[by]
    return {
        "is_helped": stands,
        "n_helps": np.bincount(by[stands], minlength=len(s)),
        "days_helped": np.round(stands * rules.values("pairing_days")[s["county"]]).astype(np.int64),
    }
