"""Training within the five-year cycle, worked by hand."""

import numpy as np
import pytest

from sim.processes import training
from tests.staffed_county import OUTSIDE, SEAT, counted, county, school, teacher

SCHOOLS = [school(SEAT, 0.0, [1] * 6, 40), school(OUTSIDE, 5.0, [1] * 6, 20)]


def staff(n=10, **more):
    return [teacher(row % 2, **more) for row in range(n)]


def live(region, rules, years):
    """Let years go by from the region's on; return done and due of each."""
    out = []
    for _ in range(years):
        region.staff.open_year()
        training.run(region, rules)
        out.append((counted(region, "n_training_done"), counted(region, "n_training_due")))
        region.year += 1
    return out


@pytest.mark.parametrize(("hours", "done"), [(72, 10), (71, 0), (100, 10)])
def test_360_hours_by_the_end_of_the_cycle(hours, done):
    region, rules = county(SCHOOLS, staff(), year=2021, training_hours_per_year=hours)
    assert live(region, rules, 5) == [(0, 0)] * 4 + [(done, 10)]
    assert (region.teachers["training_hours"] == 5 * hours).all()
    live(region, rules, 1)
    assert (region.teachers["training_hours"] == hours).all()  # of the next cycle


def test_who_came_within_the_cycle_is_not_yet_due():
    region, rules = county(
        SCHOOLS, staff(4) + staff(2, year_hired=2022), year=2021, training_hours_per_year=72
    )
    assert live(region, rules, 5)[-1] == (4, 4)


def test_hours_and_substitute_days_of_the_year():
    """10 x 60 hours, 40 % of them on school days, 6 hours a day: 40 days."""
    region, rules = county(SCHOOLS, staff(), training_hours_per_year=60)
    training.run(region, rules)
    assert counted(region, "training_hours") == 600
    assert region.staff.counts["substitute_days"].sum() == pytest.approx(40)
    assert region.schools["training_hours"].tolist() == [300, 300]


def test_what_it_costs():
    """300 hours x 15 yuan and 20 days x 100 yuan; 5 % of 200,000 yuan of public funds are more than that."""
    region, rules = county(SCHOOLS, staff(), training_hours_per_year=60)
    training.run(region, rules)
    assert training.yuan(region, rules).tolist() == pytest.approx([6500.0, 6500.0])
    assert training.yuan(region, rules, np.array([200_000.0, 100_000.0])).tolist() == pytest.approx(
        [10_000.0, 6500.0]
    )


def test_where_not_all_can_go_those_with_the_fewest_hours_do():
    """Seven of ten a year: 28 turns in four years, so that eight have had three and two have had two."""
    region, rules = county(SCHOOLS, staff(), year=2021, training_hours_per_year=72, training_share=0.7)
    live(region, rules, 4)
    hours = region.teachers["training_hours"]
    assert sorted(hours.tolist()) == [144] * 2 + [216] * 8  # 28 turns of ten teachers
    assert live(region, rules, 1) == [(0, 10)]


@pytest.mark.parametrize(("share", "trained"), [(0.0, 0), (0.05, 0), (0.1, 1), (0.99, 9), (1.0, 10)])
def test_whole_teachers_go(share, trained):
    region, rules = county(SCHOOLS, staff(), training_share=share)
    training.run(region, rules)
    assert counted(region, "training_hours") == 48 * trained


def test_a_county_without_teachers():
    region, rules = county(SCHOOLS, staff(1), training_share=0.5)
    region.teachers.keep(np.zeros(1, bool))
    training.run(region, rules)
    assert counted(region, "training_hours") == 0
