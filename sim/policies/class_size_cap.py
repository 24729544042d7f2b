"""Class-size cap (班额上限): dated cut-offs and standards.

Measures M3a (no class of 56 / 61 by the end of 2018), M3b (45 / 50 by the end of 2020, 力争) and with it G3d (none of
56 by 2020) of 通市政办发〔2017〕13号. The census of September 2018 and of September 2020 are the first that count.
Strength relaxes cut-offs and standards towards what holds without them. That entry grades make no new large class is a
lever of its own, `hard_stop`.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


def _size(name: str, value: int, low: int, high: int, en: str, zh: str) -> Number:
    return Number(name, value, low, high, "pupils/class", _DOCUMENT, "read", "2017", Say(en, zh), (20, 75))


def _year(name: str, value: int, en: str, zh: str) -> Number:
    return Number(
        name, value, value, value, "school year", _DOCUMENT, "read", "2017", Say(en, zh), (2000, 2100)
    )


class ClassSizeCap(Policy):
    """Cap class sizes: a cut-off above which cohorts are divided, and a lower forming size later."""

    NAME = "class_size_cap"
    TITLE = Say("Class-size cap", "消除大班额与标准班额")
    MEASURES = ("M3a", "M3b", "G3d")
    INDICATOR = "n_large_local"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        _size("cutoff_primary", 56, 56, 56, "a primary class of this size is large", "小学大班额线"),
        _size("cutoff_junior", 61, 61, 61, "a junior class of this size is large", "初中大班额线"),
        _year("year_cutoff", 2018, "first school year of the cut-offs", "消除大班额起始学年"),
        _size("standard_primary", 45, 45, 45, "standard class, primary", "小学标准班额"),
        _size("standard_junior", 50, 50, 50, "standard class, junior", "初中标准班额"),
        _year("year_standard", 2020, "first school year of classes at the standard", "标准班额起始学年"),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return cut-offs from `year_cutoff` on and standards from `year_standard` on, at the lever's strength."""
        v, changes = self.values, {}
        if v["strength"] == 0.0:
            return changes
        if year >= v["year_cutoff"]:
            for stage in ("primary", "junior"):
                changes[f"cutoff_{stage}"] = self._relaxed(v[f"cutoff_{stage}"], 100)
        if year >= v["year_standard"]:
            for stage in ("primary", "junior"):
                standard = int(v[f"standard_{stage}"])
                changes[f"class_standard_{stage}"] = standard
                changes[f"forming_size_{stage}"] = self._relaxed(
                    standard, getattr(rulebook, f"forming_size_{stage}")
                )
        return changes

    def _relaxed(self, target: float, without: float) -> int:
        """Return the size between `without` (strength 0) and `target` (strength 1)."""
        return round(without + self.values["strength"] * (target - without))
