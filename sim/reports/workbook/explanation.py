"""What stands behind one cell: how it is made, its value by run, and the record rows of one run."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sim.base.errors import Say
from sim.records.layout import RunId


@dataclass(frozen=True)
class Amount:
    """What record rows come to: its name, how they are taken together, the number."""

    name: Say
    how: Say
    value: float


@dataclass(frozen=True)
class Part:
    """Record rows of one run, and what they come to."""

    run: RunId
    rows: pd.DataFrame
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Explanation:
    """One cell explained.

    Attributes
    ----------
    place : str
        Sheet and cell.
    keys : list of (str, str)
        Header and text of the row's keys.
    heading : str
        Header of the column.
    value : int, float or str
        What the workbook shows.
    from_records : float or str
        What the records give now.
    made : list of (Say, str)
        How it is made, line by line.
    by_run : DataFrame
        scenario, draw, seed, value.
    run : RunId
        The run at the value shown, or nearest to it: that of the record rows.
    run_value : float
        Its value.
    parts : list of Part
        The record rows of that run.
    aggregate : float
        What the rows come to together: the run's value.
    """

    place: str
    keys: list[tuple[str, str]]
    heading: str
    value: int | float | str
    from_records: float | str
    made: list[tuple[Say, str]]
    by_run: pd.DataFrame
    run: RunId
    run_value: float
    parts: list[Part]
    aggregate: float

    def all_rows(self) -> pd.DataFrame:
        """Return the record rows of every part, with the run and what they are summed to before their columns."""
        return pd.concat([_labelled(part) for part in self.parts], ignore_index=True)


def _labelled(part: Part) -> pd.DataFrame:
    """Return the rows of a part as plain texts and numbers with its run and what they come to."""
    own = {**vars(part.run), "part": "; ".join(one.name.en for one in part.amounts)}
    plain = part.rows.astype({name: str for name in part.rows.select_dtypes("category")})
    return pd.concat([pd.DataFrame(own, index=part.rows.index), plain], axis=1)


def nearest(by_run: pd.DataFrame, value: float, statistic: str) -> int:
    """Return the row of `by_run` to show: the run at the value or nearest to it; of a share the first run it counts."""
    if statistic == "share":
        return int((by_run["value"] > 0).to_numpy().argmax())
    return int((by_run["value"] - value).abs().to_numpy().argmin())
