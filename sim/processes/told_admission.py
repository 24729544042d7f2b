"""What is told of a summer's admission: one row an applicant for the records, and the story of traced children."""

from dataclasses import dataclass

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import (
    BEYOND_SEATS,
    HUKOU_REGION,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    SEAT_BOUGHT,
)
from sim.kernels.lines import last_admitted, ranks_in_line
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.processes.lines import LOTTERY_NUMBERS, NO_GROUP, Line, RulesOfYear
from sim.world.admitted import Admitted
from sim.world.region import Region

_FULL = Say("it got no seat by right where it asked", "按招生办法未能在申请学校取得学位")
_WHY = {
    OVERFLOW_NEAR: _FULL,
    SEAT_BOUGHT: Say("no public seat within the travel limit was left", "路途时限内已无公办学位"),
    OVERFLOW_FAR: Say("no seat within the travel limit was left", "路途时限内已无学位"),
    BEYOND_SEATS: Say("a local child is always placed in the same year", "本地儿童须当年安置"),
}
CONTINUING, NO_RIGHT, EVERYONE = "continuing", "no_right", "everyone"  # names of what is no group of a rule


@dataclass
class Round:
    """What became of applicants who were served together.

    Attributes
    ----------
    a : Applicants
    line : Line
        Where they stood.
    placed, outcome : int arrays (applicants,)
        School, -1 none, and codes of `OUTCOME_NAMES`.
    """

    a: Applicants
    line: Line
    placed: np.ndarray
    outcome: np.ndarray


def tell(region: Region, of_year: RulesOfYear, rounds: list[Round]) -> None:
    """Give the recorder the applications of the year, and the trace what became of each."""
    names, parts = _group_names(of_year), []
    for one in rounds:
        a = one.a
        rule = np.where(a.asked >= 0, of_year.of_school[(a.grade > 6).astype(np.int64), a.asked], -1)
        group = _groups(of_year, a, one.line)
        wish = first_wishes(a, one.line)
        parts.append((a.county, a.grade, _origin(region, a), rule, group, one.outcome, wish, one.placed))
        trace_places(region, a, wish, one.placed, one.outcome)
    columns = (np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True))
    region.admitted = Admitted(*columns, [rule.name for rule in of_year.rules], names)


def first_wishes(a: Applicants, line: Line) -> np.ndarray:
    """Return the school each applicant asked for first: its first wish, or that of its address; -1 none."""
    wish, stands = a.asked.copy(), line.first[1:] > line.first[:-1]
    wish[stands] = line.school[line.first[:-1][stands]]
    return wish


def _origin(region: Region, a: Applicants) -> np.ndarray:
    """Return the origin of each child: hukou in its township, elsewhere in the county, province, other province."""
    h, g = region.households, region.geography
    family = region.children["household"][a.rows]
    at = np.maximum(h["hukou_settlement"][family], 0)
    in_region = h["hukou"][family] == HUKOU_REGION
    near = [in_region & (g.township[at] == g.township[a.home]), in_region & (g.county[at] == a.county)]
    return np.select([*near, h["hukou"][family] <= 1], [0, 1, 2], 3)


def _group_names(of_year: RulesOfYear) -> list[str]:
    """Return the names of what is no group, then of the groups of each rule in turn."""
    groups = [[group.name for group in rule.groups] or [EVERYONE] for rule in of_year.rules]
    return [CONTINUING, NO_RIGHT, *(name for names in groups for name in names)]


def _groups(of_year: RulesOfYear, a: Applicants, line: Line) -> np.ndarray:
    """Return the position of each applicant's group among the names: that at the school asked for first."""
    sizes = [max(1, len(rule.groups)) for rule in of_year.rules]
    start = 2 + np.concatenate([[0], np.cumsum(sizes)[:-1]])
    found = np.full(len(a.rows), 1, np.int64)
    stands = line.first[1:] > line.first[:-1]
    at = line.first[:-1][stands]
    found[stands] = np.where(line.group[at] == NO_GROUP, 1, start[line.rule[at]] + line.group[at])
    found[a.continues] = 0
    return found


def trace_lines(
    region: Region, of_year: RulesOfYear, a: Applicants, line: Line, got: np.ndarray, seats: np.ndarray,
    *, is_transfer: bool = False,
) -> None:  # fmt: skip
    """Tell the trace where each child stood in line, and who took the last seat there.

    Parameters
    ----------
    got : int array (applicants,)
        The pair that gave each a seat by right, -1 = none.
    seats : int array (schools, 9)
        Free seats before they were given.
    is_transfer : bool
        They have a school and ask for another.
    """
    if not region.trace.is_on:
        return
    grade = a.grade[line.who]
    cell, n_cells = line.school * 9 + grade - 1, seats.size
    eligible = np.isfinite(line.score)
    taken = np.bincount(cell[got[got >= 0]], minlength=n_cells)
    is_full = taken >= seats.reshape(-1)
    last = np.where(is_full, last_admitted(got, line.first, cell, line.score, n_cells), -1)[cell]
    pair_of_last = np.where(last >= 0, got[last], 0)
    n_groups = np.array([len(rule.groups) for rule in of_year.rules])[line.rule]
    region.trace.note(
        "admission.asked", region.year, a.rows[line.who], school=line.school, grade=grade, is_transfer=int(is_transfer),
        rule=_named(of_year, line.rule, lambda rule: rule.name),
        rule_title=_named(of_year, line.rule, lambda rule: rule.title), group=line.group + 1, n_groups=n_groups,
        group_title=_group_titles(of_year, line),
        points=np.where([rule.points is not None for rule in of_year.rules], 1.0, np.nan)[line.rule] * line.points,
        rank=ranks_in_line(line.first, cell, line.score, n_cells) + 1,
        in_line=np.bincount(cell[eligible], minlength=n_cells)[cell], seats=seats.reshape(-1)[cell],
        lottery=line.lottery / LOTTERY_NUMBERS,
        last_uid=np.where(last >= 0, region.children["uid"][a.rows[last]], 0).astype(np.uint64),
        last_group=np.where(last >= 0, line.group[pair_of_last] + 1, -1),
    )  # fmt: skip


def trace_places(
    region: Region, a: Applicants, asked: np.ndarray, placed: np.ndarray, outcome: np.ndarray
) -> None:
    """Tell the trace what became of each application."""
    if not region.trace.is_on:
        return
    at = ApplicantColumns(region, a, np.arange(len(a.rows)), np.maximum(placed, 0))
    why = np.array([_WHY.get(code) for code in range(len(OUTCOME_NAMES))], object)[outcome]
    region.trace.note(
        "admission.placed", region.year, a.rows, school=placed, school_from=asked, grade=a.grade,
        minutes=np.where(placed >= 0, at["minutes"], np.nan), outcome=outcome, why=why,
    )  # fmt: skip


def _named(of_year: RulesOfYear, rule: np.ndarray, said) -> np.ndarray:
    """Return what is said of the rule of each pair, object array (pairs,)."""
    told = np.empty(len(of_year.rules), object)
    told[:] = [said(one) for one in of_year.rules]
    return told[rule]


def _group_titles(of_year: RulesOfYear, line: Line) -> np.ndarray:
    """Return the title of the group of each pair, object array (pairs,); none for who is in no group."""
    most = max(len(rule.groups) for rule in of_year.rules)
    titles = np.full((len(of_year.rules), most + 1), None, object)
    for number, rule in enumerate(of_year.rules):
        for k, group in enumerate(rule.groups):
            titles[number, k] = group.title
    return titles[line.rule, line.group]  # the last column stands for none
