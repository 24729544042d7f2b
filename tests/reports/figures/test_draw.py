"""Files of the figures: which are written, where the batch carries less, and that they are the same each time."""

import json
import re
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from sim.base.errors import UserError
from sim.indicators.levels import levels
from sim.reports.figures.draw import DRAWINGS, draw_figures
from sim.reports.figures.results import read_results
from sim.reports.figures.words import source
from tests.indicators.hand import FAILED, write_batch
from tests.reports.figures.batches import (
    BASE,
    POINTS,
    drawn,
    panels,
    places,
    results_of,
    short_batch,
    texts,
    with_factor,
)

EVERY = [f"{one.name}.{kind}" for one in DRAWINGS for kind in ("svg", "png")]
COMPARISON, MAP = ("11_paired_differences", "10_schools_map")


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    return short_batch(tmp_path_factory.mktemp("short") / "out")


@pytest.fixture(scope="module")
def written(out) -> dict[Path, bytes]:
    """Return the files of every figure, in the order they were told."""
    return {path: path.read_bytes() for path in draw_figures(out, base=BASE, lang="zh")}


def names(results) -> set[str]:
    """Return the figures that a batch can carry."""
    return {one.name for one in DRAWINGS if one.can_draw(results)}


def files(folder: Path) -> list[str]:
    """Return the names of the files in the folder of the figures."""
    return sorted(path.name for path in (folder / "report/figures").iterdir())


def said(figure) -> str:
    """Return every text of a figure as one."""
    return "".join(text.get_text().replace("\n", "") for text in texts(figure))


def test_every_figure_is_written(out, written):
    assert [path.name for path in written] == EVERY
    assert files(out) == sorted(EVERY)


def test_the_same_results_are_the_same_files_also_from_rows_read_before(out, written):
    again = draw_figures(out, base=BASE, lang="zh", rows=levels(out))
    assert [path.name for path in again if path.read_bytes() != written[path]] == []


def test_files_are_of_the_printed_size_and_need_no_font(written):
    for path in written:
        if path.suffix == ".png":
            with Image.open(path) as image:
                assert image.width == int(16 / 2.54 * 300)
                assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        else:
            text = path.read_text(encoding="utf-8")
            assert "<text" not in text
            assert "<dc:date>" not in text
            assert float(re.search(r'width="([\d.]+)pt"', text)[1]) == pytest.approx(16 / 2.54 * 72)


def test_rows_given_are_the_rows_drawn(out):
    rows = levels(out).assign(value=lambda frame: frame["value"] * 10)
    (primary, _) = panels(drawn(read_results(out, BASE, rows), "01_pupils_by_stage"))
    assert primary.lines[0].get_ydata().tolist() == [5000, 1800]


def test_one_scenario_has_no_comparison_and_an_old_one_goes(tmp_path):
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): with_factor(), (BASE, 1, 1): with_factor(2)})
    old = out / "report/figures" / f"{COMPARISON}.svg"
    old.parent.mkdir(parents=True)
    old.write_text("of an earlier report")
    draw_figures(out, base=BASE, lang="zh")
    assert files(out) == sorted(name for name in EVERY if not name.startswith(COMPARISON))


def test_failed_and_missing_runs_are_left_out_and_told(tmp_path):
    runs = {
        (BASE, 0, 1): with_factor(),
        (BASE, 1, 1): with_factor(3),
        (BASE, 2, 1): FAILED,
        (BASE, 3, 1): None,
    }
    runs |= {
        ("merge", 0, 1): FAILED,
        ("merge", 1, 1): with_factor(),
        ("build", 0, 1): FAILED,
        ("build", 1, 1): None,
    }
    out = write_batch(tmp_path / "out", runs)
    results = results_of(out)
    assert len(names(results)) == len(DRAWINGS)
    assert [one.name for one in results.scenarios] == [BASE, "merge"]
    assert "3 failed and 2 missing runs are not counted" in source(results.folder, "en")
    assert "失败3次、缺失2次未计入" in said(drawn(results, "01_pupils_by_stage"))
    assert "ESTIMATE: 2 of 3 input rows are estimated or assumed" in source(results.folder, "en")


def test_the_base_comes_first_wherever_the_batch_lists_it(tmp_path):
    runs = {(name, 0, 1): with_factor(factor) for factor, name in enumerate(("a", BASE, "z"), 1)}
    results = results_of(write_batch(tmp_path / "out", runs))
    assert [one.name for one in results.scenarios] == [BASE, "a", "z"]
    primary = panels(drawn(results, "01_pupils_by_stage"))[0]
    assert [line.get_ydata()[0] for line in primary.lines] == [500, 250, 750]


def test_signs_of_formulas_in_a_title_are_only_signs(tmp_path):
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): with_factor()})
    path = out / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Scenario base", "Plan $_x^$"), encoding="utf-8")
    figure = drawn(results_of(out), "01_pupils_by_stage", "en")
    figure.savefig(BytesIO())
    assert {text.get_parse_math() for text in texts(figure) if "$" in text.get_text()} == {False}


def test_a_scenario_without_a_pair_is_not_compared(tmp_path):
    runs = {(BASE, 0, 1): with_factor(), ("merge", 1, 1): with_factor(), ("build", 0, 1): with_factor()}
    results = results_of(write_batch(tmp_path / "out", runs))
    told = said(drawn(results, COMPARISON, "en"))
    assert "Scenario build" in told
    assert "Scenario merge" not in told


def test_records_without_points_have_no_map(tmp_path):
    tables = {name: table for name, table in with_factor().items() if name != "places"}
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): tables})
    assert names(results_of(out)) == {one.name for one in DRAWINGS} - {MAP, COMPARISON}


def test_schools_that_are_not_read_are_said_to_be_no_real_sites(tmp_path):
    sure = pd.Categorical(["read"] * (len(POINTS) - 2) + ["assumption", "estimate"])
    mixed = {
        **with_factor(),
        "places": places().assign(confidence=sure),
    }  # the last stands nowhere and is not open
    results = results_of(write_batch(tmp_path / "mixed", {(BASE, 0, 1): mixed}))
    assert "5所学校中有1所为推算或假设，其点位不代表真实校址" in said(drawn(results, MAP))
    read = {**mixed, "places": mixed["places"].assign(confidence=pd.Categorical(["read"] * len(POINTS)))}
    known = results_of(write_batch(tmp_path / "known", {(BASE, 0, 1): read}))
    assert "真实校址" not in said(drawn(known, MAP))


def test_one_year_alone_has_no_flows(tmp_path):
    content = {
        name: table[table["year"] <= 2017] if name not in ("places", "history") else table
        for name, table in with_factor().items()
    }
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): content})
    results = results_of(out)
    without = {"07_moves_of_families", "08_births_to_entrants", "12_teachers_and_posts", COMPARISON}
    assert names(results) == {one.name for one in DRAWINGS} - without
    for name in sorted(names(results)):
        assert "2017" in said(drawn(results, name))


def test_few_runs_are_told_as_the_range(out, tmp_path):
    assert "最小至最大" in said(drawn(results_of(out), "01_pupils_by_stage"))
    many = {(BASE, draw, 1): with_factor() for draw in range(20)} | {("merge", 0, 1): with_factor()}
    results = results_of(write_batch(tmp_path / "out", many))
    assert "情景 base P10–P90" in said(drawn(results, "01_pupils_by_stage"))
    assert "不足20次者为最小至最大" in said(drawn(results, "04_large_classes"))


@pytest.mark.parametrize(
    ("base", "lang", "told"), [("nobody", "zh", "nobody"), ("base", "fr", "fr"), ("base", "EN", "EN")]
)
def test_an_unknown_base_or_language_is_told(out, base, lang, told):
    with pytest.raises(UserError, match=told):
        draw_figures(out, base=base, lang=lang)


def test_a_base_whose_runs_failed_is_told(tmp_path):
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): FAILED, ("merge", 0, 1): with_factor()})
    with pytest.raises(UserError) as caught:
        draw_figures(out, base=BASE, lang="zh")
    assert "merge" in caught.value.text("zh")


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    out = write_batch(tmp_path / "out", {(BASE, 0, 1): with_factor()})
    (out / "report").write_text("a file in the way")
    with pytest.raises(UserError, match="cannot be written") as caught:
        draw_figures(out, base=BASE, lang="zh")
    assert "report/figures" in caught.value.text("en")
    assert "run sim report again" in caught.value.text("en")


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    out = write_batch(tmp_path / "out", {(BASE, 0, 1): with_factor()})
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(UserError) as caught:
        draw_figures(out, base=BASE, lang="zh")
    assert "磁盘已满" in caught.value.text("zh")
    assert "--resume" not in caught.value.text("zh")
    assert files(out) == []


def test_characters_without_a_glyph_do_not_warn(tmp_path, recwarn):
    out = titled(write_batch(tmp_path / "out", {(BASE, 0, 1): with_factor()}), {BASE: "情景😀"})
    draw_figures(out, base=BASE, lang="zh")
    assert [one for one in recwarn if "Glyph" in str(one.message)] == []


def test_scenarios_of_the_same_title_are_told_apart(tmp_path):
    runs = {(name, 0, 1): with_factor() for name in (BASE, "merge", "cap")}
    out = titled(write_batch(tmp_path / "out", runs), {BASE: "现状", "merge": "方案", "cap": "方案"})
    told = said(drawn(results_of(out), EVERY[0].removesuffix(".svg")))
    assert "方案（merge）" in told
    assert "方案（cap）" in told
    assert "现状（" not in told


def test_a_long_title_stays_within_the_page(tmp_path):
    runs = {(name, 0, 1): with_factor() for name in (BASE, "merge")}
    out = titled(write_batch(tmp_path / "out", runs), {BASE: "现状", "merge": "六十个字的情景名称" * 7})
    for name in names(results_of(out)):
        figure = drawn(results_of(out), name)
        edge = figure.bbox.width
        assert all(text.get_window_extent().x1 <= edge for text in texts(figure)), name


def titled(out: Path, titles: dict[str, str]) -> Path:
    """Return a batch folder whose scenarios have these Chinese titles."""
    path = out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["titles"] = {name: {"en": name, "zh": title} for name, title in titles.items()}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return out
