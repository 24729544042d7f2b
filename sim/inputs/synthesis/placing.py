"""Who lives where and attends what, in counties that give residents by township or enrolment by school."""

from dataclasses import dataclass, replace

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis import homes, population
from sim.inputs.synthesis.by_township import ByTownship
from sim.inputs.synthesis.geography import Settled
from sim.inputs.synthesis.given_enrolment import Enrolled
from sim.inputs.synthesis.population import Families
from sim.kernels.codes import VILLAGE
from sim.kernels.transport import least_cost
from sim.world.roads import WaysToSchool

_TURN = decision("synthesis.turn_at_school")
YOUNG_GRADES = 3  # the grades even a teaching point has
PULL_MINUTES = (
    15.0  # minutes over which a school's share of a settlement's families falls to 1/e (assumption)
)


@dataclass(frozen=True)
class Group:
    """Families that find a home on the same weights.

    Attributes
    ----------
    families : Families
    weight : float array (settlements,)
        What homes are drawn on.
    """

    families: Families
    weight: np.ndarray


def groups_of(
    county: int, children: np.ndarray, told: ByTownship, weight: np.ndarray, settled: Settled,
    per_household: float, first_birth: np.ndarray, draw: int,
) -> list[Group]:  # fmt: skip
    """Return the families of a county: one group, or one a township where residents are told by township.

    So the children of a township, by age and sex, are those counted there. `children` (18, 2) are the county's; where
    they differ from the table's (enrolment), the townships share them in the table's proportions.
    """
    if not told.is_given[county]:
        return [Group(population.families_of(county, children, per_household, first_birth, draw), weight)]
    towns = told.of_county(county)
    shares = told.persons[towns, :18].astype(float)
    by_town = np.zeros((len(towns), 18, 2), np.int64)
    for age, x in np.ndindex(18, 2):
        by_town[:, age, x] = population.largest_remainder(shares[:, age, x], int(children[age, x]))
    n_counties = len(told.is_given)
    return [
        Group(
            population.families_of(n_counties + int(t), mine, per_household, first_birth, draw),
            _within(weight, settled, t),
        )
        for t, mine in zip(towns, by_town, strict=True)
        if mine.sum()
    ]


def _within(weight: np.ndarray, settled: Settled, township: int) -> np.ndarray:
    """Return the weights of one township's settlements, equal ones where nobody lives; zero elsewhere."""
    here = settled.township == township
    return np.where(here, weight, 0.0) if weight[here].sum() > 0 else here.astype(float)


def homes_of(
    county: int, groups: list[Group], settled: Settled, numbers, share_outside: float, year: int, draw: int
) -> dict:
    """Return the household columns of a county's families, group after group (see `homes.home_columns`)."""
    parts = [
        homes.home_columns(
            county, g.families, replace(settled, weight=g.weight), numbers, share_outside, year, draw
        )
        for g in groups
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def home_weights(settled: Settled, schools, enrolled: Enrolled, numbers, ways: WaysToSchool) -> np.ndarray:
    """Return the weights homes are drawn on, float (settlements,): residents, or the pupils of given enrolment.

    Each school's young pupils are spread over the settlements of its county in proportion to
    residents x exp(-minutes / `PULL_MINUTES`), so that children live near the schools they attend.
    """
    weight = settled.weight.astype(float)
    for c in np.flatnonzero(enrolled.is_given):
        places, rows = np.flatnonzero(settled.county == c), np.flatnonzero(schools["county"] == c)
        minutes = ways.minutes(places[:, None], rows[None, :])
        pull = settled.weight[places, None] * np.exp(-(minutes - minutes.min(axis=0)) / PULL_MINUTES)
        share = pull / np.maximum(pull.sum(axis=0), 1e-300)
        is_village = settled.zone[places] == VILLAGE
        # `homes.home_columns` takes fewer families for residents of villages; where pupils are known, none are fewer
        weight[places] = share @ _young(enrolled.pupils[rows])
        weight[places] /= np.where(is_village, numbers["village_family_ratio"], 1.0)
    return weight


def _young(pupils: np.ndarray) -> np.ndarray:
    """Return pupils of grades 1-3 by school, of all grades where there are none of these, (schools,).

    Where families live is read from the grades that points teach too: older children of a village attend elsewhere,
    and all grades together would put too few families near its point.
    """
    young = pupils[:, :YOUNG_GRADES].sum(axis=1)
    return young if young.any() else pupils.sum(axis=1)


def schools_attended(
    county: int, geography, schools, enrolled: Enrolled, home, grade, uid, draw: int, numbers
):
    """Return the school of each pupil of a county, int array (pupils,): every grade of every school exactly filled.

    Pupils of each grade are sent from settlements to schools at the least total travel minutes; which of a
    settlement's pupils goes where is drawn.

    Parameters
    ----------
    home, grade : int arrays (pupils,)
        Settlement and grade.
    uid : uint64 array (pupils,)
    """
    places, rows = np.flatnonzero(geography.county == county), np.flatnonzero(schools["county"] == county)
    minutes = WaysToSchool(geography, schools, geography.roads, numbers).minutes(
        places[:, None], rows[None, :]
    )
    turn, out = draws_for(draw, _TURN, 0, uid), np.full(len(home), -1, np.int64)
    local = np.searchsorted(places, home)
    for g in range(9):
        mine = np.flatnonzero(grade == g + 1)
        demand = enrolled.pupils[rows, g]
        if len(mine) != demand.sum():
            raise AssertionError(f"grade {g + 1}: {len(mine)} pupils made for {demand.sum()} enrolled")
        flow = least_cost(np.bincount(local[mine], minlength=len(places)), demand, minutes)
        ordered = mine[np.lexsort((turn[mine], local[mine]))]
        out[ordered] = np.repeat(np.tile(rows, len(places)), flow.ravel())
    return out
