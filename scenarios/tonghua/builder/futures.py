"""The level of fertility by year: what is known to 2025, then a low, a medium and a high future.

To 2025 the three are one: births are known, and a variant is a future. Taken literally, Jilin's part of the
nation in 2023 times the low variant of the UN falls to 0.41, as the UN subtracts half a child whatever the
level. Here half of the UN's relative spread is kept, and the other half is Jilin's own range of 2023.
"""

from __future__ import annotations

import datetime

import numpy as np

from builder.births import births_of_prefecture
from builder.pyramid import FEMALE, residents_on
from builder.rates import schedule
from builder.sources import choice, source

LAST_YEAR = 2050
CENSUSES, ANCHOR, LAST_BIRTHS = (2010, 2020), 2023, 2025
VARIANTS = ("low", "medium", "high")
CENSUS_NOTE = "Jilin, census"
PART_NOTE = "national rate x part of the nation, moving in a straight line between 2010, 2020, 2023"
BIRTHS_NOTE = "2023 moved by births per resident woman, mean of 2024 (dragon year) and 2025 (fall after it)"
FUTURE_NOTES = {
    "low": "medium x half of the UN's relative spread x Jilin's low over its medium of 2023, reached by 2030",
    "medium": "Jilin of 2023 moved as the UN medium variant; 2024 and 2025 together stand on its line",
    "high": "medium x half of the UN's relative spread x Jilin's high over its medium of 2023, reached by 2030",
}


def nation() -> dict[tuple[str, int], float]:
    """Return the nation's total fertility by variant (or "estimate") and year."""
    rows = source("fertility_projection")
    return {
        (variant, int(year)): float(tfr)
        for variant, year, tfr in zip(rows["variant"], rows["year"], rows["tfr"], strict=True)
    }


def jilin() -> dict[tuple[str, int], float]:
    """Return the total fertility of Jilin by metric ("TFR", "TFR low", "TFR high") and year."""
    rows = source("fertility")
    rows = rows[rows["area"] == "吉林"]
    return {
        (metric, int(year)): float(value)
        for metric, year, value in zip(rows["metric"], rows["year"], rows["value"], strict=True)
    }


def births_per_woman(year: int) -> float:
    """Return the prefecture's births of a year over those its resident women have at the donor's rates."""
    women = residents_on(datetime.date(year, 7, 1))[:, FEMALE].sum(axis=0)
    return births_of_prefecture()[year] / (women @ schedule())


def known_level(year: int) -> float:
    """Return the level of a year from 2010 to 2025, the same in every variant.

    2024 and 2025 stand at their mean: the dragon year took births from the year after it, and a future that
    began at one of the two would carry the bump or the gap on for ever.
    """
    of_nation, of_jilin = nation(), jilin()
    if year > ANCHOR:
        after = [births_per_woman(later) for later in range(ANCHOR + 1, LAST_BIRTHS + 1)]
        return of_jilin["TFR", ANCHOR] * sum(after) / len(after) / births_per_woman(ANCHOR)
    points = (*CENSUSES, ANCHOR)
    parts = [of_jilin["TFR", point] / of_nation["estimate", point] for point in points]
    return float(np.interp(year, points, parts)) * of_nation["estimate", year]


def future_level(variant: str, year: int) -> float:
    """Return the level of a year after 2025."""
    of_nation, of_jilin = nation(), jilin()
    level = of_jilin["TFR", ANCHOR] * of_nation["medium", year] / of_nation["estimate", ANCHOR]
    if variant == "medium":
        return level
    spread = (of_nation[variant, year] / of_nation["medium", year]) ** choice("spread_of_variants")
    own = of_jilin[f"TFR {variant}", ANCHOR] / of_jilin["TFR", ANCHOR]
    reached = min(1.0, (year - LAST_BIRTHS) / choice("years_to_part"))
    return level * (spread * own) ** reached


def fertility_level_rows() -> list[dict]:
    """Return the rows of fertility_level.csv."""
    rows = []
    for variant in VARIANTS:
        for year in range(CENSUSES[0], LAST_YEAR + 1):
            tfr = known_level(year) if year <= LAST_BIRTHS else future_level(variant, year)
            rows.append(
                {
                    "variant": variant,
                    "year": year,
                    "tfr": f"{tfr:.4f}",
                    "source": "sources/fertility.csv, fertility_projection.csv, births.csv",
                    "confidence": "read" if year in CENSUSES else "estimate",
                    "note": _note(variant, year),
                }
            )
    return rows


def _note(variant: str, year: int) -> str:
    """Return how the level of a year was made."""
    if year in CENSUSES:
        return CENSUS_NOTE
    if year > LAST_BIRTHS:
        return FUTURE_NOTES[variant]
    return BIRTHS_NOTE if year > ANCHOR else PART_NOTE
