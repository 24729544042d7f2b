"""Hard stop (严禁新增大班额): nobody beyond the seats at entry, and transfers only where a seat is free.

Measures M3f and G3d of 通市政办发〔2017〕13号: large classes are listed and struck off one by one (销号), and no new
one is made. Children for whom the entry grade of their school has no seat are placed elsewhere (统筹). A stop is in
force or not: at strength below 1 there is none.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


def _switch(name: str, en: str, zh: str) -> Number:
    return Number(name, 1, 1, 1, "0 or 1", _DOCUMENT, "read", "2017", Say(en, zh), (0, 1))


class HardStop(Policy):
    """Stop admission where seats end: at entry to grades 1 and 7, and for pupils who change school."""

    NAME = "hard_stop"
    TITLE = Say("Hard stop of admission", "严禁新增大班额")
    MEASURES = ("M3f", "G3d")
    INDICATOR = "n_large_local"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the stop", "起始学年"), (2000, 2100)),
        _switch("entry", "entry grades take nobody beyond their seats", "起始年级严禁新增大班额"),
        _switch("transfers", "pupils change school only where a seat is free", "转学只进有空余学位的学校"),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the stops in force from `year_first` on; those an earlier lever set stay."""
        v = self.values
        if year < v["year_first"] or v["strength"] < 1.0:
            return {}
        stops = {"has_hard_stop": v["entry"], "stops_transfers": v["transfers"]}
        return {field: 1 for field, stop in stops.items() if stop >= 1.0}
