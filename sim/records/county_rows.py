"""Record rows of people: by township and age, by entry cohort, by county; and the rulebook in force."""

from operator import attrgetter

import numpy as np

from sim.kernels.age_rows import rows_by_group
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
from sim.world.people_count import Census, People
from sim.world.programmes import PROGRAMMES
from sim.world.region import Region

_FIELDS = sorted(RULES)
_FIELD_VALUES = attrgetter(*_FIELDS)
_UNITS, _SOURCES = sorted({r.unit for r in RULES.values()}), sorted({r.source for r in RULES.values()})
_UNIT = np.array([_UNITS.index(RULES[name].unit) for name in _FIELDS])
_SOURCE = np.array([_SOURCES.index(RULES[name].source) for name in _FIELDS])


def township_age_columns(region: Region, people: People) -> Collected:
    """Return the rows of `township_age`, those of the flows since the last census with them.

    Cells without people and flows have no row; zone kind tells seat and villages apart.
    """
    g, n_zones = region.geography, len(ZONE_NAMES)
    stocks = people.residents, people.local, people.enrolled
    group = g.place_township.astype(np.int64) * n_zones + g.place_zone
    group, age, sex, (here, local, enrolled, *flows) = rows_by_group(group, stocks, region.accounts.flows)
    township, zone = np.divmod(np.arange(len(g.township_codes) * n_zones, dtype=np.int32), n_zones)
    county = g.township_county[township]
    return {
        "year": constant(len(age), region.year), "county": Coded(county.take(group), list(g.county_codes)),
        "township": Coded(township.take(group), list(g.township_codes)),
        "zone_kind": Coded(zone.take(group), list(ZONE_NAMES)), "age": age,
        "sex": Coded(sex, ["male", "female"]), "residents": here, "hukou_here": local, "enrolled": enrolled,
        **dict(zip(RESIDENT_FLOWS, flows, strict=True)),
    }  # fmt: skip


def cohort_columns(region: Region, here: np.ndarray) -> Collected:
    """Return the rows of `cohort`, `here` int (counties, cohorts, 4); a cohort nobody is in or has left has none."""
    book, g = region.accounts.cohorts, region.geography
    county, cohort = np.nonzero(here.any(axis=2) | book.flows.any(axis=0))
    stocks = ("n_enrolled", "n_waiting", "n_dropped_out", "n_finished")
    return {
        "year": constant(len(county), region.year), "county": Coded(county, list(g.county_codes)),
        "cohort": cohort + book.first,
        **{name: here[county, cohort, k] for k, name in enumerate(stocks)},
        **{name: flow[county, cohort] for name, flow in zip(COHORT_FLOWS, book.flows, strict=True)},
    }  # fmt: skip


def county_stocks(region: Region, census: Census) -> Collected:
    """Return the stocks of `county` at the census."""
    g, people = region.geography, census.people
    n = g.n_counties
    by_place = people.residents.sum(axis=(1, 2))
    town = np.where(g.place_zone != VILLAGE, by_place, 0)
    return {
        "year": constant(n, region.year), "county": Coded(np.arange(n), list(g.county_codes)),
        "is_counted_apart": g.is_counted_apart.astype(np.uint8),
        "residents": np.bincount(g.place_county, by_place, n).astype(np.int64),
        "residents_urban_town": np.bincount(g.place_county, town, n).astype(np.int64), "hukou_population": people.hukou,
        "children": np.bincount(g.place_county, people.residents[:, :18].sum(axis=(1, 2)), n).astype(np.int64),
        "families": census.families, "posts": region.staff.posts_total.copy(),
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
    n = region.geography.n_counties
    values = np.array([_FIELD_VALUES(book) for book in rules], float).reshape(-1)
    return {
        "year": constant(len(values), region.year),
        "county": Coded(np.repeat(np.arange(n), len(_FIELDS)), list(region.geography.county_codes)),
        "field": Coded(np.tile(np.arange(len(_FIELDS)), n), _FIELDS), "value": values,
        "unit": Coded(np.tile(_UNIT, n), _UNITS), "source": Coded(np.tile(_SOURCE, n), _SOURCES),
    }  # fmt: skip
