"""The shape of the resident population of 2020, from two places of the Northeast that print it whole.

No age structure of a county of Tonghua was found. 海伦 (a farming county) and 伊春 (an urban prefecture) shrank
as Tonghua did; both are of Heilongjiang, where fewer children are born, so that ages 0-9 are raised by the
ratio of the two provinces' fertility.
"""

from __future__ import annotations

import numpy as np

from builder.life import OLDEST, SEXES, p_survive
from builder.sources import choice, lookup, source

ADULTS, CHILDREN = "伊春市(黑龙江,地级)", "海伦市(黑龙江,县级)"
# Ages that 海伦 prints; the youngest were born under the fertility compared.
PRINTED, RAISED = 25, 10


def donor(area: str) -> np.ndarray:
    """Return the persons of a donor, sex x single age 0-100; ages it does not print are 0."""
    return np.array([_single_ages(area, sex) for sex in SEXES])


def _single_ages(area: str, sex: str) -> np.ndarray:
    """Spread the groups of a donor over their ages; each group keeps its sum.

    Within a group the ages follow a line through the means of the neighbouring groups; an open group follows
    the life table.
    """
    rows = source("pyramids")
    rows = rows[rows["area"] == area]
    groups = []
    for age, count in zip(rows["age"], rows[sex].astype(float), strict=True):
        low, high = (int(age[:-1]), OLDEST) if age.endswith("+") else _ends(age)
        groups.append((low, high, count))
    middles = [(low + high) / 2 for low, high, _ in groups if high < OLDEST]
    means = [count / (high - low + 1) for low, high, count in groups if high < OLDEST]
    single = np.zeros(OLDEST + 1)
    for low, high, count in groups:
        ages = np.arange(low, high + 1)
        if high == OLDEST:
            weights = np.cumprod(p_survive(2020, sex)[low:])
        else:
            weights = np.interp(ages, middles, means)
        single[ages] = count * weights / weights.sum()
    return single


def _ends(age: str) -> tuple[int, int]:
    """Return the ends of a group as "5-9", or of the single age "0"."""
    low, high = (age.split("-") * 2)[:2]
    return int(low), int(high)


def shape_of_2020() -> np.ndarray:
    """Return the donors' shape of 2020, sex x single age, summing to one."""
    population = lookup("population")
    rural = donor(CHILDREN) / population("海伦市(黑龙江)", 2020, "census resident population")
    urban = donor(ADULTS)
    urban /= urban.sum()
    weight = choice("weight_of_hailun")
    shape = urban.copy()
    shape[:, :PRINTED] = weight * rural[:, :PRINTED] + (1 - weight) * urban[:, :PRINTED]
    shape[:, :RAISED] *= fertility_ratio()
    shape[:, PRINTED:] *= (1 - shape[:, :PRINTED].sum()) / shape[:, PRINTED:].sum()
    return shape


def fertility_ratio() -> float:
    """Return the fertility of Jilin over that of Heilongjiang, census of 2020."""
    rows = source("fertility")
    rows = rows[(rows["metric"] == "TFR") & (rows["year"] == "2020")]
    rate = dict(zip(rows["area"], rows["value"].astype(float), strict=True))
    return rate["吉林"] / rate["黑龙江"]
