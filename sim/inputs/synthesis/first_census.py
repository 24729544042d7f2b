"""The first census: who attends which school, by the enrolment given or by zone, and the rooms, beds and classes."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis import areas, enrolment, given_classes, given_schools, placing
from sim.inputs.synthesis.candidates import require_every_grade
from sim.inputs.synthesis.given_enrolment import Enrolled
from sim.inputs.tables import InputTables
from sim.kernels.codes import CONTINUING, DROPPED_OUT, ENROLLED, IN_ZONE
from sim.kernels.numbers import dropout_targets
from sim.rules.rulebook import Rulebook
from sim.world.schools import EQUIPMENT
from sim.world.start import Geography

_DROPPED_OUT = decision("synthesis.dropped_out")


def take(
    tables: InputTables, children, households, geography: Geography, schools, ids: tuple[str, ...], enrolled: Enrolled,
    numbers, draw: int,
) -> np.ndarray:  # fmt: skip
    """Give every pupil a school, and schools all they have beside their site: rooms to pupils, in place.

    Returns the offset of the boarding choice by stage, float array (2,); see `sim.kernels.boarding.board_offset`.
    """
    counted = _attend(tables.start_year, children, households, geography, schools, enrolled, numbers, draw)
    given = given_classes.read(tables, ids, counted)
    rooms = given_classes.rooms(tables, ids, schools, counted, given, numbers, draw)
    boarders, board_offset = enrolment.boarders_of_start(
        children, households, geography, schools, numbers, draw
    )
    _board(tables, schools, ids, boarders, numbers)
    told = {name: given_schools.given_numbers(tables, ids, name) for name in ("is_minority", "is_special")}
    with schools.writing_as("network"):
        schools.writable("is_protected")[:] = told["is_minority"] == 1
        schools.writable("is_special")[:] = told["is_special"] == 1
        for name in EQUIPMENT:
            schools.writable(name)[:] = given_schools.given_amounts(tables, ids, name)
        schools.writable("central_school")[:] = given_schools.central_schools(tables, ids)
        schools.writable("rooms")[:] = rooms
        areas.fill(tables, ids, schools, counted, numbers, draw)
    with schools.writing_as("classes"):
        schools.writable("classes")[:] = given_classes.classes(counted, rooms, given)
        schools.writable("pupils")[:] = counted
    return board_offset


def _board(tables: InputTables, schools, ids: tuple[str, ...], boarders: np.ndarray, numbers) -> None:
    """Give schools beds, dormitories and canteens, as told and else for the boarders of the start."""
    listed, canteen_seats = (
        given_schools.given_numbers(tables, ids, name) for name in ("beds", "canteen_seats")
    )
    area = given_schools.given_amounts(tables, ids, "dormitory_m2")
    asked = Rulebook().dormitory_m2_per_bed
    derived = np.ceil(boarders * numbers["beds_per_boarder_start"])
    beds = np.where(
        listed >= 0, listed, np.where(np.isnan(area), derived, np.floor(np.nan_to_num(area) / asked))
    )
    seats = np.where(
        canteen_seats >= 0, canteen_seats, np.ceil(beds * numbers["canteen_seats_per_bed_start"])
    )
    with schools.writing_as("network"):
        schools.writable("beds")[:] = beds
        schools.writable("dormitory_m2")[:] = np.where(np.isnan(area), beds * asked, area)
        schools.writable("canteen_seats")[:] = seats
        # assumption: where nothing is told of a canteen, who boards eats at school
        schools.writable("has_canteen")[:] = np.where(canteen_seats >= 0, canteen_seats > 0, beds > 0)


def _attend(
    year: int, children, households, geography: Geography, schools, enrolled, numbers, draw: int
) -> np.ndarray:
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
    left = _dropped_out(grade, uid, numbers, year, draw) & ~enrolled.is_given[geography.county[home]]
    _drop_out(children, pupils[left], zone[home[left], grade[left] - 2], grade[left] - 1)
    counted = np.zeros((len(schools), 9), np.int64)
    np.add.at(counted, (attended[~left], grade[~left] - 1), 1)
    return counted


def _dropped_out(grade: np.ndarray, uid: np.ndarray, numbers, year: int, draw: int) -> np.ndarray:
    """Return which children of school age have dropped out before the start, bool (children,).

    A cohort that met the year's mean hazard and the rate of return in every grade so far; so some return from the first
    year on. Children behind a given enrolment are its pupils: there nobody is taken out.
    """
    hazard = np.repeat(dropout_targets(numbers, year), (6, 3))
    share = np.zeros(9)
    for g in range(8):
        share[g + 1] = share[g] * (1.0 - numbers["p_return"]) + (1.0 - share[g]) * hazard[g]
    return draws_for(draw, _DROPPED_OUT, 0, uid) < share[grade - 1]


def _drop_out(children, rows: np.ndarray, school: np.ndarray, grade: np.ndarray) -> None:
    """Set children as dropped out of their last school, last year, from the grade below that of their age."""
    with children.writing_as("register"):
        for name, values in (("status", DROPPED_OUT), ("school", school), ("grade", grade)):
            children.writable(name)[rows] = values
