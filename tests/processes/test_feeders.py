"""Feeders: the junior schools a child may be given by right of its primary school, by hand."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import Say
from sim.kernels.codes import CLOSED, ENROLLED
from sim.processes.feeders import feeder_schools
from sim.rules.orders import Close
from sim.rules.policy import Policy, strength
from tests.inputs.given import began, rows
from tests.private_county import (
    CODES,
    JUNIOR,
    PRIMARY,
    PRIVATE_NINE,
    applicants,
    lived,
    summer,
    tables,
    write,
)

SECOND = 4  # row of a second public junior school


@cache
def fed():
    """Return the start of a county whose primary school feeds two junior schools, the second one first."""
    given = tables()
    other = given.schools.iloc[[-1]].assign(
        school_code="2122990107", school="乙乡中学", township_code="990001200"
    )
    feeders = rows(
        "feeders",
        {"school_code": CODES[PRIMARY], "junior_school_code": "2122990107"},
        {"school_code": CODES[PRIMARY], "junior_school_code": CODES[JUNIOR]},
        {"school_code": "2122990103", "junior_school_code": CODES[JUNIOR]},  # closed before the start
    )
    return began(given, schools=pd.concat([given.schools, other], ignore_index=True), feeders=feeders)


@pytest.fixture
def region():
    return summer(fed())


def test_the_table_is_kept_by_school(region):
    assert fed().feeders.tolist() == [[SECOND, JUNIOR]] + [[-1, -1]] * 4
    assert fed().feeders.dtype == np.int32


def test_pupils_of_a_school_that_feeds_have_its_junior_schools_and_others_none(region):
    mine, _, _ = applicants(region, 7)
    found, before = feeder_schools(region, mine), region.children["school_before"][mine]
    assert found.dtype == np.int32
    assert np.bincount(before).tolist() == [29, 0, 8]
    assert (found[before == PRIMARY] == [SECOND, JUNIOR]).all()
    assert (found[before == PRIVATE_NINE] == -1).all()


def test_without_a_table_nobody_has_any():
    region = summer()
    mine, _, _ = applicants(region, 7)
    assert feeder_schools(region, mine).shape == (len(mine), 0)


def test_only_who_waits_for_grade_7_has_any(region):
    mine, _, _ = applicants(region, 7)
    mine = mine[region.children["school_before"][mine] == PRIMARY][:2]
    write(region.children, "register", "grade", mine[0], 8)
    write(region.children, "register", "status", mine[1], ENROLLED)
    assert (feeder_schools(region, mine) == -1).all()


@pytest.mark.parametrize(("column", "value"), [("status", CLOSED), ("grade_low", 8), ("county", 1)])
def test_a_school_that_closed_or_teaches_no_grade_7_or_lies_elsewhere_drops_out(region, column, value):
    mine, _, _ = applicants(region, 7)
    mine = mine[region.children["school_before"][mine] == PRIMARY]
    write(region.schools, "network", column, SECOND, value)
    assert (feeder_schools(region, mine) == [JUNIOR, -1]).all()
    write(region.schools, "network", column, JUNIOR, value)
    assert (feeder_schools(region, mine) == -1).all()  # the address decides


def test_pupils_of_a_primary_school_that_has_closed_since_keep_the_right(region):
    mine, _, _ = applicants(region, 7)
    mine = mine[region.children["school_before"][mine] == PRIMARY]
    write(region.schools, "network", "status", PRIMARY, CLOSED)
    assert (feeder_schools(region, mine) == [SECOND, JUNIOR]).all()


def test_a_school_built_within_the_run_feeds_nobody(region):
    mine, _, _ = applicants(region, 7)
    write(region.children, "register", "school_before", mine, len(region.schools))
    assert (feeder_schools(region, mine) == -1).all()


class CloseTheSecond(Policy):
    """Close the second junior school a year after the start."""

    NAME, TITLE, MEASURES, PARAMETERS = "close_the_second", Say("close", "撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        return (Close("2122990107", 2018),) if year == 2018 else ()


def test_a_run_in_which_a_fed_school_closes_places_everybody():
    region, records = lived((CloseTheSecond(),), start=fed())
    told = records["school_grade"].query("grade == 7 and year > 2017")
    assert told[told.school_id == "2122990107"].pupils.sum() == 0
    assert told.n_entrants.sum() > 60
    c = region.children
    known = (c["grade"] == 7) & (c["status"] == ENROLLED)
    assert (c["school_before"][known] >= 0).mean() > 0.8
