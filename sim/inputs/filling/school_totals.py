"""Fill the numbers of schools: counted in schools.csv, else the nation's schools per pupil.

Pupils of a county by zone kind: villages hold a smaller part of the pupils than of the residents, by the
factor of the nation, as many go to school in town.  Schools are the nation's per pupil of the zone; every seat
has a primary and a junior school.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.inputs.checks.given import rows_of
from sim.inputs.checks.schools import is_open
from sim.inputs.defaults import default
from sim.inputs.filling.ages import persons_by_age
from sim.inputs.filling.draft import Draft
from sim.inputs.schema.parts import ZONE_KIND, derived

STAGE_AGES = {"primary": slice(6, 12), "junior": slice(12, 15)}
STAGE_OF = {"primary": "primary", "point": "primary", "junior": "junior"}

_COUNTED = derived("counted in schools.csv", "由 schools.csv 汇总")

Counts = dict[tuple[str, str], int]


def fill_school_totals(draft: Draft) -> None:
    """Fill the numbers of schools by county, kind and zone kind where they are not given."""
    if draft.is_given("school_totals"):
        return
    if draft.is_given("schools"):
        draft.add_table("school_totals", _counted(draft), _COUNTED)
    else:
        draft.add_table("school_totals", _national(draft))


def _counted(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield the schools of the list that are open in the start year, counted."""
    counts: Counter = Counter()
    schools = draft.frames["schools"]
    opened = schools["opened"].fillna(draft.start_year).astype(int)
    closed = schools["closed"].fillna(draft.start_year).astype(int)
    for school, *years in zip(schools.itertuples(), opened, closed, strict=True):
        if is_open(*years, draft.start_year):
            counts[school.county_code, school.kind, school.zone_kind] += 1
    for (county, kind, zone), n in sorted(counts.items()):
        yield {"county_code": county, "kind": kind, "zone_kind": zone, "schools": n}


def _national(draft: Draft) -> Iterator[dict[str, object]]:
    """Yield the schools of every county by the nation's schools per pupil; kinds without a school are left out."""
    for county in draft.frames["counties"].itertuples():
        children = persons_by_age(draft.frames["population"], county.county_code)
        for (kind, zone), n in sorted(_schools_of(county, children).items()):
            if n:
                yield {"county_code": county.county_code, "kind": kind, "zone_kind": zone, "schools": n}


def _schools_of(county, children) -> Counts:
    """Return the schools of a county by kind and zone kind."""
    seat_zone = "town" if county.kind == "county" else "urban"
    counts: Counts = {}
    names = ("kind", "zone_kind", "schools", "pupils", "nine_year_share")
    for kind, zone, schools, pupils, nine_year in rows_of(default("schools"), *names):
        stage = STAGE_OF[kind]
        here = children[STAGE_AGES[stage]].sum() * pupils_by_zone(county, stage)[zone]
        n = round(here * schools / pupils)
        both = round(n * (nine_year or 0.0))
        counts[kind, zone] = n - both
        if kind == "junior":
            counts["nine_year", zone] = both
    for kind in ("primary", "junior"):
        counts[kind, seat_zone] = max(counts[kind, seat_zone], 1)
    return counts


def pupils_by_zone(county, stage: str) -> dict[str, float]:
    """Return the shares of a county's pupils by zone kind of their school; they sum to 1.

    Parameters
    ----------
    county : namedtuple
        A row of counties.
    stage : str
        'primary' or 'junior'.
    """
    urban, seat = county.urban_share, county.seat_share
    village = min(1.0, (1.0 - urban) * village_factor(stage))
    in_seat = seat / urban if urban > 0 else 1.0
    city = in_seat if county.kind != "county" else 0.0
    shares = {"urban": (1.0 - village) * city, "town": (1.0 - village) * (1.0 - city), "village": village}
    return {zone: shares[zone] for zone in ZONE_KIND}


def village_factor(stage: str) -> float:
    """Return the villages' part of the nation's pupils over their part of its residents."""
    rows = {
        row[0]: row[1:]
        for row in rows_of(default("villages"), "stage", "share_of_pupils", "share_of_residents")
    }
    pupils, residents = rows[stage]
    return pupils / residents
