"""The report of inputs: what was read, what was filled and how, which ties hold, what one more table buys."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.base.declaration import Fill
from sim.base.errors import Say
from sim.inputs.districts import said_of_districts
from sim.inputs.entrants import doubts_of_entrants
from sim.inputs.estates import said_of_estates
from sim.inputs.feeders import said_of_feeders
from sim.inputs.gains import GAINS
from sim.inputs.origins import Origin
from sim.inputs.schema import TABLES
from sim.inputs.schema.parts import CONFIDENCE
from sim.inputs.table_only import said_of_counties
from sim.inputs.tables import InputTables
from sim.inputs.ties import Tie, find_ties

REPORT_COLUMNS = ("part", "name", "column", "rows", *CONFIDENCE, "origin", "holds", "text")

_SURE = ("read", "known")


@dataclass(frozen=True)
class TableCount:
    """How many rows of a table there are, by confidence.

    Parameters
    ----------
    name : str
        The table.
    rows : int
        Its rows, read and filled.
    by_confidence : dict of str to int
        Rows by `CONFIDENCE`.
    is_given : bool
        Whether any of its rows was read.
    fill : Fill, optional
        What stands in for the table where it is not given.
    """

    name: str
    rows: int
    by_confidence: dict[str, int]
    is_given: bool = True
    fill: Fill | None = None

    @property
    def origin(self) -> str:
        """Return 'read', 'derived', 'assumed', or 'none' where there are neither rows nor a fill in use."""
        if self.is_given:
            return "read"
        return self.fill.kind if self.fill else "none"


@dataclass(frozen=True)
class InputReport:
    """The report of a folder of tables.

    Parameters
    ----------
    head : tuple of Say
        What place, year and size the tables are of, on both boundaries where a county stands apart; how pupils find
        their schools where enrolment is given, and neither settlements nor districts; what districts.csv adds.
    counts : tuple of TableCount
        One a table.
    columns : dict of str to dict of str to Origin
        The origin of each column of the tables that are given.
    ties : tuple of Tie
        The relations between tables, held or broken.
    gains : dict of str to Say
        What a better table would buy, by table.
    warnings : tuple of Say
        What was odd in the folder, and which years of past entrants lack.
    """

    head: tuple[Say, ...]
    counts: tuple[TableCount, ...]
    columns: dict[str, dict[str, Origin]]
    ties: tuple[Tie, ...]
    gains: dict[str, Say]
    warnings: tuple[Say, ...]

    def rows(self, lang: str = "en") -> list[dict[str, object]]:
        """Return the report as rows with the columns `REPORT_COLUMNS`."""
        blank = dict.fromkeys(REPORT_COLUMNS, "")
        parts = [*self._table_rows(lang), *self._column_rows(lang), *self._said_rows(lang)]
        return [blank | part for part in parts]

    def _table_rows(self, lang: str) -> list[dict[str, object]]:
        """Return a row a table."""
        return [
            {"part": "table", "name": one.name, "rows": one.rows, "origin": one.origin}
            | {"text": one.fill.how.text(lang) if one.fill and not one.is_given else ""}
            | one.by_confidence
            for one in self.counts
        ]

    def _column_rows(self, lang: str) -> list[dict[str, object]]:
        """Return a row a column of the tables that are given; `rows` are those that were read."""
        return [
            {"part": "column", "name": name, "column": column, "rows": origin.rows_read}
            | {"origin": origin.kind, "text": origin.fill.how.text(lang) if origin.rows_filled else ""}
            for name, columns in self.columns.items()
            for column, origin in columns.items()
        ]

    def _said_rows(self, lang: str) -> list[dict[str, object]]:
        """Return a row a tie, a gain and a warning."""
        held = {True: "yes", False: "no"}
        return [
            *(
                {
                    "part": "tie",
                    "name": tie.what.text(lang),
                    "holds": held[tie.holds],
                    "text": tie.found.text(lang),
                }
                for tie in self.ties
            ),
            *({"part": "gain", "name": name, "text": gain.text(lang)} for name, gain in self.gains.items()),
            *({"part": "warning", "text": warning.text(lang)} for warning in self.warnings),
        ]


def input_report(tables: InputTables) -> InputReport:
    """Return the report of tables that have been read.

    Parameters
    ----------
    tables : InputTables
        Usable tables: what makes them unusable is an error of `read_tables`.
    """
    counts = tuple(_count(tables, name) for name in TABLES)
    columns = {
        one.name: {column.name: tables.origins[one.name, column.name] for column in TABLES[one.name].columns}
        for one in counts
        if one.is_given
    }
    ties = tuple(find_ties(tables))
    warnings = (*tables.warnings, *doubts_of_entrants(tables))
    return InputReport(_head(tables), counts, columns, ties, _gains(tables, counts), warnings)


def _head(tables: InputTables) -> tuple[Say, ...]:
    """Return the lines that say what the tables are of, on both boundaries where a county stands apart."""
    counties = tables.counties
    lines = [
        Say(
            f"{tables.folder.as_posix()}: {len(counties)} counties, start year {tables.start_year}, "
            f"{int(counties['residents'].sum())} residents",
            f"{tables.folder.as_posix()}：{len(counties)} 个县，起始年 {tables.start_year}，"
            f"常住人口 {int(counties['residents'].sum())}",
        )
    ]
    inside = counties[counties["is_counted_apart"] == 0]
    if len(inside) < len(counties):
        names = "、".join(counties[counties["is_counted_apart"] == 1]["county"])
        residents, hukou = int(inside["residents"].sum()), int(inside["hukou_population"].sum())
        lines.append(
            Say(
                f"without {names}, counted apart: {residents} residents, {hukou} registered",
                f"不含单列的{names}：常住人口 {residents}，户籍人口 {hukou}",
            )
        )
    said = (said_of_counties, said_of_districts, said_of_feeders, said_of_estates)
    return (*lines, *(say for say_of in said for say in say_of(tables)))


def _count(tables: InputTables, name: str) -> TableCount:
    """Return the rows of one table by confidence."""
    frame: pd.DataFrame = getattr(tables, name)
    found = frame["confidence"].value_counts()
    by_confidence = {code: int(found.get(code, 0)) for code in CONFIDENCE}
    origin = tables.origins[name, TABLES[name].columns[0].name]
    fill = origin.fill if origin.rows_filled else TABLES[name].otherwise
    return TableCount(name, len(frame), by_confidence, tables.is_given(name), fill)


def _gains(tables: InputTables, counts: tuple[TableCount, ...]) -> dict[str, Say]:
    """Return what a better table would buy where it is not given, mostly guessed, or residents lack."""
    wanted = {
        one.name
        for one in counts
        if not one.is_given or sum(one.by_confidence[code] for code in _SURE) * 2 < one.rows
    }
    if tables.townships["residents"].isna().any():
        wanted.add("townships")
    if tables.is_given("schools"):
        wanted.discard("school_totals")
    return {name: gain for name, gain in GAINS.items() if name in wanted}
