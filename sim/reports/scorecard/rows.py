"""A scorecard as rows: every verdict with that of the base for CSV, and lines to read in a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.indicators.declared import INDICATORS
from sim.indicators.targets import STATUSES, Verdict
from sim.records.dropout_scenario import NOT_TOLD
from sim.reports.scorecard import words
from sim.reports.scorecard.card import PAIR, Line, Scorecard

_TARGET = ("target", "title", "measure", "group", "indicator", "zone", "stage", "comparison", "value", "unit")
_DATES = ("year_from", "year_to", "source", "confidence", "note")
_VERDICT = ("status", "low", "p50", "high", "margin", "n_met", "n_runs", "probability")
COLUMNS = (
    *("scenario", "base", "dropout", "year", "is_mid_term"),
    *_TARGET,
    *_DATES,
    *_VERDICT,
    *(f"base_{name}" for name in _VERDICT),
)
PAIR_STATUS = "not_judged"


def csv_rows(card: Scorecard, lang: str) -> list[dict[str, object]]:
    """Return one row of `COLUMNS` for each scenario shown, line and school year; the pair of G1 first, not judged.

    A column that does not apply is empty. `base_*` tell the same of the base.
    """
    return [
        row
        for scenario in card.shown
        for year in card.years
        for row in (*_pair_rows(card, scenario, year, lang), *_line_rows(card, scenario, year, lang))
    ]


def text_table(card: Scorecard, block: tuple[str, ...], lang: str) -> tuple[list[dict[str, str]], list[str]]:
    """Return rows and columns of one scenario beside the base: a column a school year and scenario."""
    heads = {
        (year, name): f"{words.year_text(card, year, lang)} {words.role(card, name).text(lang)}"
        for year in card.years
        for name in block
    }
    title, asked = (one.text(lang) for one in words.HEADS)
    rows = [
        {title: words.pair_title(name, lang), asked: "—"}
        | {head: words.pair_text(card, one, name, year, lang) for (year, one), head in heads.items()}
        for name in PAIR
    ]
    for line in card.lines:
        cells = {
            head: " ".join(words.cell_lines(line.target, card.verdict(name, line, year), lang)).strip()
            for (year, name), head in heads.items()
        }
        rows.append({title: words.line_title(line, lang), asked: words.demand(line.target)} | cells)
    counts = {head: words.counts_text(card, name, year) for (year, name), head in heads.items()}
    rows.append({title: words.COUNTS.text(lang), asked: "—"} | counts)
    return rows, [title, asked, *heads.values()]


def _pair_rows(card: Scorecard, scenario: str, year: int, lang: str) -> Iterator[dict[str, object]]:
    for name in PAIR:
        own, base = (_pair_verdict(card, one, name, year) for one in (scenario, card.base))
        yield {
            **dict.fromkeys(COLUMNS, ""),
            **_where(card, scenario, year, card.dropout_of(scenario)),
            "title": words.pair_title(name, lang),
            "measure": "G1",
            "indicator": name,
            "zone": "all",
            "stage": "all",
            "unit": INDICATORS[name].unit.en,
            **own,
            **{f"base_{key}": value for key, value in base.items()},
        }


def _pair_verdict(card: Scorecard, scenario: str, name: str, year: int) -> dict[str, object]:
    if (scenario, name, year) not in card.pair.index:
        return {}
    low, middle, high = card.pair.loc[(scenario, name, year)]
    return {"status": PAIR_STATUS, "low": low, "p50": middle, "high": high, "n_runs": card.n_runs(scenario)}


def _line_rows(card: Scorecard, scenario: str, year: int, lang: str) -> Iterator[dict[str, object]]:
    for line in card.lines:
        base = _verdict(card.verdict(card.base, line, year)) if card.base else {}
        yield {
            **dict.fromkeys(COLUMNS, ""),
            **_where(card, scenario, year, line.dropout or card.dropout_of(scenario)),
            **_target(line, lang),
            **_verdict(card.verdict(scenario, line, year)),
            **{f"base_{name}": value for name, value in base.items()},
        }


def _where(card: Scorecard, scenario: str, year: int, dropout: str) -> dict[str, object]:
    return {
        "scenario": scenario,
        "base": card.base,
        "dropout": dropout or NOT_TOLD,
        "year": year,
        "is_mid_term": int(year == card.mid_term),
    }


def _target(line: Line, lang: str) -> dict[str, object]:
    one = line.target
    told = {name: getattr(one, name) for name in (*_TARGET, *_DATES) if hasattr(one, name)}
    year_to = "" if one.year_to is None else one.year_to
    return told | {
        "target": one.name,
        "title": words.line_title(line, lang),
        "unit": one.one.unit.en,
        "year_to": year_to,
    }


def _verdict(one: Verdict) -> dict[str, object]:
    numbers = {
        "low": one.low, "p50": one.middle, "high": one.high, "margin": one.margin, "probability": one.probability,
    }  # fmt: skip
    told = {name: "" if math.isnan(value) else value for name, value in numbers.items()}
    assert one.status in STATUSES
    return {"status": one.status, "n_met": one.n_met, "n_runs": one.n_runs, **told}
