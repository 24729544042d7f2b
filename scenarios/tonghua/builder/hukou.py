"""Residents with hukou here and elsewhere, and registered persons who are away, by county, sex and age.

Here and elsewhere sum to the residents, here and away to the registered population, in every county; over the
prefecture, here and away meet the known groups of age of the register.
"""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np

from builder.absence import adults_away, share_of_children_away, split_of_young
from builder.life import OLDEST
from builder.pyramid import residents_on
from builder.registered import ADULT, GROUPS, groups
from builder.sources import END_2021, bands, choice
from builder.target import Target
from builder.totals import hukou, names

KINDS = ("here", "elsewhere", "away")
ROUNDS = 200


def totals_away(target: Target) -> tuple[np.ndarray, np.ndarray]:
    """Return the persons elsewhere and away of each county, so that both totals of the county hold.

    A small share of the residents is registered elsewhere and the rest of the gap is away; where more have
    come than gone a least share of the registered is away, and those who came are the more.
    """
    registered = np.array([hukou(target.year)[name] for name in names()], dtype=float)
    resident = residents_on(target.start).sum(axis=(1, 2))
    by_gap = registered - resident + choice("elsewhere_share") * resident
    away = np.maximum(by_gap, choice("away_share_least") * registered)
    return resident - registered + away, away


def elsewhere(target: Target, day: datetime.date) -> np.ndarray:
    """Return residents with hukou elsewhere on a day, counties x sex x age, at the shares of the start."""
    counts = totals_away(target)[0] / residents_on(target.start).sum(axis=(1, 2))
    spread = residents_on(day) * bands("elsewhere_weight", OLDEST + 1)
    return spread * (counts * residents_on(day).sum(axis=(1, 2)) / spread.sum(axis=(1, 2)))[:, None, None]


@cache
def odds_away(target: Target) -> np.ndarray:
    """Return registered persons away per resident with hukou here, sex x age, whole prefecture.

    How much likelier the young are away than the middle-aged is solved at the end of 2021, when the register
    tells them apart, and kept for the start. A start after 2021 keeps the odds of 2021.
    """
    day = min(target.start, END_2021)
    then = (residents_on(END_2021) - elsewhere(target, END_2021)).sum(axis=0)
    split = split_of_young(adults_away(then, END_2021))
    here = (residents_on(day) - elsewhere(target, day)).sum(axis=0)
    odds = adults_away(here, day, split)
    share = share_of_children_away(odds)
    odds[:, :ADULT] = share / (1 - share)
    children = here[:, :ADULT]
    short = groups(day)["0-17"] - children.sum()
    odds[:, :ADULT] *= short / (children * odds[:, :ADULT]).sum()
    return odds


@cache
def persons(target: Target) -> dict[str, np.ndarray]:
    """Return the persons of the start by kind of hukou, counties x sex x age."""
    resident, others = residents_on(target.start), elsewhere(target, target.start)
    here = resident - others
    away = here * odds_away(target)
    by_county, by_group = totals_away(target)[1], _groups_away(target, here)
    for _ in range(ROUNDS):
        for ages, count in by_group:
            away[:, :, ages] *= count / away[:, :, ages].sum()
        away *= (by_county / away.sum(axis=(1, 2)))[:, None, None]
    return {"here": here, "elsewhere": others, "away": away}


def _groups_away(target: Target, here: np.ndarray) -> list[tuple[slice, float]]:
    """Return the persons away by ages, where the register tells; they sum to those away of all counties."""
    if target.start > END_2021:
        return []
    low_old, young = GROUPS["60+"][0], slice(0, ADULT)
    ages = {"0-17": young, "18-59": slice(ADULT, low_old), "60+": slice(low_old, OLDEST + 1)}
    known = groups(target.start)
    # The register is a line between two Decembers; the counties sum to that of the end of the start year.
    scale = sum(hukou(target.year).values()) / sum(known.values())
    return [(span, known[name] * scale - here[:, :, span].sum()) for name, span in ages.items()]


def registered_persons(target: Target) -> np.ndarray:
    """Return the registered persons of the start, counties x sex x age."""
    kinds = persons(target)
    return kinds["here"] + kinds["away"]
