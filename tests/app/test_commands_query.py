"""What `sim query` and `sim records` print and write, and how they end."""

import csv
import io

import pandas as pd
import pytest

from sim.cli import main
from sim.indicators.over_runs import COLUMNS
from tests.indicators.hand import with_pupils, write_batch


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Return a batch of two scenarios: 40 and 50 pupils, and 47."""
    runs = {("base", 0, 1): with_pupils(40), ("base", 1, 1): with_pupils(50), ("cap", 0, 1): with_pupils(47)}
    return str(write_batch(tmp_path_factory.mktemp("query") / "out", runs))


def test_the_spread_of_an_indicator_by_scenario_and_year(out, capsys):
    assert main(["query", out, "pupils,mean_class_size", "--lang", "zh"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == list(COLUMNS)
    assert lines[1] == ["base", "pupils", "人", "all", "all", "2017", "40", "45", "50", "45", "2"]
    assert ["cap", "mean_class_size", "人/班", "all", "all", "2017", *["47.0"] * 4, "1"] in lines


def test_csv_holds_every_cell(out, capsys):
    assert main(["query", out, "pupils", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert tuple(rows[0]) == COLUMNS
    assert {(row["zone"], row["stage"]) for row in rows} >= {("all", "all"), ("village", "primary")}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["query", "pupil"], "did you mean pupils"),
        (["query", "pupils", "--years", "2017,1999"], "1999"),
        (["query", "pupils", "--county", "x"], "no county of the records"),
        (["records", "--table", "county", "--to", "x.dta"], "endings: .parquet, .csv"),
        (["records", "--to", "x.csv"], "--table NAME"),
        (["records", "--table", "countys", "--to", "x.csv"], "did you mean county"),
        (
            ["records", "--table", "county", "--columns", "year,birth", "--to", "x.csv"],
            "unknown column of county",
        ),
    ],
)
def test_a_mistake_is_told(out, capsys, asked, told):
    command, *rest = asked
    assert main([command, out, *rest, "--lang", "en"]) == 2
    assert told in capsys.readouterr().err


def test_a_table_without_a_folder_is_a_mistake(capsys):
    assert main(["records", "--table", "county", "--lang", "en"]) == 2
    assert "no folder of a batch is named" in capsys.readouterr().err


def test_a_table_is_written_for_other_programs(out, tmp_path, capsys):
    path = tmp_path / "county.parquet"
    asked = ["--table", "county", "--columns", "year,births", "--to", str(path)]
    assert main(["records", out, *asked, "--lang", "en"]) == 0
    found = pd.read_parquet(path)
    assert list(found) == ["scenario", "draw", "seed", "year", "births"]
    assert capsys.readouterr().out == f"{path}: {len(found)} rows\n"


def test_a_place_that_cannot_be_written_is_told(out, tmp_path, capsys):
    folder = tmp_path / "is_a_folder.csv"
    folder.mkdir()
    assert main(["records", out, "--table", "county", "--to", str(folder), "--lang", "en"]) == 2
    assert "name another one with --to" in capsys.readouterr().err
