"""What the records tell of left-behind pupils at the census: on file, key cases, in care, and the hours it takes."""

import numpy as np

from sim.kernels.care import LEFT_BEHIND, NO_CASE
from sim.world.region import Region


def care_columns(region: Region, rules) -> dict[str, np.ndarray]:
    """Return `CARE_COLUMNS` by school and grade, arrays (schools, 9)."""
    c, county = region.children, region.schools["county"]
    rows = np.flatnonzero(c["care_case"] != NO_CASE)
    cell = c["school"][rows].astype(np.int64) * 9 + c["grade"][rows] - 1
    is_key, is_filed, is_cared = c["care_case"][rows] > LEFT_BEHIND, c["is_filed"][rows], c["is_cared"][rows]

    def counted(which: np.ndarray) -> np.ndarray:
        return np.bincount(cell[which > 0], minlength=len(county) * 9).reshape(-1, 9)

    filed, cared = counted(is_filed), counted(is_cared)
    a_pupil = rules.values("filing_surveys") * rules.values("filing_hours")
    return {
        "n_left_behind_filed": filed, "n_key_cases": counted(is_key), "n_cared": cared,
        "n_key_cases_cared": counted(is_key & (is_cared > 0)), "filing_hours": filed * a_pupil[county][:, None],
        "care_hours": cared * rules.values("care_hours")[county][:, None],
    }  # fmt: skip
