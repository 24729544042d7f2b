"""Counties held apart: the records are those of all counties held together, however they are dealt out."""

import os
import signal
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from benchmarks.made_world import World
from benchmarks.worlds import WARM_UP
from sim.base.errors import Say, UserError
from sim.kernels.codes import ENROLLED
from sim.records.declared import TABLES
from sim.records.hashing import records_sha256
from sim.records.ordering import sorted_rows
from sim.rules.orders import AddBeds, ChangeGrades, Close
from sim.rules.policy import Policy, strength
from sim.run.engine import run_one, simulate
from sim.run.partition_processes import PartFailed, on_processes
from sim.run.partition_start import part_of_start, shared_out
from sim.run.partitioned import Asked
from sim.run.partitioned_run import PartitionedEngine, check_partitions, in_threads, run_partitioned
from sim.run.partitions_on_dask import on_cluster
from tests.run import borders

EARLY = 2019  # last year of runs whose workers must begin first


def sha(tables) -> str:
    return records_sha256(
        {name: sorted_rows(table, TABLES[name].keys, name) for name, table in tables.items()}
    )


def together(last: int) -> str:
    world = borders.world()
    run = run_one(
        world.scenario, world.tables, draw=0, seed=1, numbers=world.numbers, start=borders.start(), years=(2017, last)
    )  # fmt: skip
    return sha(run.tables)


def asked(last: int = borders.LAST, **more) -> Asked:
    return Asked(borders.world().scenario, borders.world().numbers, 1, last, **more)


@pytest.fixture(scope="module")
def whole() -> str:
    return together(borders.LAST)


@pytest.fixture(scope="module")
def early() -> str:
    return together(EARLY)


@pytest.mark.parametrize("partitions", [1, 2, 3])
def test_records_do_not_depend_on_how_counties_are_shared_out(partitions, whole):
    result, _ = run_partitioned(borders.start(), asked(), partitions, drive=in_threads)
    assert sha(result.tables) == whole


def test_the_laws_hold_in_each_partition_with_the_expensive_checks(whole):
    result, _ = run_partitioned(borders.start(), asked(check=True), 3, drive=in_threads)
    assert sha(result.tables) == whole


class ClosedBefore(Policy):
    """A school closes a year before it should have become a point; beds were paid for to go with that."""

    NAME, TITLE, MEASURES, PARAMETERS = "closed_before", Say("closed before", "先撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        if year != 2018:
            return ()
        closes, takes = [s for s, high in zip(view.school_ids, view.grade_high, strict=True) if high == 6][:2]
        beds = AddBeds(takes, 2020, 10, goes_with=closes)
        return Close(closes, 2019), ChangeGrades(closes, 2020, 1, 3, takes, compensation=(beds,))


def test_money_for_what_comes_to_nothing_goes_back_to_the_purse_of_its_own_county_alone():
    world = borders.world()
    scenario = replace(world.scenario, policies=(ClosedBefore(),))
    whole = run_one(
        scenario, world.tables, draw=0, seed=1, numbers=world.numbers, start=borders.start(), years=(2017, 2021)
    )  # fmt: skip
    result, _ = run_partitioned(borders.start(), replace(asked(2021), scenario=scenario), 3, drive=in_threads)
    assert sha(result.tables) == sha(whole.tables)
    events = result.tables["order_events"]
    told = np.array(events["event"].names)[events["event"].codes]
    assert (events["yuan"][told == "not_possible"] > 0).any()


def test_quiet_counties_stay_in_step():
    """What happens in one county alone, or in none, must not keep it from meeting the others."""
    world = World(WARM_UP)
    start = world.start()
    whole = world.run(start, 1, (2017, EARLY + 1))
    asked = Asked(world.scenario, world.numbers, 1, EARLY + 1)
    result, _ = run_partitioned(start, asked, 2, drive=in_threads)
    assert sha(result.tables) == sha(whole.tables)


def test_borders_are_busy():
    """Equal records say something only where pupils sit in schools of other counties, and closings are disputed."""
    world = borders.world()
    region, recorder, _ = simulate(
        borders.start(), world.numbers, world.scenario.policies, seed=1, last_year=borders.LAST
    )
    c, s, g = region.children, region.schools, region.geography
    pupils = np.flatnonzero(c["status"] == ENROLLED)
    home = g.county[region.households["settlement"][c["household"][pupils]]]
    assert (s["county"][c["school"][pupils]] != home).sum() > 20
    events = recorder.tables()["order_events"]["event"]
    told = {events.names[code] for code in events.codes}
    assert {"published", "carried_out"} <= told
    assert (s["year_runs_out"] > 0).any()
    assert len(region.estates) == borders.SIZE.counties


def test_processes_give_the_same_records_and_tell_what_they_exchange(early):
    result, sent = run_partitioned(borders.start(), asked(EARLY), 2)
    assert sha(result.tables) == early
    assert all(0 < given < 1_000_000 for given in sent)  # three years of three small counties


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local:
        yield local.scheduler_address


def test_a_cluster_gives_the_same_records(cluster, early):
    world = borders.world()
    result = PartitionedEngine(2, cluster).run_one(
        world.scenario, world.tables, draw=0, seed=1, numbers=world.numbers, start=borders.start(),
        years=(2017, EARLY),
    )  # fmt: skip
    assert sha(result.tables) == early


def test_a_cluster_with_too_few_threads_is_refused(cluster):
    with pytest.raises(UserError, match="too few threads"):
        run_partitioned(borders.start(), asked(EARLY), 3, scheduler=cluster)


def test_a_cluster_that_does_not_answer_is_told():
    with pytest.raises(UserError, match="no Dask scheduler answers"):
        run_partitioned(borders.start(), asked(EARLY), 2, scheduler="tcp://127.0.0.1:9")


def test_a_partition_that_raises_on_a_cluster_ends_the_others_with_its_traceback(cluster):
    with pytest.raises(PartFailed, match="the second fails"):
        on_cluster(_fails, [(0,), (1,)], cluster)


def test_each_partition_holds_the_people_of_its_counties_alone():
    whole, part_of = borders.start(), shared_out(3, 2)
    assert part_of.tolist() == [0, 0, 1]
    parts = [part_of_start(whole, part_of == number) for number in range(2)]
    assert sum(len(part.children) for part in parts) == len(whole.children)
    assert sum(len(part.teachers) for part in parts) == len(whole.teachers)
    assert sum(part.adults.sum() for part in parts) == whole.adults.sum()
    last = parts[1]
    assert set(last.geography.county[last.households["settlement"]]) == {2}
    assert last.schools["pupils"][last.schools["county"] != 2].sum() == 0


def test_more_partitions_than_counties_are_refused():
    with pytest.raises(UserError, match="more partitions than counties"):
        run_partitioned(borders.start(), asked(), 4, drive=in_threads)


def test_one_county_is_told_to_be_run_without_partitions():
    start = replace(borders.start(), geography=replace(borders.start().geography, county_codes=("a county",)))
    with pytest.raises(UserError, match="run the region without --partitions"):
        check_partitions(start, 2)


def test_counties_told_by_their_schools_alone_are_refused():
    start = replace(borders.start(), table_only=("a county",))
    with pytest.raises(UserError, match="cannot be held apart"):
        run_partitioned(start, asked(), 2, drive=in_threads)


def _fails(link, number):
    link.swap(["to 0", "to 1"])
    if number == 1:
        raise ZeroDivisionError("the second fails")
    return link.swap(["again", "again"])


def _is_killed(link, number):
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return link.swap(["to 0", "to 1"])


def _greets(link, number):
    return link.swap([f"{number} to {p}" for p in range(3)])


def test_processes_give_each_what_is_for_it():
    got, sent = on_processes(_greets, [(0,), (1,), (2,)])
    assert got[1] == ["0 to 1", "1 to 1", "2 to 1"]
    assert len(set(sent)) == 1


def test_a_partition_that_raises_ends_the_others_with_its_traceback():
    with pytest.raises(PartFailed, match="the second fails"):
        on_processes(_fails, [(0,), (1,)])


def test_a_partition_that_is_killed_ends_the_run_with_a_message():
    with pytest.raises(UserError, match="was killed"):
        on_processes(_is_killed, [(0,), (1,)])


def test_a_thread_that_raises_does_not_leave_the_others_waiting():
    with pytest.raises(Exception) as told:  # noqa: PT011 - the first to be heard may be one that was waiting
        in_threads(partial(_fails), [(0,), (1,)])
    assert told.value is not None
