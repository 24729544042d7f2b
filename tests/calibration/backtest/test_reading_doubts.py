"""What the user is warned of: gaps, schools that change their number, spans of grades, events."""

import numpy as np

from sim.calibration.backtest.history import Event
from tests.calibration.backtest.tables import changed, read, steady, write


def test_a_year_without_rows_is_unknown(tmp_path):
    lines = [line for line in steady(years=range(2011, 2018)) if ",2016," not in line]
    history, said = read(tmp_path, lines)
    assert history.years.tolist() == list(range(2011, 2018))
    assert np.isnan(history.pupils[:, 5]).all()
    assert said == ["no row at all for 2016: pupils of these years are taken as unknown"]


def test_a_school_without_a_row_in_between(tmp_path):
    _, said = read(tmp_path, [line for line in steady() if line != "0202,2013,12,13,14"])
    assert said == [
        "schools without a row in years between their first and last, taken as unknown: 0202 (2013)"
    ]


def test_a_row_without_a_number_is_unknown(tmp_path):
    history, said = read(tmp_path, changed("0202,2013,12,13,14", "0202,2013,,,"))
    assert np.isnan(history.pupils[1, 2]).all()
    assert said == ["3 of 30 cells (10.0 %) are empty and taken as unknown, not as 0"]


def test_spans_of_grades_that_change(tmp_path):
    _, said = read(tmp_path, changed("0202,2015,14,15,16", "0202,2015,14,15,0"))
    assert said == [
        "the lowest or highest grade with pupils changes in 1 of 2 schools: 0202 (2015); changes known in advance "
        "can be given with --events"
    ]


def test_an_unknown_cell_is_no_change_of_span(tmp_path):
    _, said = read(tmp_path, changed("0202,2015,14,15,16", "0202,2015,14,15,"))
    assert not any("lowest or highest" in one for one in said)


def test_a_grade_without_pupils_at_all(tmp_path):
    lines = ["school_id,year,k,g1,g2,g3", *(f"{line},0" for line in steady()[1:])]
    _, said = read(tmp_path, lines, grades=("k", "g1", "g2", "g3"))
    assert said == ["no school has pupils in g3 in any year"]


def succession(first: str, last: str) -> list[str]:
    """Return a school that ends in 2013 with 20, 30, 40 pupils and one that begins in 2014 with `last`."""
    rows = [f"A,{year},20,30,40" for year in range(2011, 2014)]
    return [*steady(("Z",)), *rows, f"B,2014,{last}", f"B,2015,{last}"]


def test_a_school_that_changes_its_number(tmp_path):
    # 20 and 30 go on: 50 of them, so that up to 7 may be missing or new
    for last, is_told in (("99,20,30", True), ("99,17,26", True), ("99,16,26", False)):
        _, said = read(tmp_path, succession("20,30,40", last))
        assert any("A -> B (2014)" in one for one in said) == is_told, last


def test_a_school_in_the_place_of_another(tmp_path):
    for lon, is_told in ((125.0004, True), (125.001, False)):
        places = write(tmp_path / "p.csv", ["school_id,lon,lat", "Z,120,40", "A,125,41", f"B,{lon},41"])
        _, said = read(tmp_path, succession("", "5,5,5"), locations=places)
        assert any("A -> B (2014)" in one for one in said) == is_told


def test_numbers_that_lost_their_zeros(tmp_path):
    lines = [line.replace("0202,", "202,") if ",2015," in line else line for line in steady()]
    _, said = read(tmp_path, lines)
    assert said[0].startswith(
        "numbers that differ in leading zeros only are read as different schools: 0202 = 202;"
    )


def test_events_are_read_in_order_of_years(tmp_path):
    events = write(
        tmp_path / "e.csv",
        [
            "school_id,year,grades,kind",
            "0202,2014-2015,,close",
            "0101,2013,k-g1,改变年级",
            "0101,2015,g2 k，g1,",
        ],
    )
    history, said = read(tmp_path, changed("0202,2014,13,14,15", "0202,2014,0,0,0"), events=events)
    assert history.events == (
        Event("0101", 2013, ("k", "g1")),
        Event("0202", 2014, ()),
        Event("0101", 2015, ("k", "g1", "g2")),
    )
    assert (
        "schools with pupils, in the year of an event, in grades that it does not name: 0101 (2013)" in said
    )


def test_events_of_other_years_do_nothing(tmp_path):
    events = write(tmp_path / "e.csv", ["school_id,year,grades", "0101,2011,k-g2", "0202,2016,k"])
    _, said = read(tmp_path, steady(), events=events)
    assert said == ["events outside 2012-2015 change nothing here: 0101 (2011), 0202 (2016)"]
