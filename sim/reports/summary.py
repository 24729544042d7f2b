"""What moved most, as a short text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.base.width import display_width
from sim.indicators.declared import INDICATORS
from sim.indicators.spread import ENOUGH

_ZONES = {
    "all": Say("all zones", "全域"),
    "urban": Say("urban", "城区"),
    "town": Say("town", "镇区"),
    "village": Say("village", "乡村"),
}
_STAGES = {
    "all": Say("both stages", "各学段"),
    "primary": Say("primary", "小学"),
    "junior": Say("junior", "初中"),
}
_HEAD = (
    Say("scenario", "情景"),
    Say("indicator", "指标"),
    Say("where it moved most", "变动最大处"),
    Say("mean", "均值"),
    Say("95% of mean", "均值95%区间"),
    Say("P10 to P90", "P10 至 P90"),
    Say("pairs", "配对数"),
)
_SHARE = Say("of base", "相对基准")
_RIGHT = 3  # columns from here on are numbers, and stand to the right


def summary_text(frame: pd.DataFrame, lang: str, top: int = 12, base_levels: pd.Series | None = None) -> str:
    """Return what moved most in the last year, one line a scenario and indicator.

    Parameters
    ----------
    frame : DataFrame
        Differences as `sim.reports.compare.compare` returns them.
    lang : str
        'zh' or 'en'.
    top : int
        Lines at most.
    base_levels : Series, optional
        Mean levels of the base as `sim.reports.compare.base_levels` returns them. With it lines are sorted by the
        mean difference as a share of the base's level, and the share is shown; without it by the mean difference.

    Returns
    -------
    str
        Each line shows the zone and stage in which the indicator moved most (a part where gains and losses cancel
        in the total).
    """
    year = int(frame["year"].max())
    moved = _most_moved(frame[frame["year"] == year], base_levels)
    title = Say(
        f"School year {year}: scenario minus {frame['base'].iloc[0]}, same draw and seed",
        f"{year} 学年：各情景减 {frame['base'].iloc[0]}（同抽样、同种子配对）",
    )
    if moved.empty:
        return f"{title.text(lang)}\n{Say('nothing moved', '没有变动').text(lang)}\n"
    shown = moved.head(top)
    head = [*_HEAD, *([_SHARE] if base_levels is not None else [])]
    lines = [[one.text(lang) for one in head], *(_line(row, lang) for _, row in shown.iterrows())]
    return "\n".join([title.text(lang), *_aligned(lines), *_notes(shown, len(moved), lang)]) + "\n"


def _most_moved(last: pd.DataFrame, base_levels: pd.Series | None) -> pd.DataFrame:
    """Return for each scenario and indicator that moved the row with the largest mean, the most moved first."""
    size = last["mean"].abs()
    rows = last.assign(size=size)[(size > 0) | (last["p10"] != last["p90"])]
    # Totals stand before their parts in the frame and a stable sort keeps them first among equals.
    rows = rows.sort_values("size", ascending=False, kind="stable")
    rows = rows.drop_duplicates(["scenario", "indicator"])
    if base_levels is None:
        return rows
    share = rows["mean"] / _levels_of(rows, base_levels)
    # From nothing to something is the largest move of all, though no share tells it.
    rows = rows.assign(share=share, order=share.abs().fillna(np.inf))
    return rows.sort_values(["order", "size"], ascending=False, kind="stable")


def _levels_of(rows: pd.DataFrame, base_levels: pd.Series) -> np.ndarray:
    """Return the base's level of each row; NaN where it is 0, for a share of nothing tells nothing."""
    at = pd.MultiIndex.from_frame(rows[["indicator", "zone", "stage", "year"]])
    found = pd.Series(base_levels.to_numpy(), _plain(base_levels.index)).reindex(at)
    return found.where(found != 0).to_numpy()


def _plain(index: pd.MultiIndex) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(
        index.to_frame().astype({"indicator": "str", "zone": "str", "stage": "str"})
    )


def _line(row: pd.Series, lang: str) -> list[str]:
    """Return the cells of one line."""
    one = INDICATORS[row["indicator"]]
    title = Say(f"{one.title.en} ({one.unit.en})", f"{one.title.zh}（{one.unit.zh}）")
    place = f"{_ZONES[row['zone']].text(lang)}, {_STAGES[row['stage']].text(lang)}"
    known = np.isfinite(row["mean_lo95"])
    cells = [
        row["scenario"],
        title.text(lang),
        place.replace(", ", "") if lang == "zh" else place,
        _signed(row["mean"]),
        f"[{_signed(row['mean_lo95'])}, {_signed(row['mean_hi95'])}]" if known else "-",
        f"[{_signed(row['p10'])}, {_signed(row['p90'])}]" + ("*" if row["n_pairs"] < ENOUGH else " "),
        str(row["n_pairs"]),
    ]
    if "share" in row.index:
        cells.append(f"{row['share']:+.1%}" if np.isfinite(row["share"]) else "-")
    return cells


def _signed(value: float) -> str:
    """Return a difference with its sign and one decimal; what rounds to nothing has no sign."""
    rounded = round(value, 1)
    return f"{rounded:+,.1f}" if rounded else "0.0"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return lines whose columns line up: words to the left, numbers to the right."""
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(map(_padded, line, widths, range(len(line)))).rstrip() for line in lines]


def _padded(cell: str, width: int, place: int) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if place >= _RIGHT else cell + space


def _notes(shown: pd.DataFrame, n_moved: int, lang: str) -> list[str]:
    """Return the notes below the lines."""
    notes = []
    if (shown["n_pairs"] < ENOUGH).any():
        notes.append(
            Say(
                f"* fewer than {ENOUGH} pairs: smallest to largest difference",
                f"* 不足 {ENOUGH} 对：为最小至最大差值",
            )
        )
    if n_moved > len(shown):
        notes.append(
            Say(f"{n_moved - len(shown)} more moved less", f"另有 {n_moved - len(shown)} 项变动较小")
        )
    return [note.text(lang) for note in notes]
