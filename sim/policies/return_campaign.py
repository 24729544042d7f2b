"""Return campaign (控辍保学联保联控): schools, townships and villages visit who dropped out and bring some back.

Measure M8a (联保联控责任制) of 通市政办发〔2017〕13号, and the margin of G3g. It reaches those whom the school knows to
have left by 31 August, so it is worth more beside `register_monitoring`. How many come back is a ranged number of the
model (`p_return_visited`), whose low end is no effect; visits and what they cost are counted.
"""

from typing import ClassVar

from sim.base.errors import Say
from sim.base.number import Number
from sim.rules.policy import Policy, strength
from sim.rules.rulebook import Rulebook
from sim.rules.view import View

_DOCUMENT = "通市政办发〔2017〕13号"


class ReturnCampaign(Policy):
    """Visit a share of the dropouts known within the year; at strength below 1 that part of it."""

    NAME = "return_campaign"
    TITLE = Say("Return campaign", "控辍保学联保联控（劝返复学）")
    MEASURES = ("M8a", "G3g")
    INDICATOR = "n_returns"
    DIRECTION = 1
    PARAMETERS: ClassVar[tuple[Number, ...]] = (
        strength(),
        Number("share", 1, 0.8, 1, "share", f"{_DOCUMENT} 二(八): 联保联控 of every dropout", "read", "2017",
               Say("dropouts known within the year who are visited", "学年内已发现辍学学生中走访劝返比例"), (0, 1)),
        Number("visits", 5, 2, 10, "visits/pupil", "assumption", "assumption", "2017",
               Say("visits to each of them", "每名劝返对象走访次数"), (0, 100)),
        Number("year_first", 2018, 2018, 2018, "school year", _DOCUMENT, "read", "2017",
               Say("first school year of the campaign", "起始学年"), (2000, 2100)),
    )  # fmt: skip

    def amend(self, year: int, view: View, rulebook: Rulebook) -> dict[str, object]:
        """Return the share that is visited, never less than before, and the visits each gets."""
        v = self.values
        share = v["strength"] * v["share"]
        if year < v["year_first"] or share <= rulebook.campaign_share:
            return {}
        return {"campaign_share": share, "campaign_visits": round(v["visits"])}
