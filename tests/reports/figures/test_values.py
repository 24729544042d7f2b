"""What the figures draw equals what the records of a small batch give by hand."""

import numpy as np
import pytest

from sim.indicators.money_amounts import spent
from sim.kernels.codes import TALLIES
from sim.reports.figures.classes import shares
from sim.reports.figures.comparison import fan_of, whole_differences
from sim.reports.figures.counts import BANDS, by_band, classes_by_band
from sim.reports.figures.money import MOST, by_kind
from sim.reports.figures.school_map import COLOURS, SMALLEST, located_schools
from sim.rules.money_kinds import MONEY_KINDS
from tests.indicators.hand import class_rows
from tests.reports.figures.batches import drawn, panels, results_of, short_batch


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return results_of(short_batch(tmp_path_factory.mktemp("short") / "out"))


def line(axes, place=0):
    """Return years and values of a line of a panel."""
    return axes.lines[place].get_xdata().tolist(), axes.lines[place].get_ydata().tolist()


def shaded(axes, year, place=0):
    """Return the bottom and the top of a shaded fan in a year."""
    x, y = axes.collections[place].get_paths()[0].vertices.T
    return y[x == year].min(), y[x == year].max()


def heights(axes):
    """Return the heights of the bars of a panel, by the series drawn."""
    return [[bar.get_height() for bar in bars] for bars in axes.containers]


def test_pupils_by_stage(results):
    # Primary, 2017: 40 + 150 + 30 + 10 + 20 = 250 times 1, 2, 6; 2018: 90. Junior, 2017: 58; 2018: none.
    primary, junior = panels(drawn(results, "01_pupils_by_stage"))
    assert line(primary) == ([2017, 2018], [500, 180])
    assert shaded(primary, 2017) == (250, 1500)
    assert line(primary, 1) == ([2017, 2018], [750, 270])  # the other scenario: times 1, 3, 5
    assert line(junior) == ([2017, 2018], [116, 0])
    assert primary.get_ylim()[0] == junior.get_ylim()[0] == 0
    assert primary.get_ylim() == junior.get_ylim()
    assert primary.get_ylim()[1] >= 1500


def test_pupils_by_zone(results):
    urban, town, village = panels(drawn(results, "02_pupils_by_zone"))
    # 20 in the city; 40 + 150 + 10 + 58 = 258 in towns; 30 in villages; the middle run has them twice.
    assert [line(axes)[1][0] for axes in (urban, town, village)] == [40, 516, 60]


def test_classes_by_band():
    counts = by_band(class_rows([(2017, "t1", 1, (25, 26, 30, 31, 65, 66, 99)), (2018, "t1", 1, (1,))]))
    assert counts.loc[2017].to_dict() == {0: 1, 26: 2, 31: 1, 36: 0, 41: 0, 46: 0, 51: 0, 56: 0, 61: 1, 66: 2}
    assert counts.loc[2018].tolist() == [1] + 9 * [0]
    assert [band for band in BANDS if band[0] in (0, 61, 66)] == [(0, 25), (61, 65), (66, None)]


def test_shares_of_bands_stand_on_each_other(results):
    # Classes of 2017: 40, 70, 60, 20, 30, 10, 58, 20; of 2018: 46, 44.
    expected = {2017: [37.5, 12.5, 0, 12.5, 0, 0, 0, 25, 0, 12.5], 2018: [0, 0, 0, 0, 50, 50, 0, 0, 0, 0]}
    share = shares(classes_by_band(results.folder), "base")
    assert {year: share.loc[year].tolist() for year in (2017, 2018)} == expected
    axes = panels(drawn(results, "03_class_sizes"))[0]
    assert np.transpose(heights(axes)).tolist() == list(expected.values())
    assert [bars[0].get_y() for bars in axes.containers] == [
        0,
        37.5,
        50,
        50,
        62.5,
        62.5,
        62.5,
        62.5,
        87.5,
        87.5,
    ]
    assert [bool(bars[0].get_hatch()) for bars in axes.containers] == 7 * [False] + 3 * [True]


def test_large_classes_of_each_definition(results):
    # Local 2, national 2 + 1 in the junior stage, super-large 1; the same in every run.
    found = [line(axes) for axes in panels(drawn(results, "04_large_classes"))]
    assert found == [([2017, 2018], [2, 0]), ([2017, 2018], [3, 0]), ([2017, 2018], [1, 0])]


def test_bars_of_intervals_stand_beside_the_year(results):
    # Open schools of fewer than 100 pupils in 2017: t1 40, v1 30, n 68, t9 0, u1 20; twice as many: not n 136; six
    # times: only t9. The other scenario has 1, 3 and 5 times as many: 5; v1 90, t9, u1 60; t9.
    small, points = panels(drawn(results, "05_small_schools"))
    assert (line(small)[1][0], line(small, 2)[1][0]) == (4, 3)
    bars = [strokes.get_segments()[0].tolist() for strokes in small.collections]
    beside = 0.05 * 2 / (16 / 2 - 1.5)  # years: half a tenth of a cm on an axis of 6.5 cm for two years
    at = 2017 - beside, 2017 + beside
    assert bars == [[[pytest.approx(year), 1], [pytest.approx(year), 5]] for year in at]
    assert line(points) == ([2017, 2018], [1, 0])


def test_seats_short_and_idle_are_not_netted(results):
    # Primary in towns: county a has 200 pupils on 180 seats, times 2 and 6: short 20, 220, 1020; county b has 45 seats
    # and nobody. Primary in villages: 30, 60, 180 pupils on 90 seats.
    figure = drawn(results, "06_seats_gap")
    urban, town, village, *junior = panels(figure)
    short, idle = heights(town)
    assert (short[0], idle[0]) == (220, -45)
    assert [one[0] for one in heights(village)] == [0, -30]
    strokes = town.collections[0].get_segments()[0]
    assert strokes[:, 1].tolist() == [20, 1020]
    assert len(junior) == 3
    assert figure.axes[0].get_ylim() == town.get_ylim()


def test_moves_by_kind_and_the_first_year_has_none(results):
    titles = {
        axes.get_title(loc="left").replace("\n", ""): axes
        for axes in panels(drawn(results, "07_moves_of_families"))
    }
    assert line(titles["迁往县城"]) == ([2018], [10])  # 5 families, times 1, 2, 6
    assert line(titles["迁入家庭"]) == ([2018], [4])
    assert shaded(titles["迁往县城"], 2018) == (5, 30)
    assert len(titles) == sum(name.startswith("families_") for name in TALLIES)


def test_births_stand_at_the_year_of_entry(results):
    (axes,) = panels(drawn(results, "08_births_to_entrants"))
    by_label = {one.get_label(): (list(one.get_xdata()), list(one.get_ydata())) for one in axes.lines}
    # 8 + 4 births from September 2017 to August 2018, times 1, 2, 6, enter in 2024.
    assert by_label["常住出生"] == ([2024], [24])
    assert by_label["户籍出生"] == ([2024], [28])
    assert by_label["小学招生"] == ([2017, 2018], [240, 0])
    # Both counties tell births of 2010 (90) and 2011 (120): a third of 2010 and two thirds of 2011 enter in 2017.
    years, births = by_label["常住出生（输入表）"]
    assert (years, births) == ([2017], [pytest.approx(110)])
    assert "户籍出生（输入表）" not in by_label  # county b does not tell them


def test_retention_beside_its_target(results):
    (axes,) = panels(drawn(results, "09_retention"))
    assert axes.lines[-1].get_ydata() == [97, 97]
    # Grade 1: 3 lost and 1 back of 240; grade 7: 3 of 58. Of the middle run twice as many pupils.
    assert line(axes)[1][0] == pytest.approx(100 * (1 - 2 / 480) * (1 - 3 / 116))


def test_schools_stand_on_the_map_by_size_and_crowding(results):
    schools = located_schools(results).set_index(["year", "school_id"])
    assert schools.loc[(2017, "n"), ["pupils", "crowding", "x_km", "y_km"]].tolist() == [68, 34, 2, 2]
    assert schools.index.tolist() == [
        (2017, "n"),
        (2017, "t1"),
        (2017, "t2"),
        (2017, "u1"),
        (2017, "v1"),
        (2018, "t2"),
    ]
    first, last = panels(drawn(results, "10_schools_map"))
    assert sum(len(dots.get_offsets()) for dots in first.collections) == 5
    (only,) = last.collections
    assert only.get_offsets().tolist() == [[0, 0]]
    assert only.get_facecolors()[0].tolist() == pytest.approx(COLOURS[2])  # 90 pupils in 2 classes
    assert only.get_sizes().tolist() == [max(SMALLEST, 0.06 * 90)]


def test_differences_are_paired(results):
    # Boarders do not change with the pupils; dropouts neither.
    apart = whole_differences(results)
    fan = fan_of(apart, "boarders", "merge")
    assert (fan.years.tolist(), fan.low.tolist(), fan.high.tolist()) == ([2017, 2018], [0, 0], [0, 0])
    # Seats short of the base 20 + 8 (junior), 220 + 66, ...; merge times 1, 3, 5: paired differences by draw.
    short = fan_of(apart, "seats_short", "merge")
    base = [_short(factor) for factor in (1, 2, 6)]
    other = [_short(factor) for factor in (1, 3, 5)]
    each = sorted(np.subtract(other, base))
    assert (short.low[0], short.middle[0], short.high[0]) == tuple(each)
    axes = panels(drawn(results, "11_paired_differences"))[1]
    assert axes.lines[-1].get_ydata().tolist() == short.middle.tolist()


def _short(factor: int) -> int:
    """Return the seats short of 2017: of county a primary town, primary village, junior town; of b primary urban."""
    gaps = (200 * factor - 180, 30 * factor - 90, 58 * factor - 50, 20 * factor - 45)
    return sum(max(gap, 0) for gap in gaps)


def test_posts_needed_stand_beside_posts_and_teachers(results):
    # 26 posts in 2017; 17.5 needed by pupils, 23.75 by classes; 23 teachers. In 2018 8 posts and 6 teachers.
    stocks, flows = panels(drawn(results, "12_teachers_and_posts"))
    assert [line(stocks, place)[1] for place in range(4)] == [[26, 8], [17.5, 0], [23.75, 0], [23, 6]]
    assert [line(flows, place) for place in range(2)] == [([2018], [6]), ([2018], [7])]


def test_kinds_of_money_stand_on_each_other(results):
    # 2017: salaries 541,000 yuan, running of schools 40,000, textbooks 5000; capital 1,000,000 and 50,000
    running, capital = panels(drawn(results, "13_money_by_kind"))
    assert [bars[0] for bars in heights(running)[:3]] == pytest.approx([0.541, 0.04, 0.005])
    assert [bars[0].get_y() for bars in running.containers[:3]] == pytest.approx([0, 0.541, 0.581])
    assert len(running.containers) == MOST + 1
    assert [bars[0] for bars in heights(capital)[:2]] == pytest.approx([1, 0.05])


def test_small_kinds_of_money_stand_together(results):
    money = by_kind(results, "running")
    n_kinds = len(spent("running"))
    in_2018 = sum(100 + place for place, kind in enumerate(MONEY_KINDS) if kind in spent("running"))
    assert money.loc[2018].sum() == pytest.approx(in_2018 / 1e6)
    assert (money.columns[-1], len(money.columns)) == ("other", MOST + 1)
    assert n_kinds > MOST + 1
