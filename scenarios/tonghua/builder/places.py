"""Counties and townships on 1 September of the start year."""

from __future__ import annotations

import numpy as np

from builder.sources import (
    APART,
    CENSUS_2010,
    CENSUS_2020,
    START,
    WITH,
    WITHOUT,
    YEAR,
    choice,
    choices,
    lookup,
    part_of_time,
    rounded,
    source,
)

CENSUS = "census resident population"
KINDS = {"街道": "street", "特殊乡镇": "zone", "新村": "zone", "镇": "town", "乡": "township"}
SEAT_TOWNS = ("快大茂镇", "朝阳镇", "柳河镇")
DISTRICTS = ("东昌区", "二道江区")


def census_2020(names: list[str]) -> dict[str, float]:
    """Return the residents of 2020, the four estimated ones scaled to the known total without 梅河口."""
    population = lookup("population")
    guessed = ("东昌区", "二道江区", "辉南县", "柳河县")
    figures = {name: population(name, 2020, CENSUS) for name in names}
    read = sum(figures[name] for name in names if name not in guessed and name != APART)
    rest = population(WITHOUT, 2020, CENSUS) - read
    scale = rest / sum(figures[name] for name in guessed)
    return {name: figure * (scale if name in guessed else 1) for name, figure in figures.items()}


def residents_at_start(names: list[str]) -> dict[str, int]:
    """Return the residents on 1 September: geometric between the censuses of 2010 and 2020."""
    population = lookup("population")
    gone = part_of_time(CENSUS_2010, START, CENSUS_2020)
    later = census_2020(names)
    first = {name: population(name, 2010, CENSUS) for name in names}
    return {name: int(round(first[name] * (later[name] / first[name]) ** gone)) for name in names}


def growth_between_censuses(names: list[str]) -> dict[str, float]:
    """Return the growth of residents a year between the censuses of 2010 and 2020."""
    population, later = lookup("population"), census_2020(names)
    years = (CENSUS_2020 - CENSUS_2010).days / 365.25
    return {name: (later[name] / population(name, 2010, CENSUS)) ** (1 / years) - 1 for name in names}


def hukou_at_start(names: list[str]) -> dict[str, int]:
    """Return the registered population of each county at the end of the start year.

    The prefecture's figure is split in three steps: 梅河口 by its part of 2021, the two districts together
    by their part of 2015, everything else by the residents of the 2010 census, when fewer had left.
    """
    population = lookup("population")
    hukou = "year-end hukou population"
    total = population(WITH, YEAR, hukou) * 10_000
    apart = total * population(APART, 2021, hukou) / population(WITH, 2021, hukou)
    districts = total * population("通化市 市区", 2015, "hukou population") / population(WITH, 2015, hukou)
    others = [name for name in names if name not in DISTRICTS and name != APART]
    split = {APART: apart}
    for group, part in ((DISTRICTS, districts), (others, total - apart - districts)):
        base = sum(population(name, 2010, CENSUS) for name in group)
        split |= {name: part * population(name, 2010, CENSUS) / base for name in group}
    whole = rounded(np.array([split[name] for name in names]), int(round(total)))
    return {name: int(count) for name, count in zip(names, whole, strict=True)}


def county_rows() -> list[dict]:
    """Return the rows of counties.csv."""
    table = source("counties")
    names = list(table["county"])
    residents, hukou = residents_at_start(names), hukou_at_start(names)
    years_back = (CENSUS_2020 - START).days / 365.25
    growth = choice("urban_growth") * years_back
    urban = {name: share - growth for name, share in choices("urban_share_2020").items()}
    seat = choices("seat_of_urban")
    change = growth_between_censuses(names)
    rows = []
    for row in table.to_dict("records"):
        name = row["county"]
        rows.append(
            {
                **{
                    key: row[key] for key in ("county_code", "county", "kind", "is_counted_apart", "area_km2")
                },
                "lon": row["lon"],
                "lat": row["lat"],
                "year": YEAR,
                "residents": residents[name],
                "hukou_population": hukou[name],
                "urban_share": f"{urban[name]:.4f}",
                "seat_share": f"{urban[name] * seat[name]:.4f}",
                "resident_growth": f"{change[name]:.4f}",
                "source": "sources/counties.csv, population.csv, choices.csv",
                "confidence": "estimate",
                "note": _county_note(name),
            }
        )
    return rows


def _county_note(name: str) -> str:
    """Return how sure the figures of a county are."""
    census = {
        "通化县": "both read",
        "梅河口市": "both read",
        "集安市": "2020 read as 16.92万",
    }.get(name, "2020 split from the residual of 958464")
    urban = "44.27 % in 2020 read" if name == "通化县" else "estimated"
    return (
        f"residents: geometric between the censuses of 2010 and 2020 ({census}); "
        f"hukou: split of 217.15万 at the end of 2017; urban share: {urban}"
    )


def township_rows(counties: list[dict]) -> list[dict]:
    """Return the rows of townships.csv; residents only where a figure of 2000 gives the proportions."""
    by_code = {row["county_code"]: row for row in counties}
    table = source("townships")
    rows = []
    for town in table.to_dict("records"):
        name = town["township"]
        kind = next(kind for ending, kind in KINDS.items() if name.endswith(ending))
        rows.append(
            {
                "township_code": town["township_code"],
                "township": name,
                "county_code": town["county_code"],
                "kind": kind,
                "is_seat": int(kind == "street" or name in SEAT_TOWNS),
                "residents": town["residents_2000"],
                "source": f"sources/townships.csv: {town['source']}",
                "confidence": "estimate" if town["residents_2000"] else town["confidence"],
                "note": "",
            }
        )
    for county in by_code.values():
        _scale_residents(county, [row for row in rows if row["county_code"] == county["county_code"]])
    return rows


def _scale_residents(county: dict, towns: list[dict]) -> None:
    """Scale the residents of 2000 to the start year, within the seat and outside it apart."""
    known = [row for row in towns if row["residents"]]
    if not known:
        return
    seat = int(round(county["residents"] * float(county["seat_share"])))
    for is_seat, total in ((1, seat), (0, county["residents"] - seat)):
        group = [row for row in known if row["is_seat"] == is_seat]
        scaled = rounded(np.array([float(row["residents"]) for row in group]), total)
        for row, residents in zip(group, scaled, strict=True):
            row["residents"] = int(residents)
            row["note"] = "residents: proportions of the census of 2000, scaled to the seat share of 2017"
    for row in towns:
        if row["kind"] == "street" and not row["residents"]:
            row["note"] = "formed after 2000: its residents stand with the older streets"
