"""Made counties: the small county's tables with other people, and runs of its people alone, without schools."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.inputs.tables import InputTables, read_tables
from sim.kernels.codes import LOCAL, NEWCOMER
from sim.processes import ageing, births, moves
from sim.world.people_count import count_people
from sim.world.region import Region, Step
from sim.world.start import Start
from tests.worlds import FOLDERS

SEXES = ("male", "female")
PEOPLE = tuple(
    Step(name, owner, "", process.run)
    for name, owner, process in (
        ("ageing", "parents", ageing),
        ("births", "births", births),
        ("moves", "moves", moves),
    )
)


@dataclass(frozen=True)
class Census:
    """Residents (places, 101, 2) and the tallies since the census before, of the whole county."""

    residents: np.ndarray
    tally: dict[str, int]


def larger(factor: int) -> InputTables:
    """Return the small county's tables with `factor` times its people."""
    tables = read_tables(FOLDERS["small"])
    return dataclasses.replace(
        tables,
        counties=_times(tables.counties, factor, "residents", "hukou_population"),
        townships=_times(tables.townships, factor, "residents"),
        population=_times(tables.population, factor, "persons"),
        births=_times(tables.births, factor, "births"),
    )


def _times(table: pd.DataFrame, factor: int, *columns: str) -> pd.DataFrame:
    return table.assign(**{name: table[name] * factor for name in columns})


def of_people(
    people: np.ndarray, births: dict[int, float], mortality: pd.DataFrame, growth: float
) -> InputTables:
    """Return the small county's tables with other people, all registered where they live.

    `people` (101, 2) are the residents, `births` the resident births by calendar year, `growth` that of residents.
    """
    tables, (n, _) = read_tables(FOLDERS["small"]), people.shape
    ages, total = np.arange(n), int(people.sum())
    population = _like(
        tables.population, 2 * n, sex=np.repeat(SEXES, n), age_low=np.tile(ages, 2), age_high=np.tile(ages, 2),
        persons=people.T.ravel(),
    )  # fmt: skip
    years, numbers = list(births), list(births.values())
    known = _like(tables.births, len(births), year=years, basis="resident", births=numbers)
    share = tables.townships["residents"] / tables.townships["residents"].sum()
    return dataclasses.replace(
        tables,
        counties=tables.counties.assign(residents=total, hukou_population=total, resident_growth=growth),
        townships=tables.townships.assign(residents=(share * total).round().astype("Int64")),
        population=population, births=known, mortality=mortality,
    )  # fmt: skip


def _like(table: pd.DataFrame, rows: int, **columns) -> pd.DataFrame:
    """Return the first row of a table `rows` times, with other values in some columns."""
    return table.iloc[[0] * rows].reset_index(drop=True).assign(**columns)


def without_moves(begin: Start) -> Start:
    """Return a start in which nobody moves: rates at zero, every alternative but staying at a value nobody takes."""
    b = begin.behaviour
    never = np.full_like(b.move_constants, -1e9)
    never[:, 0] = 0.0
    return dataclasses.replace(
        begin,
        behaviour=dataclasses.replace(
            b, move_constants=never, adult_rates=np.zeros_like(b.adult_rates),
            adult_arrivals=np.zeros_like(b.adult_arrivals), family_arrivals=np.zeros_like(b.family_arrivals),
            hukou_out=np.zeros_like(b.hukou_out),
        ),
    )  # fmt: skip


def all_registered(begin: Start) -> Start:
    """Return a start in which everybody's hukou stands where he or she lives or in a village near, and nobody comes."""
    b, households, adults = begin.behaviour, begin.households.copy(), begin.adults.copy()
    with households.writing_as("moves"):
        outside = np.flatnonzero(households["hukou"] != 0)
        households.writable("hukou")[outside] = 0
        households.writable("hukou_settlement")[outside] = households["settlement"][outside]
    adults[..., LOCAL] += adults[..., NEWCOMER]
    adults[..., NEWCOMER] = 0
    nobody = {n: np.zeros_like(getattr(b, n)) for n in ("family_arrivals", "adult_arrivals")}
    return dataclasses.replace(
        begin, behaviour=dataclasses.replace(b, **nobody), households=households, adults=adults
    )


def live(begin: Start, numbers: dict[str, float], seed: int, years: int, policies=()) -> list[Census]:
    """Let people age, die, give birth and move for `years` years after the start; return the census of each.

    Schools stand still: nobody is admitted, drops out or repeats.
    """
    seen: list[Census] = []

    def look(region: Region, rules, orders) -> None:
        tally = {name: int(counts.sum()) for name, counts in region.accounts.tally.items()}
        seen.append(Census(count_people(region).residents, tally))

    region = Region(begin, numbers, policies, seed)
    region.year += 1
    region.plan = (*PEOPLE, Step("look", "recorder", "", look))
    for _ in range(years):
        region.step()
    return seen
