"""A table of the workbook, declared: axes, quantities, columns; rows follow from the batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sim.base.errors import Say
from sim.base.width import display_width
from sim.reports.workbook.axes import Axis
from sim.reports.workbook.batch import Batch
from sim.reports.workbook.quantity import Quantity

REFERENCE, BASE, EACH = "reference run", "runs of the base", "runs of each scenario"  # runs a table rests on
COUNT, SHARE, RATE, TENTHS = "#,##0", "0.0%", "0.0", "#,##0.0"  # number formats
SCENARIO = Say("Scenario", "情景")
_WIDEST_TITLE = 28  # characters of a scenario's title before it wraps
YEAR, SIGNED = "0", "+#,##0;-#,##0;0"
VARIES = "+#,##0.0;-#,##0.0;0.0"  # differences; a row of rates gives its own format

STATISTICS = {
    "reference": Say("reference run", "参照运行"),
    "mean": Say("mean", "均值"),
    "p10": Say("P10", "P10"),
    "p50": Say("P50", "P50"),
    "p90": Say("P90", "P90"),
    "base": Say("P50 of the base", "基准情景的P50"),
    "share": Say("share of runs above 0", "大于0的运行所占比例"),
    "short_p50": Say("warning level of the P50 of seats short", "按缺口P50判定的预警等级"),
    "short_p90": Say("warning level of the P90 of seats short", "按缺口P90判定的预警等级"),
    "spare_p50": Say("warning level of the P50 of seats spare", "按富余P50判定的预警等级"),
    "spare_p90": Say("warning level of the P90 of seats spare", "按富余P90判定的预警等级"),
    "short_chance": Say("share of runs with a warning of seats short", "出现缺口预警的运行所占比例"),
    "spare_chance": Say("share of runs with a warning of seats spare", "出现富余预警的运行所占比例"),
    "base_short_p50": Say("the same of seats short in the base", "基准情景按缺口P50判定的预警等级"),
    "base_spare_p50": Say("the same of seats spare in the base", "基准情景按富余P50判定的预警等级"),
}


@dataclass(frozen=True)
class Column:
    """One column.

    Parameters
    ----------
    title : Say
    label : str
        Label of the row's nodes that it shows; empty for a column of numbers.
    quantity, statistic : str
        What it tells and how over the runs (a key of `STATISTICS`).
    unit : Say, optional
    form : str
        Number format of the sheet.
    group : Say, optional
        Header that it stands under together with its neighbours.
    width : float
        Width in characters.
    is_shown : function of the batch, optional
        Tells whether the records carry it; always by default.
    in_totals : bool
        Whether total rows have it.
    """

    title: Say
    label: str = ""
    quantity: str = ""
    statistic: str = ""
    unit: Say | None = None
    form: str = COUNT
    group: Say | None = None
    width: float = 9
    is_shown: Callable[[Batch], bool] | None = None
    in_totals: bool = True

    def heading(self, lang: str) -> str:
        """Return the header, with its unit in a second line where the header above it does not tell it."""
        return _with_unit(self.title, None if self.group else self.unit, lang, "\n")

    def group_heading(self, lang: str) -> str:
        """Return the header it stands under with its neighbours, empty without one."""
        return _with_unit(self.group, self.unit, lang) if self.group else ""

    def full_heading(self, lang: str) -> str:
        """Return the header in one line, with the one it stands under."""
        line = self.heading(lang).replace("\n", " " if lang == "en" else "")
        return " / ".join(filter(None, (self.group_heading(lang), line)))


def _with_unit(title: Say, unit: Say | None, lang: str, between: str = "") -> str:
    if unit is None:
        return title.text(lang)
    if lang == "zh":
        return f"{title.zh}{between}（{unit.zh}）"
    if unit.en in title.en.lower():  # Pupils (pupils)
        return title.en
    return f"{title.en}{between or ' '}({unit.en})"


@dataclass(frozen=True)
class Table:
    """One table.

    Parameters
    ----------
    name : Say
        Name of its sheet.
    title : Say
    axes : function of batch and scenario
        Returns the axes of the rows.
    quantities : tuple of Quantity
    columns : tuple of Column
    runs : str
        `REFERENCE`, `BASE` or `EACH`.
    notes : tuple of Say
        How to read it.
    tables : tuple of str
        The record tables it rests on, for the source row.
    tells_all : bool
        Whether rows without any number are shown too.
    told_of_batch : function of the batch
        Returns further notes, such as what was entered.
    tells_dropout : bool
        Whether it shows dropout or retention, and so must say under which dropout scenario (辍学口径).
    """

    name: Say
    title: Say
    axes: Callable[[Batch, str], tuple[Axis, ...]]
    quantities: tuple[Quantity, ...]
    columns: tuple[Column, ...]
    runs: str
    notes: tuple[Say, ...] = ()
    tables: tuple[str, ...] = field(default=())
    tells_dropout: bool = False
    tells_all: bool = False
    told_of_batch: Callable[[Batch], tuple[Say, ...]] = lambda batch: ()

    @cached_property
    def named(self) -> Mapping[str, Quantity]:
        """Return the quantities by name."""
        return {quantity.name: quantity for quantity in self.quantities}

    def scenarios(self, batch: Batch) -> tuple[str, ...]:
        """Return the scenarios that its rows tell of."""
        return batch.scenarios if self.runs == EACH else (batch.status_scenario,)

    def tells_scenario(self, batch: Batch) -> bool:
        """Tell whether its rows need the scenario's name."""
        return len(self.scenarios(batch)) > 1

    def columns_of(self, batch: Batch) -> tuple[Column, ...]:
        """Return the columns that this batch has."""
        shown = tuple(c for c in self.columns if c.is_shown is None or c.is_shown(batch))
        return (scenario_column(batch), *shown) if self.tells_scenario(batch) else shown

    def quantities_over_runs(self, batch: Batch) -> list[str]:
        """Return the quantities that are told over runs, apart from those of the reference run alone."""
        return self._used(batch, lambda statistic: statistic not in ("", "reference"))

    def quantities_shown(self, batch: Batch) -> list[str]:
        """Return the quantities that columns tell."""
        return self._used(batch, lambda statistic: statistic != "")

    def _used(self, batch: Batch, wanted: Callable[[str], bool]) -> list[str]:
        return list(dict.fromkeys(c.quantity for c in self.columns_of(batch) if wanted(c.statistic)))


def scenario_column(batch: Batch, title: Say = SCENARIO, label: str = "scenario") -> Column:
    """Return the column of scenarios, as wide as their Chinese titles need; longer ones wrap."""
    widest = max(display_width(batch.title(name).zh) for name in batch.scenarios)
    return Column(title, label=label, width=min(max(widest + 2, 12), _WIDEST_TITLE))


def key(title_en: str, title_zh: str, label: str, width: float = 9, form: str = YEAR) -> Column:
    """Return a column that tells what the row is about."""
    return Column(Say(title_en, title_zh), label=label, width=width, form=form)


def figure(
    en: str,
    zh: str,
    quantity: str,
    statistic: str,
    unit: Say | None,
    form: str = COUNT,
    width: float = 9,
    group=None,
) -> Column:
    """Return a column of numbers."""
    return Column(Say(en, zh), "", quantity, statistic, unit, form, group, width)


def quantiles(
    group: Say, quantity: str, unit: Say, form: str = COUNT, width: float = 9
) -> tuple[Column, ...]:
    """Return P10, P50 and P90 of a quantity under one header."""
    return tuple(
        Column(STATISTICS[name], "", quantity, name, unit, form, group, width)
        for name in ("p10", "p50", "p90")
    )
