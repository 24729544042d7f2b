"""What a pupil needs by the norms (办学条件标准) of a rulebook."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import attrgetter

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

    Of an ordinary room (`rooms`) it is the pupil's part of one; nothing of a name that is no norm per pupil. Read-only.
    """
    names = tuple(names)
    return per_pupil_of(names, norm_values(book, names))


def norm_values(book: Rulebook, names: tuple[str, ...]) -> tuple[float, ...]:
    """Return what a rulebook tells of some norms, as `per_pupil_of` takes it."""
    return _values_of(names)(book)


@cache
def _values_of(names: tuple[str, ...]) -> Callable[[Rulebook], tuple[float, ...]]:
    """Return what reads the fields of a rulebook that tell of some norms, stage by stage."""
    return attrgetter(*fields_read(names))


def fields_read(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields of the rulebook that tell of some norms, stage by stage, and the size of a class last."""
    return (*(f"{stem}_{stage}" for stem in _needed(names) for stage in _STAGES), "class_standard_primary")


def _needed(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields of the rulebook that tell of some norms, without the stage."""
    stems = ["class_standard"] if "rooms" in names else []
    for name in names:
        if name in _BY_STAGE:
            stems += [f"norm_{name}", _urban(name)]
    return tuple(dict.fromkeys(stems))


def _urban(name: str) -> str:
    return "norm_site_m2_urban" if name == "site_m2" else f"norm_{name}"


@lru_cache(maxsize=1024)
def per_pupil_of(names: tuple[str, ...], values: tuple[float, ...]) -> np.ndarray:
    """Return `per_pupil` from `norm_values`, read-only: rules are the same in most years."""
    out, stages = np.zeros((2, 9, len(names))), len(_STAGES)
    of = {stem: values[k * stages : (k + 1) * stages] for k, stem in enumerate(_needed(names))}
    for k, name in enumerate(names):
        if name == "rooms":
            out[..., k] = 1.0 / np.repeat(np.array(of["class_standard"], np.int64), _GRADES)
        elif name in _BY_STAGE:
            amounts = np.array([of[f"norm_{name}"], of[_urban(name)]]) / _BY_STAGE[name]
            out[..., k] = np.repeat(amounts, _GRADES, axis=1)
    out.flags.writeable = False
    return out
