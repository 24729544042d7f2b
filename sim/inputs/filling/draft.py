"""Tables on their way from what was read to what the simulation needs, with a record of every value filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from sim.base.declaration import Fill
from sim.base.errors import Say
from sim.inputs.frames import frame_of, is_blank
from sim.inputs.origins import Origin, Origins
from sim.inputs.schema import TABLES

# How sure a filled row is, in the words of the column `confidence`.
_CONFIDENCE = {"derived": "estimate", "assumed": "assumption"}


@dataclass
class Draft:
    """The frames of a folder while they are filled.

    Parameters
    ----------
    start_year : int
        The year of the tables.
    frames : dict of str to DataFrame
        Every canonical table in its declared types; empty where not given.
    origins : dict of (table, column) to Origin
        Kept true by every filling.
    warnings : list of Say
        What was odd but not wrong.
    """

    start_year: int
    frames: dict[str, pd.DataFrame]
    origins: Origins
    warnings: list[Say] = field(default_factory=list)

    def is_given(self, name: str) -> bool:
        """Tell whether a table has rows, read or filled."""
        return len(self.frames[name]) > 0

    def fill_column(self, name: str, column: str, values: object, fill: Fill | None = None) -> None:
        """Put `values` (one, or one a row) where a column is blank; `fill` where it is not the declared one."""
        frame = self.frames[name]
        blank = is_blank(frame[column])
        frame[column] = frame[column].mask(blank, values).astype(frame[column].dtype)
        if fill is not None and blank.any():
            self.origins[name, column] = replace(self.origins[name, column], fill=fill)

    def add_table(self, name: str, rows: Iterable[Mapping[str, object]], fill: Fill | None = None) -> None:
        """Fill a table that was not given; `fill` where it is not the declared one."""
        fill = fill or TABLES[name].otherwise
        rows = [{"confidence": _CONFIDENCE[fill.kind], "source": fill.how.en, **row} for row in rows]
        self.frames[name] = _frame(name, rows)
        for column in TABLES[name].columns:
            self.origins[name, column.name] = Origin(0, len(rows), fill)

    def add_rows(
        self, name: str, rows: Iterable[Mapping[str, object]], fill: Fill, *, first: bool = False
    ) -> None:
        """Add rows that were not given to a table that was, behind its own or before them."""
        rows = [{"confidence": _CONFIDENCE[fill.kind], "source": fill.how.en, **row} for row in rows]
        if not rows:
            return
        parts = [self.frames[name], _frame(name, rows)]
        self.frames[name] = pd.concat(reversed(parts) if first else parts, ignore_index=True)
        for column in TABLES[name].columns:
            origin = self.origins[name, column.name]
            filled = origin.rows_filled + len(rows)
            both = _joined(origin.fill, fill) if origin.rows_filled else fill
            self.origins[name, column.name] = replace(origin, rows_filled=filled, fill=both)

    def warn(self, en: str, zh: str) -> None:
        """Add a warning."""
        self.warnings.append(Say(en, zh))


def _joined(first: Fill, second: Fill) -> Fill:
    """Return the fill of a column some of whose rows are filled one way and some another; the less sure kind wins."""
    if first.how == second.how:
        return first
    kind = "assumed" if "assumed" in (first.kind, second.kind) else "derived"
    return Fill(kind, Say(f"{first.how.en}; {second.how.en}", f"{first.how.zh}；{second.how.zh}"))


def _frame(name: str, rows: list[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a frame of a canonical table; columns they lack are blank."""
    columns = {one.name: [row.get(one.name) for row in rows] for one in TABLES[name].columns}
    return frame_of(columns, TABLES[name])
