"""The short text of a comparison."""

import pandas as pd
import pytest

from sim.base.width import display_width
from sim.reports.compare import COLUMNS
from sim.reports.summary import summary_text


def line(indicator, mean, *, zone="all", stage="all", year=2035, scenario="merge", n_pairs=20):
    cell = (scenario, "do_nothing", indicator, "unit", zone, stage, year)
    return (*cell, mean - 2, mean, mean + 2, mean, mean - 1, mean + 1, n_pairs)


def made(*lines):
    return pd.DataFrame(list(lines), columns=list(COLUMNS))


def levels(**by_indicator):
    index = pd.MultiIndex.from_tuples(
        [(name, "all", "all", 2035) for name in by_indicator], names=["indicator", "zone", "stage", "year"]
    )
    return pd.Series(list(by_indicator.values()), index, dtype=float)


def test_the_last_year_sorted_by_what_moved_most():
    frame = made(line("classes", -9.0), line("pupils", 300.0), line("pupils", 900.0, year=2034))
    text = summary_text(frame, "en").splitlines()
    assert text[0] == "School year 2035: scenario minus do_nothing, same draw and seed"
    assert [part.split()[1] for part in text[2:]] == ["pupils", "classes"]
    assert "+300.0  [+299.0, +301.0]  [+298.0, +302.0]" in text[2]
    assert "*" not in "".join(text)


def test_with_the_base_shares_decide():
    frame = made(line("pupils", 300.0), line("classes", -9.0), line("boarders", 4.0))
    text = summary_text(frame, "en", base_levels=levels(pupils=30_000, classes=90, boarders=0)).splitlines()
    assert [part.split()[1] for part in text[2:]] == ["boarders", "classes", "pupils"]
    assert [part.split()[-1] for part in text[2:]] == ["-", "-10.0%", "+1.0%"]


def test_where_gains_and_losses_cancel_the_part_is_shown():
    frame = made(line("pupils", 0.0), line("pupils", 5.0, zone="town"), line("pupils", -5.0, zone="village"))
    body = summary_text(frame, "en").splitlines()[2:]
    assert len(body) == 1
    assert "town, both stages" in body[0]


def test_below_twenty_pairs_the_range_is_marked():
    english = summary_text(made(line("pupils", 1.0, n_pairs=19)), "en")
    assert "[-1.0, +3.0]*" in english
    assert "* fewer than 20 pairs: smallest to largest difference" in english
    assert "不足 20 对" in summary_text(made(line("pupils", 1.0, n_pairs=19)), "zh")


def test_one_pair_shows_no_interval():
    alone = made(line("pupils", 1.0, n_pairs=1)).assign(mean_lo95=float("nan"), mean_hi95=float("nan"))
    assert "nan" not in summary_text(alone, "en")


def test_at_most_top_lines_and_the_rest_counted():
    frame = made(line("pupils", 3.0), line("classes", 2.0), line("boarders", 1.0))
    text = summary_text(frame, "en", top=2)
    assert "boarders" not in text
    assert text.endswith("1 more moved less\n")


def test_nothing_moved():
    still = made(line("pupils", 0.0)).assign(p10=0.0, p90=0.0)
    assert summary_text(still, "en").endswith("nothing moved\n")
    assert summary_text(still, "zh").endswith("没有变动\n")


def test_what_rounds_to_nothing_has_no_sign():
    assert "-0.0" not in summary_text(made(line("pupils", -0.01)), "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_columns_line_up_with_wide_characters(lang):
    frame = made(
        line("pupils", 1234.0), line("large_classes_local", -8.0, zone="town"), line("dropouts", 1.0)
    )
    body = summary_text(frame, lang).splitlines()[1:]
    ends = {display_width(text[: text.rindex("]")]) for text in body[1:]}
    assert len(ends) == 1
    assert len({display_width(text) for text in body}) == 1


def test_a_chinese_character_takes_two_columns():
    assert display_width("学位 a（") == 8
