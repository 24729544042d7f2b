"""Residents by sex and single age, 2010 to 2025: the path between the two censuses and beyond.

The prefecture's pyramid of 2020 is made of donors and of the register (`pyramid_of_2020`), lived back to 2010
(`back_to_2010`), given to the counties by the sexes counted there in 2010, and lived on to the census of 2020
and beyond (`path`). In each step the net migration of an age is a weight times one factor, solved so that the
total of the year is met: the census totals of 2010 and 2020 come out exactly, in every county.
"""

from __future__ import annotations

import datetime
from functools import cache

import numpy as np

from builder.absence import adults_away, share_of_children_away
from builder.births import births_of_prefecture
from builder.donors import shape_of_2020
from builder.life import OLDEST, SEXES, child_survival, death_rates
from builder.rates import schedule
from builder.registered import ADULT, born_between, children, shares_of_births
from builder.sources import CENSUS_2020, bands, choice, source
from builder.totals import names, residents

FIRST, CENSUS, LAST = 2010, 2020, 2025
FEMALE = SEXES.index("female")


def census_day(year: int) -> datetime.date:
    """Return 1 November of a year, the day of both censuses."""
    return datetime.date(year, 11, 1)


def total(year: int) -> float:
    """Return the residents of the seven counties on 1 November."""
    return sum(residents(name, census_day(year)) for name in names())


def pyramid_of_2020() -> np.ndarray:
    """Return the residents of the prefecture at the census of 2020, sex x single age.

    Adults are the donors'. Children are the geometric mean of the donors' and of the registered children less
    those away, as neither is a count of Tonghua's residents.
    """
    donors = shape_of_2020() * total(CENSUS)
    odds = adults_away(donors, CENSUS_2020, split=1.0)
    at_home = children(CENSUS_2020) * (1 - share_of_children_away(odds))
    weight = choice("weight_of_register")
    pyramid = donors.copy()
    pyramid[:, :ADULT] = donors[:, :ADULT] ** (1 - weight) * at_home**weight
    pyramid[:, ADULT:] *= (total(CENSUS) - pyramid[:, :ADULT].sum()) / pyramid[:, ADULT:].sum()
    return pyramid


def survival(year: int) -> np.ndarray:
    """Return the probability to live from 1 November of `year` one year on, sex x age (middle of the steps)."""
    rates = np.array([death_rates(year, sex) for sex in SEXES])
    after = np.concatenate([rates[:, 1:], rates[:, -1:]], axis=1)
    return np.exp(-(rates + after) / 2)


def infant_survival(year: int) -> np.ndarray:
    """Return the share of a year's births alive at its end, by sex."""
    return np.array([child_survival(sex, year)[0] for sex in SEXES])


def _solve(total_at, target: float) -> float:
    """Return the factor of net out-migration at which `total_at` (falling or rising in it) meets the target."""
    low, high = -0.5, 0.5
    rising = total_at(high) > total_at(low)
    for _ in range(60):
        middle = (low + high) / 2
        if (total_at(middle) < target) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


@cache
def back_to_2010() -> tuple[np.ndarray, dict[int, float]]:
    """Return the prefecture's pyramid of 2010, and resident births by the year (to October) they end in."""
    weights, births = bands("leaving_weight", OLDEST + 1), {}
    later = pyramid_of_2020()
    for year in range(CENSUS - 1, FIRST - 1, -1):
        alive = survival(year)

        def earlier(factor: float, later=later, alive=alive) -> np.ndarray:
            younger = np.zeros_like(later)
            younger[:, :-1] = later[:, 1:] / (alive * np.exp(-factor * weights))[:, :-1]
            # The open age has two ages behind it: it is refilled by survival from the one below.
            for age in (OLDEST - 1, OLDEST):
                younger[:, age] = younger[:, age - 1] * alive[:, age - 1]
            return younger

        factor = _solve(lambda f, at=earlier: at(f).sum(), total(year))
        born = later[:, 0] / infant_survival(year) * np.exp(factor * weights[0] / 2)
        births[year + 1] = born.sum()
        later = earlier(factor)
    return later, births


def one_year_on(ages: np.ndarray, year: int, births: float, target: float) -> np.ndarray:
    """Return a county's pyramid a year after 1 November of `year`, summing to `target`."""
    alive, weights = survival(year), bands("leaving_weight", OLDEST + 1)
    born = births * shares_of_births() * infant_survival(year)

    def later(factor: float) -> np.ndarray:
        stay = ages * alive * np.exp(-factor * weights)
        older = np.zeros_like(ages)
        older[:, 1:] = stay[:, :-1]
        older[:, -1] += stay[:, -1]
        older[:, 0] = born * np.exp(-factor * weights[0] / 2)
        return older

    return later(_solve(lambda f: later(f).sum(), target))


def resident_births(year: int) -> float:
    """Return the prefecture's resident births of the year to 31 October: the register's after 2020, at its ratio."""
    births = back_to_2010()[1]
    if year <= CENSUS:
        return births[year]
    registered = births_of_prefecture()
    return born_between(registered, census_day(year)) * resident_per_registered()


def resident_per_registered() -> float:
    """Return resident births over registered births in the year to the census of 2020."""
    return back_to_2010()[1][CENSUS] / born_between(births_of_prefecture(), CENSUS_2020)


@cache
def path() -> dict[int, np.ndarray]:
    """Return the residents on 1 November of each year 2010 to 2025, counties x sex x age.

    Every county begins with the prefecture's ages, at the numbers of men and women counted there; births go
    to the counties by their women and the age schedule.
    """
    shape, _ = back_to_2010()
    shape = shape / shape.sum(axis=1, keepdims=True)
    table = source("counties")
    counted = np.array([table[f"{sex}s_2010"].astype(float) for sex in SEXES]).T
    pyramids = {FIRST: counted[:, :, None] * shape}
    for year in range(FIRST, LAST):
        ages = pyramids[year]
        mothers = ages[:, FEMALE] @ schedule()
        born = resident_births(year + 1) * mothers / mothers.sum()
        pyramids[year + 1] = np.array(
            [
                one_year_on(ages[i], year, born[i], residents(name, census_day(year + 1)))
                for i, name in enumerate(names())
            ]
        )
    return pyramids


def residents_on(day: datetime.date) -> np.ndarray:
    """Return the residents on a day, counties x sex x age: between two Novembers in a straight line.

    Each county is brought to its residents of the day, from which the line departs by less than a tenth of a
    percent.
    """
    before = day.year if day >= census_day(day.year) else day.year - 1
    after = min(before + 1, LAST)
    gone = (day - census_day(before)).days / 365
    ages = path()[before] * (1 - gone) + path()[after] * gone
    counts = np.array([residents(name, day) for name in names()])
    return ages * (counts / ages.sum(axis=(1, 2)))[:, None, None]
