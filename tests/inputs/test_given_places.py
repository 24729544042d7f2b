"""Schools, settlements, townships and districts as given stand where the tables say."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import UserErrors
from sim.kernels.codes import COUNTY_SEAT, PLAIN, TOWN, TOWNSHIP_SEAT, VILLAGE
from tests.inputs.given import began, ran, residents_by_township, rows, spread_over_townships, three_schools
from tests.worlds import ROOT, read_tables

TOWNS = ["990001100", "990001200"]
SETTLEMENTS = (
    {"settlement_code": "A1", "settlement": "城东社区", "township_code": TOWNS[0], "zone_kind": "town",
     "residents": 900, "lon": 126.01, "lat": 42.0},
    {"settlement_code": "A2", "settlement": "城西社区", "township_code": TOWNS[0], "zone_kind": "town"},
    {"settlement_code": "A3", "settlement": "近郊村", "township_code": TOWNS[0], "zone_kind": "village",
     "residents": 200},
    {"settlement_code": "B1", "settlement": "乙村", "township_code": TOWNS[1], "zone_kind": "village",
     "residents": 300, "lon": 126.05, "lat": 42.03},
    {"settlement_code": "B2", "settlement": "丙村", "township_code": TOWNS[1], "zone_kind": "village",
     "is_township_seat": 1, "residents": 299, "lon": 126.10, "lat": 42.05},
    {"settlement_code": "B3", "settlement": "丁村", "township_code": TOWNS[1], "zone_kind": "village"},
)  # fmt: skip


def km(lon: float, lat: float) -> tuple[float, float]:
    """Return km east and north of the county's point (126, 42)."""
    return (lon - 126.0) * 111.32 * np.cos(np.radians(42.0)), (lat - 42.0) * 110.57


@pytest.fixture(scope="module")
def settled():
    return began(three_schools(), settlements=rows("settlements", *SETTLEMENTS)).geography


def test_settlements_stand_where_given_and_have_their_rank(settled):
    g = settled
    assert g.zone.tolist() == [TOWN, TOWN, VILLAGE, VILLAGE, VILLAGE, VILLAGE]
    assert g.rank.tolist() == [COUNTY_SEAT, COUNTY_SEAT, PLAIN, TOWNSHIP_SEAT, PLAIN, PLAIN]
    assert (g.x[0], g.y[0]) == pytest.approx(km(126.01, 42.0))
    assert (g.x[3], g.y[3]) == pytest.approx(km(126.10, 42.05))  # the seat of its township comes first
    assert (g.x[4], g.y[4]) == pytest.approx(km(126.05, 42.03))
    assert g.place[0] == g.place[1] != g.place[2]


def test_missing_residents_are_the_rest_of_the_township_in_equal_parts(settled):
    assert settled.weight.tolist() == [900, 1900 - 900 - 200, 200, 299, 300, 1099 - 599]


def test_a_settlement_without_coordinates_lies_around_its_seat(settled):
    g = settled
    assert 0 < np.hypot(g.x[5] - g.x[3], g.y[5] - g.y[3]) <= np.sqrt(150 / 2 / np.pi)


def test_a_township_that_is_not_listed_gets_settlements_around_its_own_point():
    townships = three_schools().townships.copy()
    townships.loc[1, ["lon", "lat"]] = 126.2, 42.1
    g = began(
        three_schools(), settlements=rows("settlements", *SETTLEMENTS[:3]), townships=townships
    ).geography
    seat = np.flatnonzero((g.township == 1) & (g.rank == TOWNSHIP_SEAT))
    assert len(seat) == 1
    assert (g.x[seat[0]], g.y[seat[0]]) == pytest.approx(km(126.2, 42.1))
    assert g.weight[g.township == 1].sum() == pytest.approx(1099)


def test_given_points_of_townships_move_made_up_villages():
    townships = three_schools().townships.copy()
    townships.loc[1, ["lon", "lat"]] = 126.2, 42.1
    g = began(three_schools(), townships=townships).geography
    seat = np.flatnonzero((g.township == 1) & (g.rank == TOWNSHIP_SEAT))
    assert (g.x[seat[0]], g.y[seat[0]]) == pytest.approx(km(126.2, 42.1))


def test_schools_are_those_listed_and_open():
    begin = began(three_schools())
    s = begin.schools
    assert begin.school_ids == ("2122990101", "2122990102", "3122990102")
    assert s["kind"].tolist() == [0, 1, 3]
    assert s["ownership"].tolist() == [0, 0, 1]
    assert s["grade_low"].tolist() == [1, 1, 1]
    assert s["grade_high"].tolist() == [6, 4, 9]  # the point teaches what enrolment.csv lists for it
    assert s["township"].tolist() == [0, 1, 0]
    assert len(set(s["uid"].tolist())) == 3


def test_ownership_is_recorded():
    _, records = ran(began(three_schools()))
    by_school = records["school"].groupby("school_id")["ownership"].agg(set)
    assert by_school.to_dict() == {
        "2122990101": {"public"}, "2122990102": {"public"}, "3122990102": {"private"}
    }  # fmt: skip


def test_schools_with_coordinates_stand_there_and_take_the_nearest_township():
    schools = three_schools().schools.copy()
    schools.loc[2, ["lon", "lat"]] = 126.05, 42.03
    schools.loc[2, "township_code"] = ""
    s = began(three_schools(), schools=schools, settlements=rows("settlements", *SETTLEMENTS)).schools
    assert (s["x"][2], s["y"][2]) == pytest.approx(km(126.05, 42.03))
    assert s["township"][2] == 1


def test_a_list_without_junior_schools_is_refused():
    schools = three_schools().schools
    with pytest.raises(UserErrors, match="teaches grade 7, 8, 9"):
        began(three_schools(), schools=schools[schools["kind"] != "nine_year"], enrolment=rows("enrolment"))


def test_districts_are_the_zones_and_the_nearest_school_elsewhere():
    schools = three_schools().schools.assign(ownership="public")
    tables = dataclasses.replace(three_schools(), schools=schools)
    districts = rows(
        "districts",
        {"school_code": "3122990102", "township_code": TOWNS[1], "settlement_code": "B1", "stage": "primary"},
        {"school_code": "2122990101", "township_code": TOWNS[1], "stage": "primary"},
        {"school_code": "2122990102", "township_code": TOWNS[1], "stage": "primary"},
    )
    settlements = rows("settlements", *SETTLEMENTS)
    begin = began(tables, districts=districts, settlements=settlements)
    plain = began(tables, settlements=settlements)
    zone, minutes = begin.geography.zones(begin.schools)
    by_distance, _ = plain.geography.zones(plain.schools)
    assert (zone[4, :6] == 2).all()  # 乙村: its own row beats that of its township
    assert zone[3].tolist() == [1, 1, 1, 1, 0, 0, 2, 2, 2]  # the nearer of two that teaches the grade
    assert (zone[:3] == by_distance[:3]).all()
    assert (zone[:, 6:] == 2).all()
    assert (minutes < 120).all()


def told() -> pd.DataFrame:
    return spread_over_townships(three_schools().population, TOWNS, [0.6, 0.4])


def test_residents_by_township_age_and_sex_are_those_told():
    tables = three_schools()
    people = told()
    begin = began(tables, population=people, enrolment=rows("enrolment"), classes=rows("classes"))
    _, records = ran(begin)
    found = residents_by_township(records["township_age"], 2017)
    single = people[(people["age_low"] == people["age_high"]) & (people["persons"] > 0)]
    wanted = single.set_index(["township_code", "age_low", "sex"])["persons"].astype("int64").sort_index()
    assert (found.reindex(wanted.index) == wanted).all()
    groups = people[(people["age_low"] < people["age_high"]) & (people["persons"] > 0)]
    for row in groups.itertuples():
        ages = found.loc[row.township_code].loc[row.age_low : min(row.age_high, 100)]
        assert ages.xs(row.sex, level="sex").sum() == row.persons
    assert found.sum() == people["persons"].sum()


def test_children_follow_townships_where_enrolment_is_given_too():
    people = told()
    begin = began(three_schools(), population=people)
    assert begin.schools["pupils"].sum() == 314
    _, records = ran(begin)
    found = residents_by_township(records["township_age"], 2017)
    young = people[(people["age_low"] < 6) & (people["persons"] > 0)]
    wanted = young.set_index(["township_code", "age_low", "sex"])["persons"].astype("int64")
    assert (found.reindex(wanted.index) == wanted).all()


def test_residents_by_settlement_weigh_the_settlements():
    people = told()
    half = people["persons"] // 2
    b1 = people[people["township_code"] == TOWNS[1]].assign(settlement_code="B1", persons=half)
    b2 = people[people["township_code"] == TOWNS[1]].assign(
        settlement_code="B2", persons=people["persons"] - half
    )
    parts = pd.concat([people[people["township_code"] == TOWNS[0]], b1, b2], ignore_index=True)
    g = began(three_schools(), population=parts, settlements=rows("settlements", *SETTLEMENTS)).geography
    assert g.weight[[3, 4]].tolist() == pytest.approx([b2["persons"].sum(), b1["persons"].sum()])
    assert g.weight[5] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("place", ["small", "three_schools"])
def test_another_start_year(place):
    tables = read_tables(ROOT / f"tests/data/{place}/input")
    later = {}
    for name, columns in {
        "counties": ["year"], "births": ["year"], "fertility_level": ["year"], "mortality": ["period"],
        "population": ["year"], "enrolment": ["year"], "classes": ["year"], "schools": ["opened", "closed"],
    }.items():  # fmt: skip
        frame = getattr(tables, name).copy()
        for column in columns:
            frame[column] = frame[column] + 8
        later[name] = frame
    begin = began(tables, start_year=2025, **later)
    assert begin.year == 2025
    assert (begin.schools["pupils"] == began(tables).schools["pupils"]).all()
    region, records = ran(begin, years=4)
    assert region.year == 2029
    assert records["school_grade"]["year"].astype(int).unique().tolist() == [2025, 2026, 2027, 2028]
