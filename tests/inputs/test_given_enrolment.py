"""Enrolment and classes as given: the first census is the table, cell by cell."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.inputs.tables import read_tables
from sim.inputs.ties.schools import even_classes
from sim.kernels.codes import BELOW_AGE, CLOSED, ENROLLED, FINISHED, LEFT
from sim.kernels.families import enters_late
from sim.world.central_schools import central_schools
from tests.inputs.given import began, ran, rows, three_schools
from tests.worlds import FOLDERS, numbers

YEAR = 2017


def table_cells() -> pd.Series:
    """Return enrolment.csv of the start year in the schools that are open, zeros left out."""
    table = three_schools().enrolment
    mine = table[(table["year"].fillna(YEAR) == YEAR) & (table["school_code"] != "2122990103")]
    return mine[mine["pupils"] > 0].set_index(["school_code", "grade"])["pupils"].astype("int64").sort_index()


def recorded_cells(records: pd.DataFrame, year: int) -> pd.Series:
    mine = records[(records["year"] == year) & (records["pupils"] > 0)]
    cells = mine.set_index(["school_id", "grade"])["pupils"].astype("int64").sort_index()
    return cells.rename_axis(index=["school_code", "grade"])


@pytest.mark.parametrize("draw", [0, 1, 2])
@pytest.mark.parametrize("seed", [1, 5])
def test_the_first_census_is_the_table_cell_by_cell(draw, seed):
    _, records = ran(began(three_schools(), draw), draw=draw, seed=seed)
    found, wanted = recorded_cells(records["school_grade"], YEAR), table_cells()
    assert len(wanted) > 15
    assert found.to_dict() == wanted.to_dict()


def test_the_comparison_notices_one_pupil():
    _, records = ran(began(three_schools()))
    wrong = records["school_grade"].copy()
    wrong.loc[0, "pupils"] += 1
    assert not recorded_cells(wrong, YEAR).equals(recorded_cells(records["school_grade"], YEAR))


def test_recorded_classes_are_those_given():
    _, records = ran(began(three_schools()))
    given = three_schools().classes.set_index(["school_code", "grade", "class_no"])["pupils"].astype("int64")
    found = records["classes"].set_index(["school_id", "grade", "class_no"])["size"].astype("int64")
    found = found[found.index.get_level_values(0).isin(given.index.get_level_values(0))]
    pd.testing.assert_series_equal(
        found.sort_index(), given.sort_index(), check_names=False, check_index_type=False
    )


def test_uneven_classes_keep_their_number_and_are_told():
    tables = three_schools()
    uneven = tables.classes.copy()
    uneven.loc[0, "pupils"], uneven.loc[1, "pupils"] = 15, 4
    _, records = ran(began(tables, classes=uneven))
    first = records["classes"].query("school_id == '2122990101' and grade == 1")
    assert sorted(first["size"]) == [9, 10]
    (even,), (told,) = even_classes(tables), even_classes(replace(tables, classes=uneven))
    assert even.holds
    assert not told.holds
    assert "2122990101 1" in told.found.en


@pytest.mark.parametrize("draw", [0, 3])
def test_ages_and_status_follow_the_rule_of_entry(draw):
    begin = began(three_schools(), draw)
    c, share = begin.children, numbers(draw)["share_late_entry"]
    age = YEAR - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    years_over = age - 5 - c["grade"].astype(int)
    pupils = c["status"] == ENROLLED
    assert set(years_over[pupils]) <= {0, 1}
    for grade in range(1, 10):
        mine = pupils & (c["grade"] == grade)
        assert (years_over[mine] == 1).sum() == round(share * mine.sum())
        assert (c["year_entered"][mine] == YEAR - grade + 1).all()
    assert (c["status"][age < 6] == BELOW_AGE).all()
    assert (c["status"][age > 15] == FINISHED).all()
    six_and_waiting = (age == 6) & (c["status"] == BELOW_AGE)
    assert six_and_waiting.sum() == round(share * (pupils & (c["grade"] == 1)).sum())


def test_next_year_those_enter_who_were_left_and_those_of_six_by_their_trait():
    begin = began(three_schools())
    c = begin.children
    age = YEAR - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    late = enters_late(c["uid"], numbers()["share_late_entry"])
    due = c["uid"][(c["status"] == BELOW_AGE) & ((age == 6) | ((age == 5) & ~late))]
    region, _ = ran(begin, years=2)
    now = region.children
    entered = now["uid"][(now["year_entered"] == YEAR + 1) & (now["status"] != LEFT)]
    assert set(entered.tolist()) <= set(due.tolist())
    assert len(entered) >= 0.9 * len(due)


@pytest.mark.parametrize("draw", [0, 1, 2])
def test_few_pupils_change_school_because_of_how_they_were_placed(draw):
    begin = began(three_schools(), draw)
    region, _ = ran(begin, draw=draw, years=2)
    before = pd.Series(begin.children["school"].copy(), index=begin.children["uid"].copy())
    grade = pd.Series(begin.children["grade"].copy(), index=begin.children["uid"].copy())
    now = region.children
    after = pd.Series(now["school"].copy(), index=now["uid"].copy())[now["status"] == ENROLLED]
    family = now["household"][now["status"] == ENROLLED]
    stayed = region.households["year_moved"][family] <= YEAR
    both = after.index[stayed].intersection(before.index[before >= 0])
    high = begin.schools["grade_high"][before[both]]
    goes_on = both[(grade[both] < high) & ~np.isin(grade[both], [6])]
    assert len(goes_on) > 150
    assert (after[goes_on] != before[goes_on]).mean() < 0.05


def test_children_of_other_ages_are_those_of_the_population():
    c = began(three_schools()).children
    age = YEAR - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    people = three_schools().population
    for a in (*range(6), 16, 17):
        assert (age == a).sum() == people[(people["age_low"] == a)]["persons"].sum()


def test_a_grade_without_pupils_and_one_without_children_of_its_age():
    """Nobody attends grade 9, and the population has no twelve-year-olds: the census is the table all the same."""
    tables = three_schools()
    enrolment = tables.enrolment.copy()
    enrolment.loc[enrolment["grade"] == 9, "pupils"] = 0
    people = tables.population[tables.population["age_low"] != 12]
    begin = began(tables, enrolment=enrolment, population=people)
    assert begin.schools["pupils"][:, 8].sum() == 0
    assert begin.schools["pupils"][:, 6].sum() == 37


def test_given_rooms_and_beds_are_kept():
    s = began(three_schools()).schools
    assert s["rooms"][:2].tolist() == [14, 4]
    assert s["beds"][1:].tolist() == [0, 60]


def test_a_canteen_is_there_where_it_has_seats_and_where_nothing_is_told_but_beds_are_there():
    tables = three_schools()
    plain = began(tables).schools
    assert plain["has_canteen"].tolist() == (plain["beds"] > 0).tolist()
    assert plain["has_canteen"][1:].tolist() == [0, 1]
    schools = tables.schools.copy()
    schools.loc[:2, "canteen_seats"] = [0, 80, 1]
    schools.loc[:2, "beds"] = [9, 0, 0]
    assert began(tables, schools=schools).schools["has_canteen"].tolist() == [0, 1, 1]


def test_dormitories_and_canteens_as_given_and_derived():
    """Beds given without area have 3 m2 each; area given without beds has a bed for each 3 m2; both stay as given."""
    tables = three_schools()
    schools = tables.schools.copy()
    schools.loc[:2, "beds"] = [10, pd.NA, 20]
    schools.loc[:2, "dormitory_m2"] = [np.nan, 31.0, 30.0]
    schools.loc[:2, "canteen_seats"] = [pd.NA, pd.NA, 4]
    s = began(tables, schools=schools).schools
    assert s["beds"].tolist() == [10, 10, 20]
    assert s["dormitory_m2"].tolist() == [30.0, 31.0, 30.0]
    a_bed = numbers()["canteen_seats_per_bed_start"]
    assert s["canteen_seats"].tolist() == [math.ceil(10 * a_bed)] * 2 + [4]


def test_a_school_for_a_national_minority_is_protected():
    tables = three_schools()
    assert began(tables).schools["is_protected"].tolist() == [0, 0, 0]
    schools = tables.schools.assign(is_minority=tables.schools["kind"].eq("point").astype("Int64"))
    assert began(tables, schools=schools).schools["is_protected"].tolist() == [0, 1, 0]
    assert not began(read_tables(FOLDERS["small"])).schools["is_protected"].any()  # made up


def test_the_central_school_is_the_one_the_table_names():
    tables = three_schools()
    assert began(tables).schools["central_school"].tolist() == [-1, -1, -1]
    codes, is_point = tables.schools["school_code"], tables.schools["kind"].eq("point")
    named = tables.schools.assign(central_school=np.where(is_point, codes[0], ""))
    begin = began(tables, schools=named)
    assert begin.schools["central_school"].tolist() == [-1, 0, -1]
    assert central_schools(begin.schools)[1] == 0
    with begin.schools.writing_as("network"):
        begin.schools.writable("status")[0] = CLOSED
    assert central_schools(begin.schools)[1] != 0


def test_classes_that_are_given_have_a_room():
    tables = three_schools()
    schools = tables.schools.copy()
    schools.loc[0, "ordinary_rooms"] = 2
    assert began(tables, schools=schools).schools["rooms"][0] == 9


def test_without_enrolment_the_schools_of_the_list_take_the_children_of_their_zones():
    begin = began(three_schools(), enrolment=rows("enrolment"), classes=rows("classes"))
    people = three_schools().population
    of_age = people[people["age_low"].between(6, 14)]["persons"].sum()
    assert begin.schools["pupils"].sum() == pytest.approx(of_age, rel=0.05)
    assert (begin.schools["pupils"].sum(axis=1) > 0).all()
