"""Fertility by age and order, its level by year, and death rates."""

from __future__ import annotations

import numpy as np

from builder.sources import choice, source

ORDERS = {1: "parity1", 2: "parity2", 3: "parity3+"}
MIDDLES = np.arange(17, 50, 5)
LAST_YEAR = 2050


def fertility_rows() -> list[dict]:
    """Return the rows of fertility.csv: rates by single age, split over the orders.

    The split is known for groups of five years; between the middles of the groups it moves in a straight
    line, so that it does not jump from 24 to 25.
    """
    rows = source("fertility")
    rate = {
        (metric, age): float(value)
        for metric, age, value in zip(rows["metric"], rows["age"], rows["value"], strict=True)
    }
    single = {age: rate["ASFR single year", str(age)] for age in range(15, 49)}
    single[49] = single[48] * choice("fertility_at_49")
    groups = [f"{low}-{low + 4}" for low in range(15, 50, 5)]
    shares = np.array([[rate[f"ASFR {name}", group] for group in groups] for name in ORDERS.values()])
    shares = shares / shares.sum(axis=0)
    result = []
    for i, order in enumerate(ORDERS):
        for age, value in single.items():
            split = np.array([np.interp(age, MIDDLES, line) for line in shares])
            result.append(
                {
                    "order": order,
                    "age": age,
                    "rate": f"{value / 1000 * split[i] / split.sum():.7f}",
                    "source": "sources/fertility.csv: census of 福州 2020, table 6-3",
                    "confidence": "estimate",
                    "note": "single-year rate x share of the order by five years of age; shape, not level",
                }
            )
    return result


def fertility_level_rows() -> list[dict]:
    """Return the rows of fertility_level.csv: Jilin as a moving part of the nation, then the UN variants."""
    rows = source("fertility_projection")
    nation = {
        (variant, int(year)): float(tfr)
        for variant, year, tfr in zip(rows["variant"], rows["year"], rows["tfr"], strict=True)
    }
    points = _points_of_jilin()
    result = []
    for variant in ("low", "medium", "high"):
        years = sorted(points[variant])
        parts = [points[variant][year] / nation["estimate", year] for year in years]
        for year in range(2010, LAST_YEAR + 1):
            if year <= years[-1]:
                tfr = float(np.interp(year, years, parts)) * nation["estimate", year]
                note = (
                    "national rate x part of the nation, moving in a straight line between 2010, 2020, 2023"
                )
            else:
                tfr = points["medium"][2023] / nation["estimate", 2023] * nation[variant, year]
                note = f"Jilin's part of the nation in 2023 x UN {variant} variant"
            exact = year in (2010, 2020)
            result.append(
                {
                    "variant": variant,
                    "year": year,
                    "tfr": f"{tfr:.4f}",
                    "source": "sources/fertility.csv, fertility_projection.csv",
                    "confidence": "read" if exact else "estimate",
                    "note": "Jilin, census" if exact else note,
                }
            )
    return result


def _points_of_jilin() -> dict[str, dict[int, float]]:
    """Return the rates of Jilin by variant and year; the variants part after 2020."""
    rows = source("fertility")
    rows = rows[rows["area"] == "吉林"]
    rate = {
        (metric, int(year)): float(value)
        for metric, year, value in zip(rows["metric"], rows["year"], rows["value"], strict=True)
    }
    names = {"low": "TFR low", "medium": "TFR", "high": "TFR high"}
    return {
        variant: {2010: rate["TFR", 2010], 2020: rate["TFR", 2020], 2023: rate[name, 2023]}
        for variant, name in names.items()
    }


def mortality_rows() -> list[dict]:
    """Return the rows of mortality.csv: the nation's rates, as they are."""
    rows = source("mortality")
    lows = sorted({int(age.rstrip("+")) for age in rows["age"]})
    highs = dict(zip(lows, [low - 1 for low in lows[1:]] + [lows[-1]], strict=True))
    return [
        {
            "sex": row["sex"],
            "age_low": int(row["age"].rstrip("+")),
            "age_high": highs[int(row["age"].rstrip("+"))],
            "period": row["period"].split("-")[0],
            "rate": row["rate"],
            "source": f"sources/mortality.csv: {row['source']}",
            "confidence": row["confidence"],
            "note": "rates of the nation; no table of Jilin or Tonghua was found",
        }
        for row in rows.to_dict("records")
    ]
