"""Levels told one indicator at a time are those told of all at once."""

import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.indicators.levels import levels
from sim.indicators.streamed import levels_by_indicator
from sim.records.batch_folder import read_batch_folder
from tests.indicators.hand import with_pupils, write_batch

ORDER = ["scenario", "draw", "seed", "indicator", "zone", "stage", "year"]


@pytest.fixture
def out(tmp_path):
    # Runs define different levels: one has no day pupils, so no mean way to school; one run is missing.
    runs = {("do_nothing", 0, seed): with_pupils(40 + seed, boarders=n) for seed, n in ((1, 41), (2, 0))}
    runs |= {("merge", 0, 1): with_pupils(44), ("merge", 0, 2): None}
    return write_batch(tmp_path / "out", runs)


def test_one_indicator_at_a_time_makes_up_the_whole(out):
    whole = levels(out)
    parts = list(levels_by_indicator(read_batch_folder(out)))
    assert all(part["indicator"].nunique() <= 1 for part in parts)
    together = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(
        together.sort_values(ORDER, ignore_index=True),
        whole.sort_values(ORDER, ignore_index=True),
        check_exact=True,
    )
    means = whole[whole["indicator"] == "mean_minutes"]
    assert set(zip(means["scenario"], means["seed"], strict=True)) == {("do_nothing", 2), ("merge", 1)}


def test_indicators_come_as_declared_whatever_the_order_they_are_asked_in(out):
    parts = levels_by_indicator(read_batch_folder(out), names=("mean_class_size", "pupils", "pupils"))
    assert [part["indicator"].iloc[0] for part in parts] == ["pupils", "mean_class_size"]


def test_an_indicator_that_is_not_known_is_refused(out):
    with pytest.raises(UserError, match="nonsense"):
        next(levels_by_indicator(read_batch_folder(out), names=("nonsense",)))
