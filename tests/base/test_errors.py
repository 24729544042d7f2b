"""Errors of the user: their text in two languages, their list, their way between processes."""

import pickle

import pytest

from sim.base.errors import SHOWN_AT_MOST, Say, UserError, UserErrors, unknown

WHAT = Say("not a whole number", "不是整数")


def test_all_four_parts_in_english_and_chinese():
    error = UserError(
        WHAT,
        where="births.csv:3:births",
        value="many",
        rule=Say("births is a whole number", "births 为整数"),
        remedy=Say("write digits only", "请只写数字"),
    )
    assert error.text("en") == (
        "error: births.csv:3:births: not a whole number\n"
        "  value:  many\n"
        "  rule:   births is a whole number\n"
        "  remedy: write digits only"
    )
    assert error.text("zh") == (
        "错误：births.csv:3:births：不是整数\n  值：many\n  规则：births 为整数\n  处理：请只写数字"
    )


def test_unknown_parts_are_left_out():
    assert UserError(WHAT).text() == "error: not a whole number"
    assert str(UserError(WHAT, value=0)) == "error: not a whole number\n  value:  0"


def test_a_value_stays_on_one_line():
    assert UserError(WHAT, value="a\nb").text().endswith("value:  a\\nb")
    assert len(UserError(WHAT, value="x" * 1000).text().splitlines()[1]) <= 220


def test_many_errors_are_counted_beyond_the_first_twenty():
    errors = UserErrors(UserError(WHAT, where=f"f.csv:{row}:a") for row in range(2, 30))
    lines = errors.text("en").splitlines()
    assert len(lines) == SHOWN_AT_MOST + 1
    assert lines[-1].startswith("and 8 more errors")
    assert errors.text("zh").splitlines()[-1] == "另有 8 处错误"


def test_lists_stay_flat_and_are_never_empty():
    inner = UserErrors([UserError(WHAT), UserError(WHAT)])
    assert len(UserErrors([inner, UserError(WHAT)]).errors) == 3
    with pytest.raises(ValueError, match="at least one"):
        UserErrors([])


@pytest.mark.parametrize("error", [UserError(WHAT, where="a", value=1), UserErrors([UserError(WHAT)])])
def test_errors_survive_the_way_to_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.text("zh") == error.text("zh")


def test_a_long_table_does_not_hide_the_mistakes_of_the_others():
    long = [UserError(Say("not a number", "不是数"), where=f"a.csv:{line}:n") for line in range(2, 400)]
    other = UserError(Say("unknown county", "未知的县代码"), where="b.csv:2:county_code")
    lines = UserErrors([*long, other]).text("en").splitlines()
    assert lines[0] == "error: a.csv:2:n: not a number"
    assert lines[18:] == [
        "error: a.csv:20:n: not a number",
        "error: b.csv:2:county_code: unknown county",
        "and 379 more errors",
    ]


@pytest.mark.parametrize(
    ("lang", "first"), [("zh_CN.UTF-8", "错误：scenario.yaml：未知的措施"), ("en_US.UTF-8", "error: ")]
)
def test_a_notebook_shows_the_message_in_place_of_a_traceback(lang, first, monkeypatch):
    monkeypatch.setenv("LC_ALL", lang)
    error = unknown(Say("lever", "措施"), "a", ["ab", "c"], "scenario.yaml")
    lines = error._render_traceback_()
    assert lines[0].startswith(first)
    assert len(lines) == 4
    assert "ab" in lines[3]


def test_an_unknown_word_like_no_other():
    error = unknown(Say("lever", "措施"), "xyz", [])
    assert error.text("en") == (
        "error: unknown lever\n  value:  xyz\n  rule:   valid: none\n  remedy: remove it or correct it"
    )
