"""Rates of public funds and aid by date (生均公用经费基准定额、寄宿生补助、教科书、生活补助): facts, in fund_rates.csv.

They are national and no lever of a county changes them. A school year has four months of one calendar year and eight
of the next; its rate is the mean of what is in force in its twelve months, so that a rise in January counts for two
thirds in the school year in which it comes. Before the first and after the last known rate the
nearest one holds without inflation; `carried_on` says where.

Not simulated: the funds of special-education pupils (特殊教育学生, 6,000 yuan, from 2023 7,000 yuan a pupil), who are
no kind of pupil here, and the nutrition meal (营养膳食补助), which pilot counties alone have.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from sim.base.errors import Say

_FIRST_MONTH = 9  # of a school year


@dataclass(frozen=True)
class DatedRate:
    """A rate and the months it holds for.

    Attributes
    ----------
    name : str
    since : int
        Month it holds from, counted as 12 x year + month - 1; it holds until the next of its name.
    value : float
    known_to : int
        Last calendar year its source speaks of.
    unit, source, confidence : str
        As of `sim.base.number.Number`.
    meaning : Say
    """

    name: str
    since: int
    value: float
    known_to: int
    unit: str
    source: str
    confidence: str
    meaning: Say


@dataclass(frozen=True)
class PupilMoney:
    """What a pupil of a school year brings, whole yuan.

    Attributes
    ----------
    portable : int64 array (3, 2, 2, 2)
        Public funds, textbooks and living aid of a pupil by stage, boarding (no, yes) and living aid (no, yes).
    boarder : int
        Public funds of a boarder beside.
    carried_on : frozenset of str
        Names of rates that are the nearest known ones, outside the years their sources speak of.
    """

    portable: np.ndarray
    boarder: int
    carried_on: frozenset[str]


@cache
def dated_rates() -> dict[str, tuple[DatedRate, ...]]:
    """Return the rates by name, the earliest first."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        read = [_read(row) for row in csv.DictReader(rows)]
    names = dict.fromkeys(rate.name for rate in read)
    return {
        name: tuple(sorted((r for r in read if r.name == name), key=lambda rate: rate.since))
        for name in names
    }


def _read(row: dict[str, str]) -> DatedRate:
    year, month = (int(part) for part in row["since"].split("-"))
    return DatedRate(
        row["name"], 12 * year + month - 1, float(row["value"]), int(row["known_to"]),
        *(row[name] for name in ("unit", "source", "confidence")), Say(row["meaning_en"], row["meaning_zh"]),
    )  # fmt: skip


def first_school_year() -> int:
    """Return the first school year for which every rate is known."""
    last = max(rates[0].since for rates in dated_rates().values())
    return -(-(last - _FIRST_MONTH + 1) // 12)


def rate_of(name: str, year: int) -> float:
    """Return the rate of a school year: the mean over its twelve months, of the nearest known where none is known.

    Raises
    ------
    KeyError
        If there is no such rate.
    """
    months = 12 * year + _FIRST_MONTH - 1 + np.arange(12)
    rates = dated_rates()[name]
    at = np.searchsorted([rate.since for rate in rates], months, side="right") - 1
    return float(np.mean([rates[max(k, 0)].value for k in at]))


def is_carried_on(name: str, year: int) -> bool:
    """Tell whether a school year lies beyond those the sources of a rate speak of: the nearest known one holds."""
    return year < first_school_year() or year + 1 > dated_rates()[name][-1].known_to


@cache
def pupil_money(year: int) -> PupilMoney:
    """Return what a pupil of a school year brings."""
    public, books, aid = (
        np.array([rate_of(f"{name}_{stage}", year) for stage in ("primary", "junior")])
        for name in ("public_funds", "textbooks", "living_aid")
    )
    portable = np.zeros((3, 2, 2, 2))
    portable[0] = public[:, None, None]
    portable[1] = books[:, None, None]
    portable[2, :, :, 1] = aid[:, None] * [rate_of("living_aid_day_share", year), 1.0]
    carried_on = frozenset(name for name in dated_rates() if is_carried_on(name, year))
    return PupilMoney(
        np.floor(portable + 0.5).astype(np.int64),
        int(rate_of("boarder_supplement", year) + 0.5),
        carried_on,
    )
