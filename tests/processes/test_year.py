"""The year is a list that can be read: order, owners and reasons."""

from sim.processes.year import first_year, year
from sim.records.recorder import Recorder
from sim.world.people import CHILD_COLUMNS, HOUSEHOLD_COLUMNS
from sim.world.schools import SCHOOL_COLUMNS

STEPS = year(*Recorder().steps())
ORDER = (
    "ageing", "births", "quality", "moves", "network", "staffing", "admission", "classes", "travel", "roll",
    "funds", "care", "census", "dropout", "transfers", "money", "flows",
)  # fmt: skip


def test_order():
    assert tuple(step.name for step in STEPS) == ORDER
    begun = (
        "staffing",
        "travel",
        "roll",
        "funds",
        "care",
        "census",
        "dropout",
        "transfers",
        "money",
        "flows",
    )
    assert tuple(step.name for step in first_year(STEPS)) == begun


def test_every_step_has_its_reason():
    assert all(len(step.why.split()) >= 4 for step in STEPS)


def test_every_column_has_an_owner_that_is_a_step_or_the_register():
    owners = {column.owner for column in (*CHILD_COLUMNS, *HOUSEHOLD_COLUMNS, *SCHOOL_COLUMNS)}
    assert owners <= {step.owner for step in STEPS} | {"register"}
