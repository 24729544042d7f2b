"""Counties and townships on 1 September of the start year."""

from __future__ import annotations

import numpy as np

from builder.sources import CENSUS_2020, choice, choices, rounded, source, years_between
from builder.target import Target
from builder.totals import hukou, hukou_growth, resident_growth, residents

KINDS = {"街道": "street", "特殊乡镇": "zone", "新村": "zone", "镇": "town", "乡": "township"}
SEAT_TOWNS = ("快大茂镇", "朝阳镇", "柳河镇")


def urban_shares(target: Target) -> dict[str, float]:
    """Return the urban share of each county at the start: that of 2020, moved by the province's yearly gain."""
    gain = choice("urban_growth") * years_between(CENSUS_2020, target.start)
    return {name: share + gain for name, share in choices("urban_share_2020").items()}


def county_rows(target: Target) -> list[dict]:
    """Return the rows of counties.csv."""
    table = source("counties")
    registered, urban, seat = hukou(target.year), urban_shares(target), choices("seat_of_urban")
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
                "year": target.year,
                "residents": int(round(residents(name, target.start))),
                "hukou_population": registered[name],
                "urban_share": f"{urban[name]:.4f}",
                "seat_share": f"{urban[name] * seat[name]:.4f}",
                "resident_growth": f"{resident_growth(name, target.start):.4f}",
                "hukou_growth": f"{hukou_growth(target.year):.4f}",
                "source": "sources/counties.csv, population.csv, choices.csv",
                "confidence": "estimate",
                "note": _note_of_2017(name) if target.year == 2017 else _note_after_2021(name),
            }
        )
    return rows


def _note_of_2017(name: str) -> str:
    """Return how sure the figures of a county are in 2017."""
    census = {
        "通化县": "both read",
        "梅河口市": "both read",
        "集安市": "2020 read as 16.92万",
    }.get(name, "2020 split from the residual of 958464")
    urban = "44.27 % in 2020 read" if name == "通化县" else "estimated"
    return (
        f"residents: geometric between the censuses of 2010 and 2020 ({census}); "
        f"hukou: split of 217.15万 at the end of 2017, growth of 2016 to 2018; urban share: {urban}"
    )


def _note_after_2021(name: str) -> str:
    """Return how the figures of a county were moved beyond the last known ones."""
    end = "known" if name == "梅河口市" else "its part of the known total without 梅河口"
    return (
        f"residents: end of 2021 ({end}) moved on by the fall of Jilin 2021 to 2024, bent as from 2020 to "
        "2021; hukou: 210.46万 at the end of 2021 moved on by the change of 2018 to 2021, split as in 2017; "
        "urban share: 2020 and 1.04 points a year"
    )


def township_rows(target: Target, counties: list[dict]) -> list[dict]:
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
        towns = [row for row in rows if row["county_code"] == county["county_code"]]
        _scale_residents(target, county, towns)
    return rows


def _scale_residents(target: Target, county: dict, towns: list[dict]) -> None:
    """Scale the residents of 2000 to the start year, within the seat and outside it apart."""
    known = [row for row in towns if row["residents"]]
    if not known:
        return
    seat = int(round(county["residents"] * float(county["seat_share"])))
    for is_seat, total in ((1, seat), (0, county["residents"] - seat)):
        group = [row for row in known if row["is_seat"] == is_seat]
        scaled = rounded(np.array([float(row["residents"]) for row in group]), total)
        for row, count in zip(group, scaled, strict=True):
            row["residents"] = int(count)
            row["note"] = (
                f"residents: proportions of the census of 2000, scaled to the seat share of {target.year}"
            )
    for row in towns:
        if row["kind"] == "street" and not row["residents"]:
            row["note"] = "formed after 2000: its residents stand with the older streets"
