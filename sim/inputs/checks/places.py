"""The rules of counties and their seats."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say, UserError
from sim.inputs.checks.given import Given, needs, rows_of


@needs("counties")
def one_start_year(given: Given) -> Iterator[UserError]:
    """Check that every county has the same start year."""
    counties = given["counties"]
    for row, year in enumerate(counties.columns["year"]):
        if year != given.start:
            yield UserError(
                Say("two start years", "起始年不一致"),
                where=counties.where(row, "year"),
                value=year,
                rule=Say(
                    f"every county has the start year of the first row, {given.start}",
                    f"各县起始年须与首行相同：{given.start}",
                ),
                remedy=Say("bring all counties to one year", "请将各县数据统一到同一年"),
            )


@needs("counties")
def seat_within_urban(given: Given) -> Iterator[UserError]:
    """Check that the county seat is part of the urban places."""
    counties = given["counties"]
    for row, (seat, urban) in enumerate(rows_of(counties, "seat_share", "urban_share")):
        if seat is not None and seat > urban:
            yield UserError(
                Say("seat_share is larger than urban_share", "seat_share 大于 urban_share"),
                where=counties.where(row, "seat_share"),
                value=seat,
                rule=Say(
                    f"seat_share <= urban_share, here {urban}",
                    f"seat_share 不得大于 urban_share（本行为 {urban}）",
                ),
                remedy=Say("correct one of the two shares", "请更正其中一个比例"),
            )


@needs("counties")
def somebody_in_the_seat(given: Given) -> Iterator[UserError]:
    """Check that the county seat has residents: schools and newcomers are placed by them."""
    counties = given["counties"]
    for row, (seat, urban) in enumerate(rows_of(counties, "seat_share", "urban_share")):
        if (urban if seat is None else seat) == 0:
            name = "urban_share" if seat is None else "seat_share"
            yield UserError(
                Say("nobody lives in the county seat", "县城没有人口"),
                where=counties.where(row, name),
                value=0,
                rule=Say(
                    f"{name} > 0: every county has a seat with residents",
                    f"{name} 须大于 0：每县都有县城人口",
                ),
                remedy=Say("write the share, 0.4 for 40 %", "请填写比例，如 40% 写作 0.4"),
            )


@needs("counties", "townships")
def seat_has_a_township(given: Given) -> Iterator[UserError]:
    """Check that every county has a township that is part of its seat."""
    seats = {code for code, seat in rows_of(given["townships"], "county_code", "is_seat") if seat == 1}
    counties = given["counties"]
    for row, code in enumerate(counties.columns["county_code"]):
        if code not in seats:
            yield UserError(
                Say("the county has no township that is its seat", "该县没有县城所在的乡镇"),
                where=counties.where(row, "county_code"),
                value=code,
                rule=Say(
                    "townships.csv has at least one row with is_seat = 1 a county",
                    "townships.csv 中每县至少一行 is_seat = 1",
                ),
                remedy=Say("mark the township of the county seat", "请标出县城所在乡镇"),
            )
