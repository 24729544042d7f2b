"""`sim backtest-classes` on small tables: files, words and refusals."""

import json

import pandas as pd
import pytest

from sim.cli import main
from tests.calibration.class_rules.hand import by_caps

SCHOOLS = ("--pupils", "g1,g2,g3", "--classes", "c1,c2,c3", "--place", "county")
SINGLE = ("--enrolment", "n", "--class-size", "size", "--cap", "40")


@pytest.fixture(scope="module")
def school_file(tmp_path_factory):
    hand = by_caps([30, 24, 30, 28, 30, 24], grades=3)
    frame = pd.DataFrame({"school_id": hand.schools, "county": list("aabbcc")})
    for grade in range(3):
        frame[f"g{grade + 1}"], frame[f"c{grade + 1}"] = hand.pupils[:, grade], hand.classes[:, grade]
    path = tmp_path_factory.mktemp("tables") / "real.csv"
    frame.to_csv(path, index=False)
    return path


@pytest.fixture
def class_file(tmp_path):
    path = tmp_path / "single.csv"
    path.write_text("n,size\n60,32\n60,28\n20,20\n", encoding="utf-8")
    return path


def test_one_row_a_school(school_file, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["backtest-classes", str(school_file), *SCHOOLS, "--out", str(out), "--lang", "zh"]) == 0
    printed = capsys.readouterr().out
    assert "6 所学校" in printed
    assert (out / "class_rules.png").stat().st_size > 10_000
    scores = pd.read_csv(out / "scores.csv")
    assert len(scores) == 18
    summary = pd.read_csv(out / "summary.csv")
    assert set(summary["cross_validation"]) == {"school", "county"}
    assert pd.read_csv(out / "caps.csv")["place"].tolist()[1:] == ["a", "b", "c"]
    assert "6 schools" in (out / "summary_en.md").read_text(encoding="utf-8")
    made = json.loads((out / "backtest.json").read_text(encoding="utf-8"))
    assert made["pupils"] == ["g1", "g2", "g3"]
    assert made["table"] == "real"


def test_the_same_again_is_the_same(school_file, tmp_path):
    outs = [tmp_path / name for name in ("one", "two")]
    for out in outs:
        assert main(["backtest-classes", str(school_file), *SCHOOLS, "--out", str(out), "--lang", "en"]) == 0
    for name in ("scores.csv", "summary.csv", "caps.csv", "class_rules.png", "class_rules.svg"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()


def test_one_row_a_class(class_file, tmp_path, capsys):
    out = tmp_path / "out"
    assert (
        main(
            [
                "backtest-classes",
                str(class_file),
                *SINGLE,
                "--keep",
                "size>20",
                "--out",
                str(out),
                "--lang",
                "en",
            ]
        )
        == 0
    )
    printed = capsys.readouterr()
    assert "Of 2 classes, the mean size is 30.00 pupils" in printed.out
    assert "1 rows do not meet --keep" in printed.err
    assert pd.read_csv(out / "scores.csv")["predicted_size"].tolist() == [30, 30]
    assert (out / "class_rules.svg").is_file()


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--pupils", "g1"),
        ("--enrolment", "n", "--cap", "40"),
        (*SCHOOLS, "--cap", "40"),
        (*SINGLE, "--seed", "2"),
    ],
)
def test_options_that_tell_no_kind_of_table_are_refused(school_file, tmp_path, capsys, options):
    assert (
        main(["backtest-classes", str(school_file), *options, "--out", str(tmp_path / "out"), "--lang", "en"])
        == 2
    )
    assert "do not tell one kind of table" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_other_things_is_not_touched(class_file, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main(["backtest-classes", str(class_file), *SINGLE, "--out", str(out), "--lang", "en"]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]
