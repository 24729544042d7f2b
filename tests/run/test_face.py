"""The Python face: load a scenario, change it without files, simulate it, and read what comes out."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.indicators.levels import indicators_of, levels
from sim.records import read_batch_folder, read_records
from sim.records.declared import TABLES
from sim.records.reading import read_manifest
from sim.reports.runs import compare_runs, runs_text
from sim.run import direct, load, simulate
from sim.run.batch import run_batch
from sim.run.batch_file import load_batch
from sim.run.parameters import PARAMETERS
from sim.run.plan import make_plan
from sim.world.trace import TracePupils
from tests.indicators.hand import tables

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "small"
CAP = {"cutoff_primary": 24, "cutoff_junior": 24, "standard_primary": 20, "standard_junior": 20}


@pytest.fixture(scope="module")
def nothing():
    return load(SMALL / "do_nothing.yaml")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Return the folder of the batch of the small county: two scenarios, three draws, seeds 7 and 8, 2017-2021."""
    plan = make_plan(load_batch(SMALL / "batch.yaml"), tmp_path_factory.mktemp("batch") / "out", threads=1)
    run_batch(plan, workers=1, resume=False, lang="en", command="sim batch batch.yaml")
    return plan.out


@pytest.fixture(scope="module")
def runs(nothing):
    """Return the runs of do_nothing and of cap, the latter made in Python, with the draws 0 and 1 and seed 7."""
    cap = nothing.with_lever("class_size_cap", **CAP).with_lever("hard_stop")
    cap = cap.with_name("cap", en="Cap", zh="班额上限")
    return [simulate(one, draw=draw, seed=7, years=(2017, 2021)) for one in (nothing, cap) for draw in (0, 1)]


def refused(function, *args, **options) -> str:
    with pytest.raises(UserError) as caught:
        function(*args, **options)
    assert "\n" in caught.value.text("zh")
    return str(caught.value)


def test_the_face_imports_nothing_heavy():
    code = (
        "import sys; from sim.run import load, simulate; print([m for m in sys.argv[1:] if m in sys.modules])"
    )
    heavy = ["numpy", "pandas", "scipy", "numba", "mesa", "ruamel.yaml"]
    told = subprocess.run(
        [sys.executable, "-c", code, *heavy], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_records_are_those_of_the_command_line_bit_for_bit(runs, out):
    noted = {
        (run["scenario"], run["draw"], run["seed"]): run["records_sha256"]
        for run in read_manifest(out)["runs"]
    }
    found = {(run.scenario.name, run.draw, run.seed): run.records_sha256 for run in runs}
    assert len(set(found.values())) == 4
    assert found == {key: noted[key] for key in found}


def test_tables_are_those_of_the_folder(runs, out):
    cap = next(run for run in runs if run.scenario.name == "cap" and run.draw == 1)
    for name in ("school_grade", "classes", "places"):
        rows = read_records(out, name).query("scenario == 'cap' and draw == 1 and seed == 7")
        own = rows.drop(columns=["scenario", "draw", "seed"]).reset_index(drop=True)
        pd.testing.assert_frame_equal(cap[name][list(own)], own)


def test_tables_are_safe_to_calculate_with(runs):
    grades = runs[0]["school_grade"]
    assert list(runs[0].tables) == list(TABLES)
    assert list(grades) == [column.name for column in TABLES["school_grade"].columns]
    assert (grades["pupils"] - grades["pupils"].max()).min() < 0
    assert isinstance(grades["zone_kind"].iloc[0], str)
    assert grades.groupby(["year", "zone_kind"])["pupils"].sum().gt(0).all()
    grades["share"] = 1.0
    grades.loc[:, "pupils"] = 0
    assert "share" not in runs[0]["school_grade"]
    assert runs[0]["school_grade"]["pupils"].sum() > 0


def test_narrow_records_stay_as_they_are_stored(out):
    narrow = read_records(str(out), "school_grade", ["year", "pupils", "stage"], narrow=True)
    assert list(narrow) == ["scenario", "draw", "seed", "year", "pupils", "stage"]
    assert narrow["pupils"].dtype == np.uint32
    assert isinstance(narrow["stage"].dtype, pd.CategoricalDtype)


def test_indicators_are_those_of_the_folder(runs, out):
    own = indicators_of(*runs)
    both = levels(out).query("draw < 2 and seed == 7")
    keys = ["scenario", "draw", "indicator", "zone", "stage", "year"]
    for column in ("value", "unit"):
        expected = both.astype({"scenario": str}).set_index(keys)[column].sort_index()
        found = own.astype({"scenario": str}).set_index(keys)[column].sort_index()
        pd.testing.assert_series_equal(found, expected)


def test_two_runs_are_compared_in_pairs(runs):
    frame = compare_runs(runs[2], runs[0], base="do_nothing")
    assert set(frame["n_pairs"]) == {1}
    pupils = {run.scenario.name: run["school_grade"] for run in (runs[0], runs[2])}
    at = {"indicator": "classes", "zone": "all", "stage": "all", "year": 2021}
    found = frame.loc[(frame[list(at)] == pd.Series(at)).all(axis=1), "mean"].item()
    of = {name: rows.loc[rows["year"] == 2021, "classes"].sum() for name, rows in pupils.items()}
    assert found == of["cap"] - of["do_nothing"] != 0


def test_draws_give_an_interval(runs):
    frame = compare_runs(*runs)
    assert set(frame["scenario"]) == {"cap"}
    assert set(frame.loc[frame["indicator"] == "classes", "n_pairs"]) == {2}
    assert set(frame["n_pairs"]) <= {1, 2}  # an indicator may be undefined in one of the runs
    assert (frame["p10"] <= frame["p90"]).all()
    assert (frame["p10"] < frame["p90"]).any()


def test_the_text_is_that_of_the_command_line(runs):
    """Title, levers and what moved most, as `sim compare` prints them."""
    text = runs_text(runs[0], runs[2])
    lines = text.splitlines()
    assert lines[0] == "School year 2021: scenario minus do_nothing, same draw and seed"
    assert "do_nothing: Do nothing; dropout: register figures" in lines
    cap = lines.index("cap: Cap; dropout: register figures")
    assert "class_size_cap" in lines[cap + 1]
    assert "classes" in "\n".join(lines[cap + 2 :])
    assert len(runs_text(runs[0], runs[2], top=2).splitlines()) < len(lines)
    assert runs_text(runs[0], runs[2], year=2019).startswith("School year 2019: ")
    assert runs_text(runs[0], runs[2], lang="zh").startswith("2021 学年：各情景减 do_nothing")


def test_runs_that_differ_by_a_rule_alone_are_told_apart(runs):
    by_rule = runs[2].scenario.with_rule("eleven_tiers", {"from": 2020}).with_name("tiers")
    other = SimpleNamespace(scenario=by_rule, draw=0, seed=7, tables=runs[2].tables)
    rule = "  admission: Eleven tiers (Tianjin Jizhou 2022) (eleven_tiers): everywhere, junior, from 2020"
    assert [one.startswith(rule) for one in runs_text(runs[2], other).splitlines()].count(True) == 1


def test_one_county_is_compared_by_itself(runs):
    alone = compare_runs(runs[0], runs[2], county="990001")
    pd.testing.assert_frame_equal(alone, compare_runs(runs[0], runs[2]))
    assert "seed; 990001 试验县\n" in runs_text(runs[0], runs[2], county="990001")
    assert "one of: 990001" in refused(compare_runs, runs[0], runs[2], county="220502")


def test_a_run_of_another_place_has_no_such_county(runs):
    elsewhere = SimpleNamespace(
        scenario=runs[2].scenario, draw=0, seed=7, tables={**runs[2].tables, "places": tables()["places"]}
    )
    said = refused(indicators_of, runs[0], elsewhere, county="990001")
    assert f"indicators_of: {elsewhere.scenario.name}: no county" in said


def test_years_in_common_are_compared(nothing, runs):
    short = simulate(nothing.with_lever("class_size_cap"), seed=7, years=(2017, 2018))
    assert set(compare_runs(runs[0], short)["year"]) == {2017, 2018}
    assert set(compare_runs(runs[0], runs[2], short)["year"]) == {2017, 2018}  # all runs have, not each pair


def test_runs_that_are_no_pair_are_refused(nothing, runs):
    assert "one scenario only" in refused(compare_runs, runs[0], runs[1])
    assert "value:  do_nothing (draw 0, seed 7)" in refused(compare_runs, runs[0], runs[2], runs[0])
    assert "same draw and seed" in refused(compare_runs, runs[0], runs[3])
    assert "a year in common" in refused(runs_text, runs[0], runs[2], year=2016)
    assert "did you mean do_nothing?" in refused(compare_runs, runs[0], runs[2], base="do_nothin")


def test_the_start_of_a_draw_is_built_once(nothing, monkeypatch):
    built, original = [], direct.build_start
    monkeypatch.setattr(direct, "build_start", lambda t, n, draw: built.append(draw) or original(t, n, draw))
    direct._start.cache_clear()
    for _ in range(2):
        for draw in (0, 1, 2):
            for one in (nothing, nothing.with_lever("class_size_cap")):
                simulate(one, draw=draw, years=(2017, 2017))
    assert built == [0, 1, 2]
    simulate(nothing.with_parameters(detour=1.5), years=(2017, 2017))
    assert built == [0, 1, 2, 0]
    assert direct._start.cache_info().maxsize == direct.STARTS_KEPT


def test_a_trace_is_told_and_changes_nothing(nothing, runs):
    trace = TracePupils(grade=1, year=2018)
    traced = simulate(nothing, seed=7, years=(2017, 2021), trace=trace)
    assert traced.records_sha256 == runs[0].records_sha256
    first_graders = traced["school_grade"].query("grade == 1 and year == 2018")["pupils"].sum()
    assert len(list(trace.told())) == first_graders > 0


def test_changed_tables_are_read_again(tmp_path, nothing):
    for path in (SMALL / "input").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "own.yaml").write_text(
        "name: own\ntitle: {zh: 自有, en: Own}\ninput: .\nyears: [2017, 2017]\n", encoding="utf-8"
    )
    own = load(tmp_path / "own.yaml")
    before = simulate(own)
    path = tmp_path / "school_totals.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("primary,town,1,", "primary,town,2,"), encoding="utf-8"
    )
    assert len(simulate(own)["school"]) == len(before["school"]) + 1


def test_simulate_takes_a_name_and_gives_what_it_did(nothing):
    run = simulate(str(SMALL / "do_nothing"), seed=np.int64(3), years=[2017, 2018], threads=1)
    assert (run.scenario.name, run.seed, run.draw, run.years) == ("do_nothing", 3, 0, (2017, 2018))
    assert run.numbers["detour"] == PARAMETERS["detour"].value
    assert run.seconds > 0
    assert run._ipython_key_completions_() == list(run) == list(TABLES)
    assert "orders" in run
    assert "order" not in run


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"seed": -1}, "simulate(seed=...): number out of bounds"),
        ({"draw": 0.5}, "simulate(draw=...): wrong type"),
        ({"years": 2019}, "two years, [first, last]"),
        ({"years": (2018, 2020)}, "are of 2017"),
        ({"years": (2017, 2016)}, "the years are reversed"),
        ({"threads": 0}, "simulate(threads=...): number out of bounds"),
    ],
)
def test_arguments_are_checked(nothing, options, words):
    assert words in refused(simulate, nothing, **options)


@pytest.mark.parametrize("scenario", [None, 3])
def test_what_is_no_scenario_is_refused(scenario):
    assert "scenario not found" in refused(simulate, scenario)


def test_texts_of_a_run(runs):
    text = repr(runs[0])
    assert text.startswith("Run of do_nothing, 2017-2021: draw 0 (usual values), seed 7, ")
    assert f"{len(runs[0]['school_grade']):,} rows  pupils, classes and flows by school and grade" in text
    assert repr(runs[0].tables).startswith("record tables: school_grade, ")
    assert refused(lambda: runs[0]["school_grad"]).endswith("did you mean school_grade?")
    assert "usual" not in repr(runs[1])


def test_a_batch_folder_says_what_it_holds(out):
    assert repr(read_batch_folder(out)).splitlines() == [
        f"Batch small in {out}, 2017-2021; runs: 12 finished, 0 failed, 0 missing",
        "  do_nothing: Do nothing (维持现状); levers: none; dropout: register",
        "  cap: Cap (班额上限); levers: class_size_cap, hard_stop; dropout: register",
    ]


def test_a_table_or_column_that_is_not_there_is_named(out):
    assert "did you mean classes?" in refused(read_records, out, "clases")
    assert "unknown column of classes" in refused(read_records, out, "classes", ["sise"])
