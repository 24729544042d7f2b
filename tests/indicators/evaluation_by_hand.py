"""Figures of the evaluations worked by hand from the tables of `tests.indicators.hand`.

Sites with 50 pupils: t2 (150) and the nine-year n (10 primary, 58 junior). Without t1 (40), the point v1 (30), t9 (0),
the closed z, and the private u1. In 2018 t2 alone.
"""

import math

from sim.indicators.evaluation.standards import BASIC, QUALITY, resources

NO = math.nan
_PRIMARY, _JUNIOR = ("all", "primary", 2017), ("all", "junior", 2017)
_WHOLE, _TOWN = ("all", "all", 2017), ("town", "primary", 2017)


def _levels(primary: float, junior: float) -> dict:
    return {_PRIMARY: primary, _JUNIOR: junior, _WHOLE: NO, _TOWN: NO}


# (official, unweighted) of primary, then junior: one school differs from no other
_ONE = (
    math.sqrt(1 / 15),
    1.0,
)  # t2 has all of it: x 160/150 and 0 of the mean; unweighted 2 and 0 of the mean
# teaching m2 per pupil 3 and 6, mean 510/160 = 3.1875: 150 x 0.1875^2 + 10 x 2.8125^2 = 84.375
_AREA = (math.sqrt(84.375 / 160) / 3.1875, 1.5 / 4.5)
# teachers per pupil 0.04 and 0.2, mean 8/160 = 0.05: 150 x 0.01^2 + 10 x 0.15^2 = 0.24
_TEACHERS = (math.sqrt(0.24 / 160) / 0.05, 0.08 / 0.12)
_NOTHING = (NO, NO)
_FOUND = {
    QUALITY: {
        "above_standard": (_ONE, 0), "backbone": (_ONE, NO), "pe_arts": (_ONE, 0), "teaching_area": (_AREA, 0),
        "highest": (_NOTHING, NO)},
    BASIC: {
        "teaching_area": (_AREA, 0), "teachers": (_TEACHERS, 0), "above_standard": (_ONE, 0),
        "middle_title": (_ONE, NO), "composite": (_NOTHING, NO)},
}  # fmt: skip


def _coefficients(framework: str) -> dict:
    names = [*(one.name for one in resources(framework)), {BASIC: "composite", QUALITY: "highest"}[framework]]
    out = {}
    for name in names:
        (official, unweighted), junior = _FOUND[framework].get(name, (_NOTHING, NO))
        out[f"cv{framework}_{name}"] = _levels(official, junior)
        out[f"cv{framework}_{name}_unweighted"] = _levels(unweighted, junior)
    return out


EVALUATED = {
    **_coefficients(QUALITY), **_coefficients(BASIC),
    "units_2017": {**_levels(2, 1), ("all", "primary", 2018): 1, ("all", "junior", 2018): 0},
    "units_meeting_2017": _levels(0, 0),
    "share_meeting_2017": {**_levels(0, 0), ("all", "junior", 2018): NO},
    "counties_within_2012": _levels(NO, NO), "counties_within_2017": _levels(NO, NO),
    "share_counties_within_2012": _levels(NO, NO), "share_counties_within_2017": _levels(NO, NO),
    "share_within_size": {("all", "all", 2017): 100, ("urban", "all", 2017): NO},
    "share_classes_in_standard": {("all", "all", 2017): 62.5, ("town", "primary", 2017): 60, _JUNIOR: 0},
    "share_counties_quota": {("all", "all", 2017): NO, ("all", "primary", 2017): NO},
    "share_counties_small_funds": {("all", "all", 2017): NO, ("all", "primary", 2017): NO},
    # 2018: primary 40 + 17 + 4 by zone, 2 own, of 60 + 20 + 4 in public schools; junior 5 + 2 of 7
    "share_by_zone": {
        ("all", "all", 2017): NO, ("all", "primary", 2018): 100 * 63 / 84, ("all", "junior", 2018): 100},
}  # fmt: skip
