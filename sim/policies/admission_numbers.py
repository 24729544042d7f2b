"""Numbers that the levers of admission share: the first school year and the stage."""

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.admission import STAGES

_STAGES_OF_CODE = (STAGES, STAGES[:1], STAGES[1:])


def year_first() -> Number:
    """Declare the first school year of a change."""
    return Number(
        "year_first", 2018, 2018, 2018, "school year", "assumption: the first admission after the document of 2017",
        "assumption", "2017", Say("first school year of the change", "起始学年"), (2000, 2100),
    )  # fmt: skip


def stage() -> Number:
    """Declare which stage is changed."""
    return Number(
        "stage", 0, 0, 0, "code", "assumption", "assumption", "-",
        Say("0 = both stages, 1 = primary, 2 = junior", "0 为小学和初中，1 为小学，2 为初中"), (0, 2),
    )  # fmt: skip


def stages_of(code: float) -> tuple[str, ...]:
    """Return the stages of a code."""
    return _STAGES_OF_CODE[round(code)]
