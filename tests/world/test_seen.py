"""What a settlement has lost: a zone school that closed or ceased to teach a grade, and nothing else."""

import numpy as np

from sim.kernels.codes import CLOSED
from sim.world.region import Region
from sim.world.seen import Seen
from tests.worlds import numbers, start


def world() -> tuple[Region, Seen, int]:
    """Return the small county, what its families have seen, and the zone school of grade 1 of the first settlement."""
    region = Region(start("small"), numbers(), (), 1)
    return region, Seen(region.zone, 1), int(region.zone[0, 0])


def put(region: Region, row: int, **values) -> None:
    with region.schools.writing_as("network"):
        for name, value in values.items():
            region.schools.writable(name)[row] = value
    region.refresh_zones()


def test_a_closed_zone_school_is_lost_in_each_grade_it_taught():
    region, seen, school = world()
    was_theirs = seen.zone == school
    put(region, school, status=CLOSED)
    seen.look(region.zone, region.schools, 2019)
    assert was_theirs[0, 0]
    assert (seen.year_lost == np.where(was_theirs, 2018, 0)).all()
    assert (seen.zone == region.zone).all()


def test_a_school_that_becomes_a_point_is_lost_in_the_grades_it_gives_up():
    region, seen, school = world()
    was_theirs = seen.zone == school
    put(region, school, grade_high=2)
    seen.look(region.zone, region.schools, 2020)
    assert (seen.year_lost[:, :2] == 0).all()
    assert (seen.year_lost[:, 2:] == np.where(was_theirs, 2019, 0)[:, 2:]).all()
    assert was_theirs[:, 2].any()


def test_another_zone_is_no_loss_while_the_school_goes_on():
    region, seen, school = world()
    zone = region.zone.copy()
    zone[0] = -1
    seen.look(zone, region.schools, 2019)
    assert not seen.year_lost.any()
    put(region, school, status=CLOSED)  # in the year after, no longer the zone school of the first settlement
    seen.look(zone, region.schools, 2020)
    assert not seen.year_lost[0].any()


def test_the_last_loss_counts_and_new_settlements_have_lost_nothing():
    region, seen, school = world()
    put(region, school, grade_high=2)
    seen.look(region.zone, region.schools, 2019)
    heir = int(region.zone[0, 2])
    put(region, heir, status=CLOSED)
    more = np.concatenate([region.zone, region.zone[:1]])
    seen.look(more, region.schools, 2021)
    assert seen.year_lost.shape == more.shape
    assert seen.year_lost[0, 2] == (2020 if heir >= 0 else 2018)
    assert not seen.year_lost[-1].any()
