"""Fertility by age and order, and death rates."""

from __future__ import annotations

import numpy as np

from builder.life import OLDEST
from builder.sources import choice, source

ORDERS = {1: "parity1", 2: "parity2", 3: "parity3+"}
MIDDLES = np.arange(17, 50, 5)


def fertility_rows() -> list[dict]:
    """Return the rows of fertility.csv: rates by single age, split over the orders.

    The rate of an age is the donor's; second and later births are brought to the Northeast's part of all births.
    """
    by_order = _by_order()
    return [
        {
            "order": order,
            "age": age,
            "rate": f"{by_order[i, k]:.7f}",
            "source": "sources/fertility.csv: census of 福州 2020, table 6-3; choices.csv",
            "confidence": "estimate",
            "note": "single-year rate x share of the order by five years of age, later orders brought to the "
            "Northeast's part of births; shape, not level",
        }
        for i, order in enumerate(ORDERS)
        for k, age in enumerate(single_rates())
    ]


def _by_order() -> np.ndarray:
    """Return births per woman by order and single age (3, ages).

    The donor's split is known for groups of five years; between the middles of the groups it moves in a straight line,
    so that it does not jump from 24 to 25. Families of the Northeast stop at one child more often than the donor's:
    later births are taken down by one factor at every age, first births make up for them.
    """
    rate, single = _rates_of_donor(), single_rates()
    groups = [f"{low}-{low + 4}" for low in range(15, 50, 5)]
    shares = np.array([[rate[f"ASFR {name}", group] for group in groups] for name in ORDERS.values()])
    shares = shares / shares.sum(axis=0)
    split = np.array([[np.interp(age, MIDDLES, line) for age in single] for line in shares])
    total = np.array(list(single.values())) / 1000
    births = total * split / split.sum(axis=0)
    births[1:] *= choice("share_later_births") * total.sum() / births[1:].sum()
    births[0] = total - births[1:].sum(axis=0)
    return births


def _rates_of_donor() -> dict[tuple[str, str], float]:
    """Return the rates of the donor by metric and age."""
    rows = source("fertility")
    rows = rows[rows["area"] == "福州市"]
    return {
        (metric, age): float(value)
        for metric, age, value in zip(rows["metric"], rows["age"], rows["value"], strict=True)
    }


def single_rates() -> dict[int, float]:
    """Return the donor's births per 1000 women by single age 15-49, all orders."""
    rate = _rates_of_donor()
    single = {age: rate["ASFR single year", str(age)] for age in range(15, 49)}
    return single | {49: single[48] * choice("fertility_at_49")}


def schedule() -> np.ndarray:
    """Return the donor's births per woman by age 0-100: a shape, whose sum is the donor's rate."""
    rates = np.zeros(OLDEST + 1)
    for age, value in single_rates().items():
        rates[age] = value / 1000
    return rates


def mean_age_of_mothers() -> int:
    """Return the mean age of mothers at birth in whole years."""
    rates = schedule()
    return int(round((rates * (np.arange(OLDEST + 1) + 0.5)).sum() / rates.sum()))


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
