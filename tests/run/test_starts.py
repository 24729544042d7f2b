"""Starts of a batch: which runs share one, where it is put, and that one that was packed is as good as one built."""

import gc
from dataclasses import replace

import pytest
from numba.core.registry import CPUDispatcher

from sim.base.packed import pack, unpack
from sim.inputs.tables import read_tables
from sim.records.declared import TABLES
from sim.records.hashing import records_sha256
from sim.records.layout import RunId
from sim.records.ordering import sorted_rows
from sim.run.engine import run_one
from sim.run.starts import Starts, build, shelf, start_names
from tests.run.batches import make_plan


@pytest.fixture
def plan(tmp_path):
    return make_plan(tmp_path / "out", draws=2, seeds=(1, 2))


def changed(plan, **parts):
    """Return the plan with parts of the scenario `other` changed."""
    return replace(plan, scenarios={**plan.scenarios, "other": replace(plan.scenarios["other"], **parts)})


def test_scenarios_with_the_same_tables_and_ranges_share_the_start_of_a_draw(plan):
    names = start_names(plan)
    assert {names[RunId(name, 1, seed)] for name in ("base", "other") for seed in (1, 2)} == {"1-0"}
    assert names[RunId("base", 0, 1)] == "0-0"


def test_other_tables_or_ranges_are_another_start(plan, tmp_path):
    ranges = plan.scenarios["other"].parameters
    name = next(iter(ranges))
    low, mode, high = ranges[name]
    for parts in ({"input_dir": tmp_path}, {"parameters": {**ranges, name: (low, mode, high + 1)}}):
        names = start_names(changed(plan, **parts))
        assert names[RunId("base", 0, 1)] != names[RunId("other", 0, 1)]


def test_a_start_is_put_on_the_shelf_once_and_taken_from_there(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("FAKE_ENGINE_STARTS", str(tmp_path / "starts"))
    told, run = [], RunId("base", 1, 1)
    one, other = Starts(plan, told.append), Starts(plan, told.append)
    assert one.of(run, "1-0", is_shared=True) == other.of(run, "1-0", is_shared=True)
    assert one.of(run, "1-0") is one.of(run, "1-0", is_shared=True)
    assert told == ["1-0"]
    assert shelf(plan.out, "1-0").is_file()
    assert (tmp_path / "starts").read_text(encoding="utf-8").split() == ["1"]


def test_a_run_from_a_packed_start_has_the_same_records_and_compiles_nothing(plan):
    scenario = plan.scenarios["base"]
    tables = read_tables(scenario.input_dir)
    real = replace(plan, engine="sim.run.engine", tables={scenario.input_dir: tables})
    built = build(real, scenario, 1)
    packed = unpack(bytearray(pack(built)))

    def sha256(start, numbers):
        done = run_one(scenario, tables, draw=1, seed=1, numbers=numbers, start=start, years=scenario.years)
        return records_sha256(
            {name: sorted_rows(table, TABLES[name].keys, name) for name, table in done.tables.items()}
        )

    expected, compiled = sha256(*built), signatures()
    assert sha256(*packed) == expected
    assert signatures() == compiled


def signatures():
    """Return how many types of arguments each kernel is compiled for."""
    kernels = [one for one in gc.get_objects() if isinstance(one, CPUDispatcher)]
    return {f"{one.__module__}.{one.__name__}": len(one.signatures) for one in kernels}
