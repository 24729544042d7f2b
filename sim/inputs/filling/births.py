"""Fill births: the resident children of each age, back over deaths to the year in which they were born.

Children aged a on 1 September of year t were born from September of t - a - 1 to August of t - a: a third of
them in the calendar year t - a - 1, two thirds in t - a.  Women times a fertility level would be another way,
but the nation's level is up to twice that of the Northeast, and the first grades would jump from the children
counted to the births computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sim.inputs.filling.ages import death_rates, persons_by_age
from sim.inputs.filling.draft import Draft
from sim.inputs.levels import span
from sim.inputs.schema.parts import SEX, derived

YEARS_BACK = 18

_SUM = derived("sum of the townships", "各乡镇之和")
_REACH = derived(
    "resident children by age, at the level of the nearest year given",
    "常住儿童分年龄人口，按最近已知年份的水平调整",
)


def fill_births(draft: Draft) -> None:
    """Fill births where none are given, the sums of townships, and the years up to the start that lack."""
    if not draft.is_given("births"):
        draft.add_table("births", _of_children(draft))
        return
    draft.add_rows("births", _sums_of_townships(draft), _SUM)
    births = draft.frames["births"]
    draft.frames["births"] = births.sort_values(
        "township_code", key=lambda codes: codes == "", kind="stable", ignore_index=True
    )
    lacking = list(_lacking(draft))
    draft.add_rows("births", lacking, _REACH)
    if any(
        row["year"] < draft.start_year for row in lacking
    ):  # the start year itself is not over on 1 September
        years = sorted({row["year"] for row in lacking})
        draft.warn(
            f"births.csv does not reach the start year: {span(years, '-')} filled from children by age",
            f"births.csv 未覆盖起始年：{span(years, '—')} 年由分年龄儿童推算",
        )


def school_year_births(draft: Draft, county: str) -> float:
    """Return resident births of a county from September before the start to August of the start year."""
    births = resident_births(draft, county)
    return births[draft.start_year - 1] / 3.0 + births[draft.start_year] * 2.0 / 3.0


def resident_births(draft: Draft, county: str) -> dict[int, float]:
    """Return resident births of a county by year; registered ones less the part that lives elsewhere."""
    by_basis = _births_by_basis(draft, county)
    part = _resident_part(by_basis["registered"], births_of_children(draft, county))
    registered = {year: births * part for year, births in by_basis["registered"].items()}
    return registered | by_basis["resident"]  # resident ones, where given, win


def _births_by_basis(draft: Draft, county: str) -> dict[str, dict[int, float]]:
    """Return the births of a whole county by basis and year."""
    rows = draft.frames["births"]
    rows = rows[(rows["county_code"] == county) & (rows["township_code"] == "")]
    return {
        basis: {int(y): float(n) for y, n in zip(mine["year"], mine["births"], strict=True)}
        for basis, mine in ((basis, rows[rows["basis"] == basis]) for basis in ("registered", "resident"))
    }


def _resident_part(registered: dict[int, float], resident: dict[int, float]) -> float:
    """Return resident children over registered births of their years, the last five that both tell; 1 without any."""
    years = sorted(year for year in registered if year in resident)[-5:]
    total = sum(registered[year] for year in years)
    return sum(resident[year] for year in years) / total if total else 1.0


def births_of_children(draft: Draft, county: str) -> dict[int, float]:
    """Return births by calendar year, start - 18 to start, that the children of a county come from."""
    born = np.zeros(YEARS_BACK + 1)
    for sex in SEX:
        rates = death_rates(draft.frames["mortality"], sex, draft.start_year)[: YEARS_BACK + 1]
        # Half a year at the age of the count, a whole one at every younger age.
        alive = np.exp(-(np.cumsum(rates) - rates / 2))
        born += persons_by_age(draft.frames["population"], county, sex)[: YEARS_BACK + 1] / alive
    start = draft.start_year
    out = {start - age: born[age] * 2 / 3 + born[age - 1] / 3 for age in range(1, YEARS_BACK + 1)}
    return {start: born[0]} | out  # the last four months of the start year go on as those before


def _of_children(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield a row of every county and year."""
    for county in draft.frames["counties"]["county_code"]:
        for year, births in sorted(births_of_children(draft, county).items()):
            yield _row(county, year, births)


def _row(county: str, year: int, births: float, basis: str = "resident") -> dict[str, object]:
    """Return one row of births of a whole county."""
    return {"county_code": county, "year": year, "basis": basis, "births": round(births)}


def _sums_of_townships(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield the county's row of every basis and year that only townships tell."""
    births = draft.frames["births"]
    whole, sums = set(), defaultdict(int)
    names = ("county_code", "basis", "year", "township_code", "births")
    for county, basis, year, township, n in zip(*(births[name] for name in names), strict=True):
        if township == "":
            whole.add((county, basis, year))
        else:
            sums[county, basis, year] += n
    for (county, basis, year), n in sums.items():
        if (county, basis, year) not in whole:
            yield {"county_code": county, "basis": basis, "year": int(year), "births": int(n)}


def _lacking(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield births of the last year before the start and of the start where the table does not reach them.

    They are of the basis that reaches furthest, so that a series goes on as what it is.
    """
    for county in draft.frames["counties"]["county_code"]:
        by_basis, of_children = _births_by_basis(draft, county), births_of_children(draft, county)
        basis = max(by_basis, key=lambda name: max(by_basis[name], default=-1))
        known = by_basis[basis]
        wanted = [year for year in _years_to_reach(known, draft.start_year) if year not in known]
        shared = [year for year in known if of_children.get(year, 0) > 0]
        for year in wanted:
            near = min(shared, key=lambda other, year=year: abs(other - year), default=None)
            level = 1.0 if near is None else known[near] / of_children[near]
            yield _row(county, year, of_children[year] * level, basis)


def _years_to_reach(known: dict[int, float], start: int) -> range:
    """Return the years from what is known to the start; at least the start and the year before."""
    return range(max(start - YEARS_BACK, min(max(known) + 1, start - 1)), start + 1)
