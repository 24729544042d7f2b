"""Births (model.md step 2): first births make households, later births follow the mother's age and births so far.

Identities are set before moves that depend on policy: a first child from place, age cell and ordinal, a later one from
its household and birth order, so policies do not re-roll other families.
"""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.arriving import traits_of_new_families
from sim.kernels.codes import (
    BELOW_AGE,
)
from sim.kernels.demography import births_away, first_births
from sim.kernels.families import give_birth, later_births, newborn, poverty_risk
from sim.kernels.leaving import count_births
from sim.processes import trace_notes
from sim.world.region import Region

_FIRST, _LATER, _HOUSEHOLD, _CHILD = (
    decision(f"birth.{name}") for name in ("first", "later", "household", "child")
)
_SEX, _MONTH, _HOME, _AWAY, _AWAY_SEX = (
    decision(f"birth.{name}") for name in ("sex", "month", "home", "away", "away_sex")
)
_TRAITS = {name: decision(f"household.{name}") for name in ("income", "poverty", "tenure")}

OWNS, OWNS_OR_STAYS = (
    0.70,
    0.85,
)  # assumption: new families that own their home, that own it or live with relatives
SETTLED = 10  # assumption: years a new family has lived where it is


def run(region: Region, rules, orders) -> None:
    """Add the newborn of the school year, September of last year to August of this."""
    level = region.vitals.level[region.year - region.vitals.first_year]
    later = _later(region, level)
    first = _first(region, level)
    mothers = np.concatenate([later, first])
    h, year = region.households, region.year
    n = len(mothers)
    parents, order = give_birth(
        mothers, year, h["uid"], h.writable("n_births"), h.writable("year_last_birth")
    )
    uid = np.empty(n, np.uint64)
    sex, month, born = np.empty(n, np.uint8), np.empty(n, np.uint8), np.empty(n, np.int16)
    keys, ratio = (_CHILD, _SEX, _MONTH), region.numbers["sex_ratio_birth"]
    newborn(parents, order, year, *keys, ratio, region.luck, uid, sex, born, month)
    rows = region.children.append(
        n, uid=uid, household=mothers, birth_year=born, birth_month=month, sex=sex, status=BELOW_AGE
    )
    trace_notes.births(region, rows)
    _count(region, mothers, sex)
    _away(region, level)


def _count(region: Region, mothers: np.ndarray, sex: np.ndarray) -> None:
    """Count the newborn as residents, and as registered where the mother's hukou stands in the region."""
    h, g, accounts = region.households, region.geography, region.accounts
    count_births(
        mothers, sex, h["settlement"], h["hukou"], h["hukou_settlement"], g.place, g.county, accounts.flows,
        accounts.tally["births"], accounts.tally["births_registered"],
    )  # fmt: skip


def _away(region: Region, level: np.ndarray) -> None:
    """Let women away have children: registered in the county, resident where their mothers live."""
    geography, ratio = region.geography, region.numbers["sex_ratio_birth"]
    rate = region.vitals.birth_away[geography.place_county]
    born = births_away(
        region.adults, rate, level[geography.place_county], ratio / (1.0 + ratio), region.luck, _AWAY, _AWAY_SEX,
        region.year, geography.place_uid,
    )  # fmt: skip
    for name in ("births_away", "births_registered"):
        region.accounts.add(name, geography.place_county, born)


def _later(region: Region, level: np.ndarray) -> np.ndarray:
    h = region.households
    names = "mother_year", "n_births", "year_last_birth", "uid", "parents_away", "leaving"
    rows = find_chunks(
        later_births, len(h), region.threads, *(h[name] for name in names), region.vitals.later_birth, level,
        region.geography.county, h["settlement"], region.luck, _LATER, region.year,
    )  # fmt: skip
    return rows.astype(np.int32)


def _first(region: Region, level: np.ndarray) -> np.ndarray:
    """Take mothers and partners from the adult table into new households and return their rows."""
    geography, year = region.geography, region.year
    women = region.adults[:, 18:50, 1, :2].sum(axis=0).sum(axis=1)
    room = int(2 * (women * region.vitals.first_birth[18:50]).sum() * max(1.0, level.max())) + 1000
    place, age, standing, partner = (np.zeros(room, np.int64) for _ in range(4))
    uid = np.zeros(room, np.uint64)
    n = first_births(
        region.adults, region.vitals.first_birth, level[geography.place_county], region.luck, _FIRST, _HOUSEHOLD, year,
        geography.place_uid, place, age, standing, partner, uid,
    )  # fmt: skip
    if n < 0:
        raise RuntimeError(f"{year}: more first births than room for them ({room})")
    place, age, standing, partner, uid = place[:n], age[:n], standing[:n], partner[:n], uid[:n]
    home = region.homes.at(place, draws_for(region.luck, _HOME, 0, uid))
    luck = {name: draws_for(region.luck, key, 0, uid) for name, key in _TRAITS.items()}
    risks = tuple(poverty_risk(region.numbers["share_poverty"], np.array([True, False])).tolist())
    hukou_at, hukou, is_rural, tenure, poverty, mother_year, father_year = traits_of_new_families(
        home,
        standing,
        age,
        partner,
        geography.zone,
        luck["poverty"],
        luck["tenure"],
        risks,
        OWNS,
        OWNS_OR_STAYS,
        year,
    )
    return region.households.append(
        n, uid=uid, settlement=home, hukou_settlement=hukou_at, hukou=hukou, is_rural_hukou=is_rural, tenure=tenure,
        year_moved=year - SETTLED, income=luck["income"], poverty=poverty, mother_year=mother_year,
        father_year=father_year, n_births=0,
    )  # fmt: skip
