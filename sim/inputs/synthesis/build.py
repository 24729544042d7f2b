"""Build the start of a run: settlements, schools, families, adults, first census, fitted behaviour."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import (
    by_township,
    enrolment,
    fertility,
    fit,
    given_classes,
    given_enrolment,
    given_schools,
    homes,
    network,
    placing,
    population,
    resident_parents,
    vitals,
)
from sim.inputs.synthesis.candidates import candidates, districts_of, require_every_grade
from sim.inputs.synthesis.geography import Places, Settled, places_of, settle
from sim.inputs.tables import InputTables
from sim.kernels.codes import CONTINUING, COUNTY_SEAT, ENROLLED, IN_ZONE, TOWNSHIP_SEAT
from sim.kernels.demography import enters_late
from sim.world import people
from sim.world.start import Geography, Start, Vitals

PERSONS_PER_FAMILY = 3  # assumption: two parents and a child, of families with hukou outside the county


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
    persons = population.persons_by_age(tables)
    residents = given_enrolment.with_pupils(persons.residents, enrolled)
    donor = vitals.fertility_donor(tables)
    weight = placing.home_weights(settled, schools, enrolled, numbers)
    groups = [
        placing.groups_of(
            c, residents[c, :18], told, weight, settled, numbers["children_per_household"], donor[0], draw
        )
        for c in range(geography.n_counties)
    ]
    families = [population.joined([g.families for g in mine]) for mine in groups]
    households, children = _people(tables.start_year, families, groups, enrolled, settled, numbers, draw)
    parents = resident_parents.fitted(tables.start_year, told, families, households, settled)
    adults = _adults(tables, families, residents, households, settled, places, numbers)
    adults = by_township.follow(adults, told, parents, places, settled.weight)
    _first_census(tables, children, households, geography, schools, school_ids, enrolled, numbers, draw)
    deaths = vitals.death_rates(tables, tables.start_year)
    growth = tables.counties["resident_growth"].to_numpy(float)
    net = fit.net_migration(
        growth, residents, deaths[0], np.nan_to_num(vitals.known_births(tables, numbers)[0])
    )
    behaviour = fit.fitted_behaviour(
        tables.start_year, net, residents, adults, places, geography, schools, households, children, numbers
    )
    hazards = vitals.start_hazards(donor, residents[:, :, 1].sum(axis=0), families, adults)
    home_county = geography.county[households["settlement"]]
    women = [
        fertility.women_of(
            adults[places.county == c], f, residents[c, :, 1], households["parents_away"][home_county == c]
        )
        for c, f in enumerate(families)
    ]
    out = fit.family_out_rate(net, numbers)
    level = fertility.levels(tables, numbers, women, hazards, deaths, adults, places.county, behaviour, out)
    rates = Vitals(tables.start_year, deaths, *hazards, level)
    return Start(
        tables.start_year, geography, rates, behaviour, school_ids, schools, households, children, adults
    )


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


def _people(year: int, families: list, groups: list, enrolled, settled: Settled, numbers, draw: int):
    households, children = people.households(), people.children()
    for c, f in enumerate(families):
        columns = placing.homes_of(c, groups[c], settled, numbers, year, draw)
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


def _adults(tables, families, residents, households, settled, places, numbers) -> np.ndarray:
    """Return the adult table; those away hold hukou here: registered people less residents with local hukou."""
    total = np.zeros((len(places.zone), 101, 2, 3), np.int64)
    first = 0
    for c, county in enumerate(tables.counties.itertuples()):
        f = families[c]
        mine = slice(first, first + len(f.family_uid))
        first = mine.stop
        outside = int((households["hukou"][mine] != 0).sum() * PERSONS_PER_FAMILY)
        parents_away = int(households["parents_away"][mine].sum())
        left = population.remaining_adults(
            residents[c], _resident_parents(f, households["parents_away"][mine])
        )
        n_away = int(county.hukou_population - (residents[c].sum() - outside) - parents_away)
        total += homes.adults_by_place(c, left, max(0, n_away), settled, places, numbers)
    return total


def _resident_parents(families: population.Families, away: np.ndarray) -> population.Families:
    """Return the families with only the parents who live at home: the first to leave is the father."""
    return replace(
        families, mother_age=families.mother_age[away < 2], father_age=families.father_age[away < 1]
    )


def _first_census(
    tables, children, households, geography: Geography, schools, ids, enrolled, numbers, draw: int
) -> None:
    counted = _attend(children, households, geography, schools, enrolled, numbers, draw)
    given = given_classes.read(tables, ids, counted)
    rooms = given_classes.rooms(tables, ids, schools, counted, given, numbers, draw)
    beds = enrolment.beds_for(children, households, (geography.x, geography.y), schools, numbers, draw)
    listed = given_schools.given_numbers(tables, ids, "beds")
    with schools.writing_as("network"):
        schools.writable("rooms")[:] = rooms
        schools.writable("beds")[:] = np.where(listed >= 0, listed, beds)
    with schools.writing_as("classes"):
        schools.writable("classes")[:] = given_classes.classes(counted, rooms, given)
        schools.writable("pupils")[:] = counted


def _attend(children, households, geography: Geography, schools, enrolled, numbers, draw: int) -> np.ndarray:
    """Give every pupil the school of its zone, or one by the given enrolment; return pupils (schools, 9)."""
    zone, _ = geography.zones(schools)
    require_every_grade(zone, geography)
    home = households["settlement"][children["household"]]
    pupils = np.flatnonzero(children["status"] == ENROLLED)
    home, grade, uid = home[pupils], children["grade"][pupils].astype(np.int64), children["uid"][pupils]
    in_zone = zone[home, grade - 1]
    attended = in_zone.astype(np.int64)
    for c in np.flatnonzero(enrolled.is_given):
        mine = np.flatnonzero(geography.county[home] == c)
        attended[mine] = placing.schools_attended(
            int(c), geography, schools, enrolled, home[mine], grade[mine], uid[mine], draw, numbers
        )
    with children.writing_as("register"):
        children.writable("school")[pupils] = attended
        children.writable("placement")[pupils] = np.where(attended == in_zone, IN_ZONE, CONTINUING)
    counted = np.zeros((len(schools), 9), np.int64)
    np.add.at(counted, (attended, grade - 1), 1)
    return counted
