"""Areas and norms in the records: split over the stages of a nine-year school, judged as a whole, by hand."""

import numpy as np
import pytest

from sim.kernels.codes import CLOSED
from sim.kernels.norms import NORMS
from sim.records.norm_rows import SPLIT_BY_NEED, norm_columns
from sim.rules.rulebook import Rulebook
from sim.world.region import CountyRules, Region
from tests.worlds import numbers, run, start

PRIMARY, POINT, JUNIOR = range(3)
WHOLE = 2**7 - 1


@pytest.fixture
def region():
    """Return the small county in which school 2 teaches 100 primary and 60 junior pupils in 5 classes."""
    region = Region(start("small"), numbers(), (), seed=1)
    region.rules = CountyRules(Rulebook() for _ in region.counties)
    s = region.schools
    with region.writing_as("classes"):
        s.writable("pupils")[:] = 0
        s.writable("pupils")[JUNIOR] = [40, 30, 30, 0, 0, 0, 60, 0, 0]
        s.writable("classes")[JUNIOR] = [1, 1, 1, 0, 0, 0, 2, 0, 0]
    with region.writing_as("network"):
        s.writable("grade_low")[JUNIOR] = 1
        # needs 100 x 4.5 + 60 x 5.8 = 798 m2, 100 x 7.5 + 60 x 10.2 = 1362 m2, 100 x 20 + 60 x 25 = 3500 m2,
        # 5 rooms, 2.3 + 1.44 = 3.74 multimedia rooms, 200,000 + 150,000 yuan, 12 beds
        for name, value in zip(NORMS, (798, 1226, 3500, 5, 3, 350_000, 12), strict=True):
            s.writable(name)[JUNIOR] = value
        s.writable("dormitory_m2")[JUNIOR] = 12 * Rulebook().dormitory_m2_per_bed
        s.writable("norms_given")[JUNIOR] = WHOLE - 2
    return region


def rows_of(region, row, stage):
    counted = {name: np.zeros((3, 9), int) for name in ("n_boarders", "n_without_bed")}
    counted["n_boarders"][JUNIOR, 7] = 10
    counted["n_without_bed"][JUNIOR, 6] = 2
    found = norm_columns(region, region.rules, counted, np.array(row), np.array(stage))
    return {k: np.array(v.names)[v.codes] if hasattr(v, "names") else v for k, v in found.items()}


def test_a_nine_year_school_is_judged_as_a_whole_and_told_with_both_stages(region):
    found = rows_of(region, [JUNIOR, JUNIOR], [0, 1])
    assert found["n_norms_met"].tolist() == [5, 5]
    assert found["norms_missed"].tolist() == ["sports_m2; multimedia_rooms"] * 2
    assert found["norms_estimated"].tolist() == ["sports_m2"] * 2
    assert found["lowest_norm_ratio"] == pytest.approx([3 / 3.74] * 2)
    assert found["is_weak"].tolist() == [1, 1]


def test_a_bed_without_its_area_is_none(region):
    with region.writing_as("network"):
        region.schools.writable("dormitory_m2")[JUNIOR] = 11 * Rulebook().dormitory_m2_per_bed
    found = rows_of(region, [JUNIOR], [1])
    assert found["norms_missed"].tolist() == ["sports_m2; multimedia_rooms; beds"]


def test_its_areas_are_split_by_what_the_stages_need(region):
    found = rows_of(region, [JUNIOR, JUNIOR], [0, 1])
    assert found["teaching_m2"] == pytest.approx([450, 348])
    assert found["sports_m2"] == pytest.approx([1226 * 750 / 1362, 1226 * 612 / 1362])
    assert found["site_m2"] == pytest.approx([2000, 1500])
    assert found["equipment_yuan"] == pytest.approx([200_000, 150_000])


def test_a_school_that_does_not_teach_keeps_its_areas_and_is_not_judged(region):
    with region.writing_as("network"):
        region.schools.writable("status")[JUNIOR] = CLOSED
    found = rows_of(region, [JUNIOR], [1])
    assert (found["n_norms_met"][0], found["is_weak"][0], found["lowest_norm_ratio"][0]) == (0, 0, 1)
    assert found["norms_missed"].tolist() == [""]
    assert found["teaching_m2"] == pytest.approx([348])


def test_a_school_without_pupils_meets_all_and_its_areas_follow_its_grades(region):
    with region.writing_as("classes"):
        region.schools.writable("pupils")[:] = 0
        region.schools.writable("classes")[:] = 0
    counted = {name: np.zeros((3, 9), int) for name in ("n_boarders", "n_without_bed")}
    found = norm_columns(region, region.rules, counted, np.array([JUNIOR, JUNIOR]), np.array([0, 1]))
    assert found["n_norms_met"].tolist() == [7, 7]
    # six grades x 20 and three x 25
    assert found["site_m2"] == pytest.approx([3500 * 120 / 195, 3500 * 75 / 195])


def test_the_records_hold_what_the_schools_have():
    region, records = run("tonghua", years=1)
    told = records["school"].groupby("school_id")[[*SPLIT_BY_NEED, "multimedia_rooms"]].sum()
    told = told.loc[list(region.school_ids)]
    for name in told:
        assert told[name].to_numpy(float) == pytest.approx(region.schools[name].astype(float))
    assert (records["school"].norms_estimated == "; ".join(NORMS)).all()  # Tonghua's tables list no schools
