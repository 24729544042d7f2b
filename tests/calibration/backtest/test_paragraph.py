"""The paragraph a planner pastes, from summaries made by hand."""

import pandas as pd
import pytest

from sim.calibration.backtest.differences import COLUMNS as DIFFERENCES
from sim.calibration.backtest.paragraph import Outcome, paragraph
from sim.calibration.backtest.scores import Apart
from sim.calibration.backtest.summary import COLUMNS


def row(method, lead, level, error, table="town", **more):
    told = dict.fromkeys(COLUMNS, float("nan")) | {
        "table": table, "method": method, "lead": lead, "level": level, "n": 40, "mape": error,
        "wape": error, "mdape": error / 2, "within5": 60.0,
    }  # fmt: skip
    return told | more


def told(rows, differences=(), apart=None, name="town"):
    outcome = Outcome(
        name,
        (2010, 2018),
        [2013, 2014, 2016],
        40,
        pd.DataFrame(rows, columns=list(COLUMNS)),
        pd.DataFrame(differences, columns=list(DIFFERENCES)),
        apart or Apart(),
    )
    return paragraph(outcome)


def model_and_blend(model, blend, **more):
    return [
        row(method, 1, level, error, **more)
        for method, error in (("model", model), ("blend", blend))
        for level in ("school", "school_grade", "system")
    ]


def test_a_better_model_is_said_with_its_interval():
    gap = ("town", "model", "blend", 1, "school", "mape", 40, 0.8, 0.7, 0.9)
    text = told(model_and_blend(4.0, 5.0), [gap])
    assert "40 schools, 2010-2018: from each of 3 years (2013-2014, 2016)" in text.en
    assert (
        "missed the total of a school by 4.0 % on average, half of the schools by less than 2.0 %" in text.en
    )
    assert "erred 20 % less (95 % interval over schools: -30 to -10 %)." in text.en
    assert "误差低20%（按学校重抽样的95%区间：-30%至-10%）" in text.zh
    assert "Another method" not in text.en
    assert "其他方法误差低于" not in text.zh


def test_a_rival_without_any_error_has_no_share_to_compare_with():
    text = told(model_and_blend(0.4, 0.0))
    assert "The best other method, mean of last year and careful, missed it by 0.0 %. " in text.en
    assert "平均误差为0.0%。" in text.zh
    assert "inf" not in text.en + text.zh


def test_a_worse_model_is_said_too():
    gap = ("town", "model", "blend", 1, "school", "mape", 40, 1.25, 1.1, 1.4)
    text = told(model_and_blend(5.0, 4.0), [gap])
    assert "erred 25 % more (95 % interval over schools: +10 to +40 %)." in text.en
    assert "误差高25%" in text.zh
    lost = "Another method erred less than this project's model for the total of a school one year ahead"
    assert lost in text.en
    assert "其他方法误差低于本项目模型的情形：学校在校生总数提前1年" in text.zh


def test_what_the_schools_do_not_settle_is_said():
    gap = ("town", "model", "blend", 1, "school", "mape", 40, 0.95, 0.8, 1.1)
    text = told(model_and_blend(3.8, 4.0), [gap])
    assert "which these schools do not settle" in text.en
    assert "尚不足以定论" in text.zh


@pytest.mark.parametrize(
    ("held", "en", "zh"),
    [
        (70.0, "too narrow at 1 year, so plan for more", "提前1年的区间偏窄"),
        (80.0, "as promised", "与标称相符"),
        (90.0, "wider than promised", "区间偏宽"),
    ],
)
def test_intervals_are_told_by_what_they_held(held, en, zh):
    text = told(model_and_blend(4.0, 5.0, cover80=held))
    assert f"held {held:.0f} % of the schools at 1 year: {en}" in text.en
    assert zh in text.zh


def test_years_apart_are_told_apart():
    rows = model_and_blend(4.0, 5.0) + model_and_blend(9.0, 8.0, table="town (covid)")
    text = told(rows, apart=Apart("covid", frozenset({2020, 2021})))
    assert (
        "The target years 2020-2021 (covid) are counted apart. One year ahead, this project's model missed"
        in text.en
    )
    assert "目标年份2020-2021（covid）单独统计" in text.zh
    assert text.en.count("erred") == 2


def test_all_years_apart_leave_only_those_to_tell():
    text = told(model_and_blend(9.0, 8.0, table="town (late)"), apart=Apart("late", frozenset({2017})))
    assert text.en.count("missed the total of a school") == 1


def test_rivals_alone_are_told_of_the_first():
    text = told([row("naive", 2, "school", 6.0)])
    assert "Two years ahead, same as last year missed the total of a school by 6.0 %" in text.en
    assert "nan" not in text.en + text.zh
