"""Retention against the children themselves: every class that enters and finishes within a run, counted child by child.

The records tally events; here nothing but the rows of children at each 1 September and 31 August is looked at. A class
is who sits in its grade: grade 1 in the year it enters, grade 9 eight years later.
"""

import pytest

from sim.indicators.measures import measure
from sim.kernels.codes import DROPPED_OUT, ENROLLED
from sim.records.recorder import Recorder
from sim.run.engine import simulate
from tests.worlds import CloseSome, frame, numbers, start

LAST = 8  # years after entry in which a class is in grade 9
COLUMNS = ("status", "grade", "year_entered", "is_repeating")
NAMES = ("period_retention", "raw_retention", "adjusted_retention", "junior_retention")


class Seen:
    """The children at each census (1 September) and at the end of each year (31 August)."""

    def __init__(self) -> None:
        self.autumn, self.summer = {}, {}

    def look(self, region, into):
        """Note status, grade and cohort of every child by its lasting number, and who stays in its grade."""
        columns = (region.children[name].tolist() for name in ("uid", *COLUMNS))
        into[region.year] = {uid: tuple(told) for uid, *told in zip(*columns, strict=True)}


def followed(monkeypatch, place, years, policies=(), **other_numbers):
    """Return the record tables of a run and what was seen of the children."""
    seen, census, flows = Seen(), Recorder._take_census, Recorder._take_flows

    def take_census(self, region, rules, orders):
        seen.look(region, seen.autumn)
        census(self, region, rules, orders)

    def take_flows(self, region, rules, orders):
        seen.look(region, seen.summer)
        flows(self, region, rules, orders)

    with monkeypatch.context() as patched:
        patched.setattr(Recorder, "_take_census", take_census)
        patched.setattr(Recorder, "_take_flows", take_flows)
        begin = start(place)
        last, own = begin.year + years - 1, {**numbers(), **other_numbers}
        _, recorder, _ = simulate(begin, own, policies, seed=1, last_year=last, check=True)
    return {name: frame(table) for name, table in recorder.tables().items()}, seen


def at(told, grade):
    """Return the children enrolled in a grade."""
    return {uid for uid, (status, of, *_) in told.items() if (status, of) == (ENROLLED, grade)}


def dropped(told):
    return {uid for uid, (status, *_) in told.items() if status == DROPPED_OUT}


def class_of(seen, year):
    """Return entrants, graduates, and who joined and left the class of `year` but by dropping out and coming back."""
    entrants = {uid for uid in at(seen.autumn[year], 1) if seen.autumn[year][uid][2] == year}
    joined, left, before, out_before = 0, 0, entrants, set()
    for grade in range(1, 10):
        for told in (seen.autumn[year + grade - 1], seen.summer[year + grade - 1]):
            now, out_now = at(told, grade), dropped(told)
            joined += len(now - before - out_before)
            left += len(before - now - out_now)
            before, out_before = now, out_now
    told = seen.summer[year + LAST]
    graduates = {uid for uid in before if not told[uid][3]}
    return len(entrants), len(graduates), joined, left + len(before) - len(graduates)


def cohorts(seen):
    return [year for year in sorted(seen.autumn) if year + LAST in seen.autumn]


@pytest.fixture(scope="module")
def worlds():
    """Return three runs: the small county, the same under the survey stress case, and Tonghua with schools closed."""
    patch = pytest.MonkeyPatch()
    return {
        "small": followed(patch, "small", 13),
        "survey": followed(patch, "small", 13, is_survey_dropout=1.0),
        "tonghua": followed(patch, "tonghua", 11, (CloseSome(),)),
    }


@pytest.mark.parametrize("place", ["small", "survey", "tonghua"])
def test_raw_and_adjusted_of_every_class_come_to_the_count_of_its_children(worlds, place):
    tables, seen = worlds[place]
    found = measure(tables, names=NAMES).loc[("all", "all")]
    assert len(cohorts(seen)) >= 2
    for year in cohorts(seen):
        entrants, graduates, joined, left = class_of(seen, year)
        told = found.loc[year + LAST]
        assert told["raw_retention"] == pytest.approx(100 * graduates / entrants)
        assert told["adjusted_retention"] == pytest.approx(100 * (graduates - joined + left) / entrants)


def test_the_survey_stress_case_loses_more_of_the_same_classes(worlds):
    register, survey = (
        measure(worlds[name][0], names=NAMES).loc[("all", "all")] for name in ("small", "survey")
    )
    assert survey["adjusted_retention"].sum() < register["adjusted_retention"].sum() - 20


@pytest.mark.parametrize("place", ["small", "survey", "tonghua"])
def test_junior_retention_of_every_class_is_its_graduates_over_those_who_began_grade_seven(worlds, place):
    tables, seen = worlds[place]
    found = measure(tables, names=NAMES)["junior_retention"]["all", "junior"].dropna()
    grades = tables["school_grade"]
    assert list(found.index) == sorted(seen.autumn)[2:]
    for year in found.index:
        graduates = sum(not seen.summer[year][uid][3] for uid in at(seen.summer[year], 9))
        began = grades.loc[(grades["year"] == year - 2) & (grades["grade"] == 7), "n_entrants"].sum()
        assert found[year] == pytest.approx(100 * graduates / began)


@pytest.mark.parametrize("place", ["small", "survey", "tonghua"])
def test_period_retention_of_every_year_is_what_its_grades_keep_of_their_children(worlds, place):
    tables, seen = worlds[place]
    found = measure(tables, names=NAMES)["period_retention"]["all", "all"]
    for year in sorted(seen.autumn):
        autumn, summer = seen.autumn[year], seen.summer[year]
        gone, kept = dropped(summer) - dropped(autumn), 1.0
        back = dropped(autumn) & {uid for uid, told in summer.items() if told[0] == ENROLLED}
        for grade in range(1, 10):
            pupils = at(autumn, grade)
            net = len(gone & pupils) - len(back & at(summer, grade))
            kept *= 1 - net / len(pupils) if pupils else 1.0
        assert found[year] == pytest.approx(100 * kept)
