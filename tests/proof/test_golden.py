"""Golden run: the state of the small county, year by year; refreshed only by `make golden`, with a CHANGELOG line."""

import json

import pytest

from sim.policies.class_size_cap import ClassSizeCap
from sim.policies.hard_stop import HardStop
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.region import Region
from tests.worlds import ROOT, fingerprint, numbers, start

FILE = ROOT / "tests/golden/small.json"
SCENARIOS = {"do_nothing": (), "class_size_cap": (ClassSizeCap(), HardStop())}


def states(policies) -> dict[str, str]:
    region, recorder = Region(start("small"), numbers(), policies, seed=1, check=True), Recorder()
    steps = year(*recorder.steps())
    region.plan, out = first_year(steps), {}
    while region.year < 2029:
        region.step()
        region.plan = steps
        out[str(region.year - 1)] = fingerprint(region)
    return out


@pytest.mark.golden
def test_golden_run(refresh_golden):
    found = {name: states(policies) for name, policies in SCENARIOS.items()}
    if refresh_golden:
        FILE.write_text(json.dumps(found, indent=1) + "\n")
    assert json.loads(FILE.read_text()) == found
