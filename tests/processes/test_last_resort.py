"""Local children are placed even where every school near them is closed."""

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import ENROLLED
from sim.rules.orders import Close
from sim.rules.policy import Policy, strength
from tests.worlds import run


class CloseEverySecond(Policy):
    """Close every second school at once: whole neighbourhoods lose all the schools in their reach."""

    NAME, TITLE, MEASURES, PARAMETERS = "close_every_second", Say("close", "撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        return tuple(Close(s, 2019) for s in view.school_ids[::2]) if year == 2018 else ()


def test_no_local_child_is_left_when_every_candidate_closes():
    region, records = run(
        "tonghua", (CloseEverySecond(),), years=4
    )  # the checks of each step would stop the run
    g = region.geography
    closed = ~region.is_open
    lost = np.array([closed[row[row >= 0]].all() for row in g.candidates_primary])
    assert lost.any()
    c, home = region.children, region.households["settlement"][region.children["household"]]
    pupils = np.flatnonzero((c["status"] == ENROLLED) & (c["grade"] < 7) & lost[home])
    assert len(pupils) > 0
    assert region.is_open[c["school"][pupils]].all()
    assert records["school_grade"].n_over_capacity.sum() > 0
