"""The rows of 表5: births whose entrants are known, by county, basis and clock."""

from __future__ import annotations

from sim.base.errors import Say
from sim.reports.workbook.axes import Axis, Node
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.views import (
    CALENDAR,
    HUKOU,
    RESIDENT,
    SCHOOL_YEAR,
    birth_line,
    entry_line,
)
from sim.reports.workbook.words import SURENESS, WHOLE

ENTRY_AGE = 6  # completed years on 1 September of the first school year
_BASES = {HUKOU: Say("registered", "户籍"), RESIDENT: Say("resident", "常住")}
_CLOCKS = {CALENDAR: Say("calendar year", "日历年"), SCHOOL_YEAR: Say("school year", "学年")}
_SERIES = {HUKOU: "births_registered", RESIDENT: "births_resident"}


def births(batch: Batch, scenario: str) -> Axis:
    """Return the births that are known together with their entrants: the past's by calendar year, then the run's.

    A region's row stands where the births of all its counties are known.
    """
    history = batch.read("history", ("series", "county", "year", "confidence"), scenario)
    known = {(row.county, row.series, int(row.year)): row.confidence for row in history.itertuples()}
    counties = batch.codes("county")
    whole = [(WHOLE, tuple(counties))] if len(counties) > 1 else []
    areas = [*whole, *((batch.name("county", code), (code,)) for code in counties)]
    nodes = [
        _node(name, codes, basis, clock, year, sure)
        for name, codes in areas
        for basis in _BASES
        for year, clock, sure in _years(batch, known, codes, basis)
    ]
    return Axis("births", "line", tuple(nodes))


def _years(batch: Batch, known: dict, codes: tuple[str, ...], basis: str) -> list[tuple[int, str, str]]:
    """Return year, clock and sureness of the births of some counties on one basis, the past before the run."""
    first, last = batch.folder.years
    past = {
        year: [known.get((code, _SERIES[basis], year)) for code in codes]
        for year in sorted({year for _, series, year in known if series == _SERIES[basis]})
    }
    told = [
        (year, CALENDAR, _least_sure(sures))
        for year, sures in past.items()
        if None not in sures and _enters(year, codes, known, first, last)
    ]
    from_run = max([first, *(year for year, _, _ in told)]) + 1
    return told + [(year, SCHOOL_YEAR, "estimate") for year in range(from_run, last - ENTRY_AGE + 1)]


def _enters(year: int, codes: tuple[str, ...], known: dict, first: int, last: int) -> bool:
    """Tell whether the entrants of those born in a year are known, in the run or before it."""
    entry = year + ENTRY_AGE
    return first <= entry <= last or (
        entry < first and all((code, "entrants", entry) in known for code in codes)
    )


def _least_sure(sures: list[str]) -> str:
    return max(sures, key=list(SURENESS).index)


def _node(name, codes: tuple[str, ...], basis: str, clock: str, year: int, sure: str) -> Node:
    labels = {
        "year": year, "county": name, "basis": _BASES[basis], "clock": _CLOCKS[clock], "entry": year + ENTRY_AGE,
        "sureness": SURENESS[sure],
    }  # fmt: skip
    members = {
        "line": tuple(birth_line(code, basis, clock, year) for code in codes),
        "entry": tuple(entry_line(code, year + ENTRY_AGE) for code in codes),
    }
    return Node(labels, members, is_total=len(codes) > 1)
