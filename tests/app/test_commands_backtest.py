"""`sim backtest` from the command line, on a small table made up here."""

import csv
import json

import numpy as np
import pytest

from sim.cli import main

GRADES = ("g1", "g2", "g3")


def write_table(path, n_schools=8, years=range(2010, 2017)):
    rng = np.random.default_rng(7)
    sizes = rng.integers(15, 60, n_schools)
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["school_id", "year", *GRADES, "township"])
        for year in years:
            for school, size in enumerate(sizes):
                table.writerow(
                    [f"S{school}", year, *rng.poisson(size, 3), "north" if school % 2 else "south"]
                )
    return path


@pytest.fixture
def table(tmp_path):
    return write_table(tmp_path / "town.csv")


def backtest(table, out, *more):
    return main(
        ["backtest", str(table), "--grades", ",".join(GRADES), "--out", str(out), "--futures", "20", *more]
    )


def test_a_folder_is_filled_and_the_schools_are_printed(table, tmp_path, capsys):
    out = tmp_path / "out"
    assert backtest(table, out, "--lang", "en", "--apart", "late=2016", "--name", "Our town") == 0
    printed = capsys.readouterr()
    assert "Our town" in printed.out
    assert "missed the total of a school by" in printed.out
    assert "births_ratio is left out" in printed.err
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {
        "backtest.json", "scores.csv", "summary.csv", "differences.csv", "summary_en.md", "summary_zh.md",
        *(f"figures/{name}.{kind}" for kind in ("png", "svg")
          for name in ("01_error_by_lead", "02_forecast_and_actual", "03_coverage")),
    }  # fmt: skip
    with (out / "summary.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["table"] for row in rows} == {"Our town", "Our town (late)"}
    assert {row["level"] for row in rows} == {"school", "school_grade", "township", "system"}
    assert {row["method"] for row in rows} == {"model", "naive", "csr", "careful", "blend", "ets"}
    made = json.loads((out / "backtest.json").read_text())
    assert made["futures"] == 20
    assert str(tmp_path) not in (out / "backtest.json").read_text()


def test_the_same_command_gives_the_same_files_again(table, tmp_path, capsys):
    out = tmp_path / "out"
    files = []
    for _ in range(2):
        assert backtest(table, out, "--methods", "model,blend", "--lang", "zh") == 0
        files.append({path: path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert files[0] == files[1]
    assert "预测" in capsys.readouterr().out


def test_a_folder_of_something_else_is_left_alone(table, tmp_path, capsys):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "letter.txt").write_text("dear")
    assert backtest(table, out, "--lang", "en") == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--leads", "1,11"), "--leads is not a list of years ahead"),
        (("--leads", "soon"), "--leads is not a list of years ahead"),
        (("--leads", "10"), "no school counts in any target year"),
        (("--apart", "covid=20"), "--apart is not a list of years"),
        (("--apart", "=2016"), "--apart is not a list of years"),
        (("--methods", "blent"), "did you mean blend?"),
        (("--methods", "births_ratio"), "no method is left to compare"),
        (("--grades", "g1,g1"), "a grade stands twice"),
    ],
)
def test_mistakes_are_told_and_nothing_is_written(table, tmp_path, capsys, more, message):
    out = tmp_path / "out"
    assert backtest(table, out, "--lang", "en", *more) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_births_bring_in_the_rival_that_needs_them(table, tmp_path, capsys):
    births = tmp_path / "births.csv"
    births.write_text("year,births\n" + "".join(f"{year},{300 + year % 7}\n" for year in range(2002, 2012)))
    assert backtest(table, tmp_path / "out", "--births", str(births), "--methods", "births_ratio,naive") == 0
    assert "births_ratio" in capsys.readouterr().out


def test_one_year_only_is_told(tmp_path, capsys):
    table = write_table(tmp_path / "short.csv", years=range(2015, 2016))
    assert backtest(table, tmp_path / "out", "--lang", "en") == 2
    assert "error:" in capsys.readouterr().err


def rows_of(path, level="school"):
    with (path / "summary.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["level"] == level]


def test_ten_rows_give_one_origin_and_one_year_ahead(tmp_path):
    table = write_table(tmp_path / "two.csv", n_schools=2, years=range(2010, 2015))
    assert backtest(table, tmp_path / "out") == 0
    told = rows_of(tmp_path / "out")
    assert {(row["lead"], row["n"]) for row in told} == {("1", "2")}
    assert len(told) == 6


def test_one_grade_alone_is_tested_too(table, tmp_path):
    assert (
        main(["backtest", str(table), "--grades", "g2", "--out", str(tmp_path / "out"), "--futures", "20"])
        == 0
    )
    assert {row["method"] for row in rows_of(tmp_path / "out")} >= {"model", "careful", "ets"}


def test_suppressed_cells_are_left_out_on_both_sides(tmp_path, capsys):
    table = write_table(tmp_path / "town.csv")
    lines = table.read_text().splitlines()
    hidden = [line.split(",") for line in lines]
    for row in hidden[1::5]:
        row[3] = "*"
    table.write_text("\n".join(",".join(row) for row in hidden) + "\n")
    assert (
        backtest(table, tmp_path / "out", "--suppressed", "*", "--methods", "naive,csr,careful,blend,ets")
        == 0
    )
    assert "nan" not in capsys.readouterr().out
    with (tmp_path / "out" / "scores.csv").open(newline="") as file:
        scored = list(csv.DictReader(file))
    assert all(row["forecast"] and row["actual"] for row in scored)
    cells = [row for row in scored if row["level"] == "school_grade" and row["lead"] == "1"]
    n_hidden = sum(row[3] == "*" for row in hidden if row[1] in ("2014", "2015", "2016"))
    assert len(cells) == 5 * (3 * 8 * 3 - n_hidden)


@pytest.mark.parametrize("flag", ["--births", "--columns", "--entry-age"])
def test_what_goes_with_tables_only_is_refused_of_a_folder(tmp_path, capsys, flag):
    assert main(["backtest", str(tmp_path), "--out", str(tmp_path / "out"), flag, "5", "--lang", "en"]) == 2
    assert f"{flag} goes with a table only" in capsys.readouterr().err


def test_a_scenario_of_a_table_is_refused(table, tmp_path, capsys):
    assert backtest(table, tmp_path / "out", "--scenario", "baseline", "--lang", "en") == 2
    assert "goes with the folder of a batch only" in capsys.readouterr().err


def test_no_grades_are_told(table, tmp_path, capsys):
    assert main(["backtest", str(table), "--out", str(tmp_path / "out"), "--lang", "en"]) == 2
    assert "no grades are named" in capsys.readouterr().err
