"""The first census: who attends which school, by the enrolment given or by zone, and the rooms, beds and classes."""

import numpy as np

from sim.inputs.synthesis import enrolment, given_classes, given_schools, placing
from sim.inputs.synthesis.candidates import require_every_grade
from sim.inputs.synthesis.given_enrolment import Enrolled
from sim.inputs.tables import InputTables
from sim.kernels.codes import CONTINUING, ENROLLED, IN_ZONE
from sim.world.start import Geography


def take(
    tables: InputTables, children, households, geography: Geography, schools, ids: tuple[str, ...], enrolled: Enrolled,
    numbers, draw: int,
) -> None:  # fmt: skip
    """Give every pupil a school, and schools their rooms, beds, classes and pupils, in place."""
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
