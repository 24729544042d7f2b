"""Lines of bus_lines.csv run from the start."""

import pytest

from sim.kernels.codes import SCHOOL_BUS, TRANSIT_LINE
from tests.inputs.given import began, ran, rows, three_schools
from tests.inputs.test_given_places import SETTLEMENTS


@pytest.fixture(scope="module")
def begin():
    school = three_schools().schools["school_code"][0]
    lines = rows(
        "bus_lines",
        {
            "line_code": "X",
            "stop": 2,
            "settlement_code": "B1",
            "school_code": school,
            "buses": 2,
            "seats_per_bus": 19,
        },
        {
            "line_code": "X",
            "stop": 1,
            "settlement_code": "B2",
            "school_code": school,
            "buses": 2,
            "seats_per_bus": 19,
        },
        {"line_code": "W", "stop": 1, "settlement_code": "B2", "buses": 1, "seats_per_bus": 54},
        {"line_code": "W", "stop": 2, "settlement_code": "A1", "buses": 1, "seats_per_bus": 54},
    )
    return began(three_schools(), settlements=rows("settlements", *SETTLEMENTS), bus_lines=lines)


def test_lines_stand_by_code_with_their_stops_in_order(begin):
    transit, bus = begin.lines
    code = dict(enumerate(begin.told.settlement_codes))
    assert [(one.line_id, one.kind, one.school) for one in begin.lines] == [
        ("W", TRANSIT_LINE, -1),
        ("X", SCHOOL_BUS, 0),
    ]
    assert [code[stop] for stop in bus.stops] == ["B2", "B1"]
    assert [code[stop] for stop in transit.stops] == ["B2", "A1"]
    assert (len(bus.minutes_legs), len(transit.minutes_legs)) == (2, 1)
    assert bus.seats == 38


def test_they_run_in_the_first_year(begin):
    _, records = ran(begin)
    lines = records["bus_lines"]
    assert lines.line.tolist() == ["W", "X"]
    grades = records["school_grade"]
    assert grades.n_bus.sum() + grades.n_transit.sum() == lines.n_riders.sum() > 0


def test_none_without_the_table():
    assert began(three_schools()).lines == ()
