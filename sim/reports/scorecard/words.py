"""The words of a scorecard: what stands in its cells, above them and below."""

from __future__ import annotations

import math

from sim.base.errors import Say
from sim.indicators.declared import INDICATORS
from sim.indicators.spread import ENOUGH
from sim.indicators.targets import (
    MET,
    NO_DATA,
    NOT_DUE,
    NOT_JUDGED,
    NOT_MET,
    NOT_RUN,
    OUTSIDE,
    PAST,
    STATUSES,
    Target,
    Verdict,
)
from sim.policies.ledger import NOT_SIMULATED, ledger_lines
from sim.records.dropout_scenario import NOT_TOLD, TITLES, dropout_label
from sim.reports.scorecard.card import PAIR, Line, Scorecard

SYMBOLS = {MET: "√", NOT_MET: "×", NOT_DUE: "○", PAST: "○", NOT_JUDGED: "—"}
_MOST_DECIMALS = 6
_RETENTION = "retention"  # the target of period retention
TITLE = Say("Scorecard", "记分卡")
MID_TERM = Say("mid-term", "中期")
BASE, PLAN = Say("Base", "基准"), Say("Plan", "方案")
HEADS = (Say("Target", "目标"), Say("Asked for (from)", "目标值（起始学年）"))
COUNTED = (Say("Met", "达标项数"), Say("Judged", "可判定项数"))
COUNTS = Say(*(" / ".join(one.text(lang) for one in COUNTED) for lang in ("en", "zh")))
PAIR_HEAD = Say("Side by side, not judged", "挤弱并列，不判定")


def heading(card: Scorecard) -> Say:
    """Return what the scorecard is of: the batch, its school years and the place."""
    first, last = card.folder.years
    place = Say(f", {card.place}", f"，{card.place}") if card.place else Say("", "")
    return Say(
        f"{TITLE.en} of batch {card.folder.name}, {first}–{last}{place.en}",
        f"{TITLE.zh}：批量 {card.folder.name}，{first}—{last}学年{place.zh}",
    )


def line_title(line: Line, lang: str) -> str:
    """Return what a line is called: the target, and the dropout scenario it is told of."""
    title = line.target.title.text(lang)
    if line.dropout == NOT_TOLD:
        return title
    bracketed = Say(f"{title} ({TITLES[line.dropout].en})", f"{title}（{TITLES[line.dropout].zh}）")
    return bracketed.text(lang)


def demand(target: Target) -> str:
    """Return what is asked for and from when, such as ≤0 (2018)."""
    until = "" if target.year_to is None else f"–{target.year_to}"
    return f"{target.demand} ({target.year_from}{until})"


def value_text(target: Target, value: float) -> str:
    """Return a level with as many decimals as tell it apart from the value asked for."""
    decimals = target.one.decimals
    while decimals < _MOST_DECIMALS and _hides(target, value, decimals):
        decimals += 1
    return f"{value:,.{decimals}f}{'%' if target.one.is_percent else ''}"


def _hides(target: Target, value: float, decimals: int) -> bool:
    """Tell whether so few decimals show a level that misses or beats the value asked for as that value."""
    is_equal = math.isclose(value, target.value, rel_tol=1e-9, abs_tol=1e-9)
    return not is_equal and round(value, decimals) == round(target.value, decimals)


def margin_text(target: Target, margin: float) -> str:
    """Return by how much a level is better (+) or worse (−) than asked for."""
    decimals = target.one.decimals
    while decimals < _MOST_DECIMALS and margin and not round(margin, decimals):
        decimals += 1
    return "±0" if not round(margin, decimals) else f"{margin:+,.{decimals}f}".replace("-", "−")


def probability_text(verdict: Verdict) -> str:
    """Return the share of the runs that meet a target: percent, or of how many how many where runs are few."""
    if verdict.n_runs < ENOUGH:
        return f"{verdict.n_met}/{verdict.n_runs}"
    percent = math.floor(100 * verdict.probability + 0.5)
    if 0 < verdict.n_met < verdict.n_runs:  # some but not all: neither 0 % nor 100 %
        percent = min(max(percent, 1), 99)
    return f"{percent}%"


def cell_lines(target: Target, verdict: Verdict, lang: str) -> tuple[str, str]:
    """Return the two lines of a cell: mark and level, then margin and probability; or why there is none."""
    if verdict.status in (NO_DATA, OUTSIDE, NOT_RUN):
        return STATUSES[verdict.status].text(lang), ""
    return (
        f"{SYMBOLS[verdict.status]} {value_text(target, verdict.middle)}",
        f"{margin_text(target, verdict.margin)} ({probability_text(verdict)})",
    )


def pair_level(card: Scorecard, scenario: str, name: str, year: int) -> float:
    """Return the middle of one of the pair of G1 in percent; NaN without data."""
    key = (scenario, name, year)
    return float(card.pair.at[key, "middle"]) if key in card.pair.index else math.nan


def pair_text(card: Scorecard, scenario: str, name: str, year: int, lang: str) -> str:
    """Return the middle of one of the pair of G1."""
    level = pair_level(card, scenario, name, year)
    return STATUSES[NO_DATA].text(lang) if math.isnan(level) else f"{level:.{INDICATORS[name].decimals}f}%"


def pair_title(name: str, lang: str) -> str:
    """Return what one of the pair of G1 is called."""
    titles = {
        PAIR[0]: Say(
            "Crowding of towns: pupils in classes over the standard", "城镇挤：超标准班额班级学生占比"
        ),
        PAIR[1]: Say(
            "Thinness of villages: rural schools under 100 pupils", "乡村弱：不足100人的乡村学校占比"
        ),
    }
    return titles[name].text(lang)


def year_text(card: Scorecard, year: int, lang: str) -> str:
    """Return a school year, the mid-term one marked."""
    if year != card.mid_term:
        return str(year)
    return Say(f"{year} ({MID_TERM.en})", f"{year}（{MID_TERM.zh}）").text(lang)


def counts(card: Scorecard, scenario: str, year: int) -> tuple[int, int]:
    """Return how many lines are met, and how many can be judged."""
    told = [card.verdict(scenario, line, year).status for line in card.lines]
    return told.count(MET), told.count(MET) + told.count(NOT_MET)


def counts_text(card: Scorecard, scenario: str, year: int) -> str:
    """Return how many of the lines that can be judged are met, such as 12/20."""
    return "/".join(map(str, counts(card, scenario, year)))


def role(card: Scorecard, scenario: str) -> Say:
    """Return what a scenario is called above its column."""
    return BASE if scenario == card.base and card.others else PLAN


def block_title(card: Scorecard, block: tuple[str, ...]) -> Say:
    """Return the title of the page of one scenario."""
    title = card.folder.note(block[-1]).title
    return Say(f"{TITLE.en}: {title.en}", f"{TITLE.zh}：{title.zh}")


def about_block(card: Scorecard, block: tuple[str, ...]) -> Say:
    """Return which scenarios stand side by side."""
    told = [scenario_words(card, name) for name in block]
    if len(block) == 1:
        return Say(
            f"{PLAN.en}: {told[0].en}. There is no other scenario to set it beside.",
            f"{PLAN.zh}：{told[0].zh}。没有可对照的情景。",
        )
    return Say(
        f"{PLAN.en}: {told[1].en}. {BASE.en}: {told[0].en}.",
        f"{PLAN.zh}：{told[1].zh}。{BASE.zh}：{told[0].zh}。",
    )


def scenario_words(card: Scorecard, scenario: str) -> Say:
    """Return a scenario with its runs and its dropout scenario."""
    title, n_runs = card.folder.note(scenario).title, card.n_runs(scenario)
    label = dropout_label(card.dropout_of(scenario))
    return Say(f"{title.en}, {n_runs} runs, {label.en}", f"{title.zh}（{n_runs}次运行，{label.zh}）")


def notes(card: Scorecard) -> list[Say]:
    """Return how to read a scorecard."""
    told = [
        Say(
            "√ met, × not met: where the middle of the runs (P50) stands; ○ not in force that year. Below: by how much "
            "it is better (+) or worse (−) than asked for, in the unit of the indicator; in brackets the share of the "
            "runs that meet it.",
            "√达标、×未达标按各次运行的中位数（P50）判定，○当年不在目标期；第二行为余量（+优于、−差于目标，单位同指标），"
            "括号内为达标概率（达标运行所占比例）。",
        ),
        Say(
            "A target of the end of a year is judged on the census of 1 September of that year. Per-pupil figures and "
            "crowding improve by themselves when pupils vanish: what the base reaches too is not due to the measures.",
            "年底目标按当年9月1日统计时点判定。学生减少时生均指标和班额会自行改善：基准情景同样达到的，不是措施的效果。",
        ),
    ]
    return [*told, *own_notes(card)]


def own_notes(card: Scorecard) -> list[Say]:
    """Return what only some scorecards need to say."""
    told = []
    if any(one.status == NOT_JUDGED for one in card.verdicts.values()):
        told.append(_by_county())
    if any(key[1] == _RETENTION and one.middle > 100 for key, one in card.verdicts.items()):
        told.append(_above_100())
    if card.has_own_sites:
        told.append(_own_sites())
    return [*told, few_runs()] if card.has_few_runs else told


def _by_county() -> Say:
    """Return why a coefficient of the region has a dash."""
    return Say(
        "— not judged: coefficients are judged county by county, here all schools of the region are taken together.",
        "—不判定：差异系数以县为单位评判，此处为全区域学校合并计算。",
    )


def _above_100() -> Say:
    """Return why a period retention lies above 100 %."""
    return Say(
        "Period retention above 100 %: that year more come back, of earlier years too, than drop out.",
        "时期巩固率高于100%：当年复学（含往年失学学生）多于辍学。",
    )


def _own_sites() -> Say:
    """Return that the entered choice of sites does not reach the scorecard."""
    return Say(
        "Evaluation is judged here without sites under 50 pupils and special schools; evaluation.csv as entered "
        "changes tables 14 and 15 alone.",
        "均衡评估各项在此均不含不足50人校点和特殊教育学校；填报的 evaluation.csv 只用于表14、表15。",
    )


def few_runs() -> Say:
    """Return how the probability is told where runs are few."""
    return Say(
        f"Fewer than {ENOUGH} runs: no probability in percent but how many of how many runs meet the target.",
        f"运行不足{ENOUGH}次：不列百分比，只列“达标次数/运行次数”，仅供参考。",
    )


def dropout_text(card: Scorecard) -> Say:
    """Return which dropout scenario the lines follow that do not say it themselves."""
    followed = dict.fromkeys(card.dropout_of(name) for name in card.shown)
    labels = [dropout_label(which) for which in followed]
    return Say(
        f"{'; '.join(one.en.capitalize() for one in labels)}.", f"{'、'.join(one.zh for one in labels)}。"
    )


def ledger_text() -> Say:
    """Return the line that tells what the scorecard leaves to the ledger."""
    number = len(ledger_lines())
    return Say(
        f"{number} ledger lines: {NOT_SIMULATED.en}, not judged here; see the ledger.",
        f"另有{number}项台账事项：{NOT_SIMULATED.zh}，不在此判定，见台账。",
    )
