"""One field of a table: what is accepted, what is refused and with which words."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.base.declaration import LARGEST_INT, Column, Fill, Table
from sim.base.errors import Say, UserError
from sim.base.fields import parse_field, span_text

MEANING = Say("a thing", "某物")


def column(type_: str, **rest) -> Column:
    return Column("c", type_, MEANING, **rest)


KIND = column(
    "code", codes={"town": Say("town", "镇"), "village": Say("village", "村")}, synonyms={"集镇": "town"}
)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("12", column("int"), 12),
        (" -3 ", column("int"), -3),
        ("0.5", column("float"), 0.5),
        ("7", column("float"), 7.0),
        ("1e-3", column("float"), 0.001),
        (".5", column("float"), 0.5),
        ("2017-09-01", column("date"), datetime.date(2017, 9, 1)),
        ("town", KIND, "town"),
        ("镇", KIND, "town"),
        ("集镇", KIND, "town"),
        ("  东昌 区 ", column("text"), "东昌 区"),
        ("", column("int", required=False), None),
        ("1", column("int", low=1, high=1), 1),
    ],
)
def test_accepted(text, declared, expected):
    value = parse_field(text, declared, "f:2:c")
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "declared", "what"),
    [
        ("", column("int"), "missing value"),
        ("   ", column("text"), "missing value"),
        ("1.0", column("int"), "not a whole number"),
        ("1,234", column("int"), "not a whole number"),
        ("1_000", column("int"), "not a whole number"),
        ("１２", column("int"), "not a whole number"),
        ("12人", column("int"), "not a whole number"),
        (str(LARGEST_INT + 1), column("int"), "not a whole number"),
        ("nan", column("float"), "not a number"),
        ("inf", column("float"), "not a number"),
        ("1e999", column("float"), "not a number"),
        ("0x10", column("float"), "not a number"),
        ("50%", column("float"), "not a number"),
        ("2017-02-30", column("date"), "not a date"),
        ("9/1/2017", column("date"), "not a date"),
        ("20170901", column("date"), "not a date"),
        ("Town", KIND, "not one of the codes"),
        ("-1", column("int", low=0), "value out of bounds"),
        ("1.01", column("float", low=0, high=1), "value out of bounds"),
    ],
)
def test_refused(text, declared, what):
    with pytest.raises(UserError) as caught:
        parse_field(text, declared, "f:2:c")
    assert caught.value.what.en == what
    assert caught.value.where == "f:2:c"
    assert caught.value.remedy is not None


def test_a_slip_in_a_code_names_the_nearest():
    with pytest.raises(UserError) as caught:
        parse_field("vilage", KIND, "f:2:c")
    assert caught.value.remedy.en == "did you mean village?"
    assert "town（镇）、village（村）" in caught.value.text("zh")


def test_bounds_and_unit_are_named():
    declared = column("float", low=0, high=1, unit="share")
    assert span_text(declared) == "0..1"
    with pytest.raises(UserError) as caught:
        parse_field("2", declared, "f:2:c")
    assert caught.value.rule.en == "c lies in 0..1 (share)"


@given(st.integers(-LARGEST_INT, LARGEST_INT))
def test_every_whole_number_comes_back(number):
    assert parse_field(str(number), column("int"), "") == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_comes_back(number):
    assert parse_field(repr(number), column("float"), "") == number


@given(st.text(max_size=12))
def test_any_text_is_a_value_or_a_user_error(text):
    for type_ in ("int", "float", "date", "text"):
        message = ""
        try:
            parse_field(text, column(type_), "f:1:c")
        except UserError as error:
            message = error.text("zh")
        assert not message or message.startswith("错误：f:1:c：")


@pytest.mark.parametrize(
    "wrong",
    [{"type": "number"}, {"type": "code"}, {"type": "int", "codes": {"a": MEANING}},
     {"type": "int", "otherwise": Fill("assumed", MEANING)}],
)  # fmt: skip
def test_a_declaration_that_contradicts_itself(wrong):
    with pytest.raises(ValueError, match="column c"):
        Column("c", meaning=MEANING, **wrong)


def test_a_table_knows_its_file_key_and_columns():
    table = Table("t", MEANING, (column("int", key=True), Column("d", "text", MEANING)))
    assert (table.file, table.key, table.column("d").type) == ("t.csv", ("c",), "text")


@pytest.mark.parametrize(
    ("text", "declared", "remedy"),
    [
        ("48%", column("float", unit="share", low=0, high=1), "write the share, not per cent: 0.48"),
        ("-1.2％", column("float", unit="per year"), "write the share, not per cent: -0.012"),
        ("48", column("float", unit="share", low=0, high=1), "write the share, not per cent: 0.48"),
        ("２０２４", column("int"), "write half-width digits: 0-9"),
        ("2024年", column("int"), "write digits only, without thousands separator or unit"),
    ],
)
def test_the_remedy_follows_what_was_written(text, declared, remedy):
    with pytest.raises(UserError) as caught:
        parse_field(text, declared, "f.csv:2:c")
    assert caught.value.remedy.en == remedy


@pytest.mark.parametrize("text", ["2.20502E+11", "3E+10"])
def test_a_code_that_a_spreadsheet_cut_is_refused(text):
    with pytest.raises(UserError, match="cut the code"):
        parse_field(text, column("text"), "f.csv:2:c")
    assert parse_field("E+1", column("text"), "") == "E+1"
