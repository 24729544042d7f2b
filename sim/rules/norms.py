"""What a pupil needs by the norms (办学条件标准) of a rulebook."""

from collections.abc import Sequence

import numpy as np

from sim.rules.rulebook import Rulebook

_STAGES, _GRADES = ("primary", "junior"), (6, 3)
_BY_STAGE = {
    "teaching_m2": 1.0,
    "sports_m2": 1.0,
    "site_m2": 1.0,
    "multimedia_rooms": 100.0,
    "equipment_yuan": 1.0,
}


def per_pupil(book: Rulebook, names: Sequence[str]) -> np.ndarray:
    """Return what a pupil of grade 1-9 needs outside 城区 and in it, float (2, 9, names).

    Of an ordinary room (`rooms`) it is the pupil's part of one; nothing of a name that is no norm per pupil.
    """
    out = np.zeros((2, 9, len(names)))
    for k, name in enumerate(names):
        if name == "rooms":
            out[..., k] = 1.0 / book.by_grade("class_standard")
        elif name in _BY_STAGE:
            urban = "norm_site_m2_urban" if name == "site_m2" else f"norm_{name}"
            amounts = [
                [getattr(book, f"{stem}_{stage}") for stage in _STAGES] for stem in (f"norm_{name}", urban)
            ]
            out[..., k] = np.repeat(np.array(amounts) / _BY_STAGE[name], _GRADES, axis=1)
    return out
