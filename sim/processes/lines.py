"""Lines of applicants at schools (排队): which rule holds there, group, points and the rank each child has by it.

A pair is a child and a school it stands at. The score of a pair orders the line, lower is better: continuing pupils,
then groups, then points and the tie-break, then a lottery number drawn for child and school.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.base.draws import decision
from sim.kernels.codes import STAGE_NAMES
from sim.kernels.serving import lottery_numbers
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.rules.admission import LOTTERY, AdmissionRule, Points, of_school
from sim.rules.applicant import COLUMNS
from sim.rules.known_rules import known_rule
from sim.world.region import Region

_TIE = decision("admission.tie")
NO_GROUP = -1  # may not be admitted there by right
SMALLEST_FIRST = ("minutes",)  # tie-breaks by which the smaller value comes first; of others the larger
RANKS = 1 << 16  # ranks within a group that a score tells apart
LOTTERY_NUMBERS = 1 << 32


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


def rules_of_year(region: Region, rules) -> RulesOfYear:
    """Return which rule holds at each school: the most special of those in force, present practice without one."""
    s, g = region.schools, region.geography
    found: list[AdmissionRule] = [known_rule("present")]
    numbers = np.zeros((len(STAGE_NAMES), len(s)), np.int64)
    for county, book in enumerate(rules):
        if not book.admission:
            continue
        for row in region.rows_of(county):
            township = g.township_codes[s["township"][row]]
            for stage, name in enumerate(STAGE_NAMES):
                rule = of_school(
                    book.admission, name, g.county_codes[county], township, region.school_ids[row]
                )
                if rule is not None:
                    if rule not in found:
                        found.append(rule)
                    numbers[stage, row] = found.index(rule)
    return RulesOfYear(found, numbers)


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
    who = np.repeat(np.arange(len(a.rows)), np.diff(first))
    rule = of_year.of_school[(a.grade[who] > 6).astype(np.int64), school]
    group, points = np.full(len(who), NO_GROUP, np.int64), np.zeros(len(who))
    within, kept_for = np.zeros(len(who), np.int64), []
    for number in np.flatnonzero(np.bincount(rule)):
        one, at = of_year.rules[number], np.flatnonzero(rule == number)
        columns = ApplicantColumns(region, a, who[at], school[at])
        book = _Books(rules, region.schools["county"][school[at]])
        group[at] = groups_by(one, columns, book, len(at))
        points[at] = points_by(one.points, columns, book, len(at))
        within[at] = _ranks(one, points[at], columns)
        for reserved in one.reserved:
            is_for = np.zeros(len(who), bool)
            is_for[at] = reserved.when.holds(columns, book, len(at))
            kept_for.append((is_for, int(number), reserved.share))
    lottery = lottery_numbers(school, region.children["uid"][a.rows[who]], region.luck, _TIE, region.year)
    standing = np.where(a.continues[who], 0, group + 1)
    score = (standing * RANKS + within) * float(LOTTERY_NUMBERS) + lottery
    score[(group == NO_GROUP) & ~a.continues[who]] = np.inf
    line = Line(first, who, school, rule, group, points, lottery, score, kept_for)
    _tell_first_group(a, line)
    return line


def _tell_first_group(a: Applicants, line: Line) -> None:
    """Fill `a.group` with the group at the school asked for first; who has none comes after all groups."""
    has_school = line.first[1:] > line.first[:-1]
    at = line.first[:-1][has_school]
    found = np.where(line.group[at] == NO_GROUP, line.group.max(initial=0) + 1, line.group[at])
    a.group[:] = line.group.max(initial=0) + 1
    a.group[has_school] = found
    a.group[a.continues] = 0


def groups_by(rule: AdmissionRule, columns: ApplicantColumns, book, n: int) -> np.ndarray:
    """Return the group of each pair by a rule, int (pairs,), `NO_GROUP` for who is in none or not eligible."""
    group = np.full(n, NO_GROUP, np.int64)
    for number, one in enumerate(rule.groups):
        holds = group == NO_GROUP if one.when is None else one.when.holds(columns, book, n)
        group[holds & (group == NO_GROUP)] = number
    if not rule.groups:
        group[:] = 0
    group[~rule.eligible.holds(columns, book, n)] = NO_GROUP
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
    first = np.concatenate([[0], np.cumsum(a.asked >= 0)])
    return stand(region, rules, of_year, a, first, a.asked[a.asked >= 0])
