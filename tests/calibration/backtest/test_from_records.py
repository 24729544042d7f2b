"""Histories from the records of a run: hand-made rows with known cells."""

import json

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.calibration.backtest.from_records import GRADES, history_of_records
from sim.records.columns import Coded
from sim.records.layout import FORMAT, RunId
from sim.records.store import write_run


def texts(*values: str) -> Coded:
    names = sorted(set(values))
    return Coded(np.array([names.index(value) for value in values], np.int32), names)


def numbers(*values: float) -> np.ndarray:
    return np.array(values)


def records(more: int) -> dict:
    """Return records of schools a (grades 1 and 2) and b (grade 7, from 2018) in two counties; `more` pupils each."""
    cells = [("a", 1, 2017, 10), ("a", 2, 2017, 20), ("a", 1, 2018, 8), ("a", 2, 2018, 9), ("b", 7, 2018, 5)]
    return {
        "school_grade": {
            "year": numbers(*(year for _, _, year, _ in cells)),
            "school_id": texts(*(school for school, *_ in cells)),
            "grade": numbers(*(grade for _, grade, _, _ in cells)),
            "pupils": numbers(*(pupils + more for *_, pupils in cells)),
        },
        "places": {
            "level": texts("school", "school", "township"),
            "code": texts("a", "b", "T1"),
            "within": texts("T1", "T2", "C"),
        },
        "township_age": {
            "year": numbers(2017, 2017, 2017, 2017, 2018),
            "county": texts("C", "D", "C", "C", "C"),
            "township": texts("T1", "T2", "T1", "T1", "T1"),
            "zone_kind": texts("town", "town", "town", "town", "town"),
            "age": numbers(0, 0, 6, 7, 0),
            "sex": texts("male", "male", "male", "male", "male"),
            "residents": numbers(50, 30, 70, 999, 999),
        },
        "county": {
            "year": numbers(2017, 2017, 2018, 2018),
            "county": texts("C", "D", "C", "D"),
            "births": numbers(0, 0, 7, 11),
        },
    }


@pytest.fixture
def batch(tmp_path):
    runs = [RunId("base", 0, 1), RunId("cap", 0, 1), RunId("cap", 0, 2)]
    for more, run in enumerate(runs):
        write_run(tmp_path, run, records(more), seconds=1.0, years=(2017, 2018))
    listed = [{**vars(run), "status": "ok"} for run in runs]
    manifest = {"format": FORMAT, "runs": listed}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def test_a_run_is_a_history(batch):
    history = history_of_records(batch)
    assert (history.name, history.schools, history.townships) == ("base-0-1", ("a", "b"), ("T1", "T2"))
    assert history.years.tolist() == [2017, 2018]
    assert history.pupils[0, :, :3].tolist() == [[10, 20, 0], [8, 9, 0]]
    assert history.pupils[1, :, 6].tolist() == [0, 5]
    assert history.pupils.shape == (2, 2, 9)
    assert history.pupils.sum() == 52
    # infants of both counties and children of 6 at the first census; 2018 was lived in the run
    assert history.births == {2011: 70, 2017: 80, 2018: 18}


def test_a_scenario_a_run_and_a_stage(batch):
    assert history_of_records(batch, "cap").pupils.max() == 21
    history = history_of_records(batch, "cap", RunId("cap", 0, 2), GRADES[6:])
    assert (history.schools, history.grades) == (("b",), ("g7", "g8", "g9"))
    assert history.years.tolist() == [2017, 2018]
    assert history.pupils[0].tolist() == [[0, 0, 0], [7, 0, 0]]
    assert not history.births


def test_runs_that_are_not_there(batch):
    with pytest.raises(UserError, match="one of: cap-0-1, cap-0-2"):
        history_of_records(batch, "cap", RunId("cap", 5, 5))
    with pytest.raises(UserError, match="the scenario is not in this batch"):
        history_of_records(batch, "other")
