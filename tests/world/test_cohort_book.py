"""The book of entry cohorts by hand: two counties, six children, a year of flows."""

from types import SimpleNamespace

import numpy as np

from sim.kernels.codes import (
    COHORT_CAME,
    COHORT_DIED,
    COHORT_ENTERED,
    COHORT_FLOWS,
    COHORT_MOVED_IN,
    COHORT_MOVED_OUT,
    COHORT_WENT,
    DROPPED_OUT,
    ENROLLED,
    LEFT,
    WAITING,
)
from sim.world import people
from sim.world.cohort_book import COHORT_STATUS, COHORTS_BEFORE, CohortBook

YEAR = 2020


def region_of(*children: tuple[int, int, int]) -> SimpleNamespace:
    """Return a region of children, each a status, an entry cohort and a county; each in a family of its own."""
    table, families = people.children(), people.households()
    families.append(len(children), settlement=[county for *_, county in children])
    status, cohort, _ = zip(*children, strict=True)
    table.append(len(children), status=status, year_entered=cohort, household=np.arange(len(children)))
    geography = SimpleNamespace(county=np.array([0, 1]), n_counties=2)
    tables = {"children": table, "households": families}
    return SimpleNamespace(year=YEAR, geography=geography, **tables)


def at(book: CohortBook, cohort: int) -> int:
    return cohort - book.first


def counted(book: CohortBook) -> np.ndarray:
    """Count the children of each county and cohort as a census does."""
    c, home = book.region.children, book.region.households["settlement"]
    here = np.zeros(book.flows.shape[1:], np.int64)
    for status, cohort, family in zip(c["status"], c["year_entered"], c["household"], strict=True):
        if status in COHORT_STATUS:
            here[home[family], at(book, cohort)] += 1
    return here


def year_of_flows():
    """Return a book in which one enters, one comes, one moves from county 0 to 1, one goes and one dies."""
    region = region_of(
        (0, 0, 0), (ENROLLED, 2015, 0), (ENROLLED, 2015, 0), (ENROLLED, 2015, 1), (DROPPED_OUT, 2013, 1)
    )
    book, c = CohortBook(region), region.children
    book.here = counted(book)
    assert book.close_year() == 0
    region.year += 1
    book.open_year()
    with c.writing_as("register"):
        c.writable("status")[[0, 3, 4]] = WAITING, LEFT, LEFT
        c.writable("year_entered")[0] = region.year
    with region.households.writing_as("moves"):
        region.households.writable("settlement")[2] = 1
    c.append(1, status=WAITING, year_entered=2016, household=0)
    book.note(COHORT_ENTERED, np.array([0]))
    book.note(COHORT_MOVED_OUT, np.array([2]), np.array([0]))
    book.note(COHORT_MOVED_IN, np.array([2]), np.array([1]))
    book.note(COHORT_WENT, np.array([3]))
    book.note(COHORT_DIED, np.array([4]))
    book.note(COHORT_CAME, np.array([5]))
    book.here = counted(book)
    return book


def test_flows_explain_who_is_there():
    book = year_of_flows()
    assert book.flows.sum() == 6
    assert book.flows[:, 0, at(book, 2015)].tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert book.flows[:, 1, at(book, 2015)].tolist() == [0, 0, 1, 0, 1, 0, 0]
    assert book.close_year() == 0
    book.region.year += 1
    book.open_year()
    assert book.flows.shape[2] == COHORTS_BEFORE + 3
    book.here = counted(book)
    assert book.close_year() == 0


def test_a_child_the_census_misses_leaves_its_cohort_open():
    book = year_of_flows()
    book.here[1, at(book, 2015)] -= 1
    assert book.close_year() == 1


def test_a_flow_that_nobody_made_leaves_its_cohort_open():
    for flow in range(len(COHORT_FLOWS)):
        book = year_of_flows()
        book.note(flow, np.array([1]))
        assert book.close_year() == 1


def test_children_below_school_age_are_in_no_cohort():
    book = year_of_flows()
    book.region.children.append(1, status=0, year_entered=0, household=0)
    book.note(COHORT_DIED, np.array([6]))
    book.here = counted(book)
    assert book.close_year() == 0


def test_a_plan_without_a_census_leaves_no_cohort_open():
    book = year_of_flows()
    book.here = None
    assert book.close_year() == 0
    book.region.year += 1
    book.open_year()
    book.here = counted(book)
    assert book.close_year() == 0  # a census again, with none of the year before
