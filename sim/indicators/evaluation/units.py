"""Units of evaluation (参评单位): which schools and points of a census count, and what a unit has.

A unit is a school in one stage: a nine-year school is two, a point belongs to its central school. Left out are private
schools (their teachers are not told one by one), special schools, and sites with fewer pupils than a number: these go
before points are added to their central school, so that a tiny point changes nobody's figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.indicators.evaluation.standards import BASIC, QUALITY, resources, thresholds
from sim.indicators.run_tables import IS_OPEN
from sim.kernels.codes import KIND_NAMES, OWNERSHIP_NAMES, POINT, PUBLIC

COUNTED, ADDED, EMPTY, PRIVATE, SPECIAL, SMALL = (
    *("counted", "added", "no_pupils", "private", "special", "small"),
)
PLACE = ("year", "county", "school_id", "stage")
DECIDES = ("central_school", "status", "kind", "ownership", "is_special", "pupils")
AMOUNTS = tuple(dict.fromkeys(one.column for framework in (QUALITY, BASIC) for one in resources(framework)))


@dataclass(frozen=True)
class UnitRule:
    """Which sites are left out.

    Attributes
    ----------
    least_pupils : int
        Sites with fewer pupils, both stages of a school together, are left out; 0: none.
    counts_special : bool
        Whether special schools count.
    """

    least_pupils: int = int(thresholds()["least_pupils"].of_stage[0])
    counts_special: bool = False


USUAL = UnitRule()


def standing(school: pd.DataFrame, rule: UnitRule = USUAL) -> pd.DataFrame:
    """Return the open schools by stage, each with the unit it belongs to and how it stands.

    Parameters
    ----------
    school : DataFrame
        Rows of the record table `school` with `PLACE` and `DECIDES`; codes or texts, but for status, kind and
        ownership.
    rule : UnitRule

    Returns
    -------
    DataFrame
        The rows of open schools with `unit`, the school whose figures they are part of, and `counts`: counted, added
        (to its central school), or why it is left out: no_pupils, private, special, small.
    """
    rows = school[(school["status"] == IS_OPEN).to_numpy()]
    own = rows["school_id"].to_numpy(dtype=object)
    at_site = rows.groupby(["year", "school_id"], observed=True, sort=False)["pupils"].transform("sum")
    counts = np.full(len(rows), COUNTED, dtype=object)
    counts[(at_site < rule.least_pupils).to_numpy()] = SMALL
    if not rule.counts_special:
        counts[(rows["is_special"] > 0).to_numpy()] = SPECIAL
    counts[(rows["ownership"] != OWNERSHIP_NAMES[PUBLIC]).to_numpy()] = PRIVATE
    counts[(rows["pupils"] == 0).to_numpy()] = EMPTY
    central = rows["central_school"].to_numpy(dtype=object)
    is_point = (counts == COUNTED) & (rows["kind"] == KIND_NAMES[POINT]).to_numpy()
    heads = rows[(counts == COUNTED) & ~is_point]
    there = pd.MultiIndex.from_arrays([heads["year"], heads["school_id"].astype(object), heads["stage"]])
    mine = pd.MultiIndex.from_arrays([rows["year"], pd.Index(central, dtype=object), rows["stage"]])
    is_added = is_point & mine.isin(there)
    counts[is_added] = ADDED
    return rows.assign(unit=np.where(is_added, central, own), counts=counts)


def units(school: pd.DataFrame, rule: UnitRule = USUAL) -> pd.DataFrame:
    """Return the units of evaluation.

    Parameters
    ----------
    school : DataFrame
        As of `standing`, with `AMOUNTS`.

    Returns
    -------
    DataFrame
        `PLACE`, pupils, sites (taken together) and `AMOUNTS`; an amount that one of its sites does not tell is NaN.
    """
    rows = standing(school, rule)
    rows = rows[rows["counts"].isin((COUNTED, ADDED))].sort_values("counts", kind="stable")
    keys = [rows[name] for name in ("year", "unit", "stage")]
    of_unit = rows.groupby(keys, observed=True, sort=True).ngroup().to_numpy()
    n = of_unit.max(initial=-1) + 1
    head = np.zeros(n, np.int64)
    head[of_unit] = np.arange(len(rows))  # the last row of a unit is its own: "added" sorts before "counted"
    out = rows.iloc[head][["year", "county", "unit", "stage"]].rename(columns={"unit": "school_id"})
    summed = {name: np.bincount(of_unit, rows[name].to_numpy(float), n) for name in ("pupils", *AMOUNTS)}
    return out.assign(sites=np.bincount(of_unit, minlength=n), **summed).reset_index(drop=True)
