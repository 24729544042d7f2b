"""Rows by level: what adds up, what only repeats it, and what must agree."""

import pytest

from sim.base.errors import UserErrors
from sim.base.reading import TableRead
from sim.inputs.levels import split_levels, split_years
from tests.inputs.folders import PEOPLE, TOWNSHIPS, people, read


def population(*rows: tuple) -> TableRead:
    """Return a population of (county, township, settlement, hukou, persons)."""
    names = ("county_code", "township_code", "settlement_code", "hukou", "persons")
    return TableRead(
        "p.csv",
        dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)),
        list(range(2, 2 + len(rows))),
    )


@pytest.mark.parametrize(
    ("rows", "coarser"),
    [
        ([("A", None, None, None, 9)], []),
        ([("A", "T", None, None, 9), ("B", None, None, None, 9)], []),
        ([("A", None, None, None, 9), ("A", "T", None, None, 9)], [2]),
        ([("A", "T", None, None, 9), ("A", "T", "S", None, 9), ("A", "U", None, None, 1)], [2]),
        ([("A", None, None, "away", 9), ("A", "T", None, None, 9)], []),
        ([("A", None, None, "here", 9), ("A", "T", None, "elsewhere", 9)], [2]),
    ],
)
def test_a_row_is_coarser_where_finer_rows_tell_the_same_persons(rows, coarser):
    finest, repeated = split_levels(population(*rows))
    assert repeated.lines == coarser
    assert sorted(finest.lines + repeated.lines) == list(range(2, 2 + len(rows)))


def test_blank_years_are_of_the_start():
    read_ = TableRead("e.csv", {"year": [None, 2016, 2017], "pupils": [1, 2, 3]}, [2, 3, 4])
    now, past = split_years({"enrolment": read_}, 2017)
    assert (now["enrolment"].columns["pupils"], past["enrolment"].lines) == ([1, 3], [3])
    now, past = split_years({"enrolment": read_}, 2030)
    assert now["enrolment"].lines == [2]
    now, past = split_years({"births": read_}, 1990)
    assert (list(now), past) == (["births"], {})


def test_population_of_townships_beside_the_county_adds_up_once(tmp_path):
    whole = people((10,) * 19, 310)
    parts = people((4,) * 19, 100, township="990001100") + people((6,) * 19, 210, township="990001101")
    tables = read(tmp_path, townships=TOWNSHIPS, population=PEOPLE + whole + parts)
    assert tables.population["persons"].sum() == 1000
    assert set(tables.population["township_code"]) == {"990001100", "990001101"}
    (warning,) = tables.warnings
    assert warning.en.startswith("population.csv: 40 rows of whole counties")
    wrong = parts.replace(",5,5,6", ",5,5,7", 1)
    with pytest.raises(UserErrors, match="the parts do not sum to the whole"):
        read(tmp_path, population=PEOPLE + whole + wrong)
