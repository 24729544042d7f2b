"""Groups by cells against the rule itself, child by child."""

from dataclasses import replace

import numpy as np
import pytest

from sim.kernels.standing import groups_of_cells
from sim.rules.admission import Condition, Predicate
from sim.rules.applicant import COLUMNS
from sim.rules.group_cells import NO_GROUP, fields_of, group_cells, groups_by
from sim.rules.known_rules import known_names, known_rule
from sim.rules.rulebook import Rulebook

N = 3000
USUAL = Rulebook()


def children(seed: int = 1) -> dict[str, np.ndarray]:
    """Return children with any values, half of them small ones."""
    luck = np.random.default_rng(seed)
    return {
        name: np.where(
            luck.random(N) < 0.5, luck.integers(0, 1 + min(13, column.largest), N),
            luck.integers(0, 1 + column.largest, N),
        ).astype(np.int16)
        for name, column in COLUMNS.items()
    }  # fmt: skip


def by_cells(cells, columns, table):
    """Return the groups looked up, with the rulebook each child goes by."""
    group, rows = np.empty(N, np.int16), np.arange(N, dtype=np.int32)
    looked_at = np.array([columns[name] for name in cells.columns], np.int16).reshape(-1, N)
    groups_of_cells(looked_at, cells.step, cells.groups, np.arange(9), table, rows, group, 0, N)
    return group


@pytest.mark.parametrize("name", known_names())
def test_cells_have_the_groups_of_the_rule(name):
    rule, columns = known_rule(name), children()
    usual = tuple(getattr(USUAL, one) for one in fields_of(rule))
    other = tuple(value + 7.5 for value in usual)
    cells = group_cells(rule, (usual, other))
    which = (np.arange(N) % 2).astype(np.int16)
    books = [dict(zip(fields_of(rule), values, strict=True)) for values in (usual, other)]
    plain = np.where(which == 0, *(groups_by(rule, columns, book, N) for book in books))
    assert by_cells(cells, columns, which).tolist() == plain.tolist()


def test_a_rule_that_looks_at_nothing_has_one_cell():
    rule = replace(known_rule("present"), groups=())
    cells = group_cells(rule, ((),))
    assert cells.columns == ()
    assert by_cells(cells, children(), np.zeros(N, np.int16)).tolist() == [0] * N
    nobody = replace(rule, eligible=Predicate(()))
    assert group_cells(nobody, ((),)).groups.tolist() == [[NO_GROUP]]


def test_a_rule_of_too_many_cells_has_none():
    """Four columns of a hundred different values each are a hundred million cells."""
    months = ("permit_months", "residence_months", "insurance_months", "insurance_months_second")
    every = Predicate((tuple(Condition(name, tuple(range(0, 200, 2))) for name in months),))
    assert group_cells(replace(known_rule("present"), eligible=every), ((12,),)) is None


def test_equal_rules_share_a_hash():
    one = known_rule("present")
    assert hash(replace(one)) == hash(one)
    assert replace(one, tie_break="minutes") != one
