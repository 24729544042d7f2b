"""Build the start of a run: settlements, schools, families, adults, first census, fitted behaviour."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import (
    bus_lines,
    by_shares,
    by_township,
    enrolment,
    feeders,
    first_census,
    fitting,
    given_enrolment,
    network,
    placing,
    population,
    posts,
    projects,
    resident_parents,
    roads,
    table_people,
    teachers,
    vitals,
)
from sim.inputs.synthesis.districts import Districts
from sim.inputs.synthesis.geography import Places, Settled, places_of, settle
from sim.inputs.synthesis.teacher_subjects import periods
from sim.inputs.synthesis.told import told_by
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT, TOWNSHIP_SEAT
from sim.kernels.families import enters_late
from sim.world import people
from sim.world.limits import check_schools
from sim.world.roads import Roads, WaysToSchool
from sim.world.start import Geography, Start

ROOM_FOR_NEW = 0.07  # births of a year and families that arrive, as a share of the children there


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
        Depends on nothing but the three arguments: never on scenario or seed. What the tables alone decide is
        kept for the next draw of the same tables.
    """
    numbers = dict(numbers)
    told = by_township.read(tables)
    settled = settle(tables, told, numbers, draw)
    places = places_of(settled, tuple(tables.townships["township_code"]))
    schools, school_ids = network.site_schools(tables, settled, draw)
    check_schools(len(school_ids))
    by_road = roads.read(tables, settled, schools, school_ids, numbers)
    ways = WaysToSchool(settled, schools, by_road, numbers)
    districts = Districts(tables, settled, schools, school_ids, ways)
    geography = _geography(tables, numbers, settled, places, districts, by_road)
    enrolled = given_enrolment.read(tables, school_ids, numbers["share_late_entry"])
    persons = given_enrolment.with_pupils(population.persons_by_age(tables), enrolled)
    residents = persons.residents
    donor = vitals.fertility_donor(tables)
    weight = placing.home_weights(settled, schools, enrolled, numbers, ways)
    groups = [
        placing.groups_of(
            c, residents[c, :18], told, weight, settled, numbers["children_per_household"], donor[0], draw
        )
        for c in range(geography.n_counties)
    ]
    families = [population.joined([g.families for g in mine]) for mine in groups]
    outside = table_people.outside_shares(tables, persons, settled, numbers)
    households, children = _people(
        tables.start_year, families, groups, enrolled, settled, numbers, outside, draw
    )
    parents = resident_parents.fitted(tables.start_year, told, residents, families, households, settled)
    members = table_people.family_members(households, children, places)
    adults = table_people.people_of_table(tables, families, persons, households, members, settled, places)
    room = table_people.room_for_adults(members, settled, places)
    adults = by_township.follow(adults, told, parents, places, room)
    board_offset = first_census.take(
        tables, children, households, geography, schools, school_ids, enrolled, numbers, draw
    )
    table_only = by_shares.read(tables, school_ids, schools, numbers)
    behaviour, rates = fitting.fitted(
        tables, numbers, persons, families, adults, places, geography, schools, households, children, donor,
        by_shares.family_growth(table_only, schools, geography.n_counties),
    )  # fmt: skip
    told_on = told_by(tables, schools, school_ids, settled.code)
    return Start(
        tables.start_year, told_on, geography, rates, replace(behaviour, board_offset=board_offset), school_ids,
        schools, households, children, adults,
        table_only, districts.redrawn(geography), feeders.read(tables, school_ids),
        bus_lines.read(tables, settled.code, geography, schools, school_ids, numbers),
        projects.read(tables, geography, numbers),
        teachers.read(tables, geography, schools, school_ids, behaviour.posts, numbers, draw),
        posts.county_money(tables), periods(),
    )  # fmt: skip


def _geography(
    tables: InputTables, numbers, settled: Settled, places: Places, districts: Districts, by_road: Roads
) -> Geography:
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
    return Geography(
        tuple(tables.counties["county_code"]), tuple(tables.counties["county"]),
        tables.counties["is_counted_apart"].to_numpy(bool),
        tuple(tables.townships["township_code"]), tuple(tables.townships["township"]), county_of_township,
        places.township, places.zone, places.county, places.uid, places.seat,
        settled.x, settled.y, settled.zone, settled.rank, settled.township, settled.county,
        places.of_settlement, settled.weight,
        _km_seat(settled, seat_sample, by_road, numbers["detour"]), seat_of_township[settled.township],
        seat_sample[settled.county], **districts.at_start(), roads=by_road,
    )  # fmt: skip


def _km_seat(settled: Settled, seat_sample: np.ndarray, by_road: Roads, detour: float) -> np.ndarray:
    """Return kilometres to the county seat by settlement: by road to a typical settlement of it, where a road leads."""
    km = detour * np.hypot(
        settled.x - settled.county_x[settled.county], settled.y - settled.county_y[settled.county]
    )
    for c, seat in enumerate(() if by_road.is_empty else seat_sample):
        to_seat = by_road.km_from(int(seat))
        km = np.where((settled.county == c) & np.isfinite(to_seat), to_seat, km)
    return km


def _room(rows: int) -> int:
    """Return rows to make room for: those of the start and of a first year, before anybody leaves."""
    return round(rows * (1.0 + ROOM_FOR_NEW))


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
    households = people.households(_room(sum(len(f.family_uid) for f in families)))
    children = people.children(_room(sum(len(f.child_uid) for f in families)))
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
