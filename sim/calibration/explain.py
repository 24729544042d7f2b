"""The numbers inside the reasons: what the model and the figure say, and what lies behind the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sim.calibration.dates import at_day
from sim.calibration.evaluate import Result
from sim.calibration.facts import EVERYWHERE, WITHOUT_APART
from sim.calibration.people import Tables, by_year, cohort, fed_in_cohort, national
from sim.indicators.retention import period_retention


def words(results: Sequence[Result], tables: Tables) -> dict[str, str]:
    """Return what the reason of one fact may name in braces.

    m0, m1 ... the model's P50 of the first, second ... row of the fact; v0 ... the figure; d0 ... the difference in
    percent of the figure; beside them what `BEHIND` computes from the first run.
    """
    id_ = results[0].fact.id
    found = BEHIND[id_](tables) if id_ in BEHIND else {}
    for i, result in enumerate(results):
        found |= {f"m{i}": shown(result.p50), f"v{i}": shown(result.fact.value), f"d{i}": difference(result)}
    return found


def shown(value: float | None) -> str:
    """Return a number to read: thousands apart, no more digits than were rounded to."""
    return "no record" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def difference(result: Result) -> str:
    """Return the model's difference to the figure in percent of it; in points for figures that are shares."""
    if result.p50 is None:
        return ""
    if result.fact.unit.startswith("%"):
        return f"{result.p50 - result.fact.value:+.2f}"
    return f"{100.0 * (result.p50 / result.fact.value - 1.0):+.1f}"


def cohorts_change(tables: Tables, born: tuple[int, int], later: tuple[int, int]) -> float:
    """Return how registered births fed in change from some school years to others, in percent (all counties)."""
    first, last = (
        sum(fed_in_cohort(tables, EVERYWHERE, year) for year in range(begin, end + 1))
        for begin, end in (born, later)
    )
    return 100.0 * (last / first - 1.0)


def _primary(tables: Tables) -> dict[str, str]:
    """Return the change of births behind primary pupils: grades 1-6 of 2023 and of 2027."""
    first, last = (
        sum(cohort(national(tables), year) for year in range(begin, begin + 6)) for begin in (2012, 2016)
    )
    return {
        "births": f"{cohorts_change(tables, (2012, 2017), (2016, 2021)):+.1f}",
        "nation": f"{100.0 * (last / first - 1.0):+.1f}",
    }


def _kindergarten(tables: Tables) -> dict[str, str]:
    """Return the change of births behind the children of 3 to 5 of 2022 and 2023, and how many still live here."""
    return {
        "births": f"{cohorts_change(tables, (2017, 2019), (2018, 2020)):+.1f}",
        "older": f"{_still_here(tables, 2022, 6):.0f}",
        "before": f"{_still_here(tables, 2022, 5):.0f}",
        "after": f"{_still_here(tables, 2022, 4):.0f}",
    }


def _still_here(tables: Tables, year: int, age: int) -> float:
    """Return resident children of an age in percent of the registered births of their cohort (all counties)."""
    rows = tables["township_age"]
    here = rows.loc[(rows["year"] == year) & (rows["age"] == age), "residents"]
    return 100.0 * float(here.sum()) / fed_in_cohort(tables, EVERYWHERE, year - age)


def _village(tables: Tables) -> dict[str, str]:
    """Return the share of residents in villages at the start."""
    town, whole = (by_year(tables, column, EVERYWHERE) for column in ("residents_urban_town", "residents"))
    first = min(whole)
    return {"rural": f"{100.0 * (1.0 - town[first] / whole[first]):.1f}"}


def _births(tables: Tables) -> dict[str, str]:
    """Return the births fed in for 2021, from calendar to school years and back, without any simulation."""
    first, second = (fed_in_cohort(tables, WITHOUT_APART, year) for year in (2021, 2022))
    return {"twice": shown(round(2.0 * first / 3.0 + second / 3.0))}


def _retention(tables: Tables) -> dict[str, str]:
    """Return the lowest period retention of the whole region in the first run."""
    each = period_retention(tables["school_grade"]).loc[2017:2025]
    return {"usual": shown(round(float(each.min()), 2))}


def _hukou(tables: Tables) -> dict[str, str]:
    """Return the registered population of the first run at the end of 2021, without the county counted apart."""
    each = by_year(tables, "hukou_population", WITHOUT_APART)
    return {"hukou": shown(round(at_day(each, date(2021, 12, 31))))}


BEHIND: dict[str, Callable[[Tables], dict[str, str]]] = {
    "births_registered": _births,
    "absent_share": _hukou,
    "retention_lowest": _retention,
    "primary_change": _primary,
    "kindergarten_change": _kindergarten,
    "village_share": _village,
}
