"""The record tables of admission against figures counted by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.kernels.codes import (
    BEYOND_SEATS,
    BY_ZONE,
    GOES_BACK,
    IN_PRIVATE,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    PRIVATE,
    SEAT_BOUGHT,
    WAITS,
)
from sim.processes import admission
from sim.records.admission_rows import admission_columns, overflow_columns
from sim.records.collecting import to_table
from sim.records.declared import TABLES
from sim.records.layout import RunId
from sim.records.reading import read_columns
from sim.records.store import write_run
from sim.world.admitted import Admitted
from tests.worlds import frame, run

LOCAL, IN_COUNTY, PROVINCE, OTHER = range(4)
NO_RULE = -1
# (grade, origin, rule, group, outcome, school asked for, school found); all in county 0. School 2 is private.
APPLICANTS = [
    (1, LOCAL, 0, 0, BY_ZONE, 0, 0),
    (1, LOCAL, 0, 0, BY_ZONE, 0, 0),
    (1, LOCAL, 0, 0, BEYOND_SEATS, 0, 0),
    (1, LOCAL, 0, 0, OVERFLOW_NEAR, 0, 1),
    (1, LOCAL, 0, 0, OVERFLOW_NEAR, 0, 1),
    (1, LOCAL, 0, 0, BEYOND_SEATS, 0, 1),
    (1, IN_COUNTY, 0, 1, OVERFLOW_FAR, -1, 1),
    (1, PROVINCE, 0, 1, WAITS, 0, -1),
    (1, PROVINCE, 0, 1, SEAT_BOUGHT, 0, 2),
    (7, OTHER, NO_RULE, -1, GOES_BACK, 0, -1),
    (7, OTHER, 1, 1, IN_PRIVATE, 2, 2),
]  # fmt: skip


def admitted(applicants=APPLICANTS) -> Admitted:
    grade, origin, rule, group, outcome, school_from, school_to = (
        np.array([row[k] for row in applicants], np.int64) for k in range(7)
    )
    county = np.zeros(len(applicants), np.int64)
    return Admitted(
        county, grade, origin, rule, group, outcome, school_from, school_to, ["near", "points"], ["own", "rest"]
    )  # fmt: skip


@pytest.fixture
def region():
    """Return the small county after its start year, with a private school and a hand-made admission."""
    world, _ = run("small", years=1)
    with world.writing_as("network"):
        world.schools.writable("ownership")[2] = PRIVATE
    world.admitted = admitted()
    return world


def rows_of(name, columns) -> pd.DataFrame:
    return frame(to_table(TABLES[name], [columns]))


def test_outcomes_are_counted_by_origin_rule_and_group(region):
    found = rows_of("admission", admission_columns(region)).set_index(["grade", "origin", "rule", "group"])
    counts = [name for name in found if name.startswith("n_")]
    told = {key: {name: n for name, n in row.items() if n} for key, row in found[counts].iterrows()}
    assert told == {
        (1, "local", "near", "own"): {
            "n_applicants": 6, "n_zone": 2, "n_over_capacity": 2, "n_overflow_near": 2, "n_first": 3,
            "n_sent_elsewhere": 3, "n_public": 6},
        (1, "in_county", "near", "rest"): {
            "n_applicants": 1, "n_overflow_far": 1, "n_sent_elsewhere": 1, "n_public": 1},
        (1, "province", "near", "rest"): {"n_applicants": 2, "n_waiting": 1, "n_bought_seat": 1},
        (7, "other", "", ""): {"n_applicants": 1, "n_gone_back": 1},
        (7, "other", "points", "rest"): {"n_applicants": 1, "n_private": 1, "n_first": 1},
    }  # fmt: skip
    assert found["stage"].to_list() == ["primary" if key[0] == 1 else "junior" for key in found.index]


def test_outcomes_add_up_to_the_applicants(region):
    found = rows_of("admission", admission_columns(region))
    outcomes = found[[f"n_{name}" for name in OUTCOME_NAMES]].astype(int)
    assert outcomes.sum(axis=1).to_list() == found["n_applicants"].to_list()
    assert found["n_applicants"].sum() == len(APPLICANTS)


def test_the_overflow_list_tells_from_to_and_why(region):
    zero, one, two = region.school_ids[:3]
    found = rows_of("overflow", overflow_columns(region))
    told = set(found[["grade", "school_from", "school_to", "why", "n"]].itertuples(index=False, name=None))
    assert told == {
        (1, zero, one, "overflow_near", 2), (1, zero, one, "over_capacity", 1), (1, zero, zero, "over_capacity", 1),
        (1, "", one, "overflow_far", 1), (1, zero, two, "bought_seat", 1),
    }  # fmt: skip


def test_the_order_of_applicants_does_not_matter(region):
    before = rows_of("admission", admission_columns(region))
    region.admitted = admitted(APPLICANTS[::-1])
    pd.testing.assert_frame_equal(before, rows_of("admission", admission_columns(region)))


@pytest.mark.parametrize(
    ("outcome", "school", "told"),
    [(WAITS, 1, "waiting"), (BY_ZONE, -1, "zone"), (len(OUTCOME_NAMES), 1, "outcome 10")],
)
def test_an_outcome_that_does_not_fit_is_refused(region, outcome, school, told):
    region.admitted = admitted([(1, LOCAL, 0, 0, outcome, 0, school)])
    with pytest.raises(ValueError, match=told):
        admission_columns(region)


def test_a_year_without_applicants_is_written_and_read_back(region, tmp_path):
    region.admitted = Admitted()
    tables = {
        name: to_table(TABLES[name], [columns])
        for name, columns in (
            ("admission", admission_columns(region)),
            ("overflow", overflow_columns(region)),
        )
    }
    write_run(tmp_path, RunId("a", 0, 1), tables, seconds=1.0, years=(2017, 2017))
    for name in tables:
        found = read_columns(tmp_path, RunId("a", 0, 1), name)
        assert len(found) == 0
        assert set(found) == {column.name for column in TABLES[name].columns}


def test_the_recorder_takes_each_year_what_became_of_its_applications(monkeypatch):
    """The start year has no admission, and those after it the applications put in their place here."""
    usual = admission.run

    def with_two(region, rules, orders):
        usual(region, rules, orders)
        region.admitted = admitted(APPLICANTS[2:4])

    monkeypatch.setattr(admission, "run", with_two)
    _, tables = run("small", years=3)
    assert tables["admission"][["year", "n_applicants"]].to_numpy().tolist() == [[2018, 2], [2019, 2]]
    assert sorted(tables["overflow"]["year"]) == [2018, 2018, 2019, 2019]


def test_a_real_run_tells_the_same_in_the_flows_of_schools_and_in_the_overflow_list():
    _, tables = run("tonghua", years=3)
    told, flows, listed = tables["admission"], tables["school_grade"], tables["overflow"]
    sent = told.groupby(["year", "grade"]).n_sent_elsewhere.sum()
    away = flows[flows.year > 2017].groupby(["year", "grade"]).n_overflow_out.sum()
    assert sent.sum() > 0
    assert away[away > 0].to_dict() == sent[sent > 0].to_dict()
    placed = ["n_overflow_near", "n_overflow_far", "n_over_capacity", "n_bought_seat"]
    assert listed.groupby("why").n.sum().add_prefix("n_").to_dict() == {
        name: n for name, n in told[placed].sum().items() if n
    }
