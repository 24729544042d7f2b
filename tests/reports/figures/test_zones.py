"""Maps of school zones: which are drawn, what they show, and that no text hides another."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from sim.base.errors import UserError
from sim.reports.figures.draw import draw_figures
from sim.reports.figures.style import settings
from sim.reports.figures.zone_maps import file_name, require_year, zone_maps
from sim.reports.figures.zones import COLOURS, _colours, zones_figure
from tests.indicators.hand import frame, write_batch
from tests.reports.figures.batches import BASE, panels, results_of, texts, with_factor

# (settlement, x_km, y_km, residents, rank); the first three are the seat, far from the others.
HOMES = [(0, 0.0, 0.0, 4000, "county_seat"), (1, 0.5, 1.0, 2000, "county_seat"), (2, 1.0, 0.2, 3000, "county_seat"),
         (3, 9.0, 29.0, 300, "plain"), (4, 8.0, 30.0, 200, "plain")]  # fmt: skip


def zones(year: int, schools: dict[int, tuple], county: str = "a", stage: str = "primary") -> list[dict]:
    """Return rows of `zones`: by settlement its school and basis, and another school of its district."""
    rows = []
    for number, (school, basis, *also) in schools.items():
        _, x, y, residents, rank = HOMES[number]
        place = {"year": year, "county": county, "settlement": number, "code": f"c{number}", "x_km": x, "y_km": y,
                 "residents": residents, "rank": rank, "stage": stage, "grade_low": 1 if stage == "primary" else 7,
                 "grade_high": 6}  # fmt: skip
        rows += [
            {**place, "school_id": s, "basis": b} for s, b in ((school, basis), *((s, "also") for s in also))
        ]
    return rows


NEAREST = {
    0: ("t2", "nearest"),
    1: ("t1", "nearest"),
    2: ("t1", "nearest"),
    3: ("v1", "nearest"),
    4: ("v1", "nearest"),
}
TOLD = {**NEAREST, 0: ("t2", "district"), 2: ("t1", "district")}
REDRAWN = {2: ("t2", "district", "t1")}


def batch(folder, **told):
    """Return the results of a batch with, for each scenario, the rows of zones."""
    runs = {(name, 0, 1): {**with_factor(), "zones": frame("zones", rows)} for name, rows in told.items()}
    return results_of(write_batch(folder / "out", runs))


def figure_of(results, one, lang: str = "zh"):
    with matplotlib.rc_context(settings()):
        return zones_figure(results, one, lang)


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zones")
    return batch(folder, base=zones(2017, TOLD), merge=zones(2017, TOLD) + zones(2018, REDRAWN))


def test_counties_with_districts_are_drawn_and_other_scenarios_where_they_differ(redrawn):
    maps = zone_maps(redrawn, None)
    assert [file_name(one, redrawn.base) for one in maps] == [
        "12_zones_a_primary",
        "12_zones_a_primary_merge",
    ]
    assert [one.is_redrawn for one in maps] == [False, True]
    assert maps[1].changed == {2}
    assert (maps[1].name, maps[1].years) == ("甲县", (2017, 2018))
    assert set(maps[1].later["settlement"]) == {0, 1, 2, 3, 4}  # what is not told again goes on


def test_nearest_schools_alone_are_drawn_when_a_year_is_asked_for(tmp_path):
    of_a = {number: NEAREST[number] for number in range(4)}
    results = batch(tmp_path, base=zones(2017, of_a) + zones(2017, {4: ("u1", "nearest")}, "b"))
    assert zone_maps(results, None) == []
    assert [(one.county, one.stage) for one in zone_maps(results, 2018)] == [
        ("a", "primary"),
        ("b", "primary"),
    ]


def test_the_year_asked_for_is_the_one_beside_the_first(redrawn):
    assert [one.is_redrawn for one in zone_maps(redrawn, 2017)] == [False]
    with pytest.raises(UserError, match="no such school year"):
        zone_maps(redrawn, 2019)
    require_year(None, 2017, 2018)


def test_settlements_have_the_colour_of_their_zone_school_and_a_line_to_it(redrawn):
    one = zone_maps(redrawn, None)[1]
    colours = _colours(one)
    assert colours["t1"] != colours["t2"]
    before, after = panels(figure_of(redrawn, one))[:2]
    for axes, school in ((before, "t1"), (after, "t2")):
        homes = axes.collections[2]
        at = np.flatnonzero((homes.get_offsets() == (1.0, 0.2)).all(axis=1))
        assert to_hex(homes.get_facecolors()[at[0]]).upper() == colours[school].upper()
        lines, others = (c for c in axes.collections if isinstance(c, LineCollection))
        ends = {tuple(map(tuple, segment)) for segment in lines.get_segments()}
        point = {"t1": (1.0, 2.0), "t2": (0.0, 0.0)}
        assert ((1.0, 0.2), point[school]) in ends
        assert len(others.get_segments()) == (axes is after)
    ring = after.collections[2].get_linewidths()
    assert (np.array(ring) > 0.5).sum() == 1


def test_the_seat_is_enlarged_where_it_is_small(redrawn):
    drawn = panels(figure_of(redrawn, zone_maps(redrawn, None)[1]))
    assert [axes.get_title(loc="left") for axes in drawn] == [
        "2017学年", "2018学年", "2017学年（县城放大）", "2018学年（县城放大）"
    ]  # fmt: skip
    widths = [np.ptp(axes.get_xlim()) for axes in drawn]
    assert widths[0] == widths[1] > 3 * widths[2] == pytest.approx(3 * widths[3])
    west, east = drawn[2].get_xlim()
    assert west < 0 < 1 < east


def test_colours_of_neighbours_differ_as_far_as_they_reach(redrawn):
    one = zone_maps(redrawn, None)[0]
    assert len({_colours(one)[school] for school in ("t1", "t2", "v1")}) == 3
    assert set(_colours(one).values()) <= set(COLOURS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_are_inside_the_page_and_none_stands_on_another(redrawn, lang):
    for one in zone_maps(redrawn, None):
        figure = figure_of(redrawn, one, lang)
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw(renderer)
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
        for text, box in boxes:
            assert box.x0 >= -0.5, text
            assert box.x1 <= figure.bbox.width + 0.5, text
            assert 0 <= box.y0 <= box.y1 <= figure.bbox.height, text
        assert [
            (a, b)
            for (a, one_box), (b, other) in combinations(boxes, 2)
            if min(one_box.x1, other.x1) - max(one_box.x0, other.x0) > 1
            and min(one_box.y1, other.y1) - max(one_box.y0, other.y0) > 1
        ] == []


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "2018学年5个居民点中，2个按学区表划定，3个就近入学；与2017学年不同的有1个。"),
     ("en", "In 2018, 2 of 5 settlements have a district by table, 3 the nearest school; 1 have others than in 2017.")],
)  # fmt: skip
def test_the_note_says_what_the_table_tells(redrawn, lang, told):
    figure = figure_of(redrawn, zone_maps(redrawn, None)[1], lang)
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", "" if lang == "zh" else " ")
    assert told in said
    assert {"zh": "图中颜色为其住址对口学校。", "en": "the colour of the school of its address."}[
        lang
    ] in said
    assert "合成" not in said
    assert "made up" not in said


def test_maps_of_an_earlier_report_go(tmp_path):
    results = batch(tmp_path, base=zones(2017, TOLD))
    old = results.folder.out / "report/figures/12_zones_gone_primary.svg"
    old.parent.mkdir(parents=True)
    old.write_text("of an earlier report")
    written = draw_figures(results.folder.out, base=BASE, lang="zh")
    assert not old.exists()
    assert [path.name for path in written if path.name.startswith("12_zones")] == [
        "12_zones_a_primary.svg", "12_zones_a_primary.png"
    ]  # fmt: skip


def test_records_older_than_the_table_have_no_maps(redrawn, tmp_path):
    runs = {(BASE, 0, 1): {name: table for name, table in with_factor().items() if name != "zones"}}
    results = results_of(write_batch(tmp_path / "out", runs))
    assert zone_maps(results, 2018) == []
