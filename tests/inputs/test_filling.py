"""Filling: counties.csv alone is enough, each filled value follows by hand, and says where it comes from."""

import shutil

import numpy as np
import pandas as pd
import pytest

from sim.inputs.filling.ages import death_rates, persons_by_age, rounded
from sim.inputs.filling.school_totals import pupils_by_zone, village_factor
from sim.inputs.schema import TABLES
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from tests.inputs.folders import IMMORTAL, PEOPLE, SCHOOLS, TOWNSHIPS, counties, people, read
from tests.worlds import FOLDERS, numbers, run

ALWAYS = (
    "counties", "townships", "population", "births", "fertility", "fertility_level", "mortality", "school_totals",
)  # fmt: skip


def test_counties_alone_give_every_table_that_the_simulation_needs(tmp_path):
    tables = read(tmp_path)
    for name, table in TABLES.items():
        assert (len(getattr(tables, name)) > 0) == (name in ALWAYS), name
        assert tables.is_given(name) == (name == "counties")
        for column in table.columns:
            origin = tables.origins[name, column.name]
            assert origin.rows_read + origin.rows_filled <= len(getattr(tables, name))


def test_a_county_of_totals_alone_runs_two_years(tmp_path):
    tables = read(tmp_path, counties=counties({"residents": "60000"}))
    begin = build_start(tables, numbers(), 0)
    _, records = run("totals alone", begin=begin, years=2, check=True)
    pupils = records["school"].groupby("year")["pupils"].sum()
    assert list(pupils.index) == [2017, 2018]
    # 5.5 per cent of the residents of the donor are aged 6 to 14, and few of them leave in a year.
    assert pupils[2017] == pytest.approx(0.055 * 60_000, rel=0.2)
    assert pupils[2018] == pytest.approx(pupils[2017], rel=0.1)


def test_optional_columns_of_counties(tmp_path):
    tables = read(
        tmp_path,
        counties=counties({"hukou_population": "1200", "seat_share": "0.1"}, {"county_code": "990002"}),
    )
    filled = tables.counties
    assert list(filled["hukou_population"]) == [1200, 1000]
    assert list(filled["seat_share"]) == pytest.approx([0.1, 0.3])
    assert list(filled["is_counted_apart"]) == [0, 0]
    assert filled["hukou_growth"].isna().all()
    assert list(filled["confidence"]) == ["read", "read"]
    assert list(filled["source"]) == ["counties.csv", "counties.csv"]
    origin = tables.origins["counties", "seat_share"]
    assert (origin.kind, origin.rows_read, origin.rows_filled, origin.fill.kind) == ("read", 1, 1, "assumed")
    assert tables.origins["counties", "residents"].rows_filled == 0


def test_registered_population_comes_from_the_population_where_it_tells_it(tmp_path):
    rows = "990001,male,0,100,{},{}\n990001,female,0,100,{},{}\n"
    population = "county_code,sex,age_low,age_high,persons,hukou\n" + "".join(
        rows.format(n, hukou, n, hukou) for n, hukou in ((450, "here"), (50, "elsewhere"), (120, "away"))
    )
    tables = read(tmp_path, population=population)
    assert list(tables.counties["hukou_population"]) == [2 * (450 + 120)]
    assert tables.origins["counties", "hukou_population"].fill.kind == "derived"


@pytest.mark.parametrize(
    ("change", "kinds", "codes"),
    [
        # 60,000 x (1 - 0.3) = 42,000 outside the seat: 2.8, so 3 towns.
        ({"residents": "60000"}, ["town"] * 4, ["100", "101", "102", "103"]),
        ({"residents": "60000", "kind": "city"}, ["street"] + ["town"] * 3, ["001", "101", "102", "103"]),
        ({"residents": "1000"}, ["town"] * 2, ["100", "101"]),
        ({"residents": "1000", "urban_share": "1", "seat_share": "1"}, ["town"], ["100"]),
    ],
)
def test_townships_are_a_seat_and_towns(change, kinds, codes, tmp_path):
    towns = read(tmp_path, counties=counties(change)).townships
    assert list(towns["kind"]) == kinds
    assert list(towns["township_code"]) == [f"990001{code}" for code in codes]
    assert list(towns["is_seat"]) == [1] + [0] * (len(kinds) - 1)


def test_population_is_the_donor_scaled_to_the_residents(tmp_path):
    tables = read(tmp_path, counties=counties({"residents": "50007"}, {"county_code": "990002"}))
    sums = tables.population.groupby("county_code")["persons"].sum()
    assert dict(sums) == {"990001": 50_007, "990002": 1000}
    first = tables.population.iloc[0]
    donor = 1390 / (437_751 + 441_130)  # boys under one of 伊春 2020 over all of its residents
    assert (first["sex"], first["age_high"]) == ("male", 0)
    assert first["persons"] == pytest.approx(donor * 50_007, abs=2)
    assert set(tables.population["confidence"]) == {"assumption"}


def test_births_are_the_children_of_each_age(tmp_path):
    """Without deaths: two thirds of an age were born in the later of its two years, a third in the earlier."""
    young = (6, 9, 12, *[15] * 16)
    tables = read(tmp_path, population=PEOPLE + people(young, 500 - sum(young)), mortality=IMMORTAL)
    births = tables.births.set_index("year")["births"]
    assert list(births.index) == list(range(1999, 2018))
    assert births[2017] == 12
    assert births[2016] == 2 * (9 * 2 / 3 + 6 / 3)
    assert births[2015] == 2 * (12 * 2 / 3 + 9 / 3)
    assert births[2010] == 30
    assert set(tables.births["basis"]) == {"resident"}
    # Growth is births of the school year: a third of 2016, two thirds of 2017.
    assert tables.counties["resident_growth"][0] == pytest.approx((16 / 3 + 12 * 2 / 3) / 1000)


def test_deaths_lower_growth_and_raise_births(tmp_path):
    mortality = IMMORTAL.replace(",0\n", ",0.1\n")
    tables = read(tmp_path, population=PEOPLE + people((10,) * 19, 310), mortality=mortality)
    births = tables.births.set_index("year")["births"]
    assert births[2017] == round(20 * np.exp(0.05))
    assert births[2010] == round(20 * (np.exp(0.75) * 2 / 3 + np.exp(0.65) / 3))
    expected = (births[2016] / 3 + births[2017] * 2 / 3) / 1000 - (1 - np.exp(-0.1))
    assert tables.counties["resident_growth"][0] == pytest.approx(expected)


def test_births_of_townships_sum_to_a_row_of_the_county(tmp_path):
    rows = "county_code,township_code,year,basis,births\n" + "".join(
        f"990001,{code},{year},resident,{n}\n"
        for year in (2016, 2017)
        for code, n in (("990001100", 8), ("990001101", 3))
    )
    tables = read(tmp_path, townships=TOWNSHIPS, births=rows)
    assert list(tables.births["township_code"]) == ["990001100", "990001101"] * 2 + ["", ""]
    assert list(tables.births["births"]) == [8, 3, 8, 3, 11, 11]
    assert tables.origins["births", "births"].rows_filled == 2


def test_rows_filled_in_two_ways_say_both(tmp_path):
    """Births of townships up to the year before: a row a year is their sum, that of the start the children."""
    rows = "county_code,township_code,year,basis,births\n"
    rows += "".join(f"990001,99000110{i},{year},resident,9\n" for year in (2015, 2016) for i in (0, 1))
    origin = read(tmp_path, townships=TOWNSHIPS, births=rows).origins["births", "births"]
    assert (origin.rows_read, origin.rows_filled, origin.kind) == (4, 3, "read")
    assert origin.fill.how.en.startswith("sum of the townships; resident children by age")


@pytest.mark.parametrize(
    ("given", "years", "filled"),
    [
        (range(2008, 2018), range(2008, 2018), []),
        (range(2008, 2016), range(2008, 2018), [2016, 2017]),
        (range(2017, 2020), range(2016, 2020), [2016]),
        (range(2020, 2022), [2016, 2017, 2020, 2021], [2016, 2017]),
    ],
)
def test_births_reach_the_start(given, years, filled, tmp_path):
    """Twenty children of every age and nobody dies: 20 births a year, at the level of the nearest year given."""
    rows = "county_code,year,basis,births\n" + "".join(f"990001,{year},resident,10\n" for year in given)
    tables = read(tmp_path, population=PEOPLE + people((10,) * 19, 310), mortality=IMMORTAL, births=rows)
    births = tables.births.set_index("year")["births"].sort_index()
    assert list(births.index) == list(years)
    nearest_known = min(given) <= 2017
    assert [births[year] for year in filled] == [10 if nearest_known else 20] * len(filled)
    assert any("does not reach the start year" in warning.en for warning in tables.warnings) == bool(filled)


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("1995", ["mortality begins in 2000", "ages are those of 2020, 25 years"]),
        ("2017", []),
        ("2030", ["ages are those of 2020, 10 years"]),
        ("2060", ["fertility_level ends in 2050", "ages are those of 2020, 40 years"]),
    ],
)
def test_any_start_is_filled_and_what_is_odd_about_it_is_said(year, words, tmp_path):
    tables = read(tmp_path, counties=counties({"year": year}))
    assert tables.start_year == int(year)
    assert tables.births["year"].max() == int(year)
    assert len(tables.warnings) == len(words)
    for warning, word in zip(tables.warnings, words, strict=True):
        assert word in warning.en


@pytest.mark.parametrize("year", ["1995", "2030"])
def test_a_start_of_another_time_builds(year, tmp_path):
    begin = build_start(read(tmp_path, counties=counties({"year": year, "residents": "20000"})), numbers(), 0)
    assert begin.year == int(year)
    assert np.isfinite(begin.vitals.level).all()


def test_national_rates_are_those_of_the_sources(tmp_path):
    filled, tonghua = read(tmp_path), read_tables(FOLDERS["tonghua"])
    for name in ("fertility", "mortality"):
        assert getattr(filled, name).iloc[:, :3].equals(getattr(tonghua, name).iloc[:, :3])
    level = filled.fertility_level.pivot(index="year", columns="variant", values="tfr")
    assert list(level.index) == list(range(1990, 2051))
    assert (level["low"] <= level["medium"]).all()
    assert (level["medium"] <= level["high"]).all()
    assert level.loc[2017, "medium"] == pytest.approx(1.795339)  # as sources/fertility_projection.csv
    assert (filled.mortality["source"].str.startswith("UN World Population Prospects")).all()


def test_schools_are_counted_in_the_list(tmp_path):
    rows = ("P1,a,990001,primary,town,,", "P2,b,990001,primary,town,2018,", "P3,c,990001,primary,town,,2016",
            "P4,d,990001,primary,town,2017,2017", "J1,e,990001,junior,town,,")  # fmt: skip
    tables = read(tmp_path, schools=SCHOOLS + "\n".join(rows) + "\n")
    totals = tables.school_totals[["kind", "zone_kind", "schools"]].to_numpy().tolist()
    assert totals == [["junior", "town", 1], ["primary", "town", 2]]
    assert tables.origins["school_totals", "schools"].fill.how.en == "counted in schools.csv"


def test_schools_by_the_nations_schools_per_pupil(tmp_path):
    """10,000 children of each age: 60,000 of primary age, 30,000 of junior age."""
    tables = read(
        tmp_path,
        counties=counties({"residents": "1000000", "kind": "city", "seat_share": "0.3"}),
        population=PEOPLE + people((5000,) * 15, 425_000),
    )
    counts = tables.school_totals.set_index(["kind", "zone_kind"])["schools"]
    village = 0.6 * 0.291711 / 0.4265  # residents in villages x the nation's factor
    town = (1 - village) * 0.1 / 0.4
    assert counts["primary", "village"] == round(60_000 * village * 90_603 / 26_665_000)
    assert counts["point", "village"] == round(60_000 * village * 88_805 / 26_665_000)
    assert counts["primary", "town"] == round(60_000 * town * 43_397 / 39_506_000)
    junior = round(30_000 * (0.6 * 0.154073 / 0.4265) * 16_200 / 6_670_400)
    assert counts["nine_year", "village"] == round(junior * 0.5)
    assert counts["junior", "village"] == junior - round(junior * 0.5)


@pytest.mark.parametrize("kind", ["county", "city"])
@pytest.mark.parametrize("urban", ["0.01", "0.4", "1"])
def test_shares_of_pupils_sum_and_every_seat_has_both_stages(kind, urban, tmp_path):
    tables = read(tmp_path, counties=counties({"kind": kind, "urban_share": urban}))
    county = next(tables.counties.itertuples())
    for stage in ("primary", "junior"):
        assert sum(pupils_by_zone(county, stage).values()) == pytest.approx(1)
        assert 0 < village_factor(stage) < 1
    seats = tables.school_totals[
        tables.school_totals["zone_kind"] == ("town" if kind == "county" else "urban")
    ]
    assert {"primary", "junior"} <= set(seats["kind"])


def test_rows_of_other_years_are_history(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    enrolment = "school_code,grade,year,pupils\nP1,1,,30\nP1,1,2015,35\nP0,1,2010,9\nP1,2,2017,28\n"
    tables = read(tmp_path, schools=schools, enrolment=enrolment)
    assert tables.enrolment[["grade", "year", "pupils"]].to_numpy().tolist() == [[1, 2017, 30], [2, 2017, 28]]
    assert tables.history["enrolment"]["pupils"].tolist() == [35, 9]
    assert set(tables.history) == {"enrolment"}
    assert "enrolment.csv: 2 rows of other years (2010-2015)" in tables.warnings[0].en


def test_a_table_of_past_years_alone_is_given_and_empty_at_the_start(tmp_path):
    schools = SCHOOLS + "P1,a,990001,primary,town,,\nJ1,e,990001,junior,town,,\n"
    tables = read(tmp_path, schools=schools, enrolment="school_code,grade,year,pupils\nP1,1,2015,35\n")
    assert tables.enrolment.empty
    assert tables.is_given("enrolment")


def test_a_header_alone_counts_as_not_given(tmp_path):
    tables = read(
        tmp_path,
        births="county_code,year,basis,births\n",
        teachers="teacher_code,school_code,birth_year,sex,stage\n",
    )
    assert not tables.is_given("births")
    assert tables.origins["births", "births"].kind == "derived"


def test_persons_by_age_and_rounding():
    tables = read_tables(FOLDERS["small"])
    ages = persons_by_age(tables.population, "990001")
    assert ages.sum() == pytest.approx(2999)
    assert ages[3] == persons_by_age(tables.population, "990001", "male")[3] + 13
    assert list(rounded(np.array([1, 1, 1]), 10)) == [4, 3, 3]
    assert list(rounded(np.array([0.0, 5.0]), 7)) == [0, 7]


def test_death_rates_of_the_period_that_holds():
    mortality = read_tables(FOLDERS["small"]).mortality
    early, late = (death_rates(mortality, "male", year) for year in (1990, 2026))
    assert early[7] == mortality.query("sex == 'male' and age_low == 5 and period == 2015")["rate"].item()
    assert late[7] == mortality.query("sex == 'male' and age_low == 5 and period == 2025")["rate"].item()


def test_births_that_end_before_the_start_give_the_same_fertility(tmp_path):
    """Births are known up to the year before the start: the series goes on as what it is, and so does the level."""
    folder = shutil.copytree(FOLDERS["tonghua"], tmp_path / "cut")
    births = pd.read_csv(folder / "births.csv", dtype="str", keep_default_na=False)
    births[births["year"] < "2017"].to_csv(folder / "births.csv", index=False)
    cut = read_tables(folder)
    assert cut.warnings == ()  # the start year is not over on 1 September
    added = cut.births[cut.births["year"] == 2017]
    assert set(added["basis"]) == {"registered"}
    whole, found = (build_start(t, numbers(), 0).vitals for t in (read_tables(FOLDERS["tonghua"]), cut))
    assert found.level[0] == pytest.approx(whole.level[0], rel=0.05)
    assert found.birth_away == pytest.approx(whole.birth_away, rel=0.1)
    # Without births known in the run's years the level follows the table of total fertility.
    assert found.level[3].mean() == pytest.approx(whole.level[3].mean(), rel=0.15)
