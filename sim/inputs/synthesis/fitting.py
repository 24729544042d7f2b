"""What is fitted at the start, in its order: births, moves, who takes the hukou along, the level of fertility."""

from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import fertility, fit, vitals
from sim.inputs.synthesis.geography import Places
from sim.inputs.synthesis.population import Persons
from sim.inputs.synthesis.posts import county_posts
from sim.inputs.tables import InputTables
from sim.kernels.codes import AWAY, LOCAL
from sim.world.start import Behaviour, Geography, Vitals


def fitted(
    tables: InputTables, numbers, persons: Persons, families: list, adults: np.ndarray, places: Places,
    geography: Geography, schools, households, children, donor: np.ndarray, family_growth: np.ndarray,
) -> tuple[Behaviour, Vitals]:  # fmt: skip
    """Return behaviour and rates of demography that meet what the tables tell; see docs/model.md for the facts.

    Parameters
    ----------
    adults : int array (places, 101, 2, 3)
        People of the table.
    donor : float array (3, 101)
        Births per woman by order and age, the shape of fertility.
    family_growth : float array (counties,)
        Net arrivals of families, a family and year, where pupils by school tell of them; else NaN.
    """
    residents, year = persons.residents, tables.start_year
    deaths = vitals.death_rates(tables, year)
    hazards = vitals.start_hazards(donor, residents[:, :, 1].sum(axis=0), families, adults)
    schedule = donor.sum(axis=0)
    women = _women(families, adults, residents, households, places, geography)
    factors = _away_factors(tables, persons, women, hazards, schedule) * numbers["fertility_away"]
    women = [replace(w, rate_away=schedule * factor) for w, factor in zip(women, factors, strict=True)]
    births = fertility.start_births(tables, women, hazards)
    growth = tables.counties["resident_growth"].to_numpy(float)
    net = fit.net_migration(growth, residents, deaths[0], births)
    behaviour = fit.fitted_behaviour(
        year,
        growth,
        net,
        residents,
        adults,
        places,
        geography,
        schools,
        households,
        children,
        numbers,
        family_growth,
        county_posts(tables, schools),
    )
    family_out = fit.family_out_rate(net, family_growth, numbers)
    share = _hukou_out(tables, persons, adults, places, behaviour, family_out, deaths[0], numbers)
    behaviour = replace(behaviour, hukou_out=share)
    moving = _moving(women, adults, places, behaviour, family_out)
    level = fertility.levels(tables, numbers, moving, hazards, schedule, deaths, behaviour)
    return behaviour, Vitals(year, deaths, *hazards, np.stack([w.rate_away for w in women]), level)


def _hukou_out(tables, persons, adults, places, behaviour, family_out, deaths, numbers) -> np.ndarray:
    """Return how many people take their hukou away a year per person who leaves, by county."""
    n_counties = len(persons.residents)
    away = np.zeros((n_counties, 101, 2))
    np.add.at(away, places.county, adults[..., AWAY])
    here = persons.residents if persons.newcomers is None else persons.residents - persons.newcomers
    in_table = np.bincount(places.county, adults[..., LOCAL].sum(axis=(1, 2)), n_counties)
    families = family_out * np.maximum(0.0, here.sum(axis=(1, 2)) - in_table)
    leavers = fit.expected_leavers(behaviour, adults, places, families)
    births = vitals.known_births(tables, "registered")[0]
    births = np.where(np.isnan(births), persons.residents[:, 0].sum(axis=1), births)
    growth = tables.counties["hukou_growth"].to_numpy(float)
    return fit.hukou_out_share(growth, here + away, leavers, births, deaths, numbers)


def _away_factors(tables, persons, women, hazards, rate_away) -> np.ndarray:
    """Return births of women away over those of resident women, by county; 1 where nobody tells who is away."""
    if persons.away is None:
        return np.ones(len(women))
    return fertility.away_factors(tables, women, hazards, rate_away, persons.residents[:, 0].sum(axis=1))


def _women(families, adults, residents, households, places, geography) -> list[fertility.Women]:
    """Return the women of each county for the fit of fertility."""
    home_county = geography.county[households["settlement"]]
    away, hukou = households["parents_away"], households["hukou"]
    return [
        fertility.women_of(adults[places.county == c], f, residents[c, :, 1], away[mine], hukou[mine])
        for c, f in enumerate(families)
        for mine in (home_county == c,)
    ]


def _moving(women, adults, places, behaviour, family_out) -> list[fertility.Women]:
    """Return the women of each county with the moves that were fitted."""
    rates = behaviour.adult_rates[1, :, 1]
    return [
        fertility.with_moves(
            w, adults[here, :, 1, LOCAL], rates, behaviour.adult_scale[here, 1], float(family_out[c]),
            float(behaviour.hukou_out[c]),
        )
        for c, w in enumerate(women)
        for here in (places.county == c,)
    ]  # fmt: skip
