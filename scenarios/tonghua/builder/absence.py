"""Who is away: registered in the prefecture, living elsewhere, relative to residents of the same age.

Registered persons are known by group of age, residents by age from the pyramid; the difference of each group
is spread over its ages by weights (adults) or by where their mothers are (children).
"""

from __future__ import annotations

import datetime

import numpy as np

from builder.life import OLDEST, SEXES
from builder.rates import mean_age_of_mothers
from builder.registered import ADULT, GROUPS, groups, young_part_of_2021
from builder.sources import END_2021, bands, choice, lookup

AT_SCHOOL = 6


def weights_of_adults() -> np.ndarray:
    """Return how likely adults are to be away, relative to each other, sex x age."""
    weights = np.tile(bands("absence_weight", OLDEST + 1), (len(SEXES), 1))
    weights[SEXES.index("female"), 18:35] *= choice("absence_weight_women_18_34")
    return weights


def share_with_parents() -> np.ndarray:
    """Return the share of the children of away mothers who are away too, by age 0-17.

    At school age: pupils who moved along (随迁) over these and the left-behind (留守) of the nation in 2017.
    """
    schools = lookup("schools")
    moved = schools("全国", 2017, "migrant pupils in compulsory schools")
    left = schools("全国", 2017, "left-behind pupils in compulsory schools")
    points = [0, AT_SCHOOL], [choice("away_with_parent_at_birth"), moved / (moved + left)]
    return np.interp(np.arange(ADULT), *points)


def adults_away(here: np.ndarray, day: datetime.date, split: float | None = None) -> np.ndarray:
    """Return adults away per resident with hukou here, sex x age, on a day from 2015 to 2021.

    Parameters
    ----------
    here : array
        Residents with hukou here, sex x age.
    split : float, optional
        How much likelier 18-34 are to be away than their weights say, relative to 35-59; None solves it from
        the groups of 2021, so that `day` must be the end of 2021.
    """
    weights, known = weights_of_adults(), groups(min(day, END_2021))
    young, middle, old = (slice(low, high + 1) for low, high in list(GROUPS.values())[1:])
    odds = np.zeros_like(here)
    if split is None:
        young_total = known["18-59"] * young_part_of_2021()
        pairs = ((young, young_total), (middle, known["18-59"] - young_total), (old, known["60+"]))
    else:
        weights[:, young] *= split
        pairs = ((slice(young.start, middle.stop), known["18-59"]), (old, known["60+"]))
    for ages, total in pairs:
        spread = (here * weights)[:, ages].sum()
        odds[:, ages] = weights[:, ages] * (total - here[:, ages].sum()) / spread
    return odds


def split_of_young(odds: np.ndarray) -> float:
    """Return the `split` of the odds found without one."""
    weights = weights_of_adults()
    male = SEXES.index("male")
    return (odds[male, 20] / weights[male, 20]) / (odds[male, 40] / weights[male, 40])


def share_of_children_away(odds: np.ndarray) -> np.ndarray:
    """Return the share of registered children who are away, by age 0-17, from the odds of their mothers."""
    women = odds[SEXES.index("female")]
    mothers = women[np.arange(ADULT) + mean_age_of_mothers()]
    return mothers / (1 + mothers) * share_with_parents()
