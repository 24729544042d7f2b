"""Contract, sex, birth and hiring of the teachers at the start: a constant inflow cut by years without hiring."""

import numpy as np

from sim.base.draws import decision
from sim.inputs.synthesis.teacher_roll import Roll, filled, first_of
from sim.kernels.retirement import retired_at
from sim.kernels.teacher_codes import IN_POST, OUTSIDE_POSTS, SPECIAL_POST, VOLUNTEER

_SEX, _MONTH, _HIRED_AT, _SERVICE, _SPECIAL, _OUTSIDE = (
    decision(f"synthesis.teacher.{name}")
    for name in ("sex", "month", "hired_at", "service", "special", "outside")
)
SPECIAL_YEARS = 3  # years a special post lasts: 教师〔2006〕2号 (known)
SPECIAL_AGES = (
    23,
    8,
)  # youngest age of special posts, and over how many years of age they spread (assumption)


def columns(roll: Roll) -> dict[str, np.ndarray]:
    """Return contract and its end, sex, birth and year of hiring."""
    sex = filled(roll, "sex", roll.luck(_SEX) < _of_stage(roll, "share_women_{}_teachers"))
    contract = filled(roll, "contract", _contracts(roll))
    hired_at, served = _careers(roll, sex, contract == SPECIAL_POST)
    month = filled(roll, "birth_month", 1 + np.floor(12 * roll.luck(_MONTH)))
    born = filled(roll, "birth_year", roll.year - hired_at - served - (month > 8))
    age = age_of(roll.year, born, month)
    years = np.where(contract == SPECIAL_POST, served, np.maximum(age - hired_at, 0))
    since = np.fmin(roll.of_table("rural_since"), roll.of_table("village_since"))
    hired = filled(roll, "year_hired", np.fmin(roll.year - years, since))
    return {
        "sex": sex, "contract": contract, "birth_month": month, "birth_year": born, "year_hired": hired,
        "year_contract_ends": _ends(roll.year, contract, hired),
    }  # fmt: skip


def age_of(year: int, born: np.ndarray, month: np.ndarray) -> np.ndarray:
    """Return completed years of age on 1 September."""
    return year - born - (month > 8)


def years_served(u: np.ndarray, career: np.ndarray, numbers) -> np.ndarray:
    """Return whole years since hiring of a teacher in work, int array.

    In the years without hiring a small share of the stock was hired each year; before them as many every year as it
    takes to fill the posts, so that those hired then are spread evenly over the rest of a career.

    Parameters
    ----------
    u : float array
        Draws in [0, 1).
    career : int array
        Years from hiring to retirement.
    numbers : mapping of str to float
        `years_without_hiring`, `share_hired_in_lean_years`.
    """
    lean = np.minimum(numbers["years_without_hiring"], career)
    share = np.where(
        lean < career, np.minimum(lean * numbers["share_hired_in_lean_years"], lean / career), 1.0
    )
    recent = u < share
    of_lean = lean * u / np.where(recent, share, 1.0)
    before = lean + (career - lean) * (u - share) / (1.0 - np.where(recent, 0.0, share))
    return np.minimum(np.floor(np.where(recent, of_lean, before)).astype(np.int64), career - 1)


def _careers(roll: Roll, sex: np.ndarray, is_special: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return age at hiring and years since."""
    at, luck = roll.luck(_HIRED_AT), roll.luck(_SERVICE)
    hired_at = np.floor(roll.numbers["age_at_hiring"] - 1.0 + 3.0 * at).astype(np.int64)
    served = years_served(luck, retired_at(roll.year)[sex] - hired_at, roll.numbers)
    of_special = np.floor(SPECIAL_YEARS * luck).astype(np.int64)
    youngest, spread = SPECIAL_AGES
    special_at = youngest + np.floor(spread * at).astype(np.int64) - of_special
    return np.where(is_special, special_at, hired_at), np.where(is_special, of_special, served)


def _contracts(roll: Roll) -> np.ndarray:
    """Return contracts of those made up: exact shares of each county; those of the table hold posts."""
    made_up = np.arange(len(roll.uid)) < roll.n_made_up
    out = np.full(len(roll.uid), IN_POST)
    for kind, share, key, may in (
        (SPECIAL_POST, "share_special_posts_rural", _SPECIAL, roll.is_rural),
        (OUTSIDE_POSTS, "share_outside_posts", _OUTSIDE, True),
    ):
        free = made_up & (out == IN_POST) & may
        quota = np.round(roll.numbers[share] * np.bincount(roll.county, free)).astype(np.int64)
        out[first_of(roll.county, quota, roll.luck(key), free)] = kind
    return out


def _ends(year: int, contract: np.ndarray, hired: np.ndarray) -> np.ndarray:
    """Return the school year in which a contract ends, 0 = none; volunteers go after the start year (assumption)."""
    ends = np.where(contract == SPECIAL_POST, np.maximum(hired + SPECIAL_YEARS, year + 1), 0)
    return np.where(contract == VOLUNTEER, year + 1, ends)


def _of_stage(roll: Roll, name: str) -> np.ndarray:
    """Return a number that is declared for each stage, by teacher."""
    return np.array([roll.numbers[name.format(stage)] for stage in ("primary", "junior")])[roll.stage]
