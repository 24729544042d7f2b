"""Districts of districts.csv: which rows hold in a year, whose candidates come first, and what the report says."""

import filecmp

import numpy as np
import pytest

from sim.inputs.districts import redraw_years, rows_in_force, said_of_districts
from sim.inputs.report import input_report
from sim.kernels.codes import STAGE_NAMES
from tests.districts import (
    CENTRE,
    EAST_STREET,
    FIRST,
    FOLDER,
    JUNIOR,
    PLACE,
    SECOND,
    TOWN,
    WEST,
    WEST_GATE,
    as_they_are,
    began,
    redrawn,
    row,
    tables,
    told,
)
from tests.inputs.given import rows, three_schools


def schools(of, year: int) -> dict[str, set[str]]:
    """Return the primary schools of the places that rows in force name, by settlement or township code."""
    held = rows_in_force(of, year)
    held = held[held["stage"] == "primary"]
    place = held["settlement_code"].where(held["settlement_code"] != "", held["township_code"])
    return {code: set(part["school_code"]) for code, part in held.groupby(place)}


def test_the_latest_rows_of_a_place_hold_and_the_earlier_ones_stop():
    of = told(
        row(FIRST, CENTRE), row(SECOND, CENTRE), row(SECOND, CENTRE, 2019), row(FIRST, CENTRE, 2022),
        row(FIRST, WEST, 2020), row(FIRST, "", 2018), row(FIRST, WEST_GATE, 2017),
    )  # fmt: skip
    always = {WEST_GATE: {FIRST}}
    assert schools(of, 2017) == {CENTRE: {FIRST, SECOND}} | always
    assert schools(of, 2018) == {CENTRE: {FIRST, SECOND}, TOWN: {FIRST}} | always
    assert schools(of, 2019) == {CENTRE: {SECOND}, TOWN: {FIRST}} | always
    assert schools(of, 2030) == {CENTRE: {FIRST}, TOWN: {FIRST}, WEST: {FIRST}} | always
    assert redraw_years(of) == [2018, 2019, 2020, 2022]


def test_stages_are_redrawn_apart():
    of = told(row(FIRST, CENTRE), row(JUNIOR, CENTRE, stage="junior"), row(SECOND, CENTRE, 2020))
    held = rows_in_force(of, 2020)
    assert dict(zip(held["stage"], held["school_code"], strict=True)) == {"junior": JUNIOR, "primary": SECOND}


def test_districts_of_several_schools_come_first_and_are_counted():
    begin = redrawn()
    later = begin.redrawn[2018]
    first, second = (begin.school_ids.index(code) for code in (FIRST, SECOND))
    centre, street = PLACE[CENTRE], PLACE[EAST_STREET]
    assert begin.geography.district_sizes.tolist() == [[1] * 7, [1] * 7]
    assert later.district_sizes.tolist() == [[1, 1, 2, 1, 1, 1, 1], [1] * 7]
    assert later.district_sizes.dtype == np.int32
    assert begin.geography.candidates_primary[centre, 0] == first
    assert later.candidates_primary[centre, :2].tolist() == [
        second,
        first,
    ]  # the nearer of its district first
    assert later.candidates_primary[street, 0] == second


def test_what_a_redraw_leaves_alone_is_shared_and_the_same():
    begin = redrawn()
    later, kept = begin.redrawn[2018], [place for place in range(7) if place not in (2, 3)]
    assert later.candidates_junior is begin.geography.candidates_junior
    assert later.x is begin.geography.x
    assert (later.candidates_primary[kept] == begin.geography.candidates_primary[kept]).all()
    assert (as_they_are().geography.candidates_primary == begin.geography.candidates_primary).all()
    assert as_they_are().redrawn == {}


def test_no_table_names_no_district():
    g = began(told()).geography
    assert (g.district_sizes == 0).all()
    assert g.district_sizes.shape == (2, g.n_settlements)


def test_every_settlement_has_a_school_of_every_grade_under_every_drawing():
    begin = redrawn()
    for geography in (begin.geography, *begin.redrawn.values()):
        zone, minutes = geography.zones(begin.schools)
        assert (zone >= 0).all()
        assert (minutes < 120).all()


def test_a_year_that_redraws_nothing_is_no_redraw():
    of = told(row(FIRST, CENTRE), row(FIRST, CENTRE, 2020), row(SECOND, CENTRE, 2021))
    assert list(began(of).redrawn) == [2021]


def test_a_settlements_own_district_counts_more_than_its_townships_later_one():
    of = told(row(FIRST, CENTRE), row(SECOND, "", 2019))
    begin = began(of)
    zone, _ = begin.redrawn[2019].zones(begin.schools)
    assert [begin.school_ids[s] for s in zone[:5, 0]] == [SECOND, SECOND, FIRST, SECOND, SECOND]


def test_the_report_says_what_districts_add():
    head = [line.en for line in input_report(tables()).head]
    assert (
        "districts.csv, grades 1-6: 6 places have a district, 0 of them of several schools; everywhere else the "
        "nearest school; from 2018 2 are drawn anew"
    ) in head
    said = list(said_of_districts(tables()))
    assert "2018 年起重新划分 2 个" in said[0].zh
    assert "重新划分" not in said[1].zh
    assert not list(said_of_districts(three_schools()))


def test_the_report_says_which_schools_are_only_planned():
    of = tables()
    listed = of.schools.copy()
    listed.loc[listed["school_code"] == SECOND, "opened"] = 2020
    changed = type(of)(**{**vars(of), "schools": listed})
    assert f"districts.csv: {SECOND} open after the start" in list(said_of_districts(changed))[-1].en
    assert len(list(said_of_districts(of))) == len(STAGE_NAMES)


def test_a_township_without_a_district_at_the_start_breaks_the_tie():
    later = told(
        row(FIRST, "", 2019), *(row(JUNIOR, "", stage="junior", township=t) for t in (TOWN, "990003200"))
    )
    broken = [tie for tie in input_report(later).ties if not tie.holds and "district" in tie.what.en]
    assert len(broken) == 1
    assert "grades 1-6" in broken[0].what.en


@pytest.mark.parametrize("name", ["counties", "townships", "settlements", "schools"])
def test_the_two_folders_differ_in_districts_alone(name):
    assert filecmp.cmp(FOLDER / f"input/{name}.csv", FOLDER / f"input_redrawn/{name}.csv", shallow=False)


def test_rows_without_a_year_are_of_the_start():
    assert rows("districts", row(FIRST, CENTRE))["from_year"].isna().all()
