"""The level of fertility that meets the known births: a projection of women by age and births so far.

The level must depend on no scenario and no seed, so it is fitted on expected numbers: women of the adult table, mothers
of one and of more children, and women away, projected with the same hazards, deaths and moves that the run uses.
"""

from dataclasses import dataclass

import numpy as np

from sim.inputs.synthesis import vitals
from sim.inputs.tables import InputTables
from sim.kernels.codes import AWAY, LOCAL, OLDEST
from sim.world.start import Behaviour


@dataclass
class Women:
    """Expected women of a county by age (101,): single, away, mothers of one and of more, and girls."""

    single: np.ndarray
    away: np.ndarray
    rested: np.ndarray  # (2, 101): mothers of one, of more, last birth two years ago or more
    resting: np.ndarray  # (2, 101): the same, last birth within two years
    girls: np.ndarray
    share_home: float  # families where not both parents are away: only they have further children


def women_of(adults: np.ndarray, families, residents: np.ndarray, parents_away: np.ndarray) -> Women:
    """Return the women of a county at the start: `adults` (places, 101, 2, 3), `residents` women by age (101,)."""
    mothers = np.zeros((2, 2, OLDEST + 1))  # resting or rested, one or more
    np.add.at(
        mothers,
        (
            (families.years_since_birth >= 1).astype(int),
            np.minimum(families.n_births, 2) - 1,
            families.mother_age,
        ),
        1,
    )
    girls = np.where(np.arange(OLDEST + 1) < 18, residents, 0).astype(float)
    single, away = (
        adults[:, :, 1, :AWAY].sum(axis=(0, 2)).astype(float),
        adults[:, :, 1, AWAY].sum(axis=0).astype(float),
    )
    return Women(
        single,
        away,
        mothers[1],
        mothers[0],
        girls,
        float((parents_away < 2).mean()) if len(parents_away) else 1.0,
    )


def levels(
    tables: InputTables, numbers: dict[str, float], women: list[Women], hazards: tuple[np.ndarray,
    np.ndarray], deaths: np.ndarray,
    adults: np.ndarray, place_county: np.ndarray, behaviour: Behaviour, family_out: np.ndarray,
) -> np.ndarray:  # fmt: skip
    """Return the level of fertility by year and county, float (HORIZON, counties).

    Up to the last year of known births: known births over those the projected women have at level 1. Afterwards the
    level follows the total fertility of the chosen future relative to the last known year.
    """
    known, tfr = vitals.known_births(tables, numbers), vitals.future_tfr(tables, numbers["fertility_future"])
    out = np.ones_like(known)
    for c, w in enumerate(women):
        places = np.flatnonzero(place_county == c)
        local = adults[places, :, 1, LOCAL]
        leave = (
            (local * behaviour.adult_scale[places, 1][:, None]).sum(axis=0)
            / np.maximum(1, local.sum(axis=0))
            * behaviour.adult_rates[1]
        )
        last = None
        for k in range(len(known)):
            _age(w, deaths[k, :, 1]) if k else None
            expected = _births(w, hazards)
            if not np.isnan(known[k, c]) and sum(e.sum() for e in expected) > 0:
                out[k, c], last = known[k, c] / sum(e.sum() for e in expected), k
            elif last is not None:
                out[k, c] = out[last, c] * tfr[k] / tfr[last]
            if k:
                _give_birth(w, expected, out[k, c])
                _migrate(w, leave, behaviour.adult_rates[2], family_out[c])
    return out


def _births(w: Women, hazards) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first, later = hazards
    return w.single * first, w.rested[0] * later[0] * w.share_home, w.rested[1] * later[1] * w.share_home


def _age(w: Women, death: np.ndarray) -> None:
    alive = 1.0 - death[:-1]
    for array in (w.single, w.away, w.girls):
        array[1:] = array[:-1] * alive
        array[0] = 0.0
    w.single[18] += w.girls[18]
    w.girls[18] = 0.0
    for array in (w.rested, w.resting):
        array[:, 1:] = array[:, :-1] * alive


def _give_birth(w: Women, expected, level: float) -> None:
    first, second, third = (e * level for e in expected)
    w.single -= first
    w.rested[0] -= second
    w.rested[1] -= third
    w.rested += w.resting  # a birth is possible from the second year after the last one
    w.resting[0], w.resting[1] = first, second + third


def _migrate(w: Women, leave: np.ndarray, back: np.ndarray, family_out: float) -> None:
    going, coming = w.single * leave, w.away * back
    w.single += coming - going
    w.away += going - coming
    w.rested *= 1.0 - family_out
    w.resting *= 1.0 - family_out
    w.girls *= 1.0 - family_out
