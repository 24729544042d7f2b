"""Where the teachers of the start have served: years at the school, in the countryside, in villages; training."""

import numpy as np

from sim.base.draws import decision
from sim.inputs.synthesis.teacher_roll import Roll, filled
from sim.kernels.teacher_codes import A_TRAINING_CYCLE_BEGAN, TRAINING_CYCLE
from sim.rules.rulebook import Rulebook

_MOVED, _CAME, _RURAL, _TRAINING = (
    decision(f"synthesis.teacher.{name}") for name in ("moved", "came", "rural", "training")
)
# Hours of training of a teacher over those of the years served in the cycle: from 0.8 to 1.2 (assumption).
LEAST, SPREAD = 0.8, 0.4


def columns(roll: Roll, of_ages: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the year a teacher came to the school and unbroken years at rural and at village schools."""
    hired, is_rural, is_village = of_ages["year_hired"], roll.is_rural, roll.site.is_village[roll.school]
    rural_since, village_since = roll.of_table("rural_since"), roll.of_table("village_since")
    came = _came(roll, hired)
    came = np.fmax(came, np.where(is_rural, rural_since, np.nan))
    came = np.fmax(came, np.where(is_village, village_since, np.nan))
    always = roll.luck(_RURAL) < roll.numbers["share_always_rural"]
    rural = np.where(
        np.isnan(rural_since), np.fmin(np.where(always, hired, came), village_since), rural_since
    )
    village = np.where(np.isnan(village_since), came, village_since)
    return {
        "year_here": came.astype(np.int64),
        "years_rural": np.where(is_rural, roll.year - rural, 0).astype(np.int64),
        "training_hours": filled(roll, "training_hours", training_hours(roll, hired)),
        "years_village": np.where(is_village & is_rural, roll.year - village, 0).astype(np.int64),
    }


def training_hours(roll: Roll, hired: np.ndarray) -> np.ndarray:
    """Return hours done in the years of the running cycle before the start, at the practice of the start year."""
    years = np.clip(roll.year - hired, 0, (roll.year - A_TRAINING_CYCLE_BEGAN) % TRAINING_CYCLE)
    return np.round(Rulebook().training_hours_per_year * years * (LEAST + SPREAD * roll.luck(_TRAINING)))


def _came(roll: Roll, hired: np.ndarray) -> np.ndarray:
    """Return the school year a teacher came to the school: the year of hiring, or any year since."""
    stayed = roll.luck(_MOVED) < roll.numbers["share_at_first_school"]
    any_year = hired + np.floor((roll.year - hired + 1) * roll.luck(_CAME))
    return np.where(stayed, hired, any_year)
