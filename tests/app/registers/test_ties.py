"""Registers tie with the records of their run, and the watched run is the same as one nobody watches."""

import hashlib
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from sim.app.commands_registers import sheets_of
from sim.app.registers.children import hashed
from sim.app.registers.dropout_control import month_words
from sim.app.registers.watching import RegisterTrace
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.kernels.codes import DROPOUTS, DROPPED_OUT, ENROLLED, FLOW_NAMES, IN_BEFORE, OUT_BEFORE, REPEATERS
from sim.policies.left_behind_care import LeftBehindCare
from sim.policies.register_monitoring import RegisterMonitoring
from sim.policies.return_campaign import ReturnCampaign
from sim.run.engine import simulate
from sim.world.watched_register import IS_PLACED, LEFT_REGION, NO_FLOW, SCHOOL_CLOSED, WAITS
from tests import table_only
from tests.counties import larger
from tests.world.test_trace import POLICIES as CLOSING
from tests.worlds import CloseSome, fingerprint, frame, numbers, run, start

LEAVING = {"p_dropout_primary": 0.1, "p_dropout_junior": 0.2, "p_dropout_from_2020": 0.1, "p_return": 0.5}
ZERO = {"by boarding young", "back within the year", "in one-to-one care"}  # off without a lever or a number
YEARS = (2017, 2018, 2019, 2020, 2021)


def watched(year, begin=None, policies=(), last_year=2021, changes=LEAVING):
    """Return what was seen in a year of a run, its records and the region."""
    watch = RegisterTrace(year)
    begin = start("small") if begin is None else begin
    region, recorder, _ = simulate(
        begin, numbers() | changes, tuple(policies), seed=1, last_year=last_year, trace=watch
    )
    records = {name: frame(table) for name, table in recorder.tables().items()}
    for table in records.values():
        whole = [name for name in table if table[name].dtype.kind in "ui"]
        table[whole] = table[whole].astype(np.int64)
    return watch.seen(), records, region


@pytest.fixture(scope="module")
def tonghua():
    """Return what was seen in 2019 of Tonghua, where schools close, and the records."""
    seen, records, _ = watched(2019, start("tonghua"), (CloseSome(),), changes={})
    return seen, records


def untied(made):
    """Return the ties of registers that do not hold."""
    return [(name, tie) for name, one in made.items() for tie in one.ties if tie.rows != tie.recorded]


def sheets(seen, records, salt="salt"):
    return {sheet.file: sheet for sheet in sheets_of(seen, records, salt)}


@pytest.mark.parametrize("year", YEARS)
def test_every_register_of_the_small_county_ties_in_every_year(year):
    made = sheets(*watched(year)[:2])
    assert set(made) == {"left_behind", "dropout_control", "transfers", "large_classes", "standards"}
    assert untied(made) == []
    assert len(made["dropout_control"].rows) > 0
    assert len(made["left_behind"].rows) > 0


def test_every_register_of_tonghua_ties_and_none_of_its_ties_is_empty(tonghua):
    made = sheets(*tonghua)
    assert untied(made) == []
    ties = {(name, tie.what.en): tie for name, one in made.items() for tie in one.ties}
    assert {what for (_, what), tie in ties.items() if tie.rows == 0} <= ZERO


@pytest.mark.parametrize("year", [2018, 2019, 2021])
def test_registers_of_a_county_told_by_its_schools_tie(tmp_path, year):
    """Pupils come, leave and change school by the shares of the schools, without zones."""
    begin = build_start(read_tables(table_only.write(tmp_path / "given")), numbers(), 0)
    seen, records, _ = watched(year, begin)
    assert untied(sheets(seen, records)) == []
    assert {IN_BEFORE, OUT_BEFORE, DROPOUTS} <= set(seen.changes.flow)
    changes_tie_cell_by_cell(seen, records)


def test_registers_tie_where_schools_close_and_classes_are_small():
    seen, records, _ = watched(2019, build_start(larger(10), numbers(), 0), CLOSING)
    assert untied(sheets(seen, records)) == []
    assert {SCHOOL_CLOSED, IS_PLACED, LEFT_REGION} <= set(seen.changes.how)
    changes_tie_cell_by_cell(seen, records)


def test_who_comes_back_to_a_closed_school_waits_for_a_place(tonghua):
    seen, records = tonghua
    waits = seen.changes[seen.changes.how == WAITS]
    rows = sheets(seen, records)["dropout_control"].rows
    assert set(rows.uid[rows.state == "复学待安置"]) == set(waits.uid)
    assert len(waits) > 0
    assert waits.flow.eq(NO_FLOW).all()


def test_changes_of_tonghua_tie_cell_by_cell(tonghua):
    changes_tie_cell_by_cell(*tonghua)


def changes_tie_cell_by_cell(seen, records):
    """Not only in sum: by school, grade and flow."""
    cells = records["school_grade"]
    cells = cells[cells.year == seen.year]
    ids = seen.region.school_ids
    for flow in set(seen.changes.flow) - {NO_FLOW}:
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
    begin = build_start(larger(10), numbers(), 0)
    plain, records = run("small", CLOSING, years=4, begin=begin)
    seen_region, seen_records = run("small", CLOSING, years=4, begin=begin, trace=RegisterTrace(2019))
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
    carried = last[last.kind == "往年结转"]
    assert (carried.year_left < 2019).all()
    assert set(carried.left_in) <= {"", "2017", "2018"}
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


@pytest.mark.parametrize(
    ("year", "month", "words"),
    [(2019, 1, "2019年9月"), (2019, 4, "2019年12月"), (2019, 5, "2020年1月"), (2019, 12, "2020年8月"),
     (2019, 13, "2020年9月"), (2019, 17, "2021年1月"), (0, 0, "")],
)  # fmt: skip
def test_a_month_counted_from_september(year, month, words):
    assert month_words(year, month) == words


def test_campaign_and_file_are_told_child_by_child():
    """With the levers of care whoever was visited was known, and in care are only those on file."""
    levers = (ReturnCampaign(), RegisterMonitoring(), LeftBehindCare())
    seen, records, _ = watched(2019, build_start(larger(10), numbers(), 0), levers)
    made = sheets(seen, records)
    assert untied(made) == []
    rows = made["dropout_control"].rows
    new = rows[rows.kind == "本学年新增"]
    assert set(new.left_in) == {"2019"}
    assert (new.known[new.visited == "是"] != "尚未发现").all()
    assert (new.visited[new.state == "本学年复学"] == "是").all()
    visits = records["school_grade"]
    assert (new.visited == "是").sum() > (new.state == "本学年复学").sum() > 0
    assert visits.n_visits[visits.year == 2019].sum() % (new.visited == "是").sum() == 0
    on_file = made["left_behind"].rows
    assert set(on_file.filed[on_file.cared == "是"]) == {"是"}


def test_a_register_that_misses_a_child_is_refused():
    """Rows that are not what the records count are never written."""
    seen, records, _ = watched(2019)
    fewer = replace(seen, left_behind=seen.left_behind.iloc[1:])
    with pytest.raises(ValueError, match=r"left_behind: left-behind pupils: \d+ rows, \d+ in the records"):
        sheets_of(fewer, records, "salt")
