"""The small parts behind given tables, by hand; and a county that gives its own beside counties that do not."""

import numpy as np
import pandas as pd
import pytest

from sim.base.draws import number_of
from sim.inputs.synthesis.population import largest_remainder, split_rows
from sim.inputs.synthesis.resident_parents import within
from sim.kernels.codes import ENROLLED, KIND_NAMES, NEWCOMER, ZONE_NAMES
from tests.inputs.given import began, rows, spread_over_townships, three_schools
from tests.worlds import FOLDERS, read_tables, start


def test_parents_take_the_nearest_age_that_has_room():
    persons = np.zeros(101, np.int64)
    persons[[30, 31, 33, 40]] = 1, 2, 1, 1
    ages = np.array([30, 30, 30, 30, 30])
    assert within(ages, np.full(5, 20), persons).tolist() == [30, 31, 31, 33, 40]
    assert within(ages, np.full(5, 32), persons).tolist() == [
        30,
        33,
        40,
        30,
        30,
    ]  # no age left: each keeps its own


@pytest.mark.parametrize("weights", [[3.0, 1.0, 2.5], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
def test_split_rows_is_the_largest_remainder_row_by_row(weights):
    totals = np.arange(12)
    expected = [largest_remainder(np.array(weights), int(n)) for n in totals]
    assert (split_rows(np.array(weights), totals) == expected).all()


def test_long_codes_with_the_same_end_have_other_numbers():
    assert number_of("2122990102", 0) != number_of("3122990102", 0)
    assert number_of("220502001000", 9) != number_of("220602001000", 9)
    assert number_of("220502001", 9) == int.from_bytes(b"20502001", "little")


def test_newcomers_live_where_the_table_tells():
    people = spread_over_townships(three_schools().population, ["990001100", "990001200"], [0.6, 0.4])
    elsewhere = people.assign(
        hukou="elsewhere",
        persons=np.where(people["township_code"] == "990001200", people["persons"] // 10, 0),
    )
    here = people.assign(hukou="here", persons=people["persons"] - elsewhere["persons"])
    begin = began(three_schools(), population=pd.concat([here, elsewhere], ignore_index=True))
    by_place = begin.adults[..., NEWCOMER].sum(axis=(1, 2))
    assert by_place.sum() > 0
    assert by_place[begin.geography.place_township == 0].sum() == 0


def test_a_county_that_gives_its_own_leaves_the_others_alone():
    tables, plain = read_tables(FOLDERS["tonghua"]), start("tonghua")
    s = plain.schools
    mine = np.flatnonzero(s["county"] == 2)
    code = plain.geography.county_codes[2]
    schools = [
        {"school_code": f"22{i:08d}", "school": "校", "county_code": code, "kind": KIND_NAMES[s["kind"][i]],
         "zone_kind": ZONE_NAMES[s["zone"][i]]}
        for i in mine
    ]  # fmt: skip
    pupils = s["pupils"][mine] + 3 * (s["pupils"][mine] > 0)
    enrolment = [
        {"school_code": school["school_code"], "grade": g + 1, "pupils": int(pupils[i, g])}
        for i, school in enumerate(schools)
        for g in np.flatnonzero(pupils[i])
    ]
    begin = began(tables, schools=rows("schools", *schools), enrolment=rows("enrolment", *enrolment))
    assert (begin.schools["pupils"][mine] == pupils).all()
    others = np.flatnonzero(s["county"] != 2)
    assert (begin.schools["pupils"][others] == s["pupils"][others]).all()
    assert [begin.school_ids[i] for i in others] == [plain.school_ids[i] for i in others]
    assert (begin.children["status"] == ENROLLED).sum() == begin.schools["pupils"].sum()
