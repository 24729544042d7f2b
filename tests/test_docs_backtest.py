"""What docs/backtest.md tells the reader to type runs, and what it tells of files, columns and options is so."""

import csv
import re
import shlex
import shutil
from pathlib import Path

import pytest

from sim.calibration.backtest import differences, scores, summary
from sim.calibration.backtest.declared import LONG
from sim.calibration.backtest.ensemble import QUANTILES
from sim.calibration.backtest.methods import METHODS
from sim.calibration.class_rules import scores as class_scores
from sim.calibration.class_rules.judged import RULES
from sim.cli import build_parser, main
from sim.reports.figures import backtest as figures

ROOT = Path(__file__).parent.parent
# Commands of the page, each with the section that has its options.
COMMANDS = {"backtest": "Options", "backtest-classes": "Class formation (编班规则回测)"}
PAGE = (ROOT / "docs" / "backtest.md").read_text(encoding="utf-8")
FIRST, *OTHERS = [
    command
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for command in block.replace("\\\n", " ").splitlines()
]


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the scenario of the page's example and the page's own tables, each named before its block."""
    example = Path("scenarios") / "table_only" / "input"
    shutil.copytree(ROOT / example, tmp_path / example)
    for name, text in re.findall(r"`([\w.]+\.csv)`(?:(?!```|\.csv`).)*?```csv\n(.*?)```", PAGE, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(command: str) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "sim"
    assert words[1] in COMMANDS
    return words[1:]


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def columns_told(text: str) -> set[str]:
    """Return the names in code of the first column of the tables of a text."""
    cells = re.findall(r"(?m)^\| ([^|]*`[^|]*) \|", text)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_the_first_command_runs_and_the_folder_holds_what_the_page_tells(clone, capsys):
    assert main(typed(FIRST)) == 0
    out = clone / "outputs" / "backtest"
    told = section("What the folder holds")
    for path in out.rglob("*"):
        if path.is_file() and path.parent == out:
            assert f"`{path.name}`" in told
        elif path.is_file():
            assert f"`{path.stem}`" in told
    with (out / "scores.csv").open(newline="", encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == scores.COLUMNS
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", OTHERS)
def test_the_other_commands_run(command, clone, monkeypatch, capsys):
    monkeypatch.setattr(figures, "draw_backtest", lambda *_, **__: [])
    assert main(typed(command)) == 0
    assert "error" not in capsys.readouterr().err


@pytest.mark.parametrize(("command", "heading"), COMMANDS.items())
def test_every_option_is_told_with_an_example_that_the_command_takes(command, heading):
    rows = re.findall(r"(?m)^\| `(--[\w-]+)` \| .* \| `(.+)` \|$", section(heading))
    for flag, example in rows:
        words = shlex.split(example)
        assert words[0] == flag
        build_parser().parse_args([command, "table.csv", "--out", "o", *words])
    (commands,) = [one for one in build_parser()._actions if one.choices and command in one.choices]
    actions = commands.choices[command]._actions
    there = {flag for one in actions for flag in one.option_strings if flag.startswith("--")}
    assert {flag for flag, _ in rows} == there - {"--help"}


def test_the_columns_of_the_table_are_told_by_names_that_it_is_read_by():
    rows = re.findall(r"(?m)^\| `(\w+)`(?: \(long\))? \| (.+?) \|", section("The table"))
    assert {name for name, _ in rows} == {column.name for column in LONG.columns}
    for name, also in rows:
        assert set(also.split(", ")) <= set(LONG.column(name).aliases)


def test_every_column_and_method_is_told():
    assert columns_told(section("What counts")) >= set(summary.COLUMNS[5:])
    held = section("What the folder holds")
    assert columns_told(held) >= (
        {*scores.COLUMNS, *differences.COLUMNS} - set(QUANTILES) | {"p2_5", "p97_5"}
    )
    methods = re.findall(r"(?m)^\| `(\w+)` \| (.+?) \|", section("The methods"))
    assert {name: zh for name, zh in methods} == {name: one.title.zh for name, one in METHODS.items()}


def test_every_rule_and_column_of_classes_is_told():
    told = set(re.findall(r"`(\w+)`", section(COMMANDS["backtest-classes"])))
    assert told >= set(RULES)
    shared = {
        "table",
        "cross_validation",
        "rule",
        *(f"{name}_{end}" for name in ("exact", "gain") for end in ("low", "high")),
    }
    assert told >= {*class_scores.SUMMARY, *class_scores.CAPS} - shared - {"level", "place"}
