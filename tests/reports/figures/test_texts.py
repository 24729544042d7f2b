"""Every text of every figure: it has a glyph, it is in the language asked for, and nothing hides or cuts it."""

import re
from itertools import combinations

import pytest
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont

from sim.reports.figures.draw import DRAWINGS
from sim.reports.figures.font import font_file
from sim.reports.figures.style import CM, DPI, WIDTH
from tests.reports.figures.batches import drawn, long_batch, results_of, texts

NAMES = [one.name for one in DRAWINGS]
CHINESE = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
PLACES = {"甲县", "乙县"}
BATCH = "by hand"


@pytest.fixture(scope="module")
def glyphs() -> set[int]:
    return set(TTFont(font_file()).getBestCmap())


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return results_of(long_batch(tmp_path_factory.mktemp("long") / "out"))


@pytest.fixture(
    scope="module",
    params=[(name, lang) for name in NAMES for lang in ("zh", "en")],
    ids=lambda p: "-".join(p),
)
def figure(request, results):
    name, lang = request.param
    made = drawn(results, name, lang)
    made.language = lang
    made.renderer = FigureCanvasAgg(made).get_renderer()
    made.draw(made.renderer)
    return made


def without_glyph(figure: Figure, glyphs: set[int]) -> list[str]:
    """Return the characters of a figure that its font lacks."""
    return sorted(
        {c for text in texts(figure) for c in text.get_text() if c != "\n" and ord(c) not in glyphs}
    )


def test_every_character_has_a_glyph(figure, glyphs):
    assert without_glyph(figure, glyphs) == []
    assert len(list(texts(figure))) > 10


def test_every_text_is_in_the_font_of_the_package(figure):
    assert {str(findfont(text.get_fontproperties())) for text in texts(figure)} == {str(font_file())}


@pytest.mark.parametrize("place", ["title", "tick", "legend", "note", "annotation"])
def test_a_character_without_a_glyph_is_found_wherever_it_stands(glyphs, place):
    figure = Figure()
    axes = figure.subplots()
    axes.plot([0, 1], label="\u0e01" if place == "legend" else "线")
    axes.legend()
    axes.set_title("\u0e01" if place == "title" else "题")
    axes.set_xticks([0], ["\u0e01" if place == "tick" else "零"])
    figure.text(0, 0, "\u0e01" if place == "note" else "注")
    axes.annotate("\u0e01" if place == "annotation" else "标", (0, 0))
    assert without_glyph(figure, glyphs) == ["\u0e01"]


def test_texts_are_in_the_language_asked_for(figure):
    for text in (one.get_text() for one in texts(figure)):
        if figure.language == "en":
            assert not CHINESE.search(text) or text in PLACES
        else:
            assert set(LATIN_WORD.findall(text.replace(BATCH, ""))) <= set()


def test_texts_lie_within_the_figure(figure):
    width, height = figure.bbox.width, figure.bbox.height
    for text in texts(figure):
        box = text.get_window_extent(figure.renderer)
        assert box.x0 >= -0.5, text.get_text()
        assert box.y0 >= -0.5, text.get_text()
        assert box.x1 <= width + 0.5, text.get_text()
        assert box.y1 <= height + 0.5, text.get_text()


def test_no_text_stands_on_another(figure):
    boxes = [(text.get_text(), text.get_window_extent(figure.renderer)) for text in texts(figure)]
    over = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    assert over == []


def test_figures_have_the_printed_width_and_fit_a_page(figure):
    assert figure.get_size_inches()[0] == pytest.approx(WIDTH * CM)
    assert figure.get_size_inches()[1] / CM < 24.7  # cm between the margins of A4
    assert figure.dpi == DPI


def test_type_is_large_enough_to_read(figure):
    assert min(text.get_fontsize() for text in texts(figure)) >= 8
