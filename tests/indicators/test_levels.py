"""Indicator levels of a batch folder."""

import pytest

from sim.base.errors import UserError
from sim.indicators.levels import COLUMNS, levels
from sim.records.layout import RunId, part
from tests.indicators.hand import tables, with_pupils, write_batch


def test_levels_of_every_finished_run(tmp_path):
    out = write_batch(
        tmp_path / "out",
        {
            ("do_nothing", 0, 1): with_pupils(40),
            ("do_nothing", 1, 1): with_pupils(50),
            ("baseline", 0, 1): with_pupils(47),
            ("baseline", 1, 1): None,
        },
    )
    rows = levels(out)
    assert tuple(rows.columns) == COLUMNS
    assert list(rows["scenario"].cat.categories) == ["do_nothing", "baseline"]
    picked = rows[(rows["zone"] == "village") & (rows["stage"] == "primary")]
    by_run = picked.pivot(index="indicator", columns=["scenario", "draw"], values="value")
    assert dict(by_run.loc["pupils"]) == {("do_nothing", 0): 40, ("do_nothing", 1): 50, ("baseline", 0): 47}
    assert dict(by_run.loc["seats_short"]) == {("do_nothing", 0): 0, ("do_nothing", 1): 5, ("baseline", 0): 2}
    assert dict(by_run.loc["seats_idle"]) == {("do_nothing", 0): 5, ("do_nothing", 1): 0, ("baseline", 0): 0}
    assert set(rows.loc[rows["indicator"] == "seats_idle", "unit"]) == {"seats"}


def test_levels_from_parquet_are_those_of_the_tables(tmp_path):
    rows = levels(write_batch(tmp_path / "out", {("x", 0, 1): tables()}))
    picked = rows[(rows["zone"] == "all") & (rows["stage"] == "all") & (rows["year"] == 2017)]
    found = dict(zip(picked["indicator"], picked["value"], strict=True))
    # grade 1: 2 + 1 dropped out and 1 came back, of 40 + 150 + 30 + 20; grade 7: 3 of 58
    assert found.pop("period_retention") == pytest.approx(100 * (1 - 2 / 240) * (1 - 3 / 58))
    assert found == {
        "pupils": 308, "classes": 8, "large_classes_local": 2, "large_classes_national": 3, "super_large_classes": 1,
        "seats_short": 28, "seats_idle": 130, "boarders": 26, "dropouts": 6,
    }  # fmt: skip


def test_a_folder_without_a_batch(tmp_path):
    with pytest.raises(UserError, match="holds no batch"):
        levels(tmp_path)


def test_a_batch_without_a_finished_run(tmp_path):
    with pytest.raises(UserError, match="no finished run"):
        levels(write_batch(tmp_path / "out", {("x", 0, 1): None}))


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"PAR1")])
def test_records_missing_or_damaged(tmp_path, damage):
    out = write_batch(tmp_path / "out", {("x", 0, 1): tables()})
    damage(out / part("school", RunId("x", 0, 1)))
    with pytest.raises(UserError, match="missing or damaged") as caught:
        levels(out)
    assert "part.parquet" in caught.value.text("zh")
    assert "--resume" in caught.value.text("zh")


def test_records_of_an_older_format(tmp_path):
    older = tables()
    older["school_grade"] = older["school_grade"].drop(columns="n_boarders")
    with pytest.raises(UserError, match="another format") as caught:
        levels(write_batch(tmp_path / "out", {("x", 0, 1): older}))
    assert caught.value.value == "n_boarders"
