"""The rules between tables: each is a function from the tables read to the errors found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sim.base.errors import Say, UserError
from sim.base.reading import TableRead
from sim.inputs.age_checks import (
    ages_without_gap,
    fertility_complete,
    levels_complete,
    rates_from_start,
    rates_without_gap,
)

Reads = Mapping[str, TableRead]

# Tables whose rows belong to a county of counties.csv.
_OF_A_COUNTY = ("townships", "population", "births", "school_totals")

# Kinds of school that teach the stage.
_TEACHES = {"primary": ("primary", "nine_year"), "junior": ("junior", "nine_year")}


def broken_rules(reads: Reads) -> list[UserError]:
    """Return an error for every rule between tables that does not hold.

    Parameters
    ----------
    reads : mapping of str to TableRead
        Every required table, each right by itself.
    """
    return [error for rule in RULES for error in rule(reads)]


def one_start_year(reads: Reads) -> Iterator[UserError]:
    """Check that every county has the same start year."""
    counties = reads["counties"]
    first = counties.columns["year"][0]
    for row, year in enumerate(counties.columns["year"]):
        if year != first:
            yield UserError(
                Say("two start years", "起始年不一致"),
                where=counties.where(row, "year"),
                value=year,
                rule=Say(
                    f"every county has the start year of the first row, {first}",
                    f"各县起始年须与首行相同：{first}",
                ),
                remedy=Say("bring all counties to one year", "请将各县数据统一到同一年"),
            )


def seat_within_urban(reads: Reads) -> Iterator[UserError]:
    """Check that the county seat is part of the urban places."""
    counties = reads["counties"]
    shares = zip(counties.columns["seat_share"], counties.columns["urban_share"], strict=True)
    for row, (seat, urban) in enumerate(shares):
        if seat > urban:
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


def known_county(reads: Reads) -> Iterator[UserError]:
    """Check that every county code stands in counties.csv."""
    known = reads["counties"].columns["county_code"]
    for name in _OF_A_COUNTY:
        read = reads[name]
        for row, code in enumerate(read.columns["county_code"]):
            if code not in known:
                yield UserError(
                    Say("unknown county", "未知的县代码"),
                    where=read.where(row, "county_code"),
                    value=code,
                    rule=Say(
                        f"county_code stands in counties.csv: {', '.join(known)}",
                        f"county_code 须在 counties.csv 中：{'、'.join(known)}",
                    ),
                    remedy=Say(
                        "correct the code, or add the county to counties.csv",
                        "请更正代码，或在 counties.csv 中补充该县",
                    ),
                )


def seat_has_a_township(reads: Reads) -> Iterator[UserError]:
    """Check that every county has a township that is part of its seat."""
    townships = reads["townships"].columns
    seats = {
        code for code, seat in zip(townships["county_code"], townships["is_seat"], strict=True) if seat == 1
    }
    counties = reads["counties"]
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


def population_sums(reads: Reads) -> Iterator[UserError]:
    """Check that the residents by age and sex sum to the residents of the county."""
    population, counties = reads["population"], reads["counties"]
    sums: dict[str, int] = defaultdict(int)
    for code, persons in zip(population.columns["county_code"], population.columns["persons"], strict=True):
        sums[code] += persons
    for row, code in enumerate(counties.columns["county_code"]):
        total = counties.columns["residents"][row]
        if code in sums and sums[code] != total:
            yield UserError(
                Say("the population does not sum to the residents", "分年龄人口之和不等于常住人口"),
                where=counties.where(row, "residents"),
                value=total,
                rule=Say(
                    f"residents = sum of population.csv for {code}, here {sums[code]}",
                    f"residents 须等于 population.csv 中 {code} 之和：{sums[code]}",
                ),
                remedy=Say("correct the total or the age groups", "请更正总数或年龄组"),
            )


def births_known(reads: Reads) -> Iterator[UserError]:
    """Check that every county has births, without a missing year between its first and last."""
    births, counties = reads["births"], reads["counties"]
    years: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    columns = births.columns
    for code, basis, year in zip(columns["county_code"], columns["basis"], columns["year"], strict=True):
        years[code][basis].add(year)
    for row, code in enumerate(counties.columns["county_code"]):
        gaps = {
            year
            for known in years[code].values()
            for year in range(min(known), max(known))
            if year not in known
        }
        if not years[code] or gaps:
            listed = ", ".join(str(year) for year in sorted(gaps)) or "all"
            yield UserError(
                Say("births are missing", "缺少出生人数"),
                where=births.where_last("county_code", code),
                value=f"{code}: {listed}",
                rule=Say(
                    f"births.csv has every year between the first and the last of county {code}",
                    f"births.csv 中 {code} 首末年之间不得缺年",
                ),
                remedy=Say(f"add the rows; see counties.csv line {counties.lines[row]}", "请补充缺少的年份"),
            )


def stages_taught(reads: Reads) -> Iterator[UserError]:
    """Check that every county has a school for the primary grades and one for the junior grades."""
    totals, counties = reads["school_totals"], reads["counties"]
    columns = totals.columns
    taught = {
        (code, kind)
        for code, kind, schools in zip(
            columns["county_code"], columns["kind"], columns["schools"], strict=True
        )
        if schools > 0
    }
    for row, code in enumerate(counties.columns["county_code"]):
        for stage, kinds in _TEACHES.items():
            if not any((code, kind) in taught for kind in kinds):
                yield UserError(
                    Say(
                        f"the county has no {stage} school",
                        f"该县没有{'小学' if stage == 'primary' else '初中'}",
                    ),
                    where=counties.where(row, "county_code"),
                    value=code,
                    rule=Say(
                        f"school_totals.csv has a school of kind {' or '.join(kinds)} in every county",
                        f"school_totals.csv 中每县至少有一所 {' 或 '.join(kinds)}",
                    ),
                    remedy=Say("add the schools of the county", "请补充该县的学校数"),
                )


def city_zones_in_cities(reads: Reads) -> Iterator[UserError]:
    """Check that only districts and cities have schools in urban zones; a county seat is a town."""
    counties, totals = reads["counties"].columns, reads["school_totals"]
    kinds = dict(zip(counties["county_code"], counties["kind"], strict=True))
    for row, zone in enumerate(totals.columns["zone_kind"]):
        if zone == "urban" and kinds.get(totals.columns["county_code"][row]) == "county":
            yield UserError(
                Say("a county has no urban zone", "县没有城区"),
                where=totals.where(row, "zone_kind"),
                value=zone,
                rule=Say(
                    "schools in the seat of a county are town schools; urban is for districts and cities",
                    "县城学校属镇区，城区只用于市辖区和县级市",
                ),
                remedy=Say("write town, or correct the kind of the county", "请改为 town，或更正县的类型"),
            )


RULES = (
    one_start_year,
    seat_within_urban,
    known_county,
    seat_has_a_township,
    ages_without_gap,
    rates_without_gap,
    rates_from_start,
    population_sums,
    births_known,
    fertility_complete,
    levels_complete,
    stages_taught,
    city_zones_in_cities,
)
