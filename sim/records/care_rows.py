"""What the records tell of left-behind pupils at the census: on file, key cases, in care, and the hours it takes."""

from collections.abc import Mapping

import numpy as np

from sim.world.region import Region


def care_columns(region: Region, rules, counted: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return `CARE_COLUMNS` by school and grade, arrays (schools, 9), from what the census counted of them."""
    county = region.schools["county"]
    a_pupil = rules.values("filing_surveys") * rules.values("filing_hours")
    return {
        **{
            name: counted[name]
            for name in ("n_left_behind_filed", "n_key_cases", "n_cared", "n_key_cases_cared")
        },
        "filing_hours": counted["n_left_behind_filed"] * a_pupil[county][:, None],
        "care_hours": counted["n_cared"] * rules.values("care_hours")[county][:, None],
    }
