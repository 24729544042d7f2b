"""Multi-grade classes and floors of small schools and points in the yearly process."""

from dataclasses import replace

import numpy as np
import pytest

from sim.base.errors import Say
from sim.processes import staffing
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, run, start


class Amended(Policy):
    """Change rules from 2018 on."""

    NAME, TITLE, MEASURES, PARAMETERS = "amended", Say("amended", "改"), (), (strength(),)

    def __init__(self, **changes):
        super().__init__()
        self.changes = changes

    def amend(self, year, view, rulebook):
        return self.changes if year >= 2018 else {}


@pytest.fixture(scope="module")
def records():
    return {most: run("tonghua", (Amended(multigrade_max=most),), check=True)[1] for most in (0, 15, 40)}


def small(records, year):
    """Return pupils, classes and posts of small open schools in a year, by school."""
    school = records["school"].query("year == @year and status == 'open'")
    columns = ["pupils", "classes", "posts", "posts_short_of_floor"]
    whole = school.groupby("school_id")[columns].sum().astype(int)
    return whole[(whole.pupils > 0) & (whole.pupils < 100)]


def test_the_rule_of_the_year_decides_which_grades_share_a_class(records):
    """In the start year all are alike; from then on the more pupils may share, the fewer classes small schools hold."""
    shared = {most: told["school_grade"].groupby("year").n_multigrade.sum() for most, told in records.items()}
    assert shared[0][2017] == shared[15][2017] == shared[40][2017] > 0
    assert shared[0][2018] == shared[0][2019] == 0
    classes = {most: small(told, 2018).classes.sum() for most, told in records.items()}
    assert classes[0] > classes[15] > classes[40]


def test_a_small_school_with_a_shared_class_has_its_floor(records):
    """Posts follow the census before: from the start year's classes in 2018, whatever is shared from then on."""
    told = records[15]
    grades = told["school_grade"].query("year == 2017")
    sharing = grades.groupby("school_id").n_multigrade.sum()
    was_small = small(told, 2017).index
    mine = small(told, 2018)
    mine = mine[mine.index.isin(was_small) & (mine.index.map(sharing) > 0)]
    assert len(mine) > 20
    assert (mine.posts >= 3).all()
    assert (mine.posts_short_of_floor == 0).all()


def test_what_is_missing_to_a_floor_beyond_the_county_total_is_told():
    """A county of four posts, whose point and junior school have a floor of three each: both get two and lack one."""
    begin = start("small")
    region = Region(
        replace(begin, behaviour=replace(begin.behaviour, posts=np.array([4]))), numbers(), (), seed=1
    )
    small = region.schools["pupils"].sum(axis=1) < 100
    assert small.tolist() == [False, True, True]
    region.rules = CountyRules([Rulebook()])
    with region.writing_as("staffing"):
        staffing.run(region, region.rules, [])
    assert region.schools["posts"].tolist() == [0, 2, 2]
    assert region.schools["posts_short_of_floor"].tolist() == [0, 1, 1]
