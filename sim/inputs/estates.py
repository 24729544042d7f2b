"""What estates.csv (住宅项目) does in a run, as the input report says it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say
from sim.inputs.tables import InputTables


def said_of_estates(tables: InputTables) -> Iterator[Say]:
    """Yield how many projects open within a run with how many dwellings and seats, and how many opened before it."""
    estates = tables.estates
    if estates.empty:
        return
    ahead = estates[estates["year_first_phase"] > tables.start_year]
    dwellings, seats = ahead["dwellings"].sum(), ahead[["primary_seats", "junior_seats"]].sum().sum()
    before = len(estates) - len(ahead)
    yield Say(
        f"estates.csv: {len(ahead)} housing projects open after {tables.start_year}, with {dwellings} dwellings and "
        f"{seats} seats planned; handed over before, with their people in the other tables: {before}",
        f"estates.csv：{tables.start_year} 年以后交付 {len(ahead)} 个住宅项目，共 {dwellings} 套，"
        f"规划配套学位 {seats} 个；此前已交付 {before} 个，其人口已计入其他表",
    )
