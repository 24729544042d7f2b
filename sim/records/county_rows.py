"""Record rows of people: by township and age, by entry cohort, by county; and the rulebook in force."""

import numpy as np

from sim.kernels.census import count_cohorts, count_residents
from sim.kernels.codes import AWAY, DROPPED_OUT, ENROLLED, FINISHED, LEFT, LOCAL, VILLAGE, WAITING, ZONE_NAMES
from sim.records.collecting import Collected, constant
from sim.records.declared import Coded
from sim.rules.rulebook import RULES
from sim.world.region import Region

COHORTS_BEFORE = 12  # cohorts that entered this many years before the start are followed


def residents(region: Region) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return residents, those with local hukou and those enrolled by place, age and sex, int (places, 101, 2)."""
    c, h, g = region.children, region.households, region.geography
    here = region.adults[:, :, :, :AWAY].sum(axis=3)
    local, enrolled = region.adults[:, :, :, LOCAL].copy(), np.zeros_like(here)
    children = [c[n] for n in ("status", "sex", "household", "birth_year", "birth_month")]
    families = [h[n] for n in ("settlement", "hukou", "hukou_settlement", "parents_away", "leaving", "mother_year", "father_year")]
    count_residents(*children, *families, g.place, g.county, region.year, here, local, enrolled)
    return here, local, enrolled


def township_age_columns(region: Region) -> Collected:
    """Return the rows of `township_age`; empty cells have no row. A township's seat and villages are told by zone kind."""
    g = region.geography
    here, local, enrolled = (_by_township(region, values) for values in residents(region))
    township, zone, age, sex = np.nonzero(here)
    return {
        "year": constant(len(age), region.year), "county": Coded(g.township_county[township], list(g.county_codes)),
        "township": Coded(township, list(g.township_codes)), "zone_kind": Coded(zone, list(ZONE_NAMES)), "age": age,
        "sex": Coded(sex, ["male", "female"]), "residents": here[township, zone, age, sex],
        "hukou_here": local[township, zone, age, sex], "enrolled": enrolled[township, zone, age, sex],
    }  # fmt: skip


def _by_township(region: Region, by_place: np.ndarray) -> np.ndarray:
    g = region.geography
    out = np.zeros((len(g.township_codes), len(ZONE_NAMES), *by_place.shape[1:]), np.int64)
    np.add.at(out, (g.place_township, g.place_zone), by_place)
    return out


def cohort_columns(region: Region) -> Collected:
    """Return the rows of `cohort`."""
    c, g = region.children, region.geography
    first = region.first_year - COHORTS_BEFORE
    out = np.zeros((g.n_counties, region.year - first + 1, 6), np.int64)
    count_cohorts(c["status"], c["year_entered"], c["household"], region.households["settlement"], g.county, first, out)
    county, cohort = np.nonzero(out[:, :, [ENROLLED, WAITING, DROPPED_OUT, FINISHED]].sum(axis=2))
    columns = {"n_enrolled": ENROLLED, "n_waiting": WAITING, "n_dropped_out": DROPPED_OUT, "n_finished": FINISHED}
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(g.county_codes)), "cohort": cohort + first,
        **{name: out[county, cohort, status] for name, status in columns.items()},
    }  # fmt: skip


def county_columns(region: Region) -> Collected:
    """Return the rows of `county`: stocks of the census population still here and the year's tallies."""
    g, h = region.geography, region.households
    n = g.n_counties
    here, _, _ = residents(region)
    by_place = here.sum(axis=(1, 2))
    town = np.where(g.place_zone != VILLAGE, by_place, 0)
    stay = h["leaving"] == 0
    county = g.county[h["settlement"]]
    return {
        "year": constant(n, region.year), "county": Coded(np.arange(n), list(g.county_codes)),
        "residents": np.bincount(g.place_county, by_place, n).astype(np.int64),
        "residents_urban_town": np.bincount(g.place_county, town, n).astype(np.int64),
        "hukou_population": _hukou_population(region),
        "children": np.bincount(county[region.children["household"][region.children["status"] != LEFT]], minlength=n),
        "families": np.bincount(county[stay], minlength=n), "posts": region.behaviour.posts,
        **{name: counts.copy() for name, counts in region.accounts.tally.items()},
    }  # fmt: skip


def _hukou_population(region: Region) -> np.ndarray:
    """Return persons whose hukou stands in each county, int (counties,)."""
    g, h, c = region.geography, region.households, region.children
    adults = region.adults[:, :, :, [LOCAL, AWAY]].sum(axis=(1, 2, 3))
    out = np.bincount(g.place_county, adults, g.n_counties)
    held = (h["hukou_settlement"] >= 0) & (h["leaving"] == 0)
    county = g.county[np.maximum(h["hukou_settlement"], 0)]
    parents = (h["mother_year"] > 0).astype(int) + (h["father_year"] > 0)
    out += np.bincount(county[held], parents[held], g.n_counties)
    family = c["household"][c["status"] != LEFT]
    out += np.bincount(county[family[held[family]]], minlength=g.n_counties)
    return out.astype(np.int64)


def rulebook_columns(region: Region, rules) -> Collected:
    """Return the rows of `rulebook`: every field of every county."""
    names, g = sorted(RULES), region.geography
    county = np.repeat(np.arange(g.n_counties), len(names))
    field = np.tile(np.arange(len(names)), g.n_counties)
    units, sources = sorted({r.unit for r in RULES.values()}), sorted({r.source for r in RULES.values()})
    return {
        "year": constant(len(field), region.year), "county": Coded(county, list(g.county_codes)), "field": Coded(field, names),
        "value": np.array([float(getattr(rules[c], names[f])) for c, f in zip(county, field, strict=True)]),
        "unit": Coded(np.array([units.index(RULES[names[f]].unit) for f in field]), units),
        "source": Coded(np.array([sources.index(RULES[names[f]].source) for f in field]), sources),
    }  # fmt: skip
