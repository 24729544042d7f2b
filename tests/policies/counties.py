"""Counties on one page for the levers: schools by a few words each, everything else as usual."""

import numpy as np

from sim.kernels.codes import KIND_NAMES, OWNERSHIP_NAMES
from sim.rules.view import View

SPANS = {"primary": (1, 6), "point": (1, 3), "junior": (7, 9), "nine_year": (1, 9)}


def county(*schools: dict, year: int = 2019, **more) -> View:
    """Return the view of a county of these schools; pupils are spread evenly over the grades taught.

    A school is a dict of `id`, `kind` (primary), `pupils` (300), `classes` (0), `ownership` (public), `canteen_seats`
    (1000), and any other column of the view by its name, 0 where not said; classes are spread like pupils.
    """
    kinds = [one.get("kind", "primary") for one in schools]
    low, high = np.array([SPANS[kind] for kind in kinds]).T
    pupils, classes = (
        np.array(
            [_spread(one.get(name, usual), *span) for one, *span in zip(schools, low, high, strict=True)]
        )
        for name, usual in (("pupils", 300), ("classes", 0))
    )
    return View(
        "220502", year, tuple(one["id"] for one in schools), kind=np.array([KIND_NAMES.index(k) for k in kinds]),
        ownership=np.array([OWNERSHIP_NAMES.index(one.get("ownership", "public")) for one in schools]),
        grade_low=low, grade_high=high, pupils=pupils,
        canteen_seats=np.array([one.get("canteen_seats", 1000) for one in schools]), classes=classes,
        over_limit=_over_limit(schools),
        **{name: np.array([one.get(name, 0) for one in schools], kind) for name, kind in _COLUMNS.items()}, **more,
    )  # fmt: skip


_COLUMNS = {
    "x": float, "y": float, "zone": int, "is_protected": int, "rooms": int, "beds": int, "boarders": int,
    "without_bed": int, "is_growing": bool, "year_runs_out": int, "township": int, "teaching_m2": float,
    "sports_m2": float, "site_m2": float, "multimedia_rooms": int, "equipment_yuan": float,
}  # fmt: skip


def _spread(total: int, low: int, high: int) -> np.ndarray:
    """Return a total spread evenly over the grades taught, the lower ones first, int (9,)."""
    out, grades = np.zeros(9, np.int64), np.arange(low - 1, high)
    whole, rest = divmod(total, len(grades))
    out[grades] = whole + (np.arange(len(grades)) < rest)
    return out


def _over_limit(schools: tuple[dict, ...]) -> np.ndarray:
    """Return pupils beyond the travel limit by grade, (schools, 9), from `over_limit` = {grade: pupils}."""
    out = np.zeros((len(schools), 9), np.int64)
    for row, one in enumerate(schools):
        for grade, n in one.get("over_limit", {}).items():
            out[row, grade - 1] = n
    return out
