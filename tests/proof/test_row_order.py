"""Records do not depend on the order of rows: neither on that of the start, nor on one a year's end may leave."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.policies import catalogue
from sim.processes.year import first_year, year
from sim.records.declared import TABLES
from sim.records.hashing import records_sha256
from sim.records.ordering import sorted_rows
from sim.records.recorder import Recorder
from sim.world.region import Region
from tests.table_only import write
from tests.worlds import CloseSome, numbers
from tests.worlds import start as start_of

YEARS = 4
LEVERS = ("class_size_cap", "children_follow_parents", "school_buses", "boarding_places", "private_seats",
          "left_behind_care", "teacher_rotation")  # fmt: skip


@cache
def begin(place: str, folder=None):
    return build_start(read_tables(write(folder)), numbers(), 0) if folder else start_of(place)


def permute(table, order: np.ndarray) -> None:
    for data in table._data.values():
        data[: len(order)] = data[order]


def shuffle(children, households, luck: np.random.Generator) -> None:
    """Put children and families in another order; every child keeps its family."""
    order = luck.permutation(len(households))
    new_row = np.empty(len(order), np.int32)
    new_row[order] = np.arange(len(order))
    permute(households, order)
    children.remap("household", new_row)
    permute(children, luck.permutation(len(children)))


def records(start, *, yearly: bool = False) -> dict[str, str]:
    """Return the hash of each record table; `yearly` shuffles the rows after each year."""
    luck = np.random.default_rng(5)
    policies = (CloseSome(), *(catalogue()[name]() for name in LEVERS))
    region, recorder = Region(start, numbers(), policies, 1), Recorder()
    steps = year(*recorder.steps())
    region.plan = first_year(steps)
    for _ in range(YEARS):
        region.step()
        region.plan = steps
        if yearly:
            shuffle(region.children, region.households, luck)
    tables = recorder.tables()
    return {
        name: records_sha256({name: sorted_rows(t, TABLES[name].keys, name)}) for name, t in tables.items()
    }


@pytest.mark.parametrize("place", ["small", "schools_alone"])
def test_records_do_not_know_the_order_of_rows(place, tmp_path_factory):
    folder = tmp_path_factory.mktemp("table") if place == "schools_alone" else None
    start = begin(place, folder)
    children, households = start.children.copy(), start.households.copy()
    shuffle(children, households, np.random.default_rng(3))
    other = dataclasses.replace(start, children=children, households=households)
    plain = records(start)
    assert records(other) == plain
    assert records(start, yearly=True) == plain
