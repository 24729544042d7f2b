"""Lines of applicants at schools (排队): which rule holds there, group, points and the rank each child has by it.

A pair is a child and a school it stands at. The score of a pair orders the line, lower is better: continuing pupils,
then groups, then points and the tie-break, then a lottery number drawn for child and school.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.base.chunks import run_chunks
from sim.base.draws import decision
from sim.kernels.codes import STAGE_NAMES
from sim.kernels.standing import draw_and_score, first_groups, groups_of_cells
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.rules.admission import (
    AREA_LEVELS,
    LOTTERY,
    MECHANISMS,
    OVERFLOW_ORDERS,
    ZONE_KINDS,
    AdmissionRule,
    Points,
)
from sim.rules.applicant import COLUMNS
from sim.rules.group_cells import fields_of, group_cells, groups_by
from sim.rules.known_rules import known_rule
from sim.world.region import Region

_TIE = decision("admission.tie")
SMALLEST_FIRST = ("minutes",)  # tie-breaks by which the smaller value comes first; of others the larger
RANKS = 1 << 16  # ranks within a group that a score tells apart


@dataclass
class RulesOfYear:
    """The rules of admission of a year and the schools they hold at.

    Attributes
    ----------
    rules : list of AdmissionRule
        Each once.
    of_school : int array (stages, schools)
        Position in `rules`.
    """

    rules: list[AdmissionRule]
    of_school: np.ndarray

    @cached_property
    def zone_kinds(self) -> np.ndarray:
        """Return the kind of zone by each rule, uint8 (rules,), positions in `ZONE_KINDS`."""
        return np.array([ZONE_KINDS.index(rule.zone.kind) for rule in self.rules], np.uint8)

    @cached_property
    def mechanisms(self) -> np.ndarray:
        """Return the mechanism of each rule, uint8 (rules,): positions in `MECHANISMS`, 0 where it is no district."""
        return np.array([
            MECHANISMS.index(rule.zone.mechanism) if rule.zone.kind == "district" else 0 for rule in self.rules
        ], np.uint8)  # fmt: skip

    @cached_property
    def overflow_orders(self) -> np.ndarray:
        """Return the order of overflow by each rule, int (rules,), positions in `OVERFLOW_ORDERS`."""
        return np.array([OVERFLOW_ORDERS.index(rule.overflow) for rule in self.rules])


def rules_of_year(region: Region, rules) -> RulesOfYear:
    """Return which rule holds at each school: the most special of those in force, present practice without one."""
    found: list[AdmissionRule] = [known_rule("present")]
    held = np.zeros((len(STAGE_NAMES), len(region.schools)), np.int64)
    for county, book in enumerate(rules):
        for rule in book.admission:
            if rule not in found:
                found.append(rule)
        _hold(region, county, book.admission, found, held)
    if len(found) == 1:
        return RulesOfYear(found, held)
    numbers = _in_order_of_schools(region, held)
    position = np.zeros(len(found), np.int64)
    position[numbers] = np.arange(len(numbers))
    return RulesOfYear([found[number] for number in numbers], position[held])


def _hold(region: Region, county: int, admission, found: list[AdmissionRule], held: np.ndarray) -> None:
    """Let the rules of a county hold at its schools, the more special and of these the first said over the others."""
    rows = region.rows_of(county) if admission else None
    for level in AREA_LEVELS:
        for rule in reversed(admission):
            if rule.area.level == level:
                mine = [code in rule.area.codes for code in _codes(region, county, level, rows)]
                for stage in rule.stages:
                    held[STAGE_NAMES.index(stage), rows[mine] if mine else rows] = found.index(rule)


def _codes(region: Region, county: int, level: str, rows: np.ndarray) -> list[str]:
    """Return the code of a level for each school of a county, none for the level everywhere."""
    g = region.geography
    match level:
        case "county":
            return [g.county_codes[county]] * len(rows)
        case "township":
            return [g.township_codes[k] for k in region.schools["township"][rows]]
        case "school":
            return [region.school_ids[row] for row in rows]
    return []


def _in_order_of_schools(region: Region, held: np.ndarray) -> list[int]:
    """Return the rules that hold anywhere: present practice, then by county, school and stage."""
    by_school = held[:, np.argsort(region.schools["county"], kind="stable")].T.ravel()
    numbers, first = np.unique(by_school, return_index=True)
    return [0, *(int(number) for number in numbers[np.argsort(first)] if number)]


@dataclass
class Line:
    """Where applicants stand, arrays (pairs,) in the order of applicants and of their wishes.

    Attributes
    ----------
    first : int array (applicants + 1,)
        Where the pairs of each applicant begin.
    who, school : int arrays
        Position among the applicants, and the school.
    rule : int array
        Position in the rules of the year.
    group : int array
        Number of the group, `NO_GROUP` = none.
    points : float array
    lottery : int array
        Lottery number, below `LOTTERY_NUMBERS`; the smaller wins.
    score : float array
        Rank in line, lower is better, infinite for who has no group.
    kept_for : list of (bool array (pairs,), rule number, share)
        For whom each reserved share of seats is kept.
    """

    first: np.ndarray
    who: np.ndarray
    school: np.ndarray
    rule: np.ndarray
    group: np.ndarray
    points: np.ndarray
    lottery: np.ndarray
    score: np.ndarray
    kept_for: list[tuple[np.ndarray, int, float]] = field(default_factory=list)


class _Books:
    """Rulebook fields by name, arrays (pairs,): those of the county of each pair's school."""

    def __init__(self, rules, county: np.ndarray) -> None:
        self._rules, self._county = rules, county

    def __getitem__(self, name: str) -> np.ndarray:
        return self._rules.values(name)[self._county]


def stand(
    region: Region, rules, of_year: RulesOfYear, a: Applicants, first: np.ndarray, school: np.ndarray
) -> Line:
    """Return the lines of applicants at the schools they stand at; `a.group` is filled with that at the first.

    Parameters
    ----------
    first, school : int arrays (applicants + 1,), (pairs,)
        The schools of each applicant, best first.
    """
    who, each, n = *_who_stands(a, first, school), len(school)
    line = Line(
        first, who, school, np.zeros(n, np.int16), np.empty(n, np.int16), np.zeros(n), np.empty(n, np.uint32),
        np.empty(n),
    )  # fmt: skip
    within = np.zeros(n, np.int32)
    numbers = [0] if n else []
    if len(of_year.rules) > 1:
        line.rule[:] = of_year.of_school[a.stage[each], school]
        numbers = np.flatnonzero(np.bincount(line.rule)).tolist()
    for number in numbers:
        at = slice(None) if len(numbers) == 1 else np.flatnonzero(line.rule == number)
        _stand_by(region, rules, of_year.rules[number], number, a, line, each, at, within)
    run_chunks(
        draw_and_score, n, region.threads, a.rows[each], school, line.group, within, a.continues[each],
        region.children["uid"], region.luck, _TIE, region.year, RANKS, line.lottery, line.score,
    )  # fmt: skip
    first_groups(first, line.group, a.continues, a.group)
    return line


def _who_stands(
    a: Applicants, first: np.ndarray, school: np.ndarray
) -> tuple[np.ndarray, np.ndarray | slice]:
    """Return the applicant of every pair, and the same for a look at columns: a slice where all stand at one school."""
    everybody = np.arange(len(a.rows), dtype=np.int32)
    if school is a.asked:
        return everybody, slice(None)
    wishes = np.diff(first)
    who = np.repeat(everybody, wishes)
    return who, slice(None) if (wishes == 1).all() else who


def _stand_by(
    region: Region, rules, rule: AdmissionRule, number: int, a: Applicants, line: Line, each: np.ndarray | slice,
    at: np.ndarray | slice, within: np.ndarray,
) -> None:  # fmt: skip
    """Fill group, points, rank within the group and kept seats of the pairs at the schools of one rule.

    `each` is the applicant of every pair, `at` are the pairs; a slice where that is all of them.
    """
    school = line.school[at]
    columns = ApplicantColumns(region, a, each if isinstance(at, slice) else line.who[at], school)
    book, n = _Books(rules, region.schools["county"][school]), len(school)
    line.group[at] = _groups(region, rules, rule, columns, book, school)
    if rule.points is not None or rule.tie_break != LOTTERY:
        line.points[at] = points_by(rule.points, columns, book, n)
        within[at] = _ranks(rule, line.points[at], columns)
    for reserved in rule.reserved:
        is_for = np.zeros(len(line.who), bool)
        is_for[at] = reserved.when.holds(columns, book, n)
        line.kept_for.append((is_for, number, reserved.share))


def _groups(
    region: Region, rules, rule: AdmissionRule, columns: ApplicantColumns, book: _Books, school: np.ndarray
) -> np.ndarray:
    """Return the group of each pair by a rule, int16 (pairs,), looked up by cells of values where these are few."""
    values = [rules.values(name).tolist() for name in fields_of(rule)]
    of_county = list(zip(*values, strict=True)) or [()] * len(rules)
    books = tuple(dict.fromkeys(of_county))
    cells = group_cells(rule, books)
    if cells is None:
        return groups_by(rule, columns, book, len(school))
    group, table = (
        np.empty(len(school), np.int16),
        np.array([books.index(one) for one in of_county], np.int16),
    )
    looked_at = np.array([columns[name] for name in cells.columns], np.int16).reshape(-1, len(school))
    run_chunks(
        groups_of_cells, len(school), region.threads, looked_at, cells.step, cells.groups, table,
        region.schools["county"], school, group,
    )  # fmt: skip
    return group


def points_by(points: Points | None, columns: ApplicantColumns, book, n: int) -> np.ndarray:
    """Return the points of each pair, float (pairs,): items capped, then blocks of items."""
    if points is None:
        return np.zeros(n)
    each = {item.name: _points_of(item, columns, book, n) for item in points.items}
    total = np.zeros(n)
    for block in points.blocks:
        total += np.minimum(block.cap, sum(each.pop(name) for name in block.items))
    return total + sum(each.values())


def _points_of(item, columns: ApplicantColumns, book, n: int) -> np.ndarray:
    if item.is_unknown:
        return np.zeros(n)
    times = columns[item.column] // item.per if item.column else item.when.holds(columns, book, n)
    return np.minimum(item.cap, item.weight * times)


def _ranks(rule: AdmissionRule, points: np.ndarray, columns: ApplicantColumns) -> np.ndarray:
    """Return the rank within a group by points and tie-break, int (pairs,) below `RANKS`; equal ones share a rank."""
    if rule.points is None and rule.tie_break == LOTTERY:
        return np.zeros(len(points), np.int64)
    by = [-points]
    if rule.tie_break != LOTTERY:
        value = columns[rule.tie_break]
        by.append(value if rule.tie_break in SMALLEST_FIRST else COLUMNS[rule.tie_break].largest - value)
    order = np.lexsort(by[::-1])
    is_new = np.zeros(len(points), bool)
    for value in by:
        is_new[1:] |= value[order[1:]] != value[order[:-1]]
    rank = np.empty(len(points), np.int64)
    rank[order] = np.cumsum(is_new)
    return rank * (RANKS - 1) // max(RANKS - 1, int(rank.max(initial=0)))


def stand_at_asked(region: Region, rules, of_year: RulesOfYear, a: Applicants) -> Line:
    """Return the lines of applicants at the one school each asks for, and fill their groups."""
    return stand(region, rules, of_year, a, *at_asked(a))


def at_asked(a: Applicants) -> tuple[np.ndarray, np.ndarray]:
    """Return the one school each applicant asks for as pairs: where each begins (applicants + 1,), and schools."""
    n, stands = len(a.rows), a.asked >= 0
    if stands.all():
        return np.arange(n + 1), a.asked
    first = np.zeros(n + 1, np.int64)
    np.cumsum(stands, out=first[1:])
    return first, a.asked[stands]
