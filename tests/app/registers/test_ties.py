"""Registers tie with the records of their run, and the watched run is the same as one nobody watches."""

import hashlib
from collections import Counter

import numpy as np
import pytest

from sim.app.commands_registers import sheets_of
from sim.app.registers.children import hashed
from sim.app.registers.watching import RegisterTrace
from sim.kernels.codes import DROPPED_OUT, ENROLLED, FLOW_NAMES, IN_BEFORE, OUT_BEFORE, REPEATERS
from sim.run.engine import simulate
from tests.worlds import CloseSome, fingerprint, frame, numbers, run, start

LEAVING = {"p_dropout_primary": 0.1, "p_dropout_junior": 0.2, "p_dropout_from_2020": 0.1, "p_return": 0.5}
YEARS = (2017, 2018, 2019, 2020, 2021)


def watched(year, place="small", policies=(), last_year=2021, changes=LEAVING):
    """Return what was seen in a year of a run, its records and the region."""
    watch = RegisterTrace(year)
    region, recorder, _ = simulate(
        start(place), numbers() | changes, tuple(policies), seed=1, last_year=last_year, trace=watch
    )
    records = {name: frame(table) for name, table in recorder.tables().items()}
    for table in records.values():
        whole = [name for name in table if table[name].dtype.kind in "ui"]
        table[whole] = table[whole].astype(np.int64)
    return watch.seen(), records, region


@pytest.fixture(scope="module")
def tonghua():
    """Return what was seen in 2019 of Tonghua, where schools close, and the records."""
    seen, records, _ = watched(2019, "tonghua", (CloseSome(),), changes={})
    return seen, records


def sheets(seen, records, salt="salt"):
    return {sheet.file: sheet for sheet in sheets_of(seen, records, salt)}


@pytest.mark.parametrize("year", YEARS)
def test_every_register_of_the_small_county_ties_in_every_year(year):
    made = sheets(*watched(year)[:2])
    assert set(made) == {"left_behind", "dropout_control", "transfers", "large_classes", "standards"}
    assert [
        (name, tie.what.en) for name, one in made.items() for tie in one.ties if tie.rows != tie.recorded
    ] == []
    assert len(made["dropout_control"].rows) > 0
    assert len(made["left_behind"].rows) > 0


def test_every_register_of_tonghua_ties_and_none_of_its_ties_is_empty(tonghua):
    made = sheets(*tonghua)
    ties = {(name, tie.what.en): tie for name, one in made.items() for tie in one.ties}
    assert [key for key, tie in ties.items() if tie.rows != tie.recorded] == []
    assert {what for (_, what), tie in ties.items() if tie.rows == 0} <= {"by boarding young"}


def test_changes_tie_cell_by_cell(tonghua):
    """Not only in sum: by school, grade and flow."""
    seen, records = tonghua
    cells = records["school_grade"]
    cells = cells[cells.year == 2019]
    ids = seen.region.school_ids
    for flow in seen.changes.flow.unique():
        of = seen.changes[seen.changes.flow == flow]
        told = Counter((ids[school], grade) for school, grade in zip(of.school, of.grade, strict=True))
        name = FLOW_NAMES[flow]
        counted = {(row.school_id, row.grade): getattr(row, name) for row in cells.itertuples()}
        assert told == {cell: n for cell, n in counted.items() if n > 0}, name


def test_missed_norms_and_weak_schools_are_those_of_the_records(tonghua):
    seen, records = tonghua
    told = sheets(seen, records)["standards"].rows.set_index("school_id")
    table = records["school"]
    table = table[(table.year == 2019) & (table.status == "open")].drop_duplicates("school_id")
    for row in table.itertuples():
        missed = {name for name in row.norms_missed.split("; ") if name}
        short = {
            c.removesuffix("_short") for c in told if c.endswith("_short") and told.at[row.school_id, c] > 0
        }
        assert short == missed, row.school_id
        assert (told.at[row.school_id, "weak"] == "是") == bool(row.is_weak)


def test_watching_changes_nothing():
    plain, records = run("tonghua", (CloseSome(),), years=3)
    seen_region, seen_records = run("tonghua", (CloseSome(),), years=3, trace=RegisterTrace(2018))
    assert fingerprint(seen_region) == fingerprint(plain)
    for name, table in records.items():
        assert table.equals(seen_records[name]), name


def test_left_behind_pupils_are_those_of_the_child_table():
    """The last census, whose pupils are still there after the run but for those who dropped out since."""
    seen, _, region = watched(2021, changes={})
    c, h = region.children, region.households
    family = c["household"]
    here = np.isin(c["status"], (ENROLLED, DROPPED_OUT)) & (h["is_rural_hukou"][family] > 0)
    here &= h["parents_away"][family] > 0
    assert set(seen.left_behind.uid) <= set(c["uid"][here])
    assert set(seen.left_behind.uid) >= set(c["uid"][here & (c["status"] == ENROLLED)])
    assert set(seen.left_behind.parents_away) <= {1, 2}


def test_the_ledger_against_dropping_out_goes_on_from_year_to_year():
    """Who was not back at the end of a year stands in the next year's ledger as carried over, or has left."""
    rows = {year: sheets(*watched(year)[:2])["dropout_control"].rows for year in YEARS}
    for year in YEARS[1:]:
        before, now = rows[year - 1], rows[year]
        carried = set(now.id[now.kind == "往年结转"])
        assert carried <= set(before.id[before.state != "本学年复学"])
        assert set(now.id[now.kind == "本学年新增"]).isdisjoint(carried)
        assert len(carried) > 0
    last = rows[2019]
    back = last[last.state == "本学年复学"]
    assert (back.year_back == 2019).all()
    assert (last.year_left[last.kind == "往年结转"].dropna() < 2019).all()
    later = last.year_back[last.state != "本学年复学"].dropna()
    assert len(later) > 0
    assert (later > 2019).all()


def test_a_move_from_school_to_school_names_the_other_in_both_rows(tonghua):
    rows = sheets(*tonghua)["transfers"].rows
    moves = rows[rows.flow.isin((IN_BEFORE, OUT_BEFORE)) & (rows.other_id != "")]
    assert len(moves) > 1000
    there = {(row.id, row.school_id, row.other_id) for row in moves.itertuples()}
    assert all((one, other, school) in there for one, school, other in there)
    displaced = rows[rows.why == "学校撤并或年级停办"]
    placed = rows[rows.why == "撤并后安置"]
    assert len(displaced) == len(placed) > 0
    assert set(displaced.id) == set(placed.id)
    assert set(displaced.school_id) <= {school for school in seen_closed(tonghua)}


def seen_closed(tonghua):
    """Return the schools that are closed in 2019."""
    table = tonghua[1]["school"]
    return set(table.school_id[(table.year == 2019) & (table.status == "closed")])


def test_repeaters_are_told_where_they_stay(tonghua):
    rows = sheets(*tonghua)["transfers"].rows
    repeats = rows[rows.flow == REPEATERS]
    assert set(repeats.kind) == {"留级"}
    assert set(repeats.term) == {"暑期（9月1日统计前）"}


def test_codes_are_stable_in_a_run_and_unlinkable_between_runs():
    seen, records, _ = watched(2019)
    one, again, other = (sheets(seen, records, salt) for salt in ("a", "a", "b"))
    for name in ("left_behind", "dropout_control", "transfers"):
        assert list(one[name].rows.id) == list(again[name].rows.id)
        assert set(one[name].rows.id).isdisjoint(other[name].rows.id)
        assert all(len(code) == 12 and int(code, 16) >= 0 for code in one[name].rows.id)
    later, records, _ = watched(2020)
    both = set(sheets(later, records, "a")["left_behind"].rows.id) & set(one["left_behind"].rows.id)
    assert len(both) > 0, "the same child has the same code in another year's file of the same run"


def test_a_code_is_the_digest_of_salt_and_number():
    assert hashed(np.array([7], np.uint64), "run") == [hashlib.sha256(b"run:7").hexdigest()[:12]]


def test_no_register_of_children_tells_a_number_a_birthday_or_a_name(tonghua):
    uids = {str(uid) for uid in tonghua[0].region.children["uid"]}
    for name in ("left_behind", "dropout_control", "transfers"):
        table = sheets(*tonghua)[name].table({})
        assert not any("出生" in header or "姓名" in header for header in table)
        assert uids.isdisjoint(table.astype(str).to_numpy().ravel())
        code = table["学生编号（散列）"]
        assert code.str.len().eq(12).all()
