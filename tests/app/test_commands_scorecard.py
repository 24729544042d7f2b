"""What `sim scorecard` prints, and how it ends."""

import csv
import io

import pytest

from sim.cli import main
from sim.reports.scorecard.rows import COLUMNS
from tests.indicators.hand import tables, write_batch


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    runs = {(name, draw, 1): tables() for name in ("do_nothing", "merge", "merge_survey") for draw in (0, 1)}
    return write_batch(tmp_path_factory.mktemp("card") / "out", runs)


def test_the_text_tells_the_plan_beside_the_base_and_the_ledger(out, capsys):
    assert main(["scorecard", str(out), "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("记分卡：批量 by hand，2017—2018学年\n")
    assert "方案：情景 merge（2次运行，辍学口径：登记口径）。基准：情景 do_nothing" in told
    assert all(head in told for head in ("2018（中期） 基准", "2018（中期） 方案"))
    assert "九年巩固率（时期）（调查口径压力情景）" in told
    assert "项台账事项：非模拟结果" in told


def test_csv_has_every_verdict_with_the_base_beside(out, capsys):
    assert main(["scorecard", str(out), "--years", "2017,2018", "--csv", "--lang", "en"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert {row["year"] for row in rows} == {"2017", "2018"}
    assert {row["scenario"] for row in rows} == {"do_nothing", "merge"}
    large = next(
        row for row in rows
        if (row["scenario"], row["target"], row["year"]) == ("merge", "large_classes_primary", "2018")
    )  # fmt: skip
    assert (large["status"], large["p50"], large["n_met"], large["base_status"]) == ("met", "0.0", "2", "met")


def test_one_county(out, capsys):
    assert main(["scorecard", str(out), "--county", "b", "--lang", "zh"]) == 0
    assert "b 乙县" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--years", "2019"], "outside the run"),
        (["--county", "z"], "no county of the records"),
        (["--base", "nothing"], "do_nothing"),
        (["--entries", "none"], "does not exist"),
    ],
)
def test_a_mistake_ends_with_code_2(out, capsys, asked, told):
    assert main(["scorecard", str(out), *asked, "--lang", "en"]) == 2
    assert told in capsys.readouterr().err


def test_years_that_are_no_years_are_refused_by_the_parser(out, capsys):
    with pytest.raises(SystemExit):
        main(["scorecard", str(out), "--years", "2018;2020"])
    assert "2020,2025" in capsys.readouterr().err
