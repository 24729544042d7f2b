"""The recorder: the census of 1 September and the flows to 31 August, as two steps of the year. It only looks."""

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
from sim.records.collecting import Collected, to_table
from sim.records.columns import RecordTable
from sim.records.declared import TABLES
from sim.records.zone_rows import ZoneBook
from sim.world.people_count import count_people
from sim.world.publishing import publish
from sim.world.region import Region, Step


class Recorder:
    """Collect record rows year by year."""

    def __init__(self) -> None:
        self._collected: dict[str, list[Collected]] = {name: [] for name in TABLES}
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
        return {name: to_table(TABLES[name], parts) for name, parts in self._collected.items()}

    def _take_census(self, region: Region, rules, orders) -> None:
        counted = school_rows.count(region)
        publish(region, counted)
        self._census = school_rows.census_columns(region, rules, counted)
        people = count_people(region)
        self._stocks = county_rows.county_stocks(region, people)
        for name, rows in (
            ("school", school_rows.school_columns(region, rules, counted)),
            ("classes", school_rows.class_columns(region)),
            ("grade_age", school_rows.grade_age_columns(region, counted)),
            ("township_age", county_rows.township_age_columns(region, people)),
            ("cohort", county_rows.cohort_columns(region)),
            ("rulebook", county_rows.rulebook_columns(region, rules)),
            ("admission", admission_rows.admission_columns(region)),
            ("overflow", admission_rows.overflow_columns(region)),
            ("bus_lines", bus_rows.line_columns(region, rules)),
            ("staff", staff_rows.staff_columns(region)),
            ("teacher_ages", staff_rows.age_columns(region)),
            ("trip_minutes", trip_rows.trip_columns(region)),
        ):
            self._collected[name].append(rows)
        self._take_static(region)
        if region.trace.is_on:
            note_census(region)

    def _take_static(self, region: Region) -> None:
        """Take the orders of the year, and what is told once: history, places when new, zones when they change."""
        self._collected["zones"] += self._zones.news(region)
        self._collected["orders"].append(static_rows.order_columns(region))
        self._collected["order_events"].append(static_rows.order_event_columns(region))
        if not self._places_told:
            self._collected["history"].append(static_rows.history_columns(region))
        if len(region.schools) > self._places_told:
            self._collected["places"].append(static_rows.place_columns(region, self._places_told))
            self._places_told = len(region.schools)

    def _take_flows(self, region: Region, rules, orders) -> None:
        flows = school_rows.flow_columns(region)
        whole = {**self._census, **flows}
        taught = school_rows.taught_cells(region)
        busy = np.any([values != 0 for values in whole.values()], axis=0)
        school, column = np.nonzero(taught | busy)
        self._collected["school_grade"].append(
            school_rows.school_grade_columns(region, whole, school, column)
        )
        self._collected["money"].append(money_rows.money_columns(region))
        self._collected["county"].append(
            {**self._stocks, **county_rows.county_flows(region), **review_rows.review_columns(rules)}
        )
