"""Build the start of a run: settlements, schools, families, adults, first census, fitted behaviour."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import by_township, enrolment, fertility, fit, homes, network, population, vitals
from sim.inputs.synthesis.candidates import candidates, districts_of
from sim.inputs.synthesis.geography import Places, Settled, places_of, settle
from sim.inputs.tables import InputTables
from sim.kernels.classes import form_classes
from sim.kernels.codes import COUNTY_SEAT, ENROLLED, TOWNSHIP_SEAT
from sim.kernels.demography import enters_late
from sim.rules.rulebook import Rulebook
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
    persons = population.persons_by_age(tables)
    residents = persons.residents
    donor = vitals.fertility_donor(tables)
    families = [
        population.families_of(c, residents[c, :18], numbers["children_per_household"], donor[0], draw)
        for c in range(geography.n_counties)
    ]
    households, children = _people(tables.start_year, families, settled, numbers, draw)
    adults = _adults(tables, families, residents, households, settled, places, numbers)
    _first_census(tables.start_year, children, households, geography, schools, numbers, draw)
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


def _people(year: int, families: list, settled: Settled, numbers, draw: int):
    households, children = people.households(), people.children()
    for c, f in enumerate(families):
        rows = households.append(len(f.family_uid), **homes.home_columns(c, f, settled, numbers, year, draw))
        late = enters_late(f.child_uid, numbers["share_late_entry"])
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


def _first_census(year, children, households, geography: Geography, schools, numbers, draw: int) -> None:
    zone, _ = geography.zones(schools)
    home = households["settlement"][children["household"]]
    pupils = np.flatnonzero(children["status"] == ENROLLED)
    with children.writing_as("register"):
        school = children.writable("school")
        school[pupils] = zone[home[pupils], children["grade"][pupils] - 1]
        children.writable("placement")[pupils] = 1
    counted = np.zeros((len(schools), 9), np.int64)
    np.add.at(counted, (school[pupils], children["grade"][pupils] - 1), 1)
    rooms = enrolment.rooms_for(schools, counted, numbers, draw)
    book = Rulebook()
    classes = form_classes(
        counted, book.by_grade("forming_size"), rooms=rooms, multigrade_max=book.multigrade_max
    )
    with schools.writing_as("network"):
        schools.writable("rooms")[:] = rooms
        schools.writable("beds")[:] = enrolment.beds_for(
            children, households, (geography.x, geography.y), schools, numbers, draw
        )
    with schools.writing_as("classes"):
        schools.writable("classes")[:] = classes
        schools.writable("pupils")[:] = counted
