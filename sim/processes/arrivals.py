"""Migrant families (随迁家庭) that arrive from outside the region with their children."""

import numpy as np

from sim.base.draws import decision, draws_for, new_uids
from sim.kernels.arriving import children_of_arrivals
from sim.kernels.codes import HUKOU_OTHER, HUKOU_PROVINCE, TENANT
from sim.kernels.demography import poisson_counts
from sim.processes import trace_notes
from sim.world.region import Region
from sim.world.whereabouts import note_arrivals

_HOW_MANY, _UID, _CHILD = decision("arrival.number"), decision("arrival.uid"), decision("arrival.child")
_TRAITS = {
    name: decision(f"arrival.{name}")
    for name in ("home", "origin", "age", "sex", "month", "second", "income", "poverty", "mother", "permit")
}
OLDEST_CHILD = 14  # assumption: families that arrive bring children of 0-14, ages equally likely
SHARE_SECOND = 0.2  # assumption: families that arrive with a second child
MOST_PERMIT_MONTHS = 12  # assumption: arrivals have held a permit (居住证) for up to a year
SPACING = 3  # assumption: years between the two children of an arriving family
YOUNGEST_MOTHER, MOTHERS_AGES = (
    22,
    10,
)  # assumption: mothers of arriving families had the first child at 22-31
FATHER_OLDER = 2  # assumption: years between father and mother of an arriving family
SHARE_PROVINCE = 0.7  # assumption: arrivals with hukou in the province; the rest from other provinces


def run(region: Region) -> None:
    """Add the families that arrive this year, keyed by place, year and ordinal.

    In counties told by their schools alone others come: see `sim.processes.moves_by_shares`.
    """
    g, year = region.geography, region.year
    expected = region.behaviour.family_arrivals * trend(region) * ~region.is_by_shares[g.place_county]
    counts = poisson_counts(expected, region.luck, _HOW_MANY, year, g.place_uid)
    place = np.repeat(np.arange(len(counts)), counts)
    if len(place) == 0:
        return
    ordinal = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
    uid = new_uids(_UID, year, g.place_uid[place], ordinal)
    luck = luck_of(region, uid)
    age = (luck["age"] * (OLDEST_CHILD + 1)).astype(int)
    arrive(region, uid, region.homes.at(place, luck["home"]), age, wishes_second(luck), luck)


def luck_of(region: Region, uid: np.ndarray) -> dict[str, np.ndarray]:
    """Return the draws of arriving families by trait, float arrays (families,) in [0, 1)."""
    return {name: draws_for(region.luck, key, region.year, uid) for name, key in _TRAITS.items()}


def wishes_second(luck: dict[str, np.ndarray]) -> np.ndarray:
    """Return which families bring a second child where the first is old enough, bool (families,)."""
    return luck["second"] < SHARE_SECOND


def arrive(
    region: Region, uid: np.ndarray, home: np.ndarray, age: np.ndarray, second: np.ndarray, luck: dict
) -> None:
    """Add families with a first child of each age at each home, and a second one, `SPACING` years younger, where asked.

    Parameters
    ----------
    uid : uint64 array (families,)
    home : int array (families,)
        Settlements.
    age : int array (families,)
        Age of the first child, years completed on 1 September.
    second : bool array (families,)
    luck : dict of str to float array
        Of `luck_of`.
    """
    second = second & (age >= SPACING)
    rows = _families(region, home, uid, age, second, luck)
    children = _children(region, rows, uid, age, second, luck)
    note_arrivals(region, rows, children)
    trace_notes.arrivals(region, children)
    county = region.geography.county[home]
    region.accounts.add("families_arrived", county)
    region.accounts.add("parents_arrived", county, np.full(len(rows), 2))


def trend(region: Region) -> np.ndarray:
    """Return arrivals of this year over those of the first year with moves, (places,).

    They follow the county's growth, so that places that empty draw fewer; known beforehand, so that no policy and no
    luck of the run changes who arrives.
    """
    years = region.year - region.first_year - 1
    return (1.0 + region.behaviour.growth[region.geography.place_county]) ** years


def _families(
    region: Region, home: np.ndarray, uid: np.ndarray, age: np.ndarray, second: np.ndarray, luck: dict
) -> np.ndarray:
    year = region.year
    mother = year - age - YOUNGEST_MOTHER - (luck["mother"] * MOTHERS_AGES).astype(int)
    return region.households.append(
        len(uid), uid=uid, settlement=home, hukou_settlement=-1,
        hukou=np.where(luck["origin"] < SHARE_PROVINCE, HUKOU_PROVINCE, HUKOU_OTHER), is_rural_hukou=1,
        tenure=TENANT, permit_months=(luck["permit"] * MOST_PERMIT_MONTHS).astype(int), year_moved=year,
        income=luck["income"],
        poverty=luck["poverty"] < region.numbers["share_poverty"], mother_year=mother,
        father_year=mother - FATHER_OLDER, n_births=np.where(second, 2, 1),
        year_last_birth=year - age + np.where(second, SPACING, 0),
    )  # fmt: skip


def _children(
    region: Region, rows: np.ndarray, uid: np.ndarray, age: np.ndarray, second: np.ndarray, luck: dict
) -> np.ndarray:
    """Add the children, below school age or waiting for a place in the grade of their age; return their rows."""
    family, child, born, month, sex, status, grade, entered, placement = children_of_arrivals(
        rows, uid, age, second, luck["month"], luck["sex"], SPACING, _CHILD, region.year
    )
    region.accounts.add("children_arrived", region.geography.county[region.households["settlement"][family]])
    return region.children.append(
        len(child), uid=child, household=family, birth_year=born, birth_month=month, sex=sex, status=status,
        grade=grade, year_entered=entered, placement=placement,
    )  # fmt: skip
