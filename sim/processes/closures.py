"""Closings and changed grades (撤并、改办教学点), part of the network: what schools teach, and who takes over."""

import numpy as np

from sim.kernels.codes import CLOSED, POINT
from sim.processes import trace_notes
from sim.processes.buildings import drop
from sim.processes.teaching import Teaching, changes_are_due, spans_after, spans_now
from sim.rules.orders import ChangeGrades, Order
from sim.world.new_places import kind_of
from sim.world.region import Region


def close(region: Region, rules, orders) -> list[Order]:
    """Let schools teach from now on what the orders due say; return the orders that go with those carried out.

    Pupils of a grade given up wait for a place at the school that takes it over, or by address. What was paid for the
    compensation of those not carried out goes back to the purse.
    """
    if not changes_are_due(region, orders):
        return []
    after = spans_after(region, rules, orders)
    for order, event in after.refused:
        county = region.county_of(order)
        purse, is_own = region.counties[county].bureau.purse, region.peers.holds(county)
        drop(region, order, event, yuan=purse.give_back(order, rules[county]) if is_own else 0.0)
    for _, order in after.done:
        region.tell(order, "carried_out", region.county_of(order))
    before, taught = spans_now(region).taught, after.taught
    if (before != taught).any():
        _set_grades(region, after)
        _set_kinds(region, after)
        lost = (before & ~taught) | (before.any(axis=1) & (after.high == 0))[:, None]
        heirs = after.heirs()
        trace_notes.closures(region, lost, heirs)
        region.register.displace(lost, heirs, region.year, region.threads)
        region.refresh_zones()
        _offer(region, taught & ~before)
    return [one for _, order in after.done for one in order.compensation]


def _set_grades(region: Region, after: Teaching) -> None:
    """Write the grades taught; a school without any is closed.

    Its points go to the school that takes over, those of one that runs out as soon as it begins to.
    """
    s = region.schools
    closes = region.is_open & (after.high == 0)
    s.writable("status")[closes] = CLOSED
    s.writable("year_closed")[closes] = region.year
    s.writable("year_runs_out")[:] = after.runs_out
    teaches = after.high > 0
    s.writable("grade_low")[teaches] = after.low[teaches]
    s.writable("grade_high")[teaches] = after.high[teaches]
    central = s.writable("central_school")
    hands_over = closes | ((after.runs_out > 0) & (after.into >= 0))
    orphan = (central >= 0) & hands_over[central]
    central[orphan] = after.into[central[orphan]]


def _offer(region: Region, gained: np.ndarray) -> None:
    """Let settlements know the schools that teach more grades, bool (schools, 9), and their own pupils go on there."""
    for row in np.flatnonzero(gained.any(axis=1)):
        region.list_school(row)
    if gained[:, 6].any():
        region.register.go_on(gained[:, 6])


def _set_kinds(region: Region, after: Teaching) -> None:
    """Write the kinds that follow from changed grades: a point is run by the school that takes its other grades."""
    s = region.schools
    kind, central = s.writable("kind"), s.writable("central_school")
    for row, order in after.done:
        if isinstance(order, ChangeGrades):
            kind[row] = kind_of(order.grade_low, order.grade_high)
            central[row] = after.into[row] if kind[row] == POINT else -1
