"""The school that runs each one, as a plain form finds it school by school."""

import numpy as np
from hypothesis import given

from sim.kernels.central_schools import set_central
from sim.kernels.codes import CLOSED, OPEN, PRIVATE, PUBLIC, TOWN, VILLAGE
from tests.columns import choice, table, whole

SCHOOLS = {
    "status": choice(np.uint8, OPEN, OPEN, OPEN, CLOSED),
    "ownership": choice(np.uint8, PUBLIC, PUBLIC, PUBLIC, PRIVATE),
    "zone": choice(np.uint8, TOWN, VILLAGE),
    "grade_low": choice(np.uint8, 1, 1, 7),
    "grade_high": choice(np.uint8, 3, 6, 6, 9),
    "township": whole(np.int32, 0, 2),
    "size": whole(np.int32, 0, 3),
    "named": whole(np.int32, -4, 5),
}


def plain(s) -> list[int]:
    rows = range(len(s["status"]))
    is_open = [s["status"][i] == OPEN for i in rows]
    named = [
        int(s["named"][i]) if is_open[i] and s["named"][i] >= 0 and is_open[s["named"][i]] else -1
        for i in rows
    ]
    ours = [is_open[i] and s["ownership"][i] == PUBLIC and named[i] < 0 for i in rows]
    may_run = [i for i in rows if ours[i] and s["grade_low"][i] <= 6 <= s["grade_high"][i]]
    centre = {}
    for i in sorted(may_run, key=lambda i: (s["size"][i], -i)):
        centre[int(s["township"][i])] = i
    run_by = [
        centre.get(int(s["township"][i]), -1)
        if ours[i] and s["zone"][i] == VILLAGE and s["grade_high"][i] <= 6
        else named[i]
        for i in rows
    ]
    for head in (*centre.values(), *named):
        if head >= 0 and named[head] < 0:
            run_by[head] = head
    return [run_by[one] if one >= 0 else -1 for one in run_by]


@given(table(SCHOOLS))
def test_as_found_school_by_school(s):
    n = len(s["status"])
    s["named"] = np.where(s["named"] < n, s["named"], -1).astype(np.int32)
    pupils = np.zeros((n, 9), np.int32)
    pupils[:, 2] = s["size"]
    out = np.empty(n, np.int64)
    columns = ("status", "ownership", "zone", "grade_low", "grade_high", "township")
    set_central(*(s[name] for name in columns), pupils, s["named"], out)
    assert out.tolist() == plain(s)
