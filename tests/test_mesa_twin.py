"""The twin in plain Mesa that the model is timed against has the same rules and luck, and so the same records."""

import numpy as np
import pytest

from benchmarks import mesa_twin
from benchmarks.plain_mesa import FLOWS


@pytest.fixture(scope="module")
def crowded():
    """Return the records of model and twin where seats are short."""
    return mesa_twin.both_records(*mesa_twin.crowded_world())


def test_twin_has_the_records_of_the_model(crowded):
    ours, theirs = crowded
    assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_of_the_part_is_met(crowded, flow):
    ours, _ = crowded
    assert ours[:, 5 + FLOWS.index(flow)].sum() > 0


def test_another_luck_has_other_records(crowded, monkeypatch):
    monkeypatch.setattr(mesa_twin, "SEED", 2)
    ours, theirs = mesa_twin.both_records(*mesa_twin.crowded_world())
    assert np.array_equal(ours, theirs)
    assert not np.array_equal(ours, crowded[0])
