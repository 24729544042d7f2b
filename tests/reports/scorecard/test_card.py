"""Scorecards of batches by hand: what stands beside what, twins, years, words and rows."""

import math

import pytest

from sim.base.errors import UserError
from sim.indicators.levels import levels
from sim.indicators.targets import MET, NOT_DUE, NOT_JUDGED, NOT_MET, NOT_RUN, OUTSIDE, Verdict
from sim.policies.ledger import ledger_lines
from sim.records.batch_folder import read_batch_folder
from sim.reports.entries.folder import read_entries
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, scorecard
from sim.reports.scorecard.rows import COLUMNS, csv_rows, text_table
from tests.indicators.hand import GRADES, grade_rows, school_rows, tables, write_batch
from tests.indicators.test_evaluation_by_county import county as schools

YEARS = (2017, 2018)


def with_dropouts(more: int) -> dict:
    """Return the tables by hand with `more` further dropouts among the 58 pupils of grade 7 in 2017."""
    grades = [
        (*row[:7], {**row[7], "n_dropouts": row[7].get("n_dropouts", 0) + (more if row[3] == 7 else 0)})
        for row in GRADES
    ]
    return {**tables(), "school_grade": grade_rows(grades)}


RUNS = {
    ("do_nothing", 0, 1): tables(), ("do_nothing", 1, 1): with_dropouts(1),
    ("plan", 0, 1): tables(), ("plan", 1, 1): tables(),
    ("plan_survey", 0, 1): with_dropouts(20), ("plan_survey", 1, 1): with_dropouts(30),
}  # fmt: skip


def card_of(out, runs=RUNS, base="do_nothing", entries=None, levers=None, **asked):
    folder = read_batch_folder(write_batch(out, runs, levers))
    return scorecard(folder, base, levels(folder.out), entries, **asked)


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    return card_of(tmp_path_factory.mktemp("card") / "out", years=YEARS)


def line(card, name, dropout=""):
    return next(one for one in card.lines if (one.target.name, one.dropout) == (name, dropout))


def test_each_scenario_stands_beside_the_base_and_twins_have_no_page_of_their_own(card):
    assert card.base == "do_nothing"
    assert card.others == ("plan",)
    assert card.blocks == (("do_nothing", "plan"),)


def test_retention_is_judged_under_both_dropout_scenarios(card):
    """Of grades 1, 2 and 7: 1 - 2 / 240, 1 and 1 - 3 / 58 by hand; with 20 and 30 more, 1 - 23 / 58 and 1 - 33 / 58."""
    register, survey = (line(card, "retention", which) for which in ("register", "survey"))
    own = 100 * (1 - 2 / 240) * (1 - 3 / 58)
    told = card.verdict("plan", register, 2017)
    assert (told.status, told.middle, told.margin) == (NOT_MET, pytest.approx(own), pytest.approx(own - 97))
    told = card.verdict("plan", survey, 2017)
    assert told.middle == pytest.approx(100 * (1 - 2 / 240) * (1 - 28 / 58))
    assert (told.n_met, told.n_runs) == (0, 2)


def test_a_scenario_without_its_twin_says_so(card):
    told = card.verdict("do_nothing", line(card, "retention", "survey"), 2017)
    assert told.status == NOT_RUN
    assert words.cell_lines(line(card, "retention", "survey").target, told, "zh") == ("未模拟", "")


def test_statuses_and_probability_by_hand(card):
    """Two classes of 56 and more in primary in 2017, due in 2018; in 2018 none."""
    large = line(card, "large_classes_primary")
    assert card.verdict("plan", large, 2017).status == NOT_DUE
    told = card.verdict("plan", large, 2018)
    assert (told.status, told.n_met, told.n_runs, told.probability) == (MET, 2, 2, 1.0)
    assert (
        card.verdict("plan", line(card, "large_classes"), 2018).status == OUTSIDE
    )  # due in 2020, run ends in 2018
    assert card.verdict("plan", line(card, "junior_retention"), 2018).status == OUTSIDE


def test_crowding_and_thinness_stand_side_by_side_and_are_not_judged(card):
    levels_of = {name: words.pair_level(card, "plan", name, 2017) for name in PAIR}
    assert PAIR == ("crowding_index", "thinness_index")
    assert levels_of["crowding_index"] == pytest.approx(100 * 188 / 278)  # of 278 pupils in towns and cities
    assert levels_of["thinness_index"] == 100  # the one village school has 30 pupils
    assert not {one.target.indicator for one in card.lines} & set(PAIR)
    assert math.isnan(words.pair_level(card, "plan", "thinness_index", 2030))


def test_years_of_the_page_are_the_usual_ones_within_the_run_and_mid_term(tmp_path):
    card = card_of(tmp_path / "out")
    assert card.years == (2018,)
    assert card.mid_term == 2018
    assert words.year_text(card, 2018, "zh") == "2018（中期）"


def test_the_year_of_the_review_is_that_of_the_lever_unless_entered(tmp_path):
    levers = {"plan": {"mid_term_review": {"year": {"value": 2017.0, "unit": "school year", "file": "x"}}}}
    assert card_of(tmp_path / "a", levers=levers).mid_term == 2017
    later = {
        "do_nothing": {"mid_term_review": {"year": {"value": 2018.0, "unit": "school year", "file": "x"}}}
    }
    assert card_of(tmp_path / "c", levers=levers | later).mid_term == 2017  # of several the earliest
    (tmp_path / "targets.csv").write_text("target,year_from\nmid_term,2018\n", encoding="utf-8")
    (tmp_path / "e").mkdir()
    (tmp_path / "targets.csv").rename(tmp_path / "e/targets.csv")
    assert card_of(tmp_path / "b", levers=levers, entries=read_entries(tmp_path / "e")).mid_term == 2018


def test_a_year_outside_the_run_is_refused(tmp_path):
    with pytest.raises(UserError, match="outside the run") as caught:
        card_of(tmp_path / "out", years=(2018, 2040))
    assert caught.value.value == "2040"
    assert "2017—2018" in caught.value.text("zh")


def test_one_scenario_alone_says_that_nothing_stands_beside_it(tmp_path):
    card = card_of(tmp_path / "out", {("do_nothing", 0, 1): tables()})
    assert card.blocks == (("do_nothing",),)
    assert "没有可对照的情景" in words.about_block(card, card.blocks[0]).zh


def test_a_base_without_runs_leaves_the_others_alone(tmp_path):
    card = card_of(tmp_path / "out", {("do_nothing", 0, 1): None, ("plan", 0, 1): tables()})
    assert card.base == ""
    assert card.blocks == (("plan",),)
    assert csv_rows(card, "en")[-1]["base_status"] == ""


def test_an_entered_target_is_judged_with_the_others(tmp_path):
    (tmp_path / "e").mkdir()
    text = "target,indicator,comparison,value,year_from\nfew,small_schools,<=,4,2017\n"
    (tmp_path / "e/targets.csv").write_text(text, encoding="utf-8")
    card = card_of(tmp_path / "out", entries=read_entries(tmp_path / "e"), years=YEARS)
    own = card.lines[-1]
    told = card.verdict("plan", own, 2017)
    assert (own.target.name, told.status, told.middle, told.margin) == ("few", NOT_MET, 5, -1)


def test_rows_tell_the_base_beside_and_the_dropout_scenario(card):
    rows = csv_rows(card, "zh")
    assert all(tuple(row) == COLUMNS for row in rows)
    found = [
        row for row in rows if (row["scenario"], row["target"], row["year"]) == ("plan", "retention", 2017)
    ]
    assert [row["dropout"] for row in found] == ["register", "survey"]
    assert [row["base_status"] for row in found] == [NOT_MET, NOT_RUN]
    assert found[0]["base_n_met"] == 0
    assert found[1]["base_p50"] == ""
    pair = [row for row in rows if row["indicator"] in PAIR]
    assert {row["status"] for row in pair if row["year"] == 2017} == {"not_judged"}
    assert {row["value"] for row in pair} == {""}


def test_the_table_to_read_has_a_column_for_each_year_and_scenario(card):
    rows, columns = text_table(card, card.blocks[0], "zh")
    assert columns == [
        "目标",
        "目标值（起始学年）",
        "2017 基准",
        "2017 方案",
        "2018（中期） 基准",
        "2018（中期） 方案",
    ]
    last = rows[-1]
    assert last["目标"] == "达标项数 / 可判定项数"
    judged = [card.verdict("plan", one, 2018).status for one in card.lines]
    assert last["2018（中期） 方案"] == f"{judged.count(MET)}/{judged.count(MET) + judged.count(NOT_MET)}"


def test_the_ledger_is_a_line_that_says_it_is_not_simulated():
    assert words.ledger_text().zh.startswith(f"另有{len(ledger_lines())}项台账事项：非模拟结果")


def test_few_runs_tell_how_many_of_how_many_and_many_a_percentage():
    assert words.probability_text(Verdict(MET, n_met=3, n_runs=19)) == "3/19"
    assert words.probability_text(Verdict(MET, n_met=15, n_runs=20)) == "75%"
    assert words.probability_text(Verdict(MET, n_met=999, n_runs=1000)) == "99%"  # not every run
    assert words.probability_text(Verdict(MET, n_met=1, n_runs=1000)) == "1%"  # not none
    assert words.probability_text(Verdict(MET, n_met=1000, n_runs=1000)) == "100%"


def test_a_level_just_short_of_a_target_does_not_look_like_it(card):
    retention = line(card, "retention", "register").target
    assert words.value_text(retention, 96.96) == "96.96%"
    assert words.value_text(retention, 97.0) == "97.0%"
    assert words.value_text(retention, 95.12) == "95.1%"
    assert words.value_text(line(card, "large_classes_primary").target, 0.5) == "0.5"
    assert words.margin_text(retention, -0.04) == "−0.04"
    assert words.margin_text(retention, 0.0) == "±0"
    assert words.margin_text(retention, 1.2) == "+1.2"


def balance_card(tmp_path, county: str | None, small: str):
    """Return the card of two counties, one even and one not, judged from 2017 on."""
    entries = tmp_path / "e"
    entries.mkdir()
    (entries / "targets.csv").write_text("target,year_from\nbasic_primary,2017\n", encoding="utf-8")
    (entries / "evaluation.csv").write_text(f"sites,counts\nsmall,{small}\n", encoding="utf-8")
    rows = schools("a", True) + schools("b", False)
    grades = [(2017, row[1], row[2], 1, "town", row[6], 1, {}) for row in rows]
    records = {
        **tables(grades, [], [(2017, row[2], 1, (row[6],)) for row in rows]),
        "school": school_rows(rows),
    }
    folder = read_batch_folder(write_batch(tmp_path / "out", {("do_nothing", 0, 1): records}))
    told = levels(folder.out, county)
    return scorecard(folder, "do_nothing", told, read_entries(entries), (2017,), county or "")


@pytest.mark.parametrize(
    ("county", "status"), [(None, NOT_JUDGED), ("a", NOT_MET), ("b", MET)], ids=("region", "a", "b")
)
def test_a_coefficient_is_judged_of_a_county_and_not_of_several_together(tmp_path, county, status):
    card = balance_card(tmp_path, county, "no")
    told = card.verdict("do_nothing", line(card, "basic_primary"), 2017)
    assert told.status == status
    assert not math.isnan(told.middle)
    judged = words.counts(card, "do_nothing", 2017)[1]
    statuses = [card.verdict("do_nothing", one, 2017).status for one in card.lines]
    assert judged == sum(one in (MET, NOT_MET) for one in statuses)
    assert any("县为单位" in note.zh for note in words.notes(card)) == (county is None)


@pytest.mark.parametrize("small", ["yes", "no"])
def test_an_entered_choice_of_sites_is_said_not_to_reach_the_scorecard(tmp_path, small):
    card = balance_card(tmp_path, None, small)
    assert any("evaluation.csv" in note.zh for note in words.notes(card)) == (small == "yes")


@pytest.mark.parametrize("returns", [3, 4])
def test_a_retention_above_100_percent_is_explained(tmp_path, returns):
    """Of the 58 pupils of grade 7 three leave, and as many or one more come back."""
    grades = [(*row[:7], {**row[7], "n_dropouts": 0, "n_returns": 0}) for row in GRADES]
    place = next(k for k, row in enumerate(grades) if row[3] == 7)
    grades[place] = (*grades[place][:7], {**grades[place][7], "n_dropouts": 3, "n_returns": returns})
    card = card_of(
        tmp_path / "out",
        {("do_nothing", 0, 1): {**tables(), "school_grade": grade_rows(grades)}},
        years=YEARS,
    )
    told = card.verdict("do_nothing", line(card, "retention", "register"), 2017)
    assert told.middle == pytest.approx(100 * (1 - (3 - returns) / 58))
    assert any("高于100%" in note.zh for note in words.notes(card)) == (returns == 4)
