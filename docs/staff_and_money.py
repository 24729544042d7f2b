"""Write docs/staff_and_money.md from finished batches of two batch files of scenarios/: `make staffing`."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from markdown_tables import table

from sim.indicators.declared import INDICATORS
from sim.indicators.levels import county_names, levels
from sim.kernels.retirement import last_month_of, legal_month, original_month
from sim.records.batch_folder import BatchFolder, read_batch_folder
from sim.records.reading import read_records
from sim.reports.pairs import summarise
from sim.rules.money_kinds import MEMO, MONEY_KINDS

PAGE = Path(__file__).with_suffix(".md")
NEED = (
    *("posts_needed_by_pupils", "posts_needed_by_classes", "posts_needed_by_periods", "posts"),
    *("posts_surplus_by_pupils", "posts_short_by_classes", "posts_vacant", "teachers", "share_55_and_over"),
)
SPENT = ("money_spent_running", "money_spent_capital")
# Outcome -> what a fall of it is called.
BOUGHT = {
    "large_classes_local": "large classes avoided (减少大班额), classes",
    "young_over_limit": "pupils of grades 1-3 back under 30 minutes (一至三年级回到30分钟内), pupils",
    "subjects_uncovered": "subjects of PE, music and art filled (补齐体音美学科), subjects",
}
_MILLION, _MONTHS = 1e6, 12
_SEEN = 0.005  # what is smaller rounds to nothing


def page(levers: Path, future: Path) -> str:
    """Return the page: need, retirements and money under the baseline; then what a million yuan a year buys."""
    return "\n".join(
        ["# Teachers and money of Tonghua (通化市师资与经费)\n", _of_baseline(future), _of_levers(levers)]
    )


def _of_baseline(out: Path) -> str:
    folder, rows = read_batch_folder(out), _whole(levels(out))
    name = folder.scenarios[0].name
    return (
        f"{_caption(folder)}\n\n"
        f"## Posts needed and posts there (应核编制与核定编制)\n\nScenario `{name}`, public schools of the whole "
        "region; mean over seeds. By pupils schools have too many posts, by classes too few, and both at once: surplus "
        "and shortage are taken school by school and never netted (分校计算，不相抵).\n\n"
        f"{_by_year(rows, NEED, _shown_years(folder))}\n{_by_county(folder, out)}\n"
        f"## Retirements by school year (分学年退休)\n\n{_retirements(out, rows)}\n"
        f"## Money by kind (分科目收支)\n\nMillion yuan a school year (百万元), of the year's own rules, without "
        f"inflation; mean over seeds; last column: all years together.\n\n{_money(rows, _shown_years(folder))}"
    )


def _whole(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[(rows["zone"] == "all") & (rows["stage"] == "all")]


def _shown_years(folder: BatchFolder) -> list[int]:
    first, last = folder.years
    return [first, *(year for year in range(first + 1, last) if year % 5 == 0), last]


def _means(rows: pd.DataFrame) -> pd.Series:
    """Return the mean over runs by indicator and year."""
    return rows.astype({"indicator": "str"}).groupby(["indicator", "year"])["value"].mean()


def _by_year(rows: pd.DataFrame, names: tuple[str, ...], years: list[int]) -> str:
    means = _means(rows)
    lines = [
        (_title(name), *(_number(means.get((name, year)), INDICATORS[name].decimals) for year in years))
        for name in names
    ]
    return table(("indicator", *years), lines)


def _title(name: str) -> str:
    one = INDICATORS[name]
    return f"{one.title.en} ({one.title.zh}), {one.unit.en}"


def _number(value: float | None, decimals: int = 0) -> str:
    return "no data" if value is None or np.isnan(value) else f"{value:,.{decimals}f}"


def _by_county(folder: BatchFolder, out: Path) -> str:
    """Return need by pupils and classes beside posts, county by county, in the first and the last year."""
    names, years = NEED[:2] + ("posts",), folder.years
    head = ("county", *(f"{INDICATORS[name].title.en}, {year}" for year in years for name in names))
    lines = []
    for code, county in county_names(folder).items():
        means = _means(_whole(levels(out, code)))
        lines.append((county, *(_number(means.get((name, year))) for year in years for name in names)))
    return table(head, lines)


def _retirements(out: Path, rows: pd.DataFrame) -> str:
    """Return retirements of the run beside those of the teachers of the start by the old rule and by that of 2025."""
    means, ages = _means(rows), read_records(out, "teacher_ages", ["year", "sex", "age", "teachers"])
    first = ages["year"].min()
    start = ages[
        (ages["year"] == first) & (ages[["draw", "seed"]] == ages[["draw", "seed"]].iloc[0]).all(axis=1)
    ]
    years = range(first + 1, int(rows["year"].max()) + 1)
    old, new = (_by_rule(start, first, years, rule) for rule in (original_month, legal_month))
    lines = [
        (year, _number(means.get(("retirements", year))), _number(means.get(("retirements_early", year))),
         _number(means.get(("teachers_hired", year))), _number(old[k]), _number(new[k]))
        for k, year in enumerate(years)
    ]  # fmt: skip
    head = (
        "census of", "retired in the run (运行中退休)", "of them early (其中提前)", "hired (招聘)",
        "old rule: start teachers alone (原规定)", "rule of 2025: start teachers alone (2025年规定)",
    )  # fmt: skip
    told = (
        "Retired since the census before. The two columns of the right follow the teachers of the start alone, without "
        "quits, hires or early leave, births spread evenly over twelve months: what the rule of 2025 puts off "
        "(男60岁、女55岁起每4个月延迟1个月，至63岁、58岁)."
    )
    return f"{told}\n\n{table(head, lines)}"


def _by_rule(start: pd.DataFrame, first: int, years: range, rule) -> np.ndarray:
    """Return how many teachers of the start reach retirement before each census, by a rule that tells the month."""
    age, sex = start["age"].to_numpy(np.int64), (start["sex"] == "female").to_numpy(np.int64)
    leaves = np.zeros(len(years))
    ends = np.array([last_month_of(year) for year in (first, *years)])
    for month in range(1, _MONTHS + 1):
        born = first - age - (month > 8)
        at = np.searchsorted(ends, rule(born, np.full_like(born, month), sex))
        inside = (at > 0) & (at < len(ends))
        np.add.at(leaves, at[inside] - 1, start["teachers"].to_numpy(float)[inside] / _MONTHS)
    return leaves


def _money(rows: pd.DataFrame, years: list[int]) -> str:
    means, lines = _means(rows), []
    for kind in MONEY_KINDS.values():
        name, side = f"money_{kind.name}", MEMO if kind.side == MEMO else f"{kind.side}, {kind.account}"
        title = f"{INDICATORS[name].title.en} ({INDICATORS[name].title.zh})"
        if name not in means:  # no county tells it
            lines.append((side, title, *["not told (未填报)"] * (len(years) + 1)))
        elif means[name].any():
            values = (*(means[name].get(year, np.nan) for year in years), means[name].sum())
            lines.append((side, title, *(_number(value / _MILLION, 1) for value in values)))
    return table(("side and account", "kind", *years, "all years (各年合计)"), lines)


def _of_levers(out: Path) -> str:
    folder, rows = read_batch_folder(out), _whole(levels(out))
    base, after = folder.scenarios[0].name, rows[rows["year"] > folder.years[0]]
    mean = {name: _mean_by_run(after, name) for name in (*SPENT, *BOUGHT)}
    cost = sum(mean[name] for name in SPENT)
    head = (
        "lever", "running money, million yuan a year (经常性)", "capital money, million yuan a year (基建)",
        *BOUGHT.values(),
    )  # fmt: skip
    lines, each = [], []
    for one in folder.scenarios:
        if one.name == base:
            continue
        named = f"`{one.name}`: {one.title.en} ({one.title.zh})"
        paid = (cost[one.name] - cost[base]).dropna()
        moved = [(mean[name][base] - mean[name][one.name]).dropna() for name in BOUGHT]
        money = [(mean[name][one.name] - mean[name][base]).dropna() / _MILLION for name in SPENT]
        lines.append((named, *(_told(pairs) for pairs in (*money, *moved))))
        each.append((named, *(bought_text(pairs, paid) for pairs in moved)))
    return (
        f"## What a million yuan a year buys (每年100万元的效果)\n\n{_caption(folder)}\n\n"
        f"Each lever alone against `{base}` with the same seed, means of the school years {folder.years[0] + 1} to "
        f"{folder.years[1]}: mean and 95 % interval over seeds, **bold** where it excludes 0. Capital money counts in "
        "full in the years it is spent, though rooms, beds and buses serve longer. Large classes are those left in "
        "spite of the class sizes of 2017, for want of rooms.\n\n"
        f"{table(head, lines)}\n"
        "Difference of outcome / difference of money, for 1 million yuan a year. No figure where money cannot be told "
        "from no change; a lever that saves money has none either.\n\n"
        f"{table(('lever', *BOUGHT.values()), each)}"
    )


def _mean_by_run(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the mean over years of an indicator by draw and seed, one column a scenario."""
    own = rows[rows["indicator"] == name]
    return own.groupby(["draw", "seed", "scenario"], observed=True)["value"].mean().unstack("scenario")


def _interval(pairs: pd.Series) -> tuple[float, float, float]:
    told = summarise(pairs.to_numpy(float)[None, :], pairs.index.get_level_values("draw").to_numpy())
    return tuple(float(told[key][0]) for key in ("mean", "mean_lo95", "mean_hi95"))


def _told(pairs: pd.Series) -> str:
    return _text(*_interval(pairs))


def _text(mean: float, low: float, high: float) -> str:
    if max(map(abs, (mean, low, high))) < _SEEN:
        return "0"
    text = f"{mean:+,.2f} ({low:+,.2f} to {high:+,.2f})"
    return f"**{text}**" if low > 0 or high < 0 else text


def bought_text(moved: pd.Series, paid: pd.Series) -> str:
    """Return what a million yuan buys: the ratio of two paired means, its interval that of the ratio's residuals.

    Parameters
    ----------
    moved, paid : Series by draw and seed
        Paired differences of the outcome and of yuan.
    """
    mean, low, _ = _interval(paid)
    if np.isnan(low) or low <= 0:
        return "no cost told apart (无法区分成本)" if mean >= 0 else "costs less (支出减少)"
    ratio = moved.mean() / mean
    _, low, high = _interval(moved - ratio * paid)
    return _text(*(_MILLION * (ratio + part / mean) for part in (0.0, low, high)))


def _caption(folder: BatchFolder) -> str:
    draws, seeds = ({getattr(run, name) for run in folder.finished} for name in ("draw", "seed"))
    estimated, every = folder.rows_estimated
    return (
        f"Written by `make staffing`: {len(folder.finished)} runs of `scenarios/{folder.name}.yaml`, school years "
        f"{folder.years[0]} to {folder.years[1]}, {len(draws)} draw(s) of the parameters, {len(seeds)} seeds. "
        f"**Estimates**: {estimated:,} of {every:,} input rows are estimated or assumed; the teachers of the start are "
        "made up from totals. Indicators: [indicators](indicators.md); levers: [levers](levers.md)."
    )


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]), Path(sys.argv[2])), encoding="utf-8", newline="\n")
