"""What evaluations ask beside the norms: from schools.csv to the start, to new schools, and to the records, by hand."""

import numpy as np
import pytest

from sim.kernels.codes import CLOSED
from sim.records.evaluated_rows import evaluated_columns
from sim.rules.rulebook import Rulebook
from sim.world.new_places import NewSchool
from sim.world.region import CountyRules, Region
from sim.world.schools import EQUIPMENT
from tests.inputs.given import began, three_schools
from tests.worlds import numbers, start

PRIMARY, POINT, JUNIOR = range(3)


@pytest.fixture
def region():
    """Return the small county; school 2 teaches 100 primary and 60 junior pupils, school 0 runs the point."""
    region = Region(start("small"), numbers(), (), seed=1)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    s = region.schools
    with region.writing_as("network"):
        s.writable("grade_low")[JUNIOR] = 1
        s.writable("computers")[:] = [30, np.nan, 80]
        s.writable("books")[:] = [900, 50, 1600]
        s.writable("is_special")[:] = [0, 0, 1]
        s.writable("central_school")[:] = [-1, PRIMARY, -1]
        s.writable("rooms")[:] = [6, 2, 10]
    return region


def told(region, row, pupils):
    both = np.array([False, False, True])
    found = evaluated_columns(region, np.array(pupils), np.array(row), both)
    return {k: np.array(v.names)[v.codes] if hasattr(v, "names") else v for k, v in found.items()}


def test_a_nine_year_school_is_split_by_pupils_and_a_point_names_its_central_school(region):
    found = told(region, [PRIMARY, POINT, JUNIOR, JUNIOR], [200, 20, 100, 60])
    assert found["computers"] == pytest.approx([30, np.nan, 50, 30], nan_ok=True)
    assert found["books"].tolist() == [900, 50, 1000, 600]
    assert found["is_special"].tolist() == [0, 0, 1, 1]
    ids = region.school_ids
    assert found["central_school"].tolist() == ["", ids[PRIMARY], "", ""]


def test_a_nine_year_school_without_pupils_is_split_in_halves(region):
    assert told(region, [JUNIOR, JUNIOR], [0, 0])["books"].tolist() == [800, 800]


def test_a_new_school_has_as_many_a_room_as_its_county_and_none_where_nobody_tells(region):
    """Computers are told of schools 0 and 2: 110 in 16 rooms; books of all three: 2550 in 18."""
    at = int(np.flatnonzero(region.geography.county == region.schools["county"][0])[0])
    row = region.add_school(NewSchool("T", "新校", at, 1, 6, 8)).row
    s = region.schools
    assert [s[name][row] for name in EQUIPMENT] == [round(8 * 110 / 16), round(8 * 2550 / 18)]
    with region.writing_as("network"):
        s.writable("status")[:row] = CLOSED
        s.writable("computers")[row] = np.nan
    again = region.add_school(NewSchool("U", "又校", at, 1, 6, 8)).row
    assert np.isnan(region.schools["computers"][again])


def test_schools_csv_tells_equipment_and_special_schools_and_what_it_leaves_out_is_not_known():
    tables = three_schools()
    more = {"computers": [40, None, 0], "books": [None, 2500, None], "is_special": [0, 0, 1]}
    padded = {name: [*values, *[None] * (len(tables.schools) - 3)] for name, values in more.items()}
    padded["is_special"] = [value or 0 for value in padded["is_special"]]
    given = began(tables, schools=tables.schools.assign(**padded).astype(tables.schools.dtypes)).schools
    assert given["computers"] == pytest.approx([40, np.nan, 0], nan_ok=True)
    assert given["books"] == pytest.approx([np.nan, 2500, np.nan], nan_ok=True)
    assert given["is_special"].tolist() == [0, 0, 1]
    plain = began(tables).schools
    assert np.isnan(plain["computers"]).all()
    assert plain["is_special"].tolist() == [0, 0, 0]
