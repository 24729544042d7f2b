"""What the register counts of some children, by hand."""

import numpy as np
import pytest

from sim.kernels.codes import (
    BY_OTHER,
    BY_POVERTY,
    DROPOUTS,
    DROPOUTS_BY_CAUSE,
    DROPOUTS_POOR,
    DROPPED_OUT,
    ENROLLED,
    FLOW_NAMES,
    RETURNS,
    WAITING,
)
from sim.kernels.registered import come_back, count_at, drop_out


def test_children_are_counted_where_they_are_and_nobody_nowhere():
    flow = np.zeros((2, 9), np.int32)
    count_at(np.array([0, 1, 1], np.int16), np.array([1, 9, 9], np.uint8), flow)
    assert (flow[0, 0], flow[1, 8], flow.sum()) == (1, 2, 3)
    for school, grade in ((-1, 3), (0, 0)):
        with pytest.raises(ValueError, match="no school or no grade"):
            count_at(np.array([school], np.int16), np.array([grade], np.uint8), flow)


def test_who_drops_out_is_counted_once_once_more_if_poor_and_once_by_cause():
    """Children 1 and 2 of four leave: the first is poor and leaves by it, the second leaves by something else."""
    flows, household, poverty = (
        np.zeros((len(FLOW_NAMES), 2, 9), np.int32),
        np.arange(4, dtype=np.int32),
        np.zeros(4),
    )
    poverty[1] = 1
    school, grade = np.array([0, 0, 1, 1], np.int16), np.array([1, 3, 3, 9], np.uint8)
    status, cause = np.full(4, ENROLLED, np.uint8), np.zeros(4, np.uint8)
    causes = np.array([BY_POVERTY, BY_OTHER], np.uint8)
    drop_out(np.array([1, 2]), causes, household, poverty, school, grade, status, cause, flows)
    assert status.tolist() == [ENROLLED, DROPPED_OUT, DROPPED_OUT, ENROLLED]
    assert cause.tolist() == [0, BY_POVERTY, BY_OTHER, 0]
    told = [tuple(cell) for cell in np.argwhere(flows).tolist()]
    by = [DROPOUTS_BY_CAUSE + one - 1 for one in (BY_POVERTY, BY_OTHER)]
    assert told == sorted(
        [(DROPOUTS, 0, 2), (DROPOUTS, 1, 2), (DROPOUTS_POOR, 0, 2), (by[0], 0, 2), (by[1], 1, 2)]
    )
    assert flows.max() == 1


def test_who_comes_back_to_a_closed_school_waits_for_another():
    flows, status = np.zeros((len(FLOW_NAMES), 2, 9), np.int32), np.full(3, DROPPED_OUT, np.uint8)
    school, grade = np.array([0, 1, -1], np.int16), np.array([2, 2, 2], np.uint8)
    come_back(np.arange(3), np.array([True, False]), grade, status, school, flows)
    assert status.tolist() == [ENROLLED, WAITING, WAITING]
    assert school.tolist() == [0, -1, -1]
    assert (flows[RETURNS, 0, 1], flows.sum()) == (1, 1)
