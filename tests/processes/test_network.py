"""Orders carried out: beds with a canteen, and a school merged into another: its pupils have a place there first."""

import dataclasses

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import BOARD, CLOSED, ENROLLED, OPEN, WAITING
from sim.processes import network
from sim.rules.orders import AddBeds, Close
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, run, start

PRIMARY, POINT, JUNIOR = range(3)  # the schools of the small county: grades 1-6, 1-3, 7-9
IDS = ("990001-P001", "990001-D001", "990001-J001")


def carried_out(*orders, begin=None) -> Region:
    """Return the small county after these orders."""
    region = Region(start("small") if begin is None else begin, numbers(), (), seed=1)
    with region.writing_as("network"):
        network.run(region, CountyRules([Rulebook()]), orders)
    return region


def all_grades_elsewhere():
    """Return the small county with a junior school that teaches grades 1-6 too."""
    begin = start("small")
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("grade_low")[JUNIOR] = 1
    return dataclasses.replace(begin, schools=schools)


def places(region: Region, school: int) -> dict[int, list[int]]:
    """Return by grade the schools at which those wait who attended `school` at the start."""
    before, now = start("small").children, region.children
    mine = (before["status"] == ENROLLED) & (before["school"] == school)
    assert (now["status"][mine] == WAITING).all()
    return {
        g: np.unique(now["school"][mine & (now["grade"] == g)]).tolist()
        for g in np.unique(now["grade"][mine])
    }


def test_beds_are_added_and_a_canteen_where_asked():
    before = start("small").schools
    more = (
        AddBeds(IDS[0], 2018, 30), AddBeds(IDS[0], 2018, 5), AddBeds(IDS[1], 2018, 4, with_canteen=False),
        AddBeds(IDS[2], 2018, 1, with_canteen=False),
    )  # fmt: skip
    after = carried_out(*more).schools
    assert before["has_canteen"].tolist() == [0, 0, 1]
    assert (after["beds"] - before["beds"]).tolist() == [35, 4, 1]
    assert after["has_canteen"].tolist() == [1, 0, 1]


def test_a_closed_school_gets_no_beds():
    after = carried_out(Close(IDS[POINT], 2018, IDS[PRIMARY]), AddBeds(IDS[POINT], 2018, 30)).schools
    assert after["beds"][POINT] == 0
    assert after["status"].tolist() == [OPEN, CLOSED, OPEN]


def test_pupils_of_a_merged_school_wait_at_the_one_that_takes_their_grade_over():
    assert places(carried_out(Close(IDS[POINT], 2018, IDS[PRIMARY])), POINT) == {
        g: [PRIMARY] for g in (1, 2, 3)
    }
    higher = {g: [-1] for g in (4, 5, 6)}  # a point does not teach them
    assert places(carried_out(Close(IDS[PRIMARY], 2018, IDS[POINT]), begin=all_grades_elsewhere()), PRIMARY) == {
        **{g: [POINT] for g in (1, 2, 3)}, **higher
    }  # fmt: skip


def test_pupils_of_a_school_that_is_only_closed_wait_for_their_address():
    assert places(carried_out(Close(IDS[POINT], 2018)), POINT) == {g: [-1] for g in (1, 2, 3)}


def test_a_school_that_is_closed_too_takes_nobody_over():
    both = Close(IDS[POINT], 2018, IDS[PRIMARY]), Close(IDS[PRIMARY], 2018)
    region = carried_out(*both, begin=all_grades_elsewhere())
    assert places(region, POINT) == {g: [-1] for g in (1, 2, 3)}


class MergeFarAway(Policy):
    """Merge a primary school of every county into the one farthest from it, which is nobody's address."""

    NAME, TITLE, MEASURES, PARAMETERS = "merge_far_away", Say("merge", "并"), (), (strength(),)

    def orders(self, year, view, rulebook):
        if year != 2018:
            return ()
        whole = (view.grade_low == 1) & (view.grade_high == 6)
        row = int(np.argmin(np.where(whole, abs(view.pupils.sum(axis=1) - 150), 10**6)))
        km = np.where(whole, np.hypot(view.x - view.x[row], view.y - view.y[row]), -1)
        return (Close(view.school_ids[row], 2019, view.school_ids[int(np.argmax(km))]),)


def test_who_stays_goes_to_the_receiving_school_and_who_moved_house_by_address():
    region, records = run("tonghua", (MergeFarAway(),), check=True)
    row_of = {school_id: row for row, school_id in enumerate(region.school_ids)}
    heirs = [row_of[into] for into in records["orders"].into]
    assert len(heirs) == region.geography.n_counties
    c, h = region.children, region.households
    displaced = np.flatnonzero((c["year_displaced"] == 2019) & (c["status"] == ENROLLED) & (c["grade"] < 7))
    family = c["household"][displaced]
    moved = h["year_moved"][family] == 2019
    zone = region.zone[h["settlement"][family], c["grade"][displaced] - 1]
    assert not np.isin(zone, heirs).all()
    assert (~moved).sum() > 50
    assert np.isin(c["school"][displaced[~moved]], heirs).mean() > 0.95  # second-term transfers go back
    assert moved.sum() > 5
    assert (c["school"][displaced[moved]] == zone[moved]).mean() > 0.8


class Beds(Policy):
    """Order fifteen beds for the small county's primary school."""

    NAME, TITLE, MEASURES, PARAMETERS = "beds", Say("beds", "床"), (), (strength(),)

    def orders(self, year, view, rulebook):
        return (AddBeds(IDS[PRIMARY], 2019, 15),) if year == 2018 else ()


def far_away_without_beds():
    """Return the small county with its primary school 40 km off and without beds."""
    begin = start("small")
    schools = begin.schools.copy()
    with schools.writing_as("network"):
        schools.writable("x")[PRIMARY] += 40.0
    return dataclasses.replace(begin, schools=schools)


def test_children_of_boarding_grades_board_where_beds_are_new():
    begin = far_away_without_beds()
    (plain, _), (region, records) = (run("small", policies, begin=begin) for policies in ((), (Beds(),)))
    mine = [region.children["school"] == PRIMARY for region in (plain, region)]
    wanted, still = (
        int(world.children["is_without_bed"][rows].sum())
        for world, rows in zip((plain, region), mine, strict=True)
    )
    assert wanted > 15
    assert still == wanted - 15
    school = records["school"].query("school_id == @IDS[0]").set_index("year")
    assert school.beds.tolist() == [0, 0, 15]
    assert school.n_boarders.tolist() == [0, 0, 15]
    assert school.has_canteen.tolist() == [0, 0, 1]
    boarders = region.children["way"] == BOARD
    assert region.children["grade"][boarders & mine[1]].min() == 6  # the highest grade first
    grades = records["school_grade"].query("school_id == @IDS[0] and year == 2019").set_index("grade")
    assert grades.n_boarders[[1, 2, 3]].tolist() == [0, 0, 0]
    assert (grades.n_over_limit[[1, 2, 3]] > 0).all()
