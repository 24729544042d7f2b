"""A run that owns its start changes its tables instead of copies; the records are the same."""

from sim.inputs.synthesis.build import build_start
from sim.inputs.tables import read_tables
from tests.worlds import FOLDERS, fingerprint, numbers, run, start


def test_an_owned_start_is_changed_and_a_shared_one_is_not():
    own = build_start(read_tables(FOLDERS["small"]), numbers(), 0)
    born_before = own.children["uid"].copy()
    shared, records = run("small")
    owning, same = run("small", begin=own, owns_start=True)
    assert owning.children is own.children
    assert shared.children is not start("small").children
    assert (start("small").children["uid"] == born_before).all()
    assert len(own.children) != len(born_before)
    assert fingerprint(owning) == fingerprint(shared)
    assert all(table.equals(same[name]) for name, table in records.items())
