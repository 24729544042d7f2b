"""Areas, multimedia rooms and equipment of the start: given ones exactly, the others made up and said to be."""

import numpy as np
import pytest

from sim.inputs.synthesis.areas import MADE_UP
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.kernels.codes import VILLAGE
from sim.kernels.norms import NORMS
from tests.inputs.given import began, three_schools
from tests.worlds import FOLDERS, numbers, start

GIVEN = {
    "teaching_m2": [2345.5, None, None], "sports_m2": [4000.25, 800.0, None], "site_m2": [None, 12_345.0, None],
    "equipment_yuan": [1_234_567.89, None, 0.0], "multimedia_rooms": [7, None, 0],
}  # fmt: skip


def with_columns(**columns):
    """Return the schools of a start in which the three open schools give these columns."""
    schools = three_schools().schools
    more = {name: [*values, *[None] * (len(schools) - len(values))] for name, values in columns.items()}
    return began(three_schools(), schools=schools.assign(**more).astype(schools.dtypes)).schools


def known(schools) -> list[set[str]]:
    return [
        {name for k, name in enumerate(NORMS) if code >> k & 1} for code in schools["norms_given"].tolist()
    ]


def test_what_is_given_is_kept_exactly_and_what_is_not_is_made_up():
    plain, given = began(three_schools()).schools, with_columns(**GIVEN)
    for name, values in GIVEN.items():
        expected = [p if v is None else v for v, p in zip(values, plain[name].tolist(), strict=True)]
        assert given[name].tolist() == expected, name
    by_table = known(plain)  # rooms and beds of schools.csv
    for row, names in enumerate(known(given)):
        assert names == by_table[row] | {name for name, values in GIVEN.items() if values[row] is not None}


def test_other_area_stands_beside_the_usable_area_of_the_rooms():
    given = with_columns(other_teaching_m2=[500.0, None, 100.0], teaching_m2=[None, None, 3000.0])
    # rooms of 45 seats x 1.36 m2 in a primary school
    assert given["teaching_m2"][0] == pytest.approx(given["rooms"][0] * 61.2 + 500)
    assert given["teaching_m2"][2] == 3000
    assert [("teaching_m2" in names) for names in known(given)] == [True, False, True]


def test_a_room_of_a_nine_year_school_measures_the_mean_of_its_grades():
    given = with_columns(other_teaching_m2=[None, None, 10.0])
    assert (given["grade_low"][2], given["grade_high"][2]) == (1, 9)
    assert given["teaching_m2"][2] == pytest.approx(given["rooms"][2] * (6 * 61.2 + 3 * 69.5) / 9 + 10)


def test_the_same_draw_makes_up_the_same_and_another_draw_others():
    a, b, other = (build_start(read_tables(FOLDERS["small"]), numbers(), d).schools for d in (0, 0, 1))
    for name in MADE_UP:
        assert a[name].tolist() == b[name].tolist()
    assert any(a[name].tolist() != other[name].tolist() for name in MADE_UP)


def test_a_school_s_luck_is_its_own():
    """A table that tells of one school leaves what is made up for the others as it was."""
    plain, given = began(three_schools()).schools, with_columns(sports_m2=[9999.0, None, None])
    for name in MADE_UP:
        assert given[name][1:].tolist() == plain[name][1:].tolist()


def test_without_spread_schools_have_the_declared_ratio_of_the_norm():
    even = {
        **numbers(),
        "start_norm_spread": 0.0,
        "start_sports_m2_ratio": 0.5,
        "start_equipment_yuan_ratio": 0.8,
    }
    s = build_start(read_tables(FOLDERS["small"]), even, 0).schools
    primary = 0  # the small county's school of grades 1-6, in a town
    assert s["sports_m2"][primary] == round(s["rooms"][primary] * 45 * 7.5 * 0.5)
    assert s["equipment_yuan"][primary] == round(s["pupils"][primary].sum() * 2000 * 0.8)


def test_made_up_amounts_lie_within_the_spread_and_villages_lower():
    s, n = start("tonghua").schools, numbers()
    per_pupil = s["equipment_yuan"] / (s["pupils"] @ np.repeat([2000.0, 2500.0], (6, 3)))
    village, spread = s["zone"] == VILLAGE, n["start_norm_spread"]
    town = n["start_equipment_yuan_ratio"]
    assert (np.abs(per_pupil[~village] / town - 1) <= spread + 0.01).all()
    low = n["village_condition_ratio"]
    assert per_pupil[village].mean() == pytest.approx(per_pupil[~village].mean() * low, rel=0.05)
    assert (s["norms_given"] == 0).all()
