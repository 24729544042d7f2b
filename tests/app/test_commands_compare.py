"""What `sim compare` and `sim indicators` print, and how they end."""

import csv
import io

import pytest

from sim.cli import main
from sim.indicators.declared import INDICATORS, ROW_COLUMNS
from sim.reports.compare import COLUMNS
from tests.indicators.hand import FAILED, tables, with_pupils, write_batch


@pytest.fixture
def out(tmp_path):
    """Return a batch of two scenarios and two draws; one run of a third draw failed, one is missing."""
    runs = {
        ("do_nothing", 0, 1): with_pupils(40), ("do_nothing", 1, 1): with_pupils(50),
        ("do_nothing", 2, 1): with_pupils(60), ("merge", 0, 1): with_pupils(47), ("merge", 1, 1): with_pupils(57),
        ("merge", 2, 1): FAILED, ("merge", 3, 1): None,
    }  # fmt: skip
    return write_batch(tmp_path / "out", runs)


def test_the_text_says_what_moved_and_which_runs_are_not_in_it(out, capsys):
    assert main(["compare", str(out), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.splitlines()[2] == "of 7 runs 1 failed and 1 are missing: compared without them"
    assert "merge: Scenario merge; dropout: " in told
    assert "\n  levers: none\n" in told
    assert "pupils enrolled (pupils)" in told
    assert main(["compare", str(out), "--lang", "zh"]) == 0
    assert "情景 merge" in capsys.readouterr().out


def test_csv_holds_every_difference_and_the_runs_left_out_are_said_apart(out, capsys):
    assert main(["compare", str(out), "--lang", "en", "--csv"]) == 0
    printed = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert tuple(rows[0]) == COLUMNS
    pupils = [r for r in rows if (r["indicator"], r["zone"], r["stage"]) == ("pupils", "all", "all")]
    assert [(r["mean"], r["mean_lo95"], r["n_pairs"]) for r in pupils] == [("7.0", "7.0", "2")]
    assert "1 failed and 1 are missing" in printed.err


def test_chosen_indicators_alone(out, capsys):
    assert main(["compare", str(out), "--only", "pupils,seat_use", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "pupils enrolled (pupils)" in told
    assert "mean class size" not in told
    assert main(["compare", str(out), "--only", "classes", "--csv", "--lang", "en"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {row["indicator"] for row in rows} == {"classes"}


def test_an_indicator_that_does_not_exist(out, capsys):
    assert main(["compare", str(out), "--only", "pupil", "--lang", "en"]) == 2
    assert "pupils" in capsys.readouterr().err


def test_cells_of_one_county(tmp_path, capsys):
    runs = {(name, 0, 1): tables() for name in ("do_nothing", "merge")}
    batch = str(write_batch(tmp_path / "out", runs))
    assert main(["compare", batch, "--county", "b", "--lang", "zh"]) == 0
    assert "b 乙县" in capsys.readouterr().out.splitlines()[0]
    assert main(["compare", batch, "--county", "x", "--lang", "zh"]) == 2
    assert "可选：a 甲县、b 乙县" in capsys.readouterr().err


def test_indicators_follow_the_declarations(capsys):
    assert main(["indicators", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == ROW_COLUMNS
    assert [row["indicator"] for row in rows] == list(INDICATORS)


def test_indicators_in_short_stand_in_the_language_asked_for(capsys):
    assert main(["indicators", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(INDICATORS) + 1
    assert lines[1].split()[:3] == ["pupils", "在校生", "人"]
    assert main(["indicators", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("pupils ")
