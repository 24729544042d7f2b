"""The rules of housing projects: each has a place and dwellings."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of


@needs("estates")
def has_a_place(given: Given) -> Iterator[UserError]:
    """Check that every project says in which township, or which village or community, it stands."""
    estates = given["estates"]
    for row, (code, township, settlement) in enumerate(
        rows_of(estates, "estate_code", "township_code", "settlement_code")
    ):
        if township is None and settlement is None:
            yield UserError(
                Say("a housing project without a place", "住宅项目没有位置"),
                where=estates.where(row, "township_code"),
                value=code,
                rule=Say("a project has a township_code or a settlement_code",
                         "每个项目须有 township_code 或 settlement_code"),
                remedy=Say("give the township it stands in", "请填写项目所在乡镇（街道）代码"),
            )  # fmt: skip


@needs("estates")
def has_dwellings(given: Given) -> Iterator[UserError]:
    """Check that every project has dwellings: nobody moves into one without."""
    estates = given["estates"]
    for row, (code, dwellings) in enumerate(rows_of(estates, "estate_code", "dwellings")):
        if dwellings == 0:
            yield UserError(
                Say("a housing project without dwellings", "住宅项目没有住宅"),
                where=estates.where(row, "dwellings"),
                value=f"{code}: 0",
                rule=Say("dwellings is at least 1", "规划套数至少为 1"),
                remedy=Say("give the dwellings planned, or take the row away", "请填写规划套数，或删除该行"),
            )
