"""`sim levers --effects`: one line by hand in both languages, as CSV, and over the whole catalogue."""

import csv
import io
from dataclasses import replace

import pytest

from sim.app import lever_effects
from sim.cli import main
from sim.kernels.numbers import NUMBERS
from sim.policies import catalogue
from sim.policies.effects import COLUMNS, Effect

LARGE = Effect(
    "class_size_cap", "n_large_local", "classes", -1, "", "tonghua", 2017, 2021, 6,
    1234.4, -567.2, -600.0, -534.4, -570.0,
)  # fmt: skip
ZERO = Effect(
    "senior_posts_rural", "n_quit", "persons", 0, "", "tonghua", 2017, 2021, 6, 400.5, 0.0, 0.0, 0.0, 0.0
)  # fmt: skip
BESIDE = replace(LARGE, lever="capital_budget", column="seats_rated", unit="seats", beside="planning_basis")


@pytest.fixture
def three(monkeypatch):
    monkeypatch.setattr(lever_effects, "read_effects", lambda: [LARGE, ZERO, BESIDE])


def told(capsys, *asked: str) -> str:
    assert main(list(asked)) == 0
    return capsys.readouterr().out


def squeezed(line: str) -> str:
    return " ".join(line.split())


def test_numbers_are_told_with_unit_interval_and_what_they_are(three, capsys):
    said = told(capsys, "--lang", "en", "levers", "--effects").splitlines()
    assert "2017 to 2021" in said[0]
    assert "6 seeds" in said[0]
    assert said[0].endswith("dropout: register figures.")
    assert said[1].split()[:2] == ["lever", "record"]
    assert (
        squeezed(said[2])
        == "class_size_cap n_large_local classes 1,234 -567 -600 .. -534 -45.9% falls Tonghua"
    )
    assert squeezed(said[3]) == "senior_posts_rural n_quit persons 400 0 0 .. 0 +0.0% stated zero Tonghua"
    assert said[5] == "senior_posts_rural, n_quit: no effect of titles on quitting is known"
    assert said[6] == "capital_budget: planning_basis in both runs"


def test_all_of_it_is_told_in_chinese(three, capsys):
    said = told(capsys, "--lang", "zh", "levers", "--effects").splitlines()
    assert "随机条件相同" in said[0]
    assert said[0].endswith("辍学口径：登记口径。")
    assert squeezed(said[1]) == "措施 记录内容 单位 无措施 平均差 95%区间 占无措施 说明方向 测量地点"
    assert squeezed(said[2]).startswith("class_size_cap 本地口径大班额 个班 1,234")
    assert said[2].endswith("下降      通化")
    assert "说明为零" in said[3]
    assert said[5] == "senior_posts_rural, n_quit: 职称对离职的影响无证据"


def test_one_lever_is_told_alone(three, capsys):
    said = told(capsys, "--lang", "en", "levers", "senior_posts_rural", "--effects")
    assert "senior_posts_rural" in said
    assert "class_size_cap" not in said


def test_the_csv_has_every_digit_and_both_languages(three, capsys):
    rows = list(csv.DictReader(io.StringIO(told(capsys, "levers", "--effects", "--csv"))))
    assert tuple(rows[0])[: len(COLUMNS)] == COLUMNS
    assert (rows[0]["base"], rows[0]["difference"]) == ("1234.4", "-567.2")
    assert rows[0]["meaning_zh"] == "本地口径大班额"
    assert rows[1]["why_zh"] == "职称对离职的影响无证据"
    assert rows[2]["beside"] == "planning_basis"


def test_every_lever_has_a_line(capsys):
    rows = list(csv.DictReader(io.StringIO(told(capsys, "levers", "--effects", "--csv"))))
    assert {row["lever"] for row in rows} == set(catalogue())


def test_an_unknown_lever_is_a_mistake(capsys):
    assert main(["--lang", "en", "levers", "class_size_cup", "--effects"]) == 2
    assert "did you mean class_size_cap?" in capsys.readouterr().err


def test_a_lever_tells_what_it_leaves_alone_and_what_it_counts_for(capsys):
    said = told(capsys, "--lang", "zh", "levers", "school_pairing")
    assert "M6b 大学区、学校联盟、城乡对口帮扶（为台账计数）" in said
    assert "不改变：quality: quality 未给出时为 0" in said


def test_usual_numbers_follow_the_register():
    usual = {one.name: one.value for one in NUMBERS}
    assert usual["is_survey_dropout"] == 0
