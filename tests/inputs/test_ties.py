"""Ties of optional tables, each by hand: one that holds and one that does not."""

import pytest

from sim.inputs.ties import find_ties
from tests.inputs.folders import PEOPLE, SCHOOLS, TOWNSHIPS, counties, people, read

LIST = SCHOOLS + "P1,a,990001,primary,town,,\nP2,b,990001,point,village,,\nJ1,c,990001,junior,town,,\n"
CHILDREN = PEOPLE + people((10,) * 15, 350)


def ties_of(tables) -> dict[str, tuple[str, bool]]:
    return {tie.what.en: (tie.found.en, tie.holds) for tie in find_ties(tables)}


def test_what_was_filled_is_not_tied_to_what_it_was_filled_from(tmp_path):
    assert find_ties(read(tmp_path)) == []


@pytest.mark.parametrize(
    ("last", "ratio", "holds"), [(20, "1", True), (8, "0.9", True), (0, "0.833", True), (-1, "0.5", False)]
)
def test_enrolment_of_children(last, ratio, holds, tmp_path):
    """Twenty children of each age: 120 of primary age; pupils in grades 1-5, and `last` in grade 6."""
    each = 20 if last >= 0 else 12
    rows = "".join(f"P1,{grade},{each}\n" for grade in range(1, 6)) + f"P2,6,{max(last, 0)}\n"
    rows += "".join(f"J1,{grade},20\n" for grade in (7, 8, 9))
    tables = read(tmp_path, population=CHILDREN, schools=LIST, enrolment="school_code,grade,pupils\n" + rows)
    found = ties_of(tables)
    assert found["pupils of grades 1-6 (which the start takes) per resident child aged 6-11"] == (
        f"{ratio}, expected 0.7..1.3" + ("" if holds else "; outside: 试验县"),
        holds,
    )
    junior = "pupils of grades 7-9 (which the start takes) per resident child aged 12-14"
    assert found[junior] == ("1, expected 0.7..1.3", True)
    assert found["every open school has a row of enrolment"] == ("all 3", True)


def five_year_groups(persons: int, rest: int) -> str:
    """Return both sexes in the groups 0-4, 5-9 and 10-14 of `persons` each, and `rest` older."""
    spans = [(0, 4, persons), (5, 9, persons), (10, 14, persons), (15, 100, rest)]
    rows = [f"990001,,{sex},{low},{high},{n}" for sex in ("male", "female") for low, high, n in spans]
    return PEOPLE + "\n".join(rows) + "\n"


@pytest.mark.parametrize(("each", "ratio", "holds"), [(20, "1", True), (40, "2", False)])
def test_enrolment_of_children_in_five_year_groups(each, ratio, holds, tmp_path):
    """A hundred children a group are twenty of each age: pupils are tied to them all the same."""
    rows = "".join(f"P1,{grade},{each}\n" for grade in range(1, 7)) + "J1,7,20\nJ1,8,20\nJ1,9,20\n"
    enrolment = "school_code,grade,pupils\n" + rows
    found = ties_of(read(tmp_path, population=five_year_groups(50, 350), schools=LIST, enrolment=enrolment))
    text, held = found["pupils of grades 1-6 (which the start takes) per resident child aged 6-11"]
    assert text.startswith(f"{ratio}, ")
    assert held == holds


def test_groups_too_wide_show_no_children(tmp_path):
    wide = PEOPLE + "".join(
        f"990001,,{sex},0,14,150\n990001,,{sex},15,100,350\n" for sex in ("male", "female")
    )
    enrolment = "school_code,grade,pupils\nP1,1,20\nJ1,7,20\n"
    found = ties_of(read(tmp_path, population=wide, schools=LIST, enrolment=enrolment))
    assert not any("per resident child" in what for what in found)


@pytest.mark.parametrize(("first", "oldest"), [(2001, 14), (2007, 9), (2012, 4), (2014, None)])
def test_children_of_births_as_far_as_births_reach(first, oldest, tmp_path):
    births = "county_code,year,basis,births\n"
    births += "".join(f"990001,{year},resident,20\n" for year in range(first, 2018))
    found = ties_of(read(tmp_path, population=five_year_groups(50, 350), births=births))
    told = [what for what in found if "per birth of their years" in what]
    assert told == ([] if oldest is None else [f"resident children aged 0-{oldest} per birth of their years"])
    assert all(found[what] == ("1, expected 0.5..1.3", True) for what in told)


@pytest.mark.parametrize(("second", "holds"), [(300, True), (200, False)])
def test_each_township_has_the_residents_of_its_ages(second, holds, tmp_path):
    towns = "township_code,township,county_code,kind,is_seat,residents\n"
    towns += f"990001100,甲镇,990001,town,1,{1000 - second}\n990001101,乙镇,990001,town,0,{second}\n"
    ages = PEOPLE + people((), 350, township="990001100") + people((), 150, township="990001101")
    text, held = ties_of(read(tmp_path, townships=towns, population=ages))[
        "residents of each township by age over those of townships.csv"
    ]
    assert held == holds
    assert text.endswith("1.05" if holds else "outside: 甲镇, 乙镇")


@pytest.mark.parametrize(("second", "holds"), [(400, True), (4000, False)])
def test_settlements_sum_to_their_township(second, holds, tmp_path):
    towns = "township_code,township,county_code,kind,is_seat,residents\n"
    towns += "990001100,甲镇,990001,town,1,600\n990001101,乙镇,990001,town,0,400\n"
    settlements = "settlement_code,settlement,township_code,zone_kind,residents\n"
    settlements += f"V1,一村,990001100,town,600\nV2,二村,990001101,village,{second}\n"
    text, held = ties_of(read(tmp_path, townships=towns, settlements=settlements))[
        "residents of the settlements over those of their township"
    ]
    assert held == holds
    assert text.endswith("1.05" if holds else "outside: 乙镇")


def test_a_grade_left_out_of_every_school_is_named(tmp_path):
    rows = "".join(f"P1,{grade},20\n" for grade in (1, 2, 4, 5, 6)) + "J1,7,20\nJ1,8,0\nJ1,9,20\n"
    tables = read(tmp_path, schools=LIST, enrolment="school_code,grade,pupils\n" + rows)
    found, held = ties_of(tables)["grades 1-9 have pupils in every county with enrolment"]
    assert (found, held) == ("not 试验县 3, 试验县 8", False)


def test_a_school_without_enrolment_is_named(tmp_path):
    tables = read(tmp_path, schools=LIST, enrolment="school_code,grade,pupils\nP1,1,20\nJ1,7,20\n")
    assert ties_of(tables)["every open school has a row of enrolment"] == ("not P2", False)


@pytest.mark.parametrize(("primaries", "holds"), [(1, True), (2, False)])
def test_schools_counted(primaries, holds, tmp_path):
    totals = f"county_code,kind,zone_kind,schools\n990001,primary,town,{primaries}\n"
    totals += "990001,point,village,1\n990001,junior,town,1\n"
    found, held = ties_of(read(tmp_path, schools=LIST, school_totals=totals))[
        "schools of schools.csv less those of school_totals.csv"
    ]
    assert found.startswith(f"{primaries - 1}, expected 0..0")
    assert held == holds


@pytest.mark.parametrize(("second", "found"), [("600", "1, "), ("700", "1.1, ")])
def test_townships_sum(second, found, tmp_path):
    rows = "township_code,township,county_code,kind,is_seat,residents\n990001100,甲镇,990001,town,1,400\n"
    tables = read(tmp_path, townships=rows + f"990001101,乙镇,990001,town,0,{second}\n")
    text, holds = ties_of(tables)["residents of the townships over those of the county"]
    assert text.startswith(found)
    assert holds == (second == "600")


@pytest.mark.parametrize(("county", "holds"), [(11, True), (12, False)])
def test_births_of_townships(county, holds, tmp_path):
    rows = f"county_code,township_code,year,basis,births\n990001,,2017,resident,{county}\n"
    rows += "990001,990001100,2017,resident,8\n990001,990001101,2017,resident,3\n"
    found = ties_of(read(tmp_path, townships=TOWNSHIPS, births=rows))
    text, held = found["births of the county less those of its townships, all years"]
    assert text.startswith(f"{county - 11}, ")
    assert held == holds


def test_districts_cover_townships_and_settlements(tmp_path):
    districts = (
        "school_code,township_code,settlement_code,stage\nP1,990001100,,primary\nJ1,990001100,,junior\n"
    )
    both = districts + "J1,990001101,,junior\n"
    found = ties_of(read(tmp_path, townships=TOWNSHIPS, schools=LIST, districts=both))
    assert found["every township has a district, grades 1-6"] == ("not 990001101", False)
    assert found["every township has a district, grades 7-9"] == ("all 2", True)
    settlements = "settlement_code,settlement,township_code,zone_kind\n"
    settlements += "V1,一村,990001100,village\nV2,二村,990001101,village\n"
    one = districts + "P1,990001101,V2,primary\n"
    found = ties_of(read(tmp_path, townships=TOWNSHIPS, schools=LIST, settlements=settlements, districts=one))
    assert found["every settlement has a district, grades 1-6"] == ("all 2", True)
    assert found["every settlement has a district, grades 7-9"] == ("not V2", False)


def test_both_boundaries_are_summed(tmp_path):
    two = counties({}, {"county_code": "990002", "county": "单列市", "is_counted_apart": "1"})
    population = CHILDREN + people((10,) * 15, 350).replace("990001", "990002")
    found = ties_of(read(tmp_path, counties=two, population=population))
    whole = "residents by age and sex sum to the residents of the counties"
    assert found[whole] == ("2000 and 2000", True)
    assert found[f"{whole}, counties counted apart left out"] == ("1000 and 1000", True)


@pytest.mark.parametrize(
    ("east", "north", "scattered", "holds"),
    [(0.0, 0.0, 0.0, True), (0.005, 0.003, 0.0, False), (0.005, 0.003, 0.01, True), (0.02, 0.0, 0.0, True)],
)
def test_schools_on_another_datum_than_settlements(east, north, scattered, holds, tmp_path):
    """Six villages 8 km apart with a school each: 0.005 degrees east and 0.003 north are 0.41 and 0.33 km."""
    settlements = "settlement_code,settlement,township_code,zone_kind,lon,lat\n"
    schools = "school_code,school,county_code,kind,zone_kind,lon,lat\n"
    for i in range(6):
        lon, lat = 126 + 0.1 * (i % 3), 42 + 0.1 * (i // 3)
        settlements += f"V{i},村{i},990001100,village,{lon},{lat}\n"
        sign = (-1) ** i * scattered
        kind, zone = ("junior", "town") if i == 0 else ("primary", "village")
        schools += f"S{i},校{i},990001,{kind},{zone},{lon + east + sign},{lat + north + sign}\n"
    tables = read(tmp_path, townships=TOWNSHIPS, settlements=settlements, schools=schools)
    found, held = ties_of(tables)["schools and settlements stand on one datum (WGS-84 or GCJ-02)"]
    assert held == holds
    assert ("no common shift" if holds else "+0.41, +0.33") in found
