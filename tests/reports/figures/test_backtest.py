"""Figures of a backtest, from a summary and scores made by hand."""

import matplotlib
import pandas as pd
import pytest
from matplotlib.text import Text

from sim.base.errors import Say
from sim.reports.figures.backtest import Drawn, coverage, draw_backtest, error_by_lead, forecast_and_actual
from sim.reports.figures.style import settings

TITLES = {"model": Say("the model", "模型"), "naive": Say("last year", "上年")}
PUPILS = {"small": (30, 33, 36), "middle": (50, 50, 50), "large": (90, 80, 70), "growing": (20, 40, 45)}


def scores():
    rows = []
    for method in TITLES:
        for lead, years in ((1, (2016, 2017, 2018)), (3, (2018,))):
            for i, year in enumerate(years, start=3 - len(years)):
                units = [("school", unit, pupils[i]) for unit, pupils in PUPILS.items()]
                units.append(("system", "all", sum(pupils[i] for pupils in PUPILS.values())))
                for level, unit, actual in units:
                    told = [actual * f for f in (0.8, 0.9, 1.1, 1.2)] if method == "model" else [None] * 4
                    rows.append(
                        ("town", method, year - lead, year, lead, level, unit, actual * 1.05, *told, actual)
                    )
    names = ["table", "method", "origin", "target_year", "lead", "level", "unit", "forecast"]
    return pd.DataFrame(rows, columns=[*names, "p2_5", "p10", "p90", "p97_5", "actual"]).astype(
        {"p10": float}
    )


def summary(tables=("town",)):
    rows = [
        (
            table,
            method,
            lead,
            level,
            4.0 * lead + k,
            5.0 * lead + k,
            *((52.0, 81.0, 94.0) if k == 0 else (None,) * 3),
        )
        for table in tables
        for k, method in enumerate(TITLES)
        for lead in (1, 3)
        for level in ("school", "school_grade", "system")
    ]
    names = ["table", "method", "lead", "level", "mape", "wape", "cover50", "cover80", "cover95"]
    return pd.DataFrame(rows, columns=names)


@pytest.fixture(autouse=True)
def _style():
    with matplotlib.rc_context(settings()):
        yield


def drawn(lang="en", **more):
    return Drawn(scores(), summary(**more), TITLES, lang)


def panels(figure):
    return [axes for axes in figure.axes if axes.get_visible()]


def titles(figure):
    return [axes.get_title(loc="left").replace("\n", " ") for axes in panels(figure)]


def test_errors_are_drawn_by_lead_with_the_measure_of_each_level():
    school, cells, system = panels(error_by_lead(drawn()))
    lines = {line.get_color(): list(line.get_ydata()) for line in school.lines}
    assert list(lines.values()) == [[5, 13], [4, 12]]  # the model in front
    assert [list(line.get_ydata()) for line in cells.lines] == [[6, 16], [5, 15]]
    assert school.get_ylim()[0] == system.get_ylim()[0] == 0


def test_each_table_has_its_row():
    figure = error_by_lead(drawn(tables=("town", "town (covid)")))
    assert titles(figure)[0].startswith("town: school totals")
    assert titles(figure)[3].startswith("town (covid): school totals")


def test_system_and_three_schools_are_shown_one_and_three_years_ahead():
    figure = forecast_and_actual(drawn())
    assert titles(figure)[:4] == [
        "all schools 1 year ahead",
        "large (largest) 1 year ahead",
        "middle (median) 1 year ahead",
        "growing (growing) 1 year ahead",
    ]
    assert len(panels(figure)) == 8
    actual, forecast = (list(line.get_ydata()) for line in panels(figure)[1].lines)
    assert actual == [90, 80, 70]
    assert forecast == pytest.approx([94.5, 84, 73.5])


def test_the_years_marked_are_whole_ones_even_where_there_is_a_single_one():
    for axes in panels(forecast_and_actual(drawn())):
        years = sorted(set(axes.lines[0].get_xdata()))
        marked = list(axes.get_xticks())
        assert marked
        assert set(marked) <= set(range(years[0], years[-1] + 1))
    one = drawn()
    last = one.scores[one.scores["target_year"] == one.scores["target_year"].max()]
    single = forecast_and_actual(Drawn(last, one.summary, one.titles, "en"))
    assert all(len(axes.get_xticks()) == 1 for axes in panels(single))


def test_coverage_is_drawn_of_methods_with_intervals_only():
    figure = coverage(drawn())
    assert titles(figure) == ["the model: school totals", "the model: grades of schools"]
    _, one, three = panels(figure)[0].lines
    assert list(one.get_ydata()) == list(three.get_ydata()) == [52, 81, 94]
    assert list(one.get_xdata()) == [50, 80, 95]


def test_without_intervals_there_is_no_picture_of_coverage(tmp_path):
    rivals = {"naive": TITLES["naive"]}
    files = draw_backtest(
        scores().query("method == 'naive'"),
        summary().query("method == 'naive'"),
        tmp_path,
        lang="zh",
        titles=rivals,
    )
    assert [path.name for path in files] == [
        f"{name}.{kind}" for name in ("01_error_by_lead", "02_forecast_and_actual") for kind in ("svg", "png")
    ]


def test_figures_of_one_language_speak_it(tmp_path):
    for figure in (draw(drawn("zh")) for draw in (error_by_lead, forecast_and_actual, coverage)):
        words = " ".join(text.get_text() for text in figure.findobj(Text))
        assert "ahead" not in words
        assert "提前" in words
