"""What feeders.csv (对口升学) decides, as the input report says it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.base.errors import Say
from sim.inputs.tables import InputTables


def said_of_feeders(tables: InputTables) -> Iterator[Say]:
    """Yield how many primary schools feed junior schools, several of them, where the table is given."""
    fed = tables.feeders.groupby("school_code").size()
    if fed.empty:
        return
    several = int((fed > 1).sum())
    yield Say(
        f"feeders.csv: {len(fed)} primary schools feed junior schools, {several} of them several (lottery); pupils of "
        "all others go to junior school by address",
        f"feeders.csv：{len(fed)} 所小学有对口初中，其中 {several} 所对口多所初中（派位）；其余小学的学生按住址入初中",
    )
