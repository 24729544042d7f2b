"""Thresholds of the seat warning in the folder of entries."""

import pytest

from sim.base.errors import UserError, UserErrors
from sim.reports.entries.folder import read_entries
from sim.reports.entries.warnings import warning_rule


def rule(folder, text):
    (folder / "warnings.csv").write_text(text, encoding="utf-8")
    return warning_rule(read_entries(folder))


def test_without_a_table_the_usual_thresholds_hold(tmp_path):
    for entries in (read_entries(None), read_entries(tmp_path)):
        assert warning_rule(entries).above["short"] == {"red": 0.1, "orange": 0.0, "yellow": -0.05}
        assert not warning_rule(entries).is_users


def test_what_is_entered_replaces_the_usual_threshold(tmp_path):
    found = rule(tmp_path, "预警对象,预警等级,高于\n缺口,红,0.2\n富余,黄色,0.1\n")
    assert found.above["short"] == {"red": 0.2, "orange": 0.0, "yellow": -0.05}
    assert found.above["spare"] == {"red": 0.5, "orange": 0.35, "yellow": 0.1}
    assert found.is_users


def test_thresholds_out_of_order_are_refused(tmp_path):
    with pytest.raises(UserError, match="not in order") as caught:
        rule(tmp_path, "side,level,above\nshort,red,0.2\nshort,orange,0.3\nspare,red,0.9\n")
    assert "warnings.csv:3:above" in caught.value.text("en")
    assert "红色高于橙色" in caught.value.text("zh")


@pytest.mark.parametrize("row", ["short,violet,0.1", "short,red,ten", "short,red,1.5", "short,red,"])
def test_a_wrong_value_is_told_with_its_place(tmp_path, row):
    with pytest.raises(UserErrors) as caught:
        rule(tmp_path, f"side,level,above\n{row}\n")
    assert "warnings.csv:2:" in caught.value.text("en")


def test_a_file_that_is_no_table_is_told_with_the_nearest(tmp_path):
    (tmp_path / "warning.csv").write_bytes(b"x")
    with pytest.raises(UserErrors, match="no table of entries") as caught:
        read_entries(tmp_path)
    assert "rename it to warnings.csv" in caught.value.text("en")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UserErrors, match="does not exist"):
        read_entries(tmp_path / "none")
