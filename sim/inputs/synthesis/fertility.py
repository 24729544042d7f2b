"""The level of fertility that meets the known births: a projection of women by age and births so far.

The level must depend on no scenario and no seed, so it is fitted on expected numbers: women of the adult table, mothers
of one and of more children, women away and girls, projected with the same hazards, deaths and moves that the run uses.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from sim.inputs.synthesis import vitals
from sim.inputs.tables import InputTables
from sim.kernels.codes import AWAY, LOCAL, NEWCOMER, OLDEST
from sim.world.start import Behaviour

FITTED_YEARS = 3  # years after the start over whose mean births the moves are fitted
AWAY_BOUNDS = (0.5, 2.0)  # of `away_factors` (assumption)
GROWN = 18  # age of the youngest child at which a mother returns to the table


@dataclass
class Women:
    """Expected women of a county by age (101,) and what is needed to let them live on.

    Attributes
    ----------
    local, away, newcomers : arrays (101,)
        Women of the table without children here; those away of every age; newcomers are replaced as they leave.
    mothers : array (2, GROWN, 101)
        Mothers of one and of more children, by years from the last birth to the last census.
    girls : array (101,)
        Resident girls under 18.
    share_home, share_local : float
        Families where not both parents are away (only they have further children); with hukou in the region.
    rate_away : array (101,)
        Births of a woman away a year at level 1.
    leave : array (101,)
        Yearly probability of women of the table to go away.
    family_out, hukou_out : float
        Yearly probability that a family leaves the region; people who take their hukou away per person who leaves.
    """

    local: np.ndarray
    away: np.ndarray
    newcomers: np.ndarray
    mothers: np.ndarray
    girls: np.ndarray
    share_home: float
    share_local: float
    rate_away: np.ndarray = field(default_factory=lambda: np.zeros(OLDEST + 1))
    leave: np.ndarray = field(default_factory=lambda: np.zeros(OLDEST + 1))
    family_out: float = 0.0
    hukou_out: float = 0.0

    @property
    def rested(self) -> np.ndarray:
        """Return the mothers who may have a birth, two years from the last one or more, by order and age (2, 101)."""
        return self.mothers[:, 1:].sum(axis=1)

    @property
    def resident(self) -> np.ndarray:
        """Return the resident women by age (101,), the girls left aside."""
        return self.local + self.newcomers + self.mothers.sum(axis=(0, 1)) * self.share_home


@dataclass(frozen=True)
class Expected:
    """Expected births of a year at level 1: first of locals and newcomers (101,), later (2, 101), of women away."""

    first_local: np.ndarray
    first_newcomer: np.ndarray
    later: np.ndarray
    away: float
    share_local: float

    @property
    def resident(self) -> float:
        """Return the births to residents."""
        return float(self.first_local.sum() + self.first_newcomer.sum() + self.later.sum())

    @property
    def registered(self) -> float:
        """Return the births to mothers registered here, wherever they live."""
        return float(self.first_local.sum() + self.share_local * self.later.sum() + self.away)


def women_of(
    adults: np.ndarray, families, residents: np.ndarray, parents_away: np.ndarray, hukou: np.ndarray
) -> Women:
    """Return the women of a county at the start, before anybody moves (`with_moves` adds that).

    Parameters
    ----------
    adults : int array (places, 101, 2, 3)
    residents : int array (101,)
        Resident women by age.
    parents_away, hukou : int arrays (families,)
    """
    mothers = np.zeros((2, GROWN, OLDEST + 1))
    order, since = np.minimum(families.n_births, 2) - 1, np.minimum(families.years_since_birth, GROWN - 1)
    np.add.at(mothers, (order, since, families.mother_age), 1)
    women = adults[:, :, 1].sum(axis=0).astype(float)
    return Women(
        women[:, LOCAL], women[:, AWAY], women[:, NEWCOMER], mothers,
        np.where(np.arange(OLDEST + 1) < 18, residents, 0).astype(float),
        float((parents_away < 2).mean()) if len(parents_away) else 1.0,
        float((hukou == 0).mean()) if len(hukou) else 1.0,
    )  # fmt: skip


def with_moves(
    women: Women, local: np.ndarray, rates: np.ndarray, scale: np.ndarray, family_out: float, hukou_out: float
) -> Women:
    """Return the women with the moves that were fitted.

    Parameters
    ----------
    local : int array (places, 101)
        Local women of the table.
    rates : float array (101,), scale : float array (places,)
        Of going away, as in `sim.kernels.demography.move_adults`.
    family_out, hukou_out : float
    """
    weighted = (local * scale[:, None]).sum(axis=0) / np.maximum(1, local.sum(axis=0))
    return replace(women, leave=np.minimum(1.0, weighted * rates), family_out=family_out, hukou_out=hukou_out)


def start_births(tables: InputTables, women: list[Women], hazards) -> np.ndarray:
    """Return the resident births a year around the start, by county: the mean of the `FITTED_YEARS` years after it.

    Known resident births, else known registered ones less the part that women away have; those of the start year where
    no later ones are known; else the expected ones.
    """
    resident, registered = (vitals.known_births(tables, basis) for basis in ("resident", "registered"))
    out = np.zeros(len(women))
    for c, w in enumerate(women):
        expected = _births(w, hazards, w.rate_away)
        part = expected.resident / max(expected.registered, 1e-9)
        known = np.where(np.isnan(resident[:, c]), registered[:, c] * part, resident[:, c])
        soon = known[1 : 1 + FITTED_YEARS]
        told = known[:1] if np.isnan(soon).all() else soon
        out[c] = expected.resident if np.isnan(told).all() else np.nanmean(told)
    return out


def away_factors(
    tables: InputTables, women: list[Women], hazards, rate_away: np.ndarray, infants: np.ndarray
) -> np.ndarray:
    """Return births of women away over those of resident women of the same age, by county.

    What is left of the registered births of the start year when those behind the resident infants are taken off, over
    the births women away would have like residents; within `AWAY_BOUNDS`, 1 where registered births are not known.

    Parameters
    ----------
    infants : int array (counties,)
        Residents aged 0.
    """
    registered = vitals.known_births(tables, "registered")[0]
    out = np.ones(len(women))
    for c, w in enumerate(women):
        expected = _births(w, hazards, rate_away)
        if np.isnan(registered[c]) or expected.away <= 0 or expected.resident <= 0:
            continue
        level = infants[c] / expected.resident
        local = level * (expected.registered - expected.away)
        out[c] = np.clip((registered[c] - local) / max(1e-9, level * expected.away), *AWAY_BOUNDS)
    return out


def levels(
    tables: InputTables, numbers: dict[str, float], women: list[Women], hazards: tuple[np.ndarray, np.ndarray],
    schedule: np.ndarray, deaths: np.ndarray, behaviour: Behaviour,
) -> np.ndarray:  # fmt: skip
    """Return the level of fertility by year and county, float (HORIZON, counties).

    Up to the last year of known births: known over expected births at level 1, resident births where they are known,
    else registered ones. Afterwards total fertility follows the chosen future relative to that year: the level is such
    that the expected births are those of resident women at the rates by age of `schedule` (101,), moved by the future.
    (A level held would let births drift: it multiplies hazards by order, and the mix of orders changes.)
    """
    resident, registered = (vitals.known_births(tables, basis) for basis in ("resident", "registered"))
    tfr = vitals.future_tfr(tables, numbers["fertility_future"])
    out = np.ones_like(resident)
    for c, w in enumerate(women):
        # Births over those of the schedule moved to a total fertility; until births are known, as the table says.
        rate_held = 1.0 / max(1e-9, schedule.sum())
        for k in range(len(out)):
            if k:
                _age(w, deaths[k, :, 1])
            expected = _births(w, hazards, w.rate_away)
            known = _known_over_expected(resident[k, c], registered[k, c], expected)
            by_schedule = float((w.resident * schedule).sum()) * tfr[k]
            if known is not None:
                out[k, c] = known
                rate_held = known * expected.resident / max(1e-9, by_schedule)
            elif expected.resident > 0:
                out[k, c] = rate_held * by_schedule / expected.resident
            if k:
                _give_birth(w, expected, out[k, c], numbers["sex_ratio_birth"])
                _migrate(w, behaviour.adult_rates[2, :, 1])
    return out


def _known_over_expected(resident: float, registered: float, expected: Expected) -> float | None:
    """Return the level that gives the known births, None where none are known or none can be expected."""
    if not np.isnan(resident) and expected.resident > 0:
        return resident / expected.resident
    if not np.isnan(registered) and expected.registered > 0:
        return registered / expected.registered
    return None


def _births(w: Women, hazards, rate_away: np.ndarray) -> Expected:
    first, later = hazards
    away = float((w.away * rate_away).sum())
    return Expected(
        w.local * first, w.newcomers * first, w.rested * later * w.share_home, away, w.share_local
    )


def _age(w: Women, death: np.ndarray) -> None:
    """Let a year pass; girls of 18, and mothers whose youngest child is 18, come to the table, some of them away."""
    alive = 1.0 - death[:-1]
    for array in (w.local, w.away, w.girls):
        array[1:] = array[:-1] * alive
        array[0] = 0.0
    w.local[18] += w.girls[18]
    w.girls[18] = 0.0
    w.mothers[..., 1:] = w.mothers[..., :-1] * alive
    back = w.mothers[:, -1].sum(axis=0)
    w.local += back * w.share_home
    w.away += back * (1.0 - w.share_home)
    w.mothers[:, -1] = 0.0


def _give_birth(w: Women, expected: Expected, level: float, sex_ratio: float) -> None:
    """Let births happen: a birth is possible again from the second year after the last one."""
    first = (expected.first_local + expected.first_newcomer) * level
    later, rested = expected.later * level, w.rested
    kept = 1.0 - np.divide(later, rested, out=np.zeros_like(later), where=rested > 0)
    w.local -= expected.first_local * level
    w.mothers[:, 1:] *= kept[:, None]
    w.mothers[:, 1:] = w.mothers[:, :-1].copy()
    w.mothers[:, 0] = np.stack([first, later.sum(axis=0)])
    w.girls[0] += expected.resident * level / (1.0 + sex_ratio)
    w.away[0] += expected.away * level / (1.0 + sex_ratio)


def _migrate(w: Women, back: np.ndarray) -> None:
    going, coming = w.local * w.leave, w.away * back
    leaving_mothers = w.mothers.sum(axis=(0, 1)) * w.family_out * w.share_local
    w.local += coming - going
    w.away += going - coming + leaving_mothers
    left = w.hukou_out * (going + leaving_mothers).sum()
    w.away *= 1.0 - min(1.0, left / max(1.0, w.away.sum()))
    for array in (w.mothers, w.girls):
        array *= 1.0 - w.family_out
