"""The cells of an indicator: zone kind, stage and school year, with `all` of each before its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import STAGE_NAMES, ZONE_NAMES

ALL = "all"
ZONES = (ALL, *ZONE_NAMES)
STAGES = (ALL, *STAGE_NAMES)
CELL = ("zone", "stage", "year")


@dataclass(frozen=True)
class Cells:
    """In which zones and stages an indicator is given; in the others it is not defined."""

    zones: tuple[str, ...]
    stages: tuple[str, ...]
    meaning: Say

    def mask(self) -> np.ndarray:
        """Return where the indicator is given, bool (zones, stages)."""
        zones, stages = ([name in given for name in every]
                         for given, every in ((self.zones, ZONES), (self.stages, STAGES)))  # fmt: skip
        return np.outer(zones, stages)


EVERYWHERE = Cells(ZONES, STAGES, Say("by zone kind, by stage, and together", "分城乡、分学段及合计"))
BY_ZONE = Cells(ZONES, (ALL,), Say("by zone kind and together; not by stage", "分城乡及合计；不分学段"))
BY_STAGE = Cells((ALL,), STAGES, Say("by stage and together; not by zone kind", "分学段及合计；不分城乡"))
STAGES_APART = Cells(ZONES, STAGE_NAMES, Say("each stage apart, by zone kind and together",
    "小学、初中分列，分城乡及合计；两学段不合并"))  # fmt: skip
WHOLE = Cells((ALL,), (ALL,), Say("the place as a whole only", "只有全域合计"))
PLACE_BY_STAGE = Cells((ALL,), STAGE_NAMES, Say("each stage apart, the place as a whole",
    "小学、初中分列；不分城乡，两学段不合并"))  # fmt: skip
JUNIOR_ONLY = Cells((ALL,), ("junior",), Say("the junior stage of the place as a whole", "只有全域初中"))


def with_all(values: np.ndarray) -> np.ndarray:
    """Return sums over zone kinds and over stages before their parts.

    Parameters
    ----------
    values : array (..., 3 zone kinds, 2 stages, years)

    Returns
    -------
    array (..., 4, 3, years)
        In the order of `ZONES` and `STAGES`.
    """
    for axis in (-3, -2):
        values = np.concatenate([values.sum(axis=axis, keepdims=True), values], axis=axis)
    return values
