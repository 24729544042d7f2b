"""Rotation of teachers and principals (校长教师交流轮岗): of town and strong schools, to rural ones, for some years.

Measure M6f of 通市政办发〔2017〕13号, with it part of G2c and G3f: each school year at least 10 % of the eligible, at
least 20 % of them backbone teachers (骨干教师). The home school keeps the post and misses the teacher, so that classes
of crowded town schools have fewer teachers in the same year; a home school keeps at least the teachers its classes
cannot do without, and what is missing to the shares is recorded. Strength scales the shares.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.policies.sharing_numbers import year_first
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号 二(六); 教督〔2017〕6号"


class TeacherRotation(Policy):
    """Let shares of the eligible teachers and principals serve at rural schools."""

    NAME = "teacher_rotation"
    TITLE = Say("Rotation of teachers and principals", "校长教师交流轮岗")
    MEASURES = ("M6f", "G2c", "G3f")
    INDICATOR = "n_rotated"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 0.1, 0.1, 0.2, "share of eligible teachers", _DOCUMENT, "read", "2017",
               Say("eligible teachers of town and strong schools who set out each school year",
                   "城镇和优质学校每学年交流教师比例"), (0, 1)),
        Number("backbone_share", 0.2, 0.2, 0.5, "share of rotating teachers", _DOCUMENT, "read", "2017",
               Say("backbone teachers among them, at least", "其中骨干教师比例"), (0, 1)),
        Number("principal_share", 0.1, 0, 0.2, "share of eligible principals",
               "assumption: 教师〔2014〕4号 names principals without a share; as teachers", "assumption", "2014",
               Say("eligible principals of such schools who change places with one of a rural school",
                   "城镇和优质学校每学年交流校长比例"), (0, 1)),
        Number("years", 1, 1, 3, "years", "assumption: 教师〔2014〕4号 leaves it to the places", "assumption", "2014",
               Say("school years away from the home school", "每次交流年限"), (1, 6)),
        Number("min_years", 6, 3, 9, "years",
               "安徽 on 教师〔2014〕4号, 2015: 6 years or more at one school; Jilin's own rule not found", "estimate",
               "2015",
               Say("years at the home school from which one is eligible", "符合交流条件的同校任教年限"), (0, 20)),
        Number("strong_above", 0.9, 0.75, 1, "share of public schools",
               "assumption: no document found defines 优质学校; 1 = town schools alone send", "assumption", "-",
               Say("rural schools above this share of the county's public schools in quality send too, and get none",
                   "农村优质学校的质量分位下限"), (0, 1)),
        year_first(),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return shares and conditions of rotation; shares in force are never lowered."""
        v = self.values
        if year < v["year_first"] or v["strength"] == 0:
            return {}
        shares = {
            field: max(getattr(rulebook, field), v["strength"] * v[name])
            for field, name in (
                ("rotation_share", "share"),
                ("rotation_backbone_share", "backbone_share"),
                ("rotation_principal_share", "principal_share"),
            )
        }
        return {
            **shares,
            "rotation_years": round(v["years"]),
            "rotation_min_years": round(v["min_years"]),
            "rotation_strong_above": v["strong_above"],
        }
