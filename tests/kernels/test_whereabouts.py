"""Where people live and what follows when that changes: against plain forms, and by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.kernels.codes import (
    CAME,
    COHORT_CAME,
    COHORT_FLOWS,
    COHORT_MOVED_IN,
    COHORT_MOVED_OUT,
    COHORT_WENT,
    LEFT,
    MOVED_IN,
    MOVED_OUT,
    OLDEST,
    RESIDENT_FLOWS,
    WENT,
)
from sim.kernels.whereabouts import homes_of, note_changes
from tests.columns import array, choice, table, whole

YEAR, FIRST = 2020, 2015
PLACE, PLACE_COUNTY = np.array([2, 0, 1]), np.array([0, 0, 1])  # place of a settlement, county of a place
FAMILIES = {
    "settlement": whole(np.int32, 0, 2),
    "leaving": whole(np.uint8, 0, 2),
    "parents_away": whole(np.uint8, 0, 2),
    "mother_year": choice(np.int16, 0, 1980, 1900),
    "father_year": choice(np.int16, 0, 1979),
}
CHILDREN = {
    "household": whole(np.int32, 0, 1),
    "status": choice(np.uint8, 1, LEFT),
    "birth_year": choice(np.int16, 2010, 2019, 2020),
    "birth_month": choice(np.uint8, 8, 9),
    "sex": whole(np.uint8, 0, 1),
    "year_entered": choice(np.int16, 0, FIRST, FIRST + 2),
}


@given(table(FAMILIES, min_rows=2), table(CHILDREN))
def test_homes(f, c):
    rows, everybody = np.arange(len(f["uid"])), np.arange(len(c["uid"]))
    columns = [f[name] for name in FAMILIES]
    home = [int(PLACE[s]) if leaving == 0 else -1 for s, leaving in zip(*columns[:2], strict=True)]
    expected = [
        [
            home[h] if f["mother_year"][h] > 0 and f["parents_away"][h] < 2 else -1,
            home[h] if f["father_year"][h] > 0 and f["parents_away"][h] < 1 else -1,
        ]
        for h in rows
    ]
    parents, found = homes_of(rows, everybody, *columns, c["household"], c["status"], PLACE)
    assert parents.tolist() == expected
    assert found.tolist() == [-1 if c["status"][i] == LEFT else home[c["household"][i]] for i in everybody]


def plain_flow(flows, old, new, age, sex):
    age = min(max(age, 0), OLDEST)
    if old != new and old < 0:
        flows[CAME, new, age, sex] += 1
    elif old != new and new < 0:
        flows[WENT, old, age, sex] += 1
    elif old != new:
        flows[MOVED_OUT, old, age, sex] += 1
        flows[MOVED_IN, new, age, sex] += 1


def no_flows():
    return np.zeros((len(RESIDENT_FLOWS), 3, OLDEST + 1, 2), np.int32)


def noted(f, c, parents_before, own_before):
    """Return the flows of residents and of cohorts that follow from where the members of families lived before."""
    flows, cohorts = no_flows(), np.zeros((len(COHORT_FLOWS), 2, 6), np.int64)
    of_children = [c[name] for name in CHILDREN]
    families, children = np.arange(len(f["leaving"])), np.arange(len(c["status"]))
    note_changes(
        families, children, parents_before, own_before, *(f[name] for name in FAMILIES), *of_children[:2], PLACE,
        *of_children[2:], YEAR, flows, cohorts, FIRST, PLACE_COUNTY,
    )  # fmt: skip
    return flows, cohorts


@given(table(FAMILIES, min_rows=2), table(CHILDREN), st.data())
def test_members_whose_home_changed(f, c, data):
    n, m = len(f["uid"]), len(c["uid"])
    parents_before = data.draw(array((n, 2), whole(np.int32, -1, 2)))
    own_before = data.draw(array(m, whole(np.int32, -1, 2)))
    expected, plain = no_flows(), np.zeros((len(COHORT_FLOWS), 2, 6), np.int64)
    columns = [f[name] for name in FAMILIES]
    parents, own = homes_of(np.arange(n), np.arange(m), *columns, c["household"], c["status"], PLACE)
    for h in range(n):
        for k, born, sex in ((0, f["mother_year"][h], 1), (1, f["father_year"][h], 0)):
            plain_flow(expected, parents_before[h, k], parents[h, k], YEAR - int(born), sex)
    for i, (old, new) in enumerate(zip(own_before.tolist(), own.tolist(), strict=True)):
        age = YEAR - int(c["birth_year"][i]) - int(c["birth_month"][i] > 8)
        plain_flow(expected, old, new, age, c["sex"][i])
        entered = int(c["year_entered"][i]) - FIRST
        counties = [PLACE_COUNTY[at] if at >= 0 else None for at in (old, new)]
        if entered < 0 or counties[0] == counties[1]:
            continue
        if counties[0] is None:
            plain[COHORT_CAME, counties[1], entered] += 1
        elif counties[1] is None:
            plain[COHORT_WENT, counties[0], entered] += 1
        else:
            plain[COHORT_MOVED_OUT, counties[0], entered] += 1
            plain[COHORT_MOVED_IN, counties[1], entered] += 1
    flows, cohorts = noted(f, c, parents_before, own_before)
    assert (flows == expected).all()
    assert (cohorts == plain).all()


def test_a_ten_year_old_that_goes_with_its_cohort_by_hand():
    """Born in October 2009, entered in 2016: 10 years old on 1 September 2020, second of the cohorts from 2015 on."""
    f = {
        name: np.array([value], kind[0])
        for (name, kind), value in zip(FAMILIES.items(), (0, 2, 0, 0, 0), strict=True)
    }
    values = 0, 1, 2009, 10, 1, 2016
    c = {
        name: np.array([value], kind[0]) for (name, kind), value in zip(CHILDREN.items(), values, strict=True)
    }
    flows, cohorts = noted(f, c, np.full((1, 2), -1, np.int32), np.array([2], np.int32))
    assert np.argwhere(flows).tolist() == [[WENT, 2, 10, 1]]
    assert np.argwhere(cohorts).tolist() == [[COHORT_WENT, 1, 1]]
