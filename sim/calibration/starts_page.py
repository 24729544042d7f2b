"""The page of two starts, docs/two_starts.md: the earlier run's census beside the later start, measure by measure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.base.errors import Say
from sim.calibration.explain import shown
from sim.calibration.page import Origin, table
from sim.calibration.starts import MEASURES, Gap
from sim.indicators.spread import ENOUGH

WHY = {
    "residents": Say(
        "The run keeps the pace between the censuses of 2010 and 2020; the tables follow the figures of the end of "
        "2021 and the province to 2024, which fall more slowly.",
        "运行沿用2010—2020年两次普查间的速度；输入表依据2021年末数和全省至2024年的较慢降速。",
    ),
    "children_0_5": Say(
        "Births are the same; who of those registered here lives here is not known. The run lets families leave year "
        "by year; the tables take the mean of the register and of donor pyramids, less those away with their parents. "
        "Children born in the run are therefore more, beside the registered births of their year, than those of the "
        "start.",
        "出生数相同，但户籍在本地的幼儿有多少常住于此并无数据。运行逐年模拟外迁；输入表取户籍推算与参照金字塔的平均，扣除随父母在外者。",
    ),
    "hukou_population": Say(
        "Births, deaths and changes of register carry the run from 2017; the tables carry on the change of the "
        "register from 2018 to 2021.",
        "运行由2017年起按出生、死亡和户口迁移推算；输入表沿用2018—2021年户籍数的变化。",
    ),
    "urban_share": Say(
        "Moves alone carry the run's share; the tables carry the census of 2020 on at the province's 1.04 points a "
        "year, reclassification included.",
        "运行仅由迁移推动；输入表由2020年普查按全省每年1.04个百分点外推，含城乡划分调整。",
    ),
    "schools": Say(
        "The levers of the run so far close no school; the tables carry on the fall of Jilin's schools. Points count "
        "as schools on both sides.",
        "运行所含措施尚不撤并学校；输入表沿用吉林省学校数的下降。两边均含教学点。",
    ),
}


def starts_page(gaps: Sequence[Gap], earlier: Origin, later: Origin) -> str:
    """Return the page.

    Parameters
    ----------
    gaps : sequence of Gap
        As `compare_starts` returns them.
    earlier, later : Origin
        What the two sides were made from.
    """
    first, year = earlier.years.split("-")[0], later.years.split("-")[0]
    return "\n".join(
        [
            "<!-- written by `make facts`; do not edit -->\n",
            "# Two starts (两个起点)\n",
            f"Where the run that starts in {first} stands at its own census of 1 September {year}, beside the tables "
            f"from which the start of {year} is made. Both are of the same counties on the same day.\n",
            f"## The run of {first}\n",
            earlier.table(),
            f"## The start of {year}\n",
            later.table(),
            _reading(gaps, min(earlier.n_runs, later.n_runs), first, year),
            *(_section(name, [gap for gap in gaps if gap.measure == name], first, year) for name in MEASURES),
        ]
    )


def _reading(gaps: Sequence[Gap], n_runs: int, first: str, year: str) -> str:
    whole = [gap for gap in gaps if gap.area == gaps[0].area]
    few = (
        f" Fewer than {ENOUGH} runs: smallest and largest value instead of P10 and P90."
        if n_runs < ENOUGH
        else ""
    )
    most = sorted(whole, key=lambda gap: -abs(gap.difference))[:3]
    said = "; ".join(f"{MEASURES[gap.measure][0].en} {_difference(gap)}" for gap in most)
    return (
        f"Nothing is judged: the start of {year} is itself made from public totals, partly the same ones (births to "
        f"{year} are input of both). A difference is what eight years of simulation and the later totals do not agree "
        f"on, and how far a plan moves by choosing the start: for planning take that of {year}. Model: P50 over the "
        f"runs, P10 to P90 in brackets.{few} Over all counties the largest differences are: {said}.\n\n"
        f"本页不作判定：{year}年起点同样由公开总数推得，部分来源相同(截至{year}年的出生数均为输入)。差异为{first}年起点"
        f"逐年模拟与后来总数不一致之处；规划请用{year}年起点。\n"
    )


def _section(name: str, gaps: Sequence[Gap], first: str, year: str) -> str:
    title, unit = MEASURES[name]
    source = gaps[0].later_from
    head = ("area", f"run of {first}, census of {year}", f"start of {year} ({source})", "difference")
    rows = [
        (
            gap.area,
            f"{_number(gap.earlier[1])} ({_number(gap.earlier[0])} to {_number(gap.earlier[2])})",
            _number(gap.later),
            _difference(gap),
        )
        for gap in gaps
    ]
    why = f"\n{WHY[name].en}\n\n{WHY[name].zh}\n" if name in WHY else ""
    return f"## {title.en} ({title.zh}), {unit.en}\n\n" + table(head, rows) + why


def _number(value: float) -> str:
    return shown(round(value, 2) if abs(value) < 100 else round(value))


def _difference(gap: Gap) -> str:
    if math.isnan(gap.difference):
        return "none at the later start"
    return f"{gap.difference:+.1f}" + (" points" if gap.measure == "urban_share" else " %")
