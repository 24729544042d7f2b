"""Contracts beside the posts: special posts (特岗) of three years, and volunteer teachers (支教) of one or two.

Both go to rural schools, to the largest lack of teachers by classes first, and no more come than lack: 按需招聘. The
intake is a number per county and year, as the province gives it out to counties. Special posts are paid by the centre
until the contract ends; then who stays takes a county post (`teachers_leaving`).
"""

import numpy as np

from sim.base.draws import decision, draws_for, new_uid
from sim.kernels.choosing import first_of_groups
from sim.kernels.codes import OPEN
from sim.kernels.teacher_codes import SPECIAL_POST, VOLUNTEER
from sim.world.region import Region
from sim.world.rural import is_rural

YOUNGEST, OLDEST = 22, 30  # 特岗: up to 30 years of age
# Periods by subject group, %: 义务教育课程设置实验方案 (教基〔2001〕28号), middles of its ranges; arts in equal parts.
_PERIODS = np.array([21, 14, 7, 8, 11, 10.5, 5, 5, 18])
_UID = {
    SPECIAL_POST: decision("contracts.special"),
    VOLUNTEER: decision("contracts.volunteer"),
}
_AGE, _MONTH, _SEX, _SUBJECT = (decision(f"contracts.{name}") for name in ("age", "month", "sex", "subject"))


def hire(region: Region, rules) -> None:
    """Let special-post teachers come, and then volunteers to what lacks still."""
    for contract, flow, intake, years in (
        (SPECIAL_POST, "n_special_hired", "special_posts_intake", "special_contract_years"),
        (VOLUNTEER, "n_volunteers_came", "volunteers_intake", "volunteer_years"),
    ):
        wanted = rules.values(intake)
        if wanted.any():
            school, stage = _places(region, wanted)
            _come(region, school, stage, contract, rules.values(years))
            region.staff.add(flow, school, stage)


def lack_by_classes(region: Region) -> np.ndarray:
    """Return how many teachers rural schools lack by classes, whole, int64 (schools, 2 stages); others lack none."""
    s, t = region.schools, region.teachers
    serves = np.bincount(t["school"].astype(np.int64) * 2 + t["stage"], minlength=2 * len(s)).reshape(-1, 2)
    need = s["need_by_classes"] * region.numbers["teacher_share_of_posts"]
    lack = np.floor(np.maximum(0.0, need - serves) + 0.5).astype(np.int64)
    return np.where((is_rural(region) & (s["status"] == OPEN))[:, None], lack, 0)


def _places(region: Region, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return school rows and stages of so many new teachers a county (int (counties,)): one by one where most lack."""
    lack = lack_by_classes(region).ravel()
    cell = np.repeat(np.arange(len(lack)), lack)
    left = lack[cell] - _ordinal(lack)
    comes = first_of_groups(region.schools["county"][cell // 2], -left, wanted)
    return cell[comes] // 2, cell[comes] % 2


def _ordinal(counts: np.ndarray) -> np.ndarray:
    """Return 0, 1, ... within each of so many entries."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def _come(
    region: Region, school: np.ndarray, stage: np.ndarray, contract: int, years: np.ndarray
) -> np.ndarray:
    """Add teachers of a contract at schools, cells together; `years` by county. Who they are depends on the school."""
    s, year = region.schools, region.year
    _, counts = np.unique(school * 2 + stage, return_counts=True)
    ordinal = stage * 10_000 + _ordinal(counts)
    uid = np.array(
        [new_uid(_UID[contract], year, u, int(k)) for u, k in zip(s["uid"][school], ordinal, strict=True)],
        np.uint64,
    )

    def luck(what_for: np.uint64) -> np.ndarray:
        return draws_for(region.luck, what_for, year, uid)

    month = 1 + (luck(_MONTH) * 12).astype(np.int64)
    age = YOUNGEST + (luck(_AGE) * (OLDEST - YOUNGEST + 1)).astype(np.int64)
    subject = np.searchsorted(np.cumsum(_PERIODS) / _PERIODS.sum(), luck(_SUBJECT), side="right")
    return region.teachers.append(
        len(school), uid=uid, home_school=school, school=school, stage=stage, contract=contract,
        birth_year=year - age - (month > 8), birth_month=month, subject=subject, is_above_standard=1,
        sex=luck(_SEX) < region.numbers["share_women_contracts"], year_hired=year, year_here=year,
        year_contract_ends=year + years[s["county"][school]],
    )  # fmt: skip
