"""What the tables of evaluation are made of: coefficients by county, further items, and schools with what they have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.base.errors import Say
from sim.indicators.amounts import Amount
from sim.indicators.declared import INDICATORS, records_of
from sim.indicators.evaluation.amounts import Meeting, OfUnits, Reaching, levels, meets_rule, ratios, reaches
from sim.indicators.evaluation.items import items
from sim.indicators.evaluation.kinds import Coefficient, of_framework
from sim.indicators.evaluation.standards import BASIC, QUALITY, resources, thresholds
from sim.indicators.evaluation.units import AMOUNTS, COUNTED, DECIDES, PLACE, USUAL, UnitRule, standing, units
from sim.indicators.kinds import Kind
from sim.indicators.measures import needed_columns
from sim.indicators.run_tables import RunTables
from sim.kernels.codes import STAGE_NAMES
from sim.reports.workbook.view import Frames, View

JOINT = {BASIC: "composite", QUALITY: "highest"}
SCHOOL_RULE = "school_rule"  # the line of schools that meet 6 of the seven
RULES = {
    "usual": USUAL,
    "with_small": UnitRule(0, False),
    "with_special": UnitRule(USUAL.least_pupils, True),
    "with_all": UnitRule(0, True),
}
SCHOOL_COLUMNS = (*PLACE, *DECIDES, *AMOUNTS)
_BY_COUNTY = -4  # axis of the counties in an amount
_TEXTS = ("county", "school_id", "stage", "central_school", "status", "kind", "ownership")


def _names(framework: str) -> list[str]:
    return [*(one.name for one in resources(framework)), JOINT[framework]]


LINES = (*((of, name) for of in (QUALITY, BASIC) for name in _names(of)), (QUALITY, SCHOOL_RULE))
_TOLD = ("units", "reaching", "official", "unweighted", "within")


def sites_code(rule: UnitRule) -> str:
    """Return the code of a rule of which sites count."""
    return next(code for code, one in RULES.items() if one == rule)


def coefficient_line(stage: str, framework: str, name: str) -> str:
    """Return the code of a coefficient of a stage."""
    return f"{stage}|{framework}|{name}"


def item_line(county: str, code: str, stage: str, year: int) -> str:
    """Return the code of an item in one place, stage and year; an empty county is the region."""
    return f"{county}|{code}|{stage}|{year}"


def school_line(year: int, school: str, stage: str) -> str:
    """Return the code of a school in one stage and year."""
    return f"{year}|{school}|{stage}"


def coefficients(frames: Frames) -> pd.DataFrame:
    """Return coefficients and schools that reach the standards, of the region and of counties, by rule of sites.

    Columns: county (empty for the region), stage, year, line, sites, units, reaching, official, unweighted, within.
    """
    run = RunTables(frames)
    axes = {"sites": list(RULES), "name": [f"{framework}|{name}" for framework, name in LINES],
            "county": ["", *run.counties], "stage": list(STAGE_NAMES), "year": run.years}  # fmt: skip
    rows = pd.MultiIndex.from_product(axes.values(), names=axes).to_frame(index=False)
    told = np.stack([_of_rule(run, rule) for rule in RULES.values()], axis=1)
    lines = rows.pop("name")
    return rows.assign(line=rows["stage"] + "|" + lines, **{c: told[k].ravel() for k, c in enumerate(_TOLD)})


def _of_rule(run: RunTables, rule: UnitRule) -> np.ndarray:
    """Return what `_TOLD` names by line and place, (columns, lines, places, 2 stages, years)."""
    n_units = _amount(run, OfUnits(rule))
    nothing = np.full(n_units.shape, np.nan)
    out = []
    for framework in (QUALITY, BASIC):
        found = [[_level(run, Coefficient(one.column, is_weighted, rule)) for one in resources(framework)]
                 for is_weighted in (True, False)]  # fmt: skip
        official, unweighted = ([*levels, of_framework(framework).together(levels)] for levels in found)
        for k, name in enumerate(_names(framework)):
            is_judged = framework == QUALITY and name != JOINT[framework]
            reaching = _amount(run, Reaching(rule, name)) if is_judged else nothing
            within = _within(framework, name, official[k])
            out.append((n_units, reaching, official[k], unweighted[k], within))
    meeting = _amount(run, Meeting(rule))
    all_meet = _of_counties(np.where(n_units > 0, meeting == n_units, np.nan))
    out.append((n_units, meeting, nothing, nothing, all_meet))
    return np.array(out).swapaxes(0, 1)


def limits(framework: str, name: str) -> tuple[float, float] | None:
    """Return the highest coefficient allowed, primary and junior; None where the evaluation sets none."""
    if framework == QUALITY:
        return None if name == SCHOOL_RULE else thresholds()["cv2017_each"].of_stage
    return thresholds()["cv2012_composite"].of_stage if name == JOINT[BASIC] else None


def _within(framework: str, name: str, official: np.ndarray) -> np.ndarray:
    """Return 1 where a county is within the limit, 0 where not; NaN for the region, or without a limit."""
    limit = limits(framework, name)
    if limit is None:
        return np.full(official.shape, np.nan)
    within = official <= np.array(limit)[:, None]
    return _of_counties(np.where(np.isnan(official), np.nan, within))


def _of_counties(values: np.ndarray) -> np.ndarray:
    """Return values of places without those of the region, which nobody judges."""
    values[0] = np.nan
    return values


def _everywhere(amount: np.ndarray) -> np.ndarray:
    """Return an amount of the region and of each county."""
    return np.concatenate([amount.sum(axis=_BY_COUNTY, keepdims=True), amount], axis=_BY_COUNTY)


def _level(run: RunTables, kind: Kind) -> np.ndarray:
    """Return levels of the region and of each county by stage, (places, 2 stages, years)."""
    return kind.level(run, _everywhere)[:, 0, 1:]


def _amount(run: RunTables, amount: Amount) -> np.ndarray:
    return _everywhere(amount.of(run))[:, 0, 1:]


def further_items(frames: Frames) -> pd.DataFrame:
    """Return levels of the indicators that stand for items, of the region and of counties."""
    run = RunTables(frames)
    parts = []
    for one in (item for item in items() if item.indicator):
        level = INDICATORS[one.indicator].kind.level(run, _everywhere)[:, 0]
        for stage, least in one.least.items():
            at = level[:, ("all", *STAGE_NAMES).index(stage)]
            for place, county in enumerate(("", *run.counties)):
                met = np.where(np.isnan(at[place]), np.nan, at[place] >= least - 1e-9)
                lines = [item_line(county, one.code, stage, year) for year in run.years]
                parts.append(
                    pd.DataFrame(
                        {"line": lines, "county": county, "stage": stage, "year": run.years, "indicator": one.indicator,
                         "records": records_of(INDICATORS[one.indicator]), "value": at[place], "met": met}
                    )
                )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def schools(frames: Frames) -> pd.DataFrame:
    """Return open schools by stage in the first and the last year with what they have, by rule of sites."""
    rows = frames["school"]
    rows = rows[rows["year"].isin((rows["year"].min(), rows["year"].max()))].astype(
        dict.fromkeys(_TEXTS, str)
    )
    parts = [schools_of(rows, rule).assign(sites=code) for code, rule in RULES.items()]
    return pd.concat(parts, ignore_index=True)


def schools_of(rows: pd.DataFrame, rule: UnitRule) -> pd.DataFrame:
    """Return open schools by stage with levels of the seven resources of 2017, their ratios and standing.

    A school that counts is told with the points added to it; any other by itself.

    Parameters
    ----------
    rows : DataFrame
        Rows of the record table `school` with at least `SCHOOL_COLUMNS`, as texts.
    rule : UnitRule
    """
    told, whole = standing(rows, rule).reset_index(drop=True), units(rows, rule)
    keys = ["year", "school_id", "stage"]
    own = told[keys].merge(whole, on=keys, how="left")
    counted = (told["counts"] == COUNTED).to_numpy()
    for name in ("pupils", *AMOUNTS):
        told[name] = np.where(counted, own[name], told[name].astype(float))
    told = told[told["pupils"] > 0].reset_index(drop=True)
    coded = told.assign(stage=told["stage"].map({name: k for k, name in enumerate(STAGE_NAMES)}))
    of_norm, counts = ratios(coded), told["counts"] == COUNTED
    return told.assign(
        line=[school_line(*key) for key in told[keys].itertuples(index=False, name=None)],
        **{f"level_{one.name}": levels(coded, one) for one in resources(QUALITY)},
        **{f"ratio_{one.name}": of_norm[:, k] for k, one in enumerate(resources(QUALITY))},
        n_met=np.where(counts, reaches(of_norm, 1.0).sum(axis=1), np.nan),
        meets=np.where(counts, meets_rule(coded), np.nan),
    )


def _needed(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {table: tuple(columns) for table, columns in needed_columns(names).items()}


_FIRST_COEFFICIENT = f"cv{QUALITY}_{resources(QUALITY)[0].name}"
EVALUATION_VIEWS: dict[str, View] = {
    "coefficients": View(
        Say(
            "record table school, open public schools by stage, points with their central school; sites: which sites "
            "count; official: weighted by pupils; an empty county is the region, all its schools "
            "together; a row is made from all schools of its place, listed one by one in T15",
            "记录表 school，开办公办学校分学段，教学点计入中心校；"
            "sites 为参评范围，official 为按学生加权；县为空即全区域学校合并；每行由当地各校计算，各校数据见表15",
        ),
        _needed([_FIRST_COEFFICIENT]),
        coefficients,
    ),
    "further_items": View(
        Say(
            "levels of the indicators (sim indicators) from record tables such as school, school_grade, admission, "
            "staff and money; the column records tells which",
            "由记录表 school、school_grade、admission、staff、money 等计算的指标水平"
            "（见 sim indicators，records 列为所用记录）",
        ),
        _needed(tuple(dict.fromkeys(one.indicator for one in items() if one.indicator))),
        further_items,
    ),
    "evaluated_schools": View(
        Say(
            "record table school, open schools by stage in the first and the last year, points with their central "
            "school; sites: which sites count",
            "记录表 school，首、末学年开办学校分学段，教学点计入中心校；sites 为参评范围",
        ),
        {"school": SCHOOL_COLUMNS},
        schools,
    ),
}
