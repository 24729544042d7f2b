"""The made-up county whose districts are redrawn in 2018, and its districts told otherwise."""

from dataclasses import replace
from functools import cache

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import InputTables, read_tables
from sim.world.start import Start
from tests.inputs.given import rows
from tests.worlds import ROOT, numbers

FOLDER = ROOT / "scenarios/districts_redrawn"
FIRST, SECOND, EAST, JUNIOR = (f"399003000{k}" for k in (1, 2, 3, 4))
TOWN, COUNTRY = "990003100", "990003200"
WEST_GATE, WEST, CENTRE, EAST_STREET, EAST_GATE = (f"{TOWN}00{k}" for k in range(1, 6))
PLACE = {code: row for row, code in enumerate((WEST_GATE, WEST, CENTRE, EAST_STREET, EAST_GATE))}


@cache
def tables(folder: str = "input_redrawn") -> InputTables:
    """Return the tables of the county, with the redrawn districts unless told otherwise."""
    return read_tables(FOLDER / folder)


def row(
    school: str, settlement: str, year: int | None = None, stage: str = "primary", township: str = TOWN
) -> dict:
    """Return a row of districts.csv."""
    return {"school_code": school, "township_code": township, "settlement_code": settlement, "stage": stage,
            "from_year": year}  # fmt: skip


def told(*records: dict) -> InputTables:
    """Return the tables of the county with other districts."""
    return replace(tables(), districts=rows("districts", *records))


def began(of: InputTables) -> Start:
    """Return the start of tables of the county."""
    return build_start(of, numbers(), 0)


@cache
def redrawn() -> Start:
    """Return the start of the county as its folder tells it."""
    return began(tables())


@cache
def as_they_are() -> Start:
    """Return the start of the county whose districts stay."""
    return began(tables("input"))
