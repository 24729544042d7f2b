"""Fill what needs no other table: provenance, the year of a row, and declared constants."""

from __future__ import annotations

from sim.inputs.filling.draft import Draft
from sim.inputs.levels import DATED
from sim.inputs.schema import TABLES

_CONSTANTS = (
    ("counties", "is_counted_apart", 0),
    ("schools", "ownership", "public"),
    ("schools", "is_minority", 0),
    ("schools", "is_special", 0),
    ("estates", "primary_seats", 0),
    ("estates", "junior_seats", 0),
    ("bus_lines", "buses", 1),
)


def fill_constants(draft: Draft) -> None:
    """Fill provenance, start years and constants as the columns declare them."""
    for name, table in TABLES.items():
        draft.fill_column(name, "source", table.file)
        draft.fill_column(name, "confidence", "read")
    for name in DATED:
        draft.fill_column(name, "year", draft.start_year)
    for name, column, value in _CONSTANTS:
        draft.fill_column(name, column, value)
    villages = draft.frames["settlements"].set_index("settlement_code")["township_code"]
    estates = draft.frames["estates"]
    draft.fill_column("estates", "township_code", estates["settlement_code"].map(villages).fillna(""))
