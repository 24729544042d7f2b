"""Contracts beside the posts: special posts (特岗) of three years, and volunteer teachers (支教) of one or two.

Both go to rural schools, to the largest lack of teachers by classes first, and no more come than lack: 按需招聘. The
intake is a number per county and year, as the province gives it out to counties. Special posts are paid by the centre
until the contract ends; then who stays takes a county post (`teachers_leaving`).
"""

import numpy as np

from sim.base.draws import decision
from sim.kernels.codes import OPEN
from sim.kernels.teacher_codes import SPECIAL_POST, VOLUNTEER
from sim.processes import new_teachers
from sim.world.region import Region

_CONTRACTS = (
    (SPECIAL_POST, decision("contracts.special"), "n_special_hired"),
    (VOLUNTEER, decision("contracts.volunteer"), "n_volunteers_came"),
)
_INTAKE = {SPECIAL_POST: "special_posts_intake", VOLUNTEER: "volunteers_intake"}
_YEARS = {SPECIAL_POST: "special_contract_years", VOLUNTEER: "volunteer_years"}


def hire(region: Region, rules) -> None:
    """Let special-post teachers come, and then volunteers to what lacks still."""
    for contract, what_for, flow in _CONTRACTS:
        wanted = rules.values(_INTAKE[contract])
        if wanted.any():
            school, stage = new_teachers.places(region, lack_by_classes(region), wanted)
            uid = new_teachers.uids(region, what_for, school, stage)
            ends = region.year + rules.values(_YEARS[contract])[region.schools["county"][school]]
            new_teachers.come(
                region, uid, school, stage, contract=contract, year_contract_ends=ends,
                subject=new_teachers.subjects(region, uid, stage),
            )  # fmt: skip
            region.staff.add(flow, school, stage)


def lack_by_classes(region: Region) -> np.ndarray:
    """Return how many teachers rural schools lack by classes, whole, int64 (schools, 2 stages); others lack none."""
    s, t = region.schools, region.teachers
    serves = np.bincount(t["school"].astype(np.int64) * 2 + t["stage"], minlength=2 * len(s)).reshape(-1, 2)
    need = s["need_by_classes"] * region.numbers["teacher_share_of_posts"]
    lack = np.floor(np.maximum(0.0, need - serves) + 0.5).astype(np.int64)
    return np.where((region.staff.is_rural & (s["status"] == OPEN))[:, None], lack, 0)
