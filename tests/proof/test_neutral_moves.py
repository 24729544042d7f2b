"""Schools reach families' moves through the school terms alone: with these at zero, other schools move nobody else."""

from functools import cache

import numpy as np
import pytest

from sim.kernels.codes import BELOW_AGE, LEFT, STAYS, WAITING
from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.region import Region, Step
from tests.proof.closing import CloseMany, dispensable, roomy
from tests.worlds import numbers, start

YEARS = 5
NO_SCHOOL_TERMS = {"school_pull": 0.0, "closure_push": 0.0}
# Schools also decide who drops out and so is not at the door of grade 7: a way to families' moves that is shut here.
NO_DROPOUT = {
    name: 1e-12 for name in ("p_dropout_primary", "p_dropout_junior", "p_dropout_from_2020", "p_return")
}


@cache
def moves_of(is_shuffled: bool, has_closures: bool, has_school_terms: bool) -> tuple[list, int]:
    """Return what moves left behind each year, and how many schools closed."""
    chosen = {**numbers(), **NO_DROPOUT, **({} if has_school_terms else NO_SCHOOL_TERMS)}
    policies = (CloseMany(),) if has_closures else ()
    region = Region(roomy(is_shuffled), chosen, policies, 1)
    steps = year(*Recorder().steps())
    seen, region.plan = [], first_year(steps)
    for _ in range(YEARS):
        region.step()
        region.plan = steps
        h, tally = region.households, {n: v.tolist() for n, v in region.accounts.tally.items()}
        assert sum(tally["children_unplaced"]) == 0
        columns = {
            n: h[n].copy() for n in ("uid", "settlement", "hukou_settlement", "parents_away", "tenure")
        }
        seen.append((columns, tally, region.adults.copy()))
    return seen, int((~region.is_open).sum())


def years_alike(one: list, other: list) -> list[bool]:
    """Tell for each year whether homes, tallies and adults are the same to the last bit."""
    return [
        a[1] == b[1] and (a[2] == b[2]).all() and all(np.array_equal(a[0][n], b[0][n]) for n in a[0])
        for a, b in zip(one, other, strict=True)
    ]


others = pytest.mark.parametrize(
    ("is_shuffled", "has_closures"), [(True, False), (False, True), (True, True)],
    ids=["qualities shuffled", "most schools closed", "both"],
)  # fmt: skip


@others
def test_without_school_terms_schools_move_nobody(is_shuffled, has_closures):
    """With the school terms at zero homes, tallies and adults of five years are the same under very other schools."""
    plain, none_closed = moves_of(False, False, False)
    other, closed = moves_of(is_shuffled, has_closures, False)
    assert none_closed == 0
    assert closed == (len(dispensable()) if has_closures else 0)
    assert len(dispensable()) > len(start("tonghua").schools) / 2
    assert years_alike(plain, other) == [True] * YEARS


@others
def test_with_school_terms_schools_move_families(is_shuffled, has_closures):
    """With the usual weights the same changes move families, from the year in which they can know of them."""
    alike = years_alike(moves_of(False, False, True)[0], moves_of(is_shuffled, has_closures, True)[0])
    first = 1 if is_shuffled else 3  # moves of 2019 come before the closures of 2019
    assert alike == [True] * first + [False] * (YEARS - first)


STATES = ("none near grade 1 or 7", "a child of 4 or 5", "a child at the door of grade 1 or 7")


def state_of(region: Region) -> np.ndarray:
    """Return the entry state of each family (a position in `STATES`) as the children stand before moves."""
    c = region.children
    age = region.year - c["birth_year"].astype(int) - (c["birth_month"] > 8)
    at_door = (c["status"] == WAITING) & ((c["grade"] == 1) | (c["grade"] == 7))
    soon = (c["status"] == BELOW_AGE) & (age >= 4)
    out = np.zeros(len(region.households), int)
    here = c["status"] != LEFT
    np.maximum.at(out, c["household"][here], np.where(at_door, 2, np.where(soon, 1, 0))[here])
    return out


def test_families_move_most_with_a_child_at_the_door(record_property):
    """Families change their home or leave most often with a child at the door of grade 1 or 7 (2018)."""
    region, seen = Region(start("tonghua"), numbers(), (), 1), {}

    def before(region, rules, orders):
        seen["state"] = np.where(region.households["leaving"] == STAYS, state_of(region), -1)
        seen["home"] = region.households["settlement"].copy()

    def after(region, rules, orders):
        h, n = region.households, len(seen["home"])
        seen["moved"] = (h["settlement"][:n] != seen["home"]) | (h["leaving"][:n] != STAYS)

    steps = year(*Recorder().steps())
    region.plan = first_year(steps)
    region.step()
    at = [step.name for step in steps].index("moves")
    looks = Step("before", "", "", before), Step("after", "", "", after)
    region.plan = (*steps[:at], looks[0], steps[at], looks[1], *steps[at + 1 :])
    region.step()
    families = np.array([(seen["state"] == k).sum() for k in range(3)])
    rate = np.array([seen["moved"][seen["state"] == k].mean() for k in range(3)])
    error = np.sqrt(rate * (1 - rate) / families)
    told = ", ".join(f"{name} {100 * r:.2f} %" for name, r in zip(STATES, rate, strict=True))
    record_property("figures", f"move in a year: {told}")
    for low, high in ((0, 1), (1, 2)):
        assert rate[high] - rate[low] > 4 * np.hypot(error[high], error[low])
