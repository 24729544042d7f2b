"""Lines of text, labels of years, scenarios' lines."""

import matplotlib
import numpy as np
import pytest

from sim.reports.figures.lines import year_step
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import OTHERS, line_of, settings, shades

SENTENCE = (
    "缺口：在校生超出核定学位之数；富余：核定学位超出在校生之数；分县计算、“分别相加”，不相抵（P10–P90）。"
)


@pytest.fixture
def sheet():
    with matplotlib.rc_context(settings()):
        yield Sheet("题")


@pytest.mark.parametrize("width", [2.2, 2.7, 4.1, 9.0])
def test_chinese_lines_keep_their_width_and_punctuation(sheet, width):
    lines = sheet.wrapped(SENTENCE, width).split("\n")
    assert "".join(lines) == SENTENCE
    assert len(lines) > 1
    assert max(sheet._wide(line, 8.0) for line in lines) <= width / 2.54 * 300
    assert {line[0] for line in lines}.isdisjoint("：；、，。）”")
    assert {line[-1] for line in lines}.isdisjoint("“（")


def test_english_lines_break_between_words(sheet):
    text = "Moves from the census of the year before to that of the year shown."
    lines = sheet.wrapped(text, 3.0).split("\n")
    assert " ".join(lines) == text
    assert len(lines) == 3 or len(lines) == 4


def test_a_word_wider_than_the_line_stands_alone(sheet):
    assert sheet.wrapped("a abcdefghijklmnopqrstuvwxyz b", 1.0) == "a\nabcdefghijklmnopqrstuvwxyz\nb"


@pytest.mark.parametrize(
    ("n_years", "width", "step"),
    [
        (19, 6.5, 3),
        (19, 3.8, 6),
        (19, 14.5, 2),
        (1, 3.0, 1),
        (2, 3.0, 1),
        (4, 6.5, 1),
        (14, 3.0, 5),
        (31, 14.5, 3),
    ],
)
def test_years_are_labelled_as_densely_as_fits(n_years, width, step):
    assert year_step(range(2017, 2017 + n_years), width) == step


def test_lines_of_scenarios_differ_in_colour_dash_and_mark():
    lines = [line_of(place) for place in range(7)]
    for what in ("colour", "marker"):
        assert len({getattr(line, what) for line in lines}) == 7
    assert len({str(line.dash) for line in OTHERS}) == 6
    assert len({(line.colour, str(line.dash), line.marker) for line in map(line_of, range(37))}) == 37


def test_shades_are_told_apart_in_grey_print():
    # Lightness as a grey printer makes it (Rec. 601 weights): each step darker than the last.
    grey = np.array(shades(10))[:, :3] @ (0.299, 0.587, 0.114)
    assert (np.diff(grey) < -0.04).all()
