"""Tables of one row a class, by hand."""

import numpy as np
import pytest

from sim.base.errors import UserError
from sim.calibration.class_rules.single_classes import (
    parse_keep,
    predicted_size,
    read_single_classes,
    scores_of_sizes,
    summary_of_sizes,
)
from sim.calibration.class_rules.words import about_sizes


def write(tmp_path, *rows):
    path = tmp_path / "single.csv"
    path.write_text("\n".join(["school,n,size,kind", *rows]) + "\n", encoding="utf-8")
    return path


def refused(*given):
    with pytest.raises(UserError) as error:
        read_single_classes(*given)
    return error.value.text("en")


def test_predicted_size_is_the_formula_of_the_paper_exactly():
    n = np.arange(1, 501)
    for cap in (25, 40, 45):
        assert (predicted_size(n, cap) == n / (np.floor((n - 1) / cap) + 1)).all()
    assert predicted_size(np.array([40, 41, 80, 81]), 40).tolist() == [40, 20.5, 40, 27]


def test_rows_are_kept_by_every_condition(tmp_path):
    path = write(tmp_path, "a,60,30,1", "a,60,29,1", "b,50,,1", "c,35,35,2", "d,35,35,", "e,80,40,1")
    keep = [parse_keep("kind==1"), parse_keep("size < 40")]
    classes, said = read_single_classes(path, "n", "size", keep)
    assert classes["size"].tolist() == [30, 29]
    assert classes["enrolment"].tolist() == [60, 60]
    assert said[0].en == "4 rows do not meet --keep and are left out"


@pytest.mark.parametrize(
    ("text", "value", "held"),
    [("a<3", "2.5", True), ("a<3", "3", False), ("a<=3", "3", True), ("a>=-1", "-1", True), ("a!=2", "2", False),
     ("a=2", "2.0", True), ("a>1", "", False), ("a!=2", "word", False), ("a!=2", "nan", False)],
)  # fmt: skip
def test_conditions(text, value, held):
    assert parse_keep(text).holds(value) is held


@pytest.mark.parametrize("text", ["", "size", "size<", "size<small", "<3", "size~3"])
def test_other_conditions_are_refused(text):
    with pytest.raises(UserError) as error:
        parse_keep(text)
    assert "--keep" in error.value.text("en")


def test_summary_by_hand(tmp_path):
    # 60 pupils: two of 30 predicted, classes of 32 and 28; 30 pupils: one of 30, a class of 30; 90: three of 30
    classes, _ = read_single_classes(write(tmp_path, "a,60,32,1", "a,60,28,1", "b,20,20,1"), "n", "size")
    scores = scores_of_sizes("single", classes, 40)
    assert scores["predicted_size"].tolist() == [30, 30, 20]
    row = summary_of_sizes(scores, 40).iloc[0]
    assert row["n"] == 3
    assert row["mean_size"] == pytest.approx(80 / 3)
    assert row["mean_predicted"] == pytest.approx(80 / 3)
    assert row["mean_error"] == pytest.approx(0)
    assert row["rmse"] == pytest.approx(np.sqrt(8 / 3))
    # deviations from the means: actual 16/3 4/3 -20/3, predicted 10/3 10/3 -20/3
    expected = (16 * 10 + 4 * 10 + 400) / np.sqrt((256 + 16 + 400) * 600)
    assert row["correlation"] == pytest.approx(expected)


def test_one_class_has_no_correlation(tmp_path):
    classes, _ = read_single_classes(write(tmp_path, "a,60,32,1"), "n", "size")
    summary = summary_of_sizes(scores_of_sizes("single", classes, 40), 40)
    assert np.isnan(summary["correlation"].iloc[0])
    assert "nan" not in about_sizes(summary).en + about_sizes(summary).zh


def test_a_class_larger_than_its_grade_is_said_and_exchanged_columns_are_refused(tmp_path):
    path = write(tmp_path, "a,60,30,1", "b,30,31,1", "c,90,30,1")
    assert "1 classes are larger than their grade" in read_single_classes(path, "n", "size")[1][0].en
    assert "exchanged" in refused(path, "size", "n")


def test_mistakes_are_told(tmp_path):
    path = write(tmp_path, "a,60,thirty,1")
    assert "single.csv:2:size" in refused(path, "n", "size")
    assert "missing column" in refused(path, "pupils", "size")
    assert "unknown column in --keep" in refused(path, "n", "size", [parse_keep("knd==1")])
    assert "no class is left" in refused(path, "n", "size", [parse_keep("kind==2")])
    assert "out of bounds" in refused(write(tmp_path, "a,60,0,1"), "n", "size")
