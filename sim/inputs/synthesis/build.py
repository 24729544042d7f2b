"""Build the start of a run: settlements, schools, families, adults, first census, fitted behaviour."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import (
    by_township,
    enrolment,
    fertility,
    first_census,
    fit,
    given_enrolment,
    homes,
    network,
    placing,
    population,
    resident_parents,
    vitals,
)
from sim.inputs.synthesis.candidates import candidates, districts_of
from sim.inputs.synthesis.geography import Places, Settled, places_of, settle
from sim.inputs.tables import InputTables
from sim.kernels.codes import AWAY, COUNTY_SEAT, LOCAL, TOWNSHIP_SEAT
from sim.kernels.families import enters_late
from sim.world import people
from sim.world.start import Geography, Start, Vitals


def build_start(tables: InputTables, numbers: Mapping[str, float], draw: int) -> Start:
    """Return the start of every run of a draw.

    Parameters
    ----------
    tables : InputTables
        Canonical tables of the region.
    numbers : mapping of str to float
        Values of the declared numbers for this draw.
    draw : int
        Number of the parameter draw; also keys the luck of the synthesis.

    Returns
    -------
    Start
        Depends on nothing but the three arguments: never on scenario or seed.
    """
    numbers = dict(numbers)
    told = by_township.read(tables)
    settled = settle(tables, told, numbers, draw)
    places = places_of(settled, tuple(tables.townships["township_code"]))
    schools, school_ids = network.site_schools(tables, settled, draw)
    geography = _geography(tables, numbers, settled, places, schools, school_ids)
    enrolled = given_enrolment.read(tables, school_ids, numbers["share_late_entry"])
    persons = given_enrolment.with_pupils(population.persons_by_age(tables), enrolled)
    residents = persons.residents
    donor = vitals.fertility_donor(tables)
    weight = placing.home_weights(settled, schools, enrolled, numbers)
    groups = [
        placing.groups_of(
            c, residents[c, :18], told, weight, settled, numbers["children_per_household"], donor[0], draw
        )
        for c in range(geography.n_counties)
    ]
    families = [population.joined([g.families for g in mine]) for mine in groups]
    outside = _outside_shares(tables, persons, settled, numbers)
    households, children = _people(
        tables.start_year, families, groups, enrolled, settled, numbers, outside, draw
    )
    parents = resident_parents.fitted(tables.start_year, told, residents, families, households, settled)
    adults = _adults(tables, families, persons, households, children, settled, places)
    adults = by_township.follow(
        adults, told, parents, places, _room_for_adults(households, children, settled, places)
    )
    first_census.take(tables, children, households, geography, schools, school_ids, enrolled, numbers, draw)
    deaths = vitals.death_rates(tables, tables.start_year)
    hazards = vitals.start_hazards(donor, residents[:, :, 1].sum(axis=0), families, adults)
    women = _women(families, adults, residents, households, places, geography)
    rate_away = donor.sum(axis=0)
    factors = _away_factors(tables, persons, women, hazards, rate_away) * numbers["fertility_away"]
    women = [replace(w, rate_away=rate_away * factor) for w, factor in zip(women, factors, strict=True)]
    births = fertility.start_births(tables, women, hazards)
    growth = tables.counties["resident_growth"].to_numpy(float)
    net = fit.net_migration(growth, residents, deaths[0], births)
    behaviour = fit.fitted_behaviour(
        tables.start_year, net, residents, adults, places, geography, schools, households, children, numbers
    )
    out = fit.family_out_rate(net, numbers)
    share = _hukou_out(tables, persons, adults, places, behaviour, out, deaths[0], numbers)
    behaviour = replace(behaviour, hukou_out=share)
    women = _moving(women, adults, places, behaviour, out)
    level = fertility.levels(tables, numbers, women, hazards, donor.sum(axis=0), deaths, behaviour)
    by_away = np.stack([w.rate_away for w in women])
    rates = Vitals(tables.start_year, deaths, *hazards, by_away, level)
    return Start(
        tables.start_year, geography, rates, behaviour, school_ids, schools, households, children, adults
    )


def _outside_shares(
    tables: InputTables, persons: population.Persons, settled: Settled, numbers
) -> np.ndarray:
    """Return the share of seat families with hukou outside, by county.

    As the population table tells of children; else as declared, or as many more as a county has residents beyond its
    registered population.
    """
    n_counties = len(persons.residents)
    total = np.bincount(settled.county, settled.weight, n_counties)
    in_seat = np.bincount(settled.county, settled.weight * (settled.rank == COUNTY_SEAT), n_counties) / total
    if persons.newcomers is None:
        registered = tables.counties["hukou_population"].to_numpy(float)
        beyond = 1.0 - registered / persons.residents.sum(axis=(1, 2))
        return np.clip(beyond / in_seat, numbers["share_outside_hukou"], 0.9)
    children = persons.residents[:, :18].sum(axis=(1, 2))
    return np.clip(persons.newcomers[:, :18].sum(axis=(1, 2)) / np.maximum(1.0, children * in_seat), 0.0, 0.9)


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


def _geography(
    tables: InputTables, numbers, settled: Settled, places: Places, schools, ids: tuple[str, ...]
) -> Geography:
    (primary, minutes_primary), (junior, minutes_junior) = (
        candidates(settled, schools, districts_of(tables, settled, ids, stage), numbers, is_junior=stage == 1)
        for stage in range(2)
    )
    n_townships = len(tables.townships)
    codes = {code: i for i, code in enumerate(tables.counties["county_code"])}
    seat_sample = np.array(
        [np.flatnonzero((settled.county == c) & (settled.rank == COUNTY_SEAT))[0] for c in range(len(codes))]
    )
    seat_of_township = np.full(n_townships, -1)
    for rank in (COUNTY_SEAT, TOWNSHIP_SEAT):  # the township's own seat, where there is one, overwrites
        rows = np.flatnonzero(settled.rank == rank)
        seat_of_township[settled.township[rows]] = rows
    alone = seat_of_township < 0
    county_of_township = np.array([codes[c] for c in tables.townships["county_code"]])
    seat_of_township[alone] = seat_sample[county_of_township[alone]]
    km = np.hypot(settled.x - settled.county_x[settled.county], settled.y - settled.county_y[settled.county])
    return Geography(
        tuple(tables.counties["county_code"]), tuple(tables.counties["county"]),
        tables.counties["is_counted_apart"].to_numpy(bool),
        tuple(tables.townships["township_code"]), tuple(tables.townships["township"]), county_of_township,
        places.township, places.zone, places.county, places.uid, places.seat,
        settled.x, settled.y, settled.zone, settled.rank, settled.township, settled.county,
        places.of_settlement, settled.weight,
        km * numbers["detour"], seat_of_township[settled.township], seat_sample[settled.county],
        primary, junior, minutes_primary, minutes_junior,
    )  # fmt: skip


def _people(
    year: int,
    families: list,
    groups: list,
    enrolled,
    settled: Settled,
    numbers,
    outside: np.ndarray,
    draw: int,
):
    households, children = people.households(), people.children()
    for c, f in enumerate(families):
        columns = placing.homes_of(c, groups[c], settled, numbers, float(outside[c]), year, draw)
        rows = households.append(len(f.family_uid), **columns)
        late = enters_late(f.child_uid, numbers["share_late_entry"])
        late = enrolled.late_ones(c, f.child_age, f.child_uid, late)
        # born after 1 September: a calendar year earlier at the same age
        born = year - f.child_age - (f.child_month > 8)
        status, grade, entered = enrolment.first_grades(born, f.child_month, late, year)
        children.append(
            len(f.child_age), uid=f.child_uid, household=rows[f.child_family], birth_year=born,
            birth_month=f.child_month,
            sex=f.child_sex, status=status, grade=grade, year_entered=entered,
        )  # fmt: skip
    return households, children


def _adults(
    tables, families, persons: population.Persons, households, children, settled, places
) -> np.ndarray:
    """Return the people of the table; those away hold hukou here: registered people less residents with local hukou."""
    total = np.zeros((len(places.zone), 101, 2, 3), np.int64)
    members = _family_members(households, children, places)
    first = 0
    for c, registered in enumerate(tables.counties["hukou_population"]):
        f = families[c]
        mine = slice(first, first + len(f.family_uid))
        first = mine.stop
        is_outside, parents_away = households["hukou"][mine] != 0, households["parents_away"][mine]
        left = population.remaining_adults(persons.residents[c], _resident_parents(f, parents_away))
        newcomers = _newcomers(c, persons, f, is_outside, left, settled)
        children = int(is_outside[f.child_family].sum())
        outside = int(newcomers.sum()) + children + 2 * int(is_outside.sum())
        away = _away(
            c, persons, int(registered) - (int(persons.residents[c].sum()) - outside), f, parents_away
        )
        total += homes.adults_by_place(c, left, newcomers, away, members, settled, places)
    return total


def _family_members(households, children, places) -> np.ndarray:
    """Return children and the parents who live with them by place, int (places,)."""
    home = places.of_settlement[households["settlement"]]
    parents = 2 - np.minimum(households["parents_away"], 2).astype(np.int64)
    n = len(places.zone)
    return np.bincount(home[children["household"]], minlength=n) + np.bincount(home, parents, n).astype(
        np.int64
    )


def _room_for_adults(households, children, settled, places) -> np.ndarray:
    """Return what adults of a township are spread over its places on: residents not in families, float (places,)."""
    people = np.bincount(places.of_settlement, settled.weight, len(places.zone))
    return np.maximum(people - _family_members(households, children, places), homes.LEAST_ADULTS * people)


def _newcomers(c, persons, f, is_outside, left, settled) -> np.ndarray:
    """Return adults without children whose hukou stands elsewhere, int (101, 2): as told, else as families do."""
    if persons.newcomers is not None:
        adults = persons.newcomers[c].copy()
        adults[:18] = 0
        parents = f.mother_age[is_outside], f.father_age[is_outside]
        return np.minimum(population.without_parents(adults, *parents), left)
    seat = settled.rank == COUNTY_SEAT
    weight = np.where(settled.county == c, settled.weight, 0.0)
    in_seat = (weight * seat).sum() / weight.sum()
    share = is_outside.mean() if len(is_outside) else 0.0  # of all families, who live everywhere
    return np.floor(left * min(share, in_seat)).astype(np.int64)


def _away(c, persons, n_away: int, f, parents_away) -> np.ndarray:
    """Return the people away without parents of families here, int (101, 2); they number `n_away` with them."""
    mothers, fathers = f.mother_age[parents_away >= 2], f.father_age[parents_away >= 1]
    if persons.away is not None:
        return population.without_parents(persons.away[c], mothers, fathers)
    people = persons.residents[c] * homes.absence_profile()[:, None]
    rest = max(0, n_away - len(mothers) - len(fathers))
    return population.largest_remainder(people.ravel(), rest).reshape(people.shape)


def _resident_parents(families: population.Families, away: np.ndarray) -> population.Families:
    """Return the families with only the parents who live at home: the first to leave is the father."""
    return replace(
        families, mother_age=families.mother_age[away < 2], father_age=families.father_age[away < 1]
    )
