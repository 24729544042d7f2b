"""Pupils with lines by school and grade."""

from types import SimpleNamespace

import numpy as np

from sim.records.bus_rows import pupil_counts
from sim.records.bus_tables import PUPIL_COUNTS
from sim.world.lines import Riders


def test_without_lines_the_need_is_what_the_census_counted():
    over = np.arange(18).reshape(2, 9)
    counted = {"n_over_limit": over, "n_over_limit_left_behind": over // 2}
    told = pupil_counts(SimpleNamespace(schools=range(2), children=None, riders=Riders()), counted)
    assert list(told) == [column.name for column in PUPIL_COUNTS]
    assert told.pop("n_bus_need").tolist() == over.tolist()
    assert told.pop("n_left_behind_bus_need").tolist() == (over // 2).tolist()
    assert not any(counts.any() for counts in told.values())
