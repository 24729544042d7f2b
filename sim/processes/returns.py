"""Return of children who dropped out 复学 (model.md step 9): of earlier years, and within the year they left.

A pupil who leaves does so in one of the ten months of lessons. Its school knows after a lag that monitoring cuts; whom
the roll misses (空挂学籍, by the draw with which the roll of the next census decides) it knows as many years later as
the roll is behind. The return campaign (联保联控) visits a share of those known by 31 August, those known first first,
exactly so many in each county; of those visited some come back to the school and grade they left.
"""

import numpy as np

from sim.base.draws import decision, draws_for
from sim.kernels.care import share_of_groups
from sim.kernels.choosing import first_of_groups
from sim.kernels.codes import DROPOUTS_KNOWN, DROPPED_OUT, RETURNS_WITHIN, VISITS
from sim.kernels.returns import may_return, note_months
from sim.kernels.rows import rows_of
from sim.processes import trace_notes
from sim.world.region import Region

_RETURN, _MONTH, _VISITED, _BROUGHT_BACK = (
    decision(f"dropout.{name}") for name in ("return", "month", "visited", "brought_back")
)
_MISSED = decision("roll.missed")
AGE_LIMIT = 15  # last age at which the duty to attend holds (义务教育法)


def of_earlier_years(region: Region) -> None:
    """Let children who dropped out in earlier years come back, as long as the duty to attend holds."""
    c = region.children
    back = may_return(
        rows_of(c["status"] == DROPPED_OUT), c["birth_year"], c["birth_month"], c["uid"], AGE_LIMIT,
        region.numbers["p_return"], region.luck, _RETURN, region.year,
    )  # fmt: skip
    region.register.come_back(back, region.is_open)
    trace_notes.at_school(region, "dropout.returned", back)


def within_the_year(region: Region, rules, out: np.ndarray) -> None:
    """Find who dropped out this year, rows `out`, visit those known in time, and bring some of them back."""
    c, known = region.children, _known(region, rules, out)
    visited = _visited(region, rules, known)
    c.writable("is_visited")[out] = 0
    c.writable("is_visited")[visited] = 1
    region.register.count(DROPOUTS_KNOWN, known)
    if len(visited):
        luck = draws_for(region.luck, _BROUGHT_BACK, region.year, c["uid"][visited])
        back = visited[luck < region.numbers["p_return_visited"]]
        visits = rules.values("campaign_visits")[_county(region, visited)]
        region.register.count(VISITS, np.repeat(visited, visits))
        region.register.count(RETURNS_WITHIN, back)
        region.register.come_back(back, region.is_open)
        trace_notes.at_school(region, "dropout.returned", back)


def visits_yuan(region: Region, rules) -> np.ndarray:
    """Return what the visits of the year cost by school, float (schools,)."""
    visits = region.register.flows[VISITS].sum(axis=1)
    return visits * rules.values("yuan_campaign_visit")[region.schools["county"]]


def _known(region: Region, rules, out: np.ndarray) -> np.ndarray:
    """Write when children, rows `out`, left and when their schools know; return those known by 31 August, rows."""
    c = region.children
    lag = region.numbers["monitoring_lag_start"] * (1.0 - rules.values("monitoring_lag_cut"))
    return note_months(
        out, c["school"], region.schools["county"], c["uid"], lag, rules.values("share_misregistered").astype(float),
        rules.values("register_lag_years"), region.luck, _MONTH, _MISSED, region.year,
        *(c.writable(name) for name in ("year_left", "month_left", "month_known")),
    )  # fmt: skip


def _visited(region: Region, rules, known: np.ndarray) -> np.ndarray:
    """Return whom the campaign visits of dropouts that are known, rows."""
    if not rules.values("campaign_share").any():
        return known[:0]
    c, county = region.children, _county(region, known)
    score = c["month_known"][known] + draws_for(region.luck, _VISITED, region.year, c["uid"][known])
    wanted = share_of_groups(county, rules.values("campaign_share").astype(float))
    return known[first_of_groups(county, score, wanted)]


def _county(region: Region, rows: np.ndarray) -> np.ndarray:
    """Return the county of the school where children are, or were last, int64 (rows,)."""
    return region.schools["county"][region.children["school"][rows]].astype(np.int64)
