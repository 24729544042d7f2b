"""Common luck: the same child meets the same luck whatever others do."""

import dataclasses

import numpy as np
import pytest

from sim.base import chunks
from sim.kernels.codes import BELOW_AGE, COUNTY_SEAT, OPEN, PLANNED
from sim.policies.class_size_cap import ClassSizeCap
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.region import Region
from tests.worlds import by_uid, fingerprint, numbers, run, start

TRAITS = ("status", "grade", "school", "way", "minutes", "placement")


def test_same_seed_same_world_and_another_seed_another():
    one, again, other = (run("tonghua", (ClassSizeCap(),), seed=s)[0] for s in (1, 1, 2))
    assert fingerprint(one) == fingerprint(again)
    assert fingerprint(one) != fingerprint(other)


def test_threads_do_not_matter(monkeypatch):
    alone = fingerprint(run("tonghua", (ClassSizeCap(),), threads=1)[0])
    monkeypatch.setattr(chunks, "BLOCK", 1000)
    assert fingerprint(run("tonghua", (ClassSizeCap(),), threads=2)[0]) == alone
    assert fingerprint(run("tonghua", (ClassSizeCap(),), threads=3)[0]) == alone


def test_checks_and_records_do_not_disturb():
    assert fingerprint(run("small", check=True)[0]) == fingerprint(run("small")[0])


def test_start_is_not_changed_by_a_run():
    before = start("small").children.copy()
    run("small", years=5)
    after = start("small").children
    assert len(after) == len(before)
    assert all((after[c] == before[c]).all() for c in after.columns)


def _with_one_more_child(begin, home: int):
    """Return a start with one more family and its six-year-old in settlement `home`."""
    households, children = begin.households.copy(), begin.children.copy()
    row = households.append(
        1, uid=np.uint64(77), settlement=home, hukou_settlement=home, year_moved=begin.year - 20,
        mother_year=begin.year - 55,
        father_year=begin.year - 57, n_births=1, year_last_birth=begin.year - 6,
    )  # fmt: skip
    children.append(
        1, uid=np.uint64(78), household=row, birth_year=begin.year - 5, birth_month=3, status=BELOW_AGE
    )
    return dataclasses.replace(begin, households=households, children=children)


def test_one_more_child_changes_nobody_who_does_not_compete():
    begin = start("tonghua")
    zone, _ = begin.geography.zones(begin.schools)
    home = int(np.flatnonzero(begin.geography.rank == COUNTY_SEAT)[0])  # a crowded place, the hard case
    without, _ = run("tonghua", (ClassSizeCap(),), years=4)
    with_child, _ = run("tonghua", (ClassSizeCap(),), years=4, begin=_with_one_more_child(begin, home))
    a, b = by_uid(without.children, *TRAITS), by_uid(with_child.children, *TRAITS)
    assert set(b.index) - set(a.index) == {78}
    changed = a.index[(a != b.loc[a.index]).any(axis=1)]
    rivals = {int(s) for s in begin.geography.candidates_primary[home] if s >= 0}
    met = set(a.loc[changed, "school"]) | set(b.loc[changed, "school"])
    assert met <= rivals
    assert b.loc[78, "school"] in set(zone[home]) | rivals
    assert len(changed) < 30


def _with_empty_school(begin, status: int, is_candidate: bool):
    schools, last = begin.schools.copy(), len(begin.schools)
    columns = {
        name: begin.schools[name][0]
        for name in begin.schools.columns
        if name not in ("uid", "status", "classes", "pupils")
    }
    schools.append(1, **columns, uid=np.uint64(9), status=status)
    geography = begin.geography
    if is_candidate:
        first = np.full((len(geography.candidates_primary), 1), last, np.int32)
        geography = dataclasses.replace(
            geography, candidates_primary=np.hstack([first, geography.candidates_primary]),
            minutes_primary=np.hstack([np.zeros(first.shape), geography.minutes_primary]),
        )  # fmt: skip
    told = dataclasses.replace(begin.told, school_names=(*begin.told.school_names, "新校"))
    return dataclasses.replace(
        begin, schools=schools, geography=geography, school_ids=(*begin.school_ids, "990001-P999"), told=told
    )


@pytest.mark.parametrize(
    ("status", "is_candidate"), [(PLANNED, True), (OPEN, False)], ids=["planned near all", "open near nobody"]
)
def test_an_empty_new_school_changes_nobody(status, is_candidate):
    plain, _ = run("tonghua", (ClassSizeCap(),), years=4)
    begin = _with_empty_school(start("tonghua"), status, is_candidate)
    more, tables = run("tonghua", (ClassSizeCap(),), years=4, begin=begin)
    assert (by_uid(plain.children, *TRAITS) == by_uid(more.children, *TRAITS)).all().all()
    assert (tables["school"].school_id == "990001-P999").any()


def test_moving_100_families_leaves_other_newborns_as_they_were():
    def born_after(moved: int):
        region, recorder = Region(start("tonghua"), numbers(), (), seed=5), Recorder()
        steps = year(*recorder.steps())
        region.plan = first_year(steps)
        region.step()
        region.plan = steps
        if moved:
            villages = np.flatnonzero(region.geography.rank[region.households["settlement"]] != COUNTY_SEAT)[
                ::200
            ][:moved]
            with region.writing_as("moves"):
                home = region.households.writable("settlement")
                home[villages] = region.geography.seat_sample[home[villages]]
        before = set(region.children["uid"].tolist())
        for _ in range(4):
            region.step()
        frame = by_uid(region.children, "sex", "birth_month", "birth_year")
        return frame[~frame.index.isin(before) & (frame.birth_year >= region.first_year)]

    stay, move = born_after(0), born_after(100)
    both = stay.index.intersection(move.index)
    assert len(stay) > 30_000
    assert len(both) >= 0.99 * max(len(stay), len(move))
    assert (stay.loc[both] == move.loc[both]).all().all()


def test_a_lever_not_yet_in_force_changes_nothing():
    base = fingerprint(run("tonghua", years=3)[0])
    later = ClassSizeCap(year_cutoff=2030, year_standard=2030)
    assert fingerprint(run("tonghua", (later,), years=3)[0]) == base
    assert fingerprint(run("tonghua", (ClassSizeCap(strength=0),), years=3)[0]) == base
    assert fingerprint(run("tonghua", (ClassSizeCap(),), years=3)[0]) != base
