"""Zones in the records: told once, told again where they change, and what a row says."""

import numpy as np
import pytest

from sim.inputs.tables import read_tables
from tests import table_only
from tests.districts import (
    CENTRE,
    EAST,
    EAST_STREET,
    FIRST,
    JUNIOR,
    PLACE,
    SECOND,
    TOWN,
    WEST,
    began,
    redrawn,
    row,
    told,
)
from tests.inputs.given import began as start_of
from tests.worlds import CloseSome, run


def zones(begin, years: int, policies=(), place: str = "small"):
    region, records = run(place, policies, begin=begin, years=years)
    return region, records["zones"]


@pytest.fixture(scope="module")
def county():
    return zones(redrawn(), 3)


def of(rows, year: int, settlement: int, stage: str = "primary") -> set[tuple]:
    mine = rows[(rows["year"] == year) & (rows["settlement"] == settlement) & (rows["stage"] == stage)]
    return set(mine[["grade_low", "grade_high", "school_id", "basis"]].itertuples(index=False, name=None))


def test_the_start_tells_every_settlement_and_stage(county):
    region, rows = county
    first = rows[rows["year"] == 2017]
    assert len(first) == 2 * region.geography.n_settlements == 14
    assert set(first["basis"]) == {"district"}
    assert of(rows, 2017, PLACE[CENTRE]) == {(1, 6, FIRST, "district")}
    assert of(rows, 2017, PLACE[CENTRE], "junior") == {(7, 9, JUNIOR, "district")}


def test_a_redraw_tells_only_what_it_changes_and_the_whole_district(county):
    _, rows = county
    later = rows[rows["year"] > 2017]
    assert set(zip(later["year"], later["settlement"], later["stage"], strict=True)) == {
        (2018, PLACE[CENTRE], "primary"), (2018, PLACE[EAST_STREET], "primary")
    }  # fmt: skip
    assert of(rows, 2018, PLACE[CENTRE]) == {(1, 6, SECOND, "district"), (1, 6, FIRST, "also")}
    assert of(rows, 2018, PLACE[EAST_STREET]) == {(1, 6, SECOND, "district")}


def test_settlements_have_code_name_place_and_residents(county):
    region, rows = county
    centre = rows[(rows["settlement"] == PLACE[CENTRE]) & (rows["year"] == 2017)].iloc[0]
    assert (centre["code"], centre["name"], centre["township"]) == (CENTRE, "中心社区", TOWN)
    assert (centre["zone_kind"], centre["rank"], centre["residents"]) == ("town", "county_seat", 4320)
    assert (centre["x_km"], centre["y_km"]) == (region.geography.x[2], region.geography.y[2])


def test_grades_of_one_zone_school_are_one_row_and_every_grade_is_told():
    region, rows = zones(None, 1)
    for settlement in range(region.geography.n_settlements):
        found = np.full(9, -1)
        for school, low, high in rows[rows["settlement"] == settlement][
            ["school_id", "grade_low", "grade_high"]
        ].itertuples(index=False):
            assert (found[low - 1 : high] == -1).all()
            found[low - 1 : high] = region.school_ids.index(school)
        assert (found == region.zone[settlement]).all()
    assert set(rows["basis"]) == {"nearest"}
    assert set(zip(rows["grade_low"], rows["grade_high"], strict=True)) >= {
        (1, 3),
        (4, 6),
    }  # a point, then the other
    assert (rows["code"] == "").all()  # made up


def test_a_closure_tells_the_zones_of_its_year():
    region, rows = zones(None, 4, (CloseSome(),), "tonghua")
    closed = np.flatnonzero(region.schools["year_closed"] == 2019)
    ids = {region.school_ids[s] for s in closed}
    later = rows[rows["year"] > 2017]
    assert set(later["year"]) == {2019}
    assert not ids & set(later["school_id"])
    before = rows[(rows["year"] == 2017) & rows["school_id"].isin(ids)]
    assert set(zip(before["settlement"], before["stage"], strict=True)) == set(
        zip(later["settlement"], later["stage"], strict=True)
    )


def test_a_district_that_names_a_far_school_is_told_as_it_is_and_the_rest_as_the_nearest():
    region, rows = zones(began(told(row(EAST, WEST))), 1)
    assert of(rows, 2017, PLACE[WEST]) == {(1, 6, EAST, "district")}
    others = rows[(rows["stage"] == "primary") & (rows["settlement"] != PLACE[WEST])]
    assert set(others["basis"]) == {"nearest"}
    assert (region.zone[PLACE[WEST], :6] == region.school_ids.index(EAST)).all()


def test_a_county_told_by_its_schools_alone_has_no_zones(tmp_path):
    begin = start_of(read_tables(table_only.write(tmp_path)))
    assert len(begin.table_only) == 1
    _, rows = zones(begin, 2)
    assert len(rows) == 0
