"""Standing of the teachers at the start: title, qualification, backbone, principal."""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.inputs.synthesis.teacher_ages import age_of
from sim.inputs.synthesis.teacher_roll import Roll, filled, first_of
from sim.kernels.teacher_codes import (
    FULL_SENIOR_TITLE,
    IN_POST,
    JUNIOR_TITLE,
    MIDDLE_TITLE,
    NO_TITLE,
    SENIOR_TITLE,
    VOLUNTEER,
)
from sim.world.central_schools import central_schools

_TITLE, _ABOVE, _BACKBONE, _PRINCIPAL, _ROUNDING = (
    decision(f"synthesis.teacher.{name}") for name in ("title", "above", "backbone", "principal", "rounding")
)
# Years of service before a title, for bachelors without exception: 人社部发〔2015〕79号 (known), sums of its steps.
LEAST_SERVICE = {JUNIOR_TITLE: 1, MIDDLE_TITLE: 5, SENIOR_TITLE: 10, FULL_SENIOR_TITLE: 15}
PACE = 12.0  # years of service that luck is worth on the way to a title (assumption)
STUDY_SPREAD = 16.0  # years of age that luck is worth in who has studied further (assumption)


def columns(roll: Roll, told: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return title, above standard, backbone, principal; `told` holds the columns of ages and service."""
    title = filled(roll, "title", _titles(roll, told))
    return {
        "title": title,
        "is_above_standard": _above_standard(roll, told),
        "is_backbone": _backbone(roll, title),
        "is_principal": _principals(roll, title, told["contract"]),
    }


def _titles(roll: Roll, told: dict[str, np.ndarray]) -> np.ndarray:
    """Return titles by shares of each county and stage, the longest service first; none for contracts that end."""
    group, service = roll.county * 2 + roll.stage, roll.year - told["year_hired"]
    free = np.isnan(roll.of_table("title"))
    score = service + PACE * roll.luck(_TITLE)
    holds = free & (told["contract"] == IN_POST)
    out = np.where(holds & (service >= LEAST_SERVICE[JUNIOR_TITLE]), JUNIOR_TITLE, NO_TITLE)
    n = np.bincount(group, free, int(roll.county.max(initial=0)) * 2 + 2)
    for title, share in _shares(roll).items():
        may = holds & (out <= JUNIOR_TITLE) & (service >= LEAST_SERVICE[title])
        out[first_of(group, np.round(n * np.resize(share, len(n))).astype(np.int64), score, may)] = title
    return out


def _shares(roll: Roll) -> dict[int, tuple[float, float]]:
    """Return the shares of titles, primary and junior, the highest title first."""
    of = roll.numbers
    return {
        FULL_SENIOR_TITLE: (of["share_full_senior"],) * 2,
        SENIOR_TITLE: (of["share_senior_primary"], of["share_senior_junior"]),
        MIDDLE_TITLE: (of["share_middle_title"],) * 2,
    }


def _above_standard(roll: Roll, told: dict[str, np.ndarray]) -> np.ndarray:
    """Return who is above the legal qualification: a share of each county and stage, the young first."""
    flags, group = roll.flags("is_above_standard"), roll.county * 2 + roll.stage
    free = np.isnan(flags)
    n = np.bincount(group, free, int(roll.county.max(initial=0)) * 2 + 2)
    shares = [roll.numbers[f"share_above_standard_{stage}"] for stage in ("primary", "junior")]
    score = STUDY_SPREAD * roll.luck(_ABOVE) - age_of(roll.year, told["birth_year"], told["birth_month"])
    quota = np.round(n * np.resize(shares, len(n))).astype(np.int64)
    return np.where(free, first_of(group, quota, score, free), flags)


def _backbone(roll: Roll, title: np.ndarray) -> np.ndarray:
    """Return backbone teachers: as many a school as its pupils over a hundred give, of middle title and above."""
    s, flags = roll.site.schools, roll.flags("is_backbone")
    of = roll.numbers
    rate = np.where(
        roll.site.is_rural, of["backbone_per_100_pupils_rural"], of["backbone_per_100_pupils_town"]
    )
    exact = s["pupils"].sum(axis=1) / 100.0 * rate
    quota = np.floor(exact + draws_for(roll.draw, _ROUNDING, 0, s["uid"], 0)).astype(np.int64)
    free = np.isnan(flags)
    may = free & (title >= MIDDLE_TITLE)
    return np.where(free, first_of(roll.school, quota, roll.luck(_BACKBONE), may), flags)


def _principals(roll: Roll, title: np.ndarray, contract: np.ndarray) -> np.ndarray:
    """Return one principal a school that no central school runs, of the highest title there."""
    s, flags = roll.site.schools, roll.flags("is_principal")
    central = central_schools(s)
    leads = (central < 0) | (central == np.arange(len(s)))
    free = np.isnan(flags)
    score = title + roll.luck(_PRINCIPAL) - 10.0 * (contract != IN_POST)
    chosen = first_of(roll.school, leads.astype(np.int64), score, free & (contract != VOLUNTEER))
    return np.where(free, chosen, flags)
