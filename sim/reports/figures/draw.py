"""Draw the figures of a batch into its report folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sim.base.errors import Say
from sim.base.language import resolve_language
from sim.reports.entries.folder import Entries
from sim.reports.figures.births import births_to_entrants
from sim.reports.figures.classes import class_sizes
from sim.reports.figures.comparison import can_compare, paired_differences
from sim.reports.figures.families import moves_of_families
from sim.reports.figures.money import has_money, money_by_kind
from sim.reports.figures.results import Results, read_results
from sim.reports.figures.school_map import can_draw_map, schools_map
from sim.reports.figures.scorecard import scorecard_figure
from sim.reports.figures.seats import seats_gap
from sim.reports.figures.staff import teachers_and_posts
from sim.reports.figures.trends import (
    large_classes,
    pupils_by_stage,
    pupils_by_zone,
    retention,
    small_schools,
)
from sim.reports.figures.writing import drawing, files_of, write_figure
from sim.reports.figures.zone_maps import file_name, map_files, zone_maps
from sim.reports.figures.zones import zones_figure

FOLDER = Path("report") / "figures"
AGAIN = Say(
    "free the folder, then run sim report again", "请使该文件夹可写、磁盘有空间，然后重新运行 sim report"
)


def _always(_: Results) -> bool:
    return True


def _has_flows(results: Results) -> bool:
    """Tell whether runs are longer than their first year, before which no moves and births are counted."""
    return len(results.years) > 1


@dataclass(frozen=True)
class Drawing:
    """One figure: its file name without ending, what draws it, and whether the records carry what it shows."""

    name: str
    draw: Callable[[Results, str], Figure]
    can_draw: Callable[[Results], bool] = _always


DRAWINGS = (
    Drawing("01_pupils_by_stage", pupils_by_stage),
    Drawing("02_pupils_by_zone", pupils_by_zone),
    Drawing("03_class_sizes", class_sizes),
    Drawing("04_large_classes", large_classes),
    Drawing("05_small_schools", small_schools),
    Drawing("06_seats_gap", seats_gap),
    Drawing("07_moves_of_families", moves_of_families, _has_flows),
    Drawing("08_births_to_entrants", births_to_entrants, _has_flows),
    Drawing("09_retention", retention),
    Drawing("10_schools_map", schools_map, can_draw_map),
    Drawing("11_paired_differences", paired_differences, can_compare),
    Drawing("12_teachers_and_posts", teachers_and_posts, _has_flows),
    Drawing("13_money_by_kind", money_by_kind, has_money),
    Drawing("14_scorecard", scorecard_figure),
)


def draw_figures(
    out: Path,
    *,
    base: str,
    lang: str,
    rows: pd.DataFrame | None = None,
    zones_year: int | None = None,
    entries: Entries | None = None,
) -> list[Path]:
    """Draw the figures of a batch, each as SVG (text as outlines) and as PNG of 300 dots an inch, 16 cm wide.

    A figure is left out, and its file of an earlier report removed, where the batch cannot carry it: the comparison
    where no scenario has a pair in the base, others where the records are older than the table they are made from.

    Parameters
    ----------
    out : Path
        Folder of the batch; figures go to its folder report/figures.
    base : str
        Name of the scenario that the others are compared with.
    lang : str
        'zh' or 'en'.
    rows : DataFrame, optional
        What `sim.indicators.levels.levels` returned for this folder, so that records are not read twice.
    zones_year : int, optional
        School year whose zones the maps of every county show beside those of the first year; by default the last, for
        counties with districts of their own.
    entries : Entries, optional
        What the user entered by hand: targets of the scorecard.

    Returns
    -------
    list of Path
        The files written, in the order of the figures.

    Raises
    ------
    UserError
        When the language or the year is unknown, the folder holds no batch, the base has no finished run in it, the
        font package is not installed, or the files cannot be written.
    """
    lang, results = resolve_language(lang), read_results(Path(out), base, rows, entries)
    written = []
    with drawing(Path(out) / FOLDER, AGAIN):
        for one in DRAWINGS:
            files = files_of(Path(out) / FOLDER, one.name)
            if one.can_draw(results):
                write_figure(one.draw(results, lang), files)
                written += files.values()
            else:
                _remove(files)
        written += _draw_zones(Path(out) / FOLDER, results, lang, zones_year)
    return written


def _draw_zones(folder: Path, results: Results, lang: str, year: int | None) -> list[Path]:
    """Draw the maps of zones, a county and stage each, and remove those of an earlier report."""
    written = []
    for one in zone_maps(results, year):
        files = files_of(folder, file_name(one, results.base))
        write_figure(zones_figure(results, one, lang), files)
        written += files.values()
    for path in set(map_files(folder)) - set(written):
        path.unlink()
    return written


def _remove(files: Mapping[str, Path]) -> None:
    """Remove what an earlier report drew."""
    for path in files.values():
        path.unlink(missing_ok=True)
