"""What is told of a summer's admission: one row an applicant for the records, and the story of traced children."""

import numpy as np

from sim.kernels.codes import HUKOU_REGION, OUTCOME_NAMES
from sim.kernels.lines import last_admitted, ranks_in_line
from sim.processes.applicant_columns import ApplicantColumns
from sim.processes.applicants import Applicants
from sim.processes.lines import LOTTERY_NUMBERS, NO_GROUP, Line, RulesOfYear
from sim.world.admitted import Admitted
from sim.world.region import Region

CONTINUING, NO_RIGHT = "continuing", "no_right"  # names of what is no group of a rule


def tell(
    region: Region, of_year: RulesOfYear, a: Applicants, line: Line, placed: np.ndarray, outcome: np.ndarray
) -> None:
    """Give the recorder the applications of the year, and the trace what became of each."""
    names, group = _group_names(of_year, a, line)
    rule = of_year.of_school[(a.grade > 6).astype(np.int64), a.asked]
    region.admitted = Admitted(
        a.county.astype(np.int64), a.grade, _origin(region, a), rule, group, outcome.astype(np.int64), a.asked,
        placed, [one.name for one in of_year.rules], names,
    )  # fmt: skip
    if region.trace.is_on:
        _trace(region, of_year, a, line, placed, outcome)


def _origin(region: Region, a: Applicants) -> np.ndarray:
    """Return the origin of each child: hukou in its township, elsewhere in the county, province, other province."""
    h, g = region.households, region.geography
    family = region.children["household"][a.rows]
    at = np.maximum(h["hukou_settlement"][family], 0)
    in_region = h["hukou"][family] == HUKOU_REGION
    near = [in_region & (g.township[at] == g.township[a.home]), in_region & (g.county[at] == a.county)]
    return np.select([*near, h["hukou"][family] <= 1], [0, 1, 2], 3)


def _group_names(of_year: RulesOfYear, a: Applicants, line: Line) -> tuple[list[str], np.ndarray]:
    """Return names of groups and the position of each applicant's among them: that at the school asked for first."""
    names = [CONTINUING, NO_RIGHT]
    start = []
    for rule in of_year.rules:
        start.append(len(names))
        names += [group.name for group in rule.groups] or ["everyone"]
    found = np.full(len(a.rows), 1, np.int64)
    stands = line.first[1:] > line.first[:-1]
    at = line.first[:-1][stands]
    group = np.array(start)[line.rule[at]] + line.group[at]
    found[stands] = np.where(line.group[at] == NO_GROUP, 1, group)
    found[a.continues] = 0
    return names, found


def _trace(
    region: Region, of_year: RulesOfYear, a: Applicants, line: Line, placed: np.ndarray, outcome: np.ndarray
) -> None:
    """Tell the trace where each child stood and what it got."""
    uid, year = region.children["uid"], region.year
    cell = line.school * 9 + a.grade[line.who] - 1
    got = np.full(len(a.rows), -1, np.int64)
    is_accepted = (placed[line.who] == line.school) & (outcome[line.who] <= 2)
    got[line.who[is_accepted]] = np.flatnonzero(is_accepted)
    n_cells = len(region.schools) * 9
    ranks = ranks_in_line(line.first, cell, line.score, n_cells)
    last = last_admitted(got, line.first, cell, line.score, n_cells)[cell]
    titles = [[group.title for group in rule.groups] for rule in of_year.rules]
    for k, one in enumerate(line.who):
        rule = of_year.rules[line.rule[k]]
        has_group = line.group[k] != NO_GROUP and titles[line.rule[k]]
        region.trace.note(
            "admission.asked", year, a.rows[[one]], school=line.school[k], rule=rule.name,
            group=int(line.group[k]) + 1, n_groups=len(rule.groups),
            group_name=rule.groups[line.group[k]].name if has_group else "",
            points=line.points[k], rank=int(ranks[k]) + 1, in_line=int((cell == cell[k]).sum()),
            lottery=line.lottery[k] / LOTTERY_NUMBERS,
            last_uid=uid[a.rows[last[k]]] if last[k] >= 0 else 0,
        )  # fmt: skip
    minutes = ApplicantColumns(region, a, np.arange(len(a.rows)), np.maximum(placed, 0))["minutes"]
    region.trace.note(
        "admission.placed", year, a.rows, school=placed, minutes=np.where(placed >= 0, minutes, 0),
        outcome=np.array(OUTCOME_NAMES)[outcome],
    )  # fmt: skip
