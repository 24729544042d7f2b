"""A trace only looks: records stay the same, and what it tells adds up to them."""

from collections import Counter

import numpy as np
import pytest

from sim.base.errors import Say
from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from sim.kernels.codes import ENROLLED, MOVE_NAMES, OUT_WITH_CHILD
from sim.policies.class_size_cap import ClassSizeCap
from sim.rules.orders import Close
from sim.rules.policy import Policy, strength
from sim.world.trace import Trace, TraceChildren, TracePupils, TraceSchool
from sim.world.trace_events import EVENTS, VALUES
from tests import table_only
from tests.counties import larger
from tests.worlds import fingerprint, numbers, run

YEARS = 6
CLOSED, HEIR = 1, 0  # rows of the two primary schools


class CloseOne(Policy):
    """Close a primary school in 2019 and merge it into the other."""

    NAME, TITLE, MEASURES, PARAMETERS = "close_one", Say("close", "撤"), (), (strength(),)

    def orders(self, year, view, rulebook):
        schools = view.school_ids
        return (Close(schools[CLOSED], 2019, schools[HEIR]),) if year == 2018 else ()


# Small classes send children elsewhere, and some come back in the second term.
POLICIES = (
    CloseOne(),
    ClassSizeCap(cutoff_primary=24, cutoff_junior=24, standard_primary=20, standard_junior=20),
)


class Everybody(Trace):
    """Keep all events of all children."""

    def chosen(self, event, year, uid, values):
        return np.ones(len(uid), bool)


@pytest.fixture(scope="module")
def begin():
    """Return a start ten times the small county, so that every kind of event happens."""
    return build_start(larger(10), numbers(), 0)


@pytest.fixture(scope="module")
def whole(begin):
    """Return trace, region and record frames of a run with closures."""
    trace = Everybody()
    region, records = run("small", POLICIES, years=YEARS, begin=begin, trace=trace)
    return list(trace.told()), region, records


def counted(told, event, name="school"):
    """Return events by year, school and grade."""
    return Counter((t.year, int(t.values[name]), int(t.values["grade"])) for t in told if t.event == event)


def recorded(records, region, column):
    """Return a column of `school_grade` by year, school and grade, empty cells left out."""
    table = records["school_grade"]
    rows = zip(table["year"], table["school_id"], table["grade"], table[column], strict=True)
    return Counter(
        {(int(y), region.school_ids.index(s), int(g)): int(n) for y, s, g, n in rows if n}
    )  # fmt: skip


def test_a_run_with_a_trace_is_the_run_without(begin):
    plain, plain_records = run("small", POLICIES, years=YEARS, begin=begin)
    some = [int(uid) for uid in plain.children["uid"][::7]]
    for trace in (Everybody(), TraceChildren(some), TraceSchool(plain.school_ids[0]), TracePupils(grade=1)):
        traced, records = run("small", POLICIES, years=YEARS, begin=begin, trace=trace)
        assert any(True for _ in trace.told())
        assert fingerprint(traced) == fingerprint(plain)
        assert all(records[name].equals(plain_records[name]) for name in plain_records)


@pytest.mark.parametrize(
    ("event", "name", "column"),
    [
        ("census.pupil", "school", "pupils"), ("ageing.repeats", "school", "n_repeaters"),
        ("dropout.left", "school", "n_dropouts"),
    ],
)  # fmt: skip
def test_notes_of_pupils_add_up_to_the_records(whole, event, name, column):
    told, region, records = whole
    assert counted(told, event, name) == recorded(records, region, column)
    assert sum(counted(told, event, name).values()) > 0


def test_transfers_add_up_to_the_records():
    class Transfers(Trace):
        def chosen(self, event, year, uid, values):
            return np.full(len(uid), event == "transfers.changed")

    trace = Transfers()
    region, records = run("tonghua", POLICIES[1:], years=2, trace=trace)
    told = list(trace.told())
    for name, column in (("school_from", "n_transfer_out"), ("school", "n_transfer_in")):
        assert counted(told, "transfers.changed", name) == recorded(records, region, column)
    assert told


def test_the_finished_of_a_year_are_told_in_the_next(whole):
    told, region, records = whole
    finished = {
        (y + 1, s, g): n
        for (y, s, g), n in recorded(records, region, "n_finished").items()
        if y < 2017 + YEARS - 1
    }
    assert sum(finished.values()) > 0
    died_or_left = Counter(t.year for t in told if t.event == "ageing.finished")
    assert died_or_left == Counter(
        {year: sum(n for (y, _, _), n in finished.items() if y == year) for year, _, _ in finished}
    )
    assert counted(told, "ageing.finished") == finished


def test_notes_of_families_add_up_to_the_tallies(whole):
    told, _, records = whole
    by_year = records["county"].groupby("year").sum(numeric_only=True)
    for event, column in (
        ("births.born", "births"),
        ("arrivals.came", "children_arrived"),
        ("moves.left_region", "children_left_region"),
    ):
        happened = Counter(t.year for t in told if t.event == event)
        assert {year: n for year, n in by_year[column].items() if n} == dict(happened), event
        assert happened
    moved = Counter((t.year, int(t.values["move"])) for t in told if t.event == "moves.family")
    for code, name in enumerate(MOVE_NAMES):
        if code not in (0, OUT_WITH_CHILD):
            for year, n in by_year[f"children_{name}"].items():
                assert moved[year, code] == n, name


def test_the_closure_is_told_to_every_pupil_of_the_school(whole):
    told, region, records = whole
    closed = counted(told, "network.closed", "school_from")
    assert {(year, school) for year, school, _ in closed} == {(2019, CLOSED)}
    # Who leaves a school that closes before the census left with it, or had died or left the region.
    others = counted(
        [t for t in told if t.values.get("school_from") == CLOSED], "moves.left_region", "school_from"
    )
    died = counted([t for t in told if t.values.get("school") == CLOSED], "ageing.died")
    out, highest = recorded(records, region, "n_out_before"), region.schools["grade_high"][CLOSED]
    left = {(y, s, g): n for (y, s, g), n in out.items() if (y, s) == (2019, CLOSED) and g <= highest}
    gone = {key: n for key, n in (others + died).items() if key in left}
    assert closed + Counter(gone) == left
    assert sum(left.values()) > 50
    assert all(int(t.values["school"]) == HEIR for t in told if t.event == "network.closed")


def test_the_last_census_told_of_a_child_is_its_school_and_grade(begin):
    trace = Everybody()
    region, _ = run("small", years=YEARS, begin=begin, trace=trace)
    last = {t.uid: t.values for t in trace.told() if t.event == "census.pupil"}
    c = region.children
    # After the census a pupil may drop out or change school; in the small county nobody does the latter.
    rows = np.flatnonzero(c["status"] == ENROLLED)
    assert len(rows) > 1000
    for row in rows:
        values = last[int(c["uid"][row])]
        assert (values["grade"], values["minutes"]) == (c["grade"][row], c["minutes"][row])


def test_children_are_followed_from_birth_or_the_start(begin):
    trace = Everybody()
    region, _ = run("small", years=YEARS, begin=begin, trace=trace)
    first = {}
    for t in trace.told():
        first.setdefault(t.uid, t.event)
    assert set(first.values()) == {"start.there", "births.born", "arrivals.came"}
    assert {int(uid) for uid in region.children["uid"]} <= set(first)


def test_a_trace_of_some_children_is_theirs_alone(begin, whole):
    told, _, _ = whole
    uids = sorted({t.uid for t in told if t.event == "dropout.left"})[:3]
    trace = TraceChildren(uids)
    run("small", POLICIES, years=YEARS, begin=begin, trace=trace)
    some = list(trace.told())
    assert len(uids) == 3
    assert [(t.year, t.event, t.uid) for t in some] == [
        (t.year, t.event, t.uid) for t in told if t.uid in uids
    ]


def test_a_trace_of_a_school_goes_on_to_the_end_of_the_year(begin, whole):
    told, region, _ = whole
    trace = TraceSchool(region.school_ids[1])
    run("small", POLICIES, years=YEARS, begin=begin, trace=trace)
    kept = [(t.year, t.event, t.uid) for t in trace.told()]
    expected, met = [], set()
    for t in told:
        schools = [t.values.get(name) for name in ("school", "school_from")]
        if 1 in schools or (t.year, t.uid) in met:
            met.add((t.year, t.uid))
            expected.append((t.year, t.event, t.uid))
    # Events of one note stand together, so only the order within a note may differ.
    assert sorted(kept) == sorted(expected)
    assert 0 < len(kept) < len(told)


def test_pupils_of_a_census_by_school_grade_and_year(begin, whole):
    _, region, records = whole
    cells = recorded(records, region, "pupils")
    trace = TracePupils(region.school_ids[0], 2, 2020)
    run("small", POLICIES, years=YEARS, begin=begin, trace=trace)
    found = list(trace.told())
    assert len({t.uid for t in found}) == len(found) == cells[2020, 0, 2] > 0
    assert {t.event for t in found} == {"census.pupil"}


def test_a_school_that_is_not_built_yet_has_no_row_and_no_events(begin):
    trace = TraceSchool("not-built")
    run("small", years=2, begin=begin, trace=trace)
    assert trace.row_of("not-built") == -1
    assert list(trace.told()) == []


def test_pupils_who_change_school_where_schools_alone_are_known(tmp_path):
    tables = read_tables(table_only.write(tmp_path / "input"))
    alone, trace = build_start(tables, numbers(), 0), Everybody()
    traced, _ = run("table_only", begin=alone, years=4, trace=trace)
    plain, _ = run("table_only", begin=alone, years=4)
    assert fingerprint(traced) == fingerprint(plain)
    change = [t for t in trace.told() if t.event == "moves.changes_school"]
    assert change
    assert all(t.values["school_from"] >= 0 and t.year > 2017 for t in change)


def test_what_is_not_declared_is_refused(begin):
    trace = Everybody()
    run("small", years=1, begin=begin, trace=trace)
    rows = np.arange(2)
    with pytest.raises(ValueError, match="event admission.guessed is not declared"):
        trace.note("admission.guessed", 2017, rows)
    with pytest.raises(ValueError, match="event ageing.repeats has no value outcome"):
        trace.note("ageing.repeats", 2017, rows, outcome=1)
    with pytest.raises(ValueError, match=r"grade has shape \(3,\), not \(2,\)"):
        trace.note("ageing.repeats", 2017, rows, grade=np.arange(3))
    with pytest.raises(ValueError, match="grade is a list, not an array"):
        trace.note("ageing.repeats", 2017, rows, grade=[1, 2])


def test_values_of_events_are_declared():
    assert {name for values in EVENTS.values() for name in values} == set(VALUES)
