"""Rules of admission (招生办法): eligibility, ordered groups (顺位) or points (积分), tie-break, zone, overflow.

A rule is data, read from YAML (`sim.rules.admission_reading`) and never changed. It is dated and holds for an area, the
most special one first: a school, a township, a county, everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.base.errors import Say

STAGES = ("primary", "junior")
AREA_LEVELS = ("everywhere", "county", "township", "school")  # from general to special
ZONE_KINDS = ("single", "lottery", "district", "feeder")
MECHANISMS = (
    "deferred_acceptance", "immediate_acceptance", "top_trading_cycles", "serial_dictatorship",
)  # fmt: skip
OVERFLOW_ORDERS = ("groups", "distance", "lottery")
LOTTERY = "lottery"  # the tie-break that looks at nothing
MOST_GROUPS = 31  # groups of a rule, so that a rank in line fits a float64 exactly

Columns = Mapping[str, np.ndarray]  # applicant columns by name, int arrays (applicants,)
Number = int | str  # a whole number, or the name of a rulebook field that holds it


@dataclass(frozen=True)
class Condition:
    """One column's condition: one of some codes, or a whole number in [at_least, below)."""

    column: str
    codes: tuple[int, ...] = ()
    at_least: Number | None = None
    below: Number | None = None

    def holds(self, columns: Columns, book: Mapping[str, float]) -> np.ndarray:
        """Return for which applicants it holds, bool (applicants,); `book` gives rulebook fields by name."""
        values = columns[self.column]
        if self.codes:
            holds = values == self.codes[0]
            for code in self.codes[1:]:
                holds |= values == code
            return holds
        holds = np.ones(len(values), bool)
        if self.at_least is not None:
            holds &= values >= (book[self.at_least] if isinstance(self.at_least, str) else self.at_least)
        if self.below is not None:
            holds &= values < (book[self.below] if isinstance(self.below, str) else self.below)
        return holds


@dataclass(frozen=True)
class Predicate:
    """Any of some alternatives, each of which joins conditions with "and"; one empty alternative = everyone."""

    any_of: tuple[tuple[Condition, ...], ...] = ((),)

    def holds(self, columns: Columns, book: Mapping[str, float], applicants: int) -> np.ndarray:
        """Return for which applicants it holds, bool (applicants,)."""
        found = np.zeros(applicants, bool)
        for conditions in self.any_of:
            if not conditions:
                return np.ones(applicants, bool)
            one = conditions[0].holds(columns, book)
            for condition in conditions[1:]:
                one &= condition.holds(columns, book)
            found |= one
        return found

    @property
    def columns(self) -> set[str]:
        """Return the names of the columns it looks at."""
        return {condition.column for conditions in self.any_of for condition in conditions}


EVERYONE = Predicate()


@dataclass(frozen=True)
class Group:
    """A group (顺位); `when` is None for the group of all who are in no other."""

    name: str
    title: Say
    when: Predicate | None


@dataclass(frozen=True)
class PointItem:
    """Points for a column: `weight` for each whole `per` of it, at most `cap`; or for a predicate, `weight` once.

    An item whose column nobody knows has neither, and a weight of 0 (`is_unknown`): it stands for what a published
    list holds and our source does not tell.
    """

    name: str
    title: Say
    weight: float
    cap: float
    column: str = ""
    per: int = 1
    when: Predicate | None = None
    is_unknown: bool = False


@dataclass(frozen=True)
class PointBlock:
    """A block of items whose points together are capped."""

    title: Say
    items: tuple[str, ...]
    cap: float


@dataclass(frozen=True)
class Points:
    """A list of points (积分), with the total that its source states."""

    items: tuple[PointItem, ...]
    blocks: tuple[PointBlock, ...] = ()
    total: float = 0.0


@dataclass(frozen=True)
class Zone:
    """Which schools a child may be given by right.

    Attributes
    ----------
    kind : str
        `single`: the one zone school (单校划片); `lottery`: several, the computer draws (多校划片); `district`:
        several, families rank them (大学区); `feeder`: the junior schools of the own primary school (对口), several =
        lottery; without one the address decides.
    width : int
        Schools of a lottery or district where the table of districts names none: the nearest that teach the grade.
    mechanism : str
        How a district's ranked choices are served; see `sim.kernels.admission`.
    """

    kind: str = "single"
    width: int = 1
    mechanism: str = MECHANISMS[0]


@dataclass(frozen=True)
class Reserved:
    """A share of each school's entry seats kept for some children first; others get what they leave."""

    title: Say
    share: float
    when: Predicate


@dataclass(frozen=True)
class Area:
    """Where a rule holds.

    Attributes
    ----------
    level : str
        Of `AREA_LEVELS`.
    codes : tuple of str
        Division codes or school codes; none for everywhere.
    at : tuple of str
        The place of each code in its file, for errors; none where no file names them.
    """

    level: str = AREA_LEVELS[0]
    codes: tuple[str, ...] = ()
    at: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class AdmissionRule:
    """One rule of admission.

    Attributes
    ----------
    name : str
    title : Say
    source : str
    first, last : int
        School years in force, both included.
    stages : tuple of str
        Of `STAGES`.
    area : Area
    eligible : Predicate
        Who may be admitted by right; a child who may not is placed by overflow (统筹) if it is local, else refused.
    groups : tuple of Group
        Best first, without overlap; a child in none of them is refused like one who is not eligible.
    points : Points or None
        Order within a group, more first.
    tie_break : str
        `lottery`, or a number column: `minutes` and other columns that count against a child smallest first, months
        and years longest first; then the lottery.
    zone : Zone
    reserved : tuple of Reserved
    overflow : str
        In which order those left are placed elsewhere: `groups`, `distance` or `lottery`.
    """

    name: str
    title: Say
    source: str
    first: int = 0
    last: int = 9999
    stages: tuple[str, ...] = STAGES
    area: Area = Area()
    eligible: Predicate = EVERYONE
    groups: tuple[Group, ...] = ()
    points: Points | None = None
    tie_break: str = LOTTERY
    zone: Zone = Zone()
    reserved: tuple[Reserved, ...] = ()
    overflow: str = OVERFLOW_ORDERS[0]
    confidence: str = field(default="read", kw_only=True)

    def __hash__(self) -> int:
        """Return a number that equal rules share, quickly told."""
        return hash((self.name, self.source, self.first, self.last))

    def is_in_force(self, year: int) -> bool:
        """Tell whether the rule holds in a school year."""
        return self.first <= year <= self.last

    @property
    def columns(self) -> set[str]:
        """Return the names of the applicant columns the rule looks at."""
        predicates = [self.eligible, *(g.when for g in self.groups), *(r.when for r in self.reserved)]
        items = self.points.items if self.points else ()
        predicates += [item.when for item in items]
        found = {name for p in predicates if p is not None for name in p.columns}
        found |= {item.column for item in items if item.column}
        return found | ({self.tie_break} - {LOTTERY})


def in_force(rules: tuple[AdmissionRule, ...], year: int) -> tuple[AdmissionRule, ...]:
    """Return the rules that hold in a school year."""
    return tuple(rule for rule in rules if rule.is_in_force(year))
