"""Numbers that the levers of shared teachers have in common: the first school year."""

from sim.base.errors import Say
from sim.base.number import Number


def year_first() -> Number:
    """Declare the first school year of a change."""
    return Number(
        "year_first", 2018, 2018, 2018, "school year",
        "assumption: the first school year planned after 通市政办发〔2017〕13号", "assumption", "2017",
        Say("first school year of the change", "起始学年"), (2000, 2100),
    )  # fmt: skip
