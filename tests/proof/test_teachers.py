"""Teachers on the records alone: nobody appears or vanishes unsaid, and what posts and their shortage tell."""

import numpy as np
import pytest

from sim.kernels.teacher_codes import JOINS, LEAVES
from sim.policies.class_size_cap import ClassSizeCap
from tests.worlds import CloseSome, run

CELL = ["county", "stage", "zone_kind"]


@pytest.fixture(scope="module")
def records():
    return run("tonghua", (ClassSizeCap(), CloseSome()), years=5, check=True)[1]


def test_teachers_follow_from_last_years_and_the_flows(records):
    staff = records["staff"].set_index([*CELL, "year"])
    staff = staff.reindex(
        [(*cell, year) for cell in staff.index.droplevel("year").unique() for year in range(2017, 2022)],
        fill_value=0,
    )
    teachers = staff.teachers.astype(int).unstack("year")
    change = (staff[list(JOINS)].sum(axis=1) - staff[list(LEAVES)].sum(axis=1)).unstack("year")
    for year in range(2018, 2022):
        assert (teachers[year] == teachers[year - 1] + change[year]).all()
    assert teachers[2021].sum() > 5000


def test_moves_add_up_to_nothing_in_every_county(records):
    flows = records["staff"].groupby(["county", "year"])[["n_moved_in", "n_moved_out"]].sum()
    assert (flows.n_moved_in == flows.n_moved_out).all()
    closed = records["school"].query("year == 2019 and status == 'closed'")
    assert len(closed) > 5
    assert (closed.teachers == 0).all()
    assert (closed.teachers_home == 0).all()


def test_teachers_of_the_two_tables_agree(records):
    public = records["school"].query("ownership == 'public'").astype({"teachers": int, "teachers_home": int})
    both = public.groupby(["year", "county", "stage"])[["teachers", "teachers_home"]].sum()
    assert (both.teachers == both.teachers_home).all()
    told = records["staff"].groupby(["year", "county", "stage"]).teachers.sum().astype(int)
    assert both.teachers_home[both.teachers_home > 0].equals(told.rename("teachers_home"))


def test_posts_are_allotted_whole(records):
    of_schools = records["school"].groupby(["year", "county"]).posts.sum()
    total = records["county"].set_index(["year", "county"]).posts
    assert (of_schools == total.reindex(of_schools.index)).all()


def test_surplus_by_pupils_and_shortage_by_classes_stand_side_by_side(records):
    """In villages more posts than pupils ask for and fewer than classes do, in the same schools and years."""
    school = records["school"].query("zone_kind == 'village' and stage == 'primary' and status == 'open'")
    both = (school.posts > school.need_by_pupils) & (school.posts < school.need_by_classes)
    assert (both.groupby(school.year).sum() > 10).all()
    short = np.maximum(0.0, school.need_by_classes - school.posts)
    assert np.allclose(short, school.posts_short_of_classes, atol=1e-5)
    assert (school.need_by_periods[school.pupils > 0] > 0).mean() > 0.9
