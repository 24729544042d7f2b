"""Paired schools (城乡学校对口帮扶): strong town schools help village schools, points and weak ones of their county.

It counts pairs, the schools covered and the days shared for the ledger line of M6b (大学区、学校联盟、城乡对口帮扶) of
通市政办发〔2017〕13号, and stands for part of G2c (缩小城乡校际差距) and M3c (优质资源共享). By what families think
the strongest school helps first, and the weakest is helped first; the records tell pairs in `school.is_helped`. That
pairing does anything to learning, or to what families think of a school, has no evidence: `quality` is 0 unless given,
and M6b stays in the ledger whatever is given. Strength scales the share that is covered.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.sharing_numbers import year_first
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View


class SchoolPairing(Policy):
    """Pair strong town schools with the others of their county, the weakest first."""

    NAME = "school_pairing"
    TITLE = Say("Paired schools", "城乡学校对口帮扶")
    MEASURES = ("G2c", "M3c")
    COUNTS_FOR = ("M6b",)
    INDICATOR = "is_helped"
    DIRECTION = 1
    STATED_ZERO: ClassVar[dict[str, Say]] = {
        "quality": Say(
            "`quality` is 0 unless given: no evidence that families think better of a paired school",
            "quality 未给出时为 0：无证据表明帮扶提高家庭对学校的评价",
        )
    }
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 1, 0.3, 1, "share of schools to be helped", "assumption: the document gives no number",
               "assumption", "2017",
               Say("village schools, points and weak schools that are to be covered", "帮扶覆盖比例"), (0, 1)),
        Number("partners", 2, 1, 5, "schools/strong school", "assumption: the document gives no number", "assumption",
               "2017", Say("schools one strong school helps, at most", "每所优质学校最多帮扶学校数"), (1, 50)),
        Number("days", 20, 5, 80, "teacher-days/pair-year",
               "assumption: one teacher half a day a week over a school year of 40 weeks", "assumption", "2017",
               Say("days a school year that teachers of the strong school give to the other; counted, they teach no "
                   "lesson less at home", "每对每学年教师帮扶天数（仅计数）"), (0, 2000)),
        Number("quality", 0, 0, 0.1, "SD", "assumption: no evidence found; 0 = families see no difference",
               "assumption", "2017",
               Say("added to what families see of a school that is helped", "帮扶使家庭所见学校质量的提高"), (0, 1)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return how many schools are helped, by how many, and what families see of it."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        return {
            "pairing_share": v["strength"] * v["share"],
            "pairing_partners": round(v["partners"]),
            "pairing_days": v["days"],
            "pairing_quality": v["quality"],
        }
