"""Strict reading: encodings, lines counted as an editor counts them, every mistake at once."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.declaration import Column, Table
from sim.base.decoding import decode_text
from sim.base.errors import Say, UserError, UserErrors
from sim.base.fields import EMPTY
from sim.base.reading import read_table, read_text

ONE = Say("one school", "一所学校")
SCHOOLS = Table(
    "schools",
    ONE,
    (
        Column("code", "text", Say("code", "代码"), key=True, aliases=("代码",)),
        Column("grade", "int", Say("grade", "年级"), low=1, high=9, key=True, aliases=("年级",)),
        Column(
            "pupils", "int", Say("pupils", "学生数"), unit="pupils", low=0, aliases=("学生数", "在校生数")
        ),
        Column("note", "text", Say("remark", "备注"), required=False, aliases=("备注",)),
    ),
)


def mistakes(text: str) -> list[UserError]:
    with pytest.raises(UserErrors) as caught:
        read_text(text, SCHOOLS, "schools.csv")
    return list(caught.value.errors)


def only(text: str) -> UserError:
    (error,) = mistakes(text)
    return error


def test_values_lines_and_missing_optional_column():
    read = read_text("pupils,code,grade\n3,a,1\n\n , ,\n4,b,2\n", SCHOOLS, "schools.csv")
    assert read.columns == {"code": ["a", "b"], "grade": [1, 2], "pupils": [3, 4], "note": [None, None]}
    assert read.lines == [2, 5]
    assert read.where(1, "pupils") == "schools.csv:5:pupils"


def test_a_quoted_line_break_does_not_shift_the_lines():
    text = 'code,grade,pupils,note\na,1,3,"two\nlines, and a ""word"""\nb,2,x,\n'
    assert only(text).where == "schools.csv:4:pupils"


def test_windows_and_old_line_ends():
    for end in ("\r\n", "\r"):
        read = read_text(end.join(["code,grade,pupils", "a,1,3", "b,2,4"]), SCHOOLS, "f")
        assert read.columns["pupils"] == [3, 4]
        assert read.lines == [2, 3]


def test_chinese_headers():
    read = read_text("代码,年级,在校生数\na,1,3\n", SCHOOLS, "f")
    assert read.columns["pupils"] == [3]


@pytest.mark.parametrize("text", ["", "\n\n", " , \n"])
def test_empty_file(text):
    error = only(text)
    assert error.what.en == "the file is empty"
    assert "code, grade, pupils, note" in error.rule.en


def test_empty_table():
    error = only("code,grade,pupils\n\n")
    assert (error.what.en, error.where) == ("the table has no rows", "schools.csv:2:code")


def test_too_few_and_too_many_fields():
    few, many = mistakes("code,grade,pupils\na,1\nb,1,2,3\n")
    assert (few.what.en, few.where) == ("too few fields", "schools.csv:2:pupils")
    assert (many.what.en, many.where, many.value) == ("too many fields", "schools.csv:3:4", "4")


def test_unknown_column_lists_the_valid_ones_and_the_nearest():
    unknown, missing = mistakes("code,grade,pupil\na,1,2\n")
    assert unknown.where == "schools.csv:1:pupil"
    assert unknown.rule.en == "columns of schools: code, grade, pupils, note"
    assert unknown.remedy.en == "did you mean pupils?"
    assert (missing.what.en, missing.where) == ("missing column", "schools.csv:1:pupils")
    assert mistakes("代码,年级,学生\na,1,2\n")[0].remedy.en == "did you mean pupils?"


def test_a_column_named_twice_also_under_an_alias():
    assert only("code,grade,pupils,学生数\na,1,2,2\n").what.en == "the column stands twice"


def test_a_header_without_name():
    assert mistakes("code,,grade,pupils\na,,1,2\n")[0].value == EMPTY


def test_blank_columns_behind_the_last_name_hold_nothing():
    read = read_text("code,grade,pupils,,\na,1,2,,\nb,1,2\n,,,,\n", SCHOOLS, "schools.csv")
    assert read.columns["code"] == ["a", "b"]
    assert only("code,grade,pupils,,\na,1,2,,9\n").what.en == "too many fields"
    assert only("code,grade,pupils,,\na,1\n").what.en == "too few fields"
    assert only("code,grade,pupils\na,1,2,\n").what.en == "too many fields"


@pytest.mark.parametrize(
    ("mark", "words"), [("\t", "a tab"), (";", "a semicolon"), ("，", "a Chinese comma")]
)
def test_fields_separated_by_another_mark_are_one_mistake(mark, words):
    error = only("code,grade,pupils\na,1,2\n".replace(",", mark))
    assert error.what.en == "the fields are not separated by commas"
    assert words in error.rule.en


def test_columns_are_listed_with_their_chinese_names():
    assert "pupils（学生数）" in mistakes("code,grade,xyz\na,1,2\n")[0].rule.zh
    assert "值：（无此列）" in mistakes("code,grade\na,1\n")[0].text("zh")


def test_duplicate_key_names_both_lines():
    error = only("code,grade,pupils\na,1,3\na,2,3\na,1,9\n")
    assert (error.where, error.value) == ("schools.csv:4:code", "a, 1")
    assert "line 2" in error.rule.en


def test_all_mistakes_at_once():
    errors = mistakes("code,grade,pupils\na,0,3\n,1,-3\nc,2,many\n")
    assert [error.where.split(":", 1)[1] for error in errors] == ["2:grade", "3:code", "3:pupils", "4:pupils"]


def test_quotes_that_do_not_close():
    error = only('code,grade,pupils,note\na,1,3,ok\nb,1,3,"open\nc,1,3,\n')
    assert (error.what.en, error.where) == ("the quotes of this row do not close", "schools.csv:3:1")


def test_a_missing_file(tmp_path):
    with pytest.raises(UserErrors) as caught:
        read_table(tmp_path / "schools.csv", SCHOOLS)
    assert caught.value.what.en == "the file cannot be read"


CHINESE = "代码,年级,学生数,备注\n东昌区实验小学,1,45,𠮷\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_same_table_in_every_encoding(encoding, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_bytes(CHINESE.encode(encoding))
    assert read_table(path, SCHOOLS).columns["note"] == ["𠮷"]


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"code\n\xff\xfe\xff", "f:2:1"),
        ("a,b\n学校,".encode() + b"\xff", "f:2:2"),
        (codecs.BOM_UTF8 + "通化县".encode("gbk"), "f:1:1"),
        ("学校".encode("utf-16"), "f:1:1"),
        (b"PK\x03\x04\x00\x00", "f:1:1"),
    ],
)
def test_bytes_that_are_no_text(data, where):
    with pytest.raises(UserError) as caught:
        decode_text(data, "f")
    assert caught.value.where == where
    assert "UTF-8" in caught.value.text("zh")


def outcome(data: bytes) -> str:
    """Return the message of the user's mistakes, or nothing where the bytes are a table."""
    try:
        read_text(decode_text(data, "f"), SCHOOLS, "f")
    except UserError as error:
        return error.text("en")
    return ""


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_a_user_error(data):
    message = outcome(data)
    assert not message or message.startswith("error: f:")


@given(st.text(alphabet='a1,"\n\r 码', max_size=40))
def test_any_text_is_a_table_or_a_user_error(text):
    message = outcome(("code,grade,pupils,note\n" + text).encode())
    assert not message or message.startswith("error: f:")
