"""Effect contract of keep_points beside far mergers, with the same luck in both runs."""

from pathlib import Path

import pytest

from sim.base.errors import Say
from sim.kernels.codes import PUBLIC
from sim.policies.closing import is_remote
from sim.policies.keep_points import KeepPoints
from sim.policies.merge_small_schools import MergeSmallSchools
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View
from sim.run.scenario import load_scenario
from tests.worlds import fingerprint, run

VIEW, BOOK = View("220502", 2018), Rulebook()
RULE = {"keep_remote_minutes": 30, "keep_remote_pupils": 1}
SCENARIO = Path(__file__).parents[2] / "scenarios/levers/keep_points.yaml"
YEARS = 6


def merger():
    return next(one for one in load_scenario(str(SCENARIO)).policies if isinstance(one, MergeSmallSchools))


@pytest.fixture(scope="module")
def without():
    return run("tonghua", (merger(),), years=YEARS)


@pytest.fixture(scope="module")
def kept():
    return run("tonghua", (merger(), KeepPoints()), years=YEARS)


def closed(found) -> set[str]:
    events = found[1]["order_events"]
    return set(events[(events.kind == "close") & (events.event == "carried_out")].target)


def beyond(found) -> int:
    grades = found[1]["school_grade"].query("grade <= 3 and year >= 2020")
    return int(grades.n_over_limit.sum())


def _minutes(found) -> int:
    return int(found[1]["school_grade"].minutes_sum.sum())


def test_rulebook_by_year_and_strength():
    assert KeepPoints().amend(2017, VIEW, BOOK) == {}
    assert KeepPoints().amend(2018, VIEW, BOOK) == {"keep_remote_minutes": 30, "keep_remote_pupils": 1}
    half = KeepPoints(strength=0.5, pupils=3).amend(2018, VIEW, BOOK)
    assert half == {"keep_remote_minutes": 105, "keep_remote_pupils": 3}
    assert BOOK.amended(half).keep_remote_minutes == 105


def test_others_close_and_fewer_of_the_youngest_travel_too_long(without, kept):
    a, b = (t["rulebook"].set_index(["year", "county", "field"]).value for t in (without[1], kept[1]))
    assert set(b[a != b].reset_index().field) == {"keep_remote_minutes"}
    assert closed(kept) != closed(without)
    assert beyond(kept) < beyond(without)
    assert _minutes(kept) < _minutes(without)


def test_without_strength_or_a_merger_the_world_is_the_same(without):
    assert fingerprint(run("tonghua", (merger(), KeepPoints(strength=0)), years=YEARS)[0]) == fingerprint(
        without[0]
    )
    one, other = (run("tonghua", policies, years=3)[0] for policies in ((), (KeepPoints(),)))
    assert fingerprint(one) == fingerprint(other)


class Watch(Policy):
    """Note of every closing just planned whether the rulebook keeps the school."""

    NAME, TITLE, MEASURES, PARAMETERS = "watch", Say("watch", "看"), (), (strength(),)

    def __init__(self):
        super().__init__()
        self.kept = {}

    def orders(self, year, view, rulebook):
        stays = view.ownership == PUBLIC
        for order in view.planned:
            row = view.school_ids.index(order.target)
            if order.target not in self.kept:
                self.kept[order.target] = is_remote(view, row, stays, BOOK.amended(RULE), merger()._pace)
            stays[row] = False
        return ()


def test_no_closing_is_planned_that_leaves_one_of_the_youngest_too_far_away():
    watched, plain = Watch(), Watch()
    run("tonghua", (merger(), KeepPoints(), watched), years=4)
    run("tonghua", (merger(), plain), years=4)
    assert len(watched.kept) > 20
    assert not any(watched.kept.values())
    assert any(plain.kept.values())
