"""Families that move and their children, counted and moved against plain forms."""

from collections import Counter

import numpy as np
from hypothesis import given

from sim.kernels.codes import (
    ENROLLED,
    HUKOU_REGION,
    MOVE_NAMES,
    OUT_LEAVING_CHILD,
    OUT_WITH_CHILD,
    OWNER,
    RETURN,
    TENANT,
    TO_COUNTY_SEAT,
    TO_OTHER_COUNTY,
    TO_TOWNSHIP_SEAT,
    WAITING,
)
from sim.kernels.movers import count_moves, extend_permits, part_or_return, relocate, who_relocates
from tests.columns import choice, table, whole
from tests.plain_luck import uniform

COUNTY = np.array([0, 1, 1])  # of a settlement
FAMILIES = {
    "choice": whole(np.uint8, 1, len(MOVE_NAMES) - 1),
    "settlement": whole(np.int32, 0, 2),
    "hukou": whole(np.uint8, 0, 2),
    "hukou_settlement": whole(np.int32, 0, 2),
    "parents_away": whole(np.uint8, 0, 2),
}
CHILDREN = {
    "household": whole(np.int32, 0, 1),
    "status": whole(np.uint8, 0, 4),
    "grade": whole(np.uint8, 6, 9),
}


def goes_as_junior_from_elsewhere(f, c, i):
    """Tell whether a child in grades 7-9 with hukou outside the county goes with its family."""
    h = c["household"][i]
    is_from_elsewhere = f["hukou"][h] != HUKOU_REGION
    is_from_elsewhere |= COUNTY[f["hukou_settlement"][h]] != COUNTY[f["settlement"][h]]
    goes = f["choice"][h] == OUT_WITH_CHILD or (f["choice"][h] == RETURN and f["parents_away"][h] == 0)
    return c["grade"][i] > 6 and c["status"][i] in (ENROLLED, WAITING) and goes and is_from_elsewhere


@given(table(FAMILIES, min_rows=2), table(CHILDREN))
def test_movers_are_counted_by_choice_and_county_left(f, c):
    rows, everybody = np.arange(len(f["uid"])), np.arange(len(c["uid"]))
    counted, gone = np.zeros((2, len(MOVE_NAMES), 2), np.int64), np.ones(2, np.int64)
    columns = [c[name] for name in CHILDREN] + [f[name] for name in list(FAMILIES)[1:]]
    count_moves(f["choice"], rows, everybody, *columns, COUNTY, *counted, gone)
    for family, numbers in zip((rows, c["household"]), counted, strict=True):
        expected = Counter((int(f["choice"][h]), int(COUNTY[f["settlement"][h]])) for h in family)
        assert {cell: int(numbers[cell]) for cell in np.ndindex(*numbers.shape) if numbers[cell]} == expected
    juniors = [
        COUNTY[f["settlement"][c["household"][i]]]
        for i in everybody
        if goes_as_junior_from_elsewhere(f, c, i)
    ]
    assert (gone - 1).tolist() == np.bincount(juniors, minlength=2).tolist()


@given(table(FAMILIES))
def test_who_moves_within_the_region(f):
    rows, at, ids = who_relocates(f["choice"], np.arange(len(f["uid"])), f["settlement"], COUNTY, f["uid"])
    within = (TO_TOWNSHIP_SEAT, TO_COUNTY_SEAT, TO_OTHER_COUNTY)
    assert rows.tolist() == [h for h, chosen in enumerate(f["choice"]) if chosen in within]
    assert at.tolist() == COUNTY[f["settlement"][rows]].tolist()
    assert ids.tolist() == f["uid"][rows].tolist()


def test_families_relocate_by_hand():
    """Two families go to where they are told, a third to the township seat of where it lives; luck below 0.4 buys."""
    chosen = np.array([TO_COUNTY_SEAT, 0, TO_TOWNSHIP_SEAT, TO_OTHER_COUNTY], np.uint8)
    settlement, tenure = np.array([0, 0, 1, 1], np.int32), np.full(4, 9, np.uint8)
    moved, permit = np.full(4, 2001, np.int16), np.full(4, 24, np.int16)
    seats = np.array([5, 6, 7, 8, 9, 10, 11])
    luck = np.array([0.39, 0.4, 0.9])
    rows, target = np.array([0, 2, 3]), np.array([3, 3, 4])
    relocate(rows, target, luck, 0.4, chosen, seats, 2020, settlement, tenure, moved, permit)
    assert settlement.tolist() == [3, 0, 6, 4]
    assert tenure.tolist() == [OWNER, 9, TENANT, TENANT]
    assert moved.tolist() == [2020, 2001, 2020, 2020]
    assert permit.tolist() == [0, 24, 0, 0]


PARENTS = {
    **FAMILIES,
    "choice": choice(np.uint8, OUT_LEAVING_CHILD, RETURN, TO_COUNTY_SEAT),
    "hukou_settlement": whole(np.int32, -1, 2),
    "father_year": choice(np.int16, 0, 1980),
    "tenure": choice(np.uint8, 7),
    "year_moved": choice(np.int16, 2001),
    "year_away": choice(np.int16, 0, 2015),
}


@given(table(PARENTS))
def test_parents_part_or_return(f):
    names = "settlement", "tenure", "year_moved", "parents_away", "year_away"
    expected = {name: f[name].tolist() for name in names}
    for h, chosen in enumerate(f["choice"]):
        away = int(f["parents_away"][h])
        if chosen == OUT_LEAVING_CHILD:
            both = f["father_year"][h] == 0 or uniform(4, 9, 2020, f["uid"][h]) < 0.5
            expected["parents_away"][h] = 2 if both or away else 1
            expected["year_away"][h] = int(f["year_away"][h]) or 2020
        elif chosen == RETURN and away:
            expected["parents_away"][h] = expected["year_away"][h] = 0
        elif chosen == RETURN and f["hukou_settlement"][h] >= 0:
            expected["settlement"][h] = int(f["hukou_settlement"][h])
            expected["tenure"][h], expected["year_moved"][h] = OWNER, 2020
    looked_at = [f[name] for name in ("choice", "uid", "hukou_settlement", "father_year")]
    luck = 0.5, 4, np.uint64(9), 2020
    part_or_return(np.arange(len(f["uid"])), *looked_at, *luck, *(f[name] for name in names))
    assert {name: f[name].tolist() for name in names} == expected


def test_permits_are_a_year_older_and_counted_up_to_the_longest():
    months = np.array([0, 12, 587, 588, 589, 600], np.int16)
    extend_permits(months, 600)
    assert months.tolist() == [12, 24, 599, 600, 600, 600]
