"""Figure: school zones (学区划分图): each settlement in the colour of its zone school, present and redrawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from scipy.spatial import cKDTree

from sim.base.errors import Say
from sim.reports.figures.maps import MARKERS, frame, mark, scale_bar, write_names
from sim.reports.figures.results import Results
from sim.reports.figures.sheet import Sheet
from sim.reports.figures.style import INK, OTHERS, SOFT, WIDTH
from sim.reports.figures.words import KINDS, STAGES, listed, source
from sim.reports.figures.zone_maps import BY_TABLE, ENTRY, ZoneMap

COLOURS = (*(line.colour for line in OTHERS), "#F0E442", "#999999")  # Okabe and Ito
AREA = 0.004  # square points a resident
SMALLEST, LARGEST = 5.0, 60.0  # square points of a settlement
MOST_NAMED = 8  # schools of a panel that are named
FEW, MANY = 34.0, 16.0  # square points of a school, where few are shown and where many
NEIGHBOURS = 6  # settlements around one whose zones should have other colours
_FLATTEST, _STEEPEST = 0.6, 1.0  # height of a panel over its width
_BESIDE = 0.9  # cm of half the page that a panel leaves free
_BELOW = 0.15  # share of the height free below, for the scale bar
_BAR = np.array(
    [(x, y) for x in (0.05, 0.15, 0.25, 0.35, 0.45) for y in (0.03, 0.07)]
)  # of a panel: taken by the bar
_AROUND_SEAT = 1.5  # width of the box around the seat over that of its settlements
_SMALL_SEAT = 0.3  # share of the county's width below which its seat is drawn enlarged too

Box = tuple[float, float, float, float]  # west, east, south, north, km


@dataclass(frozen=True)
class _Panel:
    """One panel: the zones of a year in a part of the county."""

    rows: pd.DataFrame
    year: int
    box: Box
    changed: frozenset[int]
    is_seat: bool


def zones_figure(results: Results, one: ZoneMap, lang: str) -> Figure:
    """Draw the zones of a county and stage: the whole county, its seat enlarged, and beside them those redrawn."""
    stage = STAGES[one.stage]
    title = Say(
        f"School zones, {one.name}, {stage.en}: {one.scenario.title.en}",
        f"学区划分图（{one.name}，{stage.zh}）：{one.scenario.title.zh}",
    )
    sheet = Sheet(title.text(lang))
    shown, colours = _panels(one), _colours(one)
    west, east, south, north = shown[0].box
    height = (WIDTH / 2 - _BESIDE) * (north - south) / (east - west) + 0.8
    axes = sheet.panels(len(shown), 2, height)
    for each, panel in zip(axes, shown, strict=True):
        _draw(each, panel, one.schools, colours)
        each.set_title(_head(panel, lang))
    for first in {
        panel.is_seat: each for each, panel in reversed(list(zip(axes, shown, strict=True)))
    }.values():
        scale_bar(first, float(np.ptp(first.get_xlim())), lang)
    seat = next((panel.box for panel in shown if panel.is_seat), None)
    if seat is not None:
        _outline(axes[0], seat)
    return sheet.finish(_legend(one, lang), _notes(results, one, lang), columns=3)


def _panels(one: ZoneMap) -> list[_Panel]:
    """Return the panels: by part of the county the first year, and the later one where zones are redrawn."""
    changed = frozenset(one.changed) if one.is_redrawn else frozenset()
    years = [(one.now, one.years[0], frozenset())]
    if one.is_redrawn:
        years.append((one.later, one.years[1], changed))
    whole = _box(pd.concat([one.later, one.schools]))
    boxes = [(whole, False)]
    seat = _seat(one.later, whole)
    if seat is not None:
        boxes.append((seat, True))
    return [_Panel(rows, year, box, ring, is_seat) for box, is_seat in boxes for rows, year, ring in years]


def _box(places: pd.DataFrame) -> Box:
    """Return a box around places that is neither flat nor steep, with room for the scale bar below."""
    west, east, south, north = frame(places)
    south -= _BELOW * (north - south)
    width, height = east - west, north - south
    tall = max(height, _FLATTEST * width)
    wide = max(width, tall / _STEEPEST)
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, x + wide / 2, y - tall / 2, y + tall / 2


def _seat(rows: pd.DataFrame, whole: Box) -> Box | None:
    """Return a box around the county seat, of the proportions of the county; None where it is no small part of it."""
    seat = rows[rows["rank"] == "county_seat"]
    if seat["settlement"].nunique() < 2:
        return None
    west, east, south, north = frame(seat)
    width, height = whole[1] - whole[0], whole[3] - whole[2]
    scale = _AROUND_SEAT * max((east - west) / width, (north - south) / height)
    if scale > _SMALL_SEAT:
        return None
    x, y = (west + east) / 2, (south + north) / 2
    return x - scale * width / 2, x + scale * width / 2, y - scale * height / 2, y + scale * height / 2


def _colours(one: ZoneMap) -> dict[str, str]:
    """Return a colour for each school, so that zones that touch have different ones as far as colours reach.

    Both years count, so that a school has one colour in both. Schools with the most neighbours choose first.
    """
    touch: dict[str, set[str]] = {school: set() for school in one.schools.index}
    for rows in (one.now, one.later):
        zone = rows[(rows["basis"] != "also") & rows["school_id"].isin(touch)].drop_duplicates("settlement")
        if len(zone) < 2:
            continue
        points, ids = zone[["x_km", "y_km"]].to_numpy(), zone["school_id"].to_numpy()
        _, near = cKDTree(points).query(points, k=min(NEIGHBOURS, len(zone)))
        for a, others in zip(ids, ids[near], strict=True):
            touch[a] |= set(others) - {a}
            for b in set(others) - {a}:
                touch[b].add(a)
    chosen: dict[str, int] = {}
    for school in sorted(touch, key=lambda s: (-len(touch[s]), s)):
        used = [chosen[other] for other in touch[school] if other in chosen]
        chosen[school] = min(range(len(COLOURS)), key=lambda k: (used.count(k), k))
    return {school: COLOURS[k] for school, k in chosen.items()}


def _draw(axes: Axes, panel: _Panel, schools: pd.DataFrame, colours: dict[str, str]) -> None:
    west, east, south, north = panel.box
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    axes.set_axis_off()
    rows = panel.rows.join(schools[["x_km", "y_km"]].add_prefix("school_"), on="school_id")
    has_school = rows["school_id"].isin(colours)
    for style, is_mine in (("-", rows["basis"] != "also"), (":", rows["basis"] == "also")):
        _lines(axes, rows[has_school & is_mine], colours, style)
    homes = rows[rows["basis"] != "also"]
    axes.scatter(
        homes["x_km"], homes["y_km"], np.clip(AREA * homes["residents"], SMALLEST, LARGEST),
        [colours.get(school, "white") for school in homes["school_id"]],
        linewidths=[0.9 if place in panel.changed else 0.2 for place in homes["settlement"]], edgecolors=INK, zorder=3,
    )  # fmt: skip
    serving = schools[schools.index.isin(rows["school_id"])]
    x, y = serving["x_km"], serving["y_km"]
    seen = serving[(x > west) & (x < east) & (y > south) & (y < north)]
    area = FEW if len(seen) <= MOST_NAMED else MANY
    for kind, mine in serving.groupby("kind", sort=True):
        axes.scatter(
            mine["x_km"], mine["y_km"], area, [colours[school] for school in mine.index], marker=MARKERS[kind],
            linewidths=0.2 * np.sqrt(area), edgecolors=INK, zorder=4,
        )  # fmt: skip
    if len(seen) <= MOST_NAMED:
        bar = np.array([west, south]) + _BAR * [east - west, north - south]
        write_names(axes, seen, np.vstack([homes[["x_km", "y_km"]], serving[["x_km", "y_km"]], bar]))


def _lines(axes: Axes, rows: pd.DataFrame, colours: dict[str, str], style: str) -> None:
    """Draw a line from each settlement to the school of its row."""
    ends = rows[["x_km", "y_km", "school_x_km", "school_y_km"]].to_numpy().reshape(-1, 2, 2)
    shade = [colours[school] for school in rows["school_id"]]
    axes.add_collection(LineCollection(list(ends), colors=shade, linewidths=0.8, linestyles=style, zorder=2))


def _outline(axes: Axes, box: Box) -> None:
    """Show on the map of the county which part is enlarged."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    west, east, south, north = max(box[0], left), min(box[1], right), max(box[2], bottom), min(box[3], top)
    axes.add_patch(
        Rectangle((west, south), east - west, north - south, fill=False, ec=SOFT, lw=0.6, ls="--", zorder=5)
    )


def _head(panel: _Panel, lang: str) -> str:
    if not panel.is_seat:
        return Say(f"School year {panel.year}", f"{panel.year}学年").text(lang)
    return Say(f"School year {panel.year}, the seat enlarged", f"{panel.year}学年（县城放大）").text(lang)


def _legend(one: ZoneMap, lang: str) -> list[Artist]:
    """Return the kinds of schools shown, a settlement, and what lines and rings mean."""
    kinds = [kind for kind in MARKERS if (one.schools["kind"] == kind).any()]
    entries: list[Artist] = [mark(MARKERS[kind], 5, KINDS[kind], lang) for kind in kinds]
    entries.append(mark("o", 3, Say("settlement (area: residents)", "居民点（面积为人口）"), lang))
    lines = [("-", Say("to its zone school", "居民点至学区学校"))]
    if (pd.concat([one.now, one.later])["basis"] == "also").any():
        lines.append((":", Say("another school of its district", "学区内其他学校")))
    entries += [Line2D([], [], color=SOFT, lw=0.8, ls=style, label=say.text(lang)) for style, say in lines]
    if one.is_redrawn:
        ring = Line2D([], [], ls="", marker="o", ms=4, mfc="white", mec=INK, mew=1.4)
        ring.set_label(Say(f"zone is not that of {one.years[0]}", f"学区与{one.years[0]}学年不同").text(lang))
        entries.append(ring)
    return entries


def _notes(results: Results, one: ZoneMap, lang: str) -> str:
    grade, (first, later), run = ENTRY[one.stage], one.years, one.run
    title, n_changed = one.scenario.title, len(one.changed)
    rows = one.later.drop_duplicates("settlement")
    by_table = one.later[one.later["basis"].isin(BY_TABLE)]["settlement"].nunique()
    made_up = int((rows["code"] == "").sum())
    told = [
        Say(
            f"Zones of grade {grade}; a colour only tells neighbouring zones apart. One run: {title.en}, "
            f"draw {run.draw}, seed {run.seed}.",
            f"按{grade}年级学区绘制，颜色仅用于区分相邻学区。取一次运行：“{title.zh}”，抽样{run.draw}，种子{run.seed}。",
        ),
        Say(
            f"In {later}, {by_table} of {len(rows)} settlements have a district by table, {len(rows) - by_table} the "
            f"nearest school; {n_changed} have others than in {first}.",
            f"{later}学年{len(rows)}个居民点中，{by_table}个按学区表划定，{len(rows) - by_table}个就近入学；"
            f"与{first}学年不同的有{n_changed}个。",
        ),
        Say(
            "Where a rule of admission or a district makes zones of several schools, a settlement has the colour of "
            "the school of its address.",
            "招生规则或学区使一处居民点对应多所学校的，图中颜色为其住址对口学校。",
        ),
    ]
    if made_up:
        told.append(
            Say(
                f"{made_up} settlements are made up: their points are no real villages.",
                f"{made_up}个居民点为合成，点位不代表真实村庄。",
            )
        )
    return listed([say.text(lang) for say in told], lang) + "\n" + source(results.folder, lang)
