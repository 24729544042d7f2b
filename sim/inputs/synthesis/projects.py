"""Housing projects (住宅项目) of estates.csv that open within a run."""

from collections.abc import Mapping

import numpy as np

from sim.base.errors import Say, UserError
from sim.inputs.schema import TABLES
from sim.inputs.tables import InputTables
from sim.rules.orders import OpenEstate
from sim.world.start import Geography


def read(tables: InputTables, geography: Geography, numbers: Mapping[str, float]) -> tuple[OpenEstate, ...]:
    """Return the projects whose first phase comes after the start year, by year and code.

    Those handed over before have their people in the other tables. The year they fill in, pupils and persons per
    dwelling are declared numbers of the draw.

    Raises
    ------
    UserError
        If nobody lives in the township of a project, so that the tables give it no place to stand.
    """
    ahead = tables.estates[tables.estates["year_first_phase"] > tables.start_year]
    _refuse_empty_townships(ahead, geography)
    return tuple(
        OpenEstate(
            row.estate_code, row.township_code, int(row.year_first_phase), int(row.dwellings),
            numbers["pupils_per_dwelling"], numbers["persons_per_dwelling"], round(numbers["years_to_fill_estate"]),
            row.settlement_code, int(row.primary_seats), int(row.junior_seats),
        )
        for row in ahead.sort_values(["year_first_phase", "estate_code"]).itertuples()
    )  # fmt: skip


def _refuse_empty_townships(ahead, geography: Geography) -> None:
    lived_in = {geography.township_codes[t] for t in np.unique(geography.township)}
    for row in ahead.itertuples():
        if row.township_code not in lived_in:
            raise UserError(
                Say("a housing project in a township where nobody lives", "住宅项目所在乡镇没有常住人口"),
                where=TABLES["estates"].file,
                value=f"{row.estate_code}: {row.township_code}",
                rule=Say(
                    "a project stands in a township with residents", "项目须位于有常住人口的乡镇（街道）"
                ),
                remedy=Say("correct township_code", "请更正 township_code"),
            )
