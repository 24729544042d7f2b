"""What is told of a summer's admission: one row an applicant for the records, and the story of traced children."""

from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from sim.base.errors import Say
from sim.kernels.codes import (
    BEYOND_SEATS,
    OUTCOME_NAMES,
    OVERFLOW_FAR,
    OVERFLOW_NEAR,
    SEAT_BOUGHT,
)
from sim.kernels.lines import last_admitted, ranks_in_line
from sim.kernels.placing import first_wishes, rules_and_groups
from sim.kernels.standing import LOTTERY_NUMBERS
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.processes.lines import Line, RulesOfYear
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
NO_RIGHT_AT = 1  # position of that name


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
    wish : int array (applicants,)
        School asked for first: the first wish, or that of the address; -1 none.
    """

    a: Applicants
    line: Line
    placed: np.ndarray
    outcome: np.ndarray
    wish: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Fill the first wishes."""
        self.wish = self.a.asked
        if self.line.school is not self.a.asked:
            self.wish = np.empty(len(self.a.rows), np.int32)
            first_wishes(self.line.first, self.line.school, self.a.asked, self.wish)


def tell(region: Region, of_year: RulesOfYear, rounds: list[Round]) -> None:
    """Give the recorder the applications of the year, and the trace what became of each."""
    names, parts = _group_names(of_year), []
    for one in rounds:
        a = one.a
        rule, group = _rules_and_groups(of_year, a, one.line)
        parts.append((a.county, a.grade, a.origin, rule, group, one.outcome, one.wish, one.placed))
        trace_places(region, a, one.wish, one.placed, one.outcome)
    columns = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    region.admitted = Admitted(*columns, [rule.name for rule in of_year.rules], names)


def _group_names(of_year: RulesOfYear) -> list[str]:
    """Return the names of what is no group, then of the groups of each rule in turn."""
    groups = [[group.name for group in rule.groups] or [EVERYONE] for rule in of_year.rules]
    return [CONTINUING, NO_RIGHT, *(name for names in groups for name in names)]


def _rules_and_groups(of_year: RulesOfYear, a: Applicants, line: Line) -> tuple[np.ndarray, np.ndarray]:
    """Return each applicant's rule, -1 none, and the position of its group among the names, int16 (applicants,)."""
    sizes = [max(1, len(rule.groups)) for rule in of_year.rules]
    begins = np.array([2, *(2 + total for total in accumulate(sizes[:-1]))])
    rule, group = np.empty(len(a.rows), np.int16), np.empty(len(a.rows), np.int16)
    rules_and_groups(
        line.first, line.group, line.rule, begins, a.continues, NO_RIGHT_AT, a.grade, a.asked, of_year.of_school,
        rule, group,
    )  # fmt: skip
    return rule, group


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
