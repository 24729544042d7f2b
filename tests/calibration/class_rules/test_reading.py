"""Tables of classes as users write them, right and wrong."""

import pandas as pd
import pytest

from sim.base.errors import UserError
from sim.calibration.class_rules.reading import read_class_table

PUPILS, CLASSES = ("g1", "g2"), ("c1", "c2")
HEADER = "school_id,county,g1,g2,c1,c2"


def write(tmp_path, *rows, header=HEADER):
    path = tmp_path / "classes.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def read(path, **options):
    return read_class_table(path, PUPILS, CLASSES, **options)


def refused(path, **options):
    with pytest.raises(UserError) as error:
        read(path, **options)
    assert error.value.text("zh") != error.value.text("en")
    return error.value.text("en")


def test_a_table_is_read(tmp_path):
    table, said = read(write(tmp_path, "01,甲县,30,25,2,1", "02,乙县,0,12,0,1"), places=("county",))
    assert said == []
    assert table.name == "classes"
    assert table.schools == ("01", "02")
    assert table.grades == PUPILS
    assert table.pupils.tolist() == [[30, 25], [0, 12]]
    assert table.classes.tolist() == [[2, 1], [0, 1]]
    assert table.places == {"county": ("甲县", "乙县")}
    assert table.judged.tolist() == [[True, True], [False, True]]


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_other_kinds_of_file(tmp_path, ending):
    frame = pd.DataFrame(
        {"school_id": ["01", "02"], "g1": [30, 31], "g2": [25, 26], "c1": [2, 2], "c2": [1, 1]}
    )
    path = tmp_path / f"classes.{ending}"
    frame.to_excel(path, index=False) if ending == "xlsx" else frame.to_parquet(path)
    assert read(path)[0].pupils.tolist() == [[30, 25], [31, 26]]


def test_other_name_of_the_school_and_a_mark(tmp_path):
    path = write(tmp_path, "01,a,*,25,2,1", header="BEDS,county,g1,g2,c1,c2")
    table, said = read(path, columns={"school_id": "BEDS"}, suppressed=("*",))
    assert table.told.tolist() == [[False, True]]
    assert "1 grades tell only one of pupils and classes" in said[0].en


def test_what_is_not_judged_is_said(tmp_path):
    table, said = read(write(tmp_path, "01,a,0,25,2,1", "02,a,,25,,1", "03,a,12,,1,1"))
    assert table.judged.tolist() == [[False, True], [False, True], [True, False]]
    assert [note.en.split(":")[0] for note in said] == [
        "1 grades with classes but without pupils are not judged",
        "1 grades tell only one of pupils and classes and are not judged",
    ]
    assert "学校 01" in said[0].zh


def test_a_grade_without_a_class_of_its_own_is_judged(tmp_path):
    table, said = read(write(tmp_path, "01,a,6,5,1,0"))
    assert table.judged.all()
    assert said == []


def test_mistakes_of_the_file_are_told_with_their_place(tmp_path):
    assert "missing column" in refused(write(tmp_path, "01,30,2", header="school_id,g1,c1"))
    assert "classes.csv:3:g2" in refused(write(tmp_path, "01,a,30,25,2,1", "02,a,30,many,2,1"))
    assert "not a whole number" in refused(write(tmp_path, "01,a,30,25.5,2,1"))
    assert "out of bounds" in refused(write(tmp_path, "01,a,-3,25,2,1"))
    assert "duplicate key" in refused(write(tmp_path, "01,a,30,25,2,1", "01,a,31,25,2,1"))
    assert "--suppressed" in refused(write(tmp_path, "01,a,*,25,2,1"))
    assert "unknown column" in refused(write(tmp_path, "01,a,1,2,1,1"), columns={"school_id": "nr"})
    assert "the file cannot be read" in refused(tmp_path / "none.csv")


def test_more_classes_than_pupils(tmp_path):
    text = refused(write(tmp_path, "01,a,30,25,2,1", "02,a,3,25,30,1"))
    assert "classes.csv:3:c1" in text
    assert "30 classes, 3 pupils" in text


def test_pupils_without_any_class(tmp_path):
    text = refused(write(tmp_path, "01,a,30,25,0,0"))
    assert "classes.csv:2:c1" in text
    assert "55 pupils, 0 classes" in text
    assert read(write(tmp_path, "01,a,30,25,,", "02,a,9,9,1,1"))[0].judged.tolist() == [
        [False] * 2,
        [True] * 2,
    ]


def test_all_zeros(tmp_path):
    assert "no grade has both" in refused(write(tmp_path, "01,a,0,0,0,0", "02,a,0,0,0,0"))


@pytest.mark.parametrize(
    ("pupils", "classes"),
    [(("g1", "g2"), ("c1",)), ((), ()), (("g1", "g1"), ("c1", "c2")), (("g1",), ("g1",))],
)
def test_lists_that_do_not_go_together(tmp_path, pupils, classes):
    with pytest.raises(UserError) as error:
        read_class_table(write(tmp_path, "01,a,30,25,2,1"), pupils, classes)
    assert "do not go together" in error.value.text("en")
