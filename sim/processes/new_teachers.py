"""New teachers (新任教师): where they go, and who they are, which follows from the school they come to and the year."""

from functools import lru_cache

import numpy as np

from sim.base.draws import decision, draws_for, new_uids
from sim.kernels.codes import STAGE_NAMES
from sim.kernels.curriculum import drawn_subjects, moved_to_core
from sim.kernels.filling import largest_first_of_groups, ordinals_of
from sim.kernels.teacher_codes import PE_AND_ARTS
from sim.world.region import Region

_AGE, _MONTH, _SEX, _SUBJECT, _STANDARD = (
    decision(f"teacher.hired.{name}") for name in ("age", "month", "sex", "subject", "standard")
)
_OF_STAGE = 1_000  # posts of a school are fewer; ordinals of its new teachers are told apart by stage


def places(region: Region, lacking: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return school row and stage of each place to fill: one by one where most is lacking.

    Parameters
    ----------
    lacking : int array (schools, 2 stages)
        No more come than lack.
    wanted : int array (counties,)
    """
    county, uid = (np.repeat(region.schools[name], 2) for name in ("county", "uid"))
    cell = largest_first_of_groups(lacking.reshape(-1), wanted, county, uid)
    return cell // 2, cell % 2


def uids(region: Region, what_for: np.uint64, school: np.ndarray, stage: np.ndarray) -> np.ndarray:
    """Return lasting numbers of teachers who come to schools this year, uint64; `what_for` tells kinds apart."""
    nth = ordinals_of(school * 2 + stage) + stage * _OF_STAGE
    return new_uids(what_for, region.year, region.schools["uid"][school], nth)


def subjects(
    region: Region, uid: np.ndarray, stage: np.ndarray, is_short: np.ndarray | None = None
) -> np.ndarray:
    """Return subjects in the shares of lessons of the stage, int64 (n,).

    Of those `is_short` (bool (n,)) less of PE, music and art come, as at the start, whose part goes to Chinese and
    mathematics.
    """
    kind = stage if is_short is None else stage + 2 * is_short
    weights = _weights(region.periods.tobytes(), region.numbers["shortfall_pe_arts_rural"])
    return drawn_subjects(weights, kind, draws_for(region.luck, _SUBJECT, region.year, uid))


@lru_cache(maxsize=16)
def _weights(periods: bytes, lacking: float) -> np.ndarray:
    """Return weights of subjects by stage, as the lessons have them and where some come less, float (4, subjects)."""
    of_stages = np.frombuffer(periods).reshape(len(STAGE_NAMES), -1)
    return moved_to_core(np.tile(of_stages, (2, 1)), PE_AND_ARTS, np.array([0.0, 0.0, lacking, lacking]))


def come(region: Region, uid: np.ndarray, school: np.ndarray, stage: np.ndarray, **columns) -> None:
    """Add teachers at schools; age, sex and qualification by the declared numbers of those hired.

    `columns` are what else the table of teachers holds of them: subject and contract, and when it ends.
    """
    year, numbers = region.year, region.numbers
    age, month, sex, standard = (
        draws_for(region.luck, what_for, year, uid) for what_for in (_AGE, _MONTH, _SEX, _STANDARD)
    )
    low, high = numbers["age_hired_low"], numbers["age_hired_high"]
    month = 1 + (month * 12).astype(np.int64)
    age = np.floor(low + age * (np.floor(high) + 1 - low)).astype(np.int64)
    region.teachers.append(
        len(uid), uid=uid, home_school=school, school=school, stage=stage, birth_year=year - age - (month > 8),
        birth_month=month, sex=sex < numbers["share_women_hired"],
        is_above_standard=standard < numbers["share_above_standard_hired"], year_hired=year, year_here=year, **columns,
    )  # fmt: skip
