"""Minority and village schools protected (民族学校与乡村学校保护): which schools a merger passes by.

Measure G2d (重点加强农村及少数民族学校) of 通市政办发〔2017〕13号. The user's tables name the schools for a national
minority (`is_minority`); these are protected without any lever too, and `protects` = 0 shows what that is worth. The
rural weight is the lever's own: village schools and points down to a size are kept though a merger calls them small.
It acts on mergers alone, so it is judged beside the lever `merge_small_schools`.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"
SMALL = 100  # pupils; a school of fewer is small (国办发〔2018〕27号), and mergers are about small ones alone


class MinoritySchoolsProtected(Policy):
    """Keep village schools of a size, and schools for a national minority; strength lowers the size from 100 pupils."""

    NAME = "minority_schools_protected"
    TITLE = Say("Minority and village schools protected", "民族学校与乡村学校保护")
    MEASURES = ("G2d",)
    INDICATOR = "minutes_sum"
    DIRECTION = -1
    BESIDE = ("merge_small_schools",)
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("protects", 1, 1, 1, "0 or 1", f"{_DOCUMENT} 一(二)", "read", "2017",
               Say("schools for a national minority are not closed", "民族学校不撤并"), (0, 1)),
        Number("rural_keep_size", 10, 5, 30, "pupils/school", "assumption: with fewer, no grade has a class of its own",
               "assumption", "2017", Say("village schools and points of so many pupils are not merged",
                                         "乡村学校保留规模"), (1, SMALL)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year in which plans follow it", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return what is kept in the year."""
        v = self.values
        if v["strength"] == 0 or year < v["year_first"]:
            return {}
        return {
            "protects_minority_schools": int(v["protects"] >= 1),
            "rural_keep_size": round(SMALL + v["strength"] * (v["rural_keep_size"] - SMALL)),
        }
