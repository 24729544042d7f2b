"""Names and places, orders and the known past in the records of real runs."""

import numpy as np

from sim.records.collecting import to_table
from sim.records.columns import Coded, RecordColumn, TableDeclaration
from tests.inputs.given import began, ran, rows, three_schools
from tests.worlds import CloseSome, run


def test_every_school_township_and_county_has_a_name_and_a_place():
    region, records = run("small", years=1)
    places = records["places"].set_index(["level", "code"])
    assert set(places.loc["school"].index) == set(records["school"].school_id)
    assert set(places.loc["township"].index) == set(region.geography.township_codes)
    assert set(places.loc["county"].index) == set(records["county"].county)
    assert np.isfinite(places.loc[["school", "township"], ["x_km", "y_km"]]).all().all()
    assert (places.name != "").all()
    of_school = records["school"].drop_duplicates("school_id").set_index("school_id")
    assert of_school.township.equals(places.loc["school"].within.rename("township").loc[of_school.index])


def test_a_school_made_up_from_totals_says_so_and_a_listed_one_keeps_name_and_confidence():
    made_up = run("small", years=1)[1]["places"].query("level == 'school'")
    assert made_up.name.str.endswith("（合成）").all()
    assert (made_up.confidence == "assumption").all()
    tables = three_schools()
    listed = ran(began(tables))[1]["places"].query("level == 'school'").set_index("code")
    given = tables.schools.set_index("school_code").loc[listed.index]  # without those closed or not yet open
    assert len(given) == 3
    assert listed.name.to_dict() == given.school.to_dict()
    assert listed.confidence.to_dict() == given.confidence.to_dict()


def test_places_are_told_once():
    one, three = (run("small", years=years)[1]["places"] for years in (1, 3))
    assert one.equals(three)


def test_orders_stand_in_the_year_they_were_given():
    orders = run("tonghua", (CloseSome(),), years=3)[1]["orders"]
    assert (orders.year == 2018).all()
    assert (orders.year_due == 2019).all()
    assert set(orders.lever) == {"close_some"}
    assert (orders.kind == "extend").sum() == 7  # one a county
    assert orders[orders.kind == "extend"].amount.eq(2).all()
    assert orders[orders.kind == "close"].amount.eq(1).all()


def test_history_takes_the_totals_of_births_and_entrants_and_never_sums_them_with_their_parts():
    births = rows(
        "births",
        *({"county_code": "990001", "township_code": town, "year": 2015, "basis": basis, "births": n,
           "confidence": "-"}
          for basis, town, n in (("resident", "a", 30), ("resident", "b", 40), ("resident", "", 70),
                                 ("registered", "", 90))),
    )  # fmt: skip
    entrants = rows(
        "entrants_history",
        {"county_code": "990001", "school_code": "", "year": 2014, "grade": 1, "entrants": 60, "confidence": "known"},
        {"county_code": "990001", "school_code": "a", "year": 2014, "grade": 1, "entrants": 25, "confidence": "read"},
        {"county_code": "990001", "school_code": "a", "year": 2013, "grade": 1, "entrants": 30, "confidence": "read"},
        {"county_code": "990001", "school_code": "b", "year": 2013, "grade": 1, "entrants": 31, "confidence": "read"},
        {"county_code": "990001", "school_code": "", "year": 2013, "grade": 7, "entrants": 99, "confidence": "read"},
    )  # fmt: skip
    county = three_schools().counties["county_code"].iloc[0]
    births, entrants = births.assign(county_code=county), entrants.assign(county_code=county)
    history = ran(began(three_schools(), births=births, entrants_history=entrants))[1]["history"]
    told = history.set_index(["series", "year"])
    assert told.persons.to_dict() == {
        ("births_resident", 2015): 70,
        ("births_registered", 2015): 90,
        ("entrants", 2013): 61,
        ("entrants", 2014): 60,
        ("entrants_junior", 2013): 99,
    }
    assert told.confidence["entrants", 2014] == "known"


def test_text_columns_may_grow_or_change_their_names_between_years():
    declared = TableDeclaration("t", ("a",), (RecordColumn("a", "text", "code", "", "key"),), "")
    pieces = [["x", "y"], ["x", "y", "z"], ["z", "w"], []]
    parts = [{"a": Coded(np.arange(len(names), dtype=np.int32), names)} for names in pieces]
    column = to_table(declared, parts)["a"]
    assert [column.names[code] for code in column.codes] == ["x", "y", "x", "y", "z", "z", "w"]
    assert len(set(column.names)) == len(column.names)
