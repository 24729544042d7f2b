"""The short text of a comparison."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from sim.base.errors import Say
from sim.base.width import display_width
from sim.records.batch_folder import BatchFolder, ScenarioNote
from sim.records.layout import RunId
from sim.reports.compare import COLUMNS, Comparison
from sim.reports.summary import runs_left_out, summary_text

RUNS = tuple(RunId("x", draw, 1) for draw in range(6))
CAP = {"class_size_cap": {"strength": {"value": 0.5, "unit": "share", "file": "here.yaml"}}}


def line(
    indicator, mean, *, zone="all", stage="all", year=2035, scenario="merge", n_pairs=20, half=1.0, spread=2.0
):
    cell = (scenario, "do_nothing", indicator, "unit", zone, stage, year)
    return (*cell, mean - spread, mean, mean + spread, mean, mean - half, mean + half, n_pairs)


def folder(failed=0, missing=0, names=("do_nothing", "merge")):
    levers = {"merge": CAP}
    notes = tuple(
        ScenarioNote(name, Say(f"Title of {name}", f"{name}之题"), levers.get(name, {}), dropout="register")
        for name in names
    )
    finished = RUNS[failed + missing :]
    runs = (finished, RUNS[:failed], RUNS[failed : failed + missing])
    return BatchFolder(Path("out"), "by hand", notes, (2017, 2035), {}, *runs, "0")


def told(*lines, lang="en", top=15, county="", batch=None, **base):
    """Return the lines of the text about rows as `line` makes them, with levels of the base by indicator."""
    index = pd.MultiIndex.from_tuples(
        [(name, "all", "all", 2035) for name in base], names=["indicator", "zone", "stage", "year"]
    )
    frame = pd.DataFrame(list(lines), columns=list(COLUMNS))
    levels = pd.Series(list(base.values()), index, dtype=float)
    comparison = Comparison(batch or folder(), "do_nothing", frame, levels, county)
    return summary_text(comparison, lang, top).splitlines()


def indicators_in(text):
    """Return the first word of every line with an interval."""
    return [one.split()[0] for one in text if "[" in one and "levers" not in one]


def test_the_last_year_scenario_by_scenario_with_its_levers():
    text = told(line("pupils", 300.0), line("pupils", 900.0, year=2034), pupils=1000)
    assert text[0] == "School year 2035: scenario minus do_nothing, same draw and seed"
    assert text[2:4] == ["do_nothing: Title of do_nothing; dropout: register figures", "  levers: none"]
    assert text[5:7] == [
        "merge: Title of merge; dropout: register figures",
        "  levers: Class-size cap (class_size_cap): strength = 0.5 [share; usual 1]",
    ]
    assert "+300.0  [+299.0, +301.0]  [+298.0, +302.0]    +30.0%     20" in text[8]
    assert len(text) == 9


def test_the_same_in_chinese():
    text = told(line("pupils", 300.0), lang="zh", county="220581 梅河口市", pupils=1000)
    assert text[0] == "2035 学年：各情景减 do_nothing（同抽样、同种子配对）；220581 梅河口市"
    assert text[2:4] == ["do_nothing：do_nothing之题；辍学口径：登记口径", "  措施：无"]
    assert "在校生（人）" in text[8]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", ["merge: Title of merge; dropout: register figures", "  levers: none",
             "  admission: Points (own): county 990001, junior, to 2020; source: here"]),
     ("zh", ["merge：merge之题；辍学口径：登记口径", "  措施：无",
             "  招生规则：积分（own）：县 990001，初中，至2020学年；来源：here"])],
)  # fmt: skip
def test_rules_of_admission_stand_below_the_levers(lang, expected):
    own = {
        "title": {"zh": "积分", "en": "Points"}, "source": "here", "to": 2020, "area": {"county": ["990001"]},
        "stage": "junior",
    }  # fmt: skip
    batch = folder()
    base, merge = batch.scenarios
    batch = replace(batch, scenarios=(base, replace(merge, levers={}, admission={"own": own})))
    text = told(line("pupils", 300.0), lang=lang, batch=batch, pupils=1000)
    assert text[5:8] == expected
    assert text[4] == ""  # the base has no rule, and no line of one


def test_what_moved_most_as_a_share_of_the_base_stands_first():
    lines = (line("pupils", 300.0), line("classes", -9.0), line("boarders", 4.0))
    text = told(*lines, pupils=30_000, classes=90, boarders=0)
    assert indicators_in(text) == ["boarders", "classes", "pupils"]
    assert [one.split()[-2] for one in text[8:11]] == ["-", "-10.0%", "+1.0%"]


def test_shares_are_sorted_by_points_and_not_told_as_a_share_of_the_base():
    lines = (line("pupils", 300.0), line("share_boarding", 2.0), line("classes", -9.0))
    text = told(*lines, pupils=30_000, classes=90, share_boarding=4.0)
    assert indicators_in(text) == ["classes", "share", "pupils"]  # -10 %, 2 points, +1 %
    assert text[9].split()[-2] == "-"


def test_decimals_are_those_of_the_indicator_and_one_more():
    text = told(line("cv_teachers", -0.0123, half=0.001, spread=0.002), cv_teachers=0.5)
    assert "-0.0123  [-0.0133, -0.0113]" in text[8]


def test_where_gains_and_losses_cancel_the_part_is_shown():
    text = told(line("pupils", 0.0), line("pupils", 5.0, zone="town"), line("pupils", -5.0, zone="village"))
    assert len(indicators_in(text)) == 1
    assert "town, both stages" in text[8]


def test_moves_that_may_be_none_are_counted_and_do_not_hide_clear_ones():
    # boarders moved more in the village, but only the smaller move of the town is clear; dropouts are not clear at all
    text = told(
        line("boarders", 9.0, zone="village", half=10.0),
        line("boarders", 3.0, zone="town"),
        line("dropouts", 50.0, half=60.0),
        line("classes", 0.0, half=0.0, spread=0.0),
    )
    assert indicators_in(text) == ["boarders"]
    assert "town, both stages" in text[8]
    assert (
        text[9] == "  1 cannot be told from no change (95% interval of the mean includes 0); 1 did not move"
    )


def test_a_single_pair_has_no_interval_and_is_shown():
    alone = list(line("pupils", 5.0, n_pairs=1))
    alone[11:13] = [float("nan")] * 2
    text = told(tuple(alone))
    assert indicators_in(text) == ["pupils"]
    assert "nan" not in "\n".join(text)


def test_below_twenty_pairs_the_range_is_marked():
    text = told(line("pupils", 5.0, n_pairs=19))
    assert "[+3.0, +7.0]*" in text[8]
    assert text[-1] == "* fewer than 20 pairs: smallest to largest difference"
    assert "不足 20 对" in told(line("pupils", 5.0, n_pairs=19), lang="zh")[-1]


def test_the_mark_is_explained_only_where_it_is_shown():
    text = told(line("pupils", 5.0), line("dropouts", 1.0, n_pairs=19, half=9.0))
    assert "*" not in "\n".join(text)


def test_at_most_top_lines_a_scenario_and_the_rest_counted():
    lines = [line(name, mean) for name, mean in (("pupils", 4.0), ("classes", 3.0), ("boarders", 2.0))]
    text = told(*lines, top=2)
    assert indicators_in(text) == ["pupils", "classes"]
    assert text[-1] == "  1 more moved less"
    assert len(indicators_in(told(*lines))) == 3


def test_the_same_yuan_in_several_books_is_told_once():
    books = ("capital_spent", "money_spent_capital", "money_seats_built")
    text = told(*(line(name, 5e6) for name in books), line("pupils", 5e6), line("money_dormitories", 4e6))
    assert [one.partition(" (")[0].strip() for one in text if "[" in one and "levers" not in one] == [
        "capital spent", "pupils enrolled", "money out: beds and canteens"
    ]  # fmt: skip
    assert "2 more moved less" in text[-1]


def test_nothing_moved():
    still = line("pupils", 0.0, half=0.0, spread=0.0)
    assert told(still)[-1] == "  1 did not move"
    assert told(still, lang="zh")[-1] == "  1 项没有变动"


def test_a_scenario_without_a_pair_says_so():
    text = told(line("pupils", 5.0), batch=folder(names=("do_nothing", "merge", "build")))
    assert text[-3:] == [
        "build: Title of build; dropout: register figures",
        "  levers: none",
        "  no run has its pair in the base",
    ]


def test_failed_and_missing_runs_are_counted_and_the_rest_compared():
    assert runs_left_out(folder()) is None
    text = told(line("pupils", 5.0), batch=folder(failed=1, missing=2))
    assert text[1] == "of 6 runs 1 failed and 2 are missing: compared without them"
    assert told(line("pupils", 5.0), lang="zh", batch=folder(1, 2))[1].startswith(
        "共 6 次运行，1 次失败、2 次缺失"
    )


def test_results_of_estimates_are_marked():
    batch = replace(folder(), inputs={"schools": {"read": 1200, "estimate": 34, "assumption": 1}})
    assert (
        told(line("pupils", 9), batch=batch, lang="zh")[1]
        == "【推算】输入表1,235行中有35行为推算或假设：宜看全区域和各县"
    )
    assert "ESTIMATE: 35 of 1,235 input rows" in told(line("pupils", 9), batch=batch)[1]
    assert told(line("pupils", 9), batch=replace(folder(), inputs={"schools": {"read": 3}}))[1] == ""


def test_what_rounds_to_nothing_is_only_counted():
    text = told(line("pupils", -0.01, half=0.001, spread=0.0), line("boarders", 3.0))
    assert indicators_in(text) == ["boarders"]
    assert text[-1] == "  1 more moved less"


def test_bounds_that_round_to_nothing_have_no_sign():
    assert "[0.0, +0.1]" in told(line("pupils", 0.05, half=0.049, spread=0.0))[8]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_line_up_with_wide_characters(lang):
    lines = (line("pupils", 1234.0), line("large_classes_local", -8.0, zone="town"), line("dropouts", 2.0))
    body = told(*lines, lang=lang)[7:]
    assert len({display_width(text) for text in body}) == 1
    assert len({display_width(text[: text.rindex("]")]) for text in body[1:]}) == 1


def test_a_chinese_character_takes_two_columns():
    assert display_width("学位 a（") == 8


def test_a_folder_that_does_not_tell_the_dropout_scenario_is_shown_so():
    batch = folder()
    batch = replace(batch, scenarios=tuple(replace(one, dropout="") for one in batch.scenarios))
    text = told(line("pupils", 300.0), batch=batch, pupils=1000)
    assert text[2] == "do_nothing: Title of do_nothing; dropout scenario not told"


def test_a_scenario_under_the_other_dropout_scenario_says_with_what_it_is_compared():
    names = ("do_nothing", "merge", "do_nothing_survey", "merge_survey")
    batch = folder(names=names)
    twins = tuple(
        replace(one, dropout="survey" if "survey" in one.name else "register", rest_sha256=one.name[:2])
        for one in batch.scenarios
    )
    batch = replace(batch, scenarios=twins)
    rows = [line("pupils", 10.0, scenario=name) for name in names[1:]]
    text = told(*rows, batch=batch, pupils=1000)
    heads = {one.split(":")[0]: text[row + 1] for row, one in enumerate(text) if "; dropout: " in one}
    assert heads["merge"] == "  levers: Class-size cap (class_size_cap): strength = 0.5 [share; usual 1]"
    assert heads["merge_survey"] == "  compared with do_nothing_survey"
    assert heads["do_nothing_survey"] == (
        "  compared with do_nothing, which follows the other dropout scenario: the difference holds that as well"
    )
