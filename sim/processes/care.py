"""Care of pupils at risk of dropping out 关爱帮扶 (model.md step 9): what it adds to the log odds of leaving."""

import numpy as np

from sim.world.region import Region


def offset(region: Region, rules) -> np.ndarray:
    """Return the log odds that care adds for each child, float32 (children,): none without a lever."""
    return np.zeros(len(region.children), np.float32)
