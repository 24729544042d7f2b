"""Texts in a terminal: a Chinese character is two columns wide and may stand at the end of a line."""

import pytest

from sim.base.width import display_width, pad, wrap


def test_width_and_padding():
    assert display_width("县 ab") == 5
    assert pad("县", 4) == "县  "
    assert pad("abcdef", 4) == "abcdef"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two three", ["one two", "  three"]),
        ("一二三四五六", ["一二三四", "  五六"]),
        ("一二三四，五六", ["一二三", "  四，五", "  六"]),
        ("  in front", ["  in", "  front"]),
        ("a-word-longer-than-a-line b", ["a-word-longer-than-a-line", "  b"]),
    ],
)
def test_wrap(text, lines):
    assert wrap(text, 9, "  ") == lines


@pytest.mark.parametrize("width", [10, 25, 60])
def test_wrapping_loses_nothing(width):
    text = "residents by age，分年龄性别人口之和 (sum) 等于 1,958,046 and so on。"
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line) <= width for line in lines)
