"""The command line: what it prints, how it ends, and how fast it answers."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.app.lever_text import lever_text
from sim.base.width import display_width
from sim.base.yaml_reading import read_yaml
from sim.cli import main
from sim.policies import catalogue
from sim.policies.coverage import COLUMNS as MEASURE_COLUMNS
from sim.policies.measures import measures_rows
from sim.rules.known_rules import known_names, known_rule, read_rule
from sim.run.parameters import PARAMETERS

ROOT = Path(__file__).parents[2]


def table(capsys, *command):
    """Return the rows of CSV that a command prints."""
    assert main(list(command)) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def sim(*command, **options):
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sim", *command], cwd=ROOT, capture_output=True, text=True, check=False,
        encoding="utf-8", **options,
    )  # fmt: skip


def test_help_imports_nothing_heavy():
    """So that help is there at once; `make bench` times it."""
    heavy = ("numpy", "numba", "mesa", "scipy", "pandas", "pyarrow", "matplotlib", "ruamel")
    script = f"import sys, sim.cli; sim.cli.build_parser();print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "batch",
        "compare",
        "facts",
        "starts",
        "levers",
        "measures",
        "rules",
        "records",
        "query",
        "parameters",
        "check",
        "warm",
    ],
)
def test_every_command_has_help_with_a_chinese_term(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in capsys.readouterr().out)


def test_levers(capsys):
    rows = table(capsys, "levers", "--csv")
    assert list(rows[0]) == ["lever", "title_zh", "measures", "parameters", "file"]
    assert [row["lever"] for row in rows] == list(catalogue())
    assert all((ROOT / row["file"]).is_file() for row in rows)


def test_one_lever_is_told_in_full(capsys):
    assert main(["--lang", "zh", "levers", "rural_allowance"]) == 0
    told = capsys.readouterr().out
    assert "M5a 乡村教师收入分配倾斜" in told
    assert "yuan_township = 400 (200..600) [元/月]: 一档：乡镇驻地学校补助\n    assumption: 闽政办" in told
    assert told.endswith("levers:\n  rural_allowance: {}\n")


def test_every_lever_can_be_told():
    for lever in catalogue().values():
        for lang in ("en", "zh"):
            told = lever_text(lever, lang)
            assert all(f"  {one.name} = " in told for one in lever.PARAMETERS)


def test_an_unknown_lever_is_a_mistake_with_the_nearest_name(capsys):
    assert main(["--lang", "en", "levers", "itinerant_teacher"]) == 2
    assert "did you mean itinerant_teachers?" in capsys.readouterr().err


MEASURES_OF_STAFF_AND_MONEY = (
    "G3a G3f M4a M4b M4c M4d M4e M4f M4g M5a M5b M5c M5d M5e M5f M6a M6f M6h M6i M7c M7f M9d"
)


@pytest.mark.parametrize("measure", MEASURES_OF_STAFF_AND_MONEY.split())
def test_a_measure_of_staff_or_money_has_a_lever_or_says_what_carries_it(measure):
    (row,) = [row for row in measures_rows(catalogue()) if row["measure_id"] == measure]
    assert row["levers"] or row["carry_as"]


def test_measures(capsys):
    rows = table(capsys, "measures", "--csv")
    assert list(rows[0]) == list(MEASURE_COLUMNS)
    assert len(rows) == 76
    (row,) = [row for row in rows if row["measure_id"] == "M5b"]
    assert (row["levers"], row["ledger_lines"]) == ("-", "1")


def test_known_rules_are_listed_in_both_languages(capsys):
    rows = table(capsys, "rules", "--csv", "--lang", "en")
    assert [row["rule"] for row in rows] == list(known_names())
    in_chinese = table(capsys, "rules", "--csv", "--lang", "zh")
    assert all(one["title"] != other["title"] for one, other in zip(rows, in_chinese, strict=True))
    assert {row["points"] for row in rows} == {"", "120"}


@pytest.mark.parametrize("name", known_names())
def test_a_known_rule_is_printed_to_be_pasted_into_a_scenario(name, capsys, tmp_path):
    assert main(["rules", name]) == 0
    (tmp_path / "own.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    (rule,) = read_yaml(tmp_path / "own.yaml").data["admission"].data.items()
    assert read_rule(*rule) == known_rule(name)


def test_an_unknown_rule_is_named_with_those_there_are(capsys):
    assert main(["rules", "five_tier", "--lang", "en"]) == 2
    assert capsys.readouterr().err.endswith("  remedy: did you mean five_tiers?\n")


def test_parameters(capsys):
    rows = table(capsys, "parameters", "--csv")
    assert [row["name"] for row in rows] == sorted(PARAMETERS)
    assert all(row["unit"] and row["source"] and row["confidence"] for row in rows)
    assert all(float(row["low"]) <= float(row["value"]) <= float(row["high"]) for row in rows)


def test_records(capsys):
    rows = table(capsys, "records", "--csv")
    assert list(rows[0]) == ["table", "column", "dtype", "key", "unit", "adds_up", "meaning"]
    keys = {row["column"] for row in rows if row["table"] == "classes" and row["key"] == "yes"}
    assert keys == {"year", "school_id", "grade", "class_no"}


def test_schema(capsys):
    rows = table(capsys, "check", "--schema")
    assert {"counties.csv", "population.csv"} <= {row["file"] for row in rows}


def test_csv_to_a_file_is_what_is_printed(capsys, tmp_path):
    main(["measures", "--csv"])
    printed = capsys.readouterr().out
    assert main(["measures", "--csv", str(tmp_path / "new" / "m.csv")]) == 0
    assert (tmp_path / "new" / "m.csv").read_text(encoding="utf-8") == printed
    assert capsys.readouterr().out == ""


def test_lists_without_csv_line_up(capsys):
    assert main(["levers"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("lever")
    title = head.index("title_zh")
    assert {line[:title].rstrip() for line in lines} == set(catalogue())
    assert all(line[title - 1] == " " and line[title] != " " for line in lines)


def test_lang_before_or_after_the_command(capsys):
    before = table(capsys, "--lang", "zh", "parameters", "--csv")
    after = table(capsys, "parameters", "--lang", "zh", "--csv")
    english = table(capsys, "parameters", "--lang", "en", "--csv")
    assert before == after
    assert before != english


def test_unknown_language_is_a_user_error(capsys):
    assert main(["levers", "--lang", "fr"]) == 2
    assert "value:  fr" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["run", "tonghua/baseline"],
        ["run", "tonghua/baseline", "--out", "o", "--seed", "-1"],
        ["run", "tonghua/baseline", "--out", "o", "--seed", "1.5"],
        ["run", "tonghua/baseline", "--out", "o", "--years", "2017-2020"],
        ["run", "tonghua/baseline", "--out", "o", "--threads", "0"],
        ["batch", "scenarios/short.yaml", "--out", "o", "--workers", "none"],
        ["check"],
        ["check", "a", "--schema"],
        ["project"],
        [],
    ],
)
def test_a_wrong_command_line_ends_with_2(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_templates_are_written_once(tmp_path, capsys):
    assert main(["check", "--template", str(tmp_path)]) == 0
    assert (tmp_path / "counties.csv").exists()
    (tmp_path / "counties.csv").write_text("mine", encoding="utf-8")
    assert main(["check", "--template", str(tmp_path)]) == 0
    assert (tmp_path / "counties.csv").read_text(encoding="utf-8") == "mine"


def test_check_says_what_the_tables_hold(small, capsys):
    assert main(["check", str(small / "input"), "--lang", "en"]) == 0
    assert "1 counties, start year 2017, 2999 residents" in capsys.readouterr().out


def test_check_of_a_folder_without_tables(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none"), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_check_of_a_file_names_its_folder(small, capsys):
    command = ["check", str(small / "input" / "counties.csv"), "--lang", "zh"]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "这是文件，不是输入表文件夹" in said
    assert f"文件夹：{(small / 'input').as_posix()}" in said


def test_a_folder_named_like_a_table_is_not_passed_over(tmp_path, capsys):
    (tmp_path / "population.csv").mkdir()
    assert main(["check", str(tmp_path), "--lang", "en"]) == 2
    assert "population.csv: the file cannot be read" in capsys.readouterr().err


def test_a_template_that_cannot_be_written_names_its_own_option(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["check", "--template", str(tmp_path / "file"), "--lang", "en"]) == 2
    assert "choose another folder with --template" in capsys.readouterr().err


def test_a_reader_that_has_enough_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", "measures", "--csv"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert error == b""


def test_years_the_wrong_way_round(capsys, tmp_path):
    out = tmp_path / "out"
    command = ["run", "tonghua/baseline", "--years", "2020:2017", "--lang", "en", "--out", str(out)]
    assert main(command) == 2
    assert capsys.readouterr().err == (
        "error: --years: the years are reversed\n"
        "  value:  2020, 2017\n"
        "  rule:   the first year is not after the last\n"
        "  remedy: write 2017, 2020\n"
    )
    assert not out.exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("place", ["scenarios/tonghua/input", "counties alone"])
def test_check_is_read_in_a_hundred_columns(lang, place, tmp_path, capsys):
    folder = ROOT / place
    if place == "counties alone":
        folder = tmp_path
        head, row = (ROOT / "tests/data/small/input/counties.csv").read_text(encoding="utf-8").splitlines()
        (folder / "counties.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert main(["check", str(folder), "--lang", lang]) == 0
    said = capsys.readouterr().out
    # The first line holds the path as it was typed, which may be longer.
    assert max(map(display_width, said.splitlines()[1:])) <= 100
    assert {"en": "The tables can be used.", "zh": "各表可以使用。"}[lang] in said


def test_check_of_tables_that_cannot_be_used(small, tmp_path, capsys):
    folder = shutil.copytree(small / "input", tmp_path / "input")
    (folder / "births.csv").write_text(
        "county_code,year,basis,births\n990009,2017,resident,3\n", encoding="utf-8"
    )
    assert main(["check", str(folder), "--lang", "en"]) == 2
    assert "unknown county" in capsys.readouterr().err


def test_a_folder_of_empty_templates_lacks_counties_only(tmp_path, capsys):
    assert main(["check", "--template", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path), "--lang", "en"]) == 2
    assert capsys.readouterr().err.count("error: ") == 1


@pytest.mark.parametrize("command", [["batch", "b.yaml"], ["run", "tonghua/baseline", "--partitions", "2"]])
def test_an_empty_scheduler_is_refused_and_not_taken_for_none(command, capsys):
    with pytest.raises(SystemExit) as end:
        main([*command, "--out", "nowhere", "--scheduler", ""])
    assert end.value.code == 2
    assert "调度器地址为空" in capsys.readouterr().err
