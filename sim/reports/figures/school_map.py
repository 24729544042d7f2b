"""Figure: a map of schools by size and crowding, first and last year of one run."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.base.errors import Say
from sim.records.batch_folder import SURE
from sim.records.reading import has_table, read_columns
from sim.reports.figures.maps import MARKERS, frame, mark, scale_bar, words, write_names
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, WIDTH, shades
from sim.reports.figures.words import KINDS, heading, listed, source

CROWDING = (0, 26, 36, 46, 56)  # pupils a class: where each colour begins
COLOURS = shades(len(CROWDING))
SIZES = (50, 500, 2000)  # pupils: sizes that the legend shows
AREA = 0.06  # square points a pupil
SMALLEST = 4.0  # square points: a school of few pupils is still seen
_HIGHEST = 17.5  # cm that the maps may take on the page


def can_draw_map(results: Results) -> bool:
    """Tell whether the records tell where schools stand."""
    has_places = has_table(results.folder.out, results.reference_run, "places")
    return has_places and bool(located_schools(results)["x_km"].notna().any())


def schools_map(results: Results, lang: str) -> Figure:
    """Draw open schools where they stand: area pupils, colour pupils a class, shape the kind of school."""
    schools, counties = located_schools(results), county_labels(results)
    sheet = Sheet(Say("Schools by size and crowding", "学校规模与班额分布").text(lang))
    west, east, south, north = frame(schools)
    height = min(_HIGHEST, (WIDTH / 2 - 0.3) * (north - south) / (east - west) + 0.8)
    panels = sheet.panels(2, 2, height, sharex=True, sharey=True)
    for axes, year in zip(panels, (results.years[0], results.years[-1]), strict=True):
        _draw_schools(axes, schools[schools["year"] == year])
        axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
        axes.set_axis_off()
        write_names(axes, counties, schools[["x_km", "y_km"]].dropna().to_numpy())
        axes.set_title(Say(f"School year {year}", f"{year}学年").text(lang))
    scale_bar(panels[0], east - west, lang)
    return sheet.finish(_legend(lang), _notes(results, schools, lang), columns=3)


def located_schools(results: Results) -> pd.DataFrame:
    """Return open schools with pupils in the first and last year of the reference run.

    Returns
    -------
    DataFrame
        year, school_id, kind, pupils, classes, crowding (pupils a class), x_km, y_km (NaN where no point is known),
        confidence of the school.
    """
    out, run = results.folder.out, results.reference_run
    wanted = ["year", "school_id", "status", "kind", "pupils", "classes"]
    rows = read_columns(out, run, "school", wanted)
    rows = rows[(rows["status"] == "open") & rows["year"].isin([results.years[0], results.years[-1]])]
    counts = rows[["pupils", "classes"]].astype("int64")
    keys = [rows["year"].astype("int64"), rows["school_id"].astype(str), rows["kind"].astype(str)]
    each = counts.groupby(keys).sum().query("classes > 0").reset_index()
    places = _places(results).query("level == 'school'").set_index("code")[["x_km", "y_km", "confidence"]]
    return each.assign(crowding=each["pupils"] / each["classes"]).join(places, on="school_id")


def county_labels(results: Results) -> pd.DataFrame:
    """Return the name of each county and the middle of its schools, km."""
    places = _places(results).set_index("code")
    schools = places[places["level"] == "school"]
    county = schools["within"].map(places["within"])
    return schools[["x_km", "y_km"]].groupby(county).median().join(places["name"])


def _places(results: Results) -> pd.DataFrame:
    texts = ["level", "code", "name", "within", "confidence"]
    wanted = [*texts, "x_km", "y_km"]
    places = read_columns(results.folder.out, results.reference_run, "places", wanted)
    return places.astype({name: str for name in texts})


def _draw_schools(axes: Axes, schools: pd.DataFrame) -> None:
    """Draw schools, the large below the small."""
    ordered = schools.sort_values("pupils", ascending=False)
    for depth, (kind, rows) in enumerate(ordered.groupby("kind", sort=True)):
        shade = np.digitize(rows["crowding"], CROWDING) - 1
        axes.scatter(
            rows["x_km"],
            rows["y_km"],
            np.maximum(AREA * rows["pupils"], SMALLEST),
            [COLOURS[step] for step in shade],
            marker=MARKERS[kind],
            linewidths=0.35,
            edgecolors=INK,
            zorder=2 + depth / 10,
        )


def _legend(lang: str) -> list[Artist]:
    """Return three columns: kinds, sizes and crowding, each below its head and filled up to the longest."""
    columns = (
        (Say("kind", "办学类型"), [mark(marker, 5, KINDS[kind], lang) for kind, marker in MARKERS.items()]),
        (
            Say("pupils (area)", "在校生（面积）"),
            [mark("o", np.sqrt(AREA * n), Say(f"{n:,}", f"{n:,}人"), lang) for n in SIZES],
        ),
        (
            Say("pupils a class (colour)", "班均人数（颜色）"),
            [
                Patch(facecolor=colour, edgecolor=INK, lw=0.35, label=_crowding_title(low, end))
                for colour, low, end in zip(COLOURS, CROWDING, [*CROWDING[1:], None], strict=True)
            ],
        ),
    )
    rows = max(len(entries) for _, entries in columns)
    return [
        one
        for head, entries in columns
        for one in (words(heading(head, lang)), *entries, *(words("") for _ in range(rows - len(entries))))
    ]


def _crowding_title(low: int, end: int | None) -> str:
    if end is None:
        return f"≥ {low}"
    return f"{low}–{end - 0.1:.1f}" if low else f"< {end}"


def _notes(results: Results, schools: pd.DataFrame, lang: str) -> str:
    run, base = results.reference_run, results.base.title
    told = [
        Say(
            f"One run: {base.en}, draw {run.draw}, seed {run.seed}. Area: pupils; colour: pupils a class; "
            "no boundaries.",
            f"取一次运行：“{base.zh}”，抽样{run.draw}，种子{run.seed}。面积为在校生数，颜色为班均人数；未绘边界。",
        ).text(lang)
    ]
    each = schools.drop_duplicates("school_id")
    unsure = int((~each["confidence"].isin(SURE)).sum())
    if unsure:
        told.append(
            Say(
                f"{unsure} of {len(each)} schools are estimated or assumed: their points are no sites of real schools.",
                f"{len(each)}所学校中有{unsure}所为推算或假设，其点位不代表真实校址。",
            ).text(lang)
        )
    nowhere = schools[schools["x_km"].isna()]["school_id"].nunique()
    if nowhere:
        told.append(
            Say(f"Without a point, not drawn: {nowhere} schools.", f"无坐标未绘：{nowhere}所。").text(lang)
        )
    return listed(told, lang) + "\n" + source(results.folder, lang)
