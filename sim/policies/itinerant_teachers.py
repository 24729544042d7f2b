"""Itinerant teachers (走教): PE, music and art teachers with spare periods teach at schools that have none.

Measures M4e (体音美 of rural schools), M6a (开齐开足国家课程), M7c (中心校与村小、教学点一体化办学) and M3c (大学区,
优质资源共享) of 通市政办发〔2017〕13号. Schools of a township and those of a central school share always, others of the
county within a radius. No post moves. Strength scales the part of the spare periods that is given, and the radius.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.sharing_numbers import year_first
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class ItinerantTeachers(Policy):
    """Share the spare periods of PE, music and art teachers."""

    NAME = "itinerant_teachers"
    TITLE = Say("Itinerant teachers of PE, music and art", "体音美教师走教")
    MEASURES = ("M4e", "M6a", "M7c", "M3c")
    INDICATOR = "subjects_uncovered"
    DIRECTION = -1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 1, 0.5, 1, "share of spare periods", "assumption", "assumption", "-",
               Say("part of the periods below a teacher's load that is given to other schools",
                   "富余课时用于走教的比例"), (0, 1)),
        Number("km", 10, 0, 20, "km", "assumption: half an hour by road; 0 = within township and central school alone",
               "assumption", "-",
               Say("straight kilometres within which schools of other townships of the county are served",
                   "跨乡镇走教直线距离上限"), (0, 100)),
        Number("max_schools", 2, 2, 3, "schools/teacher", "assumption", "assumption", "-",
               Say("other schools one teacher serves, at most", "每名教师服务的外校数上限"), (1, 10)),
        Number("largest_first", 0, 0, 0, "0 or 1",
               "assumption: the target of M6a counts schools, and serving small wants first covers the most",
               "assumption", "-",
               Say("whom itinerants serve first: 0 = schools that need the fewest periods of a subject, 1 = the most",
                   "0 为课时需求少的学校优先，1 为多的优先"), (0, 1)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return what is shared and how far; never less than before."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        return {
            "itinerant_share": max(rulebook.itinerant_share, v["strength"] * v["share"]),
            "itinerant_km": max(rulebook.itinerant_km, v["strength"] * v["km"]),
            "itinerant_max_schools": round(v["max_schools"]),
            "itinerant_largest_first": round(v["largest_first"]),
        }
