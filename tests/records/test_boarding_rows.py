"""What the records tell of boarding, by hand and over a run."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.boarding import YOUNG
from sim.kernels.codes import BOARD, ENROLLED, RIDE
from sim.records.boarding_rows import boarding
from sim.rules.rulebook import Rulebook
from sim.world.people_count import take_census
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, run, start


@pytest.fixture
def region():
    """Return the small county with 9 boarders at its junior school, 3 seats in the canteen and 5 staff, 2 bought."""
    region = Region(start("small"), numbers(), (), seed=1)
    c, s = region.children, region.schools
    pupils = np.flatnonzero((c["status"] == ENROLLED) & (c["school"] == 2))
    with region.writing_as("travel"):
        c.writable("way")[:] = RIDE
        c.writable("way")[pupils[:9]] = BOARD
        for name, n in (("boarding_staff_needed", 6), ("boarding_staff", 5), ("boarding_staff_bought", 2)):
            s.writable(name)[:] = [0, 0, n]
    with region.writing_as("network"):
        for name, n in (("beds", 12), ("dormitory_m2", 30), ("canteen_seats", 3)):
            s.writable(name)[:] = [0, 0, n]
    return region


def told(region: Region, **book) -> dict[str, int]:
    rules = region.rules = CountyRules([replace(Rulebook(), **book)])
    columns = boarding(region, rules, take_census(region).by_grade)
    assert all(values[:2].sum() == 0 for values in columns.values())
    return {name: int(values[2]) for name, values in columns.items()}


def test_by_hand(region):
    assert told(region) == {
        "beds_usable": 10, "canteen_seats": 3, "n_without_canteen_seat": 3, "boarding_staff_needed": 6,
        "boarding_staff": 5, "boarding_staff_bought": 2, "boarding_staff_yuan": 3 * 95_000 + 2 * 30_000,
    }  # fmt: skip
    changed = told(region, canteen_sittings=3, yuan_boarding_post=10.0, yuan_bought_post=1.0)
    assert changed["n_without_canteen_seat"] == 0
    assert changed["boarding_staff_yuan"] == 32


def test_over_a_run():
    _, records = run("tonghua", years=2)
    school, grades = records["school"], records["school_grade"]
    by_stage = school.groupby(["year", "stage"])[["n_young_boarders", "n_boarders"]].sum()
    young = grades[grades.grade <= YOUNG].groupby("year").n_boarders.sum()
    assert (by_stage.n_young_boarders.xs("primary", level="stage") == young).all()
    assert by_stage.n_young_boarders.xs("junior", level="stage").sum() == 0
    assert 0 < young.sum() < by_stage.n_boarders.sum()
    whole = school.groupby(["year", "school_id"]).sum(numeric_only=True).astype(int)
    assert (whole.beds_usable == whole.beds).all()
    assert (whole.n_boarders <= whole.beds_usable).all()
    assert ((whole.boarding_staff_needed > 0) == (whole.n_boarders > 0)).all()
    assert (
        school.classes_without_teacher == np.maximum(0, school.classes.astype(int) - school.teachers)
    ).all()
    assert (whole.posts_from_central == 0).all()
