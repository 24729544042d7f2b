"""How schools stand against the seven norms (办学条件标准) of a rulebook, for bureaus and for records.

The seven: teaching and auxiliary area, sports area, site, ordinary rooms, multimedia rooms, equipment, beds: those
that tables of schools tell. Rooms for music and art (每12班各1间以上) have no column and stay an item of the ledger.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.kernels.codes import URBAN
from sim.kernels.norms import NORMS, ROOMS, amounts_short, is_below, norm_needs, norm_ratios, norms_met
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_LAST_PRIMARY = 6
_PER_100 = {"multimedia_rooms"}
_BY_STAGE = tuple(name for name in NORMS if name not in {"rooms", "beds"})


@dataclass(frozen=True)
class Standing:
    """What schools have and need, float arrays (schools, 7) in the order of `NORMS`."""

    have: np.ndarray
    needs: np.ndarray

    @property
    def ratios(self) -> np.ndarray:
        """Return have over needs, 1 where nothing is needed."""
        return norm_ratios(self.have, self.needs)

    @property
    def met(self) -> np.ndarray:
        """Return which norms are met, bool (schools, 7)."""
        return norms_met(self.have, self.needs)

    @property
    def short(self) -> np.ndarray:
        """Return what is lacking, in whole units."""
        return amounts_short(self.have, self.needs)

    def is_weak(self, book: Rulebook) -> np.ndarray:
        """Return which schools are weak by the rules, bool (schools,)."""
        return is_below(self.have, self.needs, book.norms_met_least, book.norm_share_least)


def per_pupil(book: Rulebook, is_urban: bool) -> np.ndarray:
    """Return what a pupil of grade 1-9 needs, float (9, 7); of a room its part of one, of beds none."""
    out = np.zeros((9, len(NORMS)))
    for name in _BY_STAGE:
        stem = f"norm_{name}_urban" if is_urban and name == "site_m2" else f"norm_{name}"
        amounts = np.array([getattr(book, f"{stem}_primary"), getattr(book, f"{stem}_junior")])
        out[:, NORMS.index(name)] = np.repeat(amounts, (_LAST_PRIMARY, 9 - _LAST_PRIMARY))
    out[:, [NORMS.index(name) for name in _PER_100]] /= 100.0
    out[:, ROOMS] = 1.0 / book.by_grade("class_standard")
    return out


def per_room(book: Rulebook, is_urban: bool, grade_low: int, grade_high: int) -> np.ndarray:
    """Return what a school needs for each ordinary room with a standard class in it, float (7,).

    Rooms spread evenly over the grades taught.
    """
    grades = slice(grade_low - 1, grade_high)
    return (per_pupil(book, is_urban) * book.by_grade("class_standard")[:, None])[grades].mean(axis=0)


def standing(column: Callable[[str], np.ndarray], boarders: np.ndarray, book: Rulebook) -> Standing:
    """Return how schools of one county stand.

    Parameters
    ----------
    column : function of str to array
        Gives a column of schools by name: the seven amounts, `zone`, `pupils` and `classes`.
    boarders : int array (schools,)
        Pupils who board, and those who would and found no bed.
    book : Rulebook
    """
    of_zone = np.stack([per_pupil(book, is_urban) for is_urban in (False, True)])
    have = np.stack([np.asarray(column(name), float) for name in NORMS], axis=1)
    needs = norm_needs(
        column("pupils"), column("classes"), boarders, of_zone[(column("zone") == URBAN).astype(int)],
        book.by_grade("class_standard"), book.norm_beds_per_boarder,
    )  # fmt: skip
    return Standing(have, needs)


def standing_seen(view: View, book: Rulebook) -> Standing:
    """Return how the schools of a view stood at its census."""
    return standing(partial(getattr, view), view.boarders + view.without_bed, book)
