"""The benches measure what they say: sizes, levers of the baseline, bytes touched, a run that is not disturbed."""

import numpy as np
import pytest

from benchmarks import processes
from benchmarks.made_world import World, baseline, check_size
from benchmarks.worlds import SIZES, WARM_UP
from sim.base.table import Column, Table
from sim.records.frames import RecordFrames
from sim.run.face import load


@pytest.fixture(scope="module")
def world():
    return World(WARM_UP, baseline())


def test_baseline_is_that_of_tonghua_with_its_doses():
    told = [(type(lever).NAME, vars(lever)) for lever in load("tonghua/baseline").policies]
    assert [(type(lever).NAME, vars(lever)) for lever in baseline()] == told
    assert len(told) == 7


def test_a_doubled_world_has_twice_of_everything():
    twice = SIZES["county"].doubled()
    check_size(World(twice, ()).start(), twice)
    assert (twice.children, twice.schools, twice.counties) == (80_000, 160, 2)


def test_a_province_runs_for_twenty_years():
    first, last = SIZES["province"].years
    assert last - first + 1 == 20
    assert SIZES["province"].children == 4_000_000


def hand_table() -> Table:
    columns = (
        Column("uid", "uint64", "births", "id", "8 bytes"),
        Column("grade", "uint8", "register", "grade", "1 byte"),
        Column("pupils", "int16", "register", "pupils", "9 x 2 bytes", width=9),
    )
    table = Table("hand", columns)
    table.append(10)
    return table


def test_each_column_counts_once_read_and_once_written():
    table, touched = hand_table(), processes.Touched()
    with touched.watching("ageing"):
        table["uid"].sum()
        table["uid"].sum()
        table["grade"].sum()
        with table.writing_as("register"):
            table.writable("grade")[:] = 1
    with touched.watching("census"):
        table["pupils"].sum()
    table["pupils"].sum()  # nobody watches
    assert touched.bytes == {"ageing": 10 * (8 + 1 + 1), "census": 10 * 18}


def test_rows_that_leave_touch_every_column_both_ways():
    table, touched = hand_table(), processes.Touched()
    with touched.watching("leavers"):
        table.keep(np.arange(10) < 7)
    assert touched.bytes == {"leavers": 2 * 10 * table.bytes_per_row()}
    assert len(table) == 7


def test_processes_timed_alone_leave_the_run_as_it_is(world, monkeypatch):
    monkeypatch.setattr(processes, "REPEATS", 1)
    alone, region, recorder = processes.timed_year(world)
    plain = world.run(years=(2017, processes.YEAR)).tables
    assert RecordFrames(recorder.tables()).sha256() == RecordFrames(plain).sha256()
    assert alone.seconds.keys() == {step.name for step in region.plan} | {"leavers"}
    assert alone.touched.bytes["ageing"] > 10 * len(region.children)
