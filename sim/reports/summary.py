"""What moved most, as a short text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.base.width import display_width, wrap
from sim.indicators.declared import INDICATORS
from sim.indicators.indicator import YUAN
from sim.indicators.spread import ENOUGH
from sim.records.batch_folder import BatchFolder, ScenarioNote
from sim.records.dropout_scenario import dropout_label
from sim.reports.bases import said_of_base
from sim.reports.compare import Comparison
from sim.reports.levers import lever_lines
from sim.rules.admission_notes import rule_words

WIDTH = 120  # columns of a terminal that the notes fill
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
    Say("indicator", "指标"),
    Say("where it moved most", "变动最大处"),
    Say("mean", "均值"),
    Say("95% of mean", "均值95%区间"),
    Say("P10 to P90", "P10 至 P90"),
    Say("of base", "相对基准"),
    Say("pairs", "配对数"),
)
_TOLD = ("mean", "mean_lo95", "mean_hi95", "p10", "p90")
_RIGHT = 2  # columns from here on are numbers, and stand to the right


def summary_text(comparison: Comparison, lang: str, top: int = 15) -> str:
    """Return what moved most in the last year: levers, then one line an indicator, scenario by scenario.

    Parameters
    ----------
    comparison : Comparison
        As `sim.reports.compare.compare_all` returns it.
    lang : str
        'zh' or 'en'.
    top : int
        Lines of a scenario at most.

    Returns
    -------
    str
        Each line shows the zone and stage in which the indicator moved most (a part where gains and losses cancel
        in the total). Moves whose 95 % interval includes 0 are only counted. Lines are sorted by the mean difference
        in percent of the base's level, indicators that are shares by their percentage points.
    """
    last = comparison.frame[comparison.frame["year"] == comparison.frame["year"].max()]
    text = [*_opening(comparison, int(last["year"].iloc[0]), lang)]
    is_range = False
    for scenario in comparison.others:
        rows = last[last["scenario"] == scenario.name]
        moved = _moved(rows, comparison.levels_beside(scenario.name))
        shown = moved[moved["is_clear"] & _is_seen(moved) & ~_is_echo(moved)].head(top)
        beside = said_of_base(comparison.folder, comparison.base, scenario.name)
        text += ["", *_about(scenario, lang, beside), *_body(rows, moved, shown, lang)]
        is_range |= bool((shown["n_pairs"] < ENOUGH).any())
    if is_range:
        note = f"* fewer than {ENOUGH} pairs: smallest to largest difference"
        text += ["", Say(note, f"* 不足 {ENOUGH} 对：为最小至最大差值").text(lang)]
    return "\n".join(text) + "\n"


def runs_left_out(folder: BatchFolder) -> Say | None:
    """Return how many runs of a batch failed or are missing; None when every one is there."""
    n_failed, n_missing = len(folder.failed), len(folder.missing)
    if not n_failed + n_missing:
        return None
    n_all = n_failed + n_missing + len(folder.finished)
    return Say(
        f"of {n_all} runs {n_failed} failed and {n_missing} are missing: compared without them",
        f"共 {n_all} 次运行，{n_failed} 次失败、{n_missing} 次缺失：比较时不含这些运行",
    )


def estimate(folder: BatchFolder) -> Say | None:
    """Return that results rest on estimates; None where every input row was read or is known."""
    if not folder.is_estimate:
        return None
    estimated, every = folder.rows_estimated
    return Say(
        f"ESTIMATE: {estimated:,} of {every:,} input rows are estimated or assumed; read counties and the region",
        f"【推算】输入表{every:,}行中有{estimated:,}行为推算或假设：宜看全区域和各县",
    )


def _opening(comparison: Comparison, year: int, lang: str) -> list[str]:
    """Return the title, how sure the inputs are, runs left out, and the base with its levers."""
    base, place = comparison.base, comparison.county
    of_place = Say(f"; {place}", f"；{place}") if place else Say("", "")
    title = Say(
        f"School year {year}: scenario minus {base}, same draw and seed{of_place.en}",
        f"{year} 学年：各情景减 {base}（同抽样、同种子配对）{of_place.zh}",
    )
    left_out = runs_left_out(comparison.folder)
    own = next(one for one in comparison.folder.scenarios if one.name == base)
    notes = [note.text(lang) for note in (estimate(comparison.folder), left_out) if note is not None]
    return [title.text(lang), *notes, "", *_about(own, lang)]


def _about(scenario: ScenarioNote, lang: str, beside: Say | None = None) -> list[str]:
    """Return name, title, dropout scenario, base if it is another, levers and rules of admission of a scenario."""
    colon = Say(": ", "：").text(lang)
    levers = Say("levers", "措施").text(lang) + colon
    rules = Say("admission", "招生规则").text(lang) + colon
    lines = [f"  {beside.text(lang)}"] if beside else []
    lines += [f"  {levers}{line.text(lang)}" for line in lever_lines(scenario)]
    lines += [f"  {rules}{rule_words(*rule).text(lang)}" for rule in scenario.admission.items()]
    label = dropout_label(scenario.dropout)
    head = (
        f"{scenario.name}{colon}{scenario.title.text(lang)}{Say(f'; {label.en}', f'；{label.zh}').text(lang)}"
    )
    return [part for line in (head, *lines) for part in wrap(line, WIDTH, "    ")]


def _body(rows: pd.DataFrame, moved: pd.DataFrame, shown: pd.DataFrame, lang: str) -> list[str]:
    """Return the lines of one scenario and what is only counted."""
    if rows.empty:
        return ["  " + Say("no run has its pair in the base", "没有任何运行能与基准情景配对").text(lang)]
    lines = [_line(row, lang) for _, row in shown.iterrows()]
    head = [[one.text(lang) for one in _HEAD]] if lines else []
    counted = _counted(rows["indicator"].nunique(), moved, len(shown), lang)
    return [f"  {line}" for line in [*_aligned([*head, *lines]), *counted]]


def _moved(rows: pd.DataFrame, base_levels: pd.Series) -> pd.DataFrame:
    """Return for each indicator that moved the row in which it moved most, the most moved first.

    A row is clear when the interval of its mean does not include 0 (or there is none: a single pair); rows that are
    clear stand before all others.
    """
    size = rows["mean"].abs()
    told_apart = (rows["mean_lo95"] > 0) | (rows["mean_hi95"] < 0) | rows["mean_lo95"].isna()
    moved = rows.assign(size=size, is_clear=told_apart & (size > 0))
    moved = moved[(moved["size"] > 0) | (moved["p10"] != moved["p90"])]
    # Totals stand before their parts in the frame and a stable sort keeps them first among equals.
    moved = moved.sort_values(["is_clear", "size"], ascending=False, kind="stable")
    moved = moved.drop_duplicates("indicator")
    is_percent = np.array([INDICATORS[name].is_percent for name in moved["indicator"]], bool)
    share = 100.0 * moved["mean"] / _levels_of(moved, base_levels)
    # From nothing to something is the largest move of all, though no share tells it.
    points = np.where(is_percent, moved["size"], share.abs().fillna(np.inf))
    moved = moved.assign(share=share.where(~is_percent), points=points)
    return moved.sort_values(["is_clear", "points", "size"], ascending=False, kind="stable")


def _is_seen(moved: pd.DataFrame) -> np.ndarray:
    """Tell of each row whether its mean is more than nothing with the decimals it is told with."""
    pairs = zip(moved["indicator"], moved["mean"], strict=True)
    return np.array([round(mean, INDICATORS[name].decimals + 1) != 0 for name, mean in pairs], bool)


def _is_echo(moved: pd.DataFrame) -> np.ndarray:
    """Tell of each row whether one before it tells the same yuan: one sum stands in several books."""
    is_yuan = np.array([INDICATORS[name].unit == YUAN for name in moved["indicator"]], bool)
    return is_yuan & moved.assign(is_yuan=is_yuan).duplicated([*_TOLD, "is_yuan"]).to_numpy()


def _levels_of(rows: pd.DataFrame, base_levels: pd.Series) -> np.ndarray:
    """Return the base's level of each row; NaN where it is 0, for a share of nothing tells nothing."""
    at = pd.MultiIndex.from_frame(rows[["indicator", "zone", "stage", "year"]])
    index = base_levels.index.to_frame().astype({"indicator": "str", "zone": "str", "stage": "str"})
    found = pd.Series(base_levels.to_numpy(), pd.MultiIndex.from_frame(index)).reindex(at)
    return found.where(found != 0).to_numpy()


def _line(row: pd.Series, lang: str) -> list[str]:
    """Return the cells of one line."""
    one = INDICATORS[row["indicator"]]
    title = Say(f"{one.title.en} ({one.unit.en})", f"{one.title.zh}（{one.unit.zh}）")
    place = f"{_ZONES[row['zone']].text(lang)}, {_STAGES[row['stage']].text(lang)}"
    mean, low, high, p10, p90 = (
        _signed(row[name], one.decimals + 1) for name in ("mean", "mean_lo95", "mean_hi95", "p10", "p90")
    )
    return [
        title.text(lang),
        place.replace(", ", "") if lang == "zh" else place,
        mean,
        f"[{low}, {high}]" if np.isfinite(row["mean_lo95"]) else "-",
        f"[{p10}, {p90}]" + ("*" if row["n_pairs"] < ENOUGH else " "),
        f"{row['share']:+.1f}%" if np.isfinite(row["share"]) else "-",
        str(row["n_pairs"]),
    ]


def _signed(value: float, decimals: int) -> str:
    """Return a difference with its sign; what rounds to nothing has none."""
    rounded = round(value, decimals)
    return f"{rounded:+,.{decimals}f}" if rounded else f"{0:.{decimals}f}"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return lines whose columns line up: words to the left, numbers to the right."""
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(map(_padded, line, widths, range(len(line)))).rstrip() for line in lines]


def _padded(cell: str, width: int, place: int) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if place >= _RIGHT else cell + space


def _counted(n_all: int, moved: pd.DataFrame, n_shown: int, lang: str) -> list[str]:
    """Return how many indicators moved less, cannot be told from no change, and did not move."""
    n_less, n_open = int(moved["is_clear"].sum()) - n_shown, int((~moved["is_clear"]).sum())
    n_still = n_all - len(moved)
    told = [
        (n_less, Say(f"{n_less} more moved less", f"另有 {n_less} 项变动较小")),
        (n_open, Say(f"{n_open} cannot be told from no change (95% interval of the mean includes 0)",
            f"{n_open} 项与无变动不可区分（均值95%区间含 0）")),
        (n_still, Say(f"{n_still} did not move", f"{n_still} 项没有变动")),
    ]  # fmt: skip
    said = [say.text(lang) for n, say in told if n]
    return [Say("; ", "；").text(lang).join(said)] if said else []
