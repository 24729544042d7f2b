"""Dropout and return during the year (model.md step 9): a hazard, logit in what is known of the child."""

import numpy as np

from sim.base.chunks import find_chunks
from sim.base.draws import decision
from sim.kernels.dropout import LOOKED_AT, OF_PUPIL, decide_causes, decide_dropout, hazard_bounds
from sim.kernels.numbers import dropout_targets, dropout_terms
from sim.processes import care, returns, trace_notes
from sim.world.region import Region

_ATTAINMENT, _DROP, _CAUSE = (decision(f"dropout.{name}") for name in ("attainment", "drop", "cause"))
UPPER = 0.6  # bound on a child's yearly hazard


def intercepts(region: Region) -> np.ndarray:
    """Return the logit intercept by stage: the declared mean hazard less what start pupils' traits add."""
    target = dropout_targets(region.numbers, region.year)
    return np.log(target / (1.0 - target)) - region.behaviour.dropout_offset


def staffed(region: Region) -> np.ndarray:
    """Return the log odds that boarding staff adds for young boarders, float (schools,); 0 while it is switched off.

    In proportion to the staff there beyond the share of the start, on which the hazards are fitted.
    """
    s, usual = region.schools, region.numbers["share_boarding_staff_start"]
    share = s["boarding_staff"] / np.maximum(1, s["boarding_staff_needed"])
    beyond = np.where(s["boarding_staff_needed"] > 0, (share - usual) / max(1.0 - usual, 1e-9), 0.0)
    return np.log(region.numbers["odds_young_boarder_staffed"]) * beyond


def run(region: Region, rules, orders) -> None:
    """Let pupils drop out and others come back; who leaves in the year may be brought back within it."""
    of_staff = staffed(region)
    out = _leaves(region, of_staff)
    returns.of_earlier_years(region)
    region.register.drop_out(out, _causes(region, of_staff, out))
    trace_notes.at_school(region, "dropout.left", out)
    returns.within_the_year(region, rules, out)


def _leaves(region: Region, of_staff: np.ndarray) -> np.ndarray:
    """Return who drops out, rows, int64."""
    c, h = region.children, region.households
    columns = [c[name] for name in LOOKED_AT]
    of_care = care.log_odds(region)
    odds = dropout_terms(region.numbers), intercepts(region)
    bounds = hazard_bounds(*odds, UPPER, of_staff.max(initial=0.0), of_care)
    return find_chunks(
        decide_dropout, len(c), region.threads, *columns, h["poverty"], h["parents_away"], c["school"], of_staff,
        c["is_cared"], of_care, *odds, bounds, _ATTAINMENT, _DROP, region.luck, region.year,
    )  # fmt: skip


def _causes(region: Region, of_staff: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Return what children, rows `out`, drop out by, uint8 (rows,)."""
    c, h = region.children, region.households
    cause = np.zeros(len(out), np.uint8)
    decide_causes(
        out, *(c[name] for name in OF_PUPIL), h["poverty"], h["parents_away"], c["school"], of_staff,
        dropout_terms(region.numbers), _ATTAINMENT, _CAUSE, region.luck, region.year, cause,
    )  # fmt: skip
    return cause
