"""Record rows of people: by township and age, by entry cohort, by county; and the rulebook in force."""

import numpy as np

from sim.kernels.census import add_by_group
from sim.kernels.codes import (
    COHORT_FLOWS,
    RESIDENT_FLOWS,
    VILLAGE,
    ZONE_NAMES,
)
from sim.records.collecting import Collected, constant
from sim.records.columns import Coded
from sim.records.county_money import MONEY, PROGRAMMES_PAID, PROGRAMMES_REFUSED, YEARLY
from sim.rules.rulebook import RULES
from sim.world.people_count import People
from sim.world.programmes import PROGRAMMES
from sim.world.region import Region


def township_age_columns(region: Region, people: People) -> Collected:
    """Return the rows of `township_age`, those of the flows since the last census with them.

    Cells without people and flows have no row; zone kind tells seat and villages apart.
    """
    g = region.geography
    counts = _by_township(region, people.residents, people.local, people.enrolled, *region.accounts.flows)
    counts = counts.astype(np.uint32)  # as recorded: the years of a run are kept until it ends
    here, local, enrolled, *flows = counts
    township, zone, age, sex = np.nonzero(counts.sum(axis=0))
    return {
        "year": constant(len(age), region.year), "county": Coded(g.township_county[township], list(g.county_codes)),
        "township": Coded(township, list(g.township_codes)), "zone_kind": Coded(zone, list(ZONE_NAMES)), "age": age,
        "sex": Coded(sex, ["male", "female"]), "residents": here[township, zone, age, sex],
        "hukou_here": local[township, zone, age, sex], "enrolled": enrolled[township, zone, age, sex],
        **{name: flow[township, zone, age, sex] for name, flow in zip(RESIDENT_FLOWS, flows, strict=True)},
    }  # fmt: skip


def _by_township(region: Region, *by_place: np.ndarray) -> np.ndarray:
    """Return counts by place (places, 101, 2) summed by township and zone kind, int (counts, townships, 3, 101, 2)."""
    g, n_zones = region.geography, len(ZONE_NAMES)
    out = np.zeros((len(by_place), len(g.township_codes) * n_zones, *by_place[0].shape[1:]), np.int64)
    group = g.place_township.astype(np.int64) * n_zones + g.place_zone
    for counts, summed in zip(by_place, out, strict=True):
        add_by_group(counts, group, summed)
    return out.reshape(len(by_place), len(g.township_codes), n_zones, *out.shape[2:])


def cohort_columns(region: Region) -> Collected:
    """Return the rows of `cohort`; a cohort nobody is in or has left has none."""
    book, g = region.accounts.cohorts, region.geography
    here = book.now()
    county, cohort = np.nonzero(here.any(axis=2) | book.flows.any(axis=0))
    stocks = ("n_enrolled", "n_waiting", "n_dropped_out", "n_finished")
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(g.county_codes)),
        "cohort": cohort + book.first,
        **{name: here[county, cohort, k] for k, name in enumerate(stocks)},
        **{name: flow[county, cohort] for name, flow in zip(COHORT_FLOWS, book.flows, strict=True)},
    }  # fmt: skip


def county_stocks(region: Region, people: People) -> Collected:
    """Return the stocks of `county` at the census."""
    g, h = region.geography, region.households
    n, stay = g.n_counties, region.households["leaving"] == 0
    by_place = people.residents.sum(axis=(1, 2))
    town = np.where(g.place_zone != VILLAGE, by_place, 0)
    return {
        "year": constant(n, region.year), "county": Coded(np.arange(n), list(g.county_codes)),
        "is_counted_apart": g.is_counted_apart.astype(np.uint8),
        "residents": np.bincount(g.place_county, by_place, n).astype(np.int64),
        "residents_urban_town": np.bincount(g.place_county, town, n).astype(np.int64), "hukou_population": people.hukou,
        "children": np.bincount(g.place_county, people.residents[:, :18].sum(axis=(1, 2)), n).astype(np.int64),
        "families": np.bincount(g.county[h["settlement"][stay]], minlength=n), "posts": region.staff.posts_total.copy(),
    }  # fmt: skip


def county_flows(region: Region) -> Collected:
    """Return the tallies, the capital money and the programmes of the year for `county`."""
    tallies = {name: counts.copy() for name, counts in region.accounts.tally.items()}
    books = [county.bureau.purse.books for county in region.counties]
    money = {
        column.name: np.array([getattr(one, field) for one in books], np.uint64)
        for field, column in MONEY.items()
    }
    programmes = {
        PROGRAMMES_PAID.name: sum(region.ledger.totals(kind) for kind in PROGRAMMES),
        PROGRAMMES_REFUSED.name: region.ledger.totals("refused_running"),
    }
    yearly = {column.name: region.ledger.totals(kind) for kind, column in YEARLY.items()}
    return {**tallies, **money, **programmes, **yearly}


def rulebook_columns(region: Region, rules) -> Collected:
    """Return the rows of `rulebook`: every field of every county."""
    names, g = sorted(RULES), region.geography
    county = np.repeat(np.arange(g.n_counties), len(names))
    field = np.tile(np.arange(len(names)), g.n_counties)
    units, sources = sorted({r.unit for r in RULES.values()}), sorted({r.source for r in RULES.values()})
    return {
        "year": constant(len(field), region.year), "county": Coded(county, list(g.county_codes)),
        "field": Coded(field, names),
        "value": np.array([float(getattr(rules[c], names[f])) for c, f in zip(county, field, strict=True)]),
        "unit": Coded(np.array([units.index(RULES[names[f]].unit) for f in field]), units),
        "source": Coded(np.array([sources.index(RULES[names[f]].source) for f in field]), sources),
    }  # fmt: skip
