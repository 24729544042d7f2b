"""The rulebooks of a year, one a county."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import compress
from operator import attrgetter, is_not

import numpy as np

from sim.kernels.codes import GRADES
from sim.kernels.norms import NORMS
from sim.kernels.zones import FIRST_JUNIOR
from sim.rules.norms import fields_read, per_pupil
from sim.rules.rulebook import Rulebook

BY_GRADE = "by_grade "  # what an array by grade is kept under, before its stem
# The fields from which an array is made that is neither one field by county nor one by grade.
_MADE_FROM = {
    "planned_size()": (
        "cutoff_primary", "cutoff_junior", "forming_size_primary", "forming_size_junior", "large_local_primary",
        "large_local_junior", "has_hard_stop",
    ),
    "needs_per_pupil()": fields_read(NORMS),
    "minutes_limits()": ("minutes_limit_grade_1_3", "minutes_limit_grade_4_6", "minutes_limit_junior"),
}  # fmt: skip


@cache
def _reader(names: tuple[str, ...]) -> Callable[[Rulebook], object]:
    return attrgetter(*names)


def _told_apart(one: Rulebook, other: Rulebook) -> list[str]:
    """Return the fields in which two books do not hold the very same object."""
    now, then = one.__dict__, other.__dict__
    return list(compress(now, map(is_not, now.values(), map(then.get, now))))


@cache
def _fields_of(what: str) -> tuple[str, ...]:
    """Return the fields from which an array that is kept was made."""
    stem = what.removeprefix(BY_GRADE)
    if what.endswith("()"):
        return _MADE_FROM[what]
    return (what,) if stem == what else (f"{stem}_primary", f"{stem}_junior")


@lru_cache(maxsize=4096)
def _by_county(values: tuple, kinds: tuple[type, ...]) -> np.ndarray:
    """Return what books tell as a read-only array: they tell the same in most years. 1 and 1.0 are of two `kinds`."""
    out = np.array(values)
    out.flags.writeable = False
    return out


@lru_cache(maxsize=4096)
def _by_county_and_grade(values: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Return what books tell by stage as a read-only int64 array (counties, 9)."""
    by_stage = np.array(values, np.int64).reshape(-1, 2)
    out = np.repeat(by_stage, (FIRST_JUNIOR, GRADES - FIRST_JUNIOR), axis=1)
    out.flags.writeable = False
    return out


class CountyRules(tuple):
    """The rulebooks of a year, one a county; arrays are read-only and kept, as rulebooks are asked often."""

    def _kept(self, what: str, make: Callable[[], np.ndarray]) -> np.ndarray:
        """Return an array that is made when it is first asked for, read-only; `what` stands in `_MADE_FROM`."""
        kept = self.__dict__
        if what not in kept:
            kept[what] = make()
            kept[what].flags.writeable = False
        return kept[what]

    def following(self, before: "CountyRules") -> "CountyRules":
        """Take over what another year's rules have made of fields that are the same in every county; return self."""
        if len(self) != len(before):
            return self
        pairs = {(id(one), id(other)): (one, other) for one, other in zip(self, before, strict=True)}
        changed = {name for pair in pairs.values() if pair[0] is not pair[1] for name in _told_apart(*pair)}
        for what, made in before.__dict__.items():
            if changed.isdisjoint(_fields_of(what)):
                self.__dict__[what] = made
        return self

    def by_grade(self, stem: str) -> np.ndarray:
        """Return `<stem>_primary/junior` by county and grade, int array (counties, 9)."""
        name = BY_GRADE + stem
        if name not in self.__dict__:
            read = _reader((f"{stem}_primary", f"{stem}_junior"))
            self.__dict__[name] = _by_county_and_grade(tuple(map(read, self)))
        return self.__dict__[name]

    def values(self, name: str) -> np.ndarray:
        """Return one field by county, shape (counties,)."""
        kept = self.__dict__
        if name not in kept:
            values = tuple(map(_reader((name,)), self))
            kept[name] = _by_county(values, tuple(map(type, values)))
        return kept[name]

    def planned_size(self) -> np.ndarray:
        """Return the class size admission may plan for by county and grade, int array (counties, 9)."""
        return self._kept("planned_size()", lambda: np.array([book.planned_size() for book in self]))

    def needs_per_pupil(self) -> np.ndarray:
        """Return what a pupil of each grade needs by the norms, float (2 x counties, 9, 7): outside 城区, and in it."""
        return self._kept(
            "needs_per_pupil()", lambda: np.concatenate([per_pupil(book, NORMS) for book in self])
        )

    def minutes_limits(self) -> np.ndarray:
        """Return the longest day trip by county and grade, minutes, (counties, 9)."""
        return self._kept("minutes_limits()", lambda: np.array([book.minutes_limits() for book in self]))

    def of(self, county: np.ndarray) -> "RulesOfRows":
        """Return the rules of the county of each row, (rows,), in place of one county's rulebook."""
        return RulesOfRows(self, county)


class RulesOfRows:
    """Fields of rulebooks as attributes, each an array with the value that holds for each row, by its county."""

    def __init__(self, rules: CountyRules, county: np.ndarray) -> None:
        self._rules, self._county = rules, county

    def __getattr__(self, name: str) -> np.ndarray:
        return self._rules.values(name)[self._county]

    def table(self, names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Return fields by county, float (counties, names), and the county of each row, (rows,)."""
        return np.array([self._rules.values(name) for name in names], float).T.copy(), self._county

    def by_grade(self, stem: str) -> np.ndarray:
        """Return `<stem>_primary/junior` by row and grade, int array (rows, 9)."""
        return self._rules.by_grade(stem)[self._county]
