"""表18 and 表18-2 by hand, in a batch of two scenarios and their twins under the survey stress case."""

import numpy as np
import pytest
from openpyxl import load_workbook

from sim.base.errors import UserError
from sim.reports.workbook.build import write_workbook
from sim.reports.workbook.explain import explain
from tests.reports.workbook.hand import ReadBack, tables, write_batch

CAUSES = {"poverty": "因贫", "distance": "路远", "other": "其他"}


def told(dropouts: int, returns: int, yuan: int) -> dict:
    """Return tables in which grade 8 of n loses pupils in 2018: of those two by poverty, one by distance."""
    made = tables()
    grades = made["school_grade"]
    at = (grades["year"] == 2018) & (grades["school_id"] == "n") & (grades["grade"] == 8)
    assert at.sum() == 1
    for column, n in (("n_dropouts", dropouts), ("n_returns", returns), ("n_dropouts_poverty", 2),
                      ("n_dropouts_distance", 1), ("n_dropouts_known", 4), ("n_returns_within", returns // 3),
                      ("n_dropouts_other", dropouts - 3)):  # fmt: skip
        grades.loc[at, column] = n
    of_2017 = (grades["year"] == 2017) & (grades["school_id"] == "u") & (grades["grade"] == 9)
    grades.loc[of_2017, "n_finished"] = 90
    made["money"].loc[made["money"]["kind"] == "salaries", "yuan"] += yuan
    return made


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Return a batch folder: 8 or 10 of the 62 pupils of grade 8 of n drop out, with the cap 5; in the survey more."""
    runs = {
        ("do_nothing", 0, 1): told(8, 0, 0), ("do_nothing", 1, 1): told(10, 9, 0),
        ("cap", 0, 1): told(5, 0, 250_000), ("cap", 1, 1): told(5, 0, 250_000),
        ("do_nothing_survey", 0, 1): told(20, 0, 0), ("do_nothing_survey", 1, 1): told(20, 0, 0),
        ("cap_survey", 0, 1): told(11, 0, 250_000), ("cap_survey", 1, 1): told(11, 0, 250_000),
    }  # fmt: skip
    folder = write_batch(tmp_path_factory.mktemp("twins") / "out", runs)
    write_workbook(folder, base="do_nothing", lang="zh")
    return folder


@pytest.fixture(scope="module")
def sheet(twins):
    return ReadBack(twins / "report" / "tables.xlsx", "表18")


def row(sheet, year=2018, county="甲县", scenario="维持现状"):
    return sheet.row(情景=scenario, 县=county, 学年=year)


def test_dropouts_add_up_from_their_causes(sheet):
    found = row(sheet)
    assert [found[f"辍学/{name}"] for name in ("P10", "P50", "P90")] == [8, 9, 10]
    assert [found[f"按原因分，P50/{name}"] for name in CAUSES.values()] == [2, 1, 6]
    assert (found["学年内已发现P50"], found["复学P50"], found["其中当学年劝返P50"]) == (4, 4.5, 1.5)
    assert row(sheet, 2017)["辍学/P50"] == 0
    assert row(sheet, county="乙县")["辍学/P50"] == 0


def test_period_retention_with_margin_and_chance(sheet):
    # Of the 62 pupils of grade 8: 1 - 8/62 and 1 - 1/62; the other grades lose nobody.
    low, high = 100 * (1 - 8 / 62), 100 * (1 - 1 / 62)
    found = row(sheet)
    assert found["时期巩固率/P10"] == pytest.approx(low)
    assert found["时期巩固率/P90"] == pytest.approx(high)
    assert found["与97%目标对照/差距P50"] == pytest.approx((low + high) / 2 - 97)
    assert found["与97%目标对照/达标可能性"] == 0.5
    assert row(sheet, 2017)["与97%目标对照/达标可能性"] == 1
    assert row(sheet, scenario="维持现状 (survey)")["与97%目标对照/达标可能性"] == 0


def test_the_region_has_a_retention_of_its_own(sheet):
    # Grade 8 of the region is that of n; in 2017 the region has grade 9 of u: no mean of 100 and 100, no sum of 200.
    assert row(sheet, 2017, "全区域")["时期巩固率/P50"] == 100
    assert row(sheet, 2018, "全区域")["时期巩固率/P10"] == pytest.approx(100 * (1 - 8 / 62))


def test_measures_without_data_show_a_dash(sheet):
    for measure in ("九年，原始口径", "九年，调整口径", "初中三年，原始口径"):
        assert row(sheet, county="全区域")[f"不用于判定，P50/{measure}"] == "—"
    assert row(sheet)["不用于判定，P50/九年，原始口径"] == "—"


def test_every_row_says_its_dropout_scenario(sheet):
    by_scenario = sheet.data.groupby("情景")["辍学口径"].unique().to_dict()
    assert {name: list(found) for name, found in by_scenario.items()} == {
        "维持现状": ["辍学口径：登记口径"], "班额上限": ["辍学口径：登记口径"],
        "维持现状 (survey)": ["辍学口径：调查口径压力情景"], "班额上限 (survey)": ["辍学口径：调查口径压力情景"],
    }  # fmt: skip
    notes = " ".join(str(sheet.sheet.cell(n, 1).value) for n in range(1, sheet.first))
    assert "辍学口径：登记口径（辍学水平取自学籍登记" in notes
    assert "压力情景，不是预测）：维持现状 (survey)、班额上限 (survey)。" in notes


def test_a_margin_is_explained_by_the_records(twins, sheet):
    address = sheet.address("与97%目标对照/差距P50", 情景="维持现状 (survey)", 县="甲县", 学年=2018)
    found = explain(twins, f"表18!{address}", base="do_nothing", lang="zh")
    assert found.aggregate == pytest.approx(100 * (1 - 20 / 62) - 97)
    assert found.from_records == pytest.approx(found.aggregate)


def test_dropouts_avoided_per_million_are_told_for_both(twins):
    # Two salaries of 250,000 more in each of two years: a million. Who comes back is taken off: register
    # 8 - 5 and 10 - 9 - 5; survey: 20 - 11.
    avoided = ReadBack(twins / "report" / "tables.xlsx", "表18-2")
    (found,) = [one for _, one in avoided.data.iterrows()]
    assert found["情景"] == "班额上限"
    for which, (mean, low, high) in {"登记口径": (-0.5, -4, 3), "调查口径压力情景": (9, 9, 9)}.items():
        told_of = [found[f"{which}/{name}"] for name in ("避免辍学均值", "P10", "P90")]
        assert told_of == [mean, low, high]
        assert found[f"{which}/增加支出均值"] == pytest.approx(1)
        assert found[f"{which}/每百万元避免"] == pytest.approx(mean)
    assert "登记口径：与零不可区分" in found["备注"]  # -4 and 3 over two draws
    with pytest.raises(UserError) as caught:
        explain(twins, "表18-2!B12", base="do_nothing", lang="zh")
    assert "四个情景" in caught.value.text("zh")


def test_without_twins_they_are_not_told_at_all(workbook):
    avoided = ReadBack(workbook, "表18-2")
    assert list(avoided.data["备注"]) == ["须有两种辍学口径"]
    assert (avoided.data.iloc[0, 1:-1] == "—").all()


def test_options_stand_beside_the_twin_of_the_base(twins):
    options = ReadBack(twins / "report" / "tables.xlsx", "表19")
    found = options.row(情景="班额上限 (survey)", 县="全区域", 指标="辍学", 口径="各年合计")
    assert (found["本方案/P50"], found["基准情景P50"]) == (11, 20)
    own = options.row(情景="班额上限", 县="全区域", 指标="辍学", 口径="各年合计")
    assert (own["本方案/P50"], own["基准情景P50"]) == (5, 9)
    assert np.isfinite(own["本方案/P50"])


def test_every_sheet_with_dropout_or_retention_says_the_dropout_scenario(twins):
    for sheet in load_workbook(twins / "report" / "tables.xlsx"):
        text = "\n".join(
            str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
        )
        if sheet.title != "台账" and any(word in text for word in ("辍学人数", "巩固率", "净辍学")):
            assert "登记口径" in text, sheet.title
            assert "调查口径压力情景" in text, sheet.title
