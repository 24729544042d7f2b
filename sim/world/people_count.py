"""The count of a census: children, families and the table of adults, as records, bureaus and checks need it."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.base.chunks import count_chunks
from sim.base.errors import Say, UserError
from sim.kernels.census import children_by_hukou, count_children, count_families
from sim.kernels.census_counts import (
    Children,
    Counts,
    Families,
    FamilyCounts,
    Homes,
    SchoolSites,
    cohorts_and_young,
    counts_fit,
    empty_counts,
    empty_family_counts,
    pupils_of,
    residents_of,
)
from sim.kernels.census_words import BITS, IN_REGION, LOCAL_BITS, place_words
from sim.kernels.codes import AWAY, HERE_BUT_AWAY, OLDEST, PLANNING_AGES
from sim.kernels.trip_pairs import Pairs, no_pairs, pairs_of, with_more_room
from sim.world.cohort_book import COHORT_STATUS
from sim.world.state import State


@dataclass(frozen=True)
class People:
    """People at a census: residents, local hukou, enrolled, int64 (places, 101, 2); hukou by county, int64."""

    residents: np.ndarray
    local: np.ndarray
    enrolled: np.ndarray
    hukou: np.ndarray


@dataclass(frozen=True)
class Census:
    """What a census counted.

    Attributes
    ----------
    by_grade : dict of str to int64 array (schools, 9)
        By the names of `sim.kernels.census_counts.pupils_of`.
    grade_age, minutes : int arrays
        As in `sim.kernels.census_counts.Counts`.
    below_age : int32 array (settlements,)
        Children below school age by where they live.
    trips : TripCounts
    people : People
    children : int64 array (townships, 15, 4)
        By single age 0-14 and hukou (`CHILD_HUKOU_NAMES`); who lives outside the region and kept its hukou in it counts
        with its township.
    cohorts : int64 array (counties, cohorts, 4)
        By `COHORT_STATUS`.
    families : int64 array (counties,)
    """

    by_grade: dict[str, np.ndarray]
    grade_age: np.ndarray
    minutes: np.ndarray
    below_age: np.ndarray
    trips: "TripCounts"
    people: People
    children: np.ndarray
    cohorts: np.ndarray
    families: np.ndarray


def take_census(region: State, radius: np.ndarray | None = None) -> Census:
    """Count the people of the table, children and families as they are now.

    Parameters
    ----------
    region : State
    radius : float array (schools, 9), optional
        Service radius in km, below 0 or not given = none is asked of a school.

    Raises
    ------
    UserError
        If more people stand together than a census can count (`sim.kernels.census_counts.counts_fit`).
    """
    h, g = region.households, region.geography
    words, where = np.empty(len(h), np.int64), place_words(g.place, g.township, g.county)
    families = Families(*(h[name] for name in Families._fields))
    none = partial(empty_family_counts, g.n_counties, len(g.place_zone))
    of_families = FamilyCounts(
        *count_chunks(count_families, len(h), region.threads, none, families, where, region.year, words)
    )
    counts, trips = _count_children(region, Homes(where, g.x, g.y), words, radius)
    if not counts_fit(counts, of_families, g.county):
        raise _too_many(region.year)
    cohorts, below_age = cohorts_and_young(counts, g.n_settlements)
    census = Census(
        pupils_of(counts), counts.grade_age, counts.minutes, below_age, trips, _people(region, counts, of_families),
        _children(region, counts), cohorts[:, :-1, COHORT_STATUS].astype(np.int64), of_families.families,
    )  # fmt: skip
    _bring_home(region, census)
    return census


class TripCounts:
    """Pupils by settlement and school; one table a part of the children."""

    def __init__(self) -> None:
        self._tables = [no_pairs()]

    @property
    def room(self) -> Pairs:
        """Return the table to be filled."""
        return self._tables[0]

    def enlarge(self) -> None:
        """Give the table to be filled more room."""
        self._tables[0] = with_more_room(self._tables[0])

    def __iadd__(self, more: "TripCounts") -> "TripCounts":
        self._tables += more._tables
        return self

    def pairs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return settlement, school and packed counts of each pair with pupils."""
        return pairs_of(self._tables)


def _count_children(
    region: State, homes: Homes, families: np.ndarray, radius: np.ndarray | None
) -> tuple[Counts, TripCounts]:
    """Count children, each thread a part of them."""
    c, g, s = region.children, region.geography, region.schools
    first = region.accounts.cohorts.first
    radius = np.full((len(s), 9), -1.0) if radius is None else radius
    sites = SchoolSites(place_words(s["zone"], s["township"], s["county"]), s["x"], s["y"], radius)
    children = Children(*(c[name] for name in Children._fields))

    def empty() -> tuple:
        counts = empty_counts(
            schools=len(s), counties=g.n_counties, places=len(g.place_zone), townships=len(g.township_codes),
            settlements=g.n_settlements, cohorts=region.year - first + 1,
        )  # fmt: skip
        return *counts, TripCounts()

    read = children, families, homes, sites, region.year, first
    *counts, trips = count_chunks(_count_part, len(c), region.threads, empty, *read)
    return Counts(*counts), trips


def _count_part(*arguments) -> None:
    """Count children of some rows; what is read, the counters, the first row and the one behind the last."""
    *read, (*counts, trips), row, end = arguments
    counts = Counts(*counts)
    while (row := count_children(*read, counts, trips.room, row, end)) < end:
        trips.enlarge()


def _too_many(year: int) -> UserError:
    pupils, people = (1 << BITS) - 1, (1 << LOCAL_BITS) - 1
    return UserError(
        Say("more people stand together than a census can count", "同一处人数超出普查可计范围"),
        where=f"{year}",
        rule=Say(
            f"a grade of a school has at most {pupils:,} pupils, a county at most {people:,} children and families",
            f"一校一年级至多 {pupils:,} 名学生，一县至多 {people:,} 名儿童与家庭",
        ),
        remedy=Say("divide the school or the county in the input tables", "请在输入表中拆分该学校或该县"),
    )


def _bring_home(region: State, census: Census) -> None:
    """Count people where they belong, if that is held elsewhere."""
    g, people, counties = region.geography, census.people, np.arange(region.geography.n_counties)
    by_place = [(counted, g.place_county, 0) for counted in (people.residents, people.local, people.enrolled)]
    by_county = [(counted, counties, 0) for counted in (people.hukou, census.cohorts)]
    region.peers.bring([*by_place, *by_county, (census.children, g.township_county, 0)])


def _people(region: State, of_children: Counts, of_families: FamilyCounts) -> People:
    """Return children and parents with the people of the table of adults."""
    g, n_places = region.geography, len(region.geography.place_zone)
    found, by_place = np.empty((3, n_places, OLDEST + 1, 2), np.int64), np.zeros(n_places, np.int64)
    residents_of(of_children.people, of_families.people, region.adults, found, by_place)
    by_township = of_children.hukou[:, :, IN_REGION:].sum(axis=(1, 2))
    hukou = (
        of_families.parents + np.bincount(g.township_county, by_township, g.n_counties).astype(np.int64)
        + np.bincount(g.place_county, by_place, g.n_counties).astype(np.int64)
    )  # fmt: skip
    return People(*found, hukou)


def _children(region: State, counts: Counts) -> np.ndarray:
    """Return children by township, age and hukou with those who are away from the region."""
    g = region.geography
    children = np.zeros((len(g.township_codes), PLANNING_AGES, 4), np.int64)
    children_by_hukou(counts.people, counts.hukou, g.place_township, children)
    away = region.adults[:, :PLANNING_AGES, :, AWAY].sum(axis=2)
    np.add.at(children[:, :, HERE_BUT_AWAY], g.place_township, away)
    return children


def count_people(region: State) -> People:
    """Count the people of the table and of families as they are now."""
    return take_census(region).people
