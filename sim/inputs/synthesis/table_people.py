"""People of the table at the start: adults without children here, newcomers, and everybody who is away."""

from dataclasses import replace

import numpy as np

from sim.inputs.synthesis import homes, population
from sim.inputs.synthesis.geography import Places, Settled
from sim.inputs.tables import InputTables
from sim.kernels.codes import COUNTY_SEAT


def outside_shares(tables: InputTables, persons: population.Persons, settled: Settled, numbers) -> np.ndarray:
    """Return the share of seat families with hukou outside, by county.

    As the population table tells of children; else as declared, or as many more as a county has residents beyond its
    registered population.
    """
    n_counties = len(persons.residents)
    total = np.bincount(settled.county, settled.weight, n_counties)
    in_seat = np.bincount(settled.county, settled.weight * (settled.rank == COUNTY_SEAT), n_counties) / total
    if persons.newcomers is None:
        registered = tables.counties["hukou_population"].to_numpy(float)
        beyond = 1.0 - registered / persons.residents.sum(axis=(1, 2))
        return np.clip(beyond / in_seat, numbers["share_outside_hukou"], 0.9)
    children = persons.residents[:, :18].sum(axis=(1, 2))
    return np.clip(persons.newcomers[:, :18].sum(axis=(1, 2)) / np.maximum(1.0, children * in_seat), 0.0, 0.9)


def people_of_table(
    tables: InputTables, families: list, persons: population.Persons, households, members: np.ndarray,
    settled: Settled, places: Places,
) -> np.ndarray:  # fmt: skip
    """Return the people of the table by place, age, sex and standing, int array (places, 101, 2, 3).

    Those away hold hukou here: registered people less residents with local hukou. `members` is `family_members`.
    """
    total = np.zeros((len(places.zone), 101, 2, 3), np.int64)
    first = 0
    for c, registered in enumerate(tables.counties["hukou_population"]):
        f = families[c]
        mine = slice(first, first + len(f.family_uid))
        first = mine.stop
        is_outside, parents_away = households["hukou"][mine] != 0, households["parents_away"][mine]
        left = population.remaining_adults(persons.residents[c], _resident_parents(f, parents_away))
        newcomers = _newcomers(c, persons, f, is_outside, left, settled)
        outsiders = int(is_outside[f.child_family].sum())
        outside = int(newcomers.sum()) + outsiders + 2 * int(is_outside.sum())
        away = _away(
            c, persons, int(registered) - (int(persons.residents[c].sum()) - outside), f, parents_away
        )
        total += homes.adults_by_place(c, left, newcomers, away, members, settled, places)
    return total


def family_members(households, children, places: Places) -> np.ndarray:
    """Return children and the parents who live with them by place, int (places,)."""
    home = places.of_settlement[households["settlement"]]
    parents = 2 - np.minimum(households["parents_away"], 2).astype(np.int64)
    n = len(places.zone)
    return np.bincount(home[children["household"]], minlength=n) + np.bincount(home, parents, n).astype(
        np.int64
    )


def room_for_adults(members: np.ndarray, settled: Settled, places: Places) -> np.ndarray:
    """Return what adults of a township are spread over its places on: residents not in families, float (places,)."""
    people = np.bincount(places.of_settlement, settled.weight, len(places.zone))
    return np.maximum(people - members, homes.LEAST_ADULTS * people)


def _newcomers(c, persons, f, is_outside, left, settled) -> np.ndarray:
    """Return adults without children whose hukou stands elsewhere, int (101, 2): as told, else as families do."""
    if persons.newcomers is not None:
        adults = persons.newcomers[c].copy()
        adults[:18] = 0
        parents = f.mother_age[is_outside], f.father_age[is_outside]
        return np.minimum(population.without_parents(adults, *parents), left)
    seat = settled.rank == COUNTY_SEAT
    weight = np.where(settled.county == c, settled.weight, 0.0)
    in_seat = (weight * seat).sum() / weight.sum()
    share = is_outside.mean() if len(is_outside) else 0.0  # of all families, who live everywhere
    return np.floor(left * min(share, in_seat)).astype(np.int64)


def _away(c, persons, n_away: int, f, parents_away) -> np.ndarray:
    """Return the people away without parents of families here, int (101, 2); they number `n_away` with them."""
    mothers, fathers = f.mother_age[parents_away >= 2], f.father_age[parents_away >= 1]
    if persons.away is not None:
        return population.without_parents(persons.away[c], mothers, fathers)
    people = persons.residents[c] * homes.absence_profile()[:, None]
    rest = max(0, n_away - len(mothers) - len(fathers))
    return population.largest_remainder(people.ravel(), rest).reshape(people.shape)


def _resident_parents(families: population.Families, away: np.ndarray) -> population.Families:
    """Return the families with only the parents who live at home: the first to leave is the father."""
    return replace(
        families, mother_age=families.mother_age[away < 2], father_age=families.father_age[away < 1]
    )
