"""The workbook of a real batch: the small county of three schools, nine years."""

from pathlib import Path

import pytest

from sim.cli import main
from sim.reports.workbook.explain import explain
from tests.reports.workbook.hand import ReadBack

SMALL = Path(__file__).parents[2] / "data" / "small"
BATCH = """
name: small
scenarios: [{folder}/do_nothing.yaml, {folder}/cap.yaml]
draws: 2
seeds: 1
years: [2017, 2025]
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "batch.yaml").write_text(BATCH.format(folder=SMALL.as_posix()), encoding="utf-8")
    batch = [
        "batch",
        str(folder / "batch.yaml"),
        "--out",
        str(folder / "out"),
        "--workers",
        "1",
        "--lang",
        "en",
    ]
    assert main(batch) == 0
    assert main(["report", str(folder / "out"), "--lang", "zh"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def path(real):
    return real / "report/tables.xlsx"


def test_status_tables_tie(path):
    overview, schools, sizes, ages = (ReadBack(path, f"表{number}") for number in (1, 2, 3, 4))
    total = overview.row(城乡="合计", 学段="合计")
    own = schools.data[schools.data["标识码"] != "—"]
    assert len(own) == total["学校数"] + total["教学点"]
    assert own["在校生数"].sum() == total["在校生/数值"] > 0
    assert own["班级数"].sum() == total["教学班/数值"]
    bands = [name for name in sizes.headers if name.startswith("按班额分")]
    assert (sizes.data[bands].sum(axis=1) == sizes.data["教学班"]).all()
    assert sizes.row(年级="合计")["教学班"] == total["教学班/数值"]
    by_age = [name for name in ages.headers if name.startswith("按9月1日周岁分")]
    assert (ages.data[by_age].sum(axis=1) == ages.data["在校生"]).all()
    assert ages.row(年级="合计")["在校生"] == total["在校生/数值"]


def test_births_of_the_run_enter_six_years_later(path):
    told = ReadBack(path, "表5").data
    run = told[told["年份口径"] == "学年"]
    assert set(run[run["户籍/常住出生"] == "常住"]["年份"]) == {2018, 2019}
    assert (told["六岁入学年"] == told["年份"] + 6).all()
    assert not (run["出生人口/P50"] == 0).any()


def test_seats_balance_to_the_pupil(path):
    rows = ReadBack(path, "表7").data
    places = rows[(rows["片区"] != "合计") & (rows["学段"] != "合计")]
    gap = places["缺口+/富余−，P50/缺口+"] + places["缺口+/富余−，P50/富余−"]
    assert gap.to_numpy() == pytest.approx(
        (places["需求P50"] - places["现有学位P50"]).to_numpy()
    )  # of two runs


@pytest.mark.parametrize("cell", ["表1!H11", "表5!K9", "表6!K12", "表7!H20", "表9!K30"])
def test_a_cell_is_explained(real, cell):
    told = explain(real, cell, base="do_nothing", lang="zh")
    assert told.from_records == pytest.approx(told.value)
    assert told.aggregate == pytest.approx(told.run_value)
    assert sum(len(part.rows) for part in told.parts) > 0
