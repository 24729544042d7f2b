"""Births (model.md step 2): first births make households, later births follow the mother's age and births so far.

Identities are set before moves that depend on policy: a first child from place, age cell and ordinal, a later one from
its household and birth order, so policies do not re-roll other families.
"""

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision, draws_for
from sim.kernels.codes import (
    BELOW_AGE,
    BORN,
    HUKOU_PROVINCE,
    HUKOU_REGION,
    LOCAL,
    OWNER,
    RELATIVES,
    TENANT,
    VILLAGE,
)
from sim.kernels.demography import births_away, first_births
from sim.kernels.families import later_births, newborn, poverty_risk
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
    h.writable("n_births")[mothers] += 1
    h.writable("year_last_birth")[mothers] = year
    uid = np.zeros(n, np.uint64)
    sex, month, born = np.zeros(n, np.uint8), np.zeros(n, np.uint8), np.zeros(n, np.int16)
    order = h["n_births"][mothers].astype(np.int64)
    keys, ratio = (_CHILD, _SEX, _MONTH), region.numbers["sex_ratio_birth"]
    newborn(h["uid"][mothers], order, year, *keys, ratio, region.luck, uid, sex, born, month)
    rows = region.children.append(
        n, uid=uid, household=mothers, birth_year=born, birth_month=month, sex=sex, status=BELOW_AGE
    )
    trace_notes.births(region, rows)
    _count(region, mothers, sex)
    _away(region, level)


def _count(region: Region, mothers: np.ndarray, sex: np.ndarray) -> None:
    """Count the newborn as residents, and as registered where the mother's hukou stands in the region."""
    h, geography = region.households, region.geography
    home = h["settlement"][mothers]
    region.accounts.add("births", geography.county[home])
    region.accounts.note(BORN, geography.place[home], np.zeros(len(home), np.int64), sex)
    hukou = h["hukou_settlement"][mothers[h["hukou"][mothers] == HUKOU_REGION]]
    region.accounts.add("births_registered", geography.county[hukou])


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
    is_birth = np.zeros(len(h), np.uint8)
    columns = [h[name] for name in ("mother_year", "n_births", "year_last_birth", "uid", "parents_away")]
    run_chunks(
        later_births, len(h), region.threads, *columns, region.vitals.later_birth, level, region.geography.county,
        h["settlement"], region.luck, _LATER, region.year, is_birth,
    )  # fmt: skip
    return np.flatnonzero(is_birth & (h["leaving"] == 0)).astype(np.int32)


def _first(region: Region, level: np.ndarray) -> np.ndarray:
    """Take mothers and partners from the adult table into new households and return their rows."""
    geography, year = region.geography, region.year
    women = region.adults[:, 18:50, 1, :2].sum(axis=(0, 2))
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
    draws = {name: draws_for(region.luck, key, 0, uid) for name, key in _TRAITS.items()}
    is_village = geography.zone[home] == VILLAGE
    is_local = standing == LOCAL
    poor = draws["poverty"] < poverty_risk(region.numbers["share_poverty"], is_village)
    return region.households.append(
        n, uid=uid, settlement=home, hukou_settlement=np.where(is_local, home, -1),
        hukou=np.where(is_local, HUKOU_REGION, HUKOU_PROVINCE), is_rural_hukou=is_village | ~is_local,
        tenure=np.where(draws["tenure"] < OWNS, OWNER, np.where(draws["tenure"] < OWNS_OR_STAYS, RELATIVES, TENANT)),
        year_moved=year - SETTLED, income=draws["income"], poverty=poor, mother_year=year - age,
        father_year=np.where(partner >= 0, year - partner, 0), n_births=0,
    )  # fmt: skip
