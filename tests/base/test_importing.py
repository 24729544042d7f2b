"""Importing collects no garbage, and leaves the collector as it was."""

import gc
import subprocess
import sys

import pytest

from sim.base.importing import imported


def test_the_collector_is_off_while_a_module_is_imported_and_then_as_before(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("first", "second"):
        (tmp_path / f"it_is_off_{name}.py").write_text("import gc\nwas = gc.isenabled()\n")
    assert imported("it_is_off_first").was is False
    assert gc.isenabled()
    gc.disable()
    try:
        imported("it_is_off_second")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_is_on_again_after_an_import_that_fails():
    with pytest.raises(ModuleNotFoundError):
        imported("there_is_no_such_module")
    assert gc.isenabled()


def test_nothing_is_looked_through_again_in_the_process_of_a_command():
    code = (
        "import gc; from sim.base.importing import imported; imported('json'); n = [gc.get_freeze_count()];"
        "imported('decimal', is_for_good=True); n.append(gc.get_freeze_count());"
        "imported('wave'); n.append(gc.get_freeze_count()); print(n[0] == 0 < n[1] < n[2])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
