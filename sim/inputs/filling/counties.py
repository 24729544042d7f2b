"""Fill the optional columns of counties: registered population, seat, growth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.inputs.filling.ages import death_rates, persons_by_age
from sim.inputs.filling.births import school_year_births
from sim.inputs.filling.draft import Draft
from sim.inputs.schema.parts import SEX, derived

SEAT_OF_URBAN = 0.75  # assumption: between 0.65 and 0.95 in the counties of Tonghua

_BY_HUKOU = derived("here + away of population.csv", "population.csv 中 here 与 away 之和")


def fill_counties(draft: Draft) -> None:
    """Fill the registered population and the share of the seat."""
    counties = draft.frames["counties"]
    draft.fill_column("counties", "seat_share", SEAT_OF_URBAN * counties["urban_share"])
    registered = _registered(draft.frames["population"])
    if registered is not None:
        known = counties["county_code"].map(registered).astype("Int64")
        draft.fill_column("counties", "hukou_population", known, _BY_HUKOU)
    draft.fill_column("counties", "hukou_population", counties["residents"])


def fill_growth(draft: Draft) -> None:
    """Fill the growth of residents with births less deaths of the start, over residents."""
    counties, mortality = draft.frames["counties"], draft.frames["mortality"]
    growth = []
    for code, residents in zip(counties["county_code"], counties["residents"], strict=True):
        deaths = sum(
            (
                persons_by_age(draft.frames["population"], code, sex)
                * (1.0 - np.exp(-death_rates(mortality, sex, draft.start_year)))
            ).sum()
            for sex in SEX
        )
        growth.append((school_year_births(draft, code) - deaths) / residents)
    draft.fill_column("counties", "resident_growth", pd.Series(growth))


def _registered(population: pd.DataFrame) -> pd.Series | None:
    """Return here + away by county, of counties whose population tells both; None where none does."""
    told = population[population["hukou"].isin(("here", "away"))]
    both = told.groupby("county_code")["hukou"].nunique()
    sums = told[told["county_code"].isin(both[both == 2].index)].groupby("county_code")["persons"].sum()
    return None if sums.empty else sums
