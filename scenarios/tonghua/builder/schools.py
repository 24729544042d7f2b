"""Schools by county, kind and zone kind in the start year, scaled from Jilin and from national tables."""

from __future__ import annotations

import numpy as np

from builder.sources import APART, WITHOUT, ZONES, choice, choices, lookup, rounded
from builder.target import Target

STAGE_AGES = {"primary": range(6, 12), "junior": range(12, 15)}
PROVINCE = "吉林省"


def totals(target: Target) -> dict[str, float]:
    """Return the schools of Jilin in the start year by kind."""
    return _totals_before_2022(target.year) if target.year <= 2022 else _totals_after_2023(target.year)


def _totals_before_2022(year: int) -> dict[str, float]:
    """Return the schools of Jilin from 2013 to 2022: primary schools fall geometrically."""
    schools = lookup("schools")
    later = schools(PROVINCE, 2022, "primary schools")
    earlier = later + schools(PROVINCE, "2013-2022", "primary schools lost")
    gone = (year - 2013) / (2022 - 2013)
    return {
        "primary": earlier * (later / earlier) ** gone,
        "point": choice("points_2017"),
        "junior": choice("junior_and_nine_year_2017"),
    }


def _totals_after_2023(year: int) -> dict[str, float]:
    """Return the schools of Jilin after the count of 2023, each kind moved on by its yearly change."""
    schools = lookup("schools")
    counted = {
        "primary": (schools(PROVINCE, 2023, "primary schools"), "primary_schools_change"),
        "point": (schools(PROVINCE, 2023, "primary teaching sites"), "points_change"),
        "junior": (choice("junior_and_nine_year_2023"), "junior_and_nine_year_change"),
    }
    return {kind: count * (1 + choice(change)) ** (year - 2023) for kind, (count, change) in counted.items()}


def pupils_by_zone(county: dict, children: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return the likely pupils of a county by stage and zone kind.

    Villages hold a smaller part of the pupils than of the residents; the factor is that of the nation in
    2016, primary and junior apart, as many go to school in town.
    """
    urban, seat = float(county["urban_share"]), float(county["seat_share"])
    in_city = county["kind"] != "county"
    zones = {"urban": seat if in_city else 0.0, "town": urban - seat if in_city else urban}
    result = {}
    for stage, factor in village_factors().items():
        village = (1 - urban) * factor
        rest = {zone: share / urban * (1 - village) for zone, share in zones.items()}
        result[stage] = {
            zone: share * children[stage] for zone, share in (rest | {"village": village}).items()
        }
    return result


def village_factors() -> dict[str, float]:
    """Return the village part of pupils over the village part of residents, nation 2016, by stage."""
    schools = lookup("schools")
    rural = 1 - schools("全国", 2016, "urban share of residents") / 100
    factors = {}
    for stage in STAGE_AGES:
        pupils = [schools(f"全国 {zone}", 2016, f"{stage} pupils") for zone in ZONES.values()]
        factors[stage] = pupils[-1] / sum(pupils) / rural
    return factors


def schools_per_pupil() -> dict[str, dict[str, float]]:
    """Return national schools per pupil by kind and zone kind, in no particular unit."""
    schools = lookup("schools")
    tables = (
        ("primary", 2018, "primary schools", "primary pupils"),
        ("point", 2018, "primary teaching sites", "primary pupils"),
        ("junior", 2016, "junior schools", "junior pupils"),
    )
    return {
        kind: {
            zone: schools(f"全国 {name}", year, count) / schools(f"全国 {name}", year, pupils)
            for zone, name in ZONES.items()
        }
        for kind, year, count, pupils in tables
    }


def school_counts(
    target: Target, counties: list[dict], population: list[dict]
) -> dict[tuple[str, str, str], int]:
    """Return the schools by county code, kind and zone kind."""
    part = lookup("schools")(WITHOUT, 2023, "share of the schools of Jilin") / 100
    inside = sum(row["residents"] for row in counties if row["county"] != APART)
    part *= sum(row["residents"] for row in counties) / inside
    pupils = {row["county_code"]: pupils_by_zone(row, _children(row, population)) for row in counties}
    nine_year = choices("nine_year_of_junior")
    counts: dict[tuple[str, str, str], int] = {}
    of_jilin = totals(target)
    for kind, per_pupil in schools_per_pupil().items():
        stage = "junior" if kind == "junior" else "primary"
        cells = [(code, zone) for code in pupils for zone in ZONES]
        weights = np.array([pupils[code][stage][zone] * per_pupil[zone] for code, zone in cells])
        whole = rounded(weights, int(round(of_jilin[kind] * part)))
        counts |= {(code, kind, zone): int(n) for (code, zone), n in zip(cells, whole, strict=True)}
    for code in pupils:
        for zone, name in ZONES.items():
            junior = counts[code, "junior", zone]
            both = int(round(junior * nine_year[name]))
            counts[code, "nine_year", zone] = both
            counts[code, "junior", zone] = junior - both
    _school_in_every_seat(counties, counts)
    return counts


def _children(county: dict, population: list[dict]) -> dict[str, float]:
    """Return the resident children of school age by stage."""
    code = county["county_code"]
    rows = [row for row in population if row["county_code"] == code and row["hukou"] != "away"]
    return {
        stage: sum(row["persons"] for row in rows if row["age_low"] in ages and row["age_low"] < 18)
        for stage, ages in STAGE_AGES.items()
    }


def _school_in_every_seat(counties: list[dict], counts: dict[tuple[str, str, str], int]) -> None:
    """Give every county seat at least one primary and one junior school."""
    for county in counties:
        zone = "town" if county["kind"] == "county" else "urban"
        for kind in ("primary", "junior"):
            key = county["county_code"], kind, zone
            counts[key] = max(counts[key], 1)


def school_rows(target: Target, counties: list[dict], population: list[dict]) -> list[dict]:
    """Return the rows of school_totals.csv; kinds that a zone lacks have no row."""
    when = {
        "primary": "2013 to 2022 geometric"
        if target.year <= 2022
        else "2023 moved on by the fall of 2013 to 2022",
        "point": "2022" if target.year <= 2022 else "2023 moved on by the fall of pupils",
    }
    notes = {
        "primary": f"Jilin {when['primary']}, part by residents; zones by national schools per pupil",
        "point": f"Jilin {when['point']}, part of Tonghua by residents; zones by national points per pupil",
        "junior": "Jilin schools with junior grades less nine-year; zones by national schools per pupil",
        "nine_year": "assumed share of the schools with junior grades",
    }
    return [
        {
            "county_code": code,
            "kind": kind,
            "zone_kind": zone,
            "schools": count,
            "source": "sources/schools.csv, choices.csv",
            "confidence": "estimate",
            "note": notes[kind],
        }
        for (code, kind, zone), count in sorted(school_counts(target, counties, population).items())
        if count
    ]
