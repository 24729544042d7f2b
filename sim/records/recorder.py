"""The recorder: the census of 1 September and the flows to 31 August, as two steps of the year. It only looks."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from sim.records import (
    admission_rows,
    bus_rows,
    county_rows,
    money_rows,
    review_rows,
    school_rows,
    staff_rows,
    static_rows,
    trip_rows,
)
from sim.records.census_notes import note_census
from sim.records.collecting import Collected, Pile
from sim.records.columns import RecordTable
from sim.records.declared import TABLES
from sim.records.zone_rows import ZoneBook
from sim.world.people_count import Census
from sim.world.publishing import publish
from sim.world.region import Region, Step


class Recorder:
    """Collect record rows year by year.

    Parameters
    ----------
    kept : callable, optional
        What is kept of the rows of a table (name, columns) as they come; all where it is not given.
    """

    def __init__(self, kept: Callable[[str, Collected], Collected] | None = None) -> None:
        self._piles = {
            name: Pile(declared, kept and partial(kept, name)) for name, declared in TABLES.items()
        }
        self._census: dict[str, np.ndarray] = {}
        self._stocks: Collected = {}
        self._places_told = 0  # schools whose name and place are recorded
        self._zones = ZoneBook()

    def steps(self) -> tuple[Step, Step]:
        """Return the census and the flows as steps of the year."""
        return (
            Step(
                "census",
                "recorder",
                "1 September: the official count, after places, classes and travel",
                self._take_census,
            ),
            Step("flows", "recorder", "31 August: what happened during the year", self._take_flows),
        )

    def tables(self) -> dict[str, RecordTable]:
        """Return every table of the run so far."""
        return {name: pile.table() for name, pile in self._piles.items()}

    def _take_census(self, region: Region, rules, orders) -> None:
        census = school_rows.take(region, rules)
        publish(region, census)
        listed = school_rows.listed_classes(region)
        self._census = school_rows.census_columns(region, rules, census.by_grade, listed)
        self._stocks = county_rows.county_stocks(region, census)
        for name, rows in _census_rows(region, rules, census, listed):
            self._piles[name].add(rows)
        self._take_static(region)
        if region.trace.is_on:
            note_census(region)

    def _take_static(self, region: Region) -> None:
        """Take the orders of the year, and what is told once: history, places when new, zones when they change."""
        for rows in self._zones.news(region):
            self._piles["zones"].add(rows)
        if region.given:
            self._piles["orders"].add(static_rows.order_columns(region))
        if region.events:
            self._piles["order_events"].add(static_rows.order_event_columns(region))
        if not self._places_told:
            self._piles["history"].add(static_rows.history_columns(region))
        if len(region.schools) > self._places_told:
            self._piles["places"].add(static_rows.place_columns(region, self._places_told))
            self._places_told = len(region.schools)

    def _take_flows(self, region: Region, rules, orders) -> None:
        whole = {**self._census, **school_rows.flow_columns(region)}
        self._piles["school_grade"].add(school_rows.school_grade_columns(region, whole))
        self._piles["money"].add(money_rows.money_columns(region))
        self._piles["county"].add(
            {**self._stocks, **county_rows.county_flows(region), **review_rows.review_columns(rules)}
        )


def _census_rows(
    region: Region, rules, census: Census, listed: tuple[np.ndarray, ...]
) -> Iterator[tuple[str, Collected]]:
    """Yield table by table the rows of a census, so that few of them are held before they are packed."""
    yield "school", school_rows.school_columns(region, rules, census.by_grade)
    yield "classes", school_rows.class_columns(region, listed)
    yield "grade_age", school_rows.grade_age_columns(region, census)
    yield "township_age", county_rows.township_age_columns(region, census.people)
    yield "cohort", county_rows.cohort_columns(region, census.cohorts)
    yield "rulebook", county_rows.rulebook_columns(region, rules)
    yield "admission", admission_rows.admission_columns(region)
    yield "overflow", admission_rows.overflow_columns(region)
    yield "bus_lines", bus_rows.line_columns(region, rules)
    yield "staff", staff_rows.staff_columns(region)
    yield "teacher_ages", staff_rows.age_columns(region)
    yield "trip_minutes", trip_rows.trip_columns(region, census)
