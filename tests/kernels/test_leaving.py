"""Who leaves the tables is counted where it belongs: against plain forms, and by hand."""

import numpy as np
from hypothesis import given

from sim.kernels.codes import (
    AWAY,
    BORN,
    COHORT_DIED,
    COHORT_FLOWS,
    COHORT_GREW_UP,
    DEAD,
    DIED,
    GROWN_UP,
    HUKOU_REGION,
    OLDEST,
    RESIDENT_FLOWS,
)
from sim.kernels.families import FATHER, MOTHER
from sim.kernels.leaving import bury, count_births, count_by_age, count_leaving_region, return_parents
from tests.columns import choice, table, whole

YEAR, FIRST = 2020, 2009
PLACE, COUNTY, PLACE_COUNTY = (
    np.array([2, 0, 1]),
    np.array([1, 0, 0]),
    np.array([0, 0, 1]),
)  # settlements, places
FAMILIES = {
    "settlement": whole(np.int32, 0, 2),
    "hukou": whole(np.uint8, 0, 2),
    "hukou_settlement": whole(np.int32, 0, 2),
    "parents_away": whole(np.uint8, 0, 2),
    "mother_year": choice(np.int16, 0, 1980, 2010, 1900),
    "father_year": choice(np.int16, 0, 1979),
}
CHILDREN = {
    "household": whole(np.int32, 0, 1),
    "birth_year": choice(np.int16, 2002, 2012, 2019),
    "birth_month": choice(np.uint8, 8, 9),
    "sex": whole(np.uint8, 0, 1),
    "year_entered": choice(np.int16, 0, FIRST, FIRST + 2),
    "reason": choice(np.uint8, DIED, GROWN_UP),
}


def people():
    return np.zeros((3, OLDEST + 1, 2, 3), np.int64)


def school_year_of_birth(c, i):
    return int(c["birth_year"][i]) + int(c["birth_month"][i] > 8)


@given(table(FAMILIES, min_rows=2), table(CHILDREN))
def test_children_who_die_or_come_of_age(f, c):
    flows = np.zeros((len(RESIDENT_FLOWS), 3, OLDEST + 1, 2), np.int32)
    cohorts, adults = np.zeros((len(COHORT_FLOWS), 2, 12), np.int64), people()
    died, grown = np.zeros((2, 2), np.int64)
    plain_flows, plain_cohorts, plain_adults = flows.copy(), cohorts.copy(), adults.copy()
    plain_died, plain_grown = [0, 0], [0, 0]
    for i, h in enumerate(c["household"]):
        home = f["settlement"][h]
        at, county, entered = PLACE[home], COUNTY[home], int(c["year_entered"][i]) - FIRST
        if c["reason"][i] == DIED:
            plain_flows[DEAD, at, YEAR - school_year_of_birth(c, i), c["sex"][i]] += 1
            plain_died[county] += 1
        else:
            plain_adults[at, 18, c["sex"][i], 0 if f["hukou"][h] == 0 else 1] += 1
            plain_grown[county] += 1
        if entered >= 0:
            plain_cohorts[COHORT_DIED if c["reason"][i] == DIED else COHORT_GREW_UP, county, entered] += 1
    columns = [c[name] for name in ("household", "birth_year", "birth_month", "sex", "year_entered")]
    count_by_age(
        np.arange(len(c["uid"])), c["reason"], *columns, f["settlement"], f["hukou"], PLACE, COUNTY, YEAR, FIRST,
        flows, cohorts, adults, died, grown,
    )  # fmt: skip
    assert (flows == plain_flows).all()
    assert (cohorts == plain_cohorts).all()
    assert (adults == plain_adults).all()
    assert [died.tolist(), grown.tolist()] == [plain_died, plain_grown]


@given(table(FAMILIES, min_rows=2))
def test_parents_without_children_are_adults_again(f):
    adults, gone = people(), np.zeros(2, np.int64)
    expected, plain_gone = people(), [0, 0]
    for h in range(len(f["uid"])):
        at, is_newcomer = PLACE[f["settlement"][h]], f["hukou"][h] != 0
        for born, sex, leaves_first in ((f["mother_year"][h], 1, 2), (f["father_year"][h], 0, 1)):
            is_away = f["parents_away"][h] >= leaves_first
            if born and is_away and is_newcomer:
                plain_gone[PLACE_COUNTY[at]] += 1
            elif born:
                age = min(max(YEAR - int(born), 18), OLDEST)
                expected[at, age, sex, AWAY if is_away else int(is_newcomer)] += 1
    columns = [f[name] for name in ("settlement", "hukou", "parents_away", "mother_year", "father_year")]
    return_parents(np.arange(len(f["uid"])), *columns, PLACE, PLACE_COUNTY, YEAR, adults, gone)
    assert (adults == expected).all()
    assert gone.tolist() == plain_gone


@given(table(FAMILIES, min_rows=2), table(CHILDREN))
def test_families_that_leave_the_region(f, c):
    adults, expected, tallies = people(), people(), np.zeros((4, 2), np.int64)
    persons = [(h, school_year_of_birth(c, i), c["sex"][i], 1) for i, h in enumerate(c["household"])]
    for h in range(len(f["uid"])):
        persons += [(h, int(f["mother_year"][h]), 1, 2), (h, int(f["father_year"][h]), 0, 2)]
    for h, born, sex, kind in persons:
        home, origin = f["settlement"][h], f["hukou_settlement"][h]
        tallies[0, COUNTY[home]] += kind == 1
        if born and f["hukou"][h] == 0:
            expected[PLACE[origin], min(max(YEAR - born, 0), OLDEST), sex, AWAY] += 1
            tallies[kind, COUNTY[origin]] += 1
        elif born and kind == 2:
            tallies[3, COUNTY[home]] += 1
    children = [c[name] for name in ("household", "birth_year", "birth_month", "sex")]
    columns = [f[name] for name in ("settlement", "hukou", "hukou_settlement", "mother_year", "father_year")]
    found = count_leaving_region(
        np.arange(len(f["uid"])), np.arange(len(c["uid"])), *children, *columns, PLACE, COUNTY, 2, YEAR, adults
    )  # fmt: skip
    assert (adults == expected).all()
    assert found.tolist() == tallies.tolist()


@given(table({**FAMILIES, "marks": choice(np.uint8, MOTHER, FATHER, MOTHER + FATHER)}))
def test_parents_who_die_are_counted_where_they_lived(f):
    """Residents in the flows, of parents away the father being the first; everybody in the deaths of the county."""
    flows, deaths = np.zeros((len(RESIDENT_FLOWS), 3, OLDEST + 1, 2), np.int32), np.zeros(2, np.int64)
    plain_flows, plain_deaths = flows.copy(), [0, 0]
    before = {name: f[name].copy() for name in ("mother_year", "father_year")}
    for h, marks in enumerate(f["marks"]):
        home = f["settlement"][h]
        for mark, born, sex, first_away in ((MOTHER, "mother_year", 1, 2), (FATHER, "father_year", 0, 1)):
            if marks & mark:
                plain_deaths[COUNTY[home]] += 1
                age = min(max(YEAR - int(before[born][h]), 0), OLDEST)
                plain_flows[DEAD, PLACE[home], age, sex] += f["parents_away"][h] < first_away
                before[born][h] = 0
    found = 4 * np.arange(len(f["marks"])) + f["marks"]
    columns = [f[name] for name in ("mother_year", "father_year", "parents_away", "settlement")]
    bury(found, *columns, PLACE, COUNTY, YEAR, flows, deaths)
    assert (flows == plain_flows).all()
    assert deaths.tolist() == plain_deaths
    assert all((f[name] == years).all() for name, years in before.items())


@given(table(FAMILIES))
def test_newborn_are_counted_where_they_live_and_where_the_hukou_stands(f):
    mothers = np.arange(len(f["uid"]))[::2]
    sex = (np.arange(len(mothers)) % 2).astype(np.uint8)
    flows, tallies = np.zeros((len(RESIDENT_FLOWS), 3, OLDEST + 1, 2), np.int32), np.zeros((2, 2), np.int64)
    plain_flows, plain = flows.copy(), tallies.copy()
    for h, girl in zip(mothers, sex, strict=True):
        plain_flows[BORN, PLACE[f["settlement"][h]], 0, girl] += 1
        plain[0, COUNTY[f["settlement"][h]]] += 1
        plain[1, COUNTY[f["hukou_settlement"][h]]] += f["hukou"][h] == HUKOU_REGION
    columns = [f[name] for name in ("settlement", "hukou", "hukou_settlement")]
    count_births(mothers, sex, *columns, PLACE, COUNTY, flows, *tallies)
    assert (flows == plain_flows).all()
    assert (tallies == plain).all()
