"""What processes take adds up: seconds and kept bytes are summed, of the peaks the highest counts."""

import os
from collections import Counter

import pytest

from sim.run.spent import Spent, Watch
from sim.world.region import Step
from tests.taken_memory import taken

MB = 1_000_000


def test_years_add_up():
    first, second = Spent(1.0, 50, 10), Spent(2.5, 30, -4)
    assert first + second == Spent(3.5, 50, 6)
    assert sum([first, second]) == Spent(3.5, 50, 6)


def test_counters_of_several_runs_hold_the_longest_first():
    seen = Counter({"ageing": Spent(1.0, 5, 0)})
    seen.update({"ageing": Spent(1.0, 7, 1), "census": Spent(9.0)})
    assert seen.most_common() == [("census", Spent(9.0)), ("ageing", Spent(2.0, 7, 1))]


@pytest.mark.skipif(
    not os.access("/proc/self/clear_refs", os.W_OK), reason="this system tells the peak alone"
)
def test_a_watched_step_does_the_same_and_its_memory_is_seen():
    kept = []

    def run(region, rules, orders):
        taken(80 * MB)  # given back
        kept.append((region, rules, orders, taken(40 * MB)))

    watch = Watch()
    watch.over(Step("ageing", "parents", "why", run)).run(1, 2, 3)
    spent = watch.with_seconds({"ageing": 0.5, "census": 0.1})
    assert kept[0][:3] == (1, 2, 3)
    assert 70 * MB < spent["ageing"].peak_bytes < 100 * MB
    assert 35 * MB < spent["ageing"].kept_bytes < 60 * MB
    assert spent["census"] == Spent(0.1)
